package exchangetest

import "parley"

// craftDeal adds to Crafted's record what it says of the deal.
func craftDeal(r *parley.Record, at func(...string) []parley.Span) {
	r.Entities = append(r.Entities, parley.Entity{ID: "e8", Name: "Lagoon compact", Kind: parley.EntityDocument})
	r.Terms = []parley.Term{{
		ID: "t1", Key: "shoals@FI-01", Issue: "shoals", Name: "Aland: shoals", PAX: []string{"TerrOth"}, Place: "e4",
		Options:    []parley.TermOption{{ID: "shared", Name: "shared with France", To: "e3", Evidence: at("no dredging")}},
		Statements: []string{"s2"}, Evidence: at("shoal"), Reasons: []parley.Reason{{Rule: "its noun", Table: "shoals.tsv: shoal", Words: at("shoal")}},
	}}
	r.Positions = []parley.Position{
		{ID: "o1", Party: "e3", By: "e1", Term: "t1", Option: "shared", About: at("sign"), Stance: parley.StanceReject, Basis: parley.BasisAttributed,
			Private: true, Held: parley.Date{EDTF: "2031-05-12/2031-05-13"}, Statement: "s1", Evidence: at("France “won’t sign”"), Confidence: 0.625},
		{ID: "o2", Party: "e1", By: "e1", Term: "t1", About: at("Aland"), Stance: parley.StanceConditional, Condition: at("unless it rains")[0],
			Basis: parley.BasisOwn, Statement: "s2", Evidence: at("Leave Aland"),
			Quantities: []parley.Quantity{{Span: at("40 to 60 km")[0], Low: 40, High: 60, Unit: "km", Bound: parley.BoundBetween}}},
		{ID: "o3", Party: "e7", By: "e7", Proposal: "d1", About: at("It"), Stance: parley.StanceReject, Basis: parley.BasisRedLine, Statement: "s4", Evidence: at("It was rejected")},
		{ID: "o4", Party: "e2", Term: "t1", Stance: parley.StanceOpen, Basis: parley.BasisInferred, Evidence: at("seeks")},
	}
	r.Proposals = []parley.Proposal{
		{ID: "d1", Name: "Lagoon compact", Aliases: []string{"the compact"}, Entity: "e8", By: []string{"e3"}, Points: 19,
			Seen:   []parley.Point{{Number: 3, Words: at("“no dredging”"), Terms: []string{"t1"}}, {Words: at("denied it"), Statement: "s3"}},
			Date:   parley.Date{EDTF: "2031-03"},
			Status: parley.ProposalTabled, Terms: []string{"t1"},
			Lineage:  []parley.Lineage{{Kind: parley.LineageBasedOn, Proposal: "d2", Words: at("succeeds")}, {Kind: parley.LineageAmends, Words: at("succeeds")}},
			Evidence: at("Lagoon compact"), Reasons: []parley.Reason{{Field: "points", Rule: "its number", Words: at("19 heads")}}},
		{ID: "d2", Name: "Reed compact", Evidence: at("Reed compact")},
	}
	r.Contacts = []parley.Contact{
		{ID: "c1", Kind: parley.ContactCall, Participants: []string{"e1", "e2"}, When: parley.Date{EDTF: "2031-04"}, Duration: "PT9M",
			Status: parley.ContactHeld, Topics: at("shoal"), Evidence: at("Quarn phoned Dent in April")},
		{ID: "c2", Kind: parley.ContactVisit, Participants: []string{"e2", "e1"}, Host: "e7", Place: "e4", When: parley.Date{EDTF: "2031-06-02/2031-06-04"},
			Status: parley.ContactPlanned, Condition: at("unless it rains")[0], Evidence: at("both go to Aland in June")},
		{ID: "c3", Kind: parley.ContactMeeting, Participants: []string{"e1", "e3"}, Status: parley.ContactHeld, Statement: "s3", Evidence: at("denied")},
	}
}
