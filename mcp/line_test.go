package mcp_test

import (
	"strings"
	"testing"

	"parley/internal/casetest"
	"parley/ledger"
	"parley/mcp"
)

func TestShow_line_has_what_a_line_of_the_deal_rests_on(t *testing.T) {
	f := casetest.Stands(t)
	casetest.Decide(t, f, ledger.KindAccept, "2/o2", ledger.Decision{Reason: "heard it"})
	a := connect(t, f, mcp.Options{})
	got := text(t, a.ask("show_line", map[string]any{"address": "2/o2"}))
	for _, want := range []string{`"noun":"position"`, `"status":"accepted"`, `"basis":"red-line"`, `"words":"ruled out any other outcome"`, `"on":["2/t`, `"quoted_reason":"heard it"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in %s", want, got)
		}
	}
	if got := text(t, a.ask("show_line", map[string]any{"address": "2/t1"})); !strings.Contains(got, `"key":"territory@XX-1","noun":"term"`) {
		t.Errorf("the term is %s", got)
	}
	a.refused("show_line", map[string]any{"address": "2/s1"})
	a.refused("show_line", map[string]any{"address": "2/o99"})
	a.refused("show_line", map[string]any{"address": "2"})
	casetest.Decide(t, f, ledger.KindReject, "2/o2", ledger.Decision{})
	a.refused("show_line", map[string]any{"address": "2/o2"})
	casetest.Decide(t, f, ledger.KindSeal, "4", ledger.Decision{Reason: "given in confidence"})
	a.refused("show_line", map[string]any{"address": "4/o1"})
}
