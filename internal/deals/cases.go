package deals

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
)

const want = "-- want --\n"

// Run holds every case of testdata to its answer: what it shows on top, then
// reports as [Record] makes them, each under its outlet and day
// ("-- The Courier, 2031-05-14 --"), then the answer wanted. Answer tells what was made
// of the records, line by line; with update it is written into the cases.
func Run(t *testing.T, update bool, answer func([]*parley.Record) string) {
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
			about, wanted, hasWant := strings.Cut(strings.ReplaceAll(string(data), "\r\n", "\n"), want)
			if !hasWant {
				t.Fatalf("%s wants no answer", file)
			}
			got := answer(Records(about))
			switch {
			case got == wanted:
			case update:
				if err := os.WriteFile(file, []byte(about+want+got), 0o644); err != nil {
					t.Fatal(err)
				}
			default:
				t.Errorf("%s\ngot:\n%swant:\n%s", about, got, wanted)
			}
		})
	}
}
