package contact

import (
	"testing"

	"parley"
)

// TestWithPointers: who is pointed to is likelier to take part, where there are pointers to
// him and the numbers of sense.tsv say so.
func TestWithPointers(t *testing.T) {
	network, bias := senses["part network"], senses["part bias"]
	defer UsePart(network, bias)
	UsePart(1, .5)
	p := &parley.Pointers{Bias: []float32{0}}
	oss, lind, word := parley.Span{Start: 0, End: 3}, parley.Span{Start: 8, End: 12}, parley.Span{Start: 4, End: 7}
	for _, span := range []parley.Span{oss, lind} {
		row := make([]float32, 2*parley.PointWidth+parley.TakeWidth)
		if span == oss {
			row[2*parley.PointWidth] = 100
		}
		p.Mentions = append(p.Mentions, span)
		p.People.Append(row)
	}
	p.Triggers.Append(append([]float32{1}, make([]float32, parley.TakeWidth-1)...))
	x := &text{sense: &parley.Sense{Starts: []int{4}, Pointers: p}}
	if got := x.withPointers(-3, word, oss); got < 0 {
		t.Errorf("pointed to: %v, want more than 0", got)
	}
	if got := x.withPointers(-3, word, lind); got != -2.5 {
		t.Errorf("not pointed to: %v, want -2.5", got)
	}
	if got := x.withPointers(-3, word, parley.Span{Start: 20, End: 22}); got != -3 {
		t.Errorf("of no mention: %v, want -3", got)
	}
	if got := (&text{}).withPointers(-3, word, oss); got != -3 {
		t.Errorf("without pointers: %v, want -3", got)
	}
}
