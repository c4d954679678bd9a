package dates_test

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/resolve/dates"
)

// What the grammar reaches on AQUAINT's reports, whose labels lie in ../shared.
const (
	leastPrecision = 0.89
	leastRecall    = 0.86
	leastValues    = 0.90
)

// TestAQUAINT holds times against the TIMEX3 of type DATE whose value EDTF can
// say. A time is found if the two spans are the same but for a preposition or an
// article; its value is right if it is the same but for ~ and ?, which TimeML
// keeps elsewhere. Times over other TIMEX3 count for nothing.
func TestAQUAINT(t *testing.T) {
	dir := os.Getenv("PARLEY_SHARED")
	if dir == "" {
		t.Skip("PARLEY_SHARED names no folder with data/timex")
	}
	files, err := filepath.Glob(filepath.Join(dir, "data/timex/aquaint/*.tml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no reports: %v", err)
	}
	var found, touched, given, wanted, right, doubted, rightDoubted int
	for _, file := range files {
		report, labels := timeML(t, file)
		for _, l := range labels {
			if l.edtf != "" {
				wanted++
			}
		}
		for _, d := range dates.Find(report, nil) {
			l := overlapping(labels, d.Span)
			switch {
			case l != nil && l.edtf == "":
				continue
			case l == nil:
				given++
				t.Logf("%s: no label: %s", filepath.Base(file), around(report, d.Span))
				continue
			}
			given++
			touched++
			if bare(report, d.Span) != bare(report, l.span) {
				t.Logf("%s: %q, label %q", filepath.Base(file), report.Quote(d.Span), report.Quote(l.span))
			} else {
				found++
			}
			isDoubted := strings.ContainsAny(d.EDTF, "?%")
			if isDoubted {
				doubted++
			}
			if sameTime(d.EDTF, l.edtf) {
				right++
				if isDoubted {
					rightDoubted++
				}
			} else {
				t.Logf("%s (%s): %s is %s, label %s", filepath.Base(file), report.Published, around(report, d.Span), d.EDTF, l.edtf)
			}
			l.isFound = true
		}
		for _, l := range labels {
			if l.edtf != "" && !l.isFound {
				t.Logf("%s: missed: %s, %s", filepath.Base(file), around(report, l.span), l.edtf)
			}
		}
	}
	precision, recall := share(found, given), share(found, wanted)
	values := share(right, touched)
	fmt.Printf("AQUAINT: %d reports, %d dates. Exact spans: precision %.3f, recall %.3f. Overlapping: precision %.3f, recall %.3f. Values right: %.3f of %d found (uncertain: %d of %d)\n",
		len(files), wanted, precision, recall, share(touched, given), share(touched, wanted), values, touched, rightDoubted, doubted)
	if precision < leastPrecision || recall < leastRecall || values < leastValues {
		t.Errorf("precision %.3f, recall %.3f, values %.3f; want %v, %v and %v or more", precision, recall, values, leastPrecision, leastRecall, leastValues)
	}
}

func share(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

type timex struct {
	span    parley.Span
	edtf    string // empty where EDTF cannot say it, or it is no DATE
	isFound bool
}

var (
	tag       = regexp.MustCompile(`<[^>]*>`)
	attribute = regexp.MustCompile(`(\w+)="([^"]*)"`)
)

// timeML reads the text and the times of a report.
func timeML(t *testing.T, file string) (*parley.Report, []*timex) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	source := string(data)
	report := &parley.Report{}
	if _, dct, ok := strings.Cut(source, "<DCT>"); ok {
		report.Published = attributes(tag.FindString(dct))["value"]
	}
	_, source, ok := strings.Cut(source, "<TEXT>")
	source, _, ended := strings.Cut(source, "</TEXT>")
	if !ok || !ended || report.Published == "" {
		t.Fatalf("%s has no text or date", file)
	}
	var text strings.Builder
	var labels []*timex
	var open *timex
	for source != "" {
		at := tag.FindStringIndex(source)
		if at == nil {
			at = []int{len(source), len(source)}
		}
		text.WriteString(html.UnescapeString(source[:at[0]]))
		name := source[at[0]:at[1]]
		source = source[at[1]:]
		switch {
		case strings.HasPrefix(name, "<TIMEX3"):
			a := attributes(name)
			open = &timex{span: parley.Span{Start: text.Len()}}
			if a["type"] == "DATE" {
				open.edtf = edtfOf(a["value"])
			}
		case name == "</TIMEX3>" && open != nil:
			open.span.End = text.Len()
			labels = append(labels, open)
			open = nil
		}
	}
	report.Text = text.String()
	return report, labels
}

func attributes(tag string) map[string]string {
	all := map[string]string{}
	for _, m := range attribute.FindAllStringSubmatch(tag, -1) {
		all[m[1]] = m[2]
	}
	return all
}

var (
	plainValue = regexp.MustCompile(`^(\d{4}|\d{3}X|\d\dXX)(-\d\d){0,2}$`)
	weekValue  = regexp.MustCompile(`^(\d{4})-W(\d\d?)(-WE)?$`)
	seasons    = map[string]string{"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
)

// edtfOf is a TIMEX3 value in EDTF, empty where there is none.
func edtfOf(value string) string {
	value, _, _ = strings.Cut(value, "T")
	for _, open := range []string{"-XX", "-XX"} {
		value = strings.TrimSuffix(value, open)
	}
	if year, season, ok := strings.Cut(value, "-"); ok && seasons[season] != "" {
		return year + "-" + seasons[season]
	}
	if m := weekValue.FindStringSubmatch(value); m != nil {
		var year, week int
		fmt.Sscan(m[1], &year)
		fmt.Sscan(m[2], &week)
		fourth := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
		monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7+7*(week-1))
		from := monday
		if m[3] != "" {
			from = monday.AddDate(0, 0, 5)
		}
		return from.Format(time.DateOnly) + "/" + monday.AddDate(0, 0, 6).Format(time.DateOnly)
	}
	if plainValue.MatchString(value) {
		return value
	}
	return ""
}

func overlapping(labels []*timex, span parley.Span) *timex {
	for _, l := range labels {
		if l.span.Overlaps(span) {
			return l
		}
	}
	return nil
}

// leading are words that one guide counts to a time and another does not.
var leading = strings.Fields("on in at since until by from the of during over to through till between")

func bare(r *parley.Report, span parley.Span) string {
	words := strings.Fields(strings.ToLower(strings.Trim(r.Quote(span), ".,'\n ")))
	for len(words) > 0 {
		if i := indexOf(leading, words[0]); i < 0 {
			break
		}
		words = words[1:]
	}
	return strings.TrimSuffix(strings.Join(words, " "), "'s")
}

func indexOf(list []string, word string) int {
	for i, w := range list {
		if w == word {
			return i
		}
	}
	return -1
}

// sameTime compares without marks; of an interval with an open end the other end.
func sameTime(got, want string) bool {
	plain := strings.NewReplacer("?", "", "~", "", "%", "", "../", "", "/..", "").Replace(got)
	return plain == want
}

func around(r *parley.Report, span parley.Span) string {
	text := r.Text[max(0, span.Start-60):span.Start] + "[" + r.Quote(span) + "]" + r.Text[span.End:min(len(r.Text), span.End+40)]
	return strings.ToValidUTF8(strings.Join(strings.Fields(text), " "), "?")
}
