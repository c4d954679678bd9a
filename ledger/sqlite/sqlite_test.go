package sqlite_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/ledger"
	"parley/ledger/ledgertest"
	"parley/ledger/sqlite"
)

func TestStore(t *testing.T) {
	dir := t.TempDir()
	ledgertest.TestStore(t, func(t *testing.T) ledger.Store {
		path := filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", " ")+".parley")
		open := sqlite.Open
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			open = sqlite.Create
		}
		s, err := open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}
