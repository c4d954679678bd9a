package search

import (
	"context"
	"errors"
	"slices"

	"parley"
	"parley/ledger"
)

// An Exhibit is a recording or paper that was filed, with where the reports of the
// case speak of it.
type Exhibit struct {
	ledger.Judgement
	Shown []ShownIn // the newest report first
}

// ShownIn is an exhibit of a report that may be one that was filed.
type ShownIn struct {
	*ledger.Filing
	Exhibit   *parley.Exhibit
	Why       []string // what the two have in common, in words
	Reactions []parley.Response
}

// mostShown bounds the reports that are looked through for exhibits.
const mostShown = 2000

// Exhibits lists what was filed, in order, each with the exhibits of the newest
// reports that may be it: of a like kind, and of the same day or with one of the
// same people, where neither the days nor the people of both speak against it.
func Exhibits(ctx context.Context, c *ledger.Case) (filed []Exhibit, more bool, err error) {
	state, err := c.State(ctx, 0)
	if err != nil {
		return nil, false, err
	}
	for _, j := range state.Of(ledger.Address{}) {
		if j.Kind == ledger.KindExhibit && j.UndoneBy == 0 {
			filed = append(filed, Exhibit{Judgement: j})
		}
	}
	if len(filed) == 0 {
		return nil, false, nil
	}
	looked := 0
	for report, err := range c.Reports(ctx, ledger.Query{}) {
		if err != nil {
			return nil, false, err
		}
		if looked++; looked > mostShown {
			return filed, true, nil
		}
		f, err := c.FilingWith(ctx, report, 0, state)
		if errors.Is(err, ledger.ErrRemoved) {
			continue
		}
		if err != nil {
			return nil, false, err
		}
		for i := range filed {
			filed[i].look(f)
		}
	}
	return filed, false, nil
}

// look adds what a report has of an exhibit.
func (x *Exhibit) look(f *ledger.Filing) {
	for i := range f.Record.Exhibits {
		shown := &f.Record.Exhibits[i]
		why, ok := MayBe(x.Decision, f.Record, shown)
		if !ok || f.Status(shown.ID) == ledger.StatusRejected {
			continue
		}
		in := ShownIn{Filing: f, Exhibit: shown, Why: why}
		for _, r := range f.Record.Responses {
			if r.To.Exhibit == shown.ID {
				in.Reactions = append(in.Reactions, r)
			}
		}
		x.Shown = append(x.Shown, in)
	}
}

// likeKinds are kinds of exhibits that one thing may be called by.
var likeKinds = [][]parley.ExhibitKind{
	{parley.ExhibitRecording, parley.ExhibitTranscript, parley.ExhibitVideo},
	{parley.ExhibitPhoto, parley.ExhibitPost, parley.ExhibitVideo},
	{parley.ExhibitDocument, parley.ExhibitPost, parley.ExhibitTranscript},
}

// MayBe says why an exhibit that a report shows may be the one that a decision files:
// see [Exhibits].
func MayBe(x *ledger.Decision, r *parley.Record, shown *parley.Exhibit) (why []string, ok bool) {
	like := x.Exhibit == shown.Kind || slices.ContainsFunc(likeKinds, func(kinds []parley.ExhibitKind) bool {
		return slices.Contains(kinds, x.Exhibit) && slices.Contains(kinds, shown.Kind)
	})
	if !like {
		return nil, false
	}
	first, last, dated := parley.Days(x.Date)
	from, to, shownDated := parley.Days(shown.Date.EDTF)
	if dated && shownDated {
		if last < from || to < first {
			return nil, false
		}
		why = append(why, "of "+shown.Date.EDTF)
	}
	var with []string
	for _, id := range shown.Participants {
		if name := nameOf(r, id); name != "" && slices.ContainsFunc(x.Participants, func(p string) bool { return calledAlike(p, name) }) {
			with = append(with, name)
		}
	}
	if len(with) == 0 && len(shown.Participants) > 0 && len(x.Participants) > 0 {
		return nil, false
	}
	for _, name := range with {
		why = append(why, "with "+name)
	}
	return why, len(why) > 0
}

// calledAlike reports whether all words of one name are in the other: Witkoff,
// Steve Witkoff.
func calledAlike(a, b string) bool {
	short, long := ledger.Words(a), ledger.Words(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	return len(short) > 0 && !slices.ContainsFunc(short, func(w string) bool { return !slices.Contains(long, w) })
}
