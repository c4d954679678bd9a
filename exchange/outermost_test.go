package exchange

import (
	"strings"
	"testing"

	"parley"
)

func TestOutermost(t *testing.T) {
	t.Run("drops what another holds", func(t *testing.T) {
		record := sample(t)
		record.Responses[0].Statement, record.Positions[0].Statement, record.Contacts[0].Statement = "s2", "s2", "s2"
		got := Outermost(record)
		if ids(got.Statements) != "s1 s3 s4" || len(got.Responses) != 3 || len(got.Positions) != 1 || len(got.Contacts) != 1 {
			t.Errorf("Outermost(…) = %s and %d responses, want s1 s3 s4 and 3", ids(got.Statements), len(got.Responses))
		}
		if err := got.Verify(); err != nil {
			t.Errorf("what is left does not hold: %v", err)
		}
	})
	report := parley.Report{Text: "Ada said Bo agreed to go."}
	of := func(w string) []parley.Span {
		start := strings.Index(report.Text, w)
		return []parley.Span{{Start: start, End: start + len(w)}}
	}
	t.Run("of two that hold each other keeps the longer", func(t *testing.T) {
		got := ids(Outermost(&parley.Record{Report: report, Statements: []parley.Statement{
			{ID: "s1", Cue: of("said"), Content: of("Bo agreed to go")},
			{ID: "s2", Cue: of("agreed"), Content: of("Ada said")},
		}}).Statements)
		if got != "s1" {
			t.Errorf("Outermost(…) = %s, want s1", got)
		}
	})
	t.Run("keeps a cue of which only half lies in another's content", func(t *testing.T) {
		got := ids(Outermost(&parley.Record{Report: report, Statements: []parley.Statement{
			{ID: "s1", Cue: of("said"), Content: of("Bo ag")},
			{ID: "s2", Cue: of("agreed to"), Content: of("go")},
		}}).Statements)
		if got != "s1 s2" {
			t.Errorf("Outermost(…) = %s, want s1 s2", got)
		}
	})
}

func ids(statements []parley.Statement) string {
	var out []string
	for _, s := range statements {
		out = append(out, s.ID)
	}
	return strings.Join(out, " ")
}
