package clerk

import (
	"fmt"
	"slices"
	"testing"

	"parley"
)

func TestWithTurns_reads_the_labels_of_a_transcript(t *testing.T) {
	text := "TAMM: Yes.\n\nODA: I see.\nGood.\n\nTAMM: No."
	report := &parley.Report{Text: text, Timed: []parley.Timed{{Span: parley.Span{End: 10}}}}
	reading := &parley.Reading{Report: report,
		Mentions:    []parley.Mention{{Span: parley.Span{Start: 12, End: 15}, Form: parley.MentionName}, {Span: parley.Span{Start: 17, End: 18}, Form: parley.MentionPronoun}},
		Antecedents: []int{-1, 0},
	}
	with := withTurns(reading)
	var got []string
	for _, a := range with.Attributions {
		got = append(got, fmt.Sprintf("%s %q", report.Quote(a.Source[0]), report.Quote(a.Content[0])))
	}
	if want := []string{`TAMM "Yes."`, `ODA "I see.\nGood."`, `TAMM "No."`}; !slices.Equal(got, want) {
		t.Errorf("turns = %q, want %q", got, want)
	}
	if want := []int{-1, -1, 1, 0}; !slices.Equal(with.Antecedents, want) {
		t.Errorf("antecedents = %v, want %v", with.Antecedents, want)
	}
	report.Timed = nil
	if withTurns(reading) != reading {
		t.Error("a report without time codes is read anew")
	}
}
