package ledger

import (
	"slices"

	"parley"
)

// A Query is a structured question; each field that is set narrows it.
type Query struct {
	Words   Match      // of the report; who asks for a statement's words looks again
	By, To  []EntityID // any of them
	Named   []EntityID // any of them, anywhere in the report
	About   []Topic    // all of them, anywhere in the report; likewise
	Acts    []parley.Act
	Certain []parley.Certainty
	Classes []parley.SourceClass
	Status  []Status
	Negated bool // only what is negated
	Report  int64

	// Said at some time from Since to Until, both included, as far as is known;
	// what has no date at all is left out where either is set.
	Since, Until *parley.Day

	AsOf   int64 // as was known when that entry was filed; 0 for now
	Oldest bool  // the oldest report first; otherwise the newest
}

// A Topic is what a report speaks of: by words in a row, or by naming one of some
// entities. One of the two will do.
type Topic struct {
	Phrase Phrase
	Named  []EntityID
}

// Asks reports whether a line is one that q asks for, its words and who else is
// named in its report aside.
func (q *Query) Asks(l *Line) bool {
	return (len(q.By) == 0 || slices.Contains(q.By, l.Speaker)) &&
		(len(q.To) == 0 || slices.ContainsFunc(l.Addressees, func(id EntityID) bool { return slices.Contains(q.To, id) })) &&
		oneOf(q.Acts, l.Act) && oneOf(q.Certain, l.Certainty) && oneOf(q.Classes, l.Class) && oneOf(q.Status, l.Status) &&
		(!q.Negated || l.Negated) && (q.Report == 0 || q.Report == l.Of.Report) && q.when(l)
}

// OfLines reports whether q asks for anything of lines.
func (q *Query) OfLines() bool {
	return len(q.By)+len(q.To)+len(q.Acts)+len(q.Certain)+len(q.Classes)+len(q.Status) > 0 || q.Negated || q.Since != nil || q.Until != nil
}

func oneOf[T comparable](list []T, value T) bool {
	return len(list) == 0 || slices.Contains(list, value)
}

func (q *Query) when(l *Line) bool {
	if q.Since == nil && q.Until == nil {
		return true
	}
	return l.isDated() && (q.Since == nil || l.Last >= *q.Since) && (q.Until == nil || l.First <= *q.Until)
}

// Facets are what a report must have for one of its lines to be asked for: one
// facet of each list. See [Index.Facets].
func (q *Query) Facets() [][]string {
	var all [][]string
	add := func(list []string) {
		if len(list) > 0 {
			all = append(all, list)
		}
	}
	add(each(q.By, func(id EntityID) string { return facetID('b', id) }))
	add(each(q.To, func(id EntityID) string { return facetID('t', id) }))
	add(each(q.Named, func(id EntityID) string { return facetID('m', id) }))
	add(each(q.Acts, func(a parley.Act) string { return facet('a', a) }))
	add(each(q.Certain, func(c parley.Certainty) string { return facet('c', c) }))
	add(each(q.Classes, func(c parley.SourceClass) string { return facet('k', c) }))
	add(each(q.Status, func(s Status) string { return facet('s', s) }))
	if q.Negated {
		add([]string{"n"})
	}
	add(q.times())
	return all
}

func each[T any](list []T, word func(T) string) []string {
	var all []string
	for _, v := range list {
		all = append(all, word(v))
	}
	return all
}

// Facets are those of the entities of a topic. See [Index.Facets].
func (t Topic) Facets() []string {
	return each(t.Named, func(id EntityID) string { return facetID('m', id) })
}

// Years beyond which nothing is looked for one by one.
const (
	earliest = 1900
	latest   = 2100
)

// times are the facets one of which a line has that was said when q asks: of
// months where they are few, or else of years.
func (q *Query) times() []string {
	if q.Since == nil && q.Until == nil {
		return nil
	}
	if q.Since != nil && q.Until != nil {
		if few := months(*q.Since, *q.Until); len(few) > 0 && few[0] != "d" {
			return append(few, "d")
		}
	}
	from, to := earliest, latest
	if q.Since != nil && *q.Since != parley.FirstDay {
		from = q.Since.Time().Year()
	}
	if q.Until != nil && *q.Until != parley.LastDay {
		to = q.Until.Time().Year()
	}
	if from < earliest || to > latest || to < from {
		return nil // every line is looked at
	}
	all := []string{"y"}
	for y := from; y <= to; y++ {
		all = append(all, yearFacet(y))
	}
	return all
}
