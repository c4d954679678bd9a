package dates_test

import (
	"fmt"
	"strings"
	"testing"

	"parley"
	"parley/internal/testkit"
	"parley/resolve/dates"
)

// TestFind reads its cases from testdata. The first line of a report says when
// it was published, "Published: 2031-05-14", or "Published:" for a report that
// does not. A time a line follows, as "words -> EDTF"; ? where that is not told.
func TestFind(t *testing.T) {
	testkit.Run(t, func(r *parley.Reading) string {
		head, _, _ := strings.Cut(r.Report.Text, "\n")
		published, ok := strings.CutPrefix(head, "Published:")
		if !ok {
			return "the first line does not begin with Published:\n"
		}
		r.Report.Published = strings.TrimSpace(published)
		var names []parley.Span
		for _, m := range r.Mentions {
			names = append(names, m.Span)
		}
		var lines strings.Builder
		for _, d := range dates.Find(r.Report, names) {
			if d.Span.Start < len(head) {
				continue
			}
			edtf := d.EDTF
			if edtf == "" {
				edtf = "?"
			}
			fmt.Fprintf(&lines, "%s -> %s\n", strings.ReplaceAll(r.Report.Quote(d.Span), "\n", " / "), edtf)
		}
		return lines.String()
	})
}
