package exchange

import (
	"slices"
	"time"

	"parley"
)

// Mask stands for every name, word and address of a sealed report.
const Mask = "sealed source"

// sealed is the record without anything that says where it comes from: its text
// is the mask, and so are the words of each span, so that what a writer quotes
// cannot be of the report. What is left is how many statements there are, what is
// done by each, how surely, on what day and on what sort of source.
func sealed(in *parley.Record, address string) *parley.Record {
	masked := func(s string) string {
		if s == "" {
			return ""
		}
		return Mask
	}
	published := PlainDate(in.Report.Published)
	published = published[:min(len(published), len(time.DateOnly))]
	out := &parley.Record{
		Weights: in.Weights,
		Report: parley.Report{
			ID: Mask, Input: masked(in.Report.Input), Title: masked(in.Report.Title), Publisher: masked(in.Report.Publisher),
			Byline: masked(in.Report.Byline), Published: published, Language: in.Report.Language, Text: Mask,
		},
	}
	if address != "" {
		out.Report.ID = address
	}
	for _, e := range in.Entities {
		out.Entities = append(out.Entities, parley.Entity{ID: e.ID, Name: Mask, Kind: e.Kind})
	}
	for _, s := range in.Statements {
		out.Statements = append(out.Statements, sealedStatement(s))
	}
	for _, a := range in.Responses {
		a.To.Words, a.Evidence, a.Reasons = mask(a.To.Words), mask(a.Evidence), nil
		out.Responses = append(out.Responses, a)
	}
	for _, x := range in.Exhibits {
		out.Exhibits = append(out.Exhibits, parley.Exhibit{
			ID: x.ID, Kind: x.Kind, Entity: x.Entity, Participants: x.Participants, ObtainedBy: x.ObtainedBy,
			Responses: x.Responses, Evidence: mask(x.Evidence),
		})
	}
	sealDeal(in, out)
	return out
}

func sealedStatement(s parley.Statement) parley.Statement {
	out := parley.Statement{
		ID: s.ID, Kind: s.Kind, Speaker: s.Speaker, Addressees: s.Addressees, Within: s.Within,
		Source: mask(s.Source), Cue: mask(s.Cue), Content: mask(s.Content),
		Act: s.Act, CAMEO: s.CAMEO, Negated: s.Negated, Certainty: s.Certainty,
		Said: parley.Date{EDTF: s.Said.EDTF}, SourceClass: s.SourceClass, Confidence: s.Confidence,
	}
	for _, h := range s.Chain {
		h.Cue = mask(h.Cue)
		out.Chain = append(out.Chain, h)
	}
	return out
}

func mask(spans []parley.Span) []parley.Span {
	if len(spans) == 0 {
		return nil
	}
	return []parley.Span{{Start: 0, End: len(Mask)}}
}

// withoutRejected is the record without the lines that a person rejected, nor
// what rests on them alone: the responses that a rejected statement makes, the
// positions that it takes, the contacts and points that it tells of. What lay within a
// rejected statement lies within the one around it.
func withoutRejected(in *parley.Record, reviews map[string]Review) *parley.Record {
	gone := map[string]bool{}
	for id, review := range reviews {
		if review.Status == ReviewRejected && id != "" {
			gone[id] = true
		}
	}
	if len(gone) == 0 {
		return in
	}
	return without(in, gone)
}

// without is the record without those lines and what rests on them alone.
func without(in *parley.Record, gone map[string]bool) *parley.Record {
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
