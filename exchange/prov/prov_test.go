package prov

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"parley/exchange"
	"parley/exchange/exchangetest"
)

func open(w io.Writer) exchange.Writer { return NewWriter(w) }

func TestWriter(t *testing.T) { exchangetest.TestWriter(t, open, nil) }

func TestWriter_on_the_examples(t *testing.T) {
	exchangetest.Golden(t, "examples.jsonld", exchangetest.Written(t, open, exchangetest.Examples(t)...))
	exchangetest.Golden(t, "crafted.jsonld", exchangetest.Written(t, open, exchangetest.Crafted()))
}

// A term is a property of PROV-O with its domain and range, classes of the
// starting point and expanded terms; a literal's range is empty.
type term struct{ domain, ranges string }

// From: PROV-O, W3C Recommendation of 30 April 2013, sections 3.1 to 3.3.
var terms = map[string]term{
	"prov:wasGeneratedBy":       {"Entity", "Activity"},
	"prov:wasDerivedFrom":       {"Entity", "Entity"},
	"prov:wasQuotedFrom":        {"Entity", "Entity"},
	"prov:wasRevisionOf":        {"Entity", "Entity"},
	"prov:hadPrimarySource":     {"Entity", "Entity"},
	"prov:specializationOf":     {"Entity", "Entity"},
	"prov:wasAttributedTo":      {"Entity", "Agent"},
	"prov:wasInvalidatedBy":     {"Entity", "Activity"},
	"prov:wasInfluencedBy":      {"Entity Activity Agent", "Entity Activity Agent"},
	"prov:used":                 {"Activity", "Entity"},
	"prov:wasAssociatedWith":    {"Activity", "Agent"},
	"prov:actedOnBehalfOf":      {"Agent", "Agent"},
	"prov:atLocation":           {"Entity Activity Agent", "Location"},
	"prov:qualifiedDerivation":  {"Entity", "Derivation"},
	"prov:qualifiedAttribution": {"Entity", "Attribution"},
	"prov:entity":               {"Derivation", "Entity"},
	"prov:agent":                {"Attribution", "Agent"},
	"prov:value":                {"Entity", ""},
	"prov:hadMember":            {"Collection", "Entity"},
	"prov:endedAtTime":          {"Activity", ""},
	"prov:generatedAtTime":      {"Entity", ""},
	"prov:invalidatedAtTime":    {"Entity", ""},
}

// Classes of agents are agents; plans and collections are entities.
var superclasses = map[string][]string{
	"Person": {"Agent"}, "Organization": {"Agent"}, "SoftwareAgent": {"Agent"}, "Plan": {"Entity"}, "Collection": {"Entity"},
}

type graphOf struct {
	t     *testing.T
	types map[string][]string // classes by id
	nodes []map[string]any
}

func read(t *testing.T, filings ...*exchange.Filing) graphOf {
	t.Helper()
	var document struct {
		Context map[string]string `json:"@context"`
		Graph   []map[string]any  `json:"@graph"`
	}
	if err := json.Unmarshal(exchangetest.Written(t, open, filings...), &document); err != nil {
		t.Fatal(err)
	}
	if document.Context["prov"] != "http://www.w3.org/ns/prov#" {
		t.Fatalf("context = %v", document.Context)
	}
	g := graphOf{t: t, types: map[string][]string{}, nodes: document.Graph}
	for _, n := range g.nodes {
		g.types[n["@id"].(string)] = classes(n)
	}
	return g
}

// classes are that of a node and those above it.
func classes(n map[string]any) []string {
	name := strings.TrimPrefix(n["@type"].(string), "prov:")
	return append([]string{name}, superclasses[name]...)
}

// one reports whether a class is in a list of them.
func one(of []string, list string) bool {
	return slices.ContainsFunc(of, func(class string) bool { return slices.Contains(strings.Fields(list), class) })
}

func TestWriter_keeps_to_the_domains_and_ranges_of_the_ontology(t *testing.T) {
	asked := exchangetest.Crafted()
	asked.KeepRejected = true
	g := read(t, append(exchangetest.Examples(t), asked)...)
	for _, n := range g.nodes {
		g.hold(n)
	}
}

func (g graphOf) hold(n map[string]any) {
	g.t.Helper()
	for property, value := range n {
		if strings.HasPrefix(property, "@") || strings.HasPrefix(property, "rdfs:") || strings.HasPrefix(property, "dcterms:") {
			continue
		}
		rule, known := terms[property]
		if !known || !one(classes(n), rule.domain) {
			g.t.Errorf("%s of a %v is not in the ontology: %v", property, classes(n), n)
			continue
		}
		if rule.ranges == "" || rule.ranges == "Location" {
			continue
		}
		for _, object := range objects(value) {
			got := g.types[object["@id"].(string)]
			if object["@type"] != nil {
				got = classes(object)
				g.hold(object)
			}
			if !one(got, rule.ranges) {
				g.t.Errorf("%s of %v is a %v, want %s", property, n["@id"], got, rule.ranges)
			}
		}
	}
}

func objects(value any) []map[string]any {
	var all []map[string]any
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	for _, v := range list {
		object := v.(map[string]any)
		if object["@id"] == nil {
			object["@id"] = ""
		}
		all = append(all, object)
	}
	return all
}

// node is the one whose id ends so.
func (g graphOf) node(end string) map[string]any {
	for _, n := range g.nodes {
		if strings.HasSuffix(n["@id"].(string), end) {
			return n
		}
	}
	g.t.Fatalf("no node %s", end)
	return nil
}

func ends(value any) string {
	var all []string
	for _, o := range objects(value) {
		_, end, _ := strings.Cut(o["@id"].(string), "#")
		all = append(all, end)
	}
	return strings.Join(all, " ")
}

func TestWriter_tells_how_a_statement_reached_the_report(t *testing.T) {
	g := read(t, exchangetest.Crafted())
	s1 := g.node("#s1")
	if got := ends(s1["prov:wasAttributedTo"]) + ", " + ends(s1["prov:wasDerivedFrom"]) + ", " + ends(s1["prov:hadPrimarySource"]); got != "e1, s1-hop1, x1" {
		t.Errorf("s1 comes from %s", got)
	}
	first, second := g.node("#s1-hop1"), g.node("#s1-hop2")
	if got := ends(first["prov:wasAttributedTo"]) + ", " + ends(first["prov:wasDerivedFrom"]) + ", " + ends(second["prov:wasQuotedFrom"]); got != "e5, s1-hop2, x1" {
		t.Errorf("hops come from %s", got)
	}
}

func TestWriter_tells_what_a_person_decided(t *testing.T) {
	asked := exchangetest.Crafted()
	asked.KeepRejected = true
	g := read(t, asked)
	if got := ends(g.node("#s1")["prov:wasGeneratedBy"]) + ", " + ends(g.node("#s1-review")["prov:used"]); got != ", s1" {
		t.Errorf("the accepted s1: %s", got)
	}
	s2 := g.node("#s2")
	if got := ends(s2["prov:wasRevisionOf"]) + ", " + ends(s2["prov:wasGeneratedBy"]) + ", " + ends(g.node("#s2-review")["prov:used"]); got != "s2-as-read, s2-review, s2-as-read" {
		t.Errorf("the corrected s2: %s", got)
	}
	s3 := g.node("#s3")
	if got := ends(s3["prov:wasInvalidatedBy"]); got != "s3-review" || s3["prov:invalidatedAtTime"].(map[string]any)["@value"] != "2031-05-15T12:30:00Z" {
		t.Errorf("the rejected s3: %v", s3)
	}
	for _, n := range g.nodes {
		if n["@type"] == "prov:SoftwareAgent" && ends(n["prov:actedOnBehalfOf"]) != "" {
			t.Errorf("the weights act on behalf of %v, want a person", n["prov:actedOnBehalfOf"])
		}
	}
}

func TestWriter_tells_where_a_position_and_a_proposal_come_from(t *testing.T) {
	g := read(t, exchangetest.Crafted())
	o1 := g.node("#o1")
	party := objects(o1["prov:qualifiedAttribution"])[0]
	if got := ends(o1["prov:wasAttributedTo"]) + ", " + ends(party["prov:agent"]) + ", " + ends(o1["prov:wasDerivedFrom"]) + ", " + ends(o1["dcterms:subject"]); got != "e1, e3, s1, t1" {
		t.Errorf("o1 comes from %s", got)
	}
	d1 := g.node("#d1")
	if got := ends(d1["prov:wasDerivedFrom"]) + ", " + ends(d1["prov:wasRevisionOf"]) + ", " + ends(d1["prov:hadMember"]); got != "d2, d1-earlier2, d1-point1" {
		t.Errorf("d1 comes from %s", got)
	}
	if got := g.node("#o2"); ends(got["prov:wasRevisionOf"]) != "o2-as-read" {
		t.Errorf("the corrected o2: %v", got)
	}
}

func TestWriter_has_a_contact_as_an_activity_only_where_it_took_place(t *testing.T) {
	g := read(t, exchangetest.Crafted())
	call, visit := g.node("#c1-contact"), g.node("#c2-contact")
	if call["@type"] != "prov:Activity" || ends(call["prov:wasAssociatedWith"]) != "e1 e2" {
		t.Errorf("the call that was held: %v", call)
	}
	if visit["@type"] != "prov:Plan" || ends(visit["dcterms:relation"]) != "e2 e1 e7" || ends(visit["prov:atLocation"]) != "e4" {
		t.Errorf("the visit that is planned: %v", visit)
	}
}
