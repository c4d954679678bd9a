package dates_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/resolve/dates"
)

// FuzzFind holds what is found in any text to its laws: spans hold, come in
// order and do not overlap, cut no word, and each EDTF is one.
func FuzzFind(f *testing.F) {
	for _, text := range []string{
		"On Tuesday, 14 October 2025, at 3 p.m. they met in the late 1990s.",
		"NORHAVEN, Nov. 25 (Wire) - from 28 February to 31 March; by the end of next year. 25/12/2025",
		"two weeks ago, in recent days, the week of March 6, the day before last Friday, the '90s, 1990-95",
		"the 20th century, February 29, in 3 days' time, last winter, May the 4th of last year, 0000-00-00",
	} {
		f.Add(text, "2031-11-26")
		f.Add(text, "2031-11?")
		f.Add(text, "")
	}
	f.Add("today, last century, 900 years ago, yesterday", "0001-01-01")
	f.Add("tomorrow, next year, in 2 days' time", "9999-12-31")
	f.Fuzz(func(t *testing.T, text, published string) {
		report := &parley.Report{Text: strings.ToValidUTF8(text, "?"), Published: published}
		end := 0
		for _, d := range dates.Find(report, nil) {
			if err := report.Verify(d.Span); err != nil || d.Span.Start < end {
				t.Fatalf("span %v after one that ends at %d: %v", d.Span, end, err)
			}
			end = d.Span.End
			if d.EDTF != "" && !validEDTF(d.EDTF) {
				t.Errorf("%q in a report of %q is %q, which is no EDTF of level 1", report.Quote(d.Span), published, d.EDTF)
			}
		}
	})
}

var edtfPoint = regexp.MustCompile(`^(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d))?(?:-(\d\d))?[?~%]?$`)

// validEDTF accepts of EDTF, level 1, what this package may print: a point, or
// an interval with at most one end open or unknown.
func validEDTF(edtf string) bool {
	from, to, isInterval := strings.Cut(edtf, "/")
	if !isInterval {
		return validPoint(edtf)
	}
	isEnd := func(s string) bool { return s == "" || s == ".." }
	return validPoint(from) && (validPoint(to) || isEnd(to)) || isEnd(from) && validPoint(to)
}

func validPoint(edtf string) bool {
	m := edtfPoint.FindStringSubmatch(edtf)
	if m == nil || m[2] != "" && strings.Contains(m[1], "X") {
		return false
	}
	month, _ := strconv.Atoi(m[2])
	switch {
	case m[2] == "":
		return true
	case m[3] == "":
		return 1 <= month && month <= 12 || 21 <= month && month <= 24
	}
	_, err := time.Parse(time.DateOnly, m[1]+"-"+m[2]+"-"+m[3])
	return err == nil
}

func TestValidEDTF(t *testing.T) {
	for edtf, want := range map[string]bool{
		"2031": true, "203X": true, "20XX~": true, "2031-11%": true, "2031-21": true, "2031-11-26?": true,
		"2031-11-01/2031-11-26": true, "../2031": true, "2031-03/..": true, "/2031-11": true, "2031-11-26/": true,
		"": false, "/": false, "../..": false, "2031-13": false, "2031-00": false, "2031-02-29": false, "31": false,
		"203X-11": false, "2031-21-01": false, "2031-11~?": false, "2031/2032/2033": false,
	} {
		if got := validEDTF(edtf); got != want {
			t.Errorf("validEDTF(%q) = %v, want %v", edtf, got, want)
		}
	}
}

// TestFind_takes_time_in_proportion_to_the_text reads hostile texts of many
// beginnings without an end; a rule that looks far ahead would not come back.
func TestFind_takes_time_in_proportion_to_the_text(t *testing.T) {
	if testing.Short() {
		t.Skip("reads much")
	}
	for _, piece := range []string{"Monday ", "3pm ", "from ", "the the ", "early ", "(", `."`, "1", "a", "May 3-", "last ", "in 2 ", "10:30 on ", "2031-", "’s"} {
		report := &parley.Report{Text: strings.Repeat(piece, 20_000/len(piece)), Published: "2031-11-26"}
		for _, d := range dates.Find(report, nil) {
			if report.Verify(d.Span) != nil {
				t.Fatalf("%q: span %v does not hold", piece, d.Span)
			}
		}
	}
}
