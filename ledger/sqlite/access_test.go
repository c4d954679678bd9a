package sqlite

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley/ledger"
)

// readOnly is a case in a folder that may only be read, with its path; for root, who
// may write anywhere, it is opened as such.
func readOnly(t *testing.T) (*Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "kept.parley")
	s, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	body, err := ledger.Decision{Name: "kept"}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	draft := ledger.Draft{Kind: ledger.KindCase, Author: ledger.Person("Ada Lind"), Body: body}
	if _, err := s.Append(t.Context(), time.UnixMilli(0), []ledger.Draft{draft}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 {
		s, err = open(path, accessAlone)
	} else {
		folder := filepath.Dir(path)
		if err := os.Chmod(folder, 0o555); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(folder, 0o755) })
		s, err = Open(t.Context(), path)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, path
}

func TestOpen_of_what_may_only_be_read(t *testing.T) {
	s, path := readOnly(t)
	if s.way != accessAlone {
		t.Errorf("it is opened %q, want %q", s.way, accessAlone)
	}
	if err := s.ready(t.Context(), Version); err != nil {
		t.Error(err)
	}
	if head, err := s.Head(t.Context()); err != nil || head.Size != 1 {
		t.Errorf("Head = %v, %v, want 1 entry", head, err)
	}
	for _, err := range s.Texts(t.Context()) { // an audit has tables of its own beside it
		t.Error(err)
	}
	draft := ledger.Draft{Kind: ledger.KindNote, Author: ledger.Person("Ada Lind"), Body: []byte("{}")}
	if _, err := s.Append(t.Context(), time.UnixMilli(0), []ledger.Draft{draft}); err == nil || !strings.Contains(err.Error(), "may only be read") {
		t.Errorf("Append = %v, want that it may only be read", err)
	}
	if err := s.ready(t.Context(), Version-1); err == nil || !strings.Contains(err.Error(), "open a copy") {
		t.Errorf("an earlier version is ready: %v", err)
	}
	beside, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(beside) != 1 {
		t.Errorf("beside the case there is %v, %v", beside, err)
	}
}

func TestToRead_goes_by_whether_another_writes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kept.parley")
	if got := toRead(path); got != accessAlone {
		t.Errorf("toRead = %q, want %q", got, accessAlone)
	}
	if err := os.WriteFile(path+"-wal", []byte("what was written last"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := toRead(path); got != accessRead {
		t.Errorf("toRead = %q, want %q", got, accessRead)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "linked.parley")
	if err := os.Symlink(path, link); err != nil {
		t.Skipf("no links here: %v", err)
	}
	if got := toRead(link); got != accessRead {
		t.Errorf("toRead behind a link = %q, want %q", got, accessRead)
	}
}
