package prov

import (
	"strconv"

	"parley"
	"parley/exchange"
)

// statement adds a statement, the way by which it reached the report, and what a
// person decided. The words are quoted from the report; what is said is
// attributed to the speaker.
func (g graph) statement(s parley.Statement) {
	n := newNode(g.IRI(s.ID), "prov:Entity").
		set("rdfs:label", string(s.Act)).set("dcterms:type", string(s.Act)).set("dcterms:identifier", g.Line(s.ID)).
		set("dcterms:created", s.Said.EDTF).
		set("prov:value", g.Words(s.Content)).
		link("prov:wasQuotedFrom", g.ReportIRI()).
		link("prov:wasAttributedTo", g.agent(s.Speaker)).
		link("prov:wasInfluencedBy", g.ref(s.Within))
	for i, h := range s.Chain {
		hop := s.ID + "-hop" + strconv.Itoa(i+1)
		g.hop(hop, h, s, i)
		if i == 0 {
			n.link("prov:wasDerivedFrom", g.IRI(hop))
			n["prov:qualifiedDerivation"] = []node{{"@type": "prov:Derivation", "prov:entity": node{"@id": g.IRI(hop)}, "rdfs:label": string(h.Kind)}}
		}
		n.link("prov:hadPrimarySource", g.ref(h.Exhibit))
	}
	g.reviewed(n, s.ID)
}

// hop adds a station of the chain: the statement as it was known there. It was
// derived from the next one towards the speaker.
func (g graph) hop(id string, h parley.Hop, s parley.Statement, i int) {
	n := newNode(g.IRI(id), "prov:Entity").set("rdfs:label", string(h.Kind)).set("prov:value", g.Words(h.Cue)).
		link("prov:wasAttributedTo", g.agent(h.Entity)).
		link("prov:wasQuotedFrom", g.ref(h.Exhibit)).
		link("prov:wasInfluencedBy", g.ref(h.Statement))
	if i+1 < len(s.Chain) {
		n.link("prov:wasDerivedFrom", g.IRI(s.ID+"-hop"+strconv.Itoa(i+2)))
	}
	g.add(n)
}

// response adds a response, which the statement that makes it holds.
func (g graph) response(a parley.Response) {
	n := newNode(g.IRI(a.ID), "prov:Entity").
		set("rdfs:label", string(a.Kind)).set("dcterms:type", string(a.Kind)).set("dcterms:identifier", g.Line(a.ID)).
		set("prov:value", g.Words(a.Evidence)).
		link("prov:wasQuotedFrom", g.ReportIRI()).
		link("prov:wasAttributedTo", g.agent(a.By)).
		link("prov:wasDerivedFrom", g.ref(a.Statement)).
		link("prov:wasInfluencedBy", g.ref(a.To.Statement)).
		link("prov:wasInfluencedBy", g.ref(a.To.Exhibit)).
		link("prov:wasInfluencedBy", g.ref(a.To.Proposal)).
		link("prov:wasInfluencedBy", g.ref(a.To.Event))
	g.reviewed(n, a.ID)
}

// reviewed adds a line and the review of it: one that was rejected is
// invalidated, one that was corrected is a revision of what the weights read,
// whose words the record has no more. A person's activity used the line.
func (g graph) reviewed(n node, id string) {
	review, ok := g.Review(id)
	if !ok {
		g.add(n.link("prov:wasGeneratedBy", g.activity()))
		return
	}
	activity, by, at := g.IRI(id+"-review"), g.person(review.By), exchange.Timestamp(review.At)
	if by != "" {
		g.add(newNode(by, "prov:Person").set("rdfs:label", review.By))
	}
	used := g.IRI(id)
	switch review.Status {
	case exchange.ReviewCorrected:
		used = g.IRI(id + "-as-read")
		g.add(newNode(used, "prov:Entity").set("rdfs:label", "as read by the weights").
			link("prov:wasQuotedFrom", g.ReportIRI()).link("prov:wasGeneratedBy", g.activity()))
		n.link("prov:wasRevisionOf", used).link("prov:wasGeneratedBy", activity).at("prov:generatedAtTime", at)
	case exchange.ReviewRejected:
		n.link("prov:wasGeneratedBy", g.activity()).link("prov:wasInvalidatedBy", activity).at("prov:invalidatedAtTime", at)
	default:
		n.link("prov:wasGeneratedBy", g.activity())
	}
	g.add(newNode(activity, "prov:Activity").set("rdfs:label", string(review.Status)).
		link("prov:used", used).link("prov:wasAssociatedWith", by).at("prov:endedAtTime", at))
	g.add(n)
}
