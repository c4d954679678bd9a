package mcp_test

import (
	"strings"
	"testing"

	"parley/internal/casetest"
	"parley/ledger"
	"parley/mcp"
)

func TestPositions_keep_bases_apart(t *testing.T) {
	f := casetest.Stands(t)
	a := connect(t, f, mcp.Options{})
	got := text(t, a.ask("positions", map[string]any{"terms": []string{"harbour"}, "parties": []string{"Norland"}}))
	for _, want := range []string{`"address":"2/o2"`, `"basis":"red-line"`, `"holder":"Kai Lind"`, `"as":"foreign minister"`, `"party":"Norland"`, `"words":"ruled out any other outcome"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in %s", want, got)
		}
	}
	if strings.Contains(got, "Ostrel") && strings.Contains(got, `"party":"Ostrel"`) {
		t.Errorf("another party is in %s", got)
	}
	got = text(t, a.ask("positions", map[string]any{"parties": []string{"Ostrel"}}))
	if !strings.Contains(got, `"private":true,"private_differs":true`) || strings.Contains(got, "conditional") {
		t.Errorf("of Ostrel: %s", got)
	}
	got = text(t, a.ask("positions", map[string]any{"parties": []string{"Ostrel"}, "terms": []string{"ceasefire"}, "history": true}))
	if !strings.Contains(got, `"condition":"if the ferries sail"`) || !strings.Contains(got, `"stands":false`) || !strings.Contains(got, `"stands":true`) {
		t.Errorf("the history is %s", got)
	}
	got = text(t, a.ask("positions", map[string]any{"terms": []string{"ceasefire"}, "known_at": "#3"}))
	if strings.Contains(got, "4/o") {
		t.Errorf("as of entry 3: %s", got)
	}
	a.refused("positions", map[string]any{"bases": []string{"hearsay"}})
	a.refused("positions", map[string]any{"held_at": "soon"})
	a.refused("positions", map[string]any{"parties": []string{"Nobody At All"}})
}

func TestPositions_follow_the_case_and_what_is_sealed(t *testing.T) {
	f := casetest.Stands(t)
	a := connect(t, f, mcp.Options{})
	all := func() string { return text(t, a.ask("positions", map[string]any{"limit": 100})) }
	if got := all(); !strings.Contains(got, "lost anyway") {
		t.Errorf("at first: %s", got)
	}
	seal := casetest.Decide(t, f, ledger.KindSeal, "4", ledger.Decision{Reason: "given in confidence"})
	if got := all(); strings.Contains(got, "lost anyway") || strings.Contains(got, "4/o") || !strings.Contains(got, "if the ferries sail") {
		t.Errorf("with report 4 sealed: %s", got)
	}
	if got := text(t, a.ask("positions", map[string]any{"known_at": "#5", "limit": 100})); strings.Contains(got, "lost anyway") {
		t.Errorf("as it was before report 4 was sealed: %s", got)
	}
	if _, err := f.Undo(t.Context(), seal.Seq, "it is public"); err != nil {
		t.Fatal(err)
	}
	if got := all(); !strings.Contains(got, "lost anyway") {
		t.Errorf("with report 4 not sealed any more: %s", got)
	}
}

func TestPositions_go_on_with_a_cursor(t *testing.T) {
	a := connect(t, casetest.Stands(t), mcp.Options{})
	in := map[string]any{"limit": 4}
	seen := map[string]bool{}
	for range 10 {
		out := a.ask("positions", in)
		for i := range at(t, out, "positions").([]any) {
			address := at(t, out, "positions", i, "address").(string)
			if seen[address] {
				t.Errorf("%s is there twice", address)
			}
			seen[address] = true
		}
		if out["more"] != true {
			break
		}
		in["cursor"] = out["cursor"]
	}
	if len(seen) != 9 { // of 10, one does not stand any more
		t.Errorf("%d positions, want 9", len(seen))
	}
}
