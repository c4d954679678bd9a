package prov

import (
	"strconv"

	"parley"
)

// deal adds what the record says of the deal. A line of it is an entity that is
// quoted from the report; what it tells of stands apart from it.
func (g graph) deal() {
	for _, t := range g.Record.Terms {
		g.reviewed(g.line(t.ID, "term", t.Evidence).set("rdfs:label", t.Name).set("dcterms:subject", t.Key), t.ID)
	}
	for _, p := range g.Record.Positions {
		g.position(p)
	}
	for _, p := range g.Record.Proposals {
		g.proposal(p)
	}
	for _, c := range g.Record.Contacts {
		g.contact(c)
	}
}

// line is a line of the record that words of the report tell.
func (g graph) line(id, kind string, evidence []parley.Span) node {
	return newNode(g.IRI(id), "prov:Entity").set("dcterms:type", kind).set("dcterms:identifier", g.Line(id)).
		set("prov:value", g.Words(evidence)).link("prov:wasQuotedFrom", g.ReportIRI())
}

// position adds a position: it is attributed to whoever says so, and says whose it
// is; one that a party takes of itself is attributed to it alone.
func (g graph) position(p parley.Position) {
	n := g.line(p.ID, "position", p.Evidence).set("rdfs:label", string(p.Stance)).set("dcterms:created", p.Held.EDTF).
		link("prov:wasAttributedTo", g.agent(p.By)).
		link("prov:wasDerivedFrom", g.ref(p.Statement)).
		link("dcterms:subject", g.ref(p.Term)).link("dcterms:subject", g.ref(p.Proposal))
	if party := g.agent(p.Party); party != "" {
		n["prov:qualifiedAttribution"] = []node{node{"@type": "prov:Attribution"}.link("prov:agent", party).set("rdfs:label", "position of, "+string(p.Basis))}
	}
	g.reviewed(n, p.ID)
}

// proposal adds a proposal with the points that the report words, and what it comes
// from. An earlier text that the record has no line for is one of its own, with the
// words for it.
func (g graph) proposal(p parley.Proposal) {
	n := g.line(p.ID, "proposal", p.Evidence).set("rdfs:label", p.Name).set("dcterms:created", p.Date.EDTF).
		link("prov:specializationOf", g.document(p.Entity))
	n["@type"] = "prov:Collection" // of its points, a subclass of prov:Entity
	if p.Points > 0 {
		n.set("dcterms:extent", strconv.Itoa(p.Points)+" points")
	}
	for _, id := range p.By {
		n.link("prov:wasAttributedTo", g.agent(id))
	}
	for _, id := range p.Terms {
		n.link("dcterms:subject", g.ref(id))
	}
	for i, point := range p.Seen {
		id := p.ID + "-point" + strconv.Itoa(i+1)
		n.link("prov:hadMember", g.IRI(id))
		words := g.line(id, "point", point.Words).link("prov:wasDerivedFrom", g.ref(point.Statement)).link("prov:wasGeneratedBy", g.activity())
		if point.Number > 0 {
			words.set("rdfs:label", "point "+strconv.Itoa(point.Number))
		}
		for _, t := range point.Terms {
			words.link("dcterms:subject", g.ref(t))
		}
		g.add(words)
	}
	for i, l := range p.Lineage {
		earlier := g.ref(l.Proposal)
		if earlier == "" {
			id := p.ID + "-earlier" + strconv.Itoa(i+1)
			earlier = g.IRI(id)
			g.add(g.line(id, "proposal", l.Words).link("prov:wasGeneratedBy", g.activity()))
		}
		n.link(edges[l.Kind], earlier)
	}
	g.reviewed(n, p.ID)
}

// edges are PROV-O's for those between proposals. A translation is derived from
// what it translates.
var edges = map[parley.LineageKind]string{
	parley.LineageBasedOn: "prov:wasDerivedFrom", parley.LineageAmends: "prov:wasRevisionOf",
	parley.LineageAnswers: "prov:wasInfluencedBy", parley.LineageTranslates: "prov:wasDerivedFrom",
}

// contact adds what the report tells of a contact, and the contact: an activity
// where it is held or goes on, else no more than a plan.
func (g graph) contact(c parley.Contact) {
	what := g.IRI(c.ID + "-contact")
	g.reviewed(g.line(c.ID, "contact", c.Evidence).set("rdfs:label", string(c.Status)).
		link("prov:wasDerivedFrom", g.ref(c.Statement)).link("dcterms:subject", what), c.ID)

	n := newNode(what, "prov:Plan").set("rdfs:label", string(c.Kind)).set("dcterms:type", string(c.Kind)).
		set("dcterms:date", c.When.EDTF).set("dcterms:extent", c.Duration)
	who := "dcterms:relation" // those of a plan have done nothing yet
	if c.Status == parley.ContactHeld || c.Status == parley.ContactOngoing {
		n["@type"], who = "prov:Activity", "prov:wasAssociatedWith"
	}
	for _, id := range append(append([]string(nil), c.Participants...), c.Host) {
		n.link(who, g.agent(id))
	}
	g.add(n.link("prov:atLocation", g.ref(c.Place)))
}
