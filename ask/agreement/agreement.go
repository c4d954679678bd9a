// Package agreement measures how far two coders agree on the lines that both of
// them decided on: percentage, Cohen's kappa and Krippendorff's alpha of what
// they chose, F1 of the words that they marked.
package agreement

import (
	"cmp"
	"math"
	"slices"

	"parley"
)

// Pairs are what two coders chose for the same units, in any order. A value is
// nominal: two are the same or they are not.
type Pairs [][2]string

// Percentage is the share of units of which both chose the same, from 0 to 1; NaN of
// none.
func (p Pairs) Percentage() float64 {
	same := 0
	for _, pair := range p {
		if pair[0] == pair[1] {
			same++
		}
	}
	return float64(same) / float64(len(p))
}

// Kappa is Cohen's: (po - pe) / (1 - pe), where po is the share of units of which
// both chose the same, and pe what it would be by chance, were each to choose as
// often as he did what he did (J. Cohen, A Coefficient of Agreement for Nominal
// Scales, Educational and Psychological Measurement 20, 1960). It is NaN where pe
// is 1, as where both chose one value throughout: then nothing can be said of more
// than chance.
func (p Pairs) Kappa() float64 {
	n := float64(len(p))
	var byFirst, bySecond = map[string]float64{}, map[string]float64{}
	for _, pair := range p {
		byFirst[pair[0]]++
		bySecond[pair[1]]++
	}
	expected := 0.0
	for _, value := range sorted(byFirst) {
		expected += byFirst[value] / n * (bySecond[value] / n)
	}
	if len(byFirst) == 1 && len(bySecond) == 1 && expected == 1 {
		return math.NaN()
	}
	return (p.Percentage() - expected) / (1 - expected)
}

// Alpha is Krippendorff's for nominal values, two coders and no value missing: 1 -
// Do/De, where Do is the share of units of which they chose differently, and De the
// share of pairs that differ among all 2n values, whoever chose them (K.
// Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, section B). It is NaN where
// no two values differ.
func (p Pairs) Alpha() float64 {
	values := map[string]float64{}
	for _, pair := range p {
		values[pair[0]]++
		values[pair[1]]++
	}
	n := 2 * float64(len(p))
	same := 0.0
	for _, value := range sorted(values) {
		same += values[value] * (values[value] - 1)
	}
	expected := 1 - same/(n*(n-1))
	if len(values) < 2 {
		return math.NaN()
	}
	return 1 - (1-p.Percentage())/expected
}

// sorted are the keys in order, so that sums of them always come out the same.
func sorted(counts map[string]float64) []string {
	var keys []string
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, cmp.Compare[string])
	return keys
}

// A Marking adds up what two coders marked of texts.
type Marking struct {
	first, second, both int // bytes
}

// Add counts the spans that each of them marked in one text.
func (m *Marking) Add(first, second []parley.Span) {
	m.first += size(first)
	m.second += size(second)
	for _, a := range merged(first) {
		for _, b := range merged(second) {
			m.both += max(0, min(a.End, b.End)-max(a.Start, b.Start))
		}
	}
}

// F1 is the harmonic mean of the shares of each one's marks that the other has too,
// in bytes, which does not depend on whom one takes for right (G. Hripcsak and A. S.
// Rothschild, Agreement, the F-Measure, and Reliability in Information Retrieval,
// JAMIA 12, 2005). It is NaN where nobody marked anything.
func (m *Marking) F1() float64 { return 2 * float64(m.both) / float64(m.first+m.second) }

func size(spans []parley.Span) int {
	n := 0
	for _, s := range merged(spans) {
		n += s.Len()
	}
	return n
}

// merged are spans in order, each byte once.
func merged(spans []parley.Span) []parley.Span {
	all := slices.Clone(spans)
	slices.SortFunc(all, parley.Span.Compare)
	var out []parley.Span
	for _, s := range all {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
