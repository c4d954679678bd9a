package exchange

import (
	"encoding/json"
	"fmt"
	"slices"

	"parley"
)

// Decode reads what [Encode] printed. Every span is held against the report's
// text, every reference against the ids of the record; whatever does not agree
// is a [parley.ErrInvalid] that names both sides.
func Decode(line []byte) (*parley.Record, error) {
	var in jsonRecord
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, fmt.Errorf("decoding record: %v: %w", err, parley.ErrInvalid)
	}
	if in.Schema != parley.RecordVersion {
		return nil, fmt.Errorf("decoding record: schema %d, this build reads %d: %w", in.Schema, parley.RecordVersion, parley.ErrInvalid)
	}
	d := decoder{points: newPoints(in.Report.Text), entities: map[string]bool{}, statements: map[string]bool{}}
	record := d.record(&in)
	if d.err != nil {
		return nil, fmt.Errorf("decoding record of report %s: %w", record.Report.ID, d.err)
	}
	return record, nil
}

// A decoder keeps the first error, as an encoder does.
type decoder struct {
	points               points
	entities, statements map[string]bool // ids seen
	err                  error
}

func (d *decoder) record(in *jsonRecord) *parley.Record {
	r := in.Report
	out := &parley.Record{
		Weights: orBlank(in.Weights),
		Report: parley.Report{
			ID: orBlank(r.ID), Input: orBlank(r.Input), Title: orBlank(r.Title),
			Publisher: orBlank(r.Publisher), Byline: orBlank(r.Byline),
			Published: orBlank(r.Published), URL: orBlank(r.URL), Language: orBlank(r.Language), SHA256: orBlank(r.SHA256),
			Text: r.Text,
		},
		Warnings: orNil(in.Warnings),
	}
	d.ids(in)
	for _, e := range in.Entities {
		out.Entities = append(out.Entities, d.entity(e))
	}
	for _, s := range in.Statements {
		out.Statements = append(out.Statements, d.statement(s))
	}
	return out
}

func (d *decoder) ids(in *jsonRecord) {
	for _, e := range in.Entities {
		d.unique(d.entities, "entity", e.ID)
	}
	for _, s := range in.Statements {
		d.unique(d.statements, "statement", s.ID)
	}
}

func (d *decoder) unique(seen map[string]bool, noun, id string) {
	if id == "" || seen[id] {
		d.fail("%s id %q is empty or used twice", noun, id)
	}
	seen[id] = true
}

func (d *decoder) entity(in jsonEntity) parley.Entity {
	out := parley.Entity{ID: in.ID, Name: in.Name, Kind: parley.EntityKind(in.Kind), Aliases: orNil(in.Aliases)}
	if !slices.Contains(parley.EntityKinds, out.Kind) {
		d.fail("entity %s: kind %q is none of %v", in.ID, in.Kind, parley.EntityKinds)
	}
	for _, m := range in.Mentions {
		out.Mentions = append(out.Mentions, parley.Mention{
			Span: d.span(m.jsonSpan, "entity "+in.ID),
			Form: parley.MentionForm(orBlank(m.Form)),
			Kind: parley.EntityKind(orBlank(m.Kind)),
		})
	}
	return out
}

func (d *decoder) statement(in jsonStatement) parley.Statement {
	owner := "statement " + in.ID
	for _, id := range append(slices.Clone(in.Addressees), orBlank(in.Speaker)) {
		if id != "" && !d.entities[id] {
			d.fail("%s: %q is not among the %d entities", owner, id, len(d.entities))
		}
	}
	if within := orBlank(in.Within); within != "" && !d.statements[within] {
		d.fail("%s: within %q is not among the %d statements", owner, within, len(d.statements))
	}
	return parley.Statement{
		ID: in.ID, Kind: parley.StatementKind(orBlank(in.Kind)), Speaker: orBlank(in.Speaker),
		Addressees: orNil(in.Addressees), Within: orBlank(in.Within),
		Source:     d.spans(in.Source, "source of "+owner),
		Cue:        d.spans(in.Cue, "cue of "+owner),
		Content:    d.spans(in.Content, "content of "+owner),
		Confidence: in.Confidence,
	}
}

func (d *decoder) spans(in []jsonSpan, owner string) []parley.Span {
	var out []parley.Span
	for _, s := range in {
		out = append(out, d.span(s, owner))
	}
	return out
}

func (d *decoder) span(in jsonSpan, owner string) parley.Span {
	span := parley.Span{Start: d.points.byte(in.Start), End: d.points.byte(in.End)}
	switch {
	case span.Start < 0 || span.End < 0 || span.Start >= span.End:
		d.fail("%s: span [%d,%d) is empty or outside a report of %d characters", owner, in.Start, in.End, d.points.at(len(d.points.text)))
		return parley.Span{}
	case d.points.text[span.Start:span.End] != in.Text:
		d.fail("%s: span [%d,%d) reads %q, the record says %q", owner, in.Start, in.End, d.points.text[span.Start:span.End], in.Text)
	}
	return span
}

func (d *decoder) fail(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf(format+": %w", append(args, parley.ErrInvalid)...)
	}
}

func orBlank(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func orNil(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return list
}
