package exchange

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func recordPage(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile("../docs/record.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// exampleBelow is the first example below a heading.
func exampleBelow(t *testing.T, page, heading string) string {
	t.Helper()
	_, after, found := strings.Cut(page, "\n"+heading+"\n")
	_, after, open := strings.Cut(after, "```json\n")
	example, _, closed := strings.Cut(after, "```")
	if !found || !open || !closed {
		t.Fatalf("docs/record.md has no example below %q", heading)
	}
	return example
}

func TestDocs_show_a_record_that_holds(t *testing.T) {
	example := exampleBelow(t, recordPage(t), "## A whole one")
	record, err := Decode([]byte(example))
	if err != nil {
		t.Fatal(err)
	}
	validate(t, []byte(example))
	if got := words(&record.Report, record.Statements[0].Content); got != "it was over" {
		t.Errorf("content = %q, want it was over", got)
	}
}

func TestDocs_show_lines_of_the_deal_that_hold(t *testing.T) {
	page := recordPage(t)
	_, after, _ := strings.Cut(page, "\n> ")
	text, _, _ := strings.Cut(after, "\n")
	for heading, noun := range map[string]string{"### terms": "term", "### positions": "position", "### proposals": "proposal", "### contacts": "contact"} {
		line, err := jsonschema.UnmarshalJSON(strings.NewReader(exampleBelow(t, page, heading)))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled(t, "#/$defs/"+noun).Validate(line); err != nil {
			t.Errorf("below %s: %v", heading, err)
		}
		if spans := holdSpans(t, []rune(text), line); spans < 3 {
			t.Errorf("below %s are %d spans", heading, spans)
		}
	}
}

// holdSpans holds every span below value to the text, and counts them.
func holdSpans(t *testing.T, text []rune, value any) (spans int) {
	t.Helper()
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			spans += holdSpans(t, text, item)
		}
	case map[string]any:
		if words, ok := v["text"].(string); ok {
			start, _ := v["start"].(json.Number).Int64()
			end, _ := v["end"].(json.Number).Int64()
			if got := string(text[start:end]); got != words {
				t.Errorf("characters %d to %d of the example are %q, it says %q", start, end, got, words)
			}
			return 1
		}
		for _, item := range v {
			spans += holdSpans(t, text, item)
		}
	}
	return spans
}
