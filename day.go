package parley

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// A Day counts days from 1970-01-01, in the proleptic Gregorian calendar.
type Day int32

// The days before and after all others: an interval that is open has them.
const (
	FirstDay Day = math.MinInt32
	LastDay  Day = math.MaxInt32
)

// Days is the range of days, both included, within which an EDTF date (ISO
// 8601-2, level 1) lies: 2025-11 is from the 1st to the 30th, 2025-11-24/.. has no
// end. What is vague about it (~, ?, %) does not widen it. ok is false for what is
// no such date.
func Days(edtf string) (first, last Day, ok bool) {
	from, to, isInterval := strings.Cut(edtf, "/")
	first, last, ok = days(from)
	if !isInterval || !ok {
		return first, last, ok && from != "" && from != ".."
	}
	_, last, ok = days(to)
	return first, last, ok && first <= last
}

func days(point string) (first, last Day, ok bool) {
	if point == "" || point == ".." {
		return FirstDay, LastDay, true
	}
	point, _, _ = strings.Cut(strings.TrimRight(point, "~?%"), "T")
	parts := strings.Split(point, "-")
	if len(parts) > 3 || len(parts[0]) != 4 {
		return 0, 0, false
	}
	low, high := years(parts[0])
	if low < 0 {
		return 0, 0, false
	}
	start, end := time.Date(low, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(high+1, 1, 1, 0, 0, 0, 0, time.UTC)
	if len(parts) > 1 && parts[1] != "XX" {
		month, err := strconv.Atoi(parts[1])
		switch {
		case err != nil || len(parts[1]) != 2 || low != high:
			return 0, 0, false
		case month >= 1 && month <= 12:
			start, end = monthsOf(low, month, 1)
		case month >= 21 && month <= 24: // seasons of the northern half, winter last
			start, end = monthsOf(low, 3*(month-20), 3)
		case month >= 33 && month <= 36: // quarters
			start, end = monthsOf(low, 3*(month-33)+1, 3)
		case month >= 40 && month <= 41: // halves
			start, end = monthsOf(low, 6*(month-40)+1, 6)
		default:
			return 0, 0, false
		}
	}
	if len(parts) == 3 && parts[2] != "XX" {
		d, err := time.Parse(time.DateOnly, point)
		if err != nil {
			return 0, 0, false
		}
		start, end = d, d.AddDate(0, 0, 1)
	}
	return DayOf(start), DayOf(end) - 1, true
}

// years is the range of years that four digits with trailing Xs stand for.
func years(digits string) (low, high int) {
	low, err := strconv.Atoi(strings.ReplaceAll(digits, "X", "0"))
	if err != nil || strings.Trim(digits, "0123456789X") != "" {
		return -1, -1
	}
	high, _ = strconv.Atoi(strings.ReplaceAll(digits, "X", "9"))
	return low, high
}

func monthsOf(year, month, n int) (start, end time.Time) {
	start = time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	return start, start.AddDate(0, n, 0)
}

// DayOf is the day of t, in UTC.
func DayOf(t time.Time) Day { return Day(math.Floor(float64(t.Unix()) / (24 * 60 * 60))) }

// Time is the beginning of the day, in UTC.
func (d Day) Time() time.Time { return time.Unix(int64(d)*24*60*60, 0).UTC() }

// String is the day as EDTF has it; .. for one before or after all others.
func (d Day) String() string {
	if d == FirstDay || d == LastDay {
		return ".."
	}
	return d.Time().Format(time.DateOnly)
}
