package parley

// deal holds what a record says of the deal.
func (v *verifier) deal(r *Record) {
	for _, t := range r.Terms {
		v.term(t)
	}
	for _, p := range r.Positions {
		v.position(r, p)
	}
	for _, p := range r.Proposals {
		v.proposal(p)
	}
	for _, c := range r.Contacts {
		v.contact(c)
	}
}

func (v *verifier) term(t Term) {
	v.at = t.ID
	line := "term " + v.at
	if t.Key == "" || t.Issue == "" {
		v.fail("%s: its key %q or issue %q is empty", line, t.Key, t.Issue)
	}
	v.spans(line, "evidence", t.Evidence...)
	v.refers(line, "place", "entities", v.entities, t.Place)
	v.refers(line, "statement", "statements", v.statements, t.Statements...)
	for _, o := range t.Options {
		if o.ID == "" {
			v.fail("%s: an option has no id", line)
		}
		v.spans(line, "option", o.Evidence...)
		v.refers(line, "option to", "entities", v.entities, o.To)
	}
	v.reasons(line, t.Reasons)
}

func (v *verifier) position(r *Record, p Position) {
	v.at = p.ID
	line := "position " + v.at
	oneOf(v, line, "stance", p.Stance, Stances, false)
	oneOf(v, line, "basis", p.Basis, Bases, false)
	v.refers(line, "party", "entities", v.entities, p.Party, p.By)
	v.refers(line, "term", "terms", v.terms, p.Term)
	v.refers(line, "proposal", "proposals", v.proposals, p.Proposal)
	v.refers(line, "statement", "statements", v.statements, p.Statement)
	if p.Option != "" && !hasOption(r, p.Term, p.Option) {
		v.fail("%s: option %q is none that term %q of the record has", line, p.Option, p.Term)
	}
	v.spans(line, "evidence", p.Evidence...)
	v.spans(line, "what it is about", p.About...)
	v.optional(line, "condition", p.Condition)
	v.optional(line, "date", p.Held.Span)
	v.quantities(line, p.Quantities)
	v.reasons(line, p.Reasons)
}

func hasOption(r *Record, term, option string) bool {
	for _, t := range r.Terms {
		if t.ID != term {
			continue
		}
		for _, o := range t.Options {
			if o.ID == option {
				return true
			}
		}
	}
	return false
}

func (v *verifier) proposal(p Proposal) {
	v.at = p.ID
	line := "proposal " + v.at
	oneOf(v, line, "status", p.Status, ProposalStatuses, true)
	if p.Points < 0 {
		v.fail("%s: it has %d points", line, p.Points)
	}
	v.spans(line, "evidence", p.Evidence...)
	v.optional(line, "date", p.Date.Span)
	v.refers(line, "entity", "entities", v.entities, p.Entity)
	v.refers(line, "by", "entities", v.entities, p.By...)
	v.refers(line, "term", "terms", v.terms, p.Terms...)
	for _, point := range p.Seen {
		if point.Number < 0 {
			v.fail("%s: a point of it has the number %d", line, point.Number)
		}
		v.spans(line, "point", point.Words...)
		v.refers(line, "point's statement", "statements", v.statements, point.Statement)
		v.refers(line, "point's term", "terms", v.terms, point.Terms...)
		v.quantities(line, point.Quantities)
	}
	for _, l := range p.Lineage {
		oneOf(v, line, "kind of lineage", l.Kind, LineageKinds, false)
		v.spans(line, "lineage", l.Words...)
		v.refers(line, "lineage", "proposals", v.proposals, l.Proposal)
	}
	v.reasons(line, p.Reasons)
}

func (v *verifier) contact(c Contact) {
	v.at = c.ID
	line := "contact " + v.at
	oneOf(v, line, "kind", c.Kind, ContactKinds, false)
	oneOf(v, line, "status", c.Status, ContactStatuses, false)
	v.refers(line, "participant", "entities", v.entities, c.Participants...)
	v.refers(line, "host", "entities", v.entities, c.Host)
	v.refers(line, "place", "entities", v.entities, c.Place)
	v.refers(line, "statement", "statements", v.statements, c.Statement)
	v.optional(line, "date", c.When.Span)
	v.optional(line, "condition", c.Condition)
	v.spans(line, "topic", c.Topics...)
	v.spans(line, "evidence", c.Evidence...)
	v.reasons(line, c.Reasons)
}

func (v *verifier) quantities(line string, all []Quantity) {
	for _, q := range all {
		oneOf(v, line, "bound of a quantity", q.Bound, Bounds, true)
		v.spans(line, "quantity", q.Span)
	}
}
