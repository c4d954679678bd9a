package exchange

import (
	"encoding/json"
	"fmt"

	"parley"
)

// Decode reads what [Encode] printed, in this version or an earlier one: what that
// lacks is not known. Every span is held against the report's
// text, every reference against the ids of the record; whatever does not agree
// is a [parley.ErrInvalid] that names both sides.
func Decode(line []byte) (*parley.Record, error) {
	var in jsonRecord
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, fmt.Errorf("decoding record: %v: %w", err, parley.ErrInvalid)
	}
	if in.Schema < 1 || in.Schema > parley.RecordVersion {
		return nil, fmt.Errorf("decoding record: schema %d, this build reads 1 to %d: %w", in.Schema, parley.RecordVersion, parley.ErrInvalid)
	}
	d := decoder{points: newPoints(in.Report.Text)}
	record := d.record(&in)
	if d.err == nil {
		d.err = record.Verify()
	}
	if d.err != nil {
		return nil, fmt.Errorf("decoding record of report %s: %w", record.Report.ID, d.err)
	}
	return record, nil
}

// A decoder keeps the first error, as an encoder does.
type decoder struct {
	points points
	err    error
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
	for _, e := range in.Entities {
		out.Entities = append(out.Entities, d.entity(e))
	}
	for _, s := range in.Statements {
		out.Statements = append(out.Statements, d.statement(s))
	}
	for _, r := range in.Responses {
		out.Responses = append(out.Responses, d.response(r))
	}
	d.deal(in, out)
	for _, x := range in.Exhibits {
		out.Exhibits = append(out.Exhibits, d.exhibit(x))
	}
	return out
}

func (d *decoder) entity(in jsonEntity) parley.Entity {
	owner := "entity " + in.ID
	out := parley.Entity{
		ID: in.ID, Name: in.Name, Kind: parley.EntityKind(in.Kind), Aliases: orNil(in.Aliases),
		Role: orBlank(in.Role), Party: orBlank(in.Party), Represents: orBlank(in.Represents),
		Codes: parley.Codes{
			Country: orBlank(in.Codes.Country), Division: orBlank(in.Codes.Division),
			GeoNames: orBlank(in.Codes.GeoNames), Wikidata: orBlank(in.Codes.Wikidata),
		},
		Claimants: orNil(in.Claimants),
		Reasons:   d.reasons(in.Reasons, owner),
	}
	for _, o := range in.Offices {
		out.Offices = append(out.Offices, parley.Office{
			Title: o.Title, Of: orBlank(o.Of), From: orBlank(o.From), To: orBlank(o.To), Words: d.spans(o.Words, owner),
		})
	}
	for _, m := range in.Mentions {
		mention := parley.Mention{
			Span: d.span(m.jsonSpan, owner),
			Form: parley.MentionForm(orBlank(m.Form)),
			Kind: parley.EntityKind(orBlank(m.Kind)),
		}
		if m.Reason != nil {
			mention.Reason = d.reason(*m.Reason, owner)
		}
		out.Mentions = append(out.Mentions, mention)
	}
	return out
}

func (d *decoder) statement(in jsonStatement) parley.Statement {
	owner := "statement " + in.ID
	out := parley.Statement{
		ID: in.ID, Kind: parley.StatementKind(orBlank(in.Kind)), Speaker: orBlank(in.Speaker),
		Addressees: orNil(in.Addressees), Within: orBlank(in.Within),
		Source:      d.spans(in.Source, "source of "+owner),
		SourceClass: parley.SourceClass(orBlank(in.SourceClass)),
		Anonymity:   d.spans(in.Anonymity, owner),
		Cue:         d.spans(in.Cue, "cue of "+owner),
		Content:     d.spans(in.Content, "content of "+owner),
		Act:         parley.Act(orBlank(in.Act)),
		CAMEO:       orBlank(in.CAMEO),
		Negated:     in.Negated,
		Certainty:   parley.Certainty(orBlank(in.Certainty)),
		Hedges:      d.spans(in.Hedges, "hedge of "+owner),
		Said:        d.date(in.Said, owner),
		Channel:     d.optional(in.Channel, "channel of "+owner),
		Reasons:     d.reasons(in.Reasons, owner),
		Confidence:  in.Confidence,
	}
	if in.Timecode != nil {
		out.Timecode = parley.Timecode{StartMS: in.Timecode.Start, EndMS: in.Timecode.End}
	}
	for _, h := range in.Chain {
		out.Chain = append(out.Chain, parley.Hop{
			Kind: parley.HopKind(h.Kind), Entity: orBlank(h.Entity), Exhibit: orBlank(h.Exhibit),
			Cue: d.spans(h.Cue, "hop of "+owner), Statement: orBlank(h.Statement),
		})
	}
	return out
}

func (d *decoder) response(in jsonResponse) parley.Response {
	owner := "response " + in.ID
	return parley.Response{
		ID: in.ID, By: orBlank(in.By), Kind: parley.ResponseKind(in.Kind), Statement: orBlank(in.Statement),
		To: parley.Answered{
			Statement: orBlank(in.To.Statement), Exhibit: orBlank(in.To.Exhibit),
			Proposal: orBlank(in.To.Proposal), Event: orBlank(in.To.Event),
			Words: d.spans(in.To.Words, owner),
		},
		Evidence: d.spans(in.Evidence, owner),
		Reasons:  d.reasons(in.Reasons, owner),
	}
}

func (d *decoder) exhibit(in jsonExhibit) parley.Exhibit {
	owner := "exhibit " + in.ID
	return parley.Exhibit{
		ID: in.ID, Kind: parley.ExhibitKind(in.Kind), Entity: orBlank(in.Entity),
		Date: d.date(in.Date, owner), Duration: orBlank(in.Duration),
		Participants: orNil(in.Participants), ObtainedBy: orBlank(in.ObtainedBy), Responses: orNil(in.Responses),
		Evidence: d.spans(in.Evidence, owner),
		Reasons:  d.reasons(in.Reasons, owner),
	}
}

func (d *decoder) reasons(in []jsonReason, owner string) []parley.Reason {
	var out []parley.Reason
	for _, r := range in {
		out = append(out, d.reason(r, owner))
	}
	return out
}

func (d *decoder) reason(in jsonReason, owner string) parley.Reason {
	return parley.Reason{
		Field: orBlank(in.Field), Rule: in.Rule, Table: orBlank(in.Table),
		Words: d.spans(in.Words, "reason of "+owner),
	}
}

func (d *decoder) date(in *jsonDate, owner string) parley.Date {
	if in == nil {
		return parley.Date{}
	}
	return parley.Date{EDTF: orBlank(in.EDTF), Span: d.optional(in.Span, "date of "+owner)}
}

func (d *decoder) optional(in *jsonSpan, owner string) parley.Span {
	if in == nil {
		return parley.Span{}
	}
	return d.span(*in, owner)
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
