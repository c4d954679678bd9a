package main

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
	"parley/clerk"
	"parley/terms/position"
)

// TestCandidates writes what positions are chosen from, for train/stances.py: a line
// a report of the folders PARLEY_STANCES_IN, into the file PARLEY_STANCES_OUT. With
// PARLEY_STANCES_WEIGHTS others than the built-in weights read the reports.
func TestCandidates(t *testing.T) {
	in, out := os.Getenv("PARLEY_STANCES_IN"), os.Getenv("PARLEY_STANCES_OUT")
	if in == "" || out == "" {
		t.Skip("PARLEY_STANCES_IN and PARLEY_STANCES_OUT are not set")
	}
	reader, err := newClerk(readerOptions{weights: os.Getenv("PARLEY_STANCES_WEIGHTS")})
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	buffer := bufio.NewWriter(file)
	lines := json.NewEncoder(buffer)
	for folder := range strings.SplitSeq(in, ":") {
		paths, err := filepath.Glob(filepath.Join(folder, "*.txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if err := lines.Encode(candidatesOf(t, reader, path)); err != nil {
				t.Fatal(err)
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

// A candidatesLine is what stances.py reads of a report. Spans are bytes.
type candidatesLine struct {
	ID         string               `json:"id"`
	Entities   []candidateEntity    `json:"entities"`
	Candidates []position.Candidate `json:"candidates"`
}

type candidateEntity struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Aliases []string `json:"aliases"`
}

func candidatesOf(t *testing.T, reader *clerk.Clerk, path string) candidatesLine {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	record, err := reader.Read(&parley.Report{ID: path, Text: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	line := candidatesLine{ID: strings.TrimSuffix(filepath.Base(path), ".txt")}
	for _, e := range record.Entities {
		line.Entities = append(line.Entities, candidateEntity{e.ID, e.Name, e.Aliases})
	}
	line.Candidates = position.Candidates(record, &parley.Deal{Terms: record.Terms, Proposals: record.Proposals})
	return line
}
