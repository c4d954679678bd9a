package clerk

import (
	"fmt"
	"slices"
	"testing"

	"parley"
	"parley/internal/testkit"
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
		t.Error("turns of nobody that the reader knows for a person, without time codes, are read anew")
	}
}

func TestWithTurns_tells_a_transcript_from_a_report(t *testing.T) {
	for name, x := range map[string]struct {
		text string
		want int // turns
	}{
		"somebody speaks again":       {"[person|Oda Lind]: Yes.\n\n[person|Kai Tamm]: No.\n\n[person|Oda Lind]: Well.", 3},
		"questions of nobody":         {"[person|ODA LIND]: Yes.\n\nQ Why?\n\n[person|ODA LIND]: Well.", 3},
		"the office of who speaks":    {"They met.\n\nPresident of Norland [person|Oda Lind]: Welcome.\nThank you.", 1},
		"two who speak once":          {"[person|Oda Lind]: Yes, in the morning\n\n[person|Kai Tamm]: No", 0},
		"lines that lead to others":   {"Related: Oda\n\nOpinion: Kai\n\nRelated: Tamm", 0},
		"a headline":                  {"[person|Lind]: We agree\n\n[person|Oda Lind] agreed.", 0},
		"what is no name":             {"WINNER: [person|Oda Lind]\n\nLOSER: Kai\n\nWINNER: Tamm", 0},
		"a surname and initials":      {"[person|Oda Lind] met [person|Kai Tamm].\n\nLIND: Yes.\n\nKT: No.\n\nLIND: Well.", 3},
		"who brings a letter of more": {"Letter of thanks: read it here", 0},
	} {
		reading := testkit.Parse(x.text)
		got := 0
		for _, a := range withTurns(reading).Attributions {
			if a.IsTurn {
				got++
			}
		}
		if got != x.want {
			t.Errorf("%s: %d turns, want %d", name, got, x.want)
		}
	}
}
