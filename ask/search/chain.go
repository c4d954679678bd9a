package search

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"parley"
	"parley/ask"
	"parley/ledger"
)

// A Way is how a statement reached its report, and what else carries it.
type Way struct {
	*ledger.Filing
	Statement *parley.Statement
	Hops      []Hop       // outermost first; none where the report names none
	Roots     []Root      // for each sentence of it, what it rests on as package ask counts
	Looked    int         // reports that were compared
	More      bool        // whether there were more that were not
	Within    []Statement // those whose words it lies in, the outermost first
}

// A Hop is a station of a statement, in words.
type Hop struct {
	parley.Hop
	Name    string // of the entity, or the sort of exhibit
	Words   string // the cue that says so
	Exhibit *parley.Exhibit
}

// A Statement is one that another lies within.
type Statement struct {
	Of      ledger.Address
	Speaker string
	Cue     string
}

// A Root is a claim that the statement carries.
type Root struct {
	ask.Claim
	Of map[*parley.Record]*ledger.Filing // the filings of its carriers
}

const (
	mostCompared = 300 // reports by one speaker are held against a statement
	nearDays     = 45  // before and after it
)

// Chain is the way of the statement at an address: its hops, and the independent
// sources of what it says, in what the same speaker is said to have said in other
// reports at about that time.
func Chain(ctx context.Context, c *ledger.Case, of ledger.Address, asOf int64) (*Way, error) {
	return chain(ctx, c, of, asOf, true)
}

// ChainShown is Chain as it may be shown to others, of a statement that is not
// sealed: no sealed report is compared with it.
func ChainShown(ctx context.Context, c *ledger.Case, of ledger.Address, asOf int64) (*Way, error) {
	return chain(ctx, c, of, asOf, false)
}

func chain(ctx context.Context, c *ledger.Case, of ledger.Address, asOf int64, sealed bool) (*Way, error) {
	state, err := c.State(ctx, asOf)
	if err != nil {
		return nil, err
	}
	f, err := c.FilingWith(ctx, of.Report, asOf, state)
	if err != nil {
		return nil, err
	}
	s := statement(f.Record, of.Line)
	if s == nil {
		return nil, fmt.Errorf("report %d has no statement %q: %w", of.Report, of.Line, parley.ErrNotFound)
	}
	w := &Way{Filing: f, Statement: s}
	w.hops()
	return w, w.roots(ctx, c, asOf, sealed)
}

func (w *Way) hops() {
	r := &w.Record.Report
	for _, h := range w.Statement.Chain {
		hop := Hop{Hop: h, Name: nameOf(w.Record, h.Entity), Words: quote(r, h.Cue)}
		for i := range w.Record.Exhibits {
			if x := &w.Record.Exhibits[i]; x.ID == h.Exhibit && h.Exhibit != "" {
				hop.Exhibit = x
				if hop.Name = nameOf(w.Record, x.Entity); hop.Name == "" {
					hop.Name = string(x.Kind)
				}
			}
		}
		w.Hops = append(w.Hops, hop)
	}
	outer := statement(w.Record, w.Statement.Within)
	for range w.Record.Statements { // nesting may come from elsewhere, in circles
		if outer == nil {
			return
		}
		w.Within = slices.Insert(w.Within, 0, Statement{w.Address(outer.ID), nameOf(w.Record, outer.Speaker), quote(r, outer.Cue)})
		outer = statement(w.Record, outer.Within)
	}
}

func nameOf(r *parley.Record, id string) string {
	for i := range r.Entities {
		if r.Entities[i].ID == id && id != "" {
			return r.Entities[i].Name
		}
	}
	return ""
}

// roots holds the statement against what other reports have of its speaker.
func (w *Way) roots(ctx context.Context, c *ledger.Case, asOf int64, sealed bool) error {
	filings := map[*parley.Record]*ledger.Filing{w.Record: w.Filing}
	all := []*parley.Record{w.Record}
	if q, ok := w.near(c, asOf); ok {
		for report, err := range c.Reports(ctx, q) {
			if err != nil {
				return err
			}
			if report == w.Report.Seq || !sealed && w.State.Sealed(report) != 0 {
				continue
			}
			if len(all) == mostCompared {
				w.More = true
				break
			}
			f, err := c.FilingWith(ctx, report, asOf, w.State)
			if errors.Is(err, ledger.ErrRemoved) {
				continue
			}
			if err != nil {
				return err
			}
			record := Standing(f)
			filings[record] = f
			all = append(all, record)
		}
	}
	w.Looked = len(all)
	for _, claim := range ask.NewDossier(all).Claims() {
		if !slices.ContainsFunc(claim.Passages, func(p *ask.Passage) bool { return p.Statement == w.Statement }) {
			continue
		}
		root := Root{claim, map[*parley.Record]*ledger.Filing{}}
		for _, p := range claim.Passages {
			root.Of[p.Record] = filings[p.Record]
		}
		w.Roots = append(w.Roots, root)
	}
	return nil
}

// near asks for reports with statements of the speaker at about the same time;
// not ok where the speaker is nobody who could be known again.
func (w *Way) near(c *ledger.Case, asOf int64) (ledger.Query, bool) {
	q := ledger.Query{AsOf: asOf, Status: []ledger.Status{ledger.StatusRead, ledger.StatusAccepted, ledger.StatusCorrected}}
	for i := range w.Record.Entities {
		if e := &w.Record.Entities[i]; e.ID == w.Statement.Speaker {
			key := w.State.Key(w.Report.Seq, c.Key(e))
			if key == "" {
				return q, false
			}
			for _, k := range w.State.Merged(key) {
				q.By = append(q.By, ledger.EntityOf(k))
			}
		}
	}
	first, last, ok := parley.Days(w.Statement.Said.EDTF)
	if !ok {
		first, last, ok = parley.Days(w.Record.Report.Published)
	}
	if ok && first != parley.FirstDay && last != parley.LastDay {
		first, last = first-nearDays, last+nearDays
		q.Since, q.Until = &first, &last
	}
	return q, len(q.By) > 0
}
