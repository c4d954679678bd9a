package exchange

import "parley"

// deal reads the lists of the deal, which records before version 3 leave empty.
func (d *decoder) deal(in *jsonRecord, out *parley.Record) {
	for _, t := range in.Terms {
		out.Terms = append(out.Terms, d.term(t))
	}
	for _, p := range in.Positions {
		out.Positions = append(out.Positions, d.position(p))
	}
	for _, p := range in.Proposals {
		out.Proposals = append(out.Proposals, d.proposal(p))
	}
	for _, c := range in.Contacts {
		out.Contacts = append(out.Contacts, d.contact(c))
	}
}

func (d *decoder) term(in jsonTerm) parley.Term {
	owner := "term " + in.ID
	out := parley.Term{
		ID: in.ID, Key: in.Key, Issue: in.Issue, Name: in.Name, PAX: orNil(in.PAX), Place: orBlank(in.Place),
		Statements: orNil(in.Statements),
		Evidence:   d.spans(in.Evidence, owner),
		Reasons:    d.reasons(in.Reasons, owner),
	}
	for _, o := range in.Options {
		out.Options = append(out.Options, parley.TermOption{
			ID: o.ID, Name: o.Name, To: orBlank(o.To), Evidence: d.spans(o.Evidence, "option of "+owner),
		})
	}
	return out
}

func (d *decoder) position(in jsonPosition) parley.Position {
	owner := "position " + in.ID
	return parley.Position{
		ID: in.ID, Party: orBlank(in.Party), By: orBlank(in.By), Term: orBlank(in.Term), Option: orBlank(in.Option),
		Proposal:   orBlank(in.Proposal),
		About:      d.spans(in.About, owner),
		Stance:     parley.Stance(in.Stance),
		Condition:  d.optional(in.Condition, "condition of "+owner),
		Basis:      parley.Basis(in.Basis),
		Private:    in.Private,
		Held:       d.date(in.Held, owner),
		Quantities: d.quantities(in.Quantities, owner),
		Statement:  orBlank(in.Statement),
		Evidence:   d.spans(in.Evidence, owner),
		Reasons:    d.reasons(in.Reasons, owner),
		Confidence: orZero(in.Confidence),
	}
}

func (d *decoder) quantities(in []jsonQuantity, owner string) []parley.Quantity {
	var out []parley.Quantity
	for _, q := range in {
		out = append(out, parley.Quantity{
			Span: d.span(q.Span, "quantity of "+owner), Low: orZero(q.Low), High: orZero(q.High),
			Unit: orBlank(q.Unit), Bound: parley.Bound(orBlank(q.Bound)),
		})
	}
	return out
}

func (d *decoder) proposal(in jsonProposal) parley.Proposal {
	owner := "proposal " + in.ID
	out := parley.Proposal{
		ID: in.ID, Name: in.Name, Aliases: orNil(in.Aliases), Entity: orBlank(in.Entity), By: orNil(in.By),
		Points:   orZero(in.Points),
		Date:     d.date(in.Date, owner),
		Status:   parley.ProposalStatus(orBlank(in.Status)),
		Terms:    orNil(in.Terms),
		Evidence: d.spans(in.Evidence, owner),
		Reasons:  d.reasons(in.Reasons, owner),
	}
	if in.PointsSeen != len(in.Seen) {
		d.fail("%s: %d points seen, but %d of them listed", owner, in.PointsSeen, len(in.Seen))
	}
	for _, p := range in.Seen {
		out.Seen = append(out.Seen, parley.Point{
			Number: orZero(p.Number), Words: d.spans(p.Words, "point of "+owner), Statement: orBlank(p.Statement),
			Terms: orNil(p.Terms), Quantities: d.quantities(p.Quantities, owner),
		})
	}
	for _, l := range in.Lineage {
		out.Lineage = append(out.Lineage, parley.Lineage{
			Kind: parley.LineageKind(l.Kind), Proposal: orBlank(l.Proposal), Words: d.spans(l.Words, "lineage of "+owner),
		})
	}
	return out
}

func (d *decoder) contact(in jsonContact) parley.Contact {
	owner := "contact " + in.ID
	return parley.Contact{
		ID: in.ID, Kind: parley.ContactKind(in.Kind), Participants: orNil(in.Participants),
		Host: orBlank(in.Host), Place: orBlank(in.Place),
		When:      d.date(in.When, owner),
		Duration:  orBlank(in.Duration),
		Status:    parley.ContactStatus(in.Status),
		Condition: d.optional(in.Condition, "condition of "+owner),
		Topics:    d.spans(in.Topics, "topic of "+owner),
		Statement: orBlank(in.Statement),
		Evidence:  d.spans(in.Evidence, owner),
		Reasons:   d.reasons(in.Reasons, owner),
	}
}

func orZero[N int | float64](n *N) N {
	if n == nil {
		return 0
	}
	return *n
}
