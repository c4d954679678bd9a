package eval

import (
	"cmp"
	"slices"
)

// A SpanMeasure is one line of the table of score_brat.py.
type SpanMeasure int

// The measures: characters that any attribution covers in a role; attributions
// matched one to one where the contents' intersection over union is at least
// one half; the same with such sources; the same with both equal.
const (
	SourceChars SpanMeasure = iota
	CueChars
	ContentChars
	Content
	Relation
	Exact
)

// SpanMeasures lists every measure in the order of the table.
var SpanMeasures = []SpanMeasure{SourceChars, CueChars, ContentChars, Content, Relation, Exact}

// String is the name in the table.
func (m SpanMeasure) String() string {
	return [...]string{"chars.Source", "chars.Cue", "chars.Content", "content@.5", "relation@.5", "exact"}[m]
}

// A Count is what precision and recall are made of. It may be broken: an
// average over annotators.
type Count struct {
	Right, Gold, System float64
}

// Precision is the share of the system's answers that are right, 0 to 1.
func (c Count) Precision() float64 { return share(c.Right, c.System) }

// Recall is the share of the gold that was found, 0 to 1.
func (c Count) Recall() float64 { return share(c.Right, c.Gold) }

// F1 is the harmonic mean of the two, 0 to 1.
func (c Count) F1() float64 {
	p, r := c.Precision(), c.Recall()
	return share(2*p*r, p+r)
}

func share(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}

// A SpanTally is the counts of one text, or the sum over several.
type SpanTally struct {
	Name   string
	Counts [Exact + 1]Count // by SpanMeasure
}

// CompareSpans counts where system agrees with gold, both of the same text.
func CompareSpans(text *Text, gold, system []Event) SpanTally {
	var tally SpanTally
	for measure, role := range []func(Event) charSet{
		func(e Event) charSet { return e.source },
		func(e Event) charSet { return e.cue },
		func(e Event) charSet { return e.content },
	} {
		g, s := covered(gold, role), covered(system, role)
		tally.Counts[measure] = Count{float64(g.common(s)), float64(g.len()), float64(s.len())}
	}
	matchEvents(&tally, trimmed(text, gold), trimmed(text, system))
	return tally
}

// covered unites one role of all events.
func covered(events []Event, role func(Event) charSet) charSet {
	var all charSet
	for _, e := range events {
		all.unite(role(e))
	}
	return all
}

// trimmed returns the events that have a content, without their punctuation. A
// content of punctuation alone still counts as one.
func trimmed(text *Text, events []Event) []Event {
	var kept []Event
	for _, e := range events {
		if e.content.len() > 0 {
			kept = append(kept, Event{source: e.source.without(text.punctuation), content: e.content.without(text.punctuation)})
		}
	}
	return kept
}

// matchEvents pairs the events one to one: the best contents first, of equal
// contents the best sources, of equal both the first in the gold.
func matchEvents(tally *SpanTally, gold, system []Event) {
	type pair struct {
		content, source float64
		gold, system    int
	}
	var pairs []pair
	for i, g := range gold {
		for j, s := range system {
			if v := g.content.iou(s.content); v >= .5 {
				pairs = append(pairs, pair{v, g.source.iou(s.source), i, j})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.content, a.content), cmp.Compare(b.source, a.source))
	})
	usedGold, usedSystem := make([]bool, len(gold)), make([]bool, len(system))
	for _, measure := range []SpanMeasure{Content, Relation, Exact} {
		tally.Counts[measure] = Count{0, float64(len(gold)), float64(len(system))}
	}
	for _, p := range pairs {
		if usedGold[p.gold] || usedSystem[p.system] {
			continue
		}
		usedGold[p.gold], usedSystem[p.system] = true, true
		tally.Counts[Content].Right++
		if p.source >= .5 {
			tally.Counts[Relation].Right++
		}
		if p.content == 1 && p.source == 1 {
			tally.Counts[Exact].Right++
		}
	}
}

// SumSpans adds up the tallies of several texts.
func SumSpans(tallies []SpanTally) SpanTally {
	var sum SpanTally
	for _, t := range tallies {
		sum.add(t)
	}
	return sum
}

func (t *SpanTally) add(other SpanTally) {
	for i, c := range other.Counts {
		t.Counts[i].Right += c.Right
		t.Counts[i].Gold += c.Gold
		t.Counts[i].System += c.System
	}
}

func (t *SpanTally) divide(n int) {
	for i := range t.Counts {
		t.Counts[i].Right /= float64(n)
		t.Counts[i].Gold /= float64(n)
		t.Counts[i].System /= float64(n)
	}
}
