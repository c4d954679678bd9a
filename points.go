package parley

import (
	"math"
	"slices"
	"sort"
)

// Pointers tell, of each mention that the reader found, how far its network takes it for
// who speaks in a statement, to whom it is said, and who takes part in a contact.
// Statements and contacts point: a product of two vectors, one of which is kept for each
// mention, the other for each [Attribution], or for each token of a contact's words (the
// pointing of Vinyals et al. 2015).
type Pointers struct {
	Mentions []Span    // in the order of the text; a reading may get others later
	People   Rows      // (mentions, 2*PointWidth + TakeWidth): as who speaks, who is spoken to, who takes part
	Triggers Rows      // (tokens, TakeWidth) of the words of a contact
	Bias     []float32 // (tokens) what is added
}

// The widths of the vectors of [Pointers].
const (
	PointWidth = 64
	TakeWidth  = 32
)

// Rows are vectors of one width, in int8 with a scale for each.
type Rows struct {
	Width  int
	Values []int8
	Scales []float32
}

// Append adds a row.
func (r *Rows) Append(row []float32) {
	r.Width = len(row)
	var most float32
	for _, v := range row {
		most = max(most, v, -v)
	}
	r.Scales = append(r.Scales, most/math.MaxInt8)
	for _, v := range row {
		q := float32(0)
		if most > 0 {
			q = float32(v*math.MaxInt8) / most
		}
		r.Values = append(r.Values, int8(math.Round(float64(q))))
	}
}

// dot is the product of q with the columns of row i from column from on.
func (r *Rows) dot(i, from int, q []float32) float64 {
	var sum float64
	row := r.Values[i*r.Width+from:][:len(q)]
	for k, v := range row {
		sum += float64(float64(v) * float64(q[k]))
	}
	return float64(sum * float64(r.Scales[i]))
}

// Mention is the row of the mention that covers exactly span, -1 for none.
func (p *Pointers) Mention(span Span) int {
	if i, found := slices.BinarySearchFunc(p.Mentions, span, Span.Compare); found {
		return i
	}
	return -1
}

// Within is the row of the mention that covers exactly span, or else of the last one
// within it, -1 for none.
func (p *Pointers) Within(span Span) int {
	best := p.Mention(span)
	if best >= 0 {
		return best
	}
	for i := sort.Search(len(p.Mentions), func(i int) bool { return p.Mentions[i].Start >= span.Start }); i < len(p.Mentions) && p.Mentions[i].Start < span.End; i++ {
		if span.Contains(p.Mentions[i]) {
			best = i
		}
	}
	return best
}

// Speaks is how much an attribution's words speak for the mention of row m as its
// speaker over nobody who is named, in log-odds.
func (p *Pointers) Speaks(a Attribution, m int) float64 { return p.point(a, m, 0) }

// Hears is the same for m as its addressee.
func (p *Pointers) Hears(a Attribution, m int) float64 { return p.point(a, m, 1) }

func (p *Pointers) point(a Attribution, m, place int) float64 {
	q := a.Points[place*PointWidth : (place+1)*PointWidth]
	return p.People.dot(m, place*PointWidth, q)/math.Sqrt(PointWidth) - float64(a.Points[2*PointWidth+place])
}

// Takes is how much the words of a contact speak for the mention of row m as one who
// takes part, in log-odds, 0 for a row of -1: the mean over the tokens that begin in words, whose starts are given.
func (p *Pointers) Takes(starts []int, words Span, m int) float64 {
	first, after := sort.SearchInts(starts, words.Start), sort.SearchInts(starts, words.End)
	if m < 0 || first == after {
		return 0
	}
	var sum float64
	q := make([]float32, TakeWidth)
	for t := first; t < after; t++ {
		for k, v := range p.Triggers.Values[t*TakeWidth : (t+1)*TakeWidth] {
			q[k] = float32(v) * p.Triggers.Scales[t]
		}
		sum += p.People.dot(m, 2*PointWidth, q)/math.Sqrt(TakeWidth) + float64(p.Bias[t])
	}
	return sum / float64(after-first)
}
