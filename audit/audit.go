// Package audit goes backward: from a case to what in it does not hold. It
// trusts nothing that is derived. The log's hash is computed from its entries,
// each body is held against its entry, every line of every record against the
// report's words, and what the index has against what the record gives.
//
// A damaged case is not the end of an audit: [Run] goes on behind what it cannot
// read, and says of each thing what it found and what it expected. [Reindex] makes
// anew what is derived.
package audit

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"parley"
	"parley/ledger"
)

// Options say what else to hold a case against; the zero Options ask for
// nothing more than the case itself.
type Options struct {
	// Against is a checkpoint that was signed over the log at some time.
	Against *ledger.Checkpoint

	// Reread reads the report of a filed record anew by the same weights; it returns
	// nil where they are not at hand.
	Reread func(ctx context.Context, filed *parley.Record) (*parley.Record, error)

	// Tally, where it is not nil, is what was looked at; it is complete when Run has
	// ended.
	Tally *Tally
}

// A Tally counts what an audit has looked at.
type Tally struct {
	Entries int `json:"entries"`
	Reports int `json:"reports"`
	Lines   int `json:"lines"`  // of all readings, entities aside
	Purged  int `json:"purged"` // reports whose words a purge removed
	Unkept  int `json:"unkept"` // reports without the bytes that they were read from, which are not their text
	Reread  int `json:"reread"` // readings that were made anew
	Unread  int `json:"unread"` // those that could not be, as their weights are not at hand
}

// ErrPurged says that a report was purged while the audit ran, so that what it
// found of that report may be the purge. It is a [parley.ErrConflict].
var ErrPurged = fmt.Errorf("a report was purged meanwhile: %w", parley.ErrConflict)

// Run yields what of the case does not hold, in the order of the log as far as it
// has one. A case that holds yields nothing. It ends with an error only where ctx
// does, or [ErrPurged]. Others may file in the case meanwhile; what they file is
// left to the next audit.
func Run(ctx context.Context, of *ledger.Case, o Options) iter.Seq2[Finding, error] {
	return func(yield func(Finding, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		a := newAuditor(ctx, of, o, func(f Finding) bool { return yield(f, nil) })
		err := a.run()
		cancel()
		if a.texts != nil {
			<-a.texts.done
		}
		if err != nil && !errors.Is(err, errEnough) {
			yield(Finding{}, err)
		}
	}
}

// errEnough says that whoever asked wants no more findings.
var errEnough = errors.New("enough")

// An auditor is one run.
type auditor struct {
	*replay
	Options
	enough bool
	given  bool // a finding is with whoever asked: a panic now is theirs

	size  int64 // of the log, when the run began; -1 where the head does not say
	log   log
	kept  *pulled[ledger.Kept]
	keys  int // under which the entry in hand is kept from being filed again
	index index
	names names
	texts *texts
	slots slots
}

func newAuditor(ctx context.Context, of *ledger.Case, o Options, yield func(Finding) bool) *auditor {
	if o.Tally == nil {
		o.Tally = new(Tally)
	}
	*o.Tally = Tally{}
	a := &auditor{Options: o, size: -1, index: newIndex(), names: newNames(), slots: newSlots()}
	a.replay = newReplay(ctx, of, func(f Finding) {
		if a.enough || ctx.Err() != nil {
			return
		}
		a.given = true
		a.enough = !yield(f)
		a.given = false
	})
	return a
}

// broke makes a panic of parley's own a finding. It is deferred.
func (a *auditor) broke(f Finding) {
	if a.given {
		return
	}
	if p := recover(); p != nil {
		a.broken(f.Entry)
		f.Found = fmt.Sprintf("parley broke on it: %v", p)
		a.found(f)
	}
}

// run does everything in one pass of the log.
func (a *auditor) run() error {
	defer a.broke(Finding{Kind: KindStore})
	a.head()
	a.texts = a.readTexts() // behind the head: they must have all that it counts
	for fault, err := range a.of.Check(a.ctx) {
		switch {
		case err != nil:
			a.found(Finding{Kind: KindStore, Found: "the store could not be checked: " + why(err)})
		default:
			a.found(Finding{Kind: KindStore, Found: fault})
		}
		if err := a.over(); err != nil {
			return err
		}
	}
	a.readPurges()
	a.kept = pull(a.found, "the list of bodies", a.of.Kept(a.ctx))
	a.index.rows = pull(a.found, "the index", a.of.Versions(a.ctx))
	defer a.kept.stop()
	defer a.index.rows.stop()
	for e, next := range fetch(a.ctx, a.of.Store, a.entries) {
		a.entry(e, next)
		if err := a.over(); err != nil {
			return err
		}
	}
	for _, end := range []func(){a.endLog, a.endKept, a.endIndex, a.endSlots, a.endTexts, a.register} {
		end()
		if err := a.over(); err != nil {
			return err
		}
	}
	return a.purgedMeanwhile()
}

// over is why the run ends now; nil where it goes on.
func (a *auditor) over() error {
	if a.enough {
		return errEnough
	}
	return a.ctx.Err()
}

// entry holds one entry and all that hangs on it. One that breaks parley must not
// end the audit of the others.
func (a *auditor) entry(f, next *fetched) {
	e := f.Entry
	defer a.broke(Finding{Kind: KindEntry, Entry: e.Seq})
	a.Tally.Entries++
	a.holdEntry(e)
	a.holdKept(e)
	a.take(f)
	a.holdTaken(e)
	a.holdIndex(e.Seq, a.events(f, next))
}

// purgedMeanwhile tells whether bodies may have gone while they were looked at.
func (a *auditor) purgedMeanwhile() error {
	if a.size < 0 {
		return nil
	}
	for e, err := range a.of.Entries(a.ctx, a.size, ledger.KindPurge) {
		if err == nil && !a.purges[e.Seq] {
			return fmt.Errorf("entry %d: %w", e.Seq, ErrPurged)
		}
	}
	return nil
}
