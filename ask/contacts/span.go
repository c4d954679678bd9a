package contacts

import (
	"cmp"

	"parley"
)

// A Span is days from the first to the last, both included.
type Span struct{ First, Last parley.Day }

// Len is how many days there are, or very many.
func (s Span) Len() int64 { return int64(s.Last) - int64(s.First) + 1 }

// Meets reports whether two have a day in common.
func (s Span) Meets(o Span) bool { return s.First <= o.Last && o.First <= s.Last }

// Meet are the days that two have in common; of two that do not meet, the second.
func (s Span) Meet(o Span) Span {
	if !s.Meets(o) {
		return o
	}
	return Span{max(s.First, o.First), min(s.Last, o.Last)}
}

// Compare orders spans by their first day, then the shorter; what has no first day
// comes last.
func (s Span) Compare(o Span) int {
	open := func(s Span) int {
		if s.First == parley.FirstDay {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(open(s), open(o)), cmp.Compare(s.First, o.First), cmp.Compare(s.Last, o.Last))
}
