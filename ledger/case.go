package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"parley"
)

// A Case is a store with what it takes to understand what is in it: the fold of
// the decisions, and records with people's corrections. It may be used from any
// goroutine, and sees what others file.
type Case struct {
	Store
	Key Keyer

	mu    sync.Mutex
	now   *State // the fold up to the entry upTo; copied by whoever adds to it
	upTo  int64
	saved []decided

	recent recent // readings that were decoded, and are no longer than the words in them
}

// NewCase is the case in a store, whose entities are known by key.
func NewCase(store Store, key Keyer) *Case { return &Case{Store: store, Key: key} }

// State is the fold of the decisions up to the entry asOf; 0 is the last. Seals
// are the exception: those that hold now are in it.
func (c *Case) State(ctx context.Context, asOf int64) (*State, error) {
	decisions, err := c.decisions(ctx)
	if err != nil {
		return nil, err
	}
	now, err := c.folded(decisions)
	if err != nil || asOf == 0 {
		return now, err
	}
	n := len(decisions)
	for n > 0 && decisions[n-1].Seq > asOf {
		n--
	}
	if n == len(decisions) {
		return now, nil
	}
	then, err := fold(decisions[:n])
	if err == nil {
		then.later = now.sealed
	}
	return then, err
}

// folded is the fold of all decisions, which is kept.
func (c *Case) folded(decisions []decided) (*State, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now != nil && len(c.now.decisions) == len(decisions) {
		return c.now, nil
	}
	var err error
	c.now, err = fold(decisions)
	return c.now, err
}

func fold(decisions []decided) (*State, error) {
	s := NewState()
	s.many = true
	for _, d := range decisions {
		if err := s.Apply(d.Entry, d.Decision); err != nil {
			return nil, fmt.Errorf("entry %d: %w", d.Seq, err)
		}
	}
	s.many = false
	s.fold()
	return s, nil
}

// decisions are those of the whole log; those that were read before are not
// read again.
func (c *Case) decisions(ctx context.Context) ([]decided, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for e, err := range c.Entries(ctx, c.upTo, decisionKinds...) {
		if err != nil {
			return nil, err
		}
		d := Removed()
		body, err := c.Body(ctx, e.Seq)
		if err == nil {
			d, err = DecodeDecision(e, body)
		}
		if err != nil && !errors.Is(err, ErrRemoved) {
			return nil, err
		}
		if e.Kind == KindPurge { // what was purged is held nowhere
			c.recent.clear()
			c.saved = without(c.saved, d.Entries)
		}
		c.saved, c.upTo = append(c.saved, decided{e, d}), e.Seq
	}
	return c.saved, nil
}

// without is a list of decisions in which nothing is left of those entries.
func without(decisions []decided, removed []int64) []decided {
	decisions = slices.Clone(decisions)
	for i, d := range decisions {
		if slices.Contains(removed, d.Seq) {
			decisions[i].Decision = Removed()
		}
	}
	return decisions
}

var decisionKinds = func() (kinds []Kind) {
	for _, k := range Kinds {
		if k.IsDecision() {
			kinds = append(kinds, k)
		}
	}
	return kinds
}()

// Report is the report with that entry. One that was purged is [ErrRemoved].
func (c *Case) Report(ctx context.Context, report int64) (*parley.Report, error) {
	e, err := c.Entry(ctx, report)
	if errors.Is(err, parley.ErrNotFound) {
		return nil, fmt.Errorf("there is no report %d: %w", report, parley.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	if e.Kind != KindReport {
		return nil, fmt.Errorf("entry %d is a %s, not a report: %w", report, e.Kind, parley.ErrNotFound)
	}
	body, err := c.Body(ctx, report)
	if err != nil {
		return nil, err
	}
	return DecodeReport(report, body)
}

// Newer is the newest version of a report that was filed after it; 0 where it is
// the newest itself. The index has only newest versions.
func (c *Case) Newer(ctx context.Context, seq int64, report *parley.Report) (int64, error) {
	slot := SlotOf(report)
	if slot == "" {
		return 0, nil
	}
	newest, err := c.Once(ctx, slot)
	for version := newest; err == nil && version > seq; {
		var e Entry
		e, err = c.Entry(ctx, version)
		if version = e.Supersedes; version == seq {
			return newest, nil
		}
	}
	return 0, err
}

// A Filing is a report's record as it stands: which reading gave it, and what
// people made of it.
type Filing struct {
	Report  Entry          // its entry
	Reading Entry          // the entry of the reading; zero where nothing was read
	Machine *parley.Record // as read
	Record  *parley.Record // with people's corrections in it
	State   *State         // what people decided, as of the same entry
}

// Status is what people decided of a line.
func (f *Filing) Status(line string) Status { return f.State.Status(f.Reading.Seq, line) }

// Address is the address of a line of the report; of "", the report's.
func (f *Filing) Address(line string) Address { return Address{f.Report.Seq, line} }

// Filing is a report's record as of the entry asOf; 0 is now.
func (c *Case) Filing(ctx context.Context, report, asOf int64) (*Filing, error) {
	state, err := c.State(ctx, asOf)
	if err != nil {
		return nil, err
	}
	return c.FilingWith(ctx, report, asOf, state)
}

// FilingWith is a report's record as of the entry asOf, with what state decides.
func (c *Case) FilingWith(ctx context.Context, report, asOf int64, state *State) (*Filing, error) {
	seq, err := c.Reading(ctx, report, asOf)
	if err != nil {
		return nil, err
	}
	read, known, cleared := c.recent.get(seq)
	if !known {
		if read, err = c.read(ctx, report, seq); err != nil {
			return nil, err
		}
		if seq != 0 {
			c.recent.put(seq, read, cleared)
		}
	}
	if asOf != 0 && asOf < report {
		return nil, fmt.Errorf("report %d was filed after entry %d: %w", report, asOf, parley.ErrNotFound)
	}
	return &Filing{State: state, Report: read.report, Reading: read.reading, Machine: read.record, Record: state.Record(seq, read.record)}, nil
}

// read decodes a report with the reading of that entry; 0 for none.
func (c *Case) read(ctx context.Context, report, seq int64) (reading, error) {
	var r reading
	text, err := c.Report(ctx, report)
	if err != nil {
		return r, err
	}
	r.record = &parley.Record{Report: *text}
	if r.report, err = c.Entry(ctx, report); err != nil || seq == 0 {
		return r, err
	}
	if r.reading, err = c.Entry(ctx, seq); err != nil {
		return r, err
	}
	body, err := c.Body(ctx, seq)
	if err != nil {
		return r, err
	}
	r.record, err = DecodeReading(seq, body, text)
	return r, err
}

// Index is what the index shall have of a filing.
func (c *Case) Index(f *Filing) *Index {
	return IndexRecord(f.Report.Seq, f.Reading.Seq, f.Record, f.State, c.Key)
}

// Origin is the name of the case's log: parley/ and half the digest of its
// first leaf, which names the case, who began it and when.
func (c *Case) Origin(ctx context.Context) (string, error) {
	first, err := c.Entry(ctx, 1)
	if err != nil {
		return "", fmt.Errorf("naming the log: %w", err)
	}
	return LogPrefix + DigestOf(first.Leaf()).String()[:32], nil
}
