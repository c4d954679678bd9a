package main

import (
	"strings"
	"testing"

	"parley"
)

// dealt is answered with a line of each noun of the deal.
func dealt() *parley.Record {
	record := answered()
	words := record.Statements[1].Content
	record.Entities = append(record.Entities, parley.Entity{ID: "e3", Name: "Skerry Bank"})
	record.Terms = []parley.Term{{ID: "t1", Name: "Skerry Bank: fishing", Place: "e3", Evidence: words,
		Options: []parley.TermOption{{ID: "shared", Name: "shared", To: "e2"}, {ID: "shut", Name: "shut to all"}}}}
	record.Positions = []parley.Position{
		{ID: "o1", Party: "e1", By: "e1", Term: "t1", Option: "shared", Stance: parley.StanceAccept, Basis: parley.BasisOwn, Statement: "s1",
			Condition: words[0], Evidence: words},
		{ID: "o2", Party: "e2", By: "e1", Term: "t1", Stance: parley.StanceReject, Basis: parley.BasisAttributed, Private: true,
			Held: parley.Date{EDTF: "2031-04"}, Statement: "s1", Evidence: words},
		{ID: "o3", Party: "e2", Proposal: "d1", Stance: parley.StanceOpen, Basis: parley.BasisInferred, Evidence: words},
		{ID: "o4", About: words, Stance: parley.StanceDemand, Basis: parley.BasisRedLine, Statement: "s2", Evidence: words},
	}
	record.Proposals = []parley.Proposal{
		{ID: "d1", Name: "28-point plan", By: []string{"e1", "e2"}, Points: 28, Seen: make([]parley.Point, 7), Status: parley.ProposalLeaked,
			Date: parley.Date{EDTF: "2031-03"}, Evidence: words},
		{ID: "d2", Name: "counter-plan", Seen: []parley.Point{{Words: words}}},
	}
	record.Contacts = []parley.Contact{
		{ID: "c1", Kind: parley.ContactCall, Participants: []string{"e1", "e2"}, When: parley.Date{EDTF: "2031-04-14"}, Duration: "PT5M",
			Status: parley.ContactHeld, Evidence: words},
		{ID: "c2", Kind: parley.ContactVisit, Participants: []string{"e2"}, Host: "e1", Place: "e3", Status: parley.ContactPlanned, Condition: words[0], Evidence: words},
		{ID: "c3", Kind: parley.ContactTalks, Status: parley.ContactProposed, Evidence: words},
	}
	return record
}

func TestPage_says_what_the_record_says_of_the_deal(t *testing.T) {
	got := strings.Join(strings.Fields(printed(t, 400, false, dealt())), " ")
	for _, want := range []string{
		"id term options words t1 Skerry Bank: fishing shared (Tam Okoye); shut to all that it is sold",
		"o1 Oda Brandt accept Skerry Bank: fishing › shared (Tam Okoye); condition: that it is sold",
		"o2 Tam Okoye (says Oda Brandt) reject Skerry Bank: fishing (attributed, private, 2031-04) that it is sold",
		"o3 Tam Okoye (says the report) open 28-point plan (inferred)",
		"o4 somebody demand that it is sold (red-line)",
		"d1 28-point plan, by Oda Brandt, Tam Okoye, leaked, 2031-03 28 points, 7 reported that it is sold",
		"d2 counter-plan 1 reported",
		"c1 call, held, 2031-04-14, PT5M Oda Brandt, Tam Okoye that it is sold",
		"c2 visit, planned Tam Okoye; host Oda Brandt; in Skerry Bank; condition: that it is sold",
		"c3 talks, proposed not told",
		"2 statements by 2 speakers, 4 positions, 2 proposals, 3 contacts",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in the page\n%s", want, printed(t, 140, false, dealt()))
		}
	}
}
