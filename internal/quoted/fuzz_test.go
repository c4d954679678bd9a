package quoted_test

import (
	"strings"
	"testing"

	"parley"
	"parley/internal/quoted"
)

// FuzzFind holds the quotations to what the rest relies on: they lie apart, in
// the order of the text, on one line, between characters.
func FuzzFind(f *testing.F) {
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
		for _, q := range quoted.Find(text) {
			if q.Start < last {
				t.Errorf("quotation %v begins before %d, where the last ends", q.Span, last)
			}
			last = q.End
			if words := report.Quote(q.Span); strings.Contains(words, "\n") {
				t.Errorf("quotation %q goes over a line", words)
			}
			for _, inner := range q.Inner {
				if report.Quote(inner); !q.Contains(inner) {
					t.Errorf("quotation %v holds %v", q.Span, inner)
				}
			}
		}
	})
}
