package postgres_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"parley"
	"parley/ledger"
	"parley/ledger/ledgertest"
	"parley/ledger/postgres"
)

// server is the address of a database for tests, which may make and drop schemas
// parley_* in it; without one the test is skipped.
func server(t *testing.T) string {
	t.Helper()
	address := os.Getenv("PARLEY_POSTGRES")
	if address == "" {
		t.Skip("PARLEY_POSTGRES names no database, such as postgres://localhost/test")
	}
	return address
}

// newAddress is that of a case of the test, which is dropped at its end.
func newAddress(t *testing.T) string {
	t.Helper()
	h := sha256.Sum256([]byte(t.Name()))
	name := "test_" + hex.EncodeToString(h[:8])
	at, err := url.Parse(server(t))
	if err != nil {
		t.Fatal(err)
	}
	drop(t, name)
	t.Cleanup(func() { drop(t, name) })
	q := at.Query()
	q.Set("case", name)
	at.RawQuery = q.Encode()
	return at.String()
}

func drop(t *testing.T, name string) { execute(t, "DROP SCHEMA IF EXISTS parley_"+name+" CASCADE") }

func execute(t *testing.T, query string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context()) // it may be at the end of the test
	conn, err := pgx.Connect(ctx, server(t))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, query); err != nil {
		t.Fatal(err)
	}
}

// open opens a case, and makes it where it is not there.
func open(t *testing.T, address string) ledger.Store {
	t.Helper()
	s, err := postgres.Open(t.Context(), address)
	if errors.Is(err, parley.ErrNotFound) {
		s, err = postgres.Create(t.Context(), address)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) {
	server(t)
	addresses := map[string]string{}
	ledgertest.TestStore(t, func(t *testing.T) ledger.Store {
		if addresses[t.Name()] == "" {
			addresses[t.Name()] = newAddress(t)
		}
		return open(t, addresses[t.Name()])
	})
}

func TestCrash(t *testing.T) {
	server(t)
	ledgertest.TestCrash(t, func(t *testing.T) ledgertest.Place {
		if strings.Contains(t.Name(), "/") {
			return ledgertest.Place{Name: newAddress(t), Open: open}
		}
		return ledgertest.Place{Open: open} // in a process that is told where
	})
}
