package parley

import (
	"cmp"
	"slices"
	"sort"
)

// A Nesting answers in whose content a span lies, for many spans of one reading.
// It may be used by several goroutines at once.
type Nesting struct {
	pieces []contentPiece // in the order of the text
	reach  []int          // the furthest end of the pieces up to and with each
}

type contentPiece struct {
	Span
	owner int // an index into the attributions
}

// NewNesting looks at the contents of attributions.
func NewNesting(attributions []Attribution) *Nesting {
	var n Nesting
	for i, a := range attributions {
		for _, span := range a.Content {
			n.pieces = append(n.pieces, contentPiece{span, i})
		}
	}
	slices.SortFunc(n.pieces, func(a, b contentPiece) int {
		return cmp.Or(a.Compare(b.Span), cmp.Compare(a.owner, b.owner))
	})
	n.reach = make([]int, len(n.pieces))
	furthest := 0
	for i, p := range n.pieces {
		furthest = max(furthest, p.End)
		n.reach[i] = furthest
	}
	return &n
}

// Around returns the attributions of which one piece of content holds all of
// span, the innermost first: by the length of that piece, and of pieces of the
// same length the later attribution first.
func (n *Nesting) Around(span Span) []int {
	var around []contentPiece
	last := sort.Search(len(n.pieces), func(i int) bool { return n.pieces[i].Start > span.Start })
	for i := last - 1; i >= 0 && n.reach[i] >= span.End; i-- {
		if n.pieces[i].Contains(span) {
			around = append(around, n.pieces[i])
		}
	}
	slices.SortFunc(around, func(a, b contentPiece) int {
		return cmp.Or(cmp.Compare(a.Len(), b.Len()), cmp.Compare(b.owner, a.owner))
	})
	owners := make([]int, 0, len(around))
	for _, p := range around {
		if !slices.Contains(owners, p.owner) {
			owners = append(owners, p.owner)
		}
	}
	return owners
}
