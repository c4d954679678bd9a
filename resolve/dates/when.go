package dates

import (
	"fmt"
	"time"
)

// A point is a day, month, season, year, decade or century. The zero point is
// one that is not known.
type point struct {
	year  int // a decade's or century's first
	month int // 0 where only the year is told; 21 to 24 are the seasons
	day   int
	xs    int  // last digits of the year that are not told: 1 of a decade, 2 of a century
	mark  byte // ? uncertain, ~ a part of it or about it, % both; 0 for none
}

// String is p in EDTF, level 1; empty where p is not known or cannot be.
func (p point) String() string {
	if !p.known() {
		return ""
	}
	s := fmt.Sprintf("%04d", p.year)
	s = s[:4-p.xs] + "XX"[:p.xs]
	if p.month > 0 {
		s += fmt.Sprintf("-%02d", p.month)
	}
	if p.day > 0 {
		s += fmt.Sprintf("-%02d", p.day)
	}
	if p.mark != 0 {
		s += string(p.mark)
	}
	return s
}

func (p point) known() bool {
	return 0 < p.year && p.year <= 9999 && (p.day == 0 || p.day <= daysIn(p.year, p.month))
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// marked is p with one more mark.
func (p point) marked(mark byte) point {
	if p.mark != 0 && mark != 0 && p.mark != mark {
		mark = '%'
	}
	if mark != 0 {
		p.mark = mark
	}
	return p
}

// plus is the day n days after p, which is a day.
func (p point) plus(n int) point {
	y, m, d := time.Date(p.year, time.Month(p.month), p.day+n, 0, 0, 0, 0, time.UTC).Date()
	return point{year: y, month: int(m), day: d, mark: p.mark}
}

// plusMonths is the month n months after that of p.
func (p point) plusMonths(n int) point {
	months := p.year*12 + p.month - 1 + n
	return point{year: months / 12, month: months%12 + 1, mark: p.mark}
}

// weekday of p, which is a day: 1 for Monday.
func (p point) weekday() int {
	return (int(time.Date(p.year, time.Month(p.month), p.day, 0, 0, 0, 0, time.UTC).Weekday())+6)%7 + 1
}

// A when is a point or an interval. The zero when is not known.
type when struct {
	from, to   point // of a point, from alone
	isInterval bool
	isOpen     bool // an end of the interval that is not known is open
}

func at(p point) when { return when{from: p} }

func between(from, to point) when { return when{from: from, to: to, isInterval: true} }

// String is w in EDTF, level 1; empty where it is not known.
func (w when) String() string {
	from, to := w.from.String(), w.to.String()
	switch {
	case !w.isInterval || from == "" && to == "":
		return from
	case w.from.known() && w.to.known() && w.to.before(w.from):
		return ""
	case w.isOpen && from == "":
		from = ".."
	case w.isOpen && to == "":
		to = ".."
	}
	return from + "/" + to
}

// before reports whether all of p lies before q begins.
func (p point) before(q point) bool {
	if p.xs > 0 || q.xs > 0 || p.month > 12 || q.month > 12 {
		return p.year < q.year && p.xs == 0
	}
	if p.year != q.year || p.month == 0 || q.month == 0 {
		return p.year < q.year
	}
	if p.month != q.month || p.day == 0 || q.day == 0 {
		return p.month < q.month
	}
	return p.day < q.day
}

func (w when) marked(mark byte) when {
	w.from, w.to = w.from.marked(mark), w.to.marked(mark)
	return w
}

// isDay reports whether w is as exact as a day.
func (w when) isDay() bool { return w.from.day > 0 || w.to.day > 0 }

// last is the end of w.
func (w when) last() point {
	if w.isInterval {
		return w.to
	}
	return w.from
}
