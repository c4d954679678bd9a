package redact

import "parley"

// restsOn marks as gone the lines of the deal that a statement which is gone makes.
// To keep one without its statement would say that the report itself tells it.
func (c cleared) restsOn(in *parley.Record) {
	for _, p := range in.Positions {
		c.gone[p.ID] = c.gone[p.ID] || c.gone[p.Statement]
	}
	for _, contact := range in.Contacts {
		c.gone[contact.ID] = c.gone[contact.ID] || c.gone[contact.Statement]
	}
}

// deal adds the lines of the deal that are left.
func (c cleared) deal(in, out *parley.Record) {
	for _, t := range in.Terms {
		if !c.gone[t.ID] {
			out.Terms = append(out.Terms, c.term(t))
		}
	}
	for _, p := range in.Positions {
		if c.gone[p.ID] {
			continue
		}
		if c.gone[p.Term] {
			p.Term, p.Option = "", ""
		}
		p.Party, p.By, p.Proposal = c.id(p.Party), c.id(p.By), c.id(p.Proposal)
		out.Positions = append(out.Positions, p)
	}
	for _, p := range in.Proposals {
		if !c.gone[p.ID] {
			out.Proposals = append(out.Proposals, c.proposal(p))
		}
	}
	for _, contact := range in.Contacts {
		if !c.gone[contact.ID] {
			contact.Participants = c.ids(contact.Participants)
			contact.Host, contact.Place = c.id(contact.Host), c.id(contact.Place)
			out.Contacts = append(out.Contacts, contact)
		}
	}
}

func (c cleared) term(t parley.Term) parley.Term {
	t.Place, t.Statements = c.id(t.Place), c.ids(t.Statements)
	var options []parley.TermOption
	for _, o := range t.Options {
		o.To = c.id(o.To)
		options = append(options, o)
	}
	t.Options = options
	return t
}

// proposal has no point that a statement which is gone words.
func (c cleared) proposal(p parley.Proposal) parley.Proposal {
	p.Entity, p.By, p.Terms = c.id(p.Entity), c.ids(p.By), c.ids(p.Terms)
	var seen []parley.Point
	for _, point := range p.Seen {
		if !c.gone[point.Statement] {
			point.Terms = c.ids(point.Terms)
			seen = append(seen, point)
		}
	}
	p.Seen = seen
	var lineage []parley.Lineage
	for _, l := range p.Lineage {
		l.Proposal = c.id(l.Proposal)
		lineage = append(lineage, l)
	}
	p.Lineage = lineage
	return p
}
