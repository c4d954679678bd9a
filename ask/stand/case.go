package stand

import (
	"context"
	"errors"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"parley"
	"parley/ledger"
)

// A Watch keeps the positions of a case, and follows what is filed. It is for one
// goroutine.
type Watch struct {
	of   *ledger.Case
	upTo int64 // the log entry
	now  *Library
}

// NewWatch watches a case. Nothing is read before somebody asks.
func NewWatch(c *ledger.Case) *Watch { return &Watch{of: c} }

// Now is what the case says now. Of the reports that were read before only those are
// read that have changed; after a merge, a split, a retraction or a term of its own, all are.
func (w *Watch) Now(ctx context.Context) (*Library, error) {
	head, err := w.of.Head(ctx)
	if err != nil {
		return nil, err
	}
	if w.now != nil && head.Size == w.upTo {
		return w.now, nil
	}
	if w.now != nil {
		all, err := w.unsettled(ctx)
		if err != nil {
			return nil, err
		}
		if all {
			w.now = nil
		}
	}
	after := w.upTo
	if w.now == nil {
		if w.now, err = newLibrary(ctx, w.of, head.Size); err != nil {
			return nil, err
		}
		after = 0
	}
	if err := w.now.follow(ctx, after, head.Size); err != nil {
		w.now = nil
		return nil, err
	}
	w.upTo = head.Size
	return w.now, nil
}

// unsettled reports whether something was filed that changes what all rows are.
func (w *Watch) unsettled(ctx context.Context) (bool, error) {
	for _, err := range w.of.Entries(ctx, w.upTo, ledger.KindMerge, ledger.KindSplit, ledger.KindRetract, ledger.KindTerm, ledger.KindUndo) {
		return err == nil, err
	}
	return false, nil
}

// Case is what a case says as of a log entry; 0 for now.
func Case(ctx context.Context, c *ledger.Case, asOf int64) (*Library, error) {
	if asOf == 0 {
		return NewWatch(c).Now(ctx)
	}
	l, err := newLibrary(ctx, c, asOf)
	if err == nil {
		err = l.follow(ctx, 0, asOf)
	}
	if err != nil {
		return nil, err
	}
	return l, nil
}

// A holding is what a library of a case takes from it.
type holding struct {
	of      *ledger.Case
	asOf    int64
	state   *ledger.State
	retract map[string]bool // outlets, by their words
	own     *own            // terms; nil for none
}

// newLibrary is a library of a case with nothing in it yet.
func newLibrary(ctx context.Context, c *ledger.Case, asOf int64) (*Library, error) {
	state, err := c.State(ctx, asOf)
	if err != nil {
		return nil, err
	}
	h := &holding{of: c, asOf: asOf, state: state, retract: map[string]bool{}}
	for source := range state.Retracted() {
		h.retract[outletKey(source)] = true
	}
	if h.own, err = ownOf(state); err != nil {
		return nil, err
	}
	l := &Library{Fold: &Fold{Root: rootsOf(state)}, loading: new(sync.Mutex), held: h, names: map[ledger.EntityID]string{}, labels: map[Topic]string{}, labelled: map[Topic]int64{}}
	return l, nil
}

// rootsOf is what entities were merged into, nil where none was.
func rootsOf(state *ledger.State) func(ledger.EntityID) ledger.EntityID {
	roots := map[ledger.EntityID]ledger.EntityID{}
	for _, j := range state.Of(ledger.Address{}) {
		if j.Kind != ledger.KindMerge || j.UndoneBy != 0 || j.Decision == nil {
			continue
		}
		for _, key := range append(slices.Clone(j.Keys), j.Into) {
			root := ledger.EntityOf(state.Merged(key)[0])
			if id := ledger.EntityOf(key); id != root {
				roots[id] = root
			}
		}
	}
	if len(roots) == 0 {
		return nil
	}
	return func(id ledger.EntityID) ledger.EntityID {
		if root, is := roots[id]; is {
			return root
		}
		return id
	}
}

func outletKey(name string) string { return strings.Join(ledger.Words(name), " ") }

// follow puts what the index has as of an entry: all of it, or of what has changed
// after another.
func (l *Library) follow(ctx context.Context, after, asOf int64) error {
	h := l.held
	var err error
	if h.state, err = h.of.State(ctx, asOf); err != nil {
		return err
	}
	h.asOf = asOf
	for batch, err := range batches(h.of.Deals(ctx, after, asOf)) {
		if err != nil {
			return err
		}
		for i := range batch {
			if err := h.withdraw(ctx, &batch[i]); err != nil {
				return err
			}
			if err := h.retouch(ctx, &batch[i]); err != nil {
				return err
			}
			l.Put(&batch[i])
		}
	}
	l.Derive()
	return nil
}

// withdraw takes away what a report of an outlet says that was retracted.
func (h *holding) withdraw(ctx context.Context, deal *ledger.Deal) error {
	if len(h.retract) == 0 || len(deal.Positions) == 0 {
		return nil
	}
	report, err := h.of.Report(ctx, deal.Report)
	if err != nil && !errors.Is(err, ledger.ErrRemoved) {
		return err
	}
	if err == nil && h.retract[outletKey(report.Publisher)] {
		deal.Positions = nil
	}
	return nil
}

// batches yields many deals at a time, and reads the next while they are looked at.
// With an error there are none.
func batches(deals iter.Seq2[ledger.Deal, error]) iter.Seq2[[]ledger.Deal, error] {
	type read struct {
		batch []ledger.Deal
		err   error
	}
	return func(yield func([]ledger.Deal, error) bool) {
		ahead, stop := make(chan read, 4), make(chan struct{})
		defer func() {
			close(stop)
			for range ahead { // until nothing is read any more
			}
		}()
		send := func(r read) bool {
			select {
			case ahead <- r:
				return true
			case <-stop:
				return false
			}
		}
		go func() {
			defer close(ahead)
			var batch []ledger.Deal
			for deal, err := range deals {
				if err != nil {
					send(read{err: err})
					return
				}
				if batch = append(batch, deal); len(batch) == dealsAtOnce {
					if !send(read{batch: batch}) {
						return
					}
					batch = nil
				}
			}
			send(read{batch: batch})
		}()
		for r := range ahead {
			if !yield(r.batch, r.err) {
				return
			}
		}
	}
}

// dealsAtOnce is how many deals are handed on at a time.
const dealsAtOnce = 256

// mostNames is how many names are asked for at once.
const mostNames = 400

// Load reads what entities and topics are called that are shown next, and how the
// records are found. A library of records has all of it.
func (l *Library) Load(ctx context.Context, ids []ledger.EntityID, topics []Topic) error {
	if l.held == nil {
		return nil
	}
	found := map[ledger.EntityID]string{}
	for part := range slices.Chunk(l.unnamed(ids), mostNames) {
		for n, err := range l.held.of.Names(ctx, nil, part...) {
			if err != nil {
				return err
			}
			found[n.ID] = n.Name
			if name := l.held.state.Named(n.Key); name != "" {
				found[n.ID] = name
			}
		}
	}
	unlock := l.lock()
	maps.Copy(l.names, found)
	unlock()
	return l.loadLabels(ctx, topics)
}

// unnamed are those of ids whose names are not known yet.
func (l *Library) unnamed(ids []ledger.EntityID) (wanted []ledger.EntityID) {
	defer l.lock()()
	for _, id := range ids {
		if _, has := l.names[id]; !has && id != 0 {
			wanted = append(wanted, id)
		}
	}
	return wanted
}

// loadLabels takes what a topic is called from the first report that has it.
func (l *Library) loadLabels(ctx context.Context, topics []Topic) error {
	for _, t := range topics {
		if t.Option != "" {
			if err := l.loadLabels(ctx, []Topic{{Key: t.Key}}); err != nil {
				return err
			}
		}
		first, isLabelled := l.labelFrom(t)
		if t.Key == "" || first == 0 || isLabelled {
			continue
		}
		record, err := l.find(ctx, first)
		if err != nil {
			return err
		}
		label := labelsOf(first, record)[t]
		unlock := l.lock()
		l.labels[t], l.labelled[t] = label, first
		unlock()
	}
	return nil
}

// labelFrom is the report that a topic's label is taken from, and whether it was.
func (l *Library) labelFrom(t Topic) (first int64, isLabelled bool) {
	defer l.lock()()
	first = l.first(t)
	if first == 0 && t.Option == "" {
		first = l.firstOption(t)
	}
	return first, l.labelled[t] == first
}

// IsSealed reports whether the source of a report must not be shown. A library of files
// knows of none.
func (l *Library) IsSealed(report int64) bool {
	return l.held != nil && l.held.state.Sealed(report) != 0
}

// firstOption is the first report that has an option of a term, of which there is no
// position as such.
func (f *Fold) firstOption(t Topic) int64 {
	var first int64
	for _, other := range f.topics {
		if r := f.first(other.Topic); other.Key == t.Key && r != 0 && (first == 0 || r < first) {
			first = r
		}
	}
	return first
}

// find is the record of a report as people corrected it, with the case's own terms.
func (h *holding) find(ctx context.Context, report int64) (*parley.Record, error) {
	f, err := h.of.FilingWith(ctx, report, h.asOf, h.state)
	if err != nil {
		return nil, err
	}
	if h.own != nil {
		return h.own.record(f.Record), nil
	}
	return f.Record, nil
}
