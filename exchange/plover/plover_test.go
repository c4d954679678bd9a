package plover

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/exchange"
	"parley/exchange/exchangetest"
)

func open(w io.Writer) exchange.Writer { return NewWriter(w) }

func TestWriter(t *testing.T) { exchangetest.TestWriter(t, openAll, nil) }

// openAll opens a writer for filings whose third statement is an event too, so
// that there is one to reject.
func openAll(w io.Writer) exchange.Writer { return all{NewWriter(w)} }

type all struct{ *Writer }

func (a all) Write(f *exchange.Filing) error {
	for i := range f.Record.Statements {
		if s := &f.Record.Statements[i]; s.CAMEO == "016" {
			s.CAMEO = "120"
		}
	}
	return a.Writer.Write(f)
}

func TestWriter_on_the_examples(t *testing.T) {
	exchangetest.Golden(t, "examples.jsonl", exchangetest.Written(t, open, exchangetest.Examples(t)...))
	exchangetest.Golden(t, "crafted.jsonl", exchangetest.Written(t, open, exchangetest.Crafted()))
}

// From: PLOVER 2.0, its sixteen categories.
var categories = strings.Fields("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT")

func read(t *testing.T, filings ...*exchange.Filing) []event {
	t.Helper()
	var events []event
	for line := range strings.Lines(string(exchangetest.Written(t, open, filings...))) {
		var e event
		in := json.NewDecoder(strings.NewReader(line))
		in.DisallowUnknownFields()
		if err := in.Decode(&e); err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
	return events
}

func TestWriter_writes_events_of_the_codebook_alone(t *testing.T) {
	events := read(t, append(exchangetest.Examples(t), exchangetest.Crafted())...)
	ids := map[string]bool{}
	for _, e := range events {
		if len(e.Event) != 1 || !slices.Contains(categories, e.Event[0]) || e.CAMEO == "" || strings.HasPrefix(e.CAMEO, "01") || ids[e.ID] {
			t.Errorf("event = %+v", e)
		}
		ids[e.ID] = true
	}
	if len(events) < 10 {
		t.Errorf("%d events", len(events))
	}
}

func TestWriter_codes_an_event(t *testing.T) {
	line := string(exchangetest.Written(t, open, exchangetest.Crafted()))
	first, rest, _ := strings.Cut(line, "\n")
	for _, want := range []string{
		`"id":"12/s1","date":"2031-05-12","enddate":"2031-05-13"`,
		`"actor":[{"name":"Zoë Quarn","actor_text":"Zoë Quarn","wikidata_id":"Q7","country":"FRA","sector":null,"tag":[]}]`,
		`"event":["THREATEN"],"mode":["relations"],"context":[]`,
		`"cite_info":{"publication":"The Lantern","url":"https://lantern.example/pact?id=7","title":"Pact & <storm>","language":"en"`,
		`"coded_date":"2031-05-15","comment":"accepted by Otto Lamm","cameo":"134"`,
	} {
		if !strings.Contains(first, want) {
			t.Errorf("no %s in %s", want, first)
		}
	}
	second, third, _ := strings.Cut(rest, "\n")
	if want := `{"name":"Alander League","actor_text":null,"wikidata_id":null,"country":null,"sector":null,"tag":["PRE"]}`; !strings.Contains(second, want) {
		t.Errorf("no %s in %s", want, second)
	}
	if want := `"event":["REJECT"],"mode":["meet"],"context":["negation"]`; !strings.Contains(third, want) {
		t.Errorf("no %s in %s", want, third)
	}
}

func TestWriter_takes_no_side_where_a_contested_entity_has_a_code(t *testing.T) {
	filing := exchangetest.Crafted()
	for i := range filing.Record.Entities {
		if e := &filing.Record.Entities[i]; e.ID == "e1" {
			e.Party = "e4"
		}
	}
	if got := read(t, filing)[0].Actor[0]; got.Country != nil || !slices.Equal(got.Tag, []string{"PRE"}) {
		t.Errorf("actor of a contested side = %+v", got)
	}
}

func TestWriter_offsets_find_the_words(t *testing.T) {
	filing := exchangetest.Crafted()
	text := []rune(filing.Record.Report.Text)
	e := read(t, filing)[0]
	if got := string(text[e.TextInfo.Start:e.TextInfo.End]); got != "Zoë Quarn 🕊 told Ilmar Dent that France “won’t sign”" {
		t.Errorf("words of the event = %q", got)
	}
}

func TestWriter_marks_what_depends_on_a_condition(t *testing.T) {
	if got := contexts(parley.Statement{Act: parley.ActCommitConditional, Negated: true}); !slices.Equal(got, []string{"negation", "hypothetical"}) {
		t.Errorf("contexts(…) = %v", got)
	}
}

func TestWriter_codes_contacts(t *testing.T) {
	coded := func(change func(*parley.Contact)) event {
		filing := exchangetest.Crafted()
		for i := range filing.Record.Entities {
			switch e := &filing.Record.Entities[i]; e.ID {
			case "e2":
				e.Party = "e7"
				e.Codes.Country = "NOR"
			case "e4":
				e.Codes.Country, e.Claimants, e.Party = "FIN", nil, ""
			case "e7":
				e.Claimants, e.Party = nil, ""
			}
		}
		filing.Record.Contacts = filing.Record.Contacts[:1]
		change(&filing.Record.Contacts[0])
		for _, e := range read(t, filing) {
			if e.ID == "12/c1" {
				return e
			}
		}
		return event{}
	}
	for _, test := range []struct {
		name   string
		change func(*parley.Contact)
		want   string
	}{
		{"a call", func(c *parley.Contact) {}, "041 [CONSULT] [phone] []"},
		{"a visit on a day", func(c *parley.Contact) { c.Kind, c.When.EDTF = parley.ContactVisit, "2031-04-02" }, "042 [CONSULT] [visit] [] 2031-04-02"},
		{"a meeting", func(c *parley.Contact) { c.Kind = parley.ContactMeeting }, "040 [CONSULT] [] []"},
		{"a meeting elsewhere", func(c *parley.Contact) { c.Kind, c.Place = parley.ContactMeeting, "e4" }, "044 [CONSULT] [third-party] []"},
		{"a summit of three", func(c *parley.Contact) { c.Kind, c.Participants = parley.ContactSummit, []string{"e1", "e2", "e4"} }, "040 [CONSULT] [multilateral] []"},
		{"one that is planned", func(c *parley.Contact) { c.Status, c.Participants = parley.ContactPlanned, []string{"e1", "e2", "e4"} }, "036 [AGREE] [] []"},
		{"one that depends", func(c *parley.Contact) { c.Status, c.Condition = parley.ContactPlanned, c.Evidence[0] }, "036 [AGREE] [] [hypothetical]"},
		{"one that is proposed", func(c *parley.Contact) { c.Status = parley.ContactProposed }, " [] [] []"},
		{"one that was cancelled", func(c *parley.Contact) { c.Status = parley.ContactCancelled }, " [] [] []"},
	} {
		e := coded(test.change)
		if got := strings.TrimSpace(fmt.Sprintf("%s %v %v %v %s", e.CAMEO, e.Event, e.Mode, e.Context, orBlank(e.Date))); got != strings.TrimSpace(test.want) {
			t.Errorf("%s = %s, want %s", test.name, got, test.want)
		}
	}
	call := coded(func(*parley.Contact) {})
	if len(call.Actor) != 1 || call.Actor[0].Name != "Zoë Quarn" || len(call.Recipient) != 1 || call.Recipient[0].Name != "Ilmar Dent" {
		t.Errorf("the call is by %v to %v", call.Actor, call.Recipient)
	}
}
