package redact

import (
	"slices"

	"parley"
)

// Without is the record without those lines, nor what rests on them alone: the
// responses that a statement makes, the positions that it takes, the contacts and points
// that it tells of. What lay within it lies within the one around it. Gone is added to.
func Without(in *parley.Record, gone map[string]bool) *parley.Record {
	for _, a := range in.Responses {
		gone[a.ID] = gone[a.ID] || gone[a.Statement]
	}
	c := cleared{gone: gone, within: map[string]string{}}
	c.restsOn(in)
	for _, s := range in.Statements {
		c.within[s.ID] = s.Within
	}
	return c.record(in)
}

// A cleared holds what is gone from a record.
type cleared struct {
	gone   map[string]bool
	within map[string]string // of every statement
}

func (c cleared) record(in *parley.Record) *parley.Record {
	out := &parley.Record{Report: in.Report, Weights: in.Weights, Warnings: in.Warnings}
	for _, e := range in.Entities {
		if !c.gone[e.ID] {
			e.Party, e.Represents = c.id(e.Party), c.id(e.Represents)
			e.Offices = slices.Clone(e.Offices)
			for i := range e.Offices {
				e.Offices[i].Of = c.id(e.Offices[i].Of)
			}
			out.Entities = append(out.Entities, e)
		}
	}
	for _, s := range in.Statements {
		if !c.gone[s.ID] {
			out.Statements = append(out.Statements, c.statement(s))
		}
	}
	for _, a := range in.Responses {
		if !c.gone[a.ID] {
			a.By, a.To.Statement, a.To.Exhibit = c.id(a.By), c.id(a.To.Statement), c.id(a.To.Exhibit)
			a.To.Proposal, a.To.Event = c.id(a.To.Proposal), c.id(a.To.Event)
			out.Responses = append(out.Responses, a)
		}
	}
	for _, x := range in.Exhibits {
		if !c.gone[x.ID] {
			x.Entity, x.ObtainedBy = c.id(x.Entity), c.id(x.ObtainedBy)
			x.Participants, x.Responses = c.ids(x.Participants), c.ids(x.Responses)
			out.Exhibits = append(out.Exhibits, x)
		}
	}
	c.deal(in, out)
	return out
}

func (c cleared) statement(s parley.Statement) parley.Statement {
	s.Speaker, s.Addressees = c.id(s.Speaker), c.ids(s.Addressees)
	for range c.within { // a record may come from elsewhere, and its nesting in circles
		if !c.gone[s.Within] {
			break
		}
		s.Within = c.within[s.Within]
	}
	s.Within = c.id(s.Within)
	var chain []parley.Hop
	for _, h := range s.Chain {
		if h.Statement = c.id(h.Statement); !c.gone[h.Entity] && !c.gone[h.Exhibit] {
			chain = append(chain, h)
		}
	}
	s.Chain = chain
	return s
}

func (c cleared) id(id string) string {
	if c.gone[id] {
		return ""
	}
	return id
}

func (c cleared) ids(ids []string) []string {
	var left []string
	for _, id := range ids {
		if !c.gone[id] {
			left = append(left, id)
		}
	}
	return left
}
