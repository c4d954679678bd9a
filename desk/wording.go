package desk

import (
	"strings"

	"parley/ask/proposals"
)

// A change is words of one wording; Apart says that the other has them not.
type change struct {
	Text  string
	Apart bool
}

// newDifference is two points side by side; where both are worded otherwise, with the
// words that differ.
func newDifference(how proposals.Change, why string, a, b *pointView) differenceView {
	v := differenceView{How: how, Why: why, A: a, B: b}
	if a != nil && b != nil && len(a.Words) > 0 && len(b.Words) > 0 && a.Words[0].Words != b.Words[0].Words {
		v.Old, v.New = wordsApart(a.Words[0].Words, b.Words[0].Words)
	}
	return v
}

// mostCompared is how many words of a wording are compared; the work grows with its
// square.
const mostCompared = 300

// wordsApart marks in two wordings the words that are not of their longest common
// sequence; none where they are too long.
func wordsApart(a, b string) (old, now []change) {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) > mostCompared || len(y) > mostCompared {
		return nil, nil
	}
	same := make([][]int16, len(x)+1) // the length of the longest one of x[i:] and y[j:]
	for i := range same {
		same[i] = make([]int16, len(y)+1)
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if alike(x[i], y[j]) {
				same[i][j] = same[i+1][j+1] + 1
			} else {
				same[i][j] = max(same[i+1][j], same[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(x) || j < len(y) {
		switch {
		case i < len(x) && j < len(y) && alike(x[i], y[j]):
			old, now = with(old, x[i], false), with(now, y[j], false)
			i, j = i+1, j+1
		case j == len(y) || i < len(x) && same[i+1][j] >= same[i][j+1]:
			old = with(old, x[i], true)
			i++
		default:
			now = with(now, y[j], true)
			j++
		}
	}
	return old, now
}

// alike reports whether two words are one but for their case and what stands around
// them.
func alike(a, b string) bool {
	const around = ".,;:“”\"()"
	return strings.EqualFold(strings.Trim(a, around), strings.Trim(b, around))
}

// with appends a word to what is of its kind.
func with(all []change, word string, apart bool) []change {
	if n := len(all); n > 0 && all[n-1].Apart == apart {
		all[n-1].Text += " " + word
		return all
	}
	return append(all, change{word, apart})
}
