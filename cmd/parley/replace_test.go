package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func writing(text string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
}

func TestReplace_writes_through_a_link(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("table.csv", []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	for link, target := range map[string]string{"link": "table.csv", "ahead": "new.csv"} {
		if err := os.Symlink(target, link); err != nil {
			t.Skipf("this file system has no links: %v", err)
		}
		if err := replace(link, writing("new")); err != nil {
			t.Fatal(err)
		}
		if to, err := os.Readlink(link); err != nil || to != target {
			t.Errorf("%s leads to %q, %v, want %s", link, to, err, target)
		}
		if got, err := os.ReadFile(target); err != nil || string(got) != "new" {
			t.Errorf("%s holds %q, %v, want new", target, got, err)
		}
	}
	if err := replace("link", func(io.Writer) error { return errors.New("stopped") }); err == nil {
		t.Error("a write that fails is none")
	}
	if got, _ := os.ReadFile("table.csv"); string(got) != "new" {
		t.Errorf("a write that failed left %q", got)
	}
}

func TestReplace_names_the_file_that_was_asked_for(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nosuch", "table.csv")
	if err := replace(path, writing("words")); err == nil || !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), ".parley-") {
		t.Errorf("replace(%s) = %v", path, err)
	}
}
