package dates

import (
	"strings"

	"parley"
)

// A phrase is a time as the text words it.
type phrase struct {
	span        parley.Span
	first, next int // tokens: the first, and the one behind the last
	expression
}

// An expression is what a rule of the grammar read.
type expression struct {
	mean    func(context) when
	date    calendar // the date of the calendar that it is, or ends with
	isDate  bool
	isDated bool // it has its year, and does not count from the report's date
	isDay   bool // a day or less: "early" does not blur it
	isEnd   bool // "the end of"
	tense   tense
}

// A parser reads a text. Each rule begins at a token and looks a bounded number
// ahead, so that reading takes time in proportion to the text. A rule returns
// the token behind what it read; 0 says that it does not apply.
type parser struct {
	text   string
	tokens []token
}

// at is token i, the zero token outside the text.
func (p *parser) at(i int) token {
	if i < 0 || i >= len(p.tokens) {
		return token{}
	}
	return p.tokens[i]
}

func (p *parser) class(i int) string { return p.word(i).class }

func (p *parser) word(i int) entry {
	if t := p.at(i); t.entry != nil {
		return *t.entry
	}
	return entry{}
}

func (p *parser) trap(i int, sort string) bool { return trapWords[p.at(i).low] == sort }

// is reports whether the words from i on are those of phrase.
func (p *parser) is(i int, words ...string) bool {
	for k, w := range words {
		if p.at(i+k).low != w || p.at(i+k).kind == isNumber {
			return false
		}
	}
	return true
}

// phrases finds the times of the text; none overlaps another.
func (p *parser) phrases() []phrase {
	var all []phrase
	for i := 0; i < len(p.tokens); {
		if !p.mayBegin(i) {
			i++
			continue
		}
		x, next := p.phrase(i)
		if next <= i {
			i++
			continue
		}
		span := parley.Span{Start: int(p.at(i).start), End: int(p.at(next - 1).end)}
		all = append(all, phrase{span, i, next, x})
		i = next
	}
	return all
}

// mayBegin reports whether a time may begin with token i, so that most words
// need no reading.
func (p *parser) mayBegin(i int) bool {
	t := p.at(i)
	if t.kind == isWord && t.entry == nil {
		switch t.low {
		case "the", "from", "between", "recent", "christmas", "new":
			return true
		}
		return false
	}
	return t.kind != isMark
}

// phrase reads a time with what stands before it: a time of day, a preposition.
func (p *parser) phrase(i int) (expression, int) {
	if t := p.at(i); t.kind == isMark || t.kind == isNumber && t.glued && p.at(i-1).kind == isWord {
		return expression{}, 0
	}
	if p.trap(i-1, "nevertime") && p.at(i).capital {
		return expression{}, 0
	}
	if next := p.clock(i); next > 0 {
		x, end := p.prepositional(p.skip(next, ","))
		if end > 0 && x.isDay && !p.at(next).fresh {
			return x, end
		}
		return expression{}, 0
	}
	return p.prepositional(i)
}

// prepositional reads a time with its preposition.
func (p *parser) prepositional(i int) (expression, int) {
	switch p.class(i) {
	case "at":
		if p.at(i).low == "in" {
			if x, next := p.inUnits(i + 1); next > 0 {
				return x, next
			}
		}
		return p.time(p.afterClock(i+1), true)
	case "within":
		if n, j, ok := p.count(i + 1); ok && n > 0 && p.class(j) == "unit" && p.word(j).value != unitHour && !p.is(j+1, "of") &&
			p.tense(phrase{first: i, next: j + 1}) == future {
			return lately(n, p.word(j).value, 1), j + 1
		}
	case "since":
		if x, next := p.time(p.afterClock(i+1), true); next > 0 {
			return onward(x), next
		}
	case "until":
		if x, next := p.time(p.afterClock(i+1), p.at(i).low != "by"); next > 0 {
			if p.is(i, "by") && p.possessive(next) {
				return expression{}, 0 // "by today's shelling": read again without it
			}
			return upTo(x), next
		}
	}
	if p.is(i, "from") || p.is(i, "between") {
		return p.fromTo(i)
	}
	return p.time(i, false)
}

// onward is what begins at x and has no end told.
func onward(x expression) expression {
	inner := x.mean
	x.mean = func(c context) when {
		c.tense = past
		w := inner(c)
		return when{from: w.from, isInterval: true, isOpen: true}
	}
	x.isDate = false
	return x
}

// upTo is what ends at x or before. It is to come, even where a word tells of
// the past: "put off until Friday".
func upTo(x expression) expression {
	inner := x.mean
	isEnd := x.isEnd
	x.mean = func(c context) when {
		doubted := c.tense == past
		c.tense = future
		end := inner(c).last()
		if doubted && !x.isDated && end != c.now.clean() {
			end = end.marked('?')
		}
		if isEnd {
			end.mark = 0 // up to the end of a year is up to all of it
		}
		return when{to: end, isInterval: true, isOpen: true}
	}
	x.isDate = false
	return x
}

// fromTo reads "from 3 to 5 May" and "between March and June". A time after a
// mere "from" begins nothing.
func (p *parser) fromTo(i int) (expression, int) {
	if x, next := p.time(i+1, true); next > 0 {
		if !x.isDate {
			return x, next
		}
		joint := p.at(next)
		if joint.kind == isWord && (joint.low == "to" || joint.low == "and" || p.class(next) == "until") {
			if y, end := p.time(next+1, true); end > 0 && y.isDate {
				return interval(x, y), end
			}
		}
		if p.is(i, "from") {
			return expression{}, 0 // read again without it
		}
	}
	return expression{}, 0
}

// interval is from x to y, of which x takes the year and month that it lacks.
func interval(x, y expression) expression {
	from, to := x.date, y.date
	if from.year == 0 && from.shift == nil {
		from.year, from.shift = to.year, to.shift
	}
	if from.month == 0 && from.day > 0 {
		from.month = to.month
	}
	return expression{
		mean: func(c context) when {
			w := between(from.resolve(c).from, to.resolve(c).last())
			if w.to.before(w.from) && y.date.year > 0 && x.date.year == 0 && w.from.month > 0 {
				w.from.year-- // "from November to January 2031"
			}
			return w
		},
		date:    to,
		isDated: y.isDated,
	}
}

// time reads a time with what blurs it: "early", "the end of". After a
// preposition a time may be worded so that it is none alone: "in May".
func (p *parser) time(i int, led bool) (expression, int) {
	if x, next := p.partly(i); next > 0 {
		return x, next
	}
	return p.plain(i, led)
}

// partly reads a part of a time or one about it.
func (p *parser) partly(i int) (expression, int) {
	j := p.skip(i, "the")
	switch {
	case p.is(j, "year") || p.is(j, "month"):
		// the year's end, year-end
		k := j + 1
		if p.is(k, "’", "s") || p.is(k, "'", "s") {
			k += 2
		} else if p.is(k, "-") {
			k++
		}
		if k > j+1 && p.is(k, "end") {
			x := this(p.word(j).value, 0)
			return blurred(x, true), k + 1
		}
		return expression{}, 0
	case p.class(j) == "unit":
		return p.besideDay(j)
	case p.class(j) == "ordinal" || p.is(j, "last") || p.is(j, "final"):
		return p.partOf(j)
	case p.class(j) != "partly":
		return expression{}, 0
	}
	isEnd := p.is(j, "end")
	k := j + 1
	switch p.at(j).low {
	case "end", "beginning", "start", "middle", "close", "rest": // verbs as well
		if !p.is(k, "of") {
			return expression{}, 0
		}
	}
	for range 3 { // of, in, on, the hyphen of mid-June
		if t := p.at(k).low; t == "-" && p.at(k).glued || t == "of" || t == "in" || t == "on" {
			k++
		}
	}
	if x, next := p.plain(k, true); next > 0 {
		if (p.is(j, "about") || p.is(j, "around")) && x.isDay && x.isDate {
			return expression{}, 0 // "asked about Tuesday"
		}
		x = blurred(x, isEnd)
		if p.is(j, "earlier") {
			x.tense = past
		}
		return x, next
	}
	if u := p.skip(k, "the"); k > j+1 && p.class(u) == "unit" && p.word(u).value > 1 && p.word(u).value < 9 {
		return blurred(this(p.word(u).value, 0), isEnd), u + 1
	}
	return expression{}, 0
}

// besideDay reads "week of March 6" and "day before last Tuesday".
func (p *parser) besideDay(i int) (expression, int) {
	var of func(point) when
	switch {
	case p.is(i, "week", "of"):
		of = func(day point) when { return unitOf(day, unitWeek, 0).marked(day.mark) }
	case p.is(i, "day", "before"):
		of = func(day point) when { return at(day.plus(-1)) }
	case p.is(i, "day", "after"):
		of = func(day point) when { return at(day.plus(1)) }
	default:
		return expression{}, 0
	}
	x, next := p.plain(i+2, true)
	if next == 0 || !x.isDay {
		return expression{}, 0
	}
	inner := x.mean
	x.isDate = false
	x.mean = func(c context) when {
		if day := inner(c); day.from.day > 0 && day.from.known() && !day.isInterval {
			return of(day.from)
		}
		return when{}
	}
	return x, next
}

// partOf reads "second half of 2031", "first quarter of next year" and "last week
// of October". The weeks and days of a month are no more than a part of it.
func (p *parser) partOf(i int) (expression, int) {
	w := p.word(i + 1)
	if !p.is(i+2, "of") {
		return expression{}, 0
	}
	x, next := p.plain(i+3, true)
	if next == 0 || x.isDay {
		return expression{}, 0
	}
	isWeeks := w.class == "unit" && (w.value == unitDay || w.value == unitWeek || w.value == unitMonth)
	months := 0
	switch {
	case isWeeks && x.isDate:
		return blurred(x, false), next
	case w.class == "share":
		months = w.value
	case w.class == "unit" && w.value == unitQuarter:
		months = 3
	}
	n := p.word(i).value
	if months == 0 || n < 1 || n*months > 12 {
		return expression{}, 0
	}
	inner := x.mean
	x.isDate = false
	x.mean = func(c context) when {
		year := inner(c)
		if year.isInterval || year.from.month > 0 || year.from.xs > 0 || !year.from.known() {
			return when{}
		}
		last := point{year: year.from.year, month: n * months}
		return between(last.plusMonths(1-months), last)
	}
	return x, next
}

// blurred is a part of x.
func blurred(x expression, isEnd bool) expression {
	if !x.isDay {
		inner := x.mean
		x.mean = func(c context) when { return inner(c).marked('~') }
	}
	x.isEnd = isEnd
	x.isDate = x.isDate && x.isDay
	return x
}

// plain reads a time of the calendar or one told from the report's date.
func (p *parser) plain(i int, led bool) (expression, int) {
	for _, rule := range []func(int) (expression, int){p.relative, p.ago, p.century, p.decade} {
		if x, next := rule(i); next > 0 {
			return x, next
		}
	}
	return p.calendar(i, led)
}

// skip goes on behind each of words that stands next, in their order.
func (p *parser) skip(i int, words ...string) int {
	for _, w := range words {
		if p.is(i, w) {
			i++
		}
	}
	return i
}

// clock reads a time of day: "at 3 p.m. EST", "10:30 GMT", "3pm".
func (p *parser) clock(i int) int {
	i = p.skip(i, "at", "around", "about")
	if p.at(i).kind != isNumber || p.at(i).digits > 2 {
		return 0
	}
	low, sure := p.at(i).low, false
	i++
	if p.is(i, ":") && p.at(i).glued && p.at(i+1).digits == 2 {
		i, low, sure = i+2, p.at(i+1).low, true
	}
	switch {
	case low == "am" || low == "pm":
		sure = true
	case low != "":
		return 0
	case p.is(i, "a", ".", "m") || p.is(i, "p", ".", "m"):
		i, sure = p.skip(i+3, "."), true
	case p.is(i, "am") || p.is(i, "pm"):
		i, sure = i+1, true
	}
	if !sure {
		return 0
	}
	if p.is(i, "local", "time") {
		return i + 2
	}
	if p.class(i) == "zone" {
		i++
	}
	return i
}

// afterClock goes on behind a time of day and what joins the day to it.
func (p *parser) afterClock(i int) int {
	if next := p.clock(i); next > 0 {
		return p.skip(next, ",", "on")
	}
	return i
}

// hours goes on behind what tells the time of a day: "night", "at 3 p.m.".
func (p *parser) hours(i int) int {
	if p.class(i) == "part" {
		return i + 1
	}
	if next := p.clock(p.skip(i, ",")); next > 0 {
		return next
	}
	return i
}

// possessive reports whether an 's stands at i.
func (p *parser) possessive(i int) bool {
	return strings.Contains("'’", p.at(i).low) && p.at(i).kind == isMark && p.is(i+1, "s")
}
