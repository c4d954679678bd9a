package quotation

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

func TestWriter(t *testing.T) { exchangetest.TestWriter(t, open, nil) }

func TestWriter_on_the_examples(t *testing.T) {
	exchangetest.Golden(t, "examples.jsonld", exchangetest.Written(t, open, exchangetest.Examples(t)...))
	exchangetest.Golden(t, "crafted.jsonld", exchangetest.Written(t, open, exchangetest.Crafted()))
}

// A property may stand at its types and leads to one of its ranges; "" is text, a
// date or an address.
type property struct{ at, to string }

const agents = "Person Organization GovernmentOrganization NewsMediaOrganization"

// From: schema.org 29, the pages of the properties.
var vocabulary = map[string]property{
	"identifier":         {"Quotation Claim Event", ""},
	"text":               {"Quotation Claim", ""},
	"spokenByCharacter":  {"Quotation", agents},
	"creator":            {"Quotation Claim", agents},
	"audience":           {"Quotation Claim", "Audience"},
	"isPartOf":           {"Quotation Claim", "NewsArticle"},
	"appearance":         {"Claim", "NewsArticle"},
	"isBasedOn":          {"Quotation Claim", "AudioObject VideoObject Photograph DigitalDocument TextDigitalDocument SocialMediaPosting CreativeWork"},
	"citation":           {"Quotation Claim", ""},
	"dateCreated":        {"Quotation Claim AudioObject DigitalDocument TextDigitalDocument", ""},
	"temporalCoverage":   {"Quotation Claim", ""},
	"inLanguage":         {"Quotation Claim NewsArticle", ""},
	"keywords":           {"Quotation Claim Event", ""},
	"creativeWorkStatus": {"Quotation Claim", ""},
	"sdDatePublished":    {"Quotation Claim", ""},
	"sdPublisher":        {"Quotation Claim", agents},
	"headline":           {"NewsArticle", ""},
	"url":                {"NewsArticle", ""},
	"datePublished":      {"NewsArticle", ""},
	"publisher":          {"NewsArticle", agents},
	"author":             {"NewsArticle", agents},
	"name":               {agents + " Audience AudioObject DigitalDocument CreativeWork Event Place", ""},
	"jobTitle":           {"Person", ""},
	"description":        {"Event", ""},
	"eventStatus":        {"Event", ""},
	"startDate":          {"Event", ""},
	"endDate":            {"Event", ""},
	"duration":           {"Event", ""},
	"attendee":           {"Event", "Person Organization GovernmentOrganization NewsMediaOrganization"},
	"organizer":          {"Event", "Person Organization GovernmentOrganization NewsMediaOrganization"},
	"location":           {"Event", "Place"},
	"subjectOf":          {"Event", "NewsArticle"},
	"sameAs":             {agents, ""},
}

type reader struct {
	t     *testing.T
	types map[string]string // by id
	graph []map[string]any
}

func read(t *testing.T, filings ...*exchange.Filing) reader {
	t.Helper()
	var document struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal(exchangetest.Written(t, open, filings...), &document); err != nil {
		t.Fatal(err)
	}
	if document.Context != "https://schema.org" {
		t.Fatalf("context = %q", document.Context)
	}
	r := reader{t, map[string]string{}, document.Graph}
	for _, n := range r.graph {
		r.types[n["@id"].(string)] = n["@type"].(string)
	}
	return r
}

func TestWriter_keeps_to_the_vocabulary(t *testing.T) {
	r := read(t, append(exchangetest.Examples(t), exchangetest.Crafted())...)
	for _, n := range r.graph {
		r.hold(n)
	}
}

func (r reader) hold(n map[string]any) (kind string) {
	kind, _ = n["@type"].(string)
	if kind == "" {
		return r.types[n["@id"].(string)]
	}
	for name, value := range n {
		if strings.HasPrefix(name, "@") {
			continue
		}
		p, known := vocabulary[name]
		if !known || !slices.Contains(strings.Fields(p.at), kind) {
			r.t.Errorf("%s of a %s is not in the vocabulary", name, kind)
		}
		values, isList := value.([]any)
		if !isList {
			values = []any{value}
		}
		for _, v := range values {
			object, isObject := v.(map[string]any)
			switch {
			case isObject && !slices.Contains(strings.Fields(p.to), r.hold(object)):
				r.t.Errorf("%s of %v is a %s, want %s", name, n["@id"], r.hold(object), p.to)
			case !isObject && p.to != "":
				r.t.Errorf("%s of %v is %v, want %s", name, n["@id"], v, p.to)
			}
		}
	}
	return kind
}

func TestWriter_quotes_only_words_in_quotation_marks(t *testing.T) {
	filings := append(exchangetest.Examples(t), exchangetest.Crafted())
	direct := map[string]bool{}
	for _, f := range filings {
		for _, s := range f.Record.Statements {
			direct[f.Address+"/"+s.ID] = s.Kind == parley.StatementDirect
		}
	}
	quotations := 0
	for _, n := range read(t, filings...).graph {
		if n["@type"] == "Quotation" {
			quotations++
			if !direct[n["identifier"].(string)] {
				t.Errorf("%v is a Quotation, but not in the speaker's words", n["identifier"])
			}
		}
	}
	if quotations < 3 {
		t.Errorf("%d quotations", quotations)
	}
}

func TestWriter_tells_who_said_it_to_whom_and_on_what_it_rests(t *testing.T) {
	got := string(exchangetest.Written(t, open, exchangetest.Crafted()))
	for _, want := range []string{
		`"spokenByCharacter":{"@type":"Person","name":"Zoë Quarn","jobTitle":"special envoy","sameAs":"http://www.wikidata.org/entity/Q7"}`,
		`"audience":[{"@type":"Audience","name":"Ilmar Dent"}]`,
		`"name":"a recording","dateCreated":"2031-04"}],"citation":["Night Post"],"temporalCoverage":"2031-05-12/2031-05-13"`,
		`"sdDatePublished":"2031-05-15T09:30:00Z","sdPublisher":{"@type":"Person","name":"Ines Vahl"}`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}

func TestWriter_has_contacts_as_events(t *testing.T) {
	events := map[string]string{}
	for _, n := range read(t, exchangetest.Crafted()).graph {
		if n["@type"] == "Event" {
			events[n["identifier"].(string)] = fmt.Sprint(n["name"], "; ", n["eventStatus"], "; ", n["startDate"], " ", n["endDate"], "; ", n["keywords"])
		}
	}
	for id, want := range map[string]string{
		"12/c1": "call: Zoë Quarn, Ilmar Dent; https://schema.org/EventScheduled; 2031-04 <nil>; [kind:call status:held]",
		"12/c2": "visit: Ilmar Dent, Zoë Quarn; https://schema.org/EventScheduled; 2031-06-02 2031-06-04; [kind:visit status:planned condition:unless it rains review:corrected]",
	} {
		if events[id] != want {
			t.Errorf("%s = %s, want %s", id, events[id], want)
		}
	}
}
