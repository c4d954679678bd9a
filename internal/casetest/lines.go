package casetest

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Lines writes to the file out what line makes of each text NAME.txt in folders, parted by
// ":", as a line of JSON; a text of which line makes nil is left out. So the programs of
// train/ learn what Go finds in a report.
func Lines(t testing.TB, folders, out string, line func(name, text string) any) {
	t.Helper()
	file, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	buffer := bufio.NewWriter(file)
	lines := json.NewEncoder(buffer)
	for folder := range strings.SplitSeq(folders, ":") {
		paths, err := filepath.Glob(filepath.Join(folder, "*.txt"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("no texts in %s: %v", folder, err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if made := line(strings.TrimSuffix(filepath.Base(path), ".txt"), string(text)); made != nil {
				if err := lines.Encode(made); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if err := buffer.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}
