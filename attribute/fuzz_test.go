package attribute

import (
	"strings"
	"testing"

	"parley"
)

// FuzzQuotations holds quotations to what the rest relies on: they lie apart, in
// the order of the text, on one line, between characters.
func FuzzQuotations(f *testing.F) {
	for _, text := range []string{
		"“We agree,” she said. ‘No’ \"yes\" «oui» „ja“ »nei«",
		"a line “left open\nand closed” here",
		"'90s rebels' \"plans\" don't ‘hold’",
		"“",
		"» »\n‘",
		"“‘’”",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		report := &parley.Report{Text: text}
		last := 0
		for _, q := range quotations(text) {
			if q.Start < last {
				t.Errorf("quotation %v begins before %d, where the last ends", q.Span, last)
			}
			last = q.End
			if words := report.Quote(q.Span); strings.Contains(words, "\n") {
				t.Errorf("quotation %q goes over a line", words)
			}
			for _, inner := range q.inner {
				if report.Quote(inner); !q.Contains(inner) {
					t.Errorf("quotation %v holds %v", q.Span, inner)
				}
			}
		}
	})
}

// FuzzWithin holds nesting to its law for any attributions: outward from each
// there is an end.
func FuzzWithin(f *testing.F) {
	f.Add([]byte{0, 3, 2, 9, 2, 3, 0, 9})
	f.Fuzz(func(t *testing.T, places []byte) {
		var attributions []parley.Attribution
		span := func(a, b byte) []parley.Span {
			return []parley.Span{{Start: int(min(a, b)), End: int(max(a, b)) + 1}}
		}
		for ; len(places) >= 4; places = places[4:] {
			attributions = append(attributions, parley.Attribution{Cue: span(places[0], places[1]), Content: span(places[2], places[3])})
		}
		outer := within(attributions)
		for i := range attributions {
			steps := 0
			for j := i; j >= 0; j = outer[j] {
				if steps++; steps > len(attributions) {
					t.Fatalf("going outward from %d does not end: %v", i, outer)
				}
			}
		}
	})
}
