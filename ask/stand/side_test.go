package stand

import (
	"testing"

	"parley"
)

func TestCounts_by_the_words_for_an_office(t *testing.T) {
	for _, test := range []struct {
		kind      parley.EntityKind
		field, as string
		want      bool
		entry     string
	}{
		{parley.EntityPerson, "party", "Foreign Minister", true, "foreign minister"},
		{parley.EntityPerson, "party", "foreign ministry spokeswoman", true, "ministry"},
		{parley.EntityPerson, "party", "former prime minister", false, "former"},
		{parley.EntityPerson, "party", "opposition leader", false, "opposition"},
		{parley.EntityPerson, "party", "Sen.", false, ""},
		{parley.EntityPerson, "party", "chief executive of a bank", false, "chief executive"},
		{parley.EntityPerson, "party", "", false, ""},
		{parley.EntityPerson, "party", "called president in reports from 1999-12 to 2026-08", true, "president"},
		{parley.EntityPerson, "represents", "lawyer", true, ""},
		{parley.EntityPerson, "represents", "onetime envoy", false, "onetime"},
		{parley.EntityOrganisation, "party", "Kremlin", true, ""},
		{parley.EntityOrganisation, "party", "Supreme Court", false, "supreme court"},
		{parley.EntityCountry, "party", "Kyiv", true, ""},
		{parley.EntityCountry, "party", "U.S. Senate", false, "senate"},
		{parley.EntityGroup, "party", "Ukrainian officials", true, "officials"},
		{parley.EntityGroup, "party", "families of Israeli hostages", false, "families"},
		{parley.EntityGroup, "party", "Russian lawmakers", false, "lawmakers"},
		{parley.EntityGroup, "party", "Ukrainians", true, ""},
		{parley.EntityGroup, "party", "Yemen's Houthi rebels and their allies", false, "rebels"},
	} {
		got, entry := counts(test.kind, test.field, test.as)
		if got != test.want || entry != test.entry {
			t.Errorf("a %s, %s, as %q: %v by %q, want %v by %q", test.kind, test.field, test.as, got, entry, test.want, test.entry)
		}
	}
}

func TestPlanKey_tells_plans_apart(t *testing.T) {
	for _, test := range []struct {
		name   string
		points int
		want   string
	}{
		{"the 28-point peace plan", 28, "proposal:28 points"},
		{"28-point plan", 28, "proposal:28 points"},
		{"Geneva framework", 0, "proposal:geneva"},
		{"the draft Geneva agreement", 0, "proposal:geneva"},
		{"the deal", 0, "proposal:the deal of 7"},
		{"US proposal", 0, "proposal:us"},
	} {
		if got := planKey(7, test.name, test.points); got != test.want {
			t.Errorf("planKey(%q) = %q, want %q", test.name, got, test.want)
		}
	}
}
