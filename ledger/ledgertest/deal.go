package ledgertest

import (
	"cmp"
	"fmt"
	"slices"

	"parley"
	"parley/ledger"
)

// addDeal gives a record of [one] a position for each statement, a proposal whose
// name needs quotation marks, and where there are two people or more a contact.
func addDeal(r *parley.Record) {
	r.Terms = []parley.Term{{ID: "t1", Key: "ferry@XX-1", Issue: "ferry", Options: []parley.TermOption{{ID: "daily", To: "e1"}}}}
	r.Proposals = []parley.Proposal{{ID: "d1", Name: "the\tplan of “" + r.Entities[0].Name + "”\n", By: []string{"e1"}, Points: 28, Terms: []string{"t1"}}}
	var all []string
	for i, s := range r.Statements {
		r.Positions = append(r.Positions, parley.Position{
			ID: fmt.Sprint("o", i+1), Party: s.Speaker, Term: "t1", Option: "daily", Stance: parley.Stances[i%len(parley.Stances)],
			Basis: parley.Bases[i%len(parley.Bases)], Private: i%2 == 1, Statement: s.ID, Evidence: s.Cue,
		})
		all = append(all, s.Speaker)
	}
	if len(all) > 1 {
		r.Contacts = []parley.Contact{{ID: "c1", Kind: parley.ContactCall, Status: parley.ContactHeld, Participants: all, When: parley.Date{EDTF: "2025-11-24"}}}
	}
}

// Dealt is a record with as many positions at least, of the speakers of its
// statements in turn on a few terms, and with a contact and a proposal: for benchmarks, whose
// figures shall not hang on what the crafts find.
func Dealt(r *parley.Record, positions int) *parley.Record {
	out := *r
	if len(r.Statements) == 0 || len(r.Entities) == 0 || len(r.Positions) >= positions {
		return r
	}
	have := len(r.Positions)
	for i := range 4 {
		id := fmt.Sprint("t", len(r.Terms)+i+1)
		out.Terms = append(slices.Clip(out.Terms), parley.Term{ID: id, Key: fmt.Sprintf("territory@XX-%02d", i), Issue: "territory", Options: []parley.TermOption{{ID: "ceded"}}})
	}
	for i := range positions - have {
		s := r.Statements[i%len(r.Statements)]
		out.Positions = append(slices.Clip(out.Positions), parley.Position{
			ID: fmt.Sprint("o", have+i+1), Party: s.Speaker, Term: out.Terms[len(r.Terms)+i%4].ID, Option: "ceded", Stance: parley.Stances[i%len(parley.Stances)],
			Basis: parley.BasisOwn, Statement: s.ID, Held: s.Said, Evidence: slices.Concat(s.Cue, s.Content),
			Reasons: []parley.Reason{{Field: "stance", Rule: "made for a benchmark"}},
		})
	}
	if len(r.Contacts) == 0 {
		out.Contacts = []parley.Contact{{ID: "c1", Kind: parley.ContactCall, Status: parley.ContactHeld, Participants: []string{r.Entities[0].ID}, Evidence: r.Statements[0].Cue}}
	}
	if len(r.Proposals) == 0 {
		out.Proposals = []parley.Proposal{{ID: "d1", Name: "the plan", Points: 28, Evidence: r.Statements[0].Cue}}
	}
	return &out
}

// deals are what the index should have of each report's deal as of an entry, by
// report.
func (c *theCase) deals(asOf int64) []ledger.Deal {
	c.Helper()
	versions := c.versions(asOf)
	slices.SortFunc(versions, func(x, y ledger.Indexed) int { return cmp.Compare(x.Report, y.Report) })
	var all []ledger.Deal
	var decoder ledger.DealDecoder
	for _, v := range versions {
		if !v.Index.Deal.Empty() {
			deal, err := decoder.Decode(v.Report, v.Since, ledger.EncodeDeal(&v.Index.Deal))
			c.check(err)
			all = append(all, deal)
		}
	}
	return all
}

// changedDeals holds that whoever keeps deals, and from then on asks for those alone
// that have changed, has the same as who asks for all.
func changedDeals(c *theCase) {
	kept := map[int64]ledger.Deal{}
	var upTo int64
	follow := func() {
		c.Helper()
		for _, d := range collect(c, c.store.Deals(c.Context(), upTo, 0)) {
			if kept[d.Report] = d; d.Empty() {
				delete(kept, d.Report)
			}
		}
		upTo = int64(len(c.entries))
		want := collect(c, c.store.Deals(c.Context(), 0, 0))
		if got, all := fmt.Sprintf("%+v", inOrder(kept)), fmt.Sprintf("%+v", want); got != all {
			c.Errorf("after entry %d what was kept and followed is\n%s\nwant\n%s", upTo, got, all)
		}
	}
	first := one("Oda says yes. Bo says no")
	c.must(Drafts(first)...) // 1, 2
	follow()
	c.must(Drafts(one("Cy says maybe"))...) // 3, 4
	c.must(note(3, "see below"))
	follow()
	c.must(accepted(1, 2, first))
	follow()
	if changed := collect(c, c.store.Deals(c.Context(), 5, 0)); len(changed) != 1 || changed[0].Report != 1 || changed[0].Positions[0].Status != ledger.StatusAccepted {
		c.Errorf("after entry 5 the changed deals are %+v, want that of report 1", changed)
	}
	if changed := collect(c, c.store.Deals(c.Context(), 2, 5)); len(changed) != 1 || changed[0].Report != 3 {
		c.Errorf("from entry 2 to 5 the changed deals are %+v, want that of report 3", changed)
	}
	newer := Drafts(one("Cy says never"))
	newer[1].Index = append([]ledger.Indexed{{Report: 3}}, newer[1].Index...) // 7, 8
	c.must(newer...)
	follow()
	bare := Drafts(&parley.Record{Report: parley.Report{Text: "Nobody says anything"}, Weights: "sha256:w1"})
	c.must(bare...) // 9, 10
	follow()
	c.must(ledger.Draft{Kind: ledger.KindPurge, Author: ledger.Person("Ada Lind"), Of: ledger.Address{Report: 1}, Body: []byte("x"), Drop: []int64{1, 2}})
	follow()
	c.holds(c.store)
	if changed := collect(c, c.store.Deals(c.Context(), int64(len(c.entries)), 0)); len(changed) != 0 {
		c.Errorf("after the last entry these have changed: %+v", changed)
	}
}

func inOrder(kept map[int64]ledger.Deal) []ledger.Deal {
	var all []ledger.Deal
	for _, d := range kept {
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b ledger.Deal) int { return cmp.Compare(a.Report, b.Report) })
	return all
}
