package exchange

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"parley"
)

// Encode prints record as one line of JSON without the newline; of confidences
// it keeps four digits. It fails on a span that the report's text does not hold.
func Encode(record *parley.Record) ([]byte, error) {
	var line bytes.Buffer
	if err := WriteJSON(&line, record); err != nil {
		return nil, err
	}
	return line.Bytes(), nil
}

// WriteJSON writes what [Encode] returns, an entity or a statement at a time, so
// that a long record is never held as text. Where a span is wrong it writes
// nothing.
func WriteJSON(w io.Writer, record *parley.Record) error {
	if err := record.Verify(); err != nil {
		return fmt.Errorf("encoding record of report %s: %w", record.Report.ID, err)
	}
	e := newEncoder(w, &record.Report)
	e.record(record)
	if e.err != nil {
		return fmt.Errorf("encoding record of report %s: %w", record.Report.ID, e.err)
	}
	return e.out.Flush()
}

// An encoder keeps the first error, so that the fields can be listed plainly.
type encoder struct {
	out    *bufio.Writer
	value  bytes.Buffer // the one being written
	json   *json.Encoder
	report *parley.Report
	points points
	err    error
}

func newEncoder(w io.Writer, report *parley.Report) *encoder {
	e := &encoder{out: bufio.NewWriterSize(w, 64<<10), report: report, points: newPoints(report.Text)}
	e.json = json.NewEncoder(&e.value)
	e.json.SetEscapeHTML(false) // quotation is evidence: print & and < as they stand
	return e
}

// record writes the fields in the order of jsonRecord.
func (e *encoder) record(record *parley.Record) {
	r := record.Report
	e.field("{", "schema", parley.RecordVersion)
	e.field(",", "weights", orNull(record.Weights))
	e.field(",", "report", jsonReport{
		ID: orNull(r.ID), Input: orNull(r.Input), Title: orNull(r.Title), Publisher: orNull(r.Publisher), Byline: orNull(r.Byline),
		Published: orNull(r.Published), URL: orNull(r.URL), Language: orNull(r.Language), SHA256: orNull(r.SHA256),
		Text: r.Text,
	})
	e.list("entities", len(record.Entities), func(i int) any { return e.entity(record.Entities[i]) })
	e.list("statements", len(record.Statements), func(i int) any { return e.statement(record.Statements[i]) })
	e.list("responses", len(record.Responses), func(i int) any { return e.response(record.Responses[i]) })
	e.deal(record)
	e.list("exhibits", len(record.Exhibits), func(i int) any { return e.exhibit(record.Exhibits[i]) })
	e.field(",", "warnings", orEmpty(record.Warnings))
	e.out.WriteString("}")
}

func (e *encoder) field(before, name string, value any) {
	e.out.WriteString(before + `"` + name + `":`)
	e.print(value)
}

func (e *encoder) list(name string, length int, item func(int) any) {
	e.out.WriteString(`,"` + name + `":[`)
	for i := range length {
		if i > 0 {
			e.out.WriteString(",")
		}
		e.print(item(i))
	}
	e.out.WriteString("]")
}

// print writes a value. What the writer below says comes with the last flush.
func (e *encoder) print(value any) {
	e.value.Reset()
	if err := e.json.Encode(value); err != nil && e.err == nil {
		e.err = err
	}
	e.out.Write(bytes.TrimSuffix(e.value.Bytes(), []byte("\n")))
}

func (e *encoder) entity(entity parley.Entity) jsonEntity {
	out := jsonEntity{
		ID: entity.ID, Name: entity.Name, Kind: string(entity.Kind), Aliases: orEmpty(entity.Aliases),
		Role: orNull(entity.Role), Party: orNull(entity.Party), Represents: orNull(entity.Represents),
		Offices: make([]jsonOffice, 0, len(entity.Offices)),
		Codes: jsonCodes{
			Country: orNull(entity.Codes.Country), Division: orNull(entity.Codes.Division),
			GeoNames: orNull(entity.Codes.GeoNames), Wikidata: orNull(entity.Codes.Wikidata),
		},
		Claimants: orEmpty(entity.Claimants),
		Reasons:   e.reasons(entity.Reasons),
		Mentions:  make([]jsonMention, 0, len(entity.Mentions)),
	}
	for _, o := range entity.Offices {
		out.Offices = append(out.Offices, jsonOffice{
			Title: o.Title, Of: orNull(o.Of), From: orNull(o.From), To: orNull(o.To), Words: e.spans(o.Words),
		})
	}
	for _, m := range entity.Mentions {
		mention := jsonMention{jsonSpan: e.span(m.Span), Form: orNull(string(m.Form)), Kind: orNull(string(m.Kind))}
		if m.Reason.Rule != "" {
			reason := e.reason(m.Reason)
			mention.Reason = &reason
		}
		out.Mentions = append(out.Mentions, mention)
	}
	return out
}

func (e *encoder) statement(s parley.Statement) jsonStatement {
	out := jsonStatement{
		ID: s.ID, Kind: orNull(string(s.Kind)), Speaker: orNull(s.Speaker), Addressees: orEmpty(s.Addressees),
		Within:      orNull(s.Within),
		Source:      e.spans(s.Source),
		SourceClass: orNull(string(s.SourceClass)),
		Anonymity:   e.spans(s.Anonymity),
		Cue:         e.spans(s.Cue),
		Content:     e.spans(s.Content),
		Act:         orNull(string(s.Act)),
		CAMEO:       orNull(s.CAMEO),
		Negated:     s.Negated,
		Certainty:   orNull(string(s.Certainty)),
		Hedges:      e.spans(s.Hedges),
		Said:        e.date(s.Said),
		Timecode:    timecode(s.Timecode),
		Channel:     e.optional(s.Channel),
		Chain:       make([]jsonHop, 0, len(s.Chain)),
		Reasons:     e.reasons(s.Reasons),
		Confidence:  rounded(s.Confidence),
	}
	for _, h := range s.Chain {
		out.Chain = append(out.Chain, jsonHop{
			Kind: string(h.Kind), Entity: orNull(h.Entity), Exhibit: orNull(h.Exhibit),
			Cue: e.spans(h.Cue), Statement: orNull(h.Statement),
		})
	}
	return out
}

func (e *encoder) response(r parley.Response) jsonResponse {
	return jsonResponse{
		ID: r.ID, By: orNull(r.By), Kind: string(r.Kind), Statement: orNull(r.Statement),
		To: jsonAnswered{
			Statement: orNull(r.To.Statement), Exhibit: orNull(r.To.Exhibit),
			Proposal: orNull(r.To.Proposal), Event: orNull(r.To.Event),
			Text: e.quote(r.To.Words), Words: e.spans(r.To.Words),
		},
		Evidence: e.spans(r.Evidence),
		Reasons:  e.reasons(r.Reasons),
	}
}

func (e *encoder) exhibit(x parley.Exhibit) jsonExhibit {
	return jsonExhibit{
		ID: x.ID, Kind: string(x.Kind), Entity: orNull(x.Entity), Date: e.date(x.Date), Duration: orNull(x.Duration),
		Participants: orEmpty(x.Participants), ObtainedBy: orNull(x.ObtainedBy), Responses: orEmpty(x.Responses),
		Evidence: e.spans(x.Evidence),
		Reasons:  e.reasons(x.Reasons),
	}
}

func (e *encoder) reasons(reasons []parley.Reason) []jsonReason {
	out := make([]jsonReason, 0, len(reasons))
	for _, r := range reasons {
		out = append(out, e.reason(r))
	}
	return out
}

func (e *encoder) reason(r parley.Reason) jsonReason {
	return jsonReason{Field: orNull(r.Field), Rule: r.Rule, Table: orNull(r.Table), Words: e.spans(r.Words)}
}

// timecode is null where none is known.
func timecode(t parley.Timecode) *jsonTimecode {
	if t == (parley.Timecode{}) {
		return nil
	}
	return &jsonTimecode{Start: t.StartMS, End: t.EndMS}
}

// date is null where neither the time is known nor words tell of it.
func (e *encoder) date(d parley.Date) *jsonDate {
	if d == (parley.Date{}) {
		return nil
	}
	return &jsonDate{EDTF: orNull(d.EDTF), Span: e.optional(d.Span)}
}

// quote is the words of spans in one string.
func (e *encoder) quote(spans []parley.Span) string {
	var words []string
	for _, s := range spans {
		words = append(words, e.report.Quote(s))
	}
	return strings.Join(words, " … ")
}

// rounded is a confidence to four digits, which is more than it means. Digits
// beyond are where two ways to add up the same numbers could differ.
func rounded(confidence float64) float64 {
	short, _ := strconv.ParseFloat(strconv.FormatFloat(confidence, 'f', 4, 64), 64)
	return short
}

func (e *encoder) spans(spans []parley.Span) []jsonSpan {
	out := make([]jsonSpan, 0, len(spans))
	for _, s := range spans {
		out = append(out, e.span(s))
	}
	return out
}

func (e *encoder) span(span parley.Span) jsonSpan {
	start, end := e.points.from(span)
	return jsonSpan{Start: start, End: end, Text: e.report.Quote(span)}
}

// optional is null for the zero span.
func (e *encoder) optional(span parley.Span) *jsonSpan {
	if span == (parley.Span{}) {
		return nil
	}
	out := e.span(span)
	return &out
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
