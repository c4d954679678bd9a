package clerk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"parley"
	"parley/internal/anchor"
	"parley/ledger"
)

// A Change is a passage that differs between two versions, cut into edits.
type (
	Change = anchor.Change
	Edit   = anchor.Edit
)

// What an edit does.
const (
	EditKept     = anchor.EditKept
	EditDeleted  = anchor.EditDeleted
	EditInserted = anchor.EditInserted
)

// Versions lists the entries of all versions of a report, the oldest first, of
// which the report with that entry is one.
func Versions(ctx context.Context, c *ledger.Case, report int64) ([]ledger.Entry, error) {
	if e, err := c.Entry(ctx, report); err != nil || e.Kind != ledger.KindReport {
		return nil, fmt.Errorf("there is no report %d: %w", report, parley.ErrNotFound)
	}
	first := map[int64]int64{} // by report, for those that have a version before
	var all []ledger.Entry
	rootOf := func(seq int64) int64 {
		if root, is := first[seq]; is {
			return root
		}
		return seq
	}
	for e, err := range c.Entries(ctx, 0, ledger.KindReport) {
		if err != nil {
			return nil, err
		}
		if e.Supersedes != 0 {
			first[e.Seq] = rootOf(e.Supersedes)
		}
		all = append(all, e)
	}
	root := rootOf(report)
	return slices.DeleteFunc(all, func(e ledger.Entry) bool { return rootOf(e.Seq) != root }), nil
}

// Unpurged lists the versions of a report whose words are still in the case, but for
// that report itself.
func Unpurged(ctx context.Context, c *ledger.Case, report int64) ([]ledger.Entry, error) {
	versions, err := Versions(ctx, c, report)
	if err != nil {
		return nil, err
	}
	state, err := c.State(ctx, 0)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(versions, func(e ledger.Entry) bool { return e.Seq == report || state.Purged(e.Seq) != 0 }), nil
}

// A Comparison is what changed from one report to another, mostly from a version
// to the next.
type Comparison struct {
	Old, New *ledger.Filing
	Changes  []Change
	Lost     []LostLine         // statements of the old one whose words the new one has not
	Found    []parley.Statement // statements of the new one that the old one has not
	Left     []Lost             // decisions on the old one that hold of no line of the new one
}

// A LostLine is a statement whose words are gone, wholly or in part.
type LostLine struct {
	*parley.Statement
	Words []string // that are gone
}

// Compare says what changed from one report of a case to another.
func Compare(ctx context.Context, c *ledger.Case, old, new int64) (*Comparison, error) {
	x := &Comparison{}
	for _, f := range []struct {
		report int64
		to     **ledger.Filing
	}{{old, &x.Old}, {new, &x.New}} {
		filing, err := c.Filing(ctx, f.report, 0)
		if errors.Is(err, ledger.ErrRemoved) {
			return nil, fmt.Errorf("the words of report %d were purged: %w", f.report, parley.ErrNotFound)
		}
		if err != nil {
			return nil, err
		}
		*f.to = filing
	}
	words := anchor.New(x.Old.Record.Report.Text, x.New.Record.Report.Text)
	x.Changes = slices.DeleteFunc(words.Changes(), Change.IsSpace)
	for i := range x.Old.Record.Statements {
		s := &x.Old.Record.Statements[i]
		if _, lost := words.Carry(slices.Concat(s.Source, s.Cue, s.Content)); len(lost) > 0 {
			x.Lost = append(x.Lost, LostLine{s, quotes(&x.Old.Record.Report, lost)})
		}
	}
	pairs, _ := words.Match(x.Old.Record.Statements, x.New.Record.Statements)
	paired := map[string]bool{}
	for _, p := range pairs {
		paired[p.New] = true
	}
	for _, s := range x.New.Record.Statements {
		if !paired[s.ID] {
			x.Found = append(x.Found, s)
		}
	}
	x.left()
	return x, nil
}

func quotes(of *parley.Report, spans []parley.Span) []string {
	var all []string
	for _, s := range spans {
		all = append(all, of.Quote(s))
	}
	return all
}

// left lists the decisions that were not carried over.
func (x *Comparison) left() {
	carried := map[int64]bool{}
	for _, j := range x.New.State.Standing(x.New.Reading.Seq) {
		carried[j.Carried] = true
	}
	for _, j := range x.Old.State.Standing(x.Old.Reading.Seq) {
		if !carried[j.Seq] {
			x.Left = append(x.Left, Lost{j, wordsOf(x.Old.Record, j.Of.Line)})
		}
	}
}
