package contact

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"parley"
)

// dateOf is the date nearest to an event within its sentence and clause, -1 for none.
func (t *text) dateOf(e event) int {
	s := t.sentences[e.sentence]
	from := sort.Search(len(t.dates), func(i int) bool { return t.dates[i].Span.Start >= s.Start })
	best, least := -1, maxDateGap
	for i := from; i < len(t.dates) && t.dates[i].Span.Start < s.End; i++ {
		d := t.dates[i].Span
		gap := d.Start - e.span.End
		if d.End <= e.span.Start {
			gap = e.span.Start - d.End + 10 // what stands behind is nearer
		}
		if gap >= 0 && gap < least && !t.isOfAnother(e, d) {
			best, least = i, gap
		}
	}
	return best
}

// isOfAnother reports whether a date of an event's sentence belongs to another clause: to who
// announced it, to what follows but or a semicolon, to a clause put in between. What a
// sentence opens with is the date of all that it tells.
func (t *text) isOfAnother(e event, date parley.Span) bool {
	words := t.sentences[e.sentence].words
	first := sort.Search(len(words), func(i int) bool { return words[i].End > date.Start })
	last := sort.Search(len(words), func(i int) bool { return words[i].Start >= date.End }) - 1
	if last >= e.first {
		return t.barsBehind(e, first) || isAside(words, e.first, e.last+1, first)
	}
	if inDateline(words, last) {
		return true
	}
	if first > 0 && (decides[words[first-1].text] || class(words, first-1) == "says" && t.opensClause(e.sentence, last+1)) {
		return true // "said on Monday it was calling off the talks"
	}
	opens := first <= 1
	for i := last + 1; i < e.first; i++ {
		if c, _ := classes.at(words, i); c == "says" || words[i].text == ";" || !opens && (decides[words[i].text] || t.parts(e.sentence, i, e.first)) {
			return true
		}
	}
	return !opens && isAside(words, first, last+1, e.first)
}

// barsBehind reports whether another clause begins between an event and word "to" behind it.
func (t *text) barsBehind(e event, to int) bool {
	words := t.sentences[e.sentence].words
	for i := e.last + 1; i < to; i++ {
		switch w := words[i].text; {
		case w == ";":
			return true
		case !e.isVerb && (w == "that" || w == "which") && i+1 < to:
			if c, _ := classes.at(words, i+1); c == "be" {
				continue // "talks that were held on Monday"
			}
		}
		if t.parts(e.sentence, i, to) {
			return true
		}
	}
	return false
}

// parts reports whether a clause that ends before word "to" begins with word i.
func (t *text) parts(s, i, to int) bool {
	words := t.sentences[s].words
	c, n := classes.at(words, i)
	switch w := words[i].text; {
	case c == "conj":
		return !follows[w] && i+n < to // "until Monday"
	case w == "that" && i > 1:
		before, _ := classes.at(words, i-1)
		return words[i-2].text != "same" && before == "" || before == "be" || before == "says" || before == "and" // not "at that hotel", "the same day that"
	case w == "and" && i > 0:
		return (!words[i-1].capital || i+1 < to && subjects[words[i+1].text]) && t.beginsClause(s, i+1, to)
	default:
		return w == "but" || w == "which" || c == "who" && strings.HasPrefix(w, "who")
	}
}

// follows are the conjunctions that what they join is of one time with.
var follows = map[string]bool{"after": true, "following": true, "as": true, "when": true}

// decides are words for what is done about a contact that is yet to come, on a day of its own.
var decides = map[string]bool{
	"announced": true, "agreed": true, "proposed": true, "invited": true, "offered": true, "urged": true, "plans": true, "plan": true,
	"cancelled": true, "canceled": true, "cancels": true, "postponed": true, "postpones": true, "suspended": true, "rejected": true,
}

// subjects are the pronouns that are subjects alone.
var subjects = map[string]bool{"he": true, "she": true, "they": true, "we": true, "i": true}

// inDateline reports whether the words up to i are of a dateline: "HALM, May 12 (Reuters) -".
func inDateline(words []word, i int) bool {
	const longest = 14 // words
	if i+1 >= len(words) || words[i+1].text != "(" {
		return false
	}
	for k := i + 1; k < min(len(words), longest); k++ {
		if w := words[k].text; (w == "-" || w == "–" || w == "—") && words[k-1].text == ")" {
			return words[0].capital
		}
	}
	return false
}

// opensClause reports whether a subject stands at word i: a pronoun, a noun with its article, a
// name.
func (t *text) opensClause(s, i int) bool {
	words := t.sentences[s].words
	if i >= len(words) {
		return false
	}
	w := words[i].text
	return subjects[w] || w == "it" || w == "that" || determiners[w] || slices.ContainsFunc(t.actors[s], func(a actor) bool {
		return a.first == i && (a.last+1 >= len(words) || words[a.last+1].text != "'s")
	})
}

// beginsClause reports whether somebody who does something stands at word i, or right behind.
func (t *text) beginsClause(s, i, to int) bool {
	words := t.sentences[s].words
	for _, a := range t.actors[s] {
		if a.first < i || a.first > i+2 || a.last+1 >= to {
			continue
		}
		c, _ := classes.at(words, a.last+1)
		return c == "be" || c == "says" || form(words[a.last+1].text) == "past"
	}
	return false
}

// isAside reports whether word at stands within words put in between, ", who …,", and word
// "to" behind them.
func isAside(words []word, at, from, to int) bool {
	for i := at - 1; i > 0; i-- {
		if words[i].text == "," {
			return false
		}
		if c, _ := classes.at(words, i); c == "who" && words[i-1].text == "," {
			return closesAside(words, from, to)
		}
	}
	return false
}

// closesAside reports whether a comma with a verb behind it stands among words from and to:
// the one that ends what was put in between.
func closesAside(words []word, from, to int) bool {
	for i := from; i < min(to, len(words)-1); i++ {
		if words[i].text != "," {
			continue
		}
		c, _ := classes.at(words, i+1)
		if c == "be" || c == "says" || c == "" && !words[i+1].capital && form(words[i+1].text) != "base" || triggersAt(words, i+1) || i+1 == to {
			return true
		}
	}
	return false
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

// isPast reports whether the words of a date name a time that is over: yesterday, last week,
// two days ago, in recent months.
func isPast(words string) bool {
	all := strings.Fields(strings.ToLower(words))
	for i, w := range all {
		switch w {
		case "yesterday", "ago", "recent":
			return true
		case "last", "past":
			return i+1 < len(all)
		}
	}
	return false
}

// dropPast takes a date that is over from an event that is yet to come: that of the plan.
func (t *text) dropPast(e *event) {
	isAhead := e.status == parley.ContactPlanned || e.status == parley.ContactProposed
	if isAhead && e.date >= 0 && isPast(t.record.Report.Quote(t.dates[e.date].Span)) {
		e.date = -1
	}
}

// differ reports whether two dates, by index, are of different days, as far as both tell;
// ranges and what is not exact are not told apart. Without a date of the report two days of
// the week are.
func (t *text) differ(i, j int) bool {
	a, b := t.dates[i].EDTF, t.dates[j].EDTF
	if a == "" || b == "" {
		x, y := weekday(t.record.Report.Quote(t.dates[i].Span)), weekday(t.record.Report.Quote(t.dates[j].Span))
		return x != "" && y != "" && x != y
	}
	if strings.ContainsAny(a+b, "/~?%X.") {
		return false
	}
	n := min(len(a), len(b))
	return a[:n] != b[:n]
}

// weekday is the day of the week that the words of a date name, empty for none.
func weekday(words string) string {
	for w := range strings.FieldsSeq(strings.ToLower(words)) {
		if weekdays[w] {
			return w
		}
	}
	return ""
}

var weekdays = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true}

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
