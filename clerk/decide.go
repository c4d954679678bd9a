package clerk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"parley"
	"parley/ledger"
)

// Decide files what the person decides: of a line, a report, an entity or the
// case, as the kind has it. A correction of a report adds a line to it, whose id is then
// in the entry. A decision that cannot hold, such as the undo of one
// that was undone, is an error and is not filed.
func (f *Filer) Decide(ctx context.Context, kind ledger.Kind, of ledger.Address, d ledger.Decision) (ledger.Entry, error) {
	return f.decide(ctx, kind, of, 0, d, nil)
}

// Undo files that an entry holds no more. Undoing an undo brings back what it
// took.
func (f *Filer) Undo(ctx context.Context, entry int64, reason string) (ledger.Entry, error) {
	e, err := f.Case.Entry(ctx, entry)
	if err != nil {
		return ledger.Entry{}, err
	}
	if !e.Kind.IsDecision() {
		return ledger.Entry{}, fmt.Errorf("entry %d is a %s, and only what a person decided can be undone: %w", entry, e.Kind, parley.ErrInvalid)
	}
	return f.decide(ctx, ledger.KindUndo, e.Of, entry, ledger.Decision{Reason: reason}, nil)
}

// Seal files for each version of a report that its source must not be shown. What is
// sealed already is not sealed again.
func (f *Filer) Seal(ctx context.Context, report int64, reason string) ([]ledger.Entry, error) {
	versions, err := Versions(ctx, f.Case, report)
	if err != nil {
		return nil, err
	}
	var all []ledger.Entry
	for _, v := range versions {
		state, err := f.Case.State(ctx, 0)
		if err == nil && state.Sealed(v.Seq) != 0 {
			continue
		}
		e, err := f.Decide(ctx, ledger.KindSeal, ledger.Address{Report: v.Seq}, ledger.Decision{Reason: reason})
		if err != nil {
			return all, err
		}
		all = append(all, e)
	}
	return all, nil
}

// Purge removes the words of a report and of all that was read in it and decided
// of it. What stays is that it was there: the digests, by whom, and why it went.
func (f *Filer) Purge(ctx context.Context, report int64, reason string) (ledger.Entry, error) {
	return f.decide(ctx, ledger.KindPurge, ledger.Address{Report: report}, 0, ledger.Decision{Reason: reason}, nil)
}

// wordsOfReport are the entries that have words of a report.
func (f *Filer) wordsOfReport(ctx context.Context, report int64) ([]int64, error) {
	var all []int64
	for e, err := range f.Case.Entries(ctx, 0) {
		if err != nil {
			return nil, err
		}
		if e.Seq == report && e.Kind != ledger.KindReport {
			return nil, fmt.Errorf("entry %d is a %s, not a report: %w", report, e.Kind, parley.ErrNotFound)
		}
		if e.Seq == report || e.Of.Report == report && e.Kind != ledger.KindPurge && e.Kind != ledger.KindSeal {
			all = append(all, e.Seq)
		}
	}
	if len(all) == 0 || all[0] != report {
		return nil, fmt.Errorf("there is no report %d: %w", report, parley.ErrNotFound)
	}
	return all, nil
}

func (f *Filer) decide(ctx context.Context, kind ledger.Kind, of ledger.Address, supersedes int64, d ledger.Decision, raw []byte) (ledger.Entry, error) {
	return retry(ctx, func() (ledger.Entry, error) { return f.tryDecide(ctx, kind, of, supersedes, d, raw) })
}

// retry tries until nobody files anything between the look and the filing.
func retry[T any](ctx context.Context, try func() (T, error)) (T, error) {
	for {
		result, err := try()
		if !errors.Is(err, ledger.ErrMoved) || ctx.Err() != nil {
			return result, err
		}
	}
}

func (f *Filer) tryDecide(ctx context.Context, kind ledger.Kind, of ledger.Address, supersedes int64, d ledger.Decision, raw []byte) (ledger.Entry, error) {
	head, err := f.Case.Head(ctx)
	if err != nil {
		return ledger.Entry{}, err
	}
	state, err := f.Case.State(ctx, head.Size)
	if err != nil {
		return ledger.Entry{}, err
	}
	if of.Line == "" && of.Report != 0 && kind != ledger.KindUndo && kind != ledger.KindPurge {
		if _, err := f.Case.Report(ctx, of.Report); err != nil && !errors.Is(err, ledger.ErrRemoved) {
			return ledger.Entry{}, err
		}
	}
	if kind == ledger.KindCorrect && of.Line == "" && of.Report != 0 {
		if of.Line, err = f.newLine(ctx, of.Report, &d, state); err != nil {
			return ledger.Entry{}, err
		}
	}
	if of.Line != "" && kind != ledger.KindUndo {
		if err := f.sawLast(ctx, kind, of, &d, state, head.Size); err != nil {
			return ledger.Entry{}, err
		}
		if err := f.holdLine(ctx, of, &d, state); err != nil {
			return ledger.Entry{}, err
		}
	}
	if kind == ledger.KindMerge || kind == ledger.KindSplit {
		if err := f.sawWho(&d, state); err != nil {
			return ledger.Entry{}, err
		}
	}
	if kind == ledger.KindPurge { // after the head was looked at, so that nothing that is filed meanwhile is left
		if d.Entries, err = f.wordsOfReport(ctx, of.Report); err != nil {
			return ledger.Entry{}, err
		}
	}
	e := ledger.Entry{Seq: head.Size + 1, Kind: kind, Author: ledger.Person(f.By), Of: of, Supersedes: supersedes}
	if err := d.Verify(kind, of); err != nil {
		return ledger.Entry{}, err
	}
	if err := e.Verify(); err != nil {
		return ledger.Entry{}, err
	}
	after, err := state.With(e, &d)
	if err != nil {
		return ledger.Entry{}, err
	}
	body, err := d.Encode()
	if err != nil {
		return ledger.Entry{}, err
	}
	draft := ledger.Draft{Kind: kind, Author: e.Author, Of: of, Supersedes: supersedes, Body: body, At: e.Seq, Raw: raw}
	if kind == ledger.KindPurge {
		draft.Drop = d.Entries
	}
	for _, report := range state.Affects(e, &d) {
		filing, err := f.Case.FilingWith(ctx, report, head.Size, after)
		if errors.Is(err, ledger.ErrRemoved) {
			continue // the index has nothing of it
		}
		if err != nil {
			return ledger.Entry{}, err
		}
		newer, err := f.Case.Newer(ctx, report, &filing.Record.Report)
		if err != nil {
			return ledger.Entry{}, err
		}
		if newer == 0 {
			draft.Index = append(draft.Index, ledger.Indexed{Report: report, Index: f.Case.Index(filing)})
		}
	}
	filed, err := f.Case.Append(ctx, f.Now(), []ledger.Draft{draft})
	if err != nil {
		return ledger.Entry{}, err
	}
	if kind == ledger.KindMerge || kind == ledger.KindSplit {
		f.own = append(f.own, filed[0].Seq)
	}
	return filed[0].Entry, nil
}

// sawWho holds a merge or split against what the person has seen of who is who.
func (f *Filer) sawWho(d *ledger.Decision, state *ledger.State) error {
	if f.Seen == 0 {
		return nil
	}
	for _, j := range state.WhoSince(f.Seen, d.Keys...) {
		if !slices.Contains(f.own, j.Seq) {
			return fmt.Errorf("%s has decided who that is in entry %d, since this was seen: %w", j.Author.Name, j.Seq, parley.ErrConflict)
		}
	}
	return nil
}

// sawLast holds a decision on a line against what the person has seen of it: they
// have seen the last that was decided, and the reading that it is of.
func (f *Filer) sawLast(ctx context.Context, kind ledger.Kind, of ledger.Address, d *ledger.Decision, state *ledger.State, head int64) error {
	if f.Seen == 0 || kind == ledger.KindNote {
		return nil
	}
	for _, j := range state.Of(of) {
		if j.Seq > f.Seen && j.Kind != ledger.KindNote {
			return fmt.Errorf("%s has decided of %v in entry %d, since this was seen: %w", j.Author.Name, of, j.Seq, parley.ErrConflict)
		}
	}
	if d.Reading == 0 {
		reading, err := f.Case.Reading(ctx, of.Report, min(f.Seen, head))
		if err != nil && !errors.Is(err, parley.ErrNotFound) {
			return err
		}
		d.Reading = reading // 0 where the report was not there yet
	}
	return nil
}

// holdLine holds a decision on a line against the record as it stands, and notes
// which reading it is of. One that says so already must be of the last.
func (f *Filer) holdLine(ctx context.Context, of ledger.Address, d *ledger.Decision, state *ledger.State) error {
	filing, err := f.Case.FilingWith(ctx, of.Report, 0, state)
	if err != nil {
		return err
	}
	if d.Reading != 0 && d.Reading != filing.Reading.Seq {
		return fmt.Errorf("report %d was read again since, so that line %s may be another: %w", of.Report, of.Line, parley.ErrConflict)
	}
	d.Reading = filing.Reading.Seq
	answerFor(d)
	own(d, filing.Machine, state)
	lines := d.Lines()
	if len(lines) == 0 {
		if !ledger.HasLine(filing.Record, of.Line) {
			return fmt.Errorf("report %d has no line %s: %w", of.Report, of.Line, parley.ErrNotFound)
		}
		return nil
	}
	if slices.ContainsFunc(lines, func(id string) bool { return id != of.Line }) {
		return fmt.Errorf("a correction of line %s is of another line: %w", of.Line, parley.ErrInvalid)
	}
	if err := CheckCorrection(d); err != nil {
		return err
	}
	corrected, err := state.With(ledger.Entry{Seq: 1 << 62, Kind: ledger.KindCorrect, Of: of}, d)
	if err != nil {
		return err
	}
	record := corrected.Record(d.Reading, filing.Machine)
	return errors.Join(ledger.VerifyLines(record), record.Verify())
}

// byPerson is the reason of what a correction changed.
const byPerson = "a person says so"

// answerFor makes the person the reason of each field that a correction changes,
// in place of the rule by which the machine had it.
func answerFor(d *ledger.Decision) {
	switch {
	case d.Statement != nil:
		s := *d.Statement
		s.Reasons = answered(s.Reasons, d.Fields)
		d.Statement = &s
	case d.Entity != nil:
		e := *d.Entity
		e.Reasons = answered(e.Reasons, d.Fields)
		d.Entity = &e
	case d.Position != nil:
		p := *d.Position
		p.Reasons = answered(p.Reasons, d.Fields)
		d.Position = &p
	case d.Proposal != nil:
		p := *d.Proposal
		p.Reasons = answered(p.Reasons, d.Fields)
		d.Proposal = &p
	case d.Contact != nil:
		c := *d.Contact
		c.Reasons = answered(c.Reasons, d.Fields)
		d.Contact = &c
	}
}

func answered(reasons []parley.Reason, fields []string) []parley.Reason {
	out := slices.DeleteFunc(slices.Clone(reasons), func(r parley.Reason) bool { return slices.Contains(fields, r.Field) })
	for _, f := range fields {
		out = append(out, parley.Reason{Field: f, Rule: byPerson})
	}
	return out
}
