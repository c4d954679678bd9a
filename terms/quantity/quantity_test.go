package quantity_test

import (
	"fmt"
	"strings"
	"testing"

	"parley"
	"parley/terms/quantity"
)

func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		"an army of 600,000 troops":                       "600,000 troops = 600000 troops",
		"600,000 Ukrainian troops":                        "600,000 Ukrainian troops = 600000 troops",
		"600,000 well-armed soldiers":                     "600,000 well-armed soldiers = 600000 soldiers",
		"20 km deep, or 12.5 miles":                       "20 km = 20 km; 12.5 miles = 12.5 [mi_i]",
		"a 20-km zone for a 10-year term":                 "20-km = 20 km; 10-year = 10 a",
		"10 to 15 years":                                  "10 to 15 years = between 10..15 a",
		"10-15 years, then 3–5 percent":                   "10-15 years = between 10..15 a; 3–5 percent = between 3..5 %",
		"between 10 and 15 years":                         "10 and 15 years = between 10..15 a",
		"3% to 5% of it":                                  "3% to 5% = between 3..5 %",
		"$10-15 billion":                                  "$10-15 billion = between 1e+10..1.5e+10 USD",
		"$10 billion to $15 billion":                      "$10 billion to $15 billion = between 1e+10..1.5e+10 USD",
		"up to 5,000 soldiers":                            "5,000 soldiers = at-most 0..5000 soldiers",
		"at least three months":                           "three months = at-least 3..0 mo",
		"no more than 300 kilograms":                      "300 kilograms = at-most 0..300 kg",
		"some 2,000 prisoners":                            "2,000 prisoners = about 2000 prisoners",
		"within 10 days":                                  "10 days = at-most 0..10 d",
		"five years or more":                              "five years = at-least 5..0 a",
		"half of the territory":                           "half = 0.5 1",
		"two-thirds of members and a third of seats":      "two-thirds = 0.6666666666666666 1; a third = 0.3333333333333333 1",
		"half a million people":                           "half a million people = 500000 people",
		"two and a half years":                            "two and a half years = 2.5 a",
		"$300 billion, €5bn and £2m":                      "$300 billion = 3e+11 USD; €5bn = 5e+09 EUR; £2m = 2e+06 GBP",
		"300 million dollars a year":                      "300 million dollars a year = 3e+08 USD/a",
		"US$50 per day":                                   "US$50 per day = 50 USD/d",
		"3.67 percent":                                    "3.67 percent = 3.67 %",
		"2m barrels a day":                                "2m barrels a day = 2e+06 [bbl_us]/d",
		"a wall 20m high":                                 "20m = 20 m",
		"two hundred and fifty thousand refugees":         "two hundred and fifty thousand refugees = 250000 refugees",
		"a dozen prisoners":                               "a dozen prisoners = 12 prisoners",
		"twenty-eight points":                             "twenty-eight points = 28 points",
		"28 points and 7 annexes":                         "28 points = 28 points; 7 annexes = 7 annexes",
		"$16.4 trillion, 1.1 to 16.4 million people":      "$16.4 trillion = 1.64e+13 USD; 1.1 to 16.4 million people = between 1.1e+06..1.64e+07 people",
		"a six-hour pause of the 9M729 missile":           "six-hour = 6 h",
		"28-point plan":                                   "",
		"19,000 square kilometres":                        "19,000 square kilometres = 19000 km2",
		"a $25-a-month fee of 2000 troops":                "$25 = 25 USD; 2000 troops = 2000 troops",
		"on 14 October 2025, in 2025, since the 1990s":    "",
		"a 45-year-old, aged 45 years, 45 years old":      "",
		"two days ago, the last ten years":                "",
		"call 555-1234-99 or +7 495 123 soldiers":         "",
		"Article 5 guarantees, Resolution 2231 sanctions": "",
		"F-16 jets, 9/11 attacks, G7 leaders, 1967 lines": "",
		"at 10:30 people met at 3 p.m.":                   "",
		"the two sides and one of them":                   "",
		"two countries":                                   "two countries = 2 countries",
		"the 2019 elections, the 2015 sanctions":          "",
		"hundreds of people":                              "",
	} {
		report := &parley.Report{Text: text}
		var got []string
		for _, q := range quantity.Find(text, parley.Span{End: len(text)}) {
			amount := fmt.Sprint(q.Low)
			if q.Low != q.High {
				amount += ".." + fmt.Sprint(q.High)
			}
			got = append(got, strings.Join(strings.Fields(fmt.Sprintf("%s = %s %s %s", report.Quote(q.Span), q.Bound, amount, q.Unit)), " "))
		}
		if got := strings.Join(got, "; "); got != want {
			t.Errorf("Find(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestFind_keeps_to_its_span(t *testing.T) {
	text := "5,000 troops, 10 years, 20 km"
	found := quantity.Find(text, parley.Span{Start: 14, End: 22})
	if len(found) != 1 || text[found[0].Span.Start:found[0].Span.End] != "10 years" {
		t.Errorf("Find = %+v, want 10 years", found)
	}
}

// Whatever the text, the words of quantities lie in it, in order, and their
// numbers are numbers.
func FuzzFind(f *testing.F) {
	f.Add("between $10 and 15bn a year, two hundred and fifty-five thousand 3% to 5%", 0, 60)
	f.Add("10-15-20-25 km2 half a million +7 495 1,000,000.5m barrels", 3, 40)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		report := &parley.Report{Text: strings.ToValidUTF8(text, "�")}
		span := parley.Span{Start: start, End: end}
		if report.Verify(span) != nil {
			span = parley.Span{End: len(report.Text)}
		}
		last := span.Start
		for _, q := range quantity.Find(report.Text, span) {
			if err := report.Verify(q.Span); err != nil || q.Span.Start < last || !span.Contains(q.Span) {
				t.Fatalf("%+v in %v: %v", q, span, err)
			}
			last = q.Span.End
			if q.Low < 0 || q.Unit == "" || q.Low != q.Low || q.High != 0 && q.High < q.Low {
				t.Errorf("%+v of %q", q, report.Quote(q.Span))
			}
		}
	})
}
