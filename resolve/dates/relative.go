package dates

// The units of calendar.txt.
const (
	unitDay = iota + 1
	unitWeek
	unitWeekend
	unitMonth
	unitQuarter
	unitYear
	unitDecade
	unitCentury
	unitHour
)

// relative reads a time told from the report's date or from another of the text.
func (p *parser) relative(i int) (expression, int) {
	if w := p.word(i); w.class == "today" {
		if p.at(i).capital && !p.beginsSentence(i) && p.at(i-1).kind == isWord {
			return expression{}, 0 // USA Today
		}
		return today(w.value), p.hours(i + 1)
	}
	j := p.skip(i, "the")
	isThe := j > i
	switch {
	case isThe && p.is(j, "day", "before", "yesterday"):
		return today(-2), j + 3
	case isThe && p.is(j, "day", "after", "tomorrow"):
		return today(2), j + 3
	case isThe && p.is(j, "weekend"):
		return weekend(), j + 1
	case p.is(j, "recent") || p.is(j, "coming"):
		if p.class(j+1) == "unit" && p.at(j+1).low != "day" && p.at(j+1).low != "weekend" && p.at(j + 1).low[len(p.at(j+1).low)-1] == 's' {
			return near(p.is(j, "coming")), j + 2
		}
	case p.class(j) == "other":
		return p.other(j, isThe)
	}
	if p.class(j) != "step" {
		return expression{}, 0
	}
	return p.step(j, isThe)
}

// step reads "this week", "last Friday", "next spring", "the past two months".
func (p *parser) step(i int, isThe bool) (expression, int) {
	n := p.word(i).value
	j := i + 1
	if n == 0 && (p.class(j) == "step" && p.word(j).value != 0) { // this past Friday, this coming week
		n = p.word(j).value
		j++
	} else if !isThe && (p.is(i, "past") || p.is(i, "coming")) {
		return expression{}, 0 // "is coming Friday"
	}
	w := p.word(j)
	next := j + 1
	if isThe && p.is(i, "last") && p.is(next, "of") {
		return expression{}, 0 // the last Friday of the month
	}
	switch w.class {
	case "unit":
		switch {
		case w.value == unitHour || w.value == unitDay && !(isThe && n != 0):
			return expression{}, 0
		case isThe && p.is(i, "next"):
			return untold(), next // the next day: after one of the text
		case isThe && n < 0:
			return lately(1, w.value, n), next
		case p.at(j).low[len(p.at(j).low)-1] == 's':
			return expression{}, 0
		}
		return this(w.value, n), next
	case "weekday":
		if p.at(j).capital {
			return steppedWeekday(w.value, n), p.hours(next)
		}
	case "part":
		switch {
		case n == 0 && p.is(i, "this"):
			return today(0), next
		case n < 0 && p.is(j, "night") && p.is(i, "last"):
			return today(-1), next
		}
	case "month", "maybemonth":
		if p.at(j).capital && !p.isDay(next) {
			return steppedMonth(w.value, n), next
		}
	case "season":
		return steppedSeason(w.value, n), next
	}
	if count, k, ok := p.count(j); ok && p.class(k) == "unit" && n != 0 && (isThe || j > i+1) && p.word(k).value != unitHour {
		return lately(count, p.word(k).value, n), k + 1
	}
	return expression{}, 0
}

// other reads a time that counts from another of the text: "the same day".
func (p *parser) other(i int, isThe bool) (expression, int) {
	next := i + 1
	if p.is(i, "that") {
		next = p.skip(next, "same")
	}
	w := p.word(next)
	isUnit := w.class == "unit" && (isThe || !p.is(i, "following")) && w.value != unitHour && p.at(next).low[len(p.at(next).low)-1] != 's'
	if isUnit || w.class == "weekday" && p.at(next).capital && isThe {
		x := untold()
		x.isDay = w.value == unitDay
		return x, p.hours(next + 1)
	}
	return expression{}, 0
}

// count reads how many: "two", "14", "a few"; 0 where that is vague.
func (p *parser) count(i int) (n, next int, ok bool) {
	t := p.at(i)
	switch {
	case t.kind == isNumber && t.low == "" && t.digits <= 3 && t.value > 0 && !(p.is(i+1, ",") && p.at(i+1).glued):
		return t.value, i + 1, true
	case p.class(i) != "number":
		return 0, 0, false
	case p.is(i, "a") && p.class(i+1) == "number":
		return p.word(i + 1).value, p.skip(i+2, "of"), true
	}
	return p.word(i).value, i + 1, true
}

// ago reads "two weeks ago" and "a day earlier"; the latter counts from another
// time of the text.
func (p *parser) ago(i int) (expression, int) {
	n, j, ok := p.count(i)
	if !ok {
		n, j = 0, p.skip(i, "the")
	}
	w := p.word(j)
	if w.class != "unit" {
		return expression{}, 0
	}
	next := j + 1
	switch {
	case p.is(next, "ago"):
		return ago(n, w.value), next + 1
	case ok && n > 0 && p.is(next, "from", "now"):
		return stepped(n, w.value, '~'), next + 2
	case !ok && p.is(next, "after", "next"):
		return this(w.value, 2), next + 2
	case ok && (p.is(next, "later") || p.is(next, "earlier")):
		return untold(), next + 1
	case ok && (p.is(next, "before", "that") || p.is(next, "after", "that")):
		return untold(), next + 2
	}
	return expression{}, 0
}

// inUnits reads "in two weeks" behind its "in", where the tense tells that it
// is to come: else it may be how long something took.
func (p *parser) inUnits(i int) (expression, int) {
	n, j, ok := p.count(i)
	w := p.word(j)
	if !ok || n == 0 || w.class != "unit" || w.value == unitHour {
		return expression{}, 0
	}
	next := j + 1
	if p.is(next, "’") || p.is(next, "'") {
		k := p.skip(next+1, "s")
		if p.is(k, "time") {
			return stepped(n, w.value, '~'), k + 1
		}
		return expression{}, 0
	}
	if p.is(next, "of") || p.tense(phrase{first: i - 1, next: next}) != future {
		return expression{}, 0
	}
	return stepped(n, w.value, '~'), next
}

// untold is a time that the report's date does not tell.
func untold() expression {
	return expression{mean: func(context) when { return when{} }}
}

// today is so many days from the report's. Where only its month or year is
// known, so is today's.
func today(days int) expression {
	return expression{isDay: true, mean: func(c context) when {
		switch now := c.now.clean(); {
		case now.day > 0:
			return at(now.plus(days))
		case days == 0:
			return at(now)
		}
		return when{}
	}}
}

func (a anchorDate) clean() point {
	a.mark = 0
	return a.point
}

// this is the unit in which the report stands, or the n-th from it.
func this(unit, n int) expression {
	return expression{mean: func(c context) when { return unitOf(c.now.clean(), unit, n) }}
}

func unitOf(now point, unit, n int) when {
	switch {
	case now.day > 0 && unit == unitDay:
		return at(now.plus(n))
	case now.day > 0 && unit == unitWeek:
		monday := now.plus(1 - now.weekday() + 7*n)
		return between(monday, monday.plus(6))
	case now.day > 0 && unit == unitWeekend:
		saturday := now.plus(6 - now.weekday() + 7*n)
		return between(saturday, saturday.plus(1))
	case now.month > 0 && unit == unitMonth:
		return at(now.plusMonths(n))
	case now.month > 0 && unit == unitQuarter:
		first := point{year: now.year, month: (now.month-1)/3*3 + 1}.plusMonths(3 * n)
		return between(first, first.plusMonths(2))
	case now.year > 0 && unit == unitYear:
		return at(point{year: now.year + n})
	case now.year > 0 && unit == unitDecade:
		return at(point{year: (now.year/10 + n) * 10, xs: 1})
	case now.year > 0 && unit == unitCentury:
		return at(point{year: (now.year/100 + n) * 100, xs: 2})
	}
	return when{}
}

// weekend is the one of this week, or the last.
func weekend() expression {
	return expression{mean: func(c context) when {
		now := c.now.clean()
		if now.day > 0 && now.weekday() < 6 && c.tense != future {
			w := unitOf(now, unitWeekend, -1)
			if c.tense == unknown {
				return w.marked('?')
			}
			return w
		}
		return unitOf(now, unitWeekend, 0)
	}}
}

// ago is n units before the report; only days are counted exactly.
func ago(n, unit int) expression {
	if n == 0 {
		return untold()
	}
	if unit == unitHour {
		return expression{isDay: true, mean: func(c context) when { return today(0).mean(c).marked('?') }}
	}
	mark := byte('~')
	if unit == unitDay {
		mark = 0
	}
	return stepped(-n, unit, mark)
}

// stepped is n units from the report.
func stepped(n, unit int, mark byte) expression {
	return expression{isDay: unit == unitDay, mean: func(c context) when {
		return at(steps(c.now.clean(), n, unit).marked(mark))
	}}
}

func steps(now point, n, unit int) point {
	switch {
	case now.day > 0 && unit == unitDay:
		return now.plus(n)
	case now.day > 0 && (unit == unitWeek || unit == unitWeekend):
		return now.plus(7 * n)
	case now.month > 0 && unit == unitMonth:
		return now.plusMonths(n)
	case now.month > 0 && unit == unitQuarter:
		return now.plusMonths(3 * n)
	case now.year > 0 && unit == unitYear:
		return point{year: now.year + n}
	case now.year > 0 && unit == unitDecade:
		return point{year: now.year + 10*n}
	case now.year > 0 && unit == unitCentury:
		return point{year: now.year + 100*n}
	}
	return point{}
}

// lately is from n units before the report up to it, or from it on.
func lately(n, unit, direction int) expression {
	return expression{mean: func(c context) when {
		now := c.now.clean()
		far := point{}
		if n > 0 {
			far = steps(now, n*direction, unit).marked('~')
			if !far.known() {
				return when{}
			}
		}
		if direction < 0 {
			return between(far, now)
		}
		return between(now, far)
	}}
}

// near is "in recent days" or "in the coming days".
func near(coming bool) expression {
	if coming {
		return lately(0, unitDay, 1)
	}
	return lately(0, unitDay, -1)
}

// steppedWeekday is "last Friday", "this Friday" or "next Friday". The next one
// may be that of next week where this week has one still to come.
func steppedWeekday(weekday, n int) expression {
	return expression{isDay: true, mean: func(c context) when {
		now := c.now.clean()
		if now.day == 0 {
			return when{}
		}
		ahead := (weekday - now.weekday() + 7) % 7
		switch {
		case n < 0 && ahead == 0:
			return at(now.plus(-7))
		case n < 0 || n == 0 && c.tense == past && ahead > 0:
			return at(now.plus(ahead - 7))
		case n == 0:
			return at(now.plus(ahead))
		case ahead == 0:
			return at(now.plus(7))
		case weekday > now.weekday():
			return at(now.plus(ahead).marked('?'))
		}
		return at(now.plus(ahead))
	}}
}

// steppedMonth is "last November", "this November" or "next November".
func steppedMonth(month, n int) expression {
	return expression{mean: func(c context) when {
		now := c.now.clean()
		if now.month == 0 {
			return when{}
		}
		year := now.year
		switch {
		case n < 0 && month >= now.month:
			year--
		case n > 0 && month <= now.month:
			year++
		}
		return at(point{year: year, month: month})
	}}
}

// steppedSeason is "last spring", "this spring" or "next spring".
func steppedSeason(code, n int) expression {
	return expression{mean: func(c context) when {
		now := c.now.clean()
		if now.month == 0 {
			return when{}
		}
		here := seasonOf(now)
		year := here.year
		switch {
		case n < 0 && code >= here.month:
			year--
		case n > 0 && code <= here.month:
			year++
		case n == 0 && code < here.month && here.year < now.year:
			year++ // in January this spring is to come
		}
		return at(point{year: year, month: code})
	}}
}
