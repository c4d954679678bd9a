package desk_test

import (
	"strings"
	"testing"

	"parley/exchange"
	"parley/internal/casetest"
	"parley/ledger"
)

func TestHand_on_has_what_the_view_has(t *testing.T) {
	d, f := open(t)
	casetest.Decide(t, f, ledger.KindReject, "2/s1", ledger.Decision{})
	count := func(path string) (rows int, of map[string]bool) {
		t.Helper()
		status, body, _ := answer(t, d, asking("GET", path, nil))
		if status != 200 {
			t.Fatalf("GET %s = %d: %s", path, status, body)
		}
		of = map[string]bool{}
		for row, err := range exchange.Rows(strings.NewReader(body), 1<<20) {
			if err != nil {
				t.Fatal(err)
			}
			rows++
			of[row.Cell("report")] = true
		}
		return rows, of
	}
	for _, question := range []string{"", "?by=Brandt", "?text=ferry", "?act=assert&oldest=on"} {
		_, list, _ := ask(t, d, "GET", "/api/statements"+strings.ReplaceAll(question, "=on", "=true")+map[bool]string{true: "?", false: "&"}[question == ""]+"n=200", "")
		want := len(list["statements"].([]any))
		if rows, _ := count("/statements.csv" + question); rows != want {
			t.Errorf("/statements.csv%s has %d rows, want %d", question, rows, want)
		}
		_, lines, _ := answer(t, d, asking("GET", "/statements.jsonl"+question, nil))
		found := 0
		for line := range strings.Lines(lines) {
			record, err := exchange.Decode([]byte(line))
			if err != nil {
				t.Fatal(err)
			}
			found += len(record.Statements)
		}
		if found != want {
			t.Errorf("/statements.jsonl%s has %d statements, want %d", question, found, want)
		}
	}
}

// What leaves a case tells nothing of a sealed source.
func TestHand_on_masks_what_is_sealed(t *testing.T) {
	d, f := open(t)
	casetest.Decide(t, f, ledger.KindSeal, "2", ledger.Decision{Reason: "leaked to us"})
	for _, path := range []string{"/statements.csv", "/statements.csv?text=ferry", "/statements.jsonl", "/briefing", "/briefing.md", "/api/reports/2/record"} {
		status, body, _ := answer(t, d, asking("GET", path, nil))
		if status != 200 || !strings.Contains(body, "sealed") && !strings.Contains(body, "2/s") && !strings.Contains(body, `"2"`) {
			t.Errorf("GET %s = %d, without the sealed report: %.300s", path, status, body)
		}
		for _, tells := range []string{"Elsen Courier", "outlet0.example"} {
			if strings.Contains(body, tells) {
				t.Errorf("GET %s tells %q", path, tells)
			}
		}
	}
	_, line, _ := ask(t, d, "GET", "/api/lines/2/s1", "")
	if copied := line["copy"].(string); strings.Contains(copied, "Courier") || !strings.Contains(copied, "sealed source, 2/s1") || line["sealed"] != true {
		t.Errorf("copying 2/s1 gives %q", copied)
	}
	_, page, _ := answer(t, d, asking("GET", "/lines/2/s1", nil))
	if !strings.Contains(page, "data-sealed") || strings.Contains(page, `data-source="The Elsen`) {
		t.Errorf("the page of 2/s1 lets its source be copied")
	}
}
