package points

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"parley/internal/anchor"
)

// A Pair is a point of two texts side by side: A and B are indices into their points,
// -1 where the one text has no such point.
type Pair struct {
	A, B    int
	How     Change
	Moved   bool            // it stands elsewhere among those that both have
	Edits   []anchor.Change // what differs in its words, of one that changed
	Alike   float64         // how much of the words of both is shared, 0 to 1
	Because string          // by what the two are taken for one point: "words", "number", "terms"
}

// A Change is the closed list of what became of a point.
type Change string

const (
	Kept    Change = "kept"
	Changed Change = "changed"
	Moved   Change = "moved" // with the same words
	Added   Change = "added"
	Dropped Change = "dropped"
)

// Changes lists every change.
var Changes = []Change{Kept, Changed, Moved, Added, Dropped}

const (
	// leastAlike is how much of their words two points share that are one for that.
	leastAlike = 0.4
	// numberCounts and termCounts are what a common number or term adds to it, so
	// that a point which was rewritten is still found; such a point needs
	// leastRewritten of its words.
	numberCounts   = 0.2
	termCounts     = 0.2
	leastRewritten = 0.15
)

// Compare lays a and b side by side: the points of b in their order, and each that
// was dropped behind the one before it in a. Points are one if they share enough
// words; their number and the terms that they touch speak for it too. Each is given
// to the one most like it, what is clear first.
func Compare(a, b *Text) []Pair {
	c := &comparison{a: a, b: b, toB: unset(len(a.Points)), toA: unset(len(b.Points)), because: map[int]string{}}
	c.bagsA, c.bagsB = bags(a), bags(b)
	c.same()
	c.alike()
	return c.pairs()
}

type comparison struct {
	a, b         *Text
	bagsA, bagsB []bag
	toB, toA     []int // partners, -1 for none
	because      map[int]string
}

func unset(n int) []int { return slices.Repeat([]int{-1}, n) }

// A bag is the words of a point, in order and sorted.
type bag struct {
	words  string
	sorted []string
}

// bags are those of each point of t.
func bags(t *Text) []bag {
	all := make([]bag, len(t.Points))
	for i, p := range t.Points {
		words := strings.FieldsFunc(strings.ToLower(t.Report.Text[p.Words.Start:p.Words.End]), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '%' })
		all[i].words = strings.Join(words, " ")
		slices.Sort(words)
		all[i].sorted = words
	}
	return all
}

// same pairs points with the very same words: those that are so once in each text,
// or in the same order, first.
func (c *comparison) same() {
	// Of several with the same words, the one with the same number is the partner.
	for _, byNumber := range []bool{true, false} {
		key := func(words string, p *Point) string {
			if byNumber {
				return p.Path + "\n" + words
			}
			return words
		}
		free := map[string][]int{} // points of b without a partner
		for k, b := range c.bagsB {
			if c.toA[k] < 0 {
				key := key(b.words, &c.b.Points[k])
				free[key] = append(free[key], k)
			}
		}
		for i, a := range c.bagsA {
			key := key(a.words, &c.a.Points[i])
			if c.toB[i] < 0 && len(free[key]) > 0 && (a.words != "" || byNumber) {
				c.pair(i, free[key][0], "words")
				free[key] = free[key][1:]
			}
		}
	}
}

func (c *comparison) pair(i, k int, because string) {
	c.toB[i], c.toA[k] = k, i
	c.because[i] = because
}

// A candidate is two points that may be one.
type candidate struct {
	i, k         int
	score, alike float64
	because      string
}

// mostCandidates is how many points of the other text one is compared with, those
// first that share its rarest words.
const mostCandidates = 60

// alike pairs the others, the most alike first; of equals those in the order of the
// texts.
func (c *comparison) alike() {
	var all []candidate
	index := c.index()
	for i := range c.a.Points {
		if c.toB[i] >= 0 {
			continue
		}
		for _, k := range c.near(i, index) {
			if n, ok := c.score(i, k); ok {
				all = append(all, n)
			}
		}
	}
	slices.SortStableFunc(all, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(distance(x), distance(y)), cmp.Compare(x.i, y.i), cmp.Compare(x.k, y.k))
	})
	for _, n := range all {
		if c.toB[n.i] < 0 && c.toA[n.k] < 0 {
			c.pair(n.i, n.k, n.because)
		}
	}
}

func distance(n candidate) int { return max(n.i-n.k, n.k-n.i) }

// An index leads from words, numbers and terms to the points of b that have them and
// no partner yet.
type index map[string][]int

func (c *comparison) index() index {
	all := index{}
	for k, p := range c.b.Points {
		if c.toA[k] >= 0 {
			continue
		}
		for _, w := range slices.Compact(slices.Clone(c.bagsB[k].sorted)) {
			all[w] = append(all[w], k)
		}
		all["\x00"+p.Path] = append(all["\x00"+p.Path], k)
		for _, t := range p.Terms {
			all["\x01"+t] = append(all["\x01"+t], k)
		}
	}
	return all
}

// near are the points of b that i may be, without those that share only words that
// most have.
func (c *comparison) near(i int, all index) []int {
	p := c.a.Points[i]
	keys := slices.Compact(slices.Clone(c.bagsA[i].sorted))
	slices.SortStableFunc(keys, func(x, y string) int { return cmp.Compare(len(all[x]), len(all[y])) })
	keys = append([]string{"\x00" + p.Path}, keys...)
	for _, t := range p.Terms {
		keys = append(keys, "\x01"+t)
	}
	seen := map[int]bool{}
	var found []int
	for _, key := range keys {
		for _, k := range all[key][:min(len(all[key]), mostCandidates)] {
			if !seen[k] {
				seen[k] = true
				found = append(found, k)
			}
		}
		if len(found) >= mostCandidates {
			break
		}
	}
	return found
}

// score says how alike two points are, and whether they are enough.
func (c *comparison) score(i, k int) (candidate, bool) {
	n := candidate{i: i, k: k, alike: alike(c.bagsA[i].sorted, c.bagsB[k].sorted), because: "words"}
	n.score = n.alike
	number := c.a.Points[i].Number != "" && c.a.Points[i].Path == c.b.Points[k].Path
	term := slices.ContainsFunc(c.a.Points[i].Terms, func(t string) bool { return slices.Contains(c.b.Points[k].Terms, t) })
	if number {
		n.score += numberCounts
	}
	if term {
		n.score += termCounts
	}
	if n.alike >= leastAlike {
		return n, true
	}
	switch {
	case term:
		n.because = "terms"
	case number:
		n.because = "number"
	}
	return n, n.alike >= leastRewritten && n.score >= leastAlike
}

// alike is Dice's coefficient of two sorted lists of words: twice the common ones in
// all of both.
func alike(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	common := 0
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch cmp.Compare(a[i], b[k]) {
		case 0:
			common, i, k = common+1, i+1, k+1
		case -1:
			i++
		default:
			k++
		}
	}
	return float64(2*common) / float64(len(a)+len(b))
}

// pairs tells what became of each point, in the order of b, the dropped ones behind
// the point before them in a.
func (c *comparison) pairs() []Pair {
	moved := c.moved()
	after := map[int][]int{} // dropped points by the partner of the last one before them
	last := -1
	for i := range c.a.Points {
		if c.toB[i] >= 0 {
			last = c.toB[i]
			continue
		}
		after[last] = append(after[last], i)
	}
	var all []Pair
	drop := func(k int) {
		for _, i := range after[k] {
			all = append(all, Pair{A: i, B: -1, How: Dropped})
		}
	}
	drop(-1)
	for k := range c.b.Points {
		if i := c.toA[k]; i >= 0 {
			all = append(all, c.kept(i, k, moved[k]))
		} else {
			all = append(all, Pair{A: -1, B: k, How: Added})
		}
		drop(k)
	}
	return all
}

func (c *comparison) kept(i, k int, moved bool) Pair {
	p := Pair{A: i, B: k, How: Kept, Moved: moved, Alike: alike(c.bagsA[i].sorted, c.bagsB[k].sorted), Because: c.because[i]}
	old, new := c.a.Points[i], c.b.Points[k]
	switch {
	case c.bagsA[i].words != c.bagsB[k].words:
		p.How = Changed
		m := anchor.New(c.a.Report.Text[old.Words.Start:old.Words.End], c.b.Report.Text[new.Words.Start:new.Words.End])
		p.Edits = m.Changes()
	case moved:
		p.How = Moved
	}
	return p
}

// moved are the points of b that stand elsewhere: all but the longest row of partners
// that have the same order in both.
func (c *comparison) moved() map[int]bool {
	var ends []int              // by length of a row: the point of b that ends the best such row
	before := unset(len(c.toA)) // the point before in that row
	for k, i := range c.toA {
		if i < 0 {
			continue
		}
		n, _ := slices.BinarySearchFunc(ends, i, func(end, i int) int { return cmp.Compare(c.toA[end], i) })
		if n > 0 {
			before[k] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, k)
		} else {
			ends[n] = k
		}
	}
	inRow := map[int]bool{}
	if len(ends) > 0 {
		for k := ends[len(ends)-1]; k >= 0; k = before[k] {
			inRow[k] = true
		}
	}
	all := map[int]bool{}
	for k, i := range c.toA {
		if i >= 0 && !inRow[k] {
			all[k] = true
		}
	}
	return all
}
