package exchange

import (
	"encoding/csv"
	"strings"
	"testing"

	"parley"
)

func TestTable_has_the_header_once_and_a_row_for_each_statement(t *testing.T) {
	rows := table(t, sample(t), sample(t))
	if len(rows) != 9 || strings.Join(rows[0], ",") != strings.Join(SheetStatements.Header(), ",") {
		t.Fatalf("%d rows, the first %q; want 9 under %q", len(rows), rows[0], SheetStatements.Header())
	}
	want := []string{"deep/ferry.txt", "r1", "s3", "Zoë Quarn", "she", "said", "“We waited,\nthen we left,” … “سلام,”", "direct"}
	if got := rows[3][:8]; strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("row of s3 = %q, want %q", got, want)
	}
	want = []string{"named", "Ilmar", "warn", "130", "true", "possible", "won’t", "2031-04~", "told Ilmar", "Ilmar; x1"}
	if got := rows[1][11:]; strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("answers of s1 = %q, want %q", got, want)
	}
	if got := rows[4][3:6]; strings.Join(got, "|") != "||was denied" {
		t.Errorf("speaker, source and cue of s4 = %q, want an unknown speaker", got)
	}
}

func TestTable_without_records_is_its_header(t *testing.T) {
	if rows := table(t); len(rows) != 1 {
		t.Errorf("rows = %q, want the header", rows)
	}
}

func TestTable_keeps_a_spreadsheet_from_running_words(t *testing.T) {
	for _, words := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1", "＋1", "－1", "＠SUM(A1)", " =1", "\ufeff=1", "\u00a0＝1"} {
		record := &parley.Record{Report: parley.Report{ID: "r", Text: words}, Statements: []parley.Statement{
			{ID: "s1", Cue: []parley.Span{{Start: 0, End: len(words)}}}}}
		if got := table(t, record)[1][5]; !strings.HasPrefix(got, "'") {
			t.Errorf("cell of %q = %q, want an apostrophe before it", words, got)
		}
	}
}

func TestTable_puts_every_cell_in_quotation_marks(t *testing.T) {
	const words = `a;=1+1 "b",c`
	record := &parley.Record{Report: parley.Report{ID: "r", Text: words}, Statements: []parley.Statement{
		{ID: "s1", Cue: []parley.Span{{Start: 0, End: len(words)}}}}}
	var out strings.Builder
	if err := NewTable(&out, SheetStatements).Write(record); err != nil {
		t.Fatal(err)
	}
	want := `"input","report","statement","speaker","source","cue","content","kind","start","end","confidence",` +
		`"source_class","addressees","act","cameo","negated","certainty","hedges","said","channel","chain"` + "\n" +
		`"","r","s1","","","a;=1+1 ""b"",c","","","0","12","0.000","","","","","","","","","",""` + "\n"
	if out.String() != want {
		t.Errorf("Write(…) wrote\n%s\nwant\n%s", out.String(), want)
	}
}

func table(t *testing.T, records ...*parley.Record) [][]string {
	t.Helper()
	var out strings.Builder
	table := NewTable(&out, SheetStatements)
	for _, r := range records {
		if err := table.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := table.Close(); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(out.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
