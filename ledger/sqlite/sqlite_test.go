package sqlite_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"parley"
	"parley/ledger"
	"parley/ledger/ledgertest"
	"parley/ledger/sqlite"
)

// open opens a case, and makes it where it is not there.
func open(t *testing.T, path string) ledger.Store {
	t.Helper()
	open := sqlite.Open
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		open = sqlite.Create
	}
	s, err := open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) {
	dir := t.TempDir()
	ledgertest.TestStore(t, func(t *testing.T) ledger.Store {
		return open(t, filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", " ")+".parley"))
	})
}

func TestStore_where_many_versions_no_longer_hold(t *testing.T) {
	defer sqlite.LookUpAll()()
	dir := t.TempDir()
	ledgertest.TestStore(t, func(t *testing.T) ledger.Store {
		return open(t, filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", " ")+".parley"))
	})
}

func TestCrash(t *testing.T) {
	ledgertest.TestCrash(t, func(t *testing.T) string { return filepath.Join(t.TempDir(), "case.parley") }, open)
}

func TestPurge_leaves_the_words_in_no_byte(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.parley")
	s := open(t, path)
	defer s.Close()
	const text = "Quisling told us of xylophones"
	record := &parley.Record{
		Report:     parley.Report{Text: text},
		Weights:    "sha256:w1",
		Entities:   []parley.Entity{{ID: "e1", Name: "Quisling", Aliases: []string{"Vidkun"}, Kind: parley.EntityPerson}},
		Statements: []parley.Statement{{ID: "s1", Kind: parley.StatementDirect, Speaker: "e1", Cue: []parley.Span{{Start: 9, End: 13}}}},
	}
	other := &parley.Record{Report: parley.Report{Text: "Quisling left."}, Weights: "sha256:w1", Entities: []parley.Entity{{ID: "e1", Name: "Quisling", Kind: parley.EntityPerson}}}
	drafts := append(ledgertest.Drafts(record), ledgertest.Drafts(other)...)
	drafts[0].Raw = []byte("<p>" + text)
	if _, err := s.Append(t.Context(), time.Unix(1, 0), drafts); err != nil {
		t.Fatal(err)
	}
	squeeze, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		t.Fatal(err)
	}
	traces := map[string][]byte{
		"a word": []byte("xylophones"), "a name's word": []byte("vidkun"), "the report": squeeze.EncodeAll(drafts[0].Body, nil),
		"the reading": squeeze.EncodeAll(drafts[1].Body, nil), "the raw bytes": squeeze.EncodeAll(drafts[0].Raw, nil),
	}
	for what, trace := range traces {
		if !onDisk(t, path, trace) {
			t.Errorf("before the purge %s is not in the file, so the test looks for the wrong bytes", what)
		}
	}
	purge := ledger.Draft{Kind: ledger.KindPurge, Author: ledger.Person("Ada Lind"), Of: ledger.Address{Report: 1}, Body: []byte("x"), Drop: []int64{1, 2}}
	if _, err := s.Append(t.Context(), time.Unix(2, 0), []ledger.Draft{purge}); err != nil {
		t.Fatal(err)
	}
	for what, trace := range traces {
		if onDisk(t, path, trace) {
			t.Errorf("after the purge %s is in the file still", what)
		}
	}
	if !onDisk(t, path, []byte("quisling")) {
		t.Error("after the purge the name that another report has is gone")
	}
}

// onDisk reports whether bytes are anywhere in the files of a case.
func onDisk(t *testing.T, path string, trace []byte) bool {
	t.Helper()
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of %s: %v", path, err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(content, trace) {
			return true
		}
	}
	return false
}
