package contact

import (
	"sort"
	"strconv"
	"strings"

	"parley"
)

// dateOf is the date nearest to an event within its sentence, -1 for none.
func (t *text) dateOf(e event) int {
	s := t.sentences[e.sentence]
	from := sort.Search(len(t.dates), func(i int) bool { return t.dates[i].Span.Start >= s.Start })
	best, least := -1, maxDateGap
	for i := from; i < len(t.dates) && t.dates[i].Span.Start < s.End; i++ {
		d := t.dates[i].Span
		gap := d.Start - e.span.End
		if d.End <= e.span.Start {
			gap = e.span.Start - d.End + 10 // what stands behind is nearer
			if t.saysBetween(s, d.End, e.span.Start) {
				continue // "on Tuesday she announced that"
			}
		}
		if gap >= 0 && gap < least {
			best, least = i, gap
		}
	}
	return best
}

// isAhead reports whether the words of a date name a time to come: tomorrow, next month,
// later this week. The next day need not be one.
func isAhead(words string) bool {
	all := strings.Fields(strings.ToLower(words))
	for i, w := range all {
		switch w {
		case "tomorrow":
			return true
		case "next", "coming", "upcoming", "forthcoming":
			return i+1 < len(all) && all[i+1] != "day"
		case "later":
			return i+1 < len(all) && all[i+1] == "this"
		}
	}
	return false
}

// saysBetween reports whether somebody says something between two places of a
// sentence.
func (t *text) saysBetween(s sentence, from, to int) bool {
	first := sort.Search(len(s.words), func(i int) bool { return s.words[i].Start >= from })
	for i := first; i < len(s.words) && s.words[i].Start < to; i++ {
		if c, _ := classes.at(s.words, i); c == "says" {
			return true
		}
	}
	return false
}

// datesConflict reports whether two dates are of different days, as far as both
// tell; ranges and what is not exact are not told apart.
func datesConflict(a, b string) bool {
	if strings.ContainsAny(a+b, "/~?%X.") {
		return false
	}
	n := min(len(a), len(b))
	return n > 0 && a[:n] != b[:n]
}

// maxDateGap is how many bytes away a date may stand.
const maxDateGap = 110

// dateFeatures describe the date of an event by its words.
func (t *text) dateFeatures(e event) []feature {
	i := t.dateOf(e)
	if i < 0 {
		return []feature{"s:no date"}
	}
	all := []feature{"s:date"}
	s := t.sentences[e.sentence]
	for n := range s.words {
		if t.dates[i].Span.Contains(s.words[n].Span) {
			if c, count := cues.at(s.words, n); count > 0 {
				all = append(all, "s:date "+c)
			}
		}
	}
	return all
}

// duration is how long an event lasts, in ISO 8601: of "a five-minute call", "met for
// more than two hours", "talks that lasted six hours". Empty where that is not told.
func (t *text) duration(e event) (string, parley.Span) {
	words := t.sentences[e.sentence].words
	for i := max(0, e.first-4); i < e.first; i++ {
		number, unit, ok := strings.Cut(words[i].text, "-")
		unit, _, _ = strings.Cut(unit, "-") // hour-long is one hour
		if unit == "long" && ok {
			number, unit = "a", number
		}
		if d := iso(number, unit); d != "" {
			return d, words[i].Span
		}
	}
	for i := e.last + 1; i < min(len(words)-2, e.last+13); i++ {
		if w := words[i].text; w != "for" && w != "lasted" && w != "lasting" {
			continue
		}
		for n := i + 1; n < min(len(words)-1, i+5); n++ {
			if d := iso(words[n].text, words[n+1].text); d != "" {
				return d, parley.Span{Start: words[n].Start, End: words[n+1].End}
			}
		}
	}
	return "", parley.Span{}
}

// iso is a number and a unit as ISO 8601 has them, empty for anything else.
func iso(number, unit string) string {
	u := numbers[unit]
	if len(u) != 1 || u < "A" {
		return ""
	}
	n := numbers[number]
	if v, err := strconv.Atoi(number); err == nil && v > 0 && v < 1000 {
		n = number
	}
	switch {
	case n == "" || n > "A":
		return ""
	case n == "0.5" && u == "H":
		return "PT30M"
	case n == "0.5":
		return ""
	case u == "D":
		return "P" + n + u
	}
	return "PT" + n + u
}
