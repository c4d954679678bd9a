package search_test

import (
	"strings"
	"testing"

	"parley"
	"parley/ask/search"
	"parley/clerk"
	"parley/exchange"
	"parley/internal/casetest"
	"parley/ledger"
)

func filing(t *testing.T, f *clerk.Filer, report int64) *ledger.Filing {
	t.Helper()
	out, err := f.Case.Filing(t.Context(), report, 0)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestShown_leaves_out_what_was_rejected(t *testing.T) {
	f := casetest.Examples(t)
	casetest.Decide(t, f, ledger.KindReject, "2/s7", ledger.Decision{Reason: "hearsay"})
	before, after := filing(t, f, 2), search.Shown(filing(t, f, 2))
	if got, want := len(after.Record.Statements), len(before.Record.Statements)-1; got != want {
		t.Fatalf("%d statements are shown, want %d", got, want)
	}
	for _, s := range after.Record.Statements {
		if s.ID == "s7" || s.Within == "s7" {
			t.Errorf("%s is shown, within %q", s.ID, s.Within)
		}
	}
	if err := after.Record.Verify(); err != nil {
		t.Error(err)
	}
}

func TestShown_leaves_out_what_rests_on_a_rejected_line_of_the_deal(t *testing.T) {
	for line, want := range map[string]string{
		"":   "t1 o1+t1 o2+t1 o3+ d1 c1 r1>d1",
		"o1": "t1 o2+t1 o3+ d1 c1 r1>d1",
		"s1": "t1 o2+t1 o3+ d1 r1>d1",
		"t1": "o1+ o2+ o3+ d1 c1 r1>d1",
		"d1": "t1 o1+t1 o2+t1 o3+ c1 r1>",
	} {
		f := dealt(t)
		if line != "" {
			casetest.Decide(t, f, ledger.KindReject, "2/"+line, ledger.Decision{Reason: "misread"})
		}
		r := search.Shown(filing(t, f, 2)).Record
		if err := r.Verify(); err != nil {
			t.Errorf("without %q: %v", line, err)
		}
		if got := dealOf(r); got != want {
			t.Errorf("without %q: %s, want %s", line, got, want)
		}
	}
}

func TestShown_of_a_sealed_report_has_what_rests_on_its_statements(t *testing.T) {
	f := dealt(t)
	casetest.Decide(t, f, ledger.KindSeal, "2", ledger.Decision{Reason: "given in confidence"})
	r := search.Shown(filing(t, f, 2)).Record
	if err := r.Verify(); err != nil {
		t.Fatal(err)
	}
	if got, want := dealOf(r), "t1 o1+t1 o2+t1 d1 c1 r1>d1"; got != want { // o3 is in the report's own words
		t.Errorf("%s, want %s", got, want)
	}
	if p := r.Positions[0]; r.Report.Quote(p.Evidence[0]) != "they will build the dam" || p.Held.EDTF != "" {
		t.Errorf("the first position is %+v", p)
	}
	if c := r.Contacts[0]; c.When.EDTF != "" || c.Place != "" {
		t.Errorf("the contact is %+v", c)
	}
}

// dealt is a case with one report, which has a line of each noun of the deal.
func dealt(t *testing.T) *clerk.Filer {
	t.Helper()
	f := casetest.New(t)
	text := "Oda said they will build the dam. Bo said no. The Lantern saw the plan."
	span := func(words string) parley.Span {
		at := strings.Index(text, words)
		return parley.Span{Start: at, End: at + len(words)}
	}
	all := func(words string) []parley.Span { return []parley.Span{span(words)} }
	casetest.File(t, f, &parley.Record{
		Weights: "sha256:w1",
		Report:  parley.Report{ID: "r1", Text: text, Published: "2031-05-12", Publisher: "The Lantern"},
		Entities: []parley.Entity{
			{ID: "e1", Name: "Oda", Kind: parley.EntityPerson}, {ID: "e2", Name: "Bo", Kind: parley.EntityPerson}, {ID: "e3", Name: "Port Oda", Kind: parley.EntityPlace},
		},
		Statements: []parley.Statement{
			{ID: "s1", Speaker: "e1", Cue: all("said"), Content: all("they will build the dam")}, {ID: "s2", Speaker: "e2", Cue: all("said"), Content: all("no")},
		},
		Responses: []parley.Response{{ID: "r1", By: "e2", Kind: parley.ResponseReject, To: parley.Answered{Proposal: "d1"}, Evidence: all("no")}},
		Terms:     []parley.Term{{ID: "t1", Key: "dam", Issue: "dam", Statements: []string{"s1"}, Evidence: all("dam"), Options: []parley.TermOption{{ID: "built", To: "e1"}}}},
		Positions: []parley.Position{
			{ID: "o1", Party: "e1", Term: "t1", Option: "built", Stance: parley.StanceOffer, Basis: parley.BasisOwn, Statement: "s1", Proposal: "d1", Held: parley.Date{EDTF: "2031-05-11"}, Evidence: all("build")},
			{ID: "o2", Party: "e2", Term: "t1", Stance: parley.StanceReject, Basis: parley.BasisOwn, Statement: "s2", Evidence: all("no")},
			{ID: "o3", Party: "e2", Stance: parley.StanceOpen, Basis: parley.BasisInferred, About: all("plan"), Evidence: all("plan")},
		},
		Proposals: []parley.Proposal{{ID: "d1", Name: "the plan", By: []string{"e1"}, Terms: []string{"t1"}, Seen: []parley.Point{{Words: all("dam"), Statement: "s1", Terms: []string{"t1"}}}, Evidence: all("the plan")}},
		Contacts:  []parley.Contact{{ID: "c1", Kind: parley.ContactCall, Status: parley.ContactHeld, Participants: []string{"e1", "e2"}, Place: "e3", Statement: "s1", When: parley.Date{EDTF: "2031-05"}}},
	})
	return f
}

// dealOf lists the lines of the deal, positions with their terms and responses with the
// proposals that they answer.
func dealOf(r *parley.Record) string {
	var all []string
	for _, t := range r.Terms {
		all = append(all, t.ID)
	}
	for _, p := range r.Positions {
		all = append(all, p.ID+"+"+p.Term)
	}
	for _, p := range r.Proposals {
		all = append(all, p.ID)
	}
	for _, c := range r.Contacts {
		all = append(all, c.ID)
	}
	for _, a := range r.Responses {
		all = append(all, a.ID+">"+a.To.Proposal)
	}
	return strings.Join(all, " ")
}

func TestShown_of_a_sealed_report_tells_nothing_of_its_source(t *testing.T) {
	f := casetest.Examples(t)
	for _, report := range []string{"2", "4", "6", "8"} {
		casetest.Decide(t, f, ledger.KindSeal, report, ledger.Decision{Reason: "given in confidence"})
	}
	for _, report := range []int64{2, 4, 6, 8} {
		before, after := filing(t, f, report), search.Shown(filing(t, f, report))
		if err := after.Record.Verify(); err != nil {
			t.Fatal(err)
		}
		text, err := exchange.Encode(after.Record)
		if err != nil {
			t.Fatal(err)
		}
		for _, tells := range []string{"Elsen Courier", "Ostrel Today", "Meridian", "Basin Review", "Quist", "outlet", ".example", before.Record.Report.SHA256, before.Record.Report.Title,
			"A Sarrow official", "adviser who was present", "diplomat from Hathor"} {
			if strings.Contains(strings.ToLower(string(text)), strings.ToLower(tells)) {
				t.Errorf("report %d: %q is still in it", report, tells)
			}
		}
		if after.Record.Report.Published != "" || len(after.Record.Statements) != len(before.Record.Statements) {
			t.Errorf("report %d: published %q, %d statements", report, after.Record.Report.Published, len(after.Record.Statements))
		}
	}
	s := search.Shown(filing(t, f, 2)).Record
	if got, want := s.Report.Quote(s.Statements[3].Content[0]), "any date had been fixed"; got != want {
		t.Errorf("s4 says %q, want %q", got, want)
	}
}

func TestShown_leaves_other_reports_as_they_are(t *testing.T) {
	f := casetest.Examples(t)
	before := filing(t, f, 2)
	if after := search.Shown(before); after.Record != before.Record {
		t.Error("a report that nobody sealed or rejected anything of was changed")
	}
}

func TestChain_counts_roots_over_the_reports_of_a_case(t *testing.T) {
	f := casetest.Examples(t)
	way, err := search.Chain(t.Context(), f.Case, ledger.Address{Report: 6, Line: "s3"}, 0)
	if err != nil {
		t.Fatal(err)
	}
	var hops []string
	for _, h := range way.Hops {
		hops = append(hops, string(h.Kind)+" "+h.Name)
	}
	if got, want := strings.Join(hops, ", "), "intermediary Meridian, exhibit a recording of a telephone call obtained by The Meridian"; got != want {
		t.Errorf("hops %q, want %q", got, want)
	}
	var carried []string
	for _, root := range way.Roots {
		for _, s := range root.Sources {
			for _, c := range s.Carriers {
				carried = append(carried, root.Of[c.Record].Address(c.Passages[0].Statement.ID).String())
			}
		}
	}
	if got := strings.Join(carried, " "); !strings.Contains(got, "4/s1") {
		t.Errorf("carried by %q, want 4/s1 among them", got)
	}
}

func TestChain_of_what_is_not_there(t *testing.T) {
	f := casetest.Examples(t)
	for _, of := range []ledger.Address{{Report: 2, Line: "s99"}, {Report: 3, Line: "s1"}, {Report: 99, Line: "s1"}, {Report: 2}} {
		if _, err := search.Chain(t.Context(), f.Case, of, 0); err == nil || !strings.Contains(err.Error(), parley.ErrNotFound.Error()) {
			t.Errorf("Chain(%v): %v, want a line that is not found", of, err)
		}
	}
}
