// Package anchor finds the words of a span again in a changed version of the
// same text, and shows what changed from one version to the other. It never
// guesses: words that stand nowhere, or in several places of which none is
// better than the others, are lost, and the caller is told.
//
// Two texts are aligned by their words. Words that stand once in each are held
// against each other first (Bram Cohen's patience diff), the stretches between
// by the fewest edits (Myers 1986); a few common words that happen to be in both
// are no evidence and are let go. Work is bounded: a stretch with too many edits
// counts as rewritten.
package anchor

import (
	"math"
	"sort"

	"parley"
)

// A Map leads spans of an old text to the same words in a new one. It may be
// used by several goroutines at once.
type Map struct {
	old, new text
	weights  []uint8 // by id of a word, see weigh
	runs     []run   // stretches that both texts have, in order in both
	doubtful []piece // of old, in order: words that could as well stand elsewhere, where they are taken alone
	at       []int32 // by word of old: the word of new that it became, or -1
	from     []int32 // by word of new: the word of old that it was, or -1
	free     places  // the words of new that were none of old
}

// New aligns two texts. Both together may be of up to 2 GiB; of longer ones, no
// span is carried unless they are the same.
func New(old, new string) *Map {
	m := &Map{old: text{string: old}, new: text{string: new}}
	if old == new || len(old)+len(new) > math.MaxInt32 {
		return m
	}
	var words vocabulary
	m.old, m.new = words.read(old), words.read(new)
	once := words.once(m.old, m.new)
	m.weights = words.weigh(m.old, once)
	m.runs = m.slide(m.strong(newAligner(m.old.ids, m.new.ids, once).align()))
	m.at, m.from = unaligned(len(m.old.ids)), unaligned(len(m.new.ids))
	for _, r := range m.runs {
		m.hold(r)
	}
	m.moved(once)
	m.free = m.placesLeft()
	return m
}

func unaligned(n int) []int32 {
	all := make([]int32, n)
	for i := range all {
		all[i] = -1
	}
	return all
}

// hold enters a run into at and from.
func (m *Map) hold(r run) {
	for i := range r.n {
		m.at[r.old+i] = r.new + i
		m.from[r.new+i] = r.old + i
	}
}

// moved finds what stands in both texts in another order: stretches around a
// word that each text has once, heavy enough to be no accident.
func (m *Map) moved(once []pair) {
	for _, p := range once {
		if m.at[p.old] >= 0 || m.from[p.new] >= 0 {
			continue
		}
		r := run{p.old, p.new, 1}
		for m.bothFree(r.old-1, r.new-1) {
			r = run{r.old - 1, r.new - 1, r.n + 1}
		}
		for m.bothFree(r.old+r.n, r.new+r.n) {
			r.n++
		}
		if m.weight(piece{r.old, r.old + r.n}) >= leastMoved {
			m.hold(r)
		}
	}
}

// bothFree reports whether a word of old and one of new are the same and neither
// is aligned.
func (m *Map) bothFree(old, new int32) bool {
	return old >= 0 && new >= 0 && int(old) < len(m.at) && int(new) < len(m.from) &&
		m.at[old] < 0 && m.from[new] < 0 && m.old.ids[old] == m.new.ids[new]
}

// Span carries a span of the old text over: what it gives holds the very same
// words, byte for byte save the white space between them, in the place that they
// came to. It is false where they are lost, and for a span that the old text does
// not hold or that has no words.
func (m *Map) Span(span parley.Span) (parley.Span, bool) {
	if (&parley.Report{Text: m.old.string}).Verify(span) != nil {
		return parley.Span{}, false
	}
	if m.old.string == m.new.string {
		return span, true
	}
	p := m.old.within(span)
	if p.lo >= p.hi || m.isDoubtful(p) {
		return parley.Span{}, false
	}
	to := m.at[p.lo]
	if to < 0 || !m.isTogether(p, to) {
		var found bool
		if to, found = m.search(p); !found {
			return parley.Span{}, false
		}
	}
	first, last := m.old.spans[p.lo], m.old.spans[p.hi-1]
	into := max(span.Start-int(first.start), 0)
	short := max(int(last.end)-span.End, 0)
	return parley.Span{
		Start: int(m.new.spans[to].start) + into,
		End:   int(m.new.spans[to+p.len()-1].end) - short,
	}, true
}

// Carry carries spans over, each by itself; lost are those of the old text that are.
func (m *Map) Carry(spans []parley.Span) (carried, lost []parley.Span) {
	for _, span := range spans {
		if to, ok := m.Span(span); ok {
			carried = append(carried, to)
		} else {
			lost = append(lost, span)
		}
	}
	return carried, lost
}

func (m *Map) isDoubtful(p piece) bool {
	i := sort.Search(len(m.doubtful), func(i int) bool { return m.doubtful[i].hi >= p.hi })
	return i < len(m.doubtful) && m.doubtful[i].lo <= p.lo
}

// isTogether reports whether the words of p became those of new from to on.
func (m *Map) isTogether(p piece, to int32) bool {
	for i := p.lo; i < p.hi; i++ {
		if m.at[i] != to+i-p.lo {
			return false
		}
	}
	return true
}
