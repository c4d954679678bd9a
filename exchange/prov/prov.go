// Package prov writes where each line of a record comes from as PROV-O (W3C
// Recommendation of 30 April 2013) in JSON-LD: which words, which report, which
// weights, on behalf of whom, and what a person decided. docs/exchange.md has the
// mapping.
package prov

import (
	"io"

	"parley"
	"parley/exchange"
)

// Version is that of the mapping.
const Version = 1

const (
	head = `{"@context":{"prov":"http://www.w3.org/ns/prov#","xsd":"http://www.w3.org/2001/XMLSchema#",` +
		`"rdfs":"http://www.w3.org/2000/01/rdf-schema#","dcterms":"http://purl.org/dc/terms/"},"@graph":[` + "\n"
	tail = "\n]}\n"
)

// A Writer writes one graph.
type Writer struct {
	items *exchange.Items
}

// NewWriter returns a Writer that writes to w.
func NewWriter(w io.Writer) *Writer { return &Writer{exchange.NewItems(w, head, ",\n", "")} }

// Write adds the nodes of a filing: the report and its reading, everybody who
// speaks, the exhibits, the statements, the responses and the deal with their reviews.
func (w *Writer) Write(f *exchange.Filing) error {
	r, err := f.Release()
	if err != nil {
		return err
	}
	g := graph{Release: r, add: func(n node) {
		if err == nil {
			err = w.items.Add(n)
		}
	}}
	g.reading()
	for _, e := range r.Record.Entities {
		g.entity(e)
	}
	for _, x := range r.Record.Exhibits {
		g.exhibit(x)
	}
	for _, s := range r.Record.Statements {
		g.statement(s)
	}
	for _, a := range r.Record.Responses {
		g.response(a)
	}
	g.deal()
	if err != nil {
		return err
	}
	return w.items.Flush()
}

// Close ends the graph.
func (w *Writer) Close() error { return w.items.Close(tail) }

// A node is a subject with what is said of it. What is empty is left out, so that
// a field can be set without asking whether it is known.
type node map[string]any

func newNode(id, kind string) node { return node{"@id": id, "@type": kind} }

// set sets a property to a word.
func (n node) set(property, value string) node {
	if value != "" {
		n[property] = value
	}
	return n
}

// at sets a property to a time.
func (n node) at(property, stamp string) node {
	if stamp != "" {
		n[property] = node{"@type": "xsd:dateTime", "@value": stamp}
	}
	return n
}

// link adds to a property another subject; none is nothing.
func (n node) link(property, id string) node {
	if id == "" {
		return n
	}
	links, _ := n[property].([]node)
	n[property] = append(links, node{"@id": id})
	return n
}

// A graph adds the nodes of one filing.
type graph struct {
	*exchange.Release
	add func(node)
}

func (g graph) activity() string { return g.ReadingIRI() }

func (g graph) person(name string) string {
	if name == "" {
		return ""
	}
	return exchange.NameIRI("person", name)
}

// reading adds the report, who filed it, the weights and their reading.
func (g graph) reading() {
	report := &g.Record.Report
	source := newNode(g.ReportIRI(), "prov:Entity").
		set("rdfs:label", report.Title).set("dcterms:title", report.Title).set("dcterms:creator", report.Byline).
		set("dcterms:issued", report.Published).set("dcterms:language", report.Language).set("dcterms:identifier", report.ID)
	if report.SHA256 != "" {
		source.set("dcterms:identifier", "sha256:"+report.SHA256)
	}
	source.link("prov:atLocation", g.URL())
	if report.Publisher != "" {
		publisher := exchange.NameIRI("publisher", report.Publisher)
		if g.Sealed {
			publisher = g.ReportIRI() + "#publisher"
		}
		g.add(newNode(publisher, "prov:Organization").set("rdfs:label", report.Publisher))
		source.link("prov:wasAttributedTo", publisher)
	}
	g.add(source)

	reading := newNode(g.activity(), "prov:Activity").set("rdfs:label", "reading").
		link("prov:used", g.ReportIRI()).at("prov:endedAtTime", exchange.Timestamp(g.Filed))
	author := g.person(g.Author)
	if author != "" {
		g.add(newNode(author, "prov:Person").set("rdfs:label", g.Author))
	}
	weights := exchange.NameIRI("weights", g.Record.Weights)
	g.add(newNode(weights, "prov:SoftwareAgent").set("rdfs:label", "parley").set("dcterms:identifier", g.Record.Weights).
		link("prov:actedOnBehalfOf", author))
	g.add(reading.link("prov:wasAssociatedWith", weights).link("prov:wasAssociatedWith", author))
}

var agentTypes = map[parley.EntityKind]string{
	parley.EntityPerson: "prov:Person", parley.EntityOrganisation: "prov:Organization", parley.EntityCountry: "prov:Organization",
	parley.EntityMedium: "prov:Organization", parley.EntityDocument: "prov:Entity",
}

// entity adds somebody that the report speaks of. Groups and places speak too,
// and are agents of no closer type.
func (g graph) entity(e parley.Entity) {
	kind := agentTypes[e.Kind]
	if kind == "" {
		kind = "prov:Agent"
	}
	n := newNode(g.IRI(e.ID), kind).set("rdfs:label", e.Name).set("dcterms:type", string(e.Kind))
	if kind != "prov:Entity" && e.Represents != e.ID {
		n.link("prov:actedOnBehalfOf", g.agent(e.Represents))
	}
	g.add(n)
}

// agent is the IRI of an entity that can act; empty for a document, or none.
func (g graph) agent(id string) string {
	if e := g.Entity(id); e == nil || e.Kind == parley.EntityDocument {
		return ""
	}
	return g.IRI(id)
}

// document is the IRI of an entity that is a document, empty for others.
func (g graph) document(id string) string {
	if e := g.Entity(id); e == nil || e.Kind != parley.EntityDocument {
		return ""
	}
	return g.IRI(id)
}

// ref is the IRI of a line, empty for none.
func (g graph) ref(id string) string {
	if id == "" {
		return ""
	}
	return g.IRI(id)
}

func (g graph) exhibit(x parley.Exhibit) {
	n := newNode(g.IRI(x.ID), "prov:Entity").set("rdfs:label", string(x.Kind)).set("dcterms:type", string(x.Kind)).
		set("dcterms:created", x.Date.EDTF).set("dcterms:extent", x.Duration).set("prov:value", g.Words(x.Evidence)).
		link("prov:specializationOf", g.document(x.Entity))
	for _, id := range x.Participants {
		n.link("prov:wasAttributedTo", g.agent(id))
	}
	if by := g.agent(x.ObtainedBy); by != "" {
		n["prov:qualifiedAttribution"] = []node{node{"@type": "prov:Attribution"}.link("prov:agent", by).set("rdfs:label", "obtained by")}
	}
	g.add(n)
}
