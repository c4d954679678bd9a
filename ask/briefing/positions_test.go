package briefing_test

import (
	"strings"
	"testing"

	"parley/ask/briefing"
	"parley/ask/search"
	"parley/internal/casetest"
	"parley/ledger"
)

func TestBriefing_says_where_each_side_stands(t *testing.T) {
	f := casetest.Stands(t)
	text := markdown(t, brief(t, f, briefing.Options{}))
	for _, want := range []string{
		"## Where each side stands",
		"### Harbour: territory: ceded to Norland",
		"- **Norland (Kai Lind)** demanded, a red line “ruled out any other outcome” (on 2031-05-14)",
		"- **Ostrel** rejected, own words “rejects giving up the harbour”",
		"- **Ostrel (Oda Brandt)** accepted, own words, not in public (in public otherwise) “the harbour was lost anyway” (on 2031-05-16)",
		"- **Ostrel** accepted, own words “Ostrel accepts the truce”",
		": 4/o2, Halm Radio, 2031-05-16, The leaked call: “Ostrel accepts the truce, its president said.”",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the briefing:\n%s", want, text)
		}
	}
	if strings.Contains(text, "would accept a truce”") {
		t.Error("what stood before is in the briefing")
	}
}

func TestBriefing_has_no_positions_of_sealed_reports(t *testing.T) {
	f := casetest.Stands(t)
	casetest.Decide(t, f, ledger.KindSeal, "4", ledger.Decision{Reason: "given in confidence"})
	text := markdown(t, brief(t, f, briefing.Options{}))
	if strings.Contains(text, "lost anyway") || strings.Contains(text, "Halm Radio") {
		t.Errorf("a sealed report is in the briefing:\n%s", text)
	}
	if !strings.Contains(text, "accepted on a condition") {
		t.Errorf("what the other report says is not in the briefing:\n%s", text)
	}
}

func TestBriefing_as_of_an_entry_has_the_positions_of_then(t *testing.T) {
	text := markdown(t, brief(t, casetest.Stands(t), briefing.Options{Question: search.Question{KnownAt: "#3"}}))
	if strings.Contains(text, "Brandt") || !strings.Contains(text, "accepted on a condition") {
		t.Errorf("as of entry 3 the briefing is\n%s", text)
	}
}
