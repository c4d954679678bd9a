package mcp_test

import (
	"strings"
	"testing"

	"parley/internal/casetest"
	"parley/internal/deals"
	"parley/ledger"
	"parley/mcp"
)

func TestContacts_proposals_and_the_timeline_are_of_all_reports(t *testing.T) {
	f := casetest.New(t)
	for _, record := range deals.Records(`-- The Elsen Courier, 2031-05-14 --
who Norland; kind country
who Ada Brandt; role prime minister; for Norland
contact call; with Ada Brandt, Kai Lind; status held; when 2031-05-12 :: Brandt and Lind spoke by phone on Monday
contact visit; with Kai Lind; status planned; when 2031-05-28; at Halm; if if the ferry sails :: Lind is to visit Halm if the ferry sails
proposal 12-point plan; points 12; status leaked; seen 3 the ferry sails under two flags :: A 12-point plan: the ferry sails under two flags
position Norland; stance reject; proposal d1 :: Norland rejects the plan
-- Halm Radio, 2031-05-16 --
contact call; with Ada Brandt, Kai Lind; status held; when 2031-05-12 :: Ada Brandt rang Lind
proposal 12-point plan; points 12; status tabled :: the 12-point plan was tabled
`) {
		record.Weights = "sha256:rules"
		casetest.File(t, f, record)
	}
	a := connect(t, f, mcp.Options{})
	holds := func(tool string, in map[string]any, wanted ...string) {
		t.Helper()
		got := text(t, a.ask(tool, in))
		for _, want := range wanted {
			if !strings.Contains(got, want) {
				t.Errorf("%s %v: %s is not in %s", tool, in, want, got)
			}
		}
	}
	holds("contacts", nil, `"independent_sources":2`, `"address":"2/c1"`, `"address":"4/c1"`, `"capacity":"prime minister"`, `"quoted_condition":"if the ferry sails"`)
	holds("contacts", map[string]any{"from_day": "2031-05-20"}, `"kind":"visit"`, `"all_reports":true`)
	holds("contacts", map[string]any{"limit": 1}, `"more":true`, `"kind":"call"`)
	holds("proposals", nil, `"points":12`, `"points_reported":1`, `"status":"tabled"`, `"stance":"reject"`, `"address":"2/o1"`, "two flags")
	holds("timeline", nil, `"quoted_what":"held call: Ada Brandt, Kai Lind"`, `"ahead":true`, `"quoted_what":"Norland: reject: 12-point plan"`)
	if got := text(t, a.ask("timeline", map[string]any{"kinds": []string{"contact"}, "to_day": "2031-05-20"})); strings.Contains(got, "visit") || strings.Contains(got, "plan") {
		t.Errorf("contacts until 20 May: %s", got)
	}
	a.refused("timeline", map[string]any{"kinds": []string{"war"}})
	a.refused("contacts", map[string]any{"from_day": "soon"})
	casetest.Decide(t, f, ledger.KindSeal, "2", ledger.Decision{Reason: "given in confidence"})
	for _, tool := range []string{"contacts", "proposals", "timeline"} {
		if got := text(t, a.ask(tool, nil)); strings.Contains(got, "2/") || strings.Contains(got, "flags") || !strings.Contains(got, "4/") {
			t.Errorf("%s with report 2 sealed: %s", tool, got)
		}
	}
}
