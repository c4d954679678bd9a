package clerk

import (
	"context"
	"fmt"
	"path"
	"slices"

	"parley"
	"parley/ledger"
)

// FileTerm files the text of a file of a term that the case has of its own, in place of
// the one of the same name. What is there already is not filed again: its entry is
// the one that is there.
func (f *Filer) FileTerm(ctx context.Context, name, text, reason string) (ledger.Entry, error) {
	name = path.Base(name) // folders are nobody else's business
	if f.ParseTerm == nil {
		panic("clerk: a filer of terms that cannot parse them")
	}
	if err := f.ParseTerm(name, []byte(text)); err != nil {
		return ledger.Entry{}, fmt.Errorf("filing a term: %w", err)
	}
	state, err := f.Case.State(ctx, 0)
	if err != nil {
		return ledger.Entry{}, err
	}
	if there, is := termFile(state, name); is && there.Text == text {
		return there.Entry, nil
	}
	return f.Decide(ctx, ledger.KindTerm, ledger.Address{}, ledger.Decision{Name: name, Text: text, Reason: reason})
}

func termFile(state *ledger.State, name string) (ledger.Judgement, bool) {
	all := state.TermFiles()
	i := slices.IndexFunc(all, func(j ledger.Judgement) bool { return j.Name == name })
	if i < 0 {
		return ledger.Judgement{}, false
	}
	return all[i], true
}

// RemoveTerm takes a term's file out of the case: it undoes each filing of the name that
// holds, the last first.
func (f *Filer) RemoveTerm(ctx context.Context, name, reason string) ([]ledger.Entry, error) {
	var undone []ledger.Entry
	for {
		state, err := f.Case.State(ctx, 0)
		if err != nil {
			return undone, err
		}
		there, is := termFile(state, name)
		switch {
		case is:
		case len(undone) == 0:
			return nil, fmt.Errorf("the case has no term's file %q: %w", name, parley.ErrNotFound)
		default:
			return undone, nil
		}
		e, err := f.Undo(ctx, there.Seq, reason)
		if err != nil {
			return undone, err
		}
		undone = append(undone, e)
	}
}
