// Package search answers questions to a case: which statements and reports have
// certain words, who said something to whom about what and when, who somebody is
// in all reports, and what a line rests on. Every answer has the filing that it
// was found in, so that its words can be shown. What people decided counts: a
// corrected speaker is found under the right name, a merged name under each.
package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley"
	"parley/ledger"
)

// A Question is what people ask of a case; each field that is set narrows it. It
// is kept in a case as JSON.
type Question struct {
	Text    string               `json:"text,omitzero"`  // words of the statement, as [ledger.ParseMatch] reads them
	By      []string             `json:"by,omitzero"`    // names, any of them
	To      []string             `json:"to,omitzero"`    // likewise
	About   []string             `json:"about,omitzero"` // words or names that the content has, all of them
	Terms   []string             `json:"terms,omitzero"` // keys of terms or issues: what a position on one of them rests on
	Acts    []parley.Act         `json:"acts,omitzero"`
	Certain []parley.Certainty   `json:"certainty,omitzero"`
	Classes []parley.SourceClass `json:"classes,omitzero"`
	Status  []ledger.Status      `json:"status,omitzero"` // none stands for all but rejected
	Negated bool                 `json:"negated,omitzero"`
	Report  int64                `json:"report,omitzero"`
	Since   string               `json:"since,omitzero"`    // EDTF: said on or after its first day
	Until   string               `json:"until,omitzero"`    // EDTF: said on or before its last day
	HeldAt  string               `json:"held_at,omitzero"`  // EDTF: said by then, whatever was said since
	KnownAt string               `json:"known_at,omitzero"` // as the case was then: a day, a time, or # and the number of an entry
	Oldest  bool                 `json:"oldest,omitzero"`
}

// A Hit is a statement that a question asks for.
type Hit struct {
	*ledger.Filing
	Statement *parley.Statement
	Line      ledger.Line
}

// An Answer is what a question finds, and how its names were understood.
type Answer struct {
	Names []Understood // for each name of By, To and About
	Hits  iter.Seq2[Hit, error]
	asked *asked
}

// Understood is who a name of a question stands for.
type Understood struct {
	Field, Name string // "by", as it was asked
	Entities    []ledger.Name
}

// Ask puts a question to a case. A name that nobody in the case has is a
// [parley.ErrNotFound].
func Ask(ctx context.Context, c *ledger.Case, q Question) (*Answer, error) {
	asked, err := prepare(ctx, c, q)
	if err != nil {
		return nil, err
	}
	return &Answer{Names: asked.names, Hits: asked.hits(ctx), asked: asked}, nil
}

// An asked question is one whose names and dates are understood.
type asked struct {
	ledger.Query
	of     *ledger.Case
	state  *ledger.State
	names  []Understood
	topics []ledger.Topic
	terms  []string
}

func prepare(ctx context.Context, c *ledger.Case, q Question) (*asked, error) {
	a := &asked{of: c}
	var err error
	if a.AsOf, err = AsOf(ctx, c, q.KnownAt); err != nil {
		return nil, err
	}
	if a.state, err = c.State(ctx, a.AsOf); err != nil {
		return nil, err
	}
	if a.Words, err = ledger.ParseMatch(q.Text); err != nil {
		return nil, err
	}
	a.Acts, a.Certain, a.Classes, a.Status = q.Acts, q.Certain, q.Classes, q.Status
	a.Negated, a.Report, a.Oldest, a.terms = q.Negated, q.Report, q.Oldest, q.Terms
	if a.Report != 0 {
		if _, err := c.Report(ctx, a.Report); errors.Is(err, parley.ErrNotFound) {
			return nil, err
		}
	}
	if len(a.Status) == 0 {
		a.Status = []ledger.Status{ledger.StatusRead, ledger.StatusAccepted, ledger.StatusCorrected}
	}
	if err := a.when(q); err != nil {
		return nil, err
	}
	if a.By, err = a.entities(ctx, "by", q.By); err != nil {
		return nil, err
	}
	if a.To, err = a.entities(ctx, "to", q.To); err != nil {
		return nil, err
	}
	for _, about := range q.About {
		words := ledger.Words(about)
		if len(words) == 0 {
			return nil, fmt.Errorf("there is no word in “%s”: %w", about, parley.ErrInvalid)
		}
		topic := ledger.Topic{Phrase: ledger.Phrase{Words: words}}
		topic.Named, err = a.entities(ctx, "about", []string{about})
		if err != nil && !errors.Is(err, parley.ErrNotFound) { // words that are no name will do
			return nil, err
		}
		a.topics = append(a.topics, topic)
	}
	a.About = a.topics
	return a, nil
}

func (a *asked) when(q Question) error {
	for _, d := range []struct {
		field, edtf string
		to          **parley.Day
		last        bool
	}{{"since", q.Since, &a.Since, false}, {"until", q.Until, &a.Until, true}, {"held at", q.HeldAt, &a.Until, true}} {
		if d.edtf == "" {
			continue
		}
		first, last, ok := parley.Days(d.edtf)
		if !ok {
			return fmt.Errorf("%s %q is no date such as 2025-11-24, 2025-11 or 2025: %w", d.field, d.edtf, parley.ErrInvalid)
		}
		day := first
		if d.last {
			day = last
		}
		if *d.to == nil || **d.to > day {
			*d.to = &day
		}
	}
	if a.Since != nil && a.Until != nil && *a.Since > *a.Until {
		return fmt.Errorf("nothing is said since %s and until %s: the second is before the first: %w", q.Since, cmp.Or(q.Until, q.HeldAt), parley.ErrInvalid)
	}
	return nil
}

// AsOf is the last entry of a case at a moment: a day or time (as of its end), or
// # and the number of an entry; 0 for "", which is now.
func AsOf(ctx context.Context, c *ledger.Case, when string) (int64, error) {
	if when == "" {
		return 0, nil
	}
	head, err := c.Head(ctx)
	if err != nil {
		return 0, err
	}
	if number, is := strings.CutPrefix(when, "#"); is {
		seq, err := strconv.ParseInt(number, 10, 64)
		if err != nil || seq < 1 || seq > head.Size {
			return 0, fmt.Errorf("there is no entry %s; the last is #%d: %w", when, head.Size, parley.ErrNotFound)
		}
		return seq, nil
	}
	end, err := time.Parse(time.RFC3339, when)
	if err != nil {
		_, last, ok := parley.Days(when)
		if !ok || last == parley.LastDay {
			return 0, fmt.Errorf("%q is no day, no time such as 2025-11-24T09:30:00Z and no entry such as #41: %w", when, parley.ErrInvalid)
		}
		end = time.Unix((int64(last)+1)*24*60*60, 0).Add(-time.Millisecond)
	} else if end.Nanosecond() == 0 {
		end = end.Add(time.Second - time.Millisecond) // of a second all of it, as the log prints seconds
	}
	low, high := int64(0), head.Size // times never run backwards
	for low < high {
		mid := (low + high + 1) / 2
		e, err := c.Entry(ctx, mid)
		if err != nil {
			return 0, err
		}
		if e.Time.After(end) {
			high = mid - 1
		} else {
			low = mid
		}
	}
	if low == 0 {
		return 0, fmt.Errorf("nothing was known in this case by %s: %w", when, parley.ErrNotFound)
	}
	return low, nil
}

// entities are the ids that names stand for, with those that were merged with
// them.
func (a *asked) entities(ctx context.Context, field string, names []string) ([]ledger.EntityID, error) {
	var ids []ledger.EntityID
	for _, name := range names {
		found, err := Named(ctx, a.of, a.state, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", field, err)
		}
		a.names = append(a.names, Understood{field, name, found})
		for _, n := range found {
			for _, key := range a.state.Merged(n.Key) {
				ids = append(ids, ledger.EntityOf(key))
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// Named lists who a name may stand for in a case: those who bear exactly that
// name, or else all whose name has its words, or else all who go by it otherwise;
// who is in the most reports first. Nobody is a [parley.ErrNotFound].
func Named(ctx context.Context, c *ledger.Case, state *ledger.State, name string) ([]ledger.Name, error) {
	words := ledger.Words(name)
	if len(words) == 0 {
		return nil, fmt.Errorf("there is no word in the name “%s”: %w", name, parley.ErrInvalid)
	}
	var exact, named, all []ledger.Name
	for n, err := range c.Names(ctx, words) {
		if err != nil {
			return nil, err
		}
		if n.Reports == 0 && len(state.Merged(n.Key)) == 1 {
			continue // only superseded readings speak of it
		}
		all = append(all, n)
		own := ledger.Words(n.Name)
		if !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(own, w) }) {
			named = append(named, n)
		}
		if len(words) > 1 && slices.Equal(own, words) {
			exact = append(exact, n)
		}
	}
	for _, list := range [][]ledger.Name{exact, named, all} {
		slices.SortStableFunc(list, func(a, b ledger.Name) int { return cmp.Compare(b.Reports, a.Reports) })
	}
	switch {
	case len(all) == 0:
		return nil, fmt.Errorf("nobody in this case is called %q: %w", name, parley.ErrNotFound)
	case len(exact) > 0:
		return exact, nil
	case len(named) > 0:
		return named, nil
	}
	return all, nil
}

func (a *asked) hits(ctx context.Context) iter.Seq2[Hit, error] {
	return func(yield func(Hit, error) bool) {
		var filing *ledger.Filing
		for line, err := range a.lines(ctx) {
			if err == nil && (filing == nil || filing.Report.Seq != line.Of.Report) {
				filing, err = a.of.FilingWith(ctx, line.Of.Report, a.AsOf, a.state)
			}
			if err != nil {
				yield(Hit{}, err)
				return
			}
			hit, ok := a.hit(filing, line)
			if ok && !yield(hit, nil) {
				return
			}
		}
	}
}

func (a *asked) hit(f *ledger.Filing, line ledger.Line) (Hit, bool) {
	s := statement(f.Record, line.Of.Line)
	if s == nil || !a.says(f, s) {
		return Hit{}, false
	}
	return Hit{f, s, line}, true
}

// Lines yields, in the order of Hits, the lines that may be hits as far as the index
// knows. It reads no report, so that it has thousands in the time of a few hits.
// Where the question asks for no words each of them is a hit.
func (a *Answer) Lines(ctx context.Context) iter.Seq2[ledger.Line, error] {
	return a.asked.lines(ctx)
}

// LooksAtWords reports whether a line of Lines may be no hit.
func (a *Answer) LooksAtWords() bool { return len(a.asked.Words) > 0 || len(a.asked.topics) > 0 }

// Hit is a line of Lines as a hit; not ok where its words are others. A report that
// was purged since is [ledger.ErrRemoved].
func (a *Answer) Hit(ctx context.Context, line ledger.Line) (Hit, bool, error) {
	f, err := a.asked.of.FilingWith(ctx, line.Of.Report, a.asked.AsOf, a.asked.state)
	if err != nil {
		return Hit{}, false, err
	}
	hit, ok := a.asked.hit(f, line)
	return hit, ok, nil
}

func statement(r *parley.Record, id string) *parley.Statement {
	for i := range r.Statements {
		if r.Statements[i].ID == id {
			return &r.Statements[i]
		}
	}
	return nil
}

// says looks at the words of a statement themselves.
func (a *asked) says(f *ledger.Filing, s *parley.Statement) bool {
	if len(a.Words) > 0 && !a.Words.In(ledger.Words(f.Record.Report.Quote(parley.Hull(slices.Concat(s.Source, s.Cue, s.Content))))) {
		return false
	}
	for _, topic := range a.topics {
		if !a.isAbout(f, s, topic) {
			return false
		}
	}
	return true
}

// isAbout reports whether a statement's content has the words of a topic or names
// one of its entities, under whatever name.
func (a *asked) isAbout(f *ledger.Filing, s *parley.Statement, topic ledger.Topic) bool {
	var b strings.Builder
	for _, span := range s.Content {
		b.WriteString(f.Record.Report.Quote(span))
		b.WriteString("\n")
	}
	if (ledger.Match{{Any: []ledger.Phrase{topic.Phrase}}}).In(ledger.Words(b.String())) {
		return true
	}
	for i := range f.Record.Entities {
		e := &f.Record.Entities[i]
		if !slices.Contains(topic.Named, ledger.EntityOf(a.state.Key(f.Report.Seq, a.of.Key(e)))) {
			continue
		}
		for _, m := range e.Mentions {
			if parley.Covers(s.Content, m.Span) {
				return true
			}
		}
	}
	return false
}

// Reports yields the reports that have a question's words somewhere, or one of
// its lines; the newest first.
func Reports(ctx context.Context, c *ledger.Case, q Question) (iter.Seq2[*ledger.Filing, error], error) {
	a, err := prepare(ctx, c, q)
	if err != nil {
		return nil, err
	}
	if len(q.Status) == 0 {
		a.Status = nil
	}
	return func(yield func(*ledger.Filing, error) bool) {
		for report, err := range c.Reports(ctx, a.Query) {
			var f *ledger.Filing
			if err == nil {
				f, err = c.FilingWith(ctx, report, a.AsOf, a.state)
			}
			if err == nil && !a.Words.In(ledger.Words(f.Record.Report.Text)) {
				continue
			}
			if !yield(f, err) || err != nil {
				return
			}
		}
	}, nil
}
