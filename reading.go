package parley

import "slices"

// A Reading is what the reader found in a report: words and their roles, before
// anybody is identified. Everything in it is a span of Report or an index into
// another list of the same reading.
type Reading struct {
	Report       *Report
	Attributions []Attribution // in the order of their cues
	Mentions     []Mention     // in the order of the text, see [Span.Compare]

	// Antecedents has an entry for each mention: the index of an earlier mention
	// of the same entity, or -1 where the mention begins a new one.
	Antecedents []int

	Weights string // digest of the weights that read it
}

// MentionAt returns the index of the mention that covers exactly span, the
// first of several, or -1.
func (r *Reading) MentionAt(span Span) int {
	i, found := slices.BinarySearchFunc(r.Mentions, span, func(m Mention, s Span) int { return m.Compare(s) })
	if !found {
		return -1
	}
	return i
}
