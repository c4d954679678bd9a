package clerk_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/reader"
	"parley/terms/register"
)

// TestTerms_of_labelled_positions holds the terms that reports touch against the
// positions that analysts labelled: of those whose name for the issue the register
// knows, how many have it in their words, and how many another alone. The reports
// were not read while the register was written.
func TestTerms_of_labelled_positions(t *testing.T) {
	shared := os.Getenv("PARLEY_SHARED")
	if shared == "" {
		t.Skip("PARLEY_SHARED names no folder with data/negotiation")
	}
	files, err := filepath.Glob(filepath.Join(shared, "data/negotiation/dev/text/*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no texts: %v", err)
	}
	var all, touched, known, right, other int
	for _, file := range files {
		record, labels := positionsOf(t, file)
		for _, p := range labels {
			at := strings.Index(record.Report.Text, p.Evidence)
			if at < 0 {
				continue
			}
			got := issuesIn(record.Terms, parley.Span{Start: at, End: at + len(p.Evidence)})
			want := issuesIn(register.General().Touch(&parley.Record{Report: parley.Report{Text: p.Term}}, nil), parley.Span{End: len(p.Term)})
			all++
			touched += min(len(got), 1)
			if len(want) == 0 {
				continue
			}
			known++
			switch {
			case slices.ContainsFunc(got, func(issue string) bool { return slices.Contains(want, issue) }):
				right++
			case len(got) > 0:
				other++
			}
		}
	}
	t.Logf("%d positions, %d touch a term; of %d whose issue is known, %d touch it, %d another alone", all, touched, known, right, other)
	if 100*touched < 38*all || 100*right < 55*known || 100*other > 8*known {
		t.Errorf("want 38 %% of all to touch a term, 55 %% of the known that one and at most 8 %% another")
	}
}

type labelledPosition struct{ Term, Evidence string }

func positionsOf(t *testing.T, file string) (*parley.Record, []labelledPosition) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dir, name := filepath.Split(file)
	data, err := os.ReadFile(filepath.Join(dir, "../labels", strings.TrimSuffix(name, ".txt")+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var labels struct{ Positions []labelledPosition }
	if err := json.Unmarshal(data, &labels); err != nil {
		t.Fatal(err)
	}
	return readGolden(t, string(text), reader.Options{}), labels.Positions
}

// issuesIn are the issues of terms that have words in span.
func issuesIn(terms []parley.Term, span parley.Span) []string {
	var all []string
	for _, term := range terms {
		if slices.ContainsFunc(term.Evidence, span.Overlaps) {
			all = append(all, term.Issue)
		}
	}
	return all
}
