package dates

import "slices"

// A calendar is a time as it is written: what it tells and what it leaves open.
type calendar struct {
	weekday, day, month, year int  // 0 where it does not tell; a season is a month
	shift                     *int // years from the report's: "March of last year"
}

func (d calendar) expression() expression {
	return expression{mean: d.resolve, date: d, isDate: true, isDated: d.year > 0, isDay: d.day > 0 || d.weekday > 0}
}

// resolve finds what d means. A year that it leaves open is the nearest on the
// side of the report's date that the tense tells.
func (d calendar) resolve(c context) when {
	now := c.now.point
	now.mark = 0
	switch {
	case d.year > 0:
		return at(point{year: d.year, month: d.month, day: d.day})
	case d.shift != nil && now.year > 0:
		return at(point{year: now.year + *d.shift, month: d.month, day: d.day})
	case d.shift != nil:
		return when{}
	case d.month == 0 && d.weekday > 0 && now.day > 0:
		return at(nearWeekday(now, d.weekday, c.tense))
	case d.month > 12 && now.month > 0:
		return at(nearSeason(now, d.month, c.tense))
	case d.month > 0 && d.month <= 12 && now.month > 0:
		return at(d.nearYear(now, c.tense))
	}
	return when{}
}

// nearWeekday is the day of that name on or next to now. In reports a bare
// weekday is behind; where no word says so that is uncertain.
func nearWeekday(now point, weekday int, t tense) point {
	if t == future {
		return now.plus((weekday - now.weekday() + 7) % 7)
	}
	day := now.plus(-((now.weekday() - weekday + 7) % 7))
	if t == unknown && day != now {
		day.mark = '?'
	}
	return day
}

// farDays is when a day or month of another year is so far off that the tense
// does not tell: nobody leaves out the year of a day so long ago.
const farDays = 270

// nearYear is d in the year that is nearest on the side of t. Of the years a
// weekday tells which.
func (d calendar) nearYear(now point, t tense) point {
	in := func(year int) point { return point{year: year, month: d.month, day: d.day} }
	if d.weekday > 0 && d.day > 0 {
		fits := 0
		for y := now.year - 1; y <= now.year+1; y++ {
			if in(y).known() && in(y).weekday() == d.weekday {
				fits = y
			}
		}
		if fits > 0 {
			return in(fits)
		}
	}
	here := in(now.year)
	behind, ahead := here, here
	if now.before(here) {
		behind = in(now.year - 1)
	}
	if here.before(now) {
		ahead = in(now.year + 1)
	}
	nearBehind := now.days()-behind.days() <= ahead.days()-now.days()
	switch {
	case behind == ahead:
		return behind
	case t == past && (d.day == 0 || !behind.isFar(now)):
		return behind.markedFar(now)
	case t == future && (d.day == 0 || !ahead.isFar(now)):
		return ahead.markedFar(now)
	case nearBehind:
		return behind.marked('?')
	}
	return ahead.marked('?')
}

// days is about how many days lie between p and the year 0.
func (p point) days() int { return p.year*365 + p.month*30 + p.day }

func (p point) isFar(now point) bool {
	far := p.days() - now.days()
	return p.year != now.year && (far > farDays || far < -farDays)
}

func (p point) markedFar(now point) point {
	if p.isFar(now) {
		return p.marked('?')
	}
	return p
}

// nearSeason is the season of code nearest to now on the side of t. Winter is of
// the year in which it begins.
func nearSeason(now point, code int, t tense) point {
	here := seasonOf(now)
	year := here.year
	switch {
	case t == future && code < here.month:
		year++
	case t != future && code > here.month:
		year--
	}
	p := point{year: year, month: code}
	if t == unknown && p != here {
		p.mark = '?'
	}
	return p
}

// seasonOf is the season of the month of now.
func seasonOf(now point) point {
	if now.month < 3 {
		return point{year: now.year - 1, month: 24}
	}
	return point{year: now.year, month: 20 + now.month/3}
}

// calendar reads a date: a weekday, a day and month, a month, a season, a year,
// with what of the others stands beside it.
func (p *parser) calendar(i int, led bool) (expression, int) {
	if x, next := p.days(i); next > 0 {
		return x, next
	}
	for _, rule := range []func(int) (calendar, int){p.digits, p.weekdayDate, p.monthDay, p.dayMonth, p.special} {
		if d, next := rule(i); next > 0 {
			return p.ranged(d, next, i)
		}
	}
	for _, rule := range []func(int, bool) (calendar, int){p.month, p.season, p.year} {
		if d, next := rule(i, led); next > 0 {
			return p.ranged(d, next, i)
		}
	}
	return expression{}, 0
}

// ranged goes on from the date d, read from first on, to "-5", "to June 2031".
func (p *parser) ranged(d calendar, next, first int) (expression, int) {
	x := d.expression()
	if last := p.at(next + 1); d.day > 0 && d.month > 0 && d.year == 0 && p.is(next, "and") && p.isDay(next+1) && last.value == d.day+1 {
		if _, _, isMonth := p.monthWord(next + 2); !isMonth { // May 3 and 4
			to, end := p.withYear(calendar{day: last.value, month: d.month}, next+2)
			return interval(x, to.expression()), end
		}
	}
	dash := p.is(next, "-") || p.is(next, "–") || p.is(next, "—") && p.at(next).glued && p.at(next+1).glued
	if !dash && !p.is(next, "to") && !p.is(next, "through") {
		return x, p.hoursOf(d, next)
	}
	if d.year > 0 && d.month == 0 && dash && p.at(next+1).glued && p.at(next+1).kind == isNumber { // 1990-95
		switch to := p.at(next + 1); {
		case to.low != "":
		case to.digits == 2 && to.value > d.year%100:
			return interval(x, calendar{year: d.year/100*100 + to.value}.expression()), next + 2
		case to.digits == 4 && to.value > d.year && to.value < 2100:
			return interval(x, calendar{year: to.value}.expression()), next + 2
		}
		return expression{}, 0
	}
	if d.day > 0 && d.month > 0 && d.year == 0 && p.isDay(next+1) && p.class(next+2) != "month" { // May 3-5, 2031
		to := calendar{day: p.at(next + 1).value, month: d.month}
		end := next + 2
		to, end = p.withYear(to, end)
		return interval(x, to.expression()), end
	}
	isSame := func(to calendar) bool {
		return (to.day > 0) == (d.day > 0) && (to.month > 12) == (d.month > 12) && (to.month > 0) == (d.month > 0) && (d.month > 0 || d.weekday > 0)
	}
	for _, rule := range []func(int) (calendar, int){p.weekdayDate, p.monthDay, p.dayMonth} {
		if to, end := rule(next + 1); end > 0 && isSame(to) && (d.day > 0 || d.weekday > 0) {
			return interval(x, to.expression()), end
		}
	}
	if to, end := p.month(next+1, true); end > 0 && isSame(to) && d.day == 0 {
		return interval(x, to.expression()), end
	}
	return x, p.hoursOf(d, next)
}

func (p *parser) hoursOf(d calendar, next int) int {
	if d.day > 0 || d.weekday > 0 {
		return p.hours(next)
	}
	return next
}

// digits reads 2031-05-14, 14.05.2031 and 14/05/2031. Of two numbers that might
// both be the month, neither is taken.
func (p *parser) digits(i int) (calendar, int) {
	a, mark, b, again, c := p.at(i), p.at(i+1), p.at(i+2), p.at(i+3), p.at(i+4)
	if a.kind != isNumber || b.kind != isNumber || c.kind != isNumber || mark.low != again.low || a.low != "" || b.low != "" ||
		!mark.glued || !b.glued || !again.glued || !c.glued || p.at(i+5).glued && p.at(i+6).glued && p.at(i+6).kind == isNumber {
		return calendar{}, 0
	}
	if c.low != "" {
		return calendar{}, 0
	}
	var d calendar
	switch {
	case a.digits == 4 && b.digits == 2 && c.digits == 2 && (mark.low == "-" || mark.low == "/"):
		d = calendar{year: a.value, month: b.value, day: c.value}
	case c.digits != 4 || a.digits > 2 || b.digits > 2:
		return calendar{}, 0
	case mark.low == "." || mark.low == "/" && a.value > 12:
		d = calendar{day: a.value, month: b.value, year: c.value}
	case mark.low == "/" && b.value > 12:
		d = calendar{month: a.value, day: b.value, year: c.value}
	case mark.low == "/" && a.value == b.value:
		d = calendar{day: a.value, month: a.value, year: c.value}
	case mark.low == "/":
		return calendar{year: c.value}, i + 5
	}
	if d.month < 1 || d.month > 12 || !isYear(d.year) || !(point{year: d.year, month: d.month, day: d.day}).known() || d.day == 0 {
		return calendar{}, 0
	}
	return d, i + 5
}

// weekdayDate reads "Tuesday", "Tuesday, 25 November 2031" and "Tuesday last week".
func (p *parser) weekdayDate(i int) (calendar, int) {
	w := p.word(i)
	if !p.at(i).capital || w.class != "weekday" && w.class != "shortday" || p.trap(i-1, "namebefore") && p.at(i-1).capital || p.trap(i+1, "nameafter") && p.at(i+1).capital {
		return calendar{}, 0
	}
	next := i + 1
	if w.class == "shortday" {
		next = p.skip(next, ".")
	}
	next = p.hours(next)
	j := p.skip(next, ",", "the")
	if p.is(j, "(") {
		j++
	}
	for _, rule := range []func(int) (calendar, int){p.monthDay, p.dayMonth} {
		if d, end := rule(j); end > 0 {
			d.weekday = w.value
			return d, p.skip(end, ")")
		}
	}
	if w.class == "shortday" {
		return calendar{}, 0
	}
	return calendar{weekday: w.value}, next
}

// monthWord is the month that the word i names, and the token behind it. Sure
// is false of one that is another word too.
func (p *parser) monthWord(i int) (month, next int, sure bool) {
	w := p.word(i)
	if !p.at(i).capital {
		return 0, 0, false
	}
	switch w.class {
	case "month":
		return w.value, i + 1, true
	case "maybemonth":
		return w.value, i + 1, false
	case "shortmonth":
		next := i + 1
		if p.is(next, ".") && p.at(next).glued {
			next++
		}
		return w.value, next, false
	}
	return 0, 0, false
}

// isDay reports whether token i can be the day of a month: 14, 14th.
func (p *parser) isDay(i int) bool {
	t := p.at(i)
	if t.kind != isNumber || t.value < 1 || t.value > 31 || t.digits > 2 {
		return false
	}
	if (p.is(i+1, ".") || p.is(i+1, ":") || p.is(i+1, ",")) && p.at(i+1).glued && p.at(i+2).glued && p.at(i+2).kind == isNumber && p.at(i+2).digits < 4 {
		return false // 14.5, 10:30
	}
	if p.is(i+1, "%") || p.is(i+1, "percent") {
		return false
	}
	switch t.low {
	case "", "st", "nd", "rd", "th":
		return true
	}
	return false
}

// monthDay reads "May 14", "May 14th, 2031" and "May the 14th".
func (p *parser) monthDay(i int) (calendar, int) {
	month, next, _ := p.monthWord(i)
	if month == 0 {
		return calendar{}, 0
	}
	next = p.skip(next, "the")
	if !p.isDay(next) || p.trap(next+1, "nameafter") && p.at(next+1).capital {
		return calendar{}, 0
	}
	return p.withYear(calendar{month: month, day: p.at(next).value}, next+1)
}

// days reads "3-5 May", "3 to 5 May" and "3 and 4 May".
func (p *parser) days(i int) (expression, int) {
	if !p.isDay(i) || !p.isDay(i+2) {
		return expression{}, 0
	}
	first, last := p.at(i).value, p.at(i+2).value
	d, next := p.dayMonth(i + 2)
	switch {
	case next == 0 || last <= first:
	case p.is(i+1, "-"), p.is(i+1, "–"), p.is(i+1, "to"), p.is(i+1, "and") && last == first+1:
		return interval(calendar{day: first}.expression(), d.expression()), next
	}
	return expression{}, 0
}

// dayMonth reads "14 May 2031" and "the 14th of May".
func (p *parser) dayMonth(i int) (calendar, int) {
	i = p.skip(i, "the")
	if !p.isDay(i) {
		return calendar{}, 0
	}
	day := p.at(i).value
	month, next, _ := p.monthWord(p.skip(i+1, "of"))
	if month == 0 {
		return calendar{}, 0
	}
	return p.withYear(calendar{day: day, month: month}, next)
}

// withYear adds the year that stands behind a day or month: "2031", ", 2031",
// "of last year"; or that of a day known by what happened on it.
func (p *parser) withYear(d calendar, next int) (calendar, int) {
	for _, k := range knownDays {
		if d.month == k.month && d.day == k.day && slices.Contains(k.before, p.at(next).low) {
			d.year = k.year
			return d, next
		}
	}
	j := p.skip(next, ",")
	if t := p.at(j); p.isYear(j) && t.low == "" && !(j > next && d.day == 0 && p.trap(j+1, "counted")) {
		d.year = t.value
		return d, j + 1
	}
	if p.is(j, "’") || p.is(j, "'") { // May ’31 is left alone
		return d, next
	}
	j = p.skip(next, "of")
	if p.isYear(j) && j > next {
		d.year = p.at(j).value
		return d, j + 1
	}
	if p.class(j) == "step" && p.is(j+1, "year") {
		step := p.word(j).value
		d.shift = &step
		return d, j + 2
	}
	return d, next
}

// month reads "November 2031", "in May" and "November" alone.
func (p *parser) month(i int, led bool) (calendar, int) {
	month, next, sure := p.monthWord(i)
	if month == 0 || p.trap(i-1, "namebefore") && p.at(i-1).capital || p.trap(next, "nameafter") && p.at(next).capital {
		return calendar{}, 0
	}
	d, end := p.withYear(calendar{month: month}, next)
	if end > next {
		return d, end
	}
	if p.class(i) == "shortmonth" && !p.is(next-1, ".") {
		return calendar{}, 0
	}
	before := p.at(i - 1)
	isName := before.kind == isWord && before.capital && !p.beginsSentence(i-1) && !led // Ada April
	led = led || p.is(i-2, "month", "of")
	if !led && (!sure || isName || p.at(next).capital && !p.beginsSentence(next) && p.class(next) == "") {
		return calendar{}, 0
	}
	return d, next
}

// season reads "spring 2031" and "in the summer".
func (p *parser) season(i int, led bool) (calendar, int) {
	j := p.skip(i, "the")
	w := p.word(j)
	if w.class != "season" {
		return calendar{}, 0
	}
	d, next := p.withYear(calendar{month: w.value}, j+1)
	if next == j+1 && !led {
		return calendar{}, 0
	}
	return d, next
}

// special reads days that have names.
func (p *parser) special(i int) (calendar, int) {
	if !p.at(i).capital {
		return calendar{}, 0
	}
	var d calendar
	next := 0
	switch {
	case p.is(i, "christmas", "eve"):
		d, next = calendar{month: 12, day: 24}, i+2
	case p.is(i, "christmas", "day"):
		d, next = calendar{month: 12, day: 25}, i+2
	case p.is(i, "new", "year") && p.possessive(i+2) && p.is(i+4, "eve"):
		d, next = calendar{month: 12, day: 31}, i+5
	case p.is(i, "new", "year") && p.possessive(i+2) && p.is(i+4, "day"):
		d, next = calendar{month: 1, day: 1}, i+5
	default:
		return calendar{}, 0
	}
	return p.withYear(d, next)
}
