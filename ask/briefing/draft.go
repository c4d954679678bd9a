package briefing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"parley"
	"parley/ask"
	"parley/ask/search"
	"parley/ledger"
)

// A draft is a briefing in the making.
type draft struct {
	Briefing
	of *ledger.Case
	o  Options

	asOf     int64 // the last entry that counts
	state    *ledger.State
	filings  []*filed // the newest first
	more     bool     // whether there are reports that were not looked at
	byRecord map[*parley.Record]*filed
	dossier  *ask.Dossier
	claims   []ask.Claim
	roots    map[string]string // of keys that were merged
	sides    map[string]tally  // names of each side, by its key
	numbers  map[ledger.Address]int
}

// Filed is one report that the briefing looks at.
type filed struct {
	*ledger.Filing                             // as it may be shown
	real           *parley.Record              // as it is, for comparing; without rejected lines
	chosen         map[string]bool             // statements that the question asks for; nil for all
	sealed         bool                        //
	lines          map[string]parley.Statement // of the shown record, by id
	entities       map[string]*parley.Entity   // likewise
	retracted      map[string][]string         // by statement: sources that it rests on
	claims         map[string][]string         // by statement: the claims that it carries
}

func (d *draft) gather(ctx context.Context) error {
	head, err := d.of.Head(ctx)
	if err != nil {
		return err
	}
	if d.asOf, err = search.AsOf(ctx, d.of, d.o.KnownAt); err != nil {
		return err
	}
	if d.asOf == 0 || d.asOf > head.Size {
		d.asOf = head.Size
	}
	d.o.KnownAt = fmt.Sprintf("#%d", d.asOf) // whatever is filed meanwhile
	if d.state, err = d.of.State(ctx, d.asOf); err != nil {
		return err
	}
	if d.isNarrow() {
		err = d.gatherHits(ctx)
	} else {
		err = d.gatherAll(ctx)
	}
	if err != nil {
		return err
	}
	slices.SortStableFunc(d.filings, func(a, b *filed) int { // among the dated ones a sealed one would tell its date
		switch {
		case a.sealed && b.sealed:
			return cmp.Compare(a.Report.Seq, b.Report.Seq)
		case a.sealed:
			return 1
		case b.sealed:
			return -1
		}
		return 0
	})
	d.byRecord = map[*parley.Record]*filed{}
	var records []*parley.Record
	for _, f := range d.filings {
		d.byRecord[f.real] = f
		records = append(records, f.real)
	}
	d.dossier = ask.NewDossier(records)
	return d.keepParties(ctx)
}

// isNarrow reports whether the question asks for some statements alone.
func (d *draft) isNarrow() bool {
	q := d.o.Question
	return q.Text != "" || len(q.By)+len(q.To)+len(q.About)+len(q.Acts)+len(q.Certain)+len(q.Classes)+len(q.Status) > 0 ||
		q.Negated || q.Report != 0 || q.Since != "" || q.Until != "" || q.HeldAt != ""
}

func (d *draft) gatherAll(ctx context.Context) error {
	reports, err := search.Reports(ctx, d.of, search.Question{KnownAt: d.o.KnownAt})
	if err != nil {
		return err
	}
	for f, err := range reports {
		if errors.Is(err, ledger.ErrRemoved) {
			continue
		}
		if err != nil {
			return err
		}
		if len(d.filings) == d.o.Reports {
			d.more = true
			break
		}
		d.filings = append(d.filings, d.newFiled(f, nil))
	}
	return nil
}

func (d *draft) gatherHits(ctx context.Context) error {
	answer, err := search.Ask(ctx, d.of, d.o.Question)
	if err != nil {
		return err
	}
	var last *filed
	for hit, err := range answer.Hits {
		if err != nil {
			return err
		}
		if _, ok := search.ShownHit(d.o.Question, hit); !ok {
			continue
		}
		if last == nil || last.Report.Seq != hit.Report.Seq {
			if len(d.filings) == d.o.Reports {
				d.more = true
				break
			}
			last = d.newFiled(hit.Filing, map[string]bool{})
			d.filings = append(d.filings, last)
		}
		last.chosen[hit.Statement.ID] = true
	}
	return nil
}

func (d *draft) newFiled(f *ledger.Filing, chosen map[string]bool) *filed {
	out := &filed{
		Filing: search.Shown(f), real: search.Standing(f), chosen: chosen, sealed: d.state.Sealed(f.Report.Seq) != 0,
		lines: map[string]parley.Statement{}, entities: map[string]*parley.Entity{}, retracted: map[string][]string{}, claims: map[string][]string{},
	}
	for _, s := range out.Record.Statements {
		out.lines[s.ID] = s
	}
	for i := range out.Record.Entities {
		out.entities[out.Record.Entities[i].ID] = &out.Record.Entities[i]
	}
	return out
}

// keepParties leaves those statements that some parties, or who speaks for them,
// make.
func (d *draft) keepParties(ctx context.Context) error {
	if len(d.o.Parties) == 0 {
		return nil
	}
	var keys []string
	for _, name := range d.o.Parties {
		found, err := search.Named(ctx, d.of, d.state, name)
		if err != nil {
			return fmt.Errorf("party: %w", err)
		}
		for _, n := range found {
			keys = append(keys, d.root(n.Key))
		}
	}
	for _, f := range d.filings {
		kept := map[string]bool{}
		for _, s := range f.Record.Statements {
			e := f.entities[s.Speaker]
			if e == nil || !f.asks(s.ID) {
				continue
			}
			kept[s.ID] = slices.Contains(keys, d.key(f, e.ID)) || slices.Contains(keys, d.key(f, e.Party)) || slices.Contains(keys, d.key(f, e.Represents))
		}
		f.chosen = kept
	}
	return nil
}

// asks reports whether a statement is among those that the briefing is about.
func (f *filed) asks(statement string) bool {
	if _, is := f.lines[statement]; !is {
		return false
	}
	return f.chosen == nil || f.chosen[statement]
}

// key is what an entity of a report is known by in the case; empty where it has no
// name.
func (d *draft) key(f *filed, entity string) string {
	e := f.entities[entity]
	if e == nil {
		return ""
	}
	return d.root(d.state.Key(f.Report.Seq, d.of.Key(e)))
}

func (d *draft) root(key string) string {
	if key == "" {
		return ""
	}
	if d.roots[key] == "" {
		d.roots[key] = d.state.Merged(key)[0]
	}
	return d.roots[key]
}

// name is what an entity is called, empty for nobody.
func (f *filed) name(id string) string {
	if e := f.entities[id]; e != nil {
		return e.Name
	}
	return ""
}

// isNew reports whether a report or a decision on a line was filed since the entry
// that was asked for.
func (d *draft) isNew(entry int64) bool { return d.o.SinceEntry > 0 && entry > d.o.SinceEntry }

// compare finds what several reports carry, and what rests on a source that was
// retracted.
func (d *draft) compare() {
	d.claims = d.dossier.Claims()
	for _, c := range d.claims {
		for _, p := range c.Passages {
			if f := d.byRecord[p.Record]; f != nil && c.Reports > 1 && !slices.Contains(f.claims[p.Statement.ID], c.ID) {
				f.claims[p.Statement.ID] = append(f.claims[p.Statement.ID], c.ID)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.state.Retracted())) {
		r, err := d.dossier.Retract(name)
		if err != nil {
			continue // nothing rests on it
		}
		for _, fall := range slices.Concat(r.Fallen, r.Shaken) {
			for _, c := range fall.Falls {
				f := d.byRecord[c.Record]
				for _, p := range c.Passages {
					if all := f.retracted[p.Statement.ID]; !slices.Contains(all, name) {
						f.retracted[p.Statement.ID] = append(all, name)
					}
				}
			}
		}
	}
	for _, f := range d.filings {
		f.spread()
		d.leaveOutSealed(f)
	}
}

// spread lets what lies within a statement rest on what that rests on.
func (f *filed) spread() {
	if len(f.retracted) == 0 {
		return
	}
	for _, s := range f.Record.Statements {
		outer := f.lines[s.Within]
		for range mostDepth {
			for _, name := range f.retracted[outer.ID] {
				if all := f.retracted[s.ID]; !slices.Contains(all, name) {
					f.retracted[s.ID] = append(all, name)
				}
			}
			outer = f.lines[outer.Within]
		}
	}
}

// leaveOutSealed leaves out what a sealed report has from a source that was
// retracted: to mark it would tell the source, and not to would mislead.
func (d *draft) leaveOutSealed(f *filed) {
	if !f.sealed || len(f.retracted) == 0 {
		return
	}
	kept := map[string]bool{}
	for id := range f.lines {
		kept[id] = f.asks(id) && len(f.retracted[id]) == 0
	}
	f.chosen = kept
}

// rank puts what people stood by first.
func (f *filed) rank(id string) int {
	switch f.Status(id) {
	case ledger.StatusAccepted, ledger.StatusCorrected:
		return 0
	}
	return 1
}

// byWeight is the order in which statements matter: what people stood by, then the
// surest, then the newest report and its order.
func byWeight(a, b weighed) int {
	return cmp.Or(cmp.Compare(a.rank, b.rank), -cmp.Compare(a.statement.Confidence, b.statement.Confidence), cmp.Compare(a.order, b.order),
		cmp.Compare(ledger.LineNumber(a.statement.ID), ledger.LineNumber(b.statement.ID)))
}

// weighed is a statement with what it is ordered by.
type weighed struct {
	*filed
	statement parley.Statement
	rank      int // of it and what lies within it, the best
	order     int // of its report
}
