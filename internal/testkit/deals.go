package testkit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
)

// RunDeals holds every case of testdata to its answer: what it shows on top, then
// reports as [Deal] makes them, each under its outlet and day
// ("-- The Courier, 2031-05-14 --"), then the answer wanted. Answer tells what was made
// of the records, line by line.
func RunDeals(t *testing.T, answer func([]*parley.Record) string) {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in testdata: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			about, want, hasWant := strings.Cut(strings.ReplaceAll(string(data), "\r\n", "\n"), wantHeader)
			if !hasWant {
				t.Fatalf("%s wants no answer", file)
			}
			got := answer(deals(about))
			switch {
			case got == want:
			case *update:
				if err := os.WriteFile(file, []byte(about+wantHeader+got), 0o644); err != nil {
					t.Fatal(err)
				}
			default:
				t.Errorf("%s\ngot:\n%swant:\n%s", about, got, want)
			}
		})
	}
}

// deals are the records of a case.
func deals(text string) []*parley.Record {
	var all []*parley.Record
	name, lines := "", ""
	end := func() {
		if name != "" {
			all = append(all, Deal(name, lines))
		}
	}
	for line := range strings.Lines(text) {
		if head, is := strings.CutPrefix(line, "-- "); is {
			end()
			name, lines = strings.TrimSuffix(strings.TrimSpace(head), " --"), ""
			continue
		}
		lines += line
	}
	end()
	return all
}
