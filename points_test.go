package parley

import (
	"math"
	"testing"
)

func TestRows_keep_products(t *testing.T) {
	row, q := make([]float32, 8), make([]float32, 4)
	var want float64
	for i := range row {
		row[i] = float32(i)/3 - 1
	}
	for i := range q {
		q[i] = float32(2 - i)
		want += float64(row[2+i]) * float64(q[i])
	}
	var rows Rows
	rows.Append(make([]float32, 8)) // a row of nothing has no scale
	rows.Append(row)
	if got := rows.dot(1, 2, q); math.Abs(got-want) > .05 {
		t.Errorf("product %v, want %v", got, want)
	}
	if got := rows.dot(0, 2, q); got != 0 {
		t.Errorf("product with a row of nothing: %v", got)
	}
}

// pointing has mentions at 0-4, 4-6 and 10-14; the second speaks, the third is spoken to
// and takes part in the contact whose word begins at 20.
func pointing() (*Pointers, Attribution) {
	p := &Pointers{Mentions: []Span{{0, 4}, {4, 6}, {10, 14}}}
	for m := range p.Mentions {
		row := make([]float32, 2*PointWidth+TakeWidth)
		if m == 1 {
			row[0] = 1
		}
		if m == 2 {
			row[PointWidth], row[2*PointWidth] = 1, 1
		}
		p.People.Append(row)
	}
	p.Triggers.Append(append([]float32{40}, make([]float32, TakeWidth-1)...))
	p.Bias = []float32{-1}
	a := Attribution{Points: make([]float32, 2*PointWidth+2)}
	a.Points[0], a.Points[PointWidth] = 40, 40
	a.Points[2*PointWidth], a.Points[2*PointWidth+1] = 1, 1 // nobody
	return p, a
}

func TestPointers_point(t *testing.T) {
	p, a := pointing()
	for m := range p.Mentions {
		if got := p.Speaks(a, m) > 0; got != (m == 1) {
			t.Errorf("mention %d speaks: %v", m, got)
		}
		if got := p.Hears(a, m) > 0; got != (m == 2) {
			t.Errorf("mention %d is spoken to: %v", m, got)
		}
		if got := p.Takes([]int{20}, Span{20, 25}, m) > 0; got != (m == 2) {
			t.Errorf("mention %d takes part: %v", m, got)
		}
	}
	if got := p.Takes([]int{20}, Span{30, 35}, 2); got != 0 {
		t.Errorf("words without a token: %v", got)
	}
}

func TestPointers_find_a_mention(t *testing.T) {
	p, _ := pointing()
	for _, c := range []struct {
		span Span
		want int
	}{{Span{4, 6}, 1}, {Span{8, 20}, 2}, {Span{0, 20}, 2}, {Span{15, 20}, -1}, {Span{11, 14}, -1}} {
		if got := p.Within(c.span); got != c.want {
			t.Errorf("within %v: mention %d, want %d", c.span, got, c.want)
		}
	}
	if got := p.Mention(Span{8, 20}); got != -1 {
		t.Errorf("at 8-20: mention %d, want none", got)
	}
}
