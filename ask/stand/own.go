package stand

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"parley"
	"parley/ledger"
	"parley/terms/register"
)

// Own are the terms that a case has of its own. Readings know nothing of them, so
// that the words of positions on no term are looked at again.
type own struct {
	register *register.Register
	issues   map[string]bool // that they have; in place of those built in
}

// ownOf are the terms of a case's own; nil where it has none.
func ownOf(state *ledger.State) (*own, error) {
	var terms []*register.Term
	for _, j := range state.TermFiles() {
		t, err := register.Parse(j.Name, []byte(j.Text))
		if err != nil {
			return nil, fmt.Errorf("the term's file of entry %d: %w", j.Seq, err)
		}
		terms = append(terms, t)
	}
	if len(terms) == 0 {
		return nil, nil
	}
	return newOwn(terms), nil
}

func newOwn(terms []*register.Term) *own {
	o := &own{register: register.New(terms...), issues: map[string]bool{}}
	for _, t := range terms {
		o.issues[t.Issue] = true
	}
	return o
}

// Knowing is a record whose positions are on these terms too, which may stand for
// terms of the same name that it has. The record itself is not changed.
func Knowing(terms []*register.Term) func(*parley.Record) *parley.Record {
	return newOwn(terms).record
}

// isOpen reports whether a position is on no term, or on one that the case has
// another of the same name for.
func (o *own) isOpen(issueOrKey string) bool {
	return issueOrKey == "" || o.issues[issueOf(issueOrKey)]
}

// record is a record that knows the case's own terms too.
func (o *own) record(r *parley.Record) *parley.Record {
	out := *r
	out.Terms = slices.DeleteFunc(slices.Clone(r.Terms), func(t parley.Term) bool { return o.issues[t.Issue] })
	touched := o.register.Touch(r, nil)
	for i := range touched {
		touched[i].ID = fmt.Sprintf("own%d", i+1) // others have a letter and a number
	}
	out.Terms = append(out.Terms, touched...)
	out.Positions = slices.Clone(r.Positions)
	for i := range out.Positions {
		p := &out.Positions[i]
		if p.Term != "" && !slices.ContainsFunc(r.Terms, func(t parley.Term) bool { return t.ID == p.Term && o.issues[t.Issue] }) {
			continue
		}
		p.Term, p.Option = touches(touched, p)
	}
	return &out
}

// touches is the first of terms that has a word of what a position is about, or else
// of the position itself, with the option that has one, where that is one alone.
func touches(terms []parley.Term, p *parley.Position) (term, option string) {
	for _, spans := range [][]parley.Span{p.About, p.Evidence} {
		for _, t := range terms {
			if !overlap(t.Evidence, spans) {
				continue
			}
			n := 0
			for _, o := range t.Options {
				if overlap(o.Evidence, p.Evidence) || overlap(o.Evidence, p.About) {
					option = o.ID
					n++
				}
			}
			if n != 1 {
				option = ""
			}
			return t.ID, option
		}
	}
	return "", ""
}

func overlap(a, b []parley.Span) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Start < y.End && y.Start < x.End {
				return true
			}
		}
	}
	return false
}

// retouch puts the case's own terms into what the index has of a report.
func (h *holding) retouch(ctx context.Context, deal *ledger.Deal) error {
	if h.own == nil || !slices.ContainsFunc(deal.Positions, func(p ledger.Position) bool { return p.Status != ledger.StatusRejected && h.own.isOpen(p.Term) }) {
		return nil
	}
	r, err := h.find(ctx, deal.Report)
	if errors.Is(err, ledger.ErrRemoved) {
		return nil
	}
	if err != nil {
		return err
	}
	for i := range deal.Positions {
		p := &deal.Positions[i]
		if !h.own.isOpen(p.Term) {
			continue
		}
		p.Term, p.Option = "", ""
		for _, of := range r.Positions {
			if of.ID != p.Of.Line {
				continue
			}
			for _, t := range r.Terms {
				if t.ID == of.Term && t.ID != "" {
					p.Term, p.Option = t.Key, of.Option
				}
			}
		}
	}
	return nil
}
