package testkit

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
)

var update = flag.Bool("update", false, "write the answers given into the cases of testdata")

const (
	reportHeader = "-- report --\n"
	wantHeader   = "-- want --\n"
)

// Run holds every case of testdata to its answer. Answer tells what was made of
// the reading, line by line.
func Run(t *testing.T, answer func(*parley.Reading) string) {
	t.Helper()
	RunIn(t, "testdata", answer)
}

// RunIn does so with the cases of another folder.
func RunIn(t *testing.T, folder string, answer func(*parley.Reading) string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in %s: %v", folder, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			about, report, want := split(t, strings.ReplaceAll(string(data), "\r\n", "\n"))
			got := answer(Parse(report))
			switch {
			case got == want:
			case *update:
				if err := os.WriteFile(file, []byte(about+reportHeader+report+wantHeader+got), 0o644); err != nil {
					t.Fatal(err)
				}
			default:
				t.Errorf("%sgot:\n%swant:\n%s", about, got, want)
			}
		})
	}
}

// split takes a case apart: what it shows, its report and the answer wanted.
func split(t *testing.T, file string) (about, report, want string) {
	t.Helper()
	about, rest, hasReport := strings.Cut(file, reportHeader)
	report, want, hasWant := strings.Cut(rest, wantHeader)
	if !hasReport || !hasWant || strings.TrimSpace(about) == "" {
		t.Fatalf("a case says what it shows, then %q, then %q", strings.TrimSpace(reportHeader), strings.TrimSpace(wantHeader))
	}
	return about, report, want
}
