package exchange

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"parley"
)

func TestDecode_of_Encode_is_the_same_record(t *testing.T) {
	want := sample(t)
	line, err := Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(line)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Decode(Encode(x)) = %+v, want %+v", got, want)
	}
}

func TestEncode(t *testing.T) {
	line, err := Encode(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Run("counts code points, so that the offsets cut the very words", func(t *testing.T) {
		var out struct {
			Report     struct{ Text string }
			Statements []struct{ Source, Cue, Content []jsonSpan }
		}
		if err := json.Unmarshal(line, &out); err != nil {
			t.Fatal(err)
		}
		characters := []rune(out.Report.Text)
		for _, s := range out.Statements {
			for _, span := range append(append(s.Source, s.Cue...), s.Content...) {
				if got := string(characters[span.Start:span.End]); got != span.Text {
					t.Errorf("characters %d to %d are %q, the record says %q", span.Start, span.End, got, span.Text)
				}
			}
		}
	})
	t.Run("prints what is not known as null or as an empty list", func(t *testing.T) {
		for _, want := range []string{`"timecode":null`, `"option":null`, `"high":null`, `"number":null`, `"speaker":null`, `"within":"s1"`, `"within":null`, `"act":null`} {
			if !strings.Contains(string(line), want) {
				t.Errorf("no %s in %s", want, line)
			}
		}
	})
	t.Run("leaves quotation as it stands", func(t *testing.T) {
		if !strings.Contains(string(line), `"title":"Talks <resume> & stall"`) {
			t.Errorf("title is escaped in %s", line)
		}
	})
	t.Run("has the fields of the object, in their order", func(t *testing.T) {
		var object jsonRecord
		if err := json.Unmarshal(line, &object); err != nil {
			t.Fatal(err)
		}
		var again bytes.Buffer
		lines := json.NewEncoder(&again)
		lines.SetEscapeHTML(false)
		if err := lines.Encode(object); err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(again.String()); got != string(line) {
			t.Errorf("fields of the object: %s, want %s", got, line)
		}
	})
	t.Run("keeps four digits of a confidence", func(t *testing.T) {
		record := sample(t)
		record.Statements[0].Confidence, record.Statements[1].Confidence = 0.123456789, 0.99999
		line, err := Encode(record)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`"confidence":0.1235}`, `"confidence":1}`} {
			if !strings.Contains(string(line), want) {
				t.Errorf("no %s in %s", want, line)
			}
		}
	})
	t.Run("stays on one line", func(t *testing.T) {
		if bytes.ContainsAny(line, "\r\n") {
			t.Errorf("line break in %q", line)
		}
	})
	t.Run("prints a record without statements", func(t *testing.T) {
		line, err := Encode(&parley.Record{Report: parley.Report{ID: "r", Text: "Nothing."}})
		if err != nil {
			t.Fatal(err)
		}
		validate(t, line)
	})
	t.Run("refuses a span that the text does not hold", func(t *testing.T) {
		record := sample(t)
		record.Statements[1].Cue = []parley.Span{{Start: 5, End: 9999}}
		_, err := Encode(record)
		if err == nil || !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), "cue of statement s2") {
			t.Errorf("Encode(…) = %v, want an invalid cue of statement s2", err)
		}
	})
}

func TestEncode_holds_to_the_schema(t *testing.T) {
	line, err := Encode(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	validate(t, line)
}

func TestSchema_has_the_closed_lists_of_the_deal(t *testing.T) {
	var schema struct {
		Defs map[string]struct {
			Properties map[string]struct{ Enum []any }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(Schema, &schema); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		noun, field string
		want        []any
	}{
		{"position", "stance", listed(parley.Stances)},
		{"position", "basis", listed(parley.Bases)},
		{"proposal", "status", append(listed(parley.ProposalStatuses), nil)},
		{"lineage", "kind", listed(parley.LineageKinds)},
		{"contact", "kind", listed(parley.ContactKinds)},
		{"contact", "status", listed(parley.ContactStatuses)},
		{"quantity", "bound", append(listed(parley.Bounds), nil)},
	} {
		got := schema.Defs[test.noun].Properties[test.field].Enum
		slices.SortFunc(got, byText)
		slices.SortFunc(test.want, byText)
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s of a %s = %v, want %v", test.field, test.noun, got, test.want)
		}
	}
}

func listed[T ~string](members []T) (out []any) {
	for _, m := range members {
		out = append(out, string(m))
	}
	return out
}

func byText(a, b any) int { return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)) }

func TestDecode_reads_earlier_versions(t *testing.T) {
	record := sample(t)
	record.Terms, record.Positions, record.Proposals, record.Contacts, record.Responses = nil, nil, nil, nil, record.Responses[:2]
	line, err := Encode(record)
	if err != nil {
		t.Fatal(err)
	}
	for _, version := range []string{"1", "2"} {
		got, err := Decode(bytes.Replace(line, []byte(`"schema":3`), []byte(`"schema":`+version), 1))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, record) {
			t.Errorf("Decode of version %s = %+v, want %+v", version, got, record)
		}
	}
}

func TestSchema_refuses_a_field_that_it_does_not_name(t *testing.T) {
	line, err := Encode(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	for noun, beginning := range map[string]string{
		"record": `{"schema"`, "report": `"report":{`, "entity": `"entities":[{`, "mention": `"mentions":[{`,
		"statement": `"statements":[{`, "span": `"cue":[{`,
		"term": `"terms":[{`, "option": `"options":[{`, "position": `"positions":[{`, "quantity": `"quantities":[{`, "proposal": `"proposals":[{`,
		"point": `"seen":[{`, "lineage": `"lineage":[{`, "contact": `"contacts":[{`,
	} {
		more := strings.Replace(beginning, "{", `{"spaeker":null,`, 1)
		record, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(string(line), beginning, more, 1)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema(t).Validate(record); err == nil || !strings.Contains(err.Error(), "spaeker") {
			t.Errorf("Validate(%s with a field more) = %v, want the field named", noun, err)
		}
	}
}

func TestSchema_refuses_a_record_with_a_field_missing(t *testing.T) {
	line, _ := Encode(sample(t))
	for _, field := range []string{"schema", "weights", "statements", "warnings", "exhibits"} {
		var record map[string]any
		if err := json.Unmarshal(line, &record); err != nil {
			t.Fatal(err)
		}
		delete(record, field)
		if err := schema(t).Validate(record); err == nil {
			t.Errorf("a record without %q passes", field)
		}
	}
}

func validate(t *testing.T, line []byte) {
	t.Helper()
	record, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema(t).Validate(record); err != nil {
		t.Errorf("%v\nin %s", err, line)
	}
}

func schema(t *testing.T) *jsonschema.Schema { return compiled(t, "") }

// compiled is a part of the schema.
func compiled(t *testing.T, part string) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("record.schema.json", document); err != nil {
		t.Fatal(err)
	}
	return c.MustCompile("record.schema.json" + part)
}

func TestDecode_names_both_sides_of_what_does_not_agree(t *testing.T) {
	line, err := Encode(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, old, new, want string }{
		{"words that are not in the text", `"text":"told"`, `"text":"sold"`, `reads "told", the record says "sold"`},
		{"a span beyond the text", `"end":16,"text":"told"`, `"end":999,"text":"told"`, `[12,999) is empty or outside a report of`},
		{"another version", `"schema":3`, `"schema":7`, `schema 7, this build reads 1 to 3`},
		{"no version", `"schema":3`, `"schema":0`, `schema 0, this build reads 1 to 3`},
		{"points that are not listed", `"points_seen":2`, `"points_seen":3`, `proposal d1: 3 points seen, but 2 of them listed`},
		{"an unknown stance", `"stance":"open"`, `"stance":"torn"`, `stance "torn" is none of`},
		{"an option of no term", `"option":"open"`, `"option":"ajar"`, `option "ajar" is none that term "t1"`},
		{"an unknown speaker", `"speaker":"e3"`, `"speaker":"e9"`, `"e9" is not among the 3 entities`},
		{"an unknown holder", `"within":"s1"`, `"within":"s9"`, `"s9" is not among the 4 statements`},
		{"an id used twice", `"id":"s2"`, `"id":"s1"`, `statement id "s1" is empty or used twice`},
		{"an unknown kind", `"kind":"country"`, `"kind":"realm"`, `kind "realm" is none of`},
		{"no JSON", `{"schema"`, `{schema`, `invalid character`},
	} {
		t.Run(test.name, func(t *testing.T) {
			damaged := strings.Replace(string(line), test.old, test.new, 1)
			if damaged == string(line) {
				t.Fatalf("no %s to damage in %s", test.old, line)
			}
			_, err := Decode([]byte(damaged))
			if err == nil || !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("Decode(…) = %v, want an error with %q", err, test.want)
			}
		})
	}
}

// FuzzRecord states the law decode(encode(x)) = x on records whose spans are cut
// from any text and whose confidences have four digits.
func FuzzRecord(f *testing.F) {
	f.Add("Zoë 🕊 said “سلام” to\nthem.", uint16(0), uint16(5), uint16(9), 0.5)
	f.Add("plain", uint16(1), uint16(2), uint16(3), 1.0)
	f.Fuzz(func(t *testing.T, text string, a, b, c uint16, confidence float64) {
		if !utf8.ValidString(text) || confidence != confidence || confidence-confidence != 0 {
			t.Skip("text is valid UTF-8 and a confidence is a number")
		}
		want := &parley.Record{Report: parley.Report{ID: "r", Input: text, Title: text, Text: text}, Weights: "w"}
		spans := cut(text, a, b, c)
		if len(spans) > 0 {
			want.Entities = []parley.Entity{{ID: "e1", Name: text, Kind: parley.EntityGroup,
				Mentions: []parley.Mention{{Span: spans[0], Form: parley.MentionName}}}}
			want.Statements = []parley.Statement{{ID: "s1", Kind: parley.StatementDirect, Speaker: "e1",
				Source: spans, Cue: spans[:1], Confidence: rounded(confidence)}}
			dealOf(want, spans, confidence)
		}
		line, err := Encode(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(line)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("Decode(Encode(x)) = %+v, want %+v", got, want)
		}
	})
}

// dealOf adds a line of each noun of the deal.
func dealOf(r *parley.Record, spans []parley.Span, number float64) {
	text, one := r.Report.Text, spans[len(spans)-1]
	amounts := []parley.Quantity{{Span: one, Low: number, High: number, Unit: text}, {Span: one, High: number, Bound: parley.BoundAtMost}, {Span: one, Low: number, Bound: parley.BoundAtLeast}}
	r.Terms = []parley.Term{{ID: "t1", Key: text, Issue: text, Name: text, PAX: []string{text}, Place: "e1", Evidence: spans,
		Options: []parley.TermOption{{ID: text, Name: text, To: "e1", Evidence: spans}}, Reasons: []parley.Reason{{Rule: text, Words: spans}}}}
	r.Positions = []parley.Position{{ID: "o1", Party: "e1", Term: "t1", Option: text, Proposal: "d1", About: spans, Stance: parley.StanceOffer, Condition: one,
		Basis: parley.BasisOwn, Private: true, Held: parley.Date{EDTF: text, Span: one}, Quantities: amounts, Statement: "s1", Evidence: spans, Confidence: rounded(number)}}
	r.Proposals = []parley.Proposal{{ID: "d1", Name: text, By: []string{"e1"}, Points: len(text), Seen: []parley.Point{{Words: spans, Quantities: amounts}, {Number: len(text)}},
		Date: parley.Date{Span: one}, Lineage: []parley.Lineage{{Kind: parley.LineageAmends, Words: spans}}}}
	r.Contacts = []parley.Contact{{ID: "c1", Kind: parley.ContactTalks, Status: parley.ContactHeld, When: parley.Date{EDTF: text}, Duration: text, Condition: one, Topics: spans}}
}

// cut makes spans of text that begin and end between characters.
func cut(text string, numbers ...uint16) []parley.Span {
	if text == "" {
		return nil
	}
	var spans []parley.Span
	for _, n := range numbers {
		start := int(n) % len(text)
		for !utf8.RuneStart(text[start]) {
			start--
		}
		_, size := utf8.DecodeRuneInString(text[start:])
		spans = append(spans, parley.Span{Start: start, End: start + size})
	}
	return spans
}

// FuzzDecode states that no line, however made, panics or yields a span that
// its report does not hold.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"schema":3,"report":{"text":"é a"},"contacts":[{"id":"c1","kind":"call","status":"held","evidence":[{"start":0,"end":1,"text":"é"}]}],"statements":[{"id":"s1","cue":[{"start":0,"end":1,"text":"é"}]}]}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		record, err := Decode(line)
		if err != nil {
			return
		}
		for _, s := range record.Statements {
			words(&record.Report, s.Source)
			words(&record.Report, s.Cue)
			words(&record.Report, s.Content)
		}
		for _, p := range record.Positions {
			words(&record.Report, append(p.About, p.Evidence...))
		}
		for _, sheet := range Sheets {
			if _, err := sheet.Rows(record); err != nil {
				t.Errorf("rows of %s: %v", sheet, err)
			}
		}
	})
}
