package network

import "time"

// A Unit is what time windows are made of.
type Unit string

const (
	UnitDay   Unit = "day"
	UnitWeek  Unit = "week" // from Monday
	UnitMonth Unit = "month"
	UnitYear  Unit = "year"
)

// Units lists every unit.
var Units = []Unit{UnitDay, UnitWeek, UnitMonth, UnitYear}

// start is the beginning of the unit in which t lies.
func (u Unit) start(t time.Time) time.Time {
	t = t.UTC()
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	switch u {
	case UnitWeek:
		return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	case UnitMonth:
		return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
	case UnitYear:
		return time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return day
}

func (u Unit) add(t time.Time, n int) time.Time {
	switch u {
	case UnitWeek:
		return t.AddDate(0, 0, 7*n)
	case UnitMonth:
		return t.AddDate(0, n, 0)
	case UnitYear:
		return t.AddDate(n, 0, 0)
	}
	return t.AddDate(0, 0, n)
}

// Windows are the time windows of size units within the dates of codings, each a
// unit later than the one before, as those of rDNA that lie within the timeline; one
// where the timeline is shorter. Codings without a date are in none.
func Windows(codings []Coding, o Options, unit Unit, size int) []Options {
	var first, last time.Time
	for _, c := range codings {
		if c.Date.IsZero() || !o.From.IsZero() && c.Date.Before(o.From) || !o.To.IsZero() && c.Date.After(o.To) {
			continue
		}
		if first.IsZero() || c.Date.Before(first) {
			first = c.Date
		}
		if c.Date.After(last) {
			last = c.Date
		}
	}
	if first.IsZero() || size < 1 {
		return nil
	}
	var all []Options
	end := unit.add(unit.start(last), 1)
	for from := unit.start(first); len(all) == 0 || !unit.add(from, size).After(end); from = unit.add(from, 1) {
		window := o
		window.From, window.To = from, unit.add(from, size).Add(-time.Nanosecond)
		if all = append(all, window); len(all) == mostWindows {
			break
		}
	}
	return all
}

// mostWindows bounds a series: one a day for 27 years.
const mostWindows = 10_000
