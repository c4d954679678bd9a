package terms

import (
	"strings"
	"testing"

	"parley"
)

func TestSettleTerms(t *testing.T) {
	report := &parley.Report{Text: strings.Repeat("deal ", 16) + strings.Repeat("peace ", 4)}
	span := func(start int) []parley.Span { return []parley.Span{{Start: start, End: start + 5}} }
	for name, tt := range map[string]struct {
		position parley.Position
		want     string
	}{
		"named last and most":          {parley.Position{Evidence: span(50)}, "t1"},
		"named last, another more":     {parley.Position{Evidence: span(75)}, ""},
		"before all that is named":     {parley.Position{Evidence: span(5)}, ""},
		"of something else":            {parley.Position{Evidence: span(50), About: span(80)}, ""},
		"it has a term":                {parley.Position{Evidence: span(50), Term: "t2"}, "t2"},
		"it is of a proposal":          {parley.Position{Evidence: span(50), Proposal: "d1"}, ""},
		"a position without its words": {parley.Position{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			deal := &parley.Deal{
				Terms: []parley.Term{
					{ID: "t1", Evidence: []parley.Span{{Start: 10, End: 15}, {Start: 40, End: 45}}},
					{ID: "t2", Evidence: span(60)},
				},
				Positions: []parley.Position{tt.position},
			}
			settleTerms(report, deal)
			p := deal.Positions[0]
			if p.Term != tt.want {
				t.Errorf("term = %q, want %q", p.Term, tt.want)
			}
			if given := p.Term != tt.position.Term; given != (len(p.Reasons) == 1) {
				t.Errorf("reasons = %+v", p.Reasons)
			}
		})
	}
	settleTerms(report, new(parley.Deal))
}

func TestIsNoun(t *testing.T) {
	for words, want := range map[string]bool{
		"accept that deal": true, "deal with Ostia": false, "their plans": true, "agreed to limits on arms": true, "to limit arms": false, "they plan a vote": false, "she plans to sail": false, "Norland plans a vote": false,
		"Norland’s demands": true, "to approach Ostia": false, "demands": true, "the ferry": false, "talks": true,
	} {
		all := strings.Fields(words)
		got := false
		for i := range all {
			got = got || isNoun(all, i)
		}
		if got != want {
			t.Errorf("%q: %v, want %v", words, got, want)
		}
	}
}
