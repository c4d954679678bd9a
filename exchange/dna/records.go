package dna

import (
	"fmt"

	"parley"
)

// Records are the documents as records, in the same order. A coding that has a
// variable person or organization becomes a statement, s and its id: its span is
// the content, the person the speaker and the organization that one's party, or
// the organization itself the speaker. It has no cue, as DNA knows none; who
// coded it is its reason. What it says of concept and agreement, and what codings
// of other types say, is in the codings alone.
func (f *File) Records() []*parley.Record {
	var out []*parley.Record
	for i := range f.Documents {
		out = append(out, f.Documents[i].record(f.Warnings))
	}
	return out
}

func (d *Document) record(warnings []string) *parley.Record {
	r := &parley.Record{Report: d.Report, Warnings: warnings}
	c := cast{record: r, ids: map[*Entity]string{}, parties: map[string]map[string]bool{}}
	for i := range d.Codings {
		coding := &d.Codings[i]
		person, organization := coding.Value(Person), coding.Value(Organization)
		if person.Kind == "" && organization.Kind == "" {
			continue
		}
		s := parley.Statement{
			ID: fmt.Sprintf("s%d", coding.ID), Kind: parley.StatementIndirect, Content: []parley.Span{coding.Span}, Confidence: 1,
			Speaker: c.speaker(person.Entity, organization.Entity),
		}
		s.Reasons = []parley.Reason{{Field: "speaker", Rule: fmt.Sprintf("coded by %s in DNA as %q", coding.Coder, coding.Type), Words: s.Content}}
		r.Statements = append(r.Statements, s)
	}
	c.join()
	return r
}

// A cast gives the entities of a record their ids.
type cast struct {
	record  *parley.Record
	ids     map[*Entity]string
	parties map[string]map[string]bool // of a person: the organizations that it is coded with
}

func (c *cast) speaker(person, organization *Entity) string {
	by, of := c.id(person, parley.EntityPerson), c.id(organization, parley.EntityOrganisation)
	if by == "" {
		return of
	}
	if c.parties[by] == nil {
		c.parties[by] = map[string]bool{}
	}
	c.parties[by][of] = true
	return by
}

// id is of e in the record; empty where it stands for nobody.
func (c *cast) id(e *Entity, kind parley.EntityKind) string {
	if e == nil || e.Value == "" {
		return ""
	}
	if c.ids[e] == "" {
		c.ids[e] = fmt.Sprintf("e%d", len(c.ids)+1)
		c.record.Entities = append(c.record.Entities, parley.Entity{ID: c.ids[e], Name: e.Value, Kind: kind})
	}
	return c.ids[e]
}

// join gives a person the party that all its codings in the document have; where
// they differ it has none.
func (c *cast) join() {
	for i := range c.record.Entities {
		e := &c.record.Entities[i]
		if len(c.parties[e.ID]) == 1 {
			for party := range c.parties[e.ID] {
				e.Party = party
			}
		}
	}
}
