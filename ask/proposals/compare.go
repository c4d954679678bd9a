package proposals

import (
	"slices"

	"parley"
	"parley/ask"
)

// A Difference is one point of two proposals side by side. A or B is nil where the
// reports word no such point of the earlier or the later, which does not say that it
// has none.
type Difference struct {
	A, B *Point
	How  Change
	Why  string // by what the two are taken for one point
}

// A Change is the closed list of what a point came to.
type Change string

const (
	ChangeKept    Change = "kept"
	ChangeAltered Change = "changed"
	ChangeOnlyA   Change = "only in the first"
	ChangeOnlyB   Change = "only in the second"
)

// Changes lists every change.
var Changes = []Change{ChangeKept, ChangeAltered, ChangeOnlyA, ChangeOnlyB}

// Compare lays the points of two proposals side by side, in the order of the first's:
// those that touch the same terms, else those that share most of their words, else
// those of one number that have a word in common. A point is kept where its words are the same but for
// inflection and words of grammar.
func Compare(a, b *Proposal) []Difference {
	pair := make([]int, len(a.Seen)) // index into b.Seen, or -1
	why := make([]string, len(a.Seen))
	taken := make([]bool, len(b.Seen))
	for i := range pair {
		pair[i] = -1
	}
	for _, rule := range []struct {
		name string
		same func(x, y *Point) bool
	}{
		{"the same terms", func(x, y *Point) bool { return len(x.Terms) > 0 && slices.Equal(x.Terms, y.Terms) }},
		{"words in common", func(x, y *Point) bool { return similar(x.stems(), y.stems()) }},
		{"the same number, and a word in common", func(x, y *Point) bool {
			return x.Number != 0 && x.Number == y.Number && slices.ContainsFunc(x.stems(), func(s string) bool { return slices.Contains(y.stems(), s) })
		}},
	} {
		for i := range a.Seen {
			for k := range b.Seen {
				if pair[i] < 0 && !taken[k] && rule.same(&a.Seen[i], &b.Seen[k]) {
					pair[i], why[i], taken[k] = k, rule.name, true
				}
			}
		}
	}
	var all []Difference
	for i := range a.Seen {
		switch x := &a.Seen[i]; {
		case pair[i] < 0:
			all = append(all, Difference{A: x, How: ChangeOnlyA})
		case slices.Equal(x.stems(), b.Seen[pair[i]].stems()):
			all = append(all, Difference{x, &b.Seen[pair[i]], ChangeKept, why[i]})
		default:
			all = append(all, Difference{x, &b.Seen[pair[i]], ChangeAltered, why[i]})
		}
	}
	for k := range b.Seen {
		if !taken[k] {
			all = append(all, Difference{B: &b.Seen[k], How: ChangeOnlyB})
		}
	}
	return all
}

// stems are those of the wording with the most words.
func (o *Point) stems() []string {
	var most []string
	for _, w := range o.Wordings {
		if s := ask.Stems(w.Words()); len(s) > len(most) {
			most = s
		}
	}
	return most
}

// Quantities are the amounts that the wordings of a point have, in words.
func (o *Point) Quantities() []string {
	var all []string
	for _, w := range o.Wordings {
		for _, q := range w.Point.Quantities {
			if words := ask.Words(&w.Record.Report, []parley.Span{q.Span}); !slices.Contains(all, words) {
				all = append(all, words)
			}
		}
	}
	return all
}
