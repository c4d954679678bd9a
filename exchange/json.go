package exchange

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"parley"
)

// The types below are the record as it is printed, field for field in the order
// of docs/record.md. They stand apart from the nouns of package parley so that
// either can change without the other. What is not known is null or [].

type jsonRecord struct {
	Schema     int             `json:"schema"`
	Weights    *string         `json:"weights"`
	Report     jsonReport      `json:"report"`
	Entities   []jsonEntity    `json:"entities"`
	Statements []jsonStatement `json:"statements"`

	// Lists that a record of this version leaves empty.
	Responses []struct{} `json:"responses"`
	Terms     []struct{} `json:"terms"`
	Positions []struct{} `json:"positions"`
	Proposals []struct{} `json:"proposals"`
	Contacts  []struct{} `json:"contacts"`
	Exhibits  []struct{} `json:"exhibits"`

	Warnings []string `json:"warnings"`
}

type jsonReport struct {
	ID        *string `json:"id"`
	Input     *string `json:"input"`
	Title     *string `json:"title"`
	Publisher *string `json:"publisher"`
	Byline    *string `json:"byline"`
	Published *string `json:"published"`
	URL       *string `json:"url"`
	Language  *string `json:"language"`
	SHA256    *string `json:"sha256"`
	Text      string  `json:"text"`
}

type jsonEntity struct {
	ID         string        `json:"id"`
	Name       string        `json:"name"`
	Kind       string        `json:"kind"`
	Aliases    []string      `json:"aliases"`
	Role       *string       `json:"role"`
	Party      *string       `json:"party"`
	Represents *string       `json:"represents"`
	Mentions   []jsonMention `json:"mentions"`
}

type jsonMention struct {
	jsonSpan
	Form *string `json:"form"`
	Kind *string `json:"kind"`
}

type jsonStatement struct {
	ID         string     `json:"id"`
	Kind       *string    `json:"kind"`
	Speaker    *string    `json:"speaker"`
	Addressees []string   `json:"addressees"`
	Within     *string    `json:"within"`
	Source     []jsonSpan `json:"source"`
	Cue        []jsonSpan `json:"cue"`
	Content    []jsonSpan `json:"content"`
	Act        *string    `json:"act"`
	CAMEO      *string    `json:"cameo"`
	Negated    *bool      `json:"negated"`
	Certainty  *string    `json:"certainty"`
	Hedges     []struct{} `json:"hedges"`
	Said       *struct{}  `json:"said"`
	Channel    *struct{}  `json:"channel"`
	Chain      []struct{} `json:"chain"`
	Confidence float64    `json:"confidence"`
}

type jsonSpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

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
	for _, name := range []string{"responses", "terms", "positions", "proposals", "contacts", "exhibits"} {
		e.list(name, 0, nil)
	}
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
		Mentions: make([]jsonMention, 0, len(entity.Mentions)),
	}
	for _, m := range entity.Mentions {
		out.Mentions = append(out.Mentions, jsonMention{
			jsonSpan: e.span(m.Span),
			Form:     orNull(string(m.Form)),
			Kind:     orNull(string(m.Kind)),
		})
	}
	return out
}

func (e *encoder) statement(s parley.Statement) jsonStatement {
	return jsonStatement{
		ID: s.ID, Kind: orNull(string(s.Kind)), Speaker: orNull(s.Speaker), Addressees: orEmpty(s.Addressees),
		Within:     orNull(s.Within),
		Source:     e.spans(s.Source),
		Cue:        e.spans(s.Cue),
		Content:    e.spans(s.Content),
		Hedges:     []struct{}{},
		Chain:      []struct{}{},
		Confidence: rounded(s.Confidence),
	}
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
