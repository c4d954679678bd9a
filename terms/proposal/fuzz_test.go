package proposal_test

import (
	"strings"
	"testing"

	"parley"
	"parley/resolve/dates"
	"parley/terms/proposal"
)

// FuzzFind holds Find to its law for any text: it does not panic, gives the same
// again, and each span of it lies in the report.
func FuzzFind(f *testing.F) {
	for _, text := range []string{
		"The 28-point peace plan, leaked in May, would require Oda's Norland to cede it. It would also ban boats. The plan:\n1. No boats.\n• (b) “Peace",
		"Under the U.S.-Mexico Treaty (UMT) of 1987, a deal with Iran's’ agreement's plan’s was signed by the the.",
		"the the plan plan deal treaty's draft ’s accord's a revised version of a revised version of the draft",
		"\u00a0’s plan\n\n\n'’'s",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		report := parley.Report{ID: "r", Text: strings.ToValidUTF8(text, "")}
		record := &parley.Record{Report: report, Entities: []parley.Entity{{ID: "e1", Name: "Oda", Kind: parley.EntityPerson}}}
		if i := strings.Index(report.Text, "Oda"); i >= 0 {
			record.Entities[0].Mentions = []parley.Mention{{Span: parley.Span{Start: i, End: i + 3}, Form: parley.MentionName, Kind: parley.EntityPerson}}
		}
		found := dates.Find(&report, nil)
		record.Proposals = proposal.Find(record, found)
		if err := record.Verify(); err != nil {
			t.Fatal(err)
		}
		for i, p := range proposal.Find(record, found) {
			if p.Name == "" || p.Name != record.Proposals[i].Name {
				t.Errorf("Find gives %q, then %q", record.Proposals[i].Name, p.Name)
			}
		}
	})
}
