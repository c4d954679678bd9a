package postgres_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
	ledgertest.TestCrash(t, newAddress, open)
}

func TestCreate_and_Open(t *testing.T) {
	address := newAddress(t)
	if _, err := postgres.Open(t.Context(), address); !errors.Is(err, parley.ErrNotFound) {
		t.Errorf("Open of no case = %v, want %v", err, parley.ErrNotFound)
	}
	s, err := postgres.Create(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := postgres.Create(t.Context(), address); !errors.Is(err, parley.ErrConflict) {
		t.Errorf("Create of a case that is there = %v, want %v", err, parley.ErrConflict)
	}
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	schema := "parley_" + at.Query().Get("case")
	execute(t, "INSERT INTO "+schema+".migration VALUES (900)")
	_, err = postgres.Open(t.Context(), address)
	if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), "it has version 900, this build reads 2") {
		t.Errorf("Open of a later version = %v, want %v that names both", err, parley.ErrInvalid)
	}
	execute(t, "DELETE FROM "+schema+".migration WHERE version = 900")
	execute(t, "DELETE FROM "+schema+".migration WHERE version > 1; DROP TABLE "+schema+".deal")
	old, err := postgres.Open(t.Context(), address)
	if err != nil {
		t.Fatalf("Open of a case of version 1: %v", err)
	}
	for fault, err := range old.Check(t.Context()) {
		t.Errorf("of a case that was brought from version 1 Check finds %q, %v", fault, err)
	}
	old.Close()
	execute(t, "CREATE RULE silent AS ON DELETE TO "+schema+".body DO INSTEAD NOTHING; CREATE TABLE "+schema+".other (); DROP INDEX "+schema+".version_find")
	var faults []string
	for fault, err := range s.Check(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		faults = append(faults, fault)
	}
	for _, want := range []string{"the rule silent", "has other", "lacks version_find"} {
		if !strings.Contains(strings.Join(faults, "\n"), want) {
			t.Errorf("Check finds %q, want %q among it", faults, want)
		}
	}
}

func TestAddresses_that_are_none(t *testing.T) {
	for _, address := range []string{
		"", "case.parley", "http://localhost/x", "postgres://u:secret@localhost/x?case=A", "postgres://u:secret@localhost/x?case=", "postgres://u:secret@localhost/x?case=a'b",
		"postgres://u:secret@localhost/x?case=" + strings.Repeat("a", 60), "postgres://u:secret@localhost:port/x", "postgres://u:secret@localhost/x?sslmode=odd", "postgres://u:secret%zz@localhost",
	} {
		for _, connect := range []func(context.Context, string) (*postgres.Store, error){postgres.Open, postgres.Create} {
			_, err := connect(t.Context(), address)
			if !errors.Is(err, parley.ErrInvalid) || strings.Contains(err.Error(), "secret") {
				t.Errorf("the address %q is the error %v, want %v without the password", address, err, parley.ErrInvalid)
			}
		}
	}
}

// TestPurge_leaves_the_words_in_no_table looks into the files of the server, where
// it may.
func TestPurge_leaves_the_words_in_no_table(t *testing.T) {
	address := newAddress(t)
	s := open(t, address)
	defer s.Close()
	const text = "Quisling told us of xylophones"
	record := &parley.Record{
		Report: parley.Report{Text: text}, Weights: "sha256:w1",
		Entities: []parley.Entity{{ID: "e1", Name: "Quisling", Aliases: []string{"Vidkun"}, Kind: parley.EntityPerson}},
	}
	other := &parley.Record{Report: parley.Report{Text: "Quisling left."}, Weights: "sha256:w1", Entities: record.Entities[:1:1]}
	other.Entities = []parley.Entity{{ID: "e1", Name: "Quisling", Kind: parley.EntityPerson}}
	drafts := append(ledgertest.Drafts(record), ledgertest.Drafts(other)...)
	drafts[0].Raw = []byte("<p>" + text)
	if _, err := s.Append(t.Context(), time.Unix(1, 0), drafts); err != nil {
		t.Fatal(err)
	}
	if !inTables(t, "xylophones") || !inTables(t, "vidkun") {
		t.Error("before the purge the words are in no table, so the test looks in the wrong place")
	}
	purge := ledger.Draft{Kind: ledger.KindPurge, Author: ledger.Person("Ada Lind"), Of: ledger.Address{Report: 1}, Body: []byte("x"), Drop: []int64{1, 2}}
	if _, err := s.Append(t.Context(), time.Unix(2, 0), []ledger.Draft{purge}); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"xylophones", "vidkun", "Vidkun"} {
		if inTables(t, word) {
			t.Errorf("after the purge %q is in the files of the tables still", word)
		}
	}
	if !inTables(t, "quisling") {
		t.Error("after the purge the name that another report has is gone")
	}
}

// inTables reports whether a word is in the files of any table, once the server has
// written them.
func inTables(t *testing.T, word string) bool {
	t.Helper()
	execute(t, "CHECKPOINT")
	conn, err := pgx.Connect(t.Context(), server(t))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	var dir string
	if err := conn.QueryRow(t.Context(), "SHOW data_directory").Scan(&dir); err != nil {
		t.Fatal(err)
	}
	found := false
	err = filepath.WalkDir(filepath.Join(dir, "base"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		found = found || bytes.Contains(content, []byte(word))
		if errors.Is(err, fs.ErrNotExist) {
			return nil // a table that was dropped at this moment
		}
		return err
	})
	if err != nil {
		t.Skipf("the server's files cannot be read from here: %v", err)
	}
	return found
}
