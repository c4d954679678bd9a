package quantity

// A unit is what an amount is of.
type unit struct {
	unit string
	kind unitKind
	end  int
}

type unitKind string

const (
	kindMeasure unitKind = "measure"
	kindTime    unitKind = "time"
	kindMoney   unitKind = "money"
	kindCounted unitKind = "counted"
)

// longestUnit is how many words a unit may have, longestGap how many may stand
// before what is counted: "600,000 well-armed Ukrainian troops".
const (
	longestUnit = 3
	longestGap  = 3
)

// unit is that of an amount.
func (s *scan) unit(a amount) (unit, bool) {
	if a.share {
		return unit{"1", kindMeasure, a.end}, true
	}
	if a.currency != "" {
		return s.rate(unit{a.currency, kindMoney, a.end}), true
	}
	u, ok := s.unitAt(a.end, a.isYear || a.small)
	return u, ok && !(a.isYear && u.kind == kindCounted && u.end > a.end+1)
}

// unitAt is the unit that begins with the token at i: one of the table, or
// unless strict what is counted.
func (s *scan) unitAt(i int, strict bool) (unit, bool) {
	at := i
	if at < len(s.tokens) && s.tokens[at].kind == tokenDash && !s.tokens[at].space {
		at++ // "10-year", "20-km"
	}
	for n := longestUnit; n > 0; n-- {
		if u, ok := s.listed(at, n); ok {
			return s.rate(u), true
		}
	}
	if at > i {
		return unit{}, false
	}
	return s.counted(i, strict)
}

// listed is the unit of n tokens at i that the table has.
func (s *scan) listed(i, n int) (unit, bool) {
	if i+n > len(s.tokens) {
		return unit{}, false
	}
	key := s.words(i, i+n)
	if n == 1 && key == "" {
		key = s.tokens[i].text // %
	}
	u, ok := tables().units[key]
	u.end = i + n
	touched := u.end < len(s.tokens) && s.tokens[u.end].kind == tokenNumber && !s.tokens[u.end].space // 9M729
	return u, ok && key != "" && !touched
}

// counted is what is counted by the table, behind words that describe it, or any
// plural right behind the number.
func (s *scan) counted(i int, strict bool) (unit, bool) {
	for at := i; at < len(s.tokens) && at <= i+longestGap; at++ {
		t := s.tokens[at]
		if t.kind == tokenDash && !t.space {
			continue
		}
		if t.kind != tokenWord || tables().stops[t.text] {
			break
		}
		if u, ok := tables().units[t.text]; ok {
			u.end = at + 1
			return u, u.kind == kindCounted
		}
		if at > i && !t.upper && isPlural(t.text) {
			break
		}
	}
	if strict || i >= len(s.tokens) {
		return unit{}, false
	}
	t := s.tokens[i]
	return unit{t.text, kindCounted, i + 1}, t.kind == tokenWord && !t.upper && isPlural(t.text) && !tables().stops[t.text]
}

func isPlural(word string) bool {
	n := len(word)
	return n > 4 && word[n-1] == 's' && word[n-2] != 's' && word[n-2] != 'u' && word[n-2] != 'i'
}

// rate adds the time that a unit is by: "a day", "per year".
func (s *scan) rate(u unit) unit {
	if u.kind == kindTime || !tables().per[s.word(u.end)] {
		return u
	}
	if by, ok := tables().units[s.word(u.end+1)]; ok && by.kind == kindTime {
		return unit{u.unit + "/" + by.unit, u.kind, u.end + 2}
	}
	return u
}
