package annotation

import (
	"cmp"
	"strconv"
	"strings"

	"parley"
	"parley/exchange"
)

// deal are annotations of what the record says of the deal.
func deal(r *exchange.Release) (all []annotation) {
	for _, t := range r.Record.Terms {
		all = append(all, line(r, t.ID, termBodies(r, t), targets(r, "term", t.Evidence)))
	}
	for _, p := range r.Record.Positions {
		places := append(targets(r, "position", p.Evidence), targets(r, "about", p.About)...)
		all = append(all, line(r, p.ID, positionBodies(r, p), append(places, targets(r, "condition", known(p.Condition))...)))
	}
	for _, p := range r.Record.Proposals {
		places := targets(r, "proposal", p.Evidence)
		for _, point := range p.Seen {
			places = append(places, targets(r, "point", point.Words)...)
		}
		all = append(all, line(r, p.ID, proposalBodies(r, p), places))
	}
	for _, c := range r.Record.Contacts {
		places := append(targets(r, "contact", c.Evidence), targets(r, "topic", c.Topics)...)
		all = append(all, line(r, c.ID, contactBodies(r, c), append(places, targets(r, "condition", known(c.Condition))...)))
	}
	return all
}

func known(span parley.Span) []parley.Span {
	if span == (parley.Span{}) {
		return nil
	}
	return []parley.Span{span}
}

func termBodies(r *exchange.Release, t parley.Term) *bodies {
	b := describing(cmp.Or(t.Name, t.Issue, "term"))
	b.tag("address", r.Line(t.ID))
	b.tag("term", t.Key)
	for _, code := range t.PAX {
		b.tag("pax", code)
	}
	for _, o := range t.Options {
		b.tag("option", o.ID)
	}
	return b
}

// positionBodies begin with "France: reject Aland: shoals, shared with France".
func positionBodies(r *exchange.Release, p parley.Position) *bodies {
	what := ""
	if t := r.Term(p.Term); t != nil {
		what = cmp.Or(t.Name, t.Issue)
		for _, o := range t.Options {
			if o.ID == p.Option {
				what += ", " + cmp.Or(o.Name, o.ID)
			}
		}
	}
	if d := r.Proposal(p.Proposal); d != nil {
		what = cmp.Or(what, d.Name)
	}
	b := describing(strings.TrimSpace(cmp.Or(r.Name(p.Party), "unknown party") + ": " + string(p.Stance) + " " + cmp.Or(what, r.Words(p.About))))
	b.tag("address", r.Line(p.ID))
	b.tag("party", r.Name(p.Party))
	b.tag("by", r.Name(p.By))
	b.tag("stance", string(p.Stance))
	b.tag("basis", string(p.Basis))
	if t := r.Term(p.Term); t != nil {
		b.tag("term", t.Key)
	}
	b.tag("option", p.Option)
	b.line(r, "proposal", p.Proposal)
	b.line(r, "statement", p.Statement)
	b.tag("held", p.Held.EDTF)
	if p.Private {
		b.tag("private", "true")
	}
	return b
}

func proposalBodies(r *exchange.Release, p parley.Proposal) *bodies {
	b := describing(cmp.Or(p.Name, "proposal"))
	b.tag("address", r.Line(p.ID))
	for _, id := range p.By {
		b.tag("by", r.Name(id))
	}
	b.tag("status", string(p.Status))
	if p.Points > 0 {
		b.tag("points", strconv.Itoa(p.Points))
	}
	b.tag("date", p.Date.EDTF)
	for _, l := range p.Lineage {
		b.line(r, string(l.Kind), l.Proposal)
	}
	return b
}

// contactBodies begin with "visit (planned): Ilmar Dent, Zoë Quarn".
func contactBodies(r *exchange.Release, c parley.Contact) *bodies {
	var who []string
	for _, id := range c.Participants {
		who = append(who, cmp.Or(r.Name(id), "unknown"))
	}
	b := describing(strings.TrimSuffix(string(c.Kind)+" ("+string(c.Status)+"): "+strings.Join(who, ", "), ": "))
	b.tag("address", r.Line(c.ID))
	b.tag("contact", string(c.Kind))
	b.tag("status", string(c.Status))
	for _, id := range c.Participants {
		b.tag("participant", r.Name(id))
	}
	b.tag("host", r.Name(c.Host))
	b.tag("place", r.Name(c.Place))
	b.tag("when", c.When.EDTF)
	b.tag("duration", c.Duration)
	b.line(r, "statement", c.Statement)
	return b
}
