package exchange

import (
	"sort"
	"unicode/utf8"

	"parley"
)

// stride is how many bytes lie between two marks of a points: small enough to
// count between them at once, large enough that the marks weigh little.
const stride = 256

// Points knows where each code point of one text begins. It is made in one pass
// and answers in both directions.
type points struct {
	text  string
	marks []int // code points that begin before byte i*stride; nil where every character is one byte
}

func newPoints(text string) points {
	if utf8.RuneCountInString(text) == len(text) {
		return points{text: text}
	}
	marks := make([]int, 0, len(text)/stride+2)
	count := 0
	for i := 0; i < len(text); i += stride {
		marks = append(marks, count)
		count += starts(text[i:min(i+stride, len(text))])
	}
	return points{text: text, marks: append(marks, count)}
}

// starts counts the code points that begin in part, which may itself begin or
// end inside one.
func starts(part string) int {
	n := 0
	for i := range len(part) {
		if utf8.RuneStart(part[i]) {
			n++
		}
	}
	return n
}

// at is the number of code points before byte.
func (p points) at(byte int) int {
	if p.marks == nil {
		return byte
	}
	mark := byte / stride
	return p.marks[mark] + starts(p.text[mark*stride:byte])
}

// byte is the offset at which code point number point begins; the length of the
// text for the number after the last, and -1 for any other.
func (p points) byte(point int) int {
	if p.marks == nil {
		if point < 0 || point > len(p.text) {
			return -1
		}
		return point
	}
	total := p.marks[len(p.marks)-1]
	switch {
	case point < 0 || point > total:
		return -1
	case point == total:
		return len(p.text)
	}
	mark := sort.SearchInts(p.marks, point+1) - 1
	left := point - p.marks[mark]
	for i := mark * stride; ; i++ {
		if !utf8.RuneStart(p.text[i]) {
			continue
		}
		if left == 0 {
			return i
		}
		left--
	}
}

// from is a span in code points; Start and End of the answer are not bytes.
func (p points) from(span parley.Span) (start, end int) { return p.at(span.Start), p.at(span.End) }
