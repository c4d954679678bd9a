package clerk

import (
	"fmt"
	"slices"
	"strings"
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
		want []string // the words of the turns
	}{
		"somebody speaks again":       {"[person|Oda Lind]: Yes.\n\n[person|Kai Tamm]: No.\n\n[person|Oda Lind]: Well.", []string{"Yes.", "No.", "Well."}},
		"questions of nobody":         {"[person|ODA LIND]: Yes.\n\nQ Why?\n\n[person|ODA LIND]: Well.\n\nQ. And?\n\n[person|ODA LIND]: So.", []string{"Yes.", "Why?", "Well.", "And?", "So."}},
		"behind no-break spaces":      {"[person|ODA LIND]: Yes.\n\nQ\u00a0\u00a0 Why?\n\n[person|ODA LIND]: Well.\n\nQ\u00a0And?\n\n[person|ODA LIND]: So.", []string{"Yes.", "Why?", "Well.", "And?", "So."}},
		"one in brackets":             {"[person|Oda Lind] met [person|Kai Tamm].\n\nLIND (via interpreter): Yes.\n\nKT: No.\n\nLIND: Well.", []string{"Yes.", "No.", "Well."}},
		"a medium asks":               {"[medium|BBC]: Why?\n\n[person|Oda Lind]: Yes.\n\n[medium|BBC]: So?\n\n[person|Oda Lind]: No.", []string{"Why?", "Yes.", "So?", "No."}},
		"a stranger ends a turn":      {"[person|Oda Lind]: Yes.\n\nUrsel von der Halm: No.\n\n[person|Kai Tamm]: So.\n\n[person|Oda Lind]: Well.", []string{"Yes.", "So.", "Well."}},
		"strangers are no dialogue":   {"[person|Oda Lind]: Yes.\n\nWinners: the poor.\n\n[person|Oda Lind]: Well.", nil},
		"once not read for a name":    {"[person|Oda Lind]: Yes.\n\n[person|Kai Tamm]: No.\n\nOda Lind: Well.", []string{"Yes.", "No.", "Well."}},
		"the office of who speaks":    {"They met.\n\nPresident of Norland [person|Oda Lind]: Welcome.\nThank you.", []string{"Welcome.\nThank you."}},
		"an office in capitals":       {"THE PRESIDENT: Yes.\n\n[person|MR. TAMM]: No.\n\nTHE PRESIDENT:\u00a0", []string{"Yes.", "No."}},
		"somebody called Q":           {"Mr. [person|Q]: Yes.\n\n[person|ODA LIND]: No.\n\nQ Why?\n\n[person|ODA LIND]: Well.", []string{"Yes.", "No.", "Why?", "Well."}},
		"a legacy is no office":       {"They met.\n\nThe Legacy of [person|Oda Maria Lind]: a life\n\nShe was born in Halm.", nil},
		"a headline":                  {"President of Norland [person|Oda Lind]: a life\n\nShe was born in Halm.", nil},
		"two who speak once":          {"[person|Oda Lind]: Yes, in the morning\n\n[person|Kai Tamm]: No", nil},
		"lines that lead to others":   {"Related [person|Oda]: she left\n\n[person|Kai]: No\n\nRelated [person|Oda]: he left", nil},
		"what is no name":             {"WINNER: [person|Oda Lind]\n\nLOSER: Kai\n\nWINNER: Tamm", nil},
		"questions that nobody has":   {"Question: Why?\n\nAnswer: So.\n\nQuestion: And?", nil},
		"prose behind the last":       {strings.Repeat("They met in Halm.\n\n", 9) + "[person|Oda Lind]: Yes.\n\n[person|Kai Tamm]: No.\n\n[person|Oda Lind]: Well.\n\nShe left.", []string{"Yes.", "No.", "Well."}},
		"prose around them":           {"They met.\n\nA tape tells.\n\n[person|Oda Lind]: Yes.\n\n[person|Kai Tamm]: No.\n\n[person|Oda Lind]: Well.\n\nShe left.\n\n" + strings.Repeat("He stayed in Halm for a day.\n\n", 9), []string{"Yes.", "No.", "Well."}},
		"a briefing of long turns":    {"They met.\n\nA tape tells.\n\n[person|Oda Lind]: Yes.\n\nI think.\n\n[person|Kai Tamm]: No.\n\n[person|Oda Lind]: Well.\n\nI left.\n\nHe stayed.\n\nI slept.", []string{"Yes.\n\nI think.", "No.", "Well.\n\nI left.\n\nHe stayed.\n\nI slept."}},
		"an answer that goes on":      {"They met.\n\nA tape tells.\n\n[person|Oda Lind]: Yes.\n\n[person|Kai Tamm]: No.\n\n[person|Oda Lind]: Well.\n\nThe river is ours.\n\nI said “we are late”.\n\nSo.", []string{"Yes.", "No.", "Well.\n\nThe river is ours.\n\nI said “we are late”.\n\nSo."}},
		"others' I behind the last":   {"They met.\n\nA tape tells.\n\n[person|Oda Lind]: Yes.\n\n[person|Kai Tamm]: No.\n\n[person|Oda Lind]: Well.\n\nThe tape is real.\n\n“I left,” she said.\n\nThey met.", []string{"Yes.", "No.", "Well."}},
		"a report with a few of them": {"[person s1|Oda Lind] [c1|said], “[q1|I write].”\n\n[person|Oda Lind]: Yes.\n\nShe waited.\n\n[person|Kai Tamm]: No.\n\n[person|Oda Lind]: Well.", []string{"Yes.", "No.", "Well."}},
	} {
		with := withTurns(testkit.Parse(x.text))
		var got []string
		for _, a := range with.Attributions {
			if a.IsTurn {
				got = append(got, with.Report.Quote(a.Content[0]))
			}
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
}
