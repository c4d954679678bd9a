package clerk_test

import (
	"fmt"
	"slices"
	"testing"

	"parley"
)

// goldenProposals holds the plan that the page tells of: its forms, how many points
// it has and which are worded, when it came up and whose it is; and that the Gaza
// agreement is another.
func goldenProposals(t *testing.T, record *parley.Record) {
	t.Helper()
	var lines []string
	for _, p := range record.Proposals {
		by := ""
		for _, id := range p.By {
			by += entity(record, id) + " "
		}
		lines = append(lines, fmt.Sprintf("%s %q by %s| %d points, %s, %s", p.Name, p.Aliases, by, p.Points, p.Date.EDTF, p.Status))
		for _, point := range p.Seen {
			lines = append(lines, "- "+quotes(record, point.Words))
		}
	}
	want := []string{
		`28-point peace plan ["The plan" "the US plan"] by US | 28 points, 2025-11~, tabled`,
		"- Ukraine to cede the entire Donetsk region ",
		"- recognising Russian control over Crimea and Luhansk ",
		"- demilitarised zones in Kherson and Zaporizhzhia ",
		`Gaza ceasefire agreement ["the recent Gaza ceasefire agreement"] by | 0 points, , `,
	}
	if !slices.Equal(lines, want) {
		t.Errorf("proposals:\n%q\nwant:\n%q", lines, want)
	}
}
