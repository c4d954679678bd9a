package ledger

import "parley"

// CorrectPosition is a position with the fields that the correction names as the
// correction has them; see [Decision.CorrectStatement]. An option is of its term, so
// that whoever changes the one has said what the other is.
func (d *Decision) CorrectPosition(p parley.Position) parley.Position {
	if len(d.Fields) == 0 {
		return *d.Position
	}
	as := d.Position
	for _, field := range d.Fields {
		switch field {
		case "party":
			p.Party = as.Party
		case "by":
			p.By = as.By
		case "term", "option":
			p.Term, p.Option = as.Term, as.Option
		case "proposal":
			p.Proposal = as.Proposal
		case "stance":
			p.Stance = as.Stance
		case "basis":
			p.Basis = as.Basis
		case "private":
			p.Private = as.Private
		case "held":
			p.Held = as.Held
		case "condition":
			p.Condition = as.Condition
		case "about":
			p.About = as.About
		case "evidence":
			p.Evidence = as.Evidence
		case "statement":
			p.Statement = as.Statement
		default:
			return *d.Position
		}
	}
	p.Reasons = d.reasons(p.Reasons, as.Reasons)
	return p
}

// CorrectProposal is likewise a proposal.
func (d *Decision) CorrectProposal(p parley.Proposal) parley.Proposal {
	if len(d.Fields) == 0 {
		return *d.Proposal
	}
	as := d.Proposal
	for _, field := range d.Fields {
		switch field {
		case "name":
			p.Name = as.Name
		case "by":
			p.By = as.By
		case "points":
			p.Points = as.Points
		case "status":
			p.Status = as.Status
		case "date":
			p.Date = as.Date
		case "terms":
			p.Terms = as.Terms
		case "evidence":
			p.Evidence = as.Evidence
		default:
			return *d.Proposal
		}
	}
	p.Reasons = d.reasons(p.Reasons, as.Reasons)
	return p
}

// CorrectContact is likewise a contact.
func (d *Decision) CorrectContact(c parley.Contact) parley.Contact {
	if len(d.Fields) == 0 {
		return *d.Contact
	}
	as := d.Contact
	for _, field := range d.Fields {
		switch field {
		case "kind":
			c.Kind = as.Kind
		case "status":
			c.Status = as.Status
		case "participants":
			c.Participants = as.Participants
		case "host":
			c.Host = as.Host
		case "place":
			c.Place = as.Place
		case "when":
			c.When = as.When
		case "duration":
			c.Duration = as.Duration
		case "condition":
			c.Condition = as.Condition
		case "topics":
			c.Topics = as.Topics
		case "evidence":
			c.Evidence = as.Evidence
		case "statement":
			c.Statement = as.Statement
		default:
			return *d.Contact
		}
	}
	c.Reasons = d.reasons(c.Reasons, as.Reasons)
	return c
}
