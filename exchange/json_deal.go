package exchange

import "parley"

// deal writes the lists of the deal in the order of jsonRecord.
func (e *encoder) deal(record *parley.Record) {
	e.list("terms", len(record.Terms), func(i int) any { return e.term(record.Terms[i]) })
	e.list("positions", len(record.Positions), func(i int) any { return e.position(record.Positions[i]) })
	e.list("proposals", len(record.Proposals), func(i int) any { return e.proposal(record.Proposals[i]) })
	e.list("contacts", len(record.Contacts), func(i int) any { return e.contact(record.Contacts[i]) })
}

func (e *encoder) term(t parley.Term) jsonTerm {
	out := jsonTerm{
		ID: t.ID, Key: t.Key, Issue: t.Issue, Name: t.Name, PAX: orEmpty(t.PAX), Place: orNull(t.Place),
		Options:    make([]jsonOption, 0, len(t.Options)),
		Statements: orEmpty(t.Statements),
		Evidence:   e.spans(t.Evidence),
		Reasons:    e.reasons(t.Reasons),
	}
	for _, o := range t.Options {
		out.Options = append(out.Options, jsonOption{ID: o.ID, Name: o.Name, To: orNull(o.To), Evidence: e.spans(o.Evidence)})
	}
	return out
}

func (e *encoder) position(p parley.Position) jsonPosition {
	return jsonPosition{
		ID: p.ID, Party: orNull(p.Party), By: orNull(p.By), Term: orNull(p.Term), Option: orNull(p.Option),
		Proposal:   orNull(p.Proposal),
		About:      e.spans(p.About),
		Stance:     string(p.Stance),
		Condition:  e.optional(p.Condition),
		Basis:      string(p.Basis),
		Private:    p.Private,
		Held:       e.date(p.Held),
		Quantities: e.quantities(p.Quantities),
		Statement:  orNull(p.Statement),
		Evidence:   e.spans(p.Evidence),
		Reasons:    e.reasons(p.Reasons),
		Confidence: known(rounded(p.Confidence)),
	}
}

func (e *encoder) quantities(all []parley.Quantity) []jsonQuantity {
	out := make([]jsonQuantity, 0, len(all))
	for _, q := range all {
		line := jsonQuantity{Span: e.span(q.Span), Low: &q.Low, High: &q.High, Unit: orNull(q.Unit), Bound: orNull(string(q.Bound))}
		switch q.Bound {
		case parley.BoundAtMost:
			line.Low = known(q.Low)
		case parley.BoundAtLeast:
			line.High = known(q.High)
		}
		out = append(out, line)
	}
	return out
}

func (e *encoder) proposal(p parley.Proposal) jsonProposal {
	out := jsonProposal{
		ID: p.ID, Name: p.Name, Aliases: orEmpty(p.Aliases), Entity: orNull(p.Entity), By: orEmpty(p.By),
		Points: known(p.Points), PointsSeen: len(p.Seen),
		Seen:     make([]jsonPoint, 0, len(p.Seen)),
		Date:     e.date(p.Date),
		Status:   orNull(string(p.Status)),
		Terms:    orEmpty(p.Terms),
		Lineage:  make([]jsonLineage, 0, len(p.Lineage)),
		Evidence: e.spans(p.Evidence),
		Reasons:  e.reasons(p.Reasons),
	}
	for _, point := range p.Seen {
		out.Seen = append(out.Seen, jsonPoint{
			Number: known(point.Number), Words: e.spans(point.Words), Statement: orNull(point.Statement),
			Terms: orEmpty(point.Terms), Quantities: e.quantities(point.Quantities),
		})
	}
	for _, l := range p.Lineage {
		out.Lineage = append(out.Lineage, jsonLineage{Kind: string(l.Kind), Proposal: orNull(l.Proposal), Words: e.spans(l.Words)})
	}
	return out
}

func (e *encoder) contact(c parley.Contact) jsonContact {
	return jsonContact{
		ID: c.ID, Kind: string(c.Kind), Participants: orEmpty(c.Participants), Host: orNull(c.Host), Place: orNull(c.Place),
		When:      e.date(c.When),
		Duration:  orNull(c.Duration),
		Status:    string(c.Status),
		Condition: e.optional(c.Condition),
		Topics:    e.spans(c.Topics),
		Statement: orNull(c.Statement),
		Evidence:  e.spans(c.Evidence),
		Reasons:   e.reasons(c.Reasons),
	}
}

// known is null for 0, where that stands for what is not known.
func known[N int | float64](n N) *N {
	if n == 0 {
		return nil
	}
	return &n
}
