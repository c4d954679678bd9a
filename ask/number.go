package ask

import (
	"slices"
	"strconv"
	"strings"
)

// A number is a count in a passage, of what, and how exactly it is meant.
type number struct {
	value float64
	noun  string // stem of the counted noun: "troop" in "600,000 Ukrainian troops"
	words string // as they stand: "600000 ukrainian troops", folded
	bound bound
}

// A bound says on which side of the number the true one may lie.
type bound string

const (
	boundExact bound = ""
	boundLeast bound = "least" // at least, more than
	boundMost  bound = "most"  // up to, fewer than
	boundAbout bound = "about" // about, nearly, dozens
)

var numerals = map[string]float64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var multiples = map[string]float64{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}

// boundBefore is what a word just before a number makes of it.
var boundBefore = map[string]bound{
	"least": boundLeast, "over": boundLeast, "than": boundLeast, "exceeding": boundLeast, "above": boundLeast,
	"most": boundMost, "to": boundMost, "under": boundMost, "below": boundMost,
	"about": boundAbout, "around": boundAbout, "nearly": boundAbout, "almost": boundAbout, "some": boundAbout, "roughly": boundAbout, "approximately": boundAbout, "estimated": boundAbout,
}

// A number behind a month is a day.
var months = strings.Fields(`january february march april may june july august september october november december jan feb aug sept oct nov dec`)

// uncounted are words that a number before them does not count, or not so that
// two reports must agree.
var uncounted = strings.Fields(`percent per am pm st nd rd th of and or in on to the a an year years month months week weeks day days hour hours minute minutes time times`)

// numbers finds what all counts: a number and the noun, at most two words on.
func numbers(all []word) []number {
	var out []number
	for i := 0; i < len(all); i++ {
		value, n := numeral(all[i:])
		if n == 0 || i > 0 && slices.Contains(months, all[i-1].folded) {
			continue
		}
		found := number{value: value, noun: counted(all[i+n:]), words: folded(all[i:min(i+n+1, len(all))])}
		if i > 0 {
			found.bound = boundBefore[all[i-1].folded]
			if all[i-1].folded == "than" && i > 1 && slices.Contains([]string{"fewer", "less"}, all[i-2].folded) {
				found.bound = boundMost
			}
		}
		if found.noun != "" {
			out = append(out, found)
		}
		i += n - 1
	}
	return out
}

// numeral reads the number that all begins with and counts its words, 0 for
// none. A year is no count.
func numeral(all []word) (value float64, n int) {
	total, group := 0.0, 0.0 // what is multiplied for good, and what may yet be: two thousand | three hundred
	for n < len(all) {
		w := all[n].folded
		if v, ok := numerals[w]; ok {
			group += v
		} else if m, ok := multiples[w]; ok && n > 0 && m < 1000 {
			group *= m
		} else if ok && n > 0 {
			total, group = total+group*m, 0
		} else if v, err := strconv.ParseFloat(w, 64); err == nil && n == 0 && w[0] >= '0' && w[0] <= '9' && !isYear(w) {
			group = v
		} else {
			break
		}
		n++
	}
	return total + group, n
}

func isYear(w string) bool { return len(w) == 4 && (w[:2] == "19" || w[:2] == "20") }

// counted is the stem of the noun that follows a number: the first plural
// within three words.
func counted(after []word) string {
	for _, w := range after[:min(len(after), 3)] {
		if lexicon[w.folded] != "" || slices.Contains(uncounted, w.folded) {
			return ""
		}
		if _, isNumber := numerals[w.folded]; isNumber {
			return ""
		}
		if strings.HasSuffix(w.folded, "s") || strings.HasSuffix(w.folded, "men") || w.folded == "people" || w.folded == "children" {
			return stem(w.folded)
		}
	}
	return ""
}

func folded(all []word) string {
	var b []string
	for _, w := range all {
		b = append(b, w.folded)
	}
	return strings.Join(b, " ")
}

// clashes reports whether a and b cannot both be right.
func (a number) clashes(b number) bool {
	if a.noun != b.noun || a.value == b.value {
		return false
	}
	if a.value > b.value {
		a, b = b, a // a is the smaller
	}
	if a.bound == boundLeast || b.bound == boundMost {
		return false
	}
	near := b.value-a.value <= roughly*b.value
	return !near || a.bound == boundExact && b.bound == boundExact
}

// roughly is how far numbers that are not exact may be apart.
const roughly = 0.2
