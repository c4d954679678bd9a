package ftm

import (
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parley/exchange"
	"parley/exchange/exchangetest"
)

func open(w io.Writer) exchange.Writer { return NewWriter(w) }

func TestWriter(t *testing.T) { exchangetest.TestWriter(t, open, nil) }

func TestWriter_on_the_examples(t *testing.T) {
	exchangetest.Golden(t, "examples.jsonl", exchangetest.Written(t, open, exchangetest.Examples(t)...))
	exchangetest.Golden(t, "crafted.jsonl", exchangetest.Written(t, open, exchangetest.Crafted()))
}

const (
	thing    = "name alias country description notes summary sourceUrl publisher wikidataId keywords proof>Document modifiedAt@ retrievedAt@ "
	legal    = thing
	document = thing + "title author fileName language date@ publishedAt@ processedAt@ processingAgent "
	interval = "startDate@ endDate@ date@ summary description recordId sourceUrl proof>Document publisher role status "
)

// properties lists, for each schema that is written, the properties of it that
// are, with @ for a date and, after >, the schema that an id leads to; then those
// that the schema requires.
//
// From: followthemoney 4.11, followthemoney/schema/*.yaml.
var properties = map[string][2]string{
	"Person":         {legal + "position", "name"},
	"Organization":   {legal, "name"},
	"PublicBody":     {legal, "name"},
	"LegalEntity":    {legal, "name"},
	"Address":        {thing + "full", ""},
	"Article":        {document, ""},
	"Audio":          {document, ""},
	"PlainText":      {document, ""},
	"Pages":          {document, ""},
	"HyperText":      {document, ""},
	"Image":          {document, ""},
	"Video":          {document, ""},
	"Mention":        {"document>Document resolved>LegalEntity name detectedSchema", "document name"},
	"Representation": {interval + "agent>LegalEntity client>LegalEntity", "agent client"},
	"Membership":     {interval + "member>LegalEntity organization>Organization", "member organization"},
	"Position":       {thing + "organization>Organization", "name"},
	"Occupancy":      {interval + "holder>Person post>Position", "holder post"},
	"Documentation":  {interval + "document>Document entity>Thing", "document entity"},
	"UnknownLink":    {interval + "subject>Thing object>Thing", "subject object"},
	"Note":           {thing + "entity>Thing", ""},
	"Event":          {thing + interval + "involved>LegalEntity organizer>LegalEntity location addressEntity>Address", ""},
}

var parents = map[string][]string{
	"Person": {"LegalEntity", "Thing"}, "Organization": {"LegalEntity", "Thing"}, "PublicBody": {"Organization", "LegalEntity", "Thing"},
	"LegalEntity": {"Thing"}, "Address": {"Thing"}, "Position": {"Thing"}, "Note": {"Thing"},
	"Article": {"Document", "Thing"}, "Audio": {"Document", "Thing"}, "PlainText": {"Document", "Thing"}, "Pages": {"Document", "Thing"},
	"HyperText": {"Document", "Thing"}, "Image": {"Document", "Thing"}, "Video": {"Document", "Thing"},
}

var date = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}Z)?)?)?$`)

func read(t *testing.T, filings ...*exchange.Filing) []entity {
	t.Helper()
	var all []entity
	for line := range strings.Lines(string(exchangetest.Written(t, open, filings...))) {
		var e entity
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}

func TestWriter_keeps_to_the_schemata(t *testing.T) {
	all := read(t, append(exchangetest.Examples(t), exchangetest.Crafted())...)
	schemaOf := map[string]string{}
	for _, e := range all {
		if other, twice := schemaOf[e.ID]; twice {
			t.Errorf("%s is a %s and a %s", e.ID, other, e.Schema)
		}
		schemaOf[e.ID] = e.Schema
	}
	for _, e := range all {
		rule, known := properties[e.Schema]
		if !known {
			t.Errorf("schema %q is not written", e.Schema)
		}
		for _, required := range strings.Fields(rule[1]) {
			if len(e.Properties[required]) == 0 {
				t.Errorf("%s without %s: %v", e.Schema, required, e)
			}
		}
		for property, values := range e.Properties {
			for _, v := range values {
				if fault := faultOf(rule[0], property, v, schemaOf); fault != "" {
					t.Errorf("%s of %s: %s", property, e.Schema, fault)
				}
			}
		}
	}
}

func faultOf(rule, property, value string, schemaOf map[string]string) string {
	for _, word := range strings.Fields(rule) {
		name, target, isLink := strings.Cut(word, ">")
		if isLink && name == property {
			got := schemaOf[value]
			if got != target && !slices.Contains(parents[got], target) {
				return value + " is a " + got + ", want " + target
			}
			return ""
		}
		if strings.TrimSuffix(word, "@") == property {
			if strings.HasSuffix(word, "@") && !date.MatchString(value) {
				return value + " is no date"
			}
			return ""
		}
	}
	return "no such property"
}

func TestWriter_gives_the_same_ids_whatever_weights_read(t *testing.T) {
	again := exchangetest.Crafted()
	again.Record.Weights = "sha256:other"
	before, after := read(t, exchangetest.Crafted()), read(t, again)
	for i, e := range before {
		if e.Schema == "Person" && e.ID != after[i].ID {
			t.Errorf("%v is %s and %s", e.Properties["name"], e.ID, after[i].ID)
		}
	}
}

func TestWriter_tells_whom_an_envoy_speaks_for_and_takes_no_side_on_a_contested_place(t *testing.T) {
	names := map[string]string{}
	found := map[string]string{}
	all := read(t, exchangetest.Crafted())
	for _, e := range all {
		names[e.ID] = strings.Join(e.Properties["name"], "")
	}
	for _, e := range all {
		switch e.Schema {
		case "Representation":
			found[e.Schema] = names[e.Properties["agent"][0]] + " for " + names[e.Properties["client"][0]]
		case "Address":
			found[e.Schema] = strings.Join(append(e.Properties["country"], e.Properties["notes"]...), "")
		case "PublicBody":
			found[e.Schema] = names[e.ID] + " " + e.Properties["country"][0]
		case "Occupancy":
			found[e.Schema] = strings.Join(append(e.Properties["startDate"], e.Properties["endDate"]...), "/")
		}
	}
	for schema, want := range map[string]string{
		"Representation": "Zoë Quarn for France", "Address": "claimed by FIN, SWE", "PublicBody": "France fr", "Occupancy": "2030-01",
	} {
		if found[schema] != want {
			t.Errorf("%s = %q, want %q", schema, found[schema], want)
		}
	}
}

func TestWriter_has_contacts_with_their_state_and_a_proposal_as_the_document_it_is(t *testing.T) {
	all := read(t, exchangetest.Crafted())
	find := func(schema, name string) entity {
		t.Helper()
		for _, e := range all {
			if e.Schema == schema && slices.Contains(e.Properties["name"], name) {
				return e
			}
		}
		t.Fatalf("no %s %q", schema, name)
		return entity{}
	}
	visit := find("Event", "visit (planned): Ilmar Dent, Zoë Quarn")
	for property, want := range map[string]int{"involved": 2, "organizer": 1, "addressEntity": 1, "startDate": 1, "endDate": 1} {
		if len(visit.Properties[property]) != want {
			t.Errorf("%s of the visit = %v, want %d", property, visit.Properties[property], want)
		}
	}
	if !slices.Contains(visit.Properties["keywords"], "condition:unless it rains") || !slices.Contains(visit.Properties["keywords"], "review:corrected") {
		t.Errorf("keywords of the visit = %v", visit.Properties["keywords"])
	}
	compact := find("Pages", "Lagoon compact")
	if got := compact.Properties["keywords"]; !slices.Contains(got, "points:19") || !slices.Contains(got, "points-seen:1") {
		t.Errorf("keywords of the proposal = %v", got)
	}
	if position := find("Note", "France: reject Aland: shoals, shared with France"); len(position.Properties["entity"]) != 2 {
		t.Errorf("the position is a note on %v, want party and speaker", position.Properties["entity"])
	}
}
