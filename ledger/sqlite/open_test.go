package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"parley"
)

func TestOpen_leaves_what_is_no_case_as_it_is(t *testing.T) {
	dir := t.TempDir()
	other := filepath.Join(dir, "other.db")
	db, err := sql.Open("sqlite", other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE t (x)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	later := filepath.Join(dir, "later.parley")
	store, err := Create(t.Context(), later)
	if err != nil {
		t.Fatal(err)
	}
	store.Close()
	bytes, err := os.ReadFile(later)
	if err != nil {
		t.Fatal(err)
	}
	bytes[63] = 9 // the last byte of user_version
	for name, content := range map[string][]byte{"later.parley": bytes, "empty": nil, "text": []byte(strings.Repeat("no case ", 20)), "cut": bytes[:40]} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{
		"other.db": "its application id is 0x0, not 0x70726c79", "later.parley": "has version 9, this build reads 3",
		"empty": "no SQLite file", "text": "no SQLite file", "cut": "no SQLite file",
	} {
		path := filepath.Join(dir, name)
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Open(t.Context(), path)
		if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("Open(%s) = %v, want %q", name, err, want)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
			t.Errorf("%s was changed: %v", name, err)
		}
	}
}

func TestCreate_makes_a_case_once(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.parley")
	made := make([]error, 8)
	var wait sync.WaitGroup
	for i := range made {
		wait.Go(func() {
			store, err := Create(t.Context(), path)
			if made[i] = err; err == nil {
				store.Close()
			}
		})
	}
	wait.Wait()
	n := 0
	for _, err := range made {
		switch {
		case err == nil:
			n++
		case !errors.Is(err, parley.ErrConflict):
			t.Errorf("Create = %v, want a conflict", err)
		}
	}
	if n != 1 {
		t.Errorf("%d of %d made the case, want 1", n, len(made))
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".*"))
	if err != nil || len(left) != 0 {
		t.Errorf("these are left: %v, %v", left, err)
	}
}

func TestOpen_brings_an_older_case_up_to_date(t *testing.T) {
	path := filepath.Join(t.TempDir(), "older.parley")
	older, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := older.Exec(fmt.Sprintf("PRAGMA application_id = %d; %s; PRAGMA user_version = 1", applicationID, schema)); err != nil {
		t.Fatal(err)
	}
	older.Close()
	store, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for fault, err := range store.Check(t.Context()) {
		t.Errorf("Check() = %q, %v, want nothing", fault, err)
	}
	for deal, err := range store.Deals(t.Context(), 0, 0) {
		t.Errorf("Deals() = %+v, %v, want nothing", deal, err)
	}
}
