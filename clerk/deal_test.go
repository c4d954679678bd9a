package clerk

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/ledger"
)

// dealt is a reading in which each statement is a position on the dam, and the
// report has a plan and a call.
func dealt(t *testing.T, url, text string) *parley.Record {
	t.Helper()
	r := reading(t, url, text)
	var all []parley.Span
	for i, s := range r.Statements {
		all = append(all, s.Content...)
		r.Positions = append(r.Positions, parley.Position{
			ID: fmt.Sprint("o", i+1), Party: s.Speaker, Term: "t1", Option: "built", Stance: parley.StanceAccept, Basis: parley.BasisOwn,
			Statement: s.ID, Evidence: s.Content,
		})
	}
	r.Terms = []parley.Term{{ID: "t1", Key: "dam", Issue: "dam", Name: "the dam", Options: []parley.TermOption{{ID: "built"}}, Evidence: all}}
	r.Proposals = []parley.Proposal{{ID: "d1", Name: "the plan", Status: parley.ProposalDraft, Points: 28, Evidence: r.Statements[0].Content}}
	r.Contacts = []parley.Contact{{
		ID: "c1", Kind: parley.ContactCall, Status: parley.ContactPlanned, Participants: []string{"e1"}, Evidence: r.Statements[0].Content,
	}}
	return r
}

// stands is how the lines of the deal of a report are now.
func (f *Filer) stands(t *testing.T, report int64) string {
	t.Helper()
	filing, err := f.Case.Filing(t.Context(), report, 0)
	if err != nil {
		t.Fatal(err)
	}
	r := filing.Record
	if err := errors.Join(r.Verify(), ledger.VerifyLines(r)); err != nil {
		t.Error(err)
	}
	var all []string
	for _, p := range r.Positions {
		all = append(all, fmt.Sprintf("%s %s %s %s %s %s", p.ID, calledIn(r)[p.Party], calledIn(r)[p.Term], p.Option, p.Stance, filing.Status(p.ID)))
	}
	for _, p := range r.Proposals {
		all = append(all, fmt.Sprintf("%s %s %s", p.ID, p.Status, filing.Status(p.ID)))
	}
	for _, c := range r.Contacts {
		var who []string
		for _, id := range c.Participants {
			who = append(who, calledIn(r)[id])
		}
		all = append(all, fmt.Sprintf("%s %s %s %s", c.ID, c.Status, strings.Join(who, "+"), filing.Status(c.ID)))
	}
	return strings.Join(all, "\n")
}

// positions are those of the index, by report.
func (f *Filer) positions(t *testing.T) string {
	t.Helper()
	var all []string
	for d, err := range f.Case.Deals(t.Context(), 0, 0) {
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range d.Positions {
			all = append(all, fmt.Sprintf("%v %s %s %s", p.Of, p.Term, p.Stance, p.Status))
		}
	}
	return strings.Join(all, "\n")
}

func same(t *testing.T, what, got string, want ...string) {
	t.Helper()
	if got != strings.Join(want, "\n") {
		t.Errorf("%s:\n%s\nwant\n%s", what, got, strings.Join(want, "\n"))
	}
}

func reject(p parley.Position) ledger.Decision {
	p.Stance = parley.StanceReject
	return ledger.Decision{Position: &p, Fields: []string{"stance"}}
}

func TestDecide_on_every_line_of_the_deal(t *testing.T) {
	f := newFiler(t)
	r := dealt(t, "", "Oda said yes. Bo said no.")
	f.mustFile(t, r)
	f.mustDecide(t, ledger.KindAccept, "1/o1", ledger.Decision{})
	f.mustDecide(t, ledger.KindReject, "1/o2", ledger.Decision{})
	f.mustDecide(t, ledger.KindNote, "1/t1", ledger.Decision{Text: "which dam?"})
	corrected := r.Contacts[0]
	corrected.Status, corrected.Participants = parley.ContactHeld, []string{"e1", "e2"}
	contact := f.mustDecide(t, ledger.KindCorrect, "1/c1", ledger.Decision{Contact: &corrected, Fields: []string{"status", "participants"}})
	plan := r.Proposals[0]
	plan.Status = parley.ProposalLeaked
	f.mustDecide(t, ledger.KindCorrect, "1/d1", ledger.Decision{Proposal: &plan, Fields: []string{"status"}})
	same(t, "the lines", f.stands(t, 1), "o1 Oda dam built accept accepted", "o2 Bo dam built accept rejected", "d1 leaked corrected", "c1 held Oda+Bo corrected")
	same(t, "the index", f.positions(t), "1/o1 dam accept accepted", "1/o2 dam accept rejected")

	if _, err := f.Undo(t.Context(), contact.Seq, "it was not"); err != nil {
		t.Fatal(err)
	}
	term := f.mustDecide(t, ledger.KindReject, "1/t1", ledger.Decision{})
	f.mustDecide(t, ledger.KindCorrect, "1/o1", reject(r.Positions[0]))
	same(t, "the lines", f.stands(t, 1), "o1 Oda dam built reject corrected", "o2 Bo dam built accept rejected", "d1 leaked corrected", "c1 planned Oda read")
	same(t, "the index", f.positions(t), "1/o1  reject corrected", "1/o2  accept rejected")
	if _, err := f.Undo(t.Context(), term.Seq, "it is"); err != nil {
		t.Fatal(err)
	}
	same(t, "the index", f.positions(t), "1/o1 dam reject corrected", "1/o2 dam accept rejected")
}

func TestDecide_refuses_a_deal_that_cannot_be(t *testing.T) {
	f := newFiler(t)
	r := dealt(t, "", "Oda said yes. Bo said no.")
	f.mustFile(t, r)
	position := func(change func(*parley.Position)) ledger.Decision {
		p := r.Positions[0]
		change(&p)
		return ledger.Decision{Position: &p, Fields: []string{"party", "term", "stance"}}
	}
	for what, test := range map[string]struct {
		line string
		d    ledger.Decision
	}{
		"a stance that is none":            {"o1", position(func(p *parley.Position) { p.Stance = "sulk" })},
		"a party that is not there":        {"o1", position(func(p *parley.Position) { p.Party = "e9" })},
		"a term that is not there":         {"o1", position(func(p *parley.Position) { p.Term = "t9" })},
		"an option that the term lacks":    {"o1", position(func(p *parley.Position) { p.Option = "blown up" })},
		"another line":                     {"o2", position(func(p *parley.Position) {})},
		"two lines":                        {"o1", ledger.Decision{Position: &r.Positions[0], Contact: &r.Contacts[0]}},
		"a position with a statement's id": {"s1", position(func(p *parley.Position) { p.ID = "s1" })},
	} {
		d := test.d
		if _, err := f.Decide(t.Context(), ledger.KindCorrect, ledger.Address{Report: 1, Line: test.line}, d); !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("%s: Decide = %v, want %v", what, err, parley.ErrInvalid)
		}
	}
	if _, err := f.Decide(t.Context(), ledger.KindAccept, ledger.Address{Report: 1, Line: "o9"}, ledger.Decision{}); !errors.Is(err, parley.ErrNotFound) {
		t.Errorf("accepting a position that is not there: %v", err)
	}
}

func TestDecide_adds_terms_and_options(t *testing.T) {
	f := newFiler(t)
	r := dealt(t, "", "Oda said yes. Bo said no.")
	f.mustFile(t, r)
	on := func(p parley.Position, term, option string, terms ...parley.Term) ledger.Entry {
		p.Term, p.Option = term, option
		return f.mustDecide(t, ledger.KindCorrect, "1/"+p.ID, ledger.Decision{Position: &p, Fields: []string{"term"}, Terms: terms})
	}
	raised := parley.Term{ID: "t1", Key: "dam", Issue: "dam", Options: []parley.TermOption{{ID: "raised", To: "e2"}}}
	first := on(r.Positions[0], "t1", "raised", raised)
	on(r.Positions[1], "t1", "raised") // by the option that another has added
	same(t, "the lines", f.stands(t, 1), "o1 Oda dam raised accept corrected", "o2 Bo dam raised accept corrected", "d1 draft read", "c1 planned Oda read")
	ferry := parley.Term{ID: "p1", Key: "ferry", Issue: "ferry"}
	on(r.Positions[0], "p1", "", ferry)
	toll := parley.Term{ID: "p1", Key: "toll", Issue: "toll"} // another person's p1
	second := on(r.Positions[1], "p1", "", toll)
	same(t, "the lines", f.stands(t, 1), "o1 Oda ferry  accept corrected", "o2 Bo toll  accept corrected", "d1 draft read", "c1 planned Oda read")
	for _, e := range []ledger.Entry{first, second} { // each is whole without the others
		if _, err := f.Undo(t.Context(), e.Seq, ""); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "the lines", f.stands(t, 1), "o1 Oda ferry  accept corrected", "o2 Bo dam raised accept corrected", "d1 draft read", "c1 planned Oda read")
}

func TestFile_carries_decisions_on_the_deal_to_a_newer_version(t *testing.T) {
	f := newFiler(t)
	url := "https://lantern.example/1"
	old := dealt(t, url, "Oda said that the dam is to be built. Bo said that the ferry sails on Sunday. Cy said that nobody knows.")
	f.mustFile(t, old)
	f.mustDecide(t, ledger.KindCorrect, "1/o1", reject(old.Positions[0]))
	p := old.Positions[1]
	p.Term, p.Option, p.Party = "p2", "", "p1"
	f.mustDecide(t, ledger.KindCorrect, "1/o2", ledger.Decision{
		Position: &p, Fields: []string{"term", "party"}, Terms: []parley.Term{{ID: "p2", Key: "ferry", Issue: "ferry"}},
		Entities: []parley.Entity{{ID: "p1", Name: "Di", Kind: parley.EntityPerson}},
	})
	f.mustDecide(t, ledger.KindReject, "1/o3", ledger.Decision{})
	f.mustDecide(t, ledger.KindAccept, "1/c1", ledger.Decision{})
	plan := old.Proposals[0]
	plan.Status = parley.ProposalTabled
	f.mustDecide(t, ledger.KindCorrect, "1/d1", ledger.Decision{Proposal: &plan, Fields: []string{"status"}})
	f.mustDecide(t, ledger.KindReject, "1/t1", ledger.Decision{})

	r := f.mustFile(t, dealt(t, url, "Fen said that it rains. Oda said that the dam is to be built. Bo said that the ferry sails on Sunday."))
	same(t, "the lines", f.stands(t, r.Report.Seq), "o1 Fen dam built accept read", "o2 Oda dam built reject corrected", "o3 Di ferry  accept corrected", "d1 tabled corrected", "c1 planned Fen read")
	var lost []string
	for _, l := range r.Lost {
		lost = append(lost, string(l.Decision.Kind)+" "+l.Decision.Of.Line+" "+l.Words)
	}
	same(t, "lost", strings.Join(lost, "\n"), "reject o3 that nobody knows", "accept c1 that the dam is to be built", "reject t1 the dam")
	if len(r.Carried) != 3 {
		t.Errorf("%d decisions were carried, want 3", len(r.Carried))
	}
}

func TestDecide_adds_lines(t *testing.T) {
	f := newFiler(t)
	url := "https://lantern.example/1"
	r := dealt(t, url, "Oda said that the dam is to be built. Bo said that the ferry sails on Sunday.")
	r.Positions, r.Contacts = r.Positions[:1], nil
	f.mustFile(t, r)
	add := func(d ledger.Decision) ledger.Entry {
		t.Helper()
		return f.mustDecide(t, ledger.KindCorrect, "1", d)
	}
	sails := r.Statements[1].Content
	position := parley.Position{Party: "e2", Term: "t1", Stance: parley.StanceReject, Basis: parley.BasisOwn, Statement: "s2", Evidence: sails}
	first := add(ledger.Decision{Position: &position})
	position.Party = "p1"
	second := add(ledger.Decision{Position: &position, Entities: []parley.Entity{{ID: "p1", Name: "Cy", Kind: parley.EntityPerson}}})
	if first.Of.Line != "o2" || second.Of.Line != "o3" || position.ID != "" {
		t.Errorf("the lines are %v and %v, and the caller's is %q", first.Of, second.Of, position.ID)
	}
	add(ledger.Decision{Contact: &parley.Contact{Kind: parley.ContactVisit, Status: parley.ContactHeld, Participants: []string{"e1"}, Evidence: sails}})
	add(ledger.Decision{Statement: &parley.Statement{Speaker: "e2", Act: parley.ActAssert, Cue: r.Statements[1].Cue, Content: r.Statements[0].Content}})
	f.mustDecide(t, ledger.KindAccept, "1/o3", ledger.Decision{})
	same(t, "the lines", f.stands(t, 1), "o1 Oda dam built accept read", "o2 Bo dam  reject corrected", "o3 Cy dam  reject corrected", "d1 draft read", "c1 held Oda corrected")
	if _, err := f.Undo(t.Context(), second.Seq, "not he"); err != nil {
		t.Fatal(err)
	}
	if third := add(ledger.Decision{Position: &position, Entities: []parley.Entity{{ID: "p1", Name: "Di", Kind: parley.EntityPerson}}}); third.Of.Line != "o4" {
		t.Errorf("the third line is %v, want another id than that which was taken back", third.Of)
	}
	same(t, "the index", f.positions(t), "1/o1 dam accept read", "1/o2 dam reject corrected", "1/o4 dam reject corrected")
	for what, d := range map[string]ledger.Decision{
		"a line with an id": {Position: &r.Positions[0]}, "nothing": {}, "fields": {Position: &position, Fields: []string{"stance"}},
		"words that are not there": {Position: &parley.Position{Party: "e1", Stance: parley.StanceOpen, Basis: parley.BasisOwn, Evidence: []parley.Span{{Start: 5, End: 5000}}}},
	} {
		if _, err := f.Decide(t.Context(), ledger.KindCorrect, ledger.Address{Report: 1}, d); !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("adding %s: %v, want %v", what, err, parley.ErrInvalid)
		}
	}

	newer := dealt(t, url, "News. Oda said that the dam is to be built. Bo said that the ferry sails on Sunday.")
	newer.Contacts = nil
	newer.Positions = newer.Positions[:1]
	receipt := f.mustFile(t, newer)
	same(t, "the lines of the newer version", f.stands(t, receipt.Report.Seq),
		"o1 Oda dam built accept read", "o2 Bo dam  reject corrected", "o3 Di dam  reject corrected", "d1 draft read", "c1 held Oda corrected")
	if len(receipt.Lost) != 0 || len(receipt.Carried) != 4 {
		t.Errorf("%d decisions were lost, %d carried: %+v", len(receipt.Lost), len(receipt.Carried), receipt.Lost)
	}
}

func TestReread_tells_lines_on_the_same_words_apart(t *testing.T) {
	f := newFiler(t)
	r := dealt(t, "", "Oda said yes. Bo said no.")
	r.Positions[1].Evidence, r.Positions[1].Statement = r.Positions[0].Evidence, ""
	r.Positions = append(r.Positions, r.Positions[0])
	r.Positions[2].ID, r.Positions[2].Term, r.Positions[2].Option = "o3", "", ""
	f.mustFile(t, r)
	f.mustDecide(t, ledger.KindAccept, "1/o1", ledger.Decision{})
	f.mustDecide(t, ledger.KindReject, "1/o2", ledger.Decision{})
	f.mustDecide(t, ledger.KindCorrect, "1/o3", reject(r.Positions[2]))
	anew := *r
	anew.Weights, anew.Positions = "sha256:w2", slices.Clone(r.Positions)
	slices.Reverse(anew.Positions)
	for i := range anew.Positions {
		anew.Positions[i].ID = fmt.Sprint("o", i+1)
	}
	if _, err := f.Reread(t.Context(), 1, &anew); err != nil {
		t.Fatal(err)
	}
	same(t, "the lines", f.stands(t, 1), "o1 Oda   reject corrected", "o2 Bo dam built accept rejected", "o3 Oda dam built accept accepted", "d1 draft read", "c1 planned Oda read")
}

func TestReread_keeps_the_term_and_option_that_a_person_gave(t *testing.T) {
	f := newFiler(t)
	ferry := parley.Term{ID: "t2", Key: "ferry", Issue: "ferry", Options: []parley.TermOption{{ID: "built"}, {ID: "sold"}}}
	r := dealt(t, "", "Oda said yes.")
	r.Terms = append(r.Terms, ferry)
	r.Positions[0].Option = ""
	f.mustFile(t, r)
	p := r.Positions[0]
	p.Term, p.Option = "t2", "built"
	f.mustDecide(t, ledger.KindCorrect, "1/o1", ledger.Decision{Position: &p, Fields: []string{"term", "option"}})
	anew := *r
	anew.Weights, anew.Terms, anew.Positions = "sha256:w2", slices.Clone(r.Terms), slices.Clone(r.Positions)
	slices.Reverse(anew.Terms)
	anew.Terms[0].ID, anew.Terms[1].ID, anew.Positions[0].Term = "t1", "t2", "t2" // what was t1 is t2 now
	if _, err := f.Reread(t.Context(), 1, &anew); err != nil {
		t.Fatal(err)
	}
	same(t, "the lines", f.stands(t, 1), "o1 Oda ferry built accept corrected", "d1 draft read", "c1 planned Oda read")
}

func TestReread_keeps_a_position_on_a_plan_that_a_person_renamed(t *testing.T) {
	f := newFiler(t)
	r := dealt(t, "", "Oda said yes.")
	f.mustFile(t, r)
	plan := r.Proposals[0]
	plan.Name = "the Halm plan"
	f.mustDecide(t, ledger.KindCorrect, "1/d1", ledger.Decision{Proposal: &plan, Fields: []string{"name"}})
	p := r.Positions[0]
	p.Proposal = "d1"
	f.mustDecide(t, ledger.KindCorrect, "1/o1", ledger.Decision{Position: &p, Fields: []string{"proposal"}})
	anew := *r
	anew.Weights, anew.Positions = "sha256:w2", slices.Clone(r.Positions)
	receipt, err := f.Reread(t.Context(), 1, &anew)
	if err != nil {
		t.Fatal(err)
	}
	filing, err := f.Case.Filing(t.Context(), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if on := filing.Record.Positions[0].Proposal; on != "d1" || len(receipt.Lost) > 0 {
		t.Errorf("the position is on proposal %q and %d decisions are lost, want d1 and none", on, len(receipt.Lost))
	}
}

func TestFileTerm_has_the_last_of_each_name(t *testing.T) {
	f := newFiler(t)
	f.ParseTerm = func(name string, text []byte) error {
		if !strings.HasPrefix(string(text), "term: ") {
			return fmt.Errorf("%s is no term: %w", name, parley.ErrInvalid)
		}
		return nil
	}
	file := func(name, text string) ledger.Entry {
		t.Helper()
		e, err := f.FileTerm(t.Context(), name, text, "")
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	files := func(asOf int64) string {
		t.Helper()
		state, err := f.Case.State(t.Context(), asOf)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, j := range state.TermFiles() {
			all = append(all, j.Name+" "+j.Text)
		}
		return strings.Join(all, "\n")
	}
	file("a/toll.term", "term: toll")
	file("dam.term", "term: dam")
	second := file("dam.term", "term: dam 2")
	if again := file("b/dam.term", "term: dam 2"); again.Seq != second.Seq {
		t.Errorf("the same file is entry %d, want %d", again.Seq, second.Seq)
	}
	if _, err := f.FileTerm(t.Context(), "dam.term", "dam", ""); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("FileTerm of what is none = %v", err)
	}
	same(t, "now", files(0), "dam.term term: dam 2", "toll.term term: toll")
	same(t, "as of the second", files(2), "dam.term term: dam", "toll.term term: toll")
	undo, err := f.Undo(t.Context(), second.Seq, "")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "undone", files(0), "dam.term term: dam", "toll.term term: toll")
	if _, err := f.Undo(t.Context(), undo.Seq, ""); err != nil {
		t.Fatal(err)
	}
	if undone, err := f.RemoveTerm(t.Context(), "dam.term", ""); err != nil || len(undone) != 2 {
		t.Errorf("RemoveTerm = %v, %v; want both filings undone", undone, err)
	}
	same(t, "removed", files(0), "toll.term term: toll")
	if _, err := f.RemoveTerm(t.Context(), "dam.term", ""); !errors.Is(err, parley.ErrNotFound) {
		t.Errorf("RemoveTerm of what is not there = %v", err)
	}
}
