// Package quantity reads amounts with their units: "600,000 troops", "20 km", "10 to
// 15 years", "half of the territory". A number without a unit is none, and so are
// dates, ages, times of day and the numbers of articles and telephones.
package quantity

import (
	"parley"
)

// Find lists the quantities whose words lie in span of text, in order.
func Find(text string, span parley.Span) []parley.Quantity {
	if span.Start < 0 || span.End > len(text) || span.Start >= span.End {
		return nil
	}
	s := &scan{text: text, tokens: tokensOf(text, span)}
	var all []parley.Quantity
	for i := 0; i < len(s.tokens); {
		q, end, ok := s.quantity(i)
		if !ok {
			i++
			continue
		}
		all = append(all, q)
		i = end
	}
	return all
}

// A scan goes through the words of a text.
type scan struct {
	text   string
	tokens []token
}

// quantity is the one that begins with the token at i, and where it ends.
func (s *scan) quantity(i int) (parley.Quantity, int, bool) {
	var none parley.Quantity
	low, ok := s.amount(i)
	if !ok || s.named(i) {
		return none, 0, false
	}
	high, bound := low, parley.Bound("")
	first, hasFirst := s.unit(low) // "3% to 5%"
	if to, isRange := s.rangeTo(i, low, first, hasFirst); isRange {
		high, bound = to, parley.BoundBetween
		low.value = to.lowest
	}
	u, ok := s.unit(high)
	if !ok || low.value > high.value || s.isTime(i, u) {
		return none, 0, false
	}
	q := parley.Quantity{Low: low.value, High: high.value, Unit: u.unit, Bound: bound,
		Span: parley.Span{Start: s.tokens[i].span.Start, End: s.tokens[u.end-1].span.End}}
	if bound == "" {
		s.bound(&q, i, u.end)
	}
	return q, u.end, true
}

// rangeTo is the higher end of a range that begins with low: "10 to 15", "10-15",
// "between 10 and 15". A multiplier at the end is of both: "10 to 15 million".
func (s *scan) rangeTo(i int, low amount, u unit, hasUnit bool) (amount, bool) {
	at := low.end
	if hasUnit && u.end > at && u.kind != kindCounted {
		if to, ok := s.higher(i, u.end); ok {
			if v, fits := s.unit(to); fits && v.unit == u.unit && to.value > low.value {
				to.lowest = low.value
				return to, true
			}
		}
	}
	to, ok := s.higher(i, at)
	if !ok || to.currency != "" && to.currency != low.currency {
		return amount{}, false
	}
	if to.times > 1 && low.times == 1 && to.value/to.times > low.value {
		low.value = low.scaled(to.times)
	}
	if to.value <= low.value {
		return amount{}, false
	}
	to.currency, to.lowest = low.currency, low.value
	return to, true
}

// higher is the amount behind the word for a range at at; i is where the range
// begins.
func (s *scan) higher(i, at int) (amount, bool) {
	if at >= len(s.tokens) {
		return amount{}, false
	}
	switch t := s.tokens[at]; {
	case t.kind == tokenDash && !t.isOpen(), t.text == "to", t.text == "or":
	case t.text == "and" && s.word(i-1) == "between":
	default:
		return amount{}, false
	}
	return s.amount(at + 1)
}

// bound reads the words before and behind a quantity that limit it.
func (s *scan) bound(q *parley.Quantity, from, end int) {
	for n := longestBound; n > 0 && q.Bound == ""; n-- {
		if b := limits().before[s.words(from-n, from)]; b != "" {
			q.Bound = b
		} else if b := limits().behind[s.words(end, end+n)]; b != "" {
			q.Bound = b
		}
	}
	switch q.Bound {
	case parley.BoundAtLeast:
		q.High = 0
	case parley.BoundAtMost:
		q.Low = 0
	}
}

// words are those from from up to end, parted by blanks; empty where one is missing
// or is none.
func (s *scan) words(from, end int) string {
	if from < 0 || end > len(s.tokens) {
		return ""
	}
	all := ""
	for i := from; i < end; i++ {
		if s.tokens[i].kind != tokenWord {
			return ""
		}
		if all != "" {
			all += " "
		}
		all += s.tokens[i].text
	}
	return all
}

// word is the one at i, empty where none is.
func (s *scan) word(i int) string { return s.words(i, i+1) }

// named reports whether the number at i is the name of something: Article 5, F-16,
// +7 495, 9/11, a price list's line.
func (s *scan) named(i int) bool {
	if i == 0 {
		return false
	}
	before := s.tokens[i-1]
	touches := before.span.End == s.tokens[i].span.Start
	switch before.kind {
	case tokenWord:
		return limits().namers[before.text] || touches
	case tokenNumber:
		return true
	case tokenDash:
		return touches && i > 1 && s.tokens[i-2].span.End == before.span.Start && s.tokens[i-2].kind != tokenOther
	}
	return touches && (before.text == "+" || before.text == "/" || before.text == ":" || before.text == "." || before.text == "#" || before.text == "_")
}

// isTime reports whether a time is none of a deal's: an age, or how long ago.
func (s *scan) isTime(i int, u unit) bool {
	if u.kind != kindTime {
		return false
	}
	if limits().ago[s.word(u.end)] || limits().last[s.word(i-1)] {
		return true
	}
	return u.end+1 < len(s.tokens) && s.tokens[u.end].kind == tokenDash && s.word(u.end+1) == "old"
}
