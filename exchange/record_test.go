package exchange

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley"
)

// sample is a record of a report with characters of one to four bytes, text
// from right to left, a nested statement and a content in two pieces.
func sample(t *testing.T) *parley.Record {
	t.Helper()
	r := parley.Report{
		ID: "r1", Input: "deep/ferry.txt", Title: "Talks <resume> & stall", Published: "2031-04", Language: "en",
		Publisher: "Skerry Post", Byline: "Mira Quist", URL: "https://skerry.example/ferry",
		SHA256: strings.Repeat("0a", 32),
		Text: "Zoë Quarn 🕊 told Ilmar that Sefa “won’t sign”.\n" +
			"“We waited,\nthen we left,” she said. “سلام,” she added. It was denied.",
	}
	at := func(words ...string) (spans []parley.Span) {
		for _, w := range words {
			start := strings.Index(r.Text, w)
			if start < 0 {
				t.Fatalf("no %q in the sample", w)
			}
			spans = append(spans, parley.Span{Start: start, End: start + len(w)})
		}
		return spans
	}
	mention := func(words string, form parley.MentionForm) parley.Mention {
		return parley.Mention{Span: at(words)[0], Form: form, Kind: parley.EntityPerson}
	}
	return &parley.Record{
		Report:  r,
		Weights: "sha256:" + strings.Repeat("f", 64),
		Entities: []parley.Entity{
			{ID: "e1", Name: "Zoë Quarn", Kind: parley.EntityPerson, Mentions: []parley.Mention{
				mention("Zoë Quarn", parley.MentionName),
				{Span: at("she")[0], Form: parley.MentionPronoun, Kind: parley.EntityPerson, Reason: parley.Reason{Rule: "who spoke last", Words: at("she")}}}},
			{ID: "e2", Name: "Ilmar", Kind: parley.EntityPerson, Mentions: []parley.Mention{mention("Ilmar", parley.MentionName)}},
			{ID: "e3", Name: "Sefa", Kind: parley.EntityCountry, Aliases: []string{"the Sefans"},
				Role: "island", Party: "e1", Represents: "e2", Claimants: []string{"KAI", "ODA"},
				Codes:   parley.Codes{Country: "SEF", Division: "SE-1", GeoNames: "77", Wikidata: "Q7"},
				Offices: []parley.Office{{Title: "host", Of: "e1", From: "2030", To: "2031-04", Words: at("told")}},
				Reasons: []parley.Reason{{Field: "party", Rule: "a table", Table: "parties.tsv: sefa", Words: at("Sefa")}}},
		},
		Statements: []parley.Statement{
			{ID: "s1", Kind: parley.StatementMixed, Speaker: "e1", Addressees: []string{"e2"}, Confidence: 0.75,
				Source: at("Zoë Quarn"), Cue: at("told"), Content: at("that Sefa “won’t sign”"),
				SourceClass: parley.SourceNamed, Anonymity: at("🕊"), Act: parley.ActWarn, CAMEO: "130", Negated: true,
				Certainty: parley.Possible, Hedges: at("won’t"), Channel: at("told Ilmar")[0],
				Said: parley.Date{EDTF: "2031-04~", Span: at("then")[0]},
				Chain: []parley.Hop{
					{Kind: parley.HopMedium, Entity: "e2", Cue: at("denied"), Statement: "s4"},
					{Kind: parley.HopExhibit, Exhibit: "x1", Cue: at("added")}},
				Reasons: []parley.Reason{{Field: "act", Rule: "the cue", Table: "acts.tsv: told", Words: at("told")}}},
			{ID: "s2", Kind: parley.StatementIndirect, Speaker: "e3", Within: "s1", Confidence: 0.5,
				Source: at("Sefa"), Cue: at("won’t"), Content: at("sign")},
			{ID: "s3", Kind: parley.StatementDirect, Speaker: "e1", Confidence: 1,
				Timecode: parley.Timecode{StartMS: 500, EndMS: 1500},
				Source:   at("she"), Cue: at("said"), Content: at("“We waited,\nthen we left,”", "“سلام,”")},
			{ID: "s4", Kind: parley.StatementIndirect, Cue: at("was denied"), Content: at("It")},
		},
		Responses: []parley.Response{
			{ID: "r1", By: "e1", Kind: parley.ResponseNoReply, Statement: "s3", Evidence: at("We waited"),
				To:      parley.Answered{Exhibit: "x1", Words: at("It")},
				Reasons: []parley.Reason{{Field: "kind", Rule: "waiting"}}},
			{ID: "r2", Kind: parley.ResponseDeny, To: parley.Answered{Statement: "s1"}},
			{ID: "r3", Kind: parley.ResponseReject, To: parley.Answered{Proposal: "d1"}},
			{ID: "r4", Kind: parley.ResponseWelcome, To: parley.Answered{Event: "c1"}},
		},
		Exhibits: []parley.Exhibit{
			{ID: "x1", Kind: parley.ExhibitPost, Entity: "e3", Date: parley.Date{EDTF: "2031-04-14"}, Duration: "PT5M",
				Participants: []string{"e1", "e2"}, ObtainedBy: "e2", Responses: []string{"r1"}, Evidence: at("سلام"),
				Reasons: []parley.Reason{{Field: "kind", Rule: "its noun", Words: at("سلام")}}},
		},
		Terms: []parley.Term{
			{ID: "t1", Key: "access@SE-1", Issue: "access", Name: "Sefa: access", PAX: []string{"TerrOth"}, Place: "e3",
				Options:    []parley.TermOption{{ID: "open", Name: "open to Ilmar", To: "e2", Evidence: at("left")}, {ID: "shut", Name: "shut"}},
				Statements: []string{"s1", "s2"}, Evidence: at("Sefa"), Reasons: []parley.Reason{{Rule: "its noun"}}},
			{ID: "t2", Key: "ferry", Issue: "ferry", Name: "ferry"},
		},
		Positions: []parley.Position{
			{ID: "o1", Party: "e3", By: "e1", Term: "t1", Option: "open", Proposal: "d1", About: at("sign"), Stance: parley.StanceConditional,
				Condition: at("waited")[0], Basis: parley.BasisAttributed, Private: true, Held: parley.Date{EDTF: "2031-04", Span: at("then")[0]},
				Quantities: []parley.Quantity{
					{Span: at("We waited")[0], Low: 0.5, High: 2, Unit: "km", Bound: parley.BoundBetween},
					{Span: at("We")[0], Low: 7, Unit: "troops", Bound: parley.BoundAtLeast},
					{Span: at("It")[0], High: 7, Bound: parley.BoundAtMost}, {Span: at("It")[0]}},
				Statement: "s1", Evidence: at("won’t sign"), Reasons: []parley.Reason{{Field: "stance", Rule: "refusal"}}, Confidence: 0.625},
			{ID: "o2", Stance: parley.StanceOpen, Basis: parley.BasisInferred},
		},
		Proposals: []parley.Proposal{
			{ID: "d1", Name: "the ferry plan", Aliases: []string{"the plan"}, Entity: "e3", By: []string{"e1", "e2"}, Points: 28,
				Seen: []parley.Point{
					{Number: 3, Words: at("then we left"), Statement: "s3", Terms: []string{"t1"},
						Quantities: []parley.Quantity{{Span: at("we")[0], Low: 3, High: 3, Unit: "a", Bound: parley.BoundAbout}}},
					{Words: at("sign")}},
				Date: parley.Date{EDTF: "2031-03"}, Status: parley.ProposalLeaked, Terms: []string{"t1", "t2"},
				Lineage:  []parley.Lineage{{Kind: parley.LineageAmends, Proposal: "d2", Words: at("added")}, {Kind: parley.LineageAnswers}},
				Evidence: at("sign"), Reasons: []parley.Reason{{Field: "points", Rule: "its number", Words: at("sign")}}},
			{ID: "d2", Name: "an older one"},
		},
		Contacts: []parley.Contact{
			{ID: "c1", Kind: parley.ContactCall, Participants: []string{"e1", "e2"}, Host: "e1", Place: "e3", When: parley.Date{EDTF: "2031-04-14", Span: at("then")[0]},
				Duration: "PT5M", Status: parley.ContactPostponed, Condition: at("sign")[0], Topics: at("Sefa"), Statement: "s1",
				Evidence: at("told"), Reasons: []parley.Reason{{Field: "kind", Rule: "its verb", Table: "contacts.tsv: told", Words: at("told")}}},
			{ID: "c2", Kind: parley.ContactVisit, Status: parley.ContactPlanned},
		},
		Warnings: []string{"the title is not in the text"},
	}
}

// TestSample_has_every_field keeps a field of a noun from being forgotten here: what
// the sample has is printed and read again, and a field that it lacks is named.
func TestSample_has_every_field(t *testing.T) {
	known := map[string]bool{} // whether some value of the field is not zero
	visit(reflect.ValueOf(*sample(t)), known)
	delete(known, "Report.Timed") // a record is printed without it, as its statements have the times
	for _, field := range slices.Sorted(maps.Keys(known)) {
		if !known[field] {
			t.Errorf("%s has no value in the sample", field)
		}
	}
}

func visit(v reflect.Value, known map[string]bool) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			visit(v.Index(i), known)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Name() + "." + v.Type().Field(i).Name
			known[name] = known[name] || !v.Field(i).IsZero()
			visit(v.Field(i), known)
		}
	}
}

func words(r *parley.Report, spans []parley.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, r.Quote(s))
	}
	return strings.Join(out, "|")
}
