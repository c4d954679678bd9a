// Package parquet writes a table of statements as Apache Parquet, a row each, for
// DuckDB, pandas and Spark. docs/exchange.md has the columns.
package parquet

import (
	"cmp"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"

	"parley"
	"parley/exchange"
)

// Version is that of the table; the file's metadata has it as "parley.table".
const Version = 1

// A row group ends at so many rows or bytes of words, whichever comes first: what
// is held in memory, and what a reader can skip at once.
const (
	groupRows  = 20_000
	groupBytes = 16 << 20
)

// A Row is a statement. What is not known is null, or an empty list.
type Row struct {
	Address   string     `parquet:"address"` // "12/s3"
	Report    string     `parquet:"report,dict"`
	Input     string     `parquet:"input,optional,dict"`
	Title     string     `parquet:"title,optional,dict"`
	Publisher string     `parquet:"publisher,optional,dict"`
	Published string     `parquet:"published,optional,dict"` // EDTF
	URL       string     `parquet:"url,optional,dict"`
	Language  string     `parquet:"language,optional,dict"`
	Filed     *time.Time `parquet:"filed,optional,timestamp(microsecond)"`
	Author    string     `parquet:"author,optional,dict"`
	Weights   string     `parquet:"weights,optional,dict"`
	Sealed    bool       `parquet:"sealed"`

	Statement   string   `parquet:"statement"`
	Kind        string   `parquet:"kind,optional,dict"`
	Speaker     string   `parquet:"speaker,optional,dict"`
	SpeakerKind string   `parquet:"speaker_kind,optional,dict"`
	Party       string   `parquet:"speaker_party,optional,dict"`
	Addressees  []string `parquet:"addressees,list"`
	Within      string   `parquet:"within,optional"`
	Source      string   `parquet:"source,optional"`
	Cue         string   `parquet:"cue,optional"`
	Content     string   `parquet:"content,optional"`
	Spans       []Span   `parquet:"spans,list"`
	SourceClass string   `parquet:"source_class,optional,dict"`
	Act         string   `parquet:"act,optional,dict"`
	CAMEO       string   `parquet:"cameo,optional,dict"`
	Negated     bool     `parquet:"negated"`
	Certainty   string   `parquet:"certainty,optional,dict"`
	Hedges      []string `parquet:"hedges,list"`
	Said        string   `parquet:"said,optional,dict"` // EDTF
	Channel     string   `parquet:"channel,optional"`
	Chain       []Hop    `parquet:"chain,list"`
	Confidence  float64  `parquet:"confidence"`

	Review     string     `parquet:"review,optional,dict"`
	ReviewedBy string     `parquet:"reviewed_by,optional,dict"`
	ReviewedAt *time.Time `parquet:"reviewed_at,optional,timestamp(microsecond)"`
}

// A Span is one piece of a part of a statement, in code points of the report.
type Span struct {
	Part  string `parquet:"part,dict"` // source, cue, content
	Start int64  `parquet:"start"`
	End   int64  `parquet:"end"`
}

// A Hop is a station of the chain.
type Hop struct {
	Kind      string `parquet:"kind,dict"`
	Name      string `parquet:"name,optional"`
	Exhibit   string `parquet:"exhibit,optional"`
	Statement string `parquet:"statement,optional"`
}

// A Writer writes one file.
type Writer struct {
	file  *parquet.GenericWriter[Row]
	rows  int // of the row group
	bytes int
}

// NewWriter returns a Writer that writes to w.
func NewWriter(w io.Writer) *Writer {
	options := []parquet.WriterOption{
		parquet.Compression(&parquet.Snappy),
		parquet.CreatedBy("parley", strconv.Itoa(Version), ""),
		parquet.KeyValueMetadata("parley.table", strconv.Itoa(Version)),
		parquet.KeyValueMetadata("parley.record", strconv.Itoa(parley.RecordVersion)),
	}
	for _, column := range words {
		options = append(options, parquet.SkipPageBounds(column...), parquet.SkipPageStatistics(column...))
	}
	return &Writer{file: parquet.NewGenericWriter[Row](w, options...)}
}

// words are the columns whose cells may be long. Their least and greatest cells
// tell no reader what to skip, and would be kept whole until the end.
var words = [][]string{
	{"input"}, {"title"}, {"url"}, {"speaker"}, {"speaker_party"}, {"source"}, {"cue"}, {"content"}, {"channel"},
	{"addressees", "list", "element"}, {"hedges", "list", "element"}, {"chain", "list", "element", "name"},
}

// Write adds the statements of a filing.
func (w *Writer) Write(f *exchange.Filing) error {
	r, err := f.Release()
	if err != nil {
		return err
	}
	for _, s := range r.Record.Statements {
		row := newRow(r, s)
		if _, err := w.file.Write([]Row{row}); err != nil {
			return err
		}
		w.rows++
		w.bytes += len(row.Source) + len(row.Cue) + len(row.Content)
		if w.rows < groupRows && w.bytes < groupBytes {
			continue
		}
		if err := w.file.Flush(); err != nil {
			return err
		}
		w.rows, w.bytes = 0, 0
	}
	return nil
}

// Close writes the last row group and the footer.
func (w *Writer) Close() error { return w.file.Close() }

func newRow(r *exchange.Release, s parley.Statement) Row {
	report := &r.Record.Report
	row := Row{
		Address: text(r.Line(s.ID)), Report: text(report.ID), Input: text(report.Input), Title: text(report.Title),
		Publisher: text(report.Publisher), Published: text(report.Published), URL: text(r.URL()), Language: text(report.Language),
		Filed: stamp(r.Filed), Author: text(r.Author), Weights: text(r.Record.Weights), Sealed: r.Sealed,

		Statement: text(s.ID), Kind: string(s.Kind), Speaker: text(r.Name(s.Speaker)), Within: text(s.Within),
		Source: text(r.Words(s.Source)), Cue: text(r.Words(s.Cue)), Content: text(r.Words(s.Content)),
		SourceClass: string(s.SourceClass), Act: string(s.Act), CAMEO: text(s.CAMEO), Negated: s.Negated,
		Certainty: string(s.Certainty), Said: text(s.Said.EDTF), Confidence: s.Confidence,
	}
	if speaker := r.Entity(s.Speaker); speaker != nil {
		row.SpeakerKind, row.Party = string(speaker.Kind), text(r.Name(speaker.Party))
	}
	for _, id := range s.Addressees {
		row.Addressees = append(row.Addressees, text(r.Name(id)))
	}
	row.Spans = append(append(spans(r, "source", s.Source), spans(r, "cue", s.Cue)...), spans(r, "content", s.Content)...)
	for _, h := range s.Hedges {
		row.Hedges = append(row.Hedges, text(report.Quote(h)))
	}
	if s.Channel != (parley.Span{}) {
		row.Channel = text(report.Quote(s.Channel))
	}
	for _, h := range s.Chain {
		name := r.Name(h.Entity)
		if x := r.Exhibit(h.Exhibit); x != nil {
			name = cmp.Or(r.Name(x.Entity), string(x.Kind))
		}
		row.Chain = append(row.Chain, Hop{string(h.Kind), text(name), text(h.Exhibit), text(h.Statement)})
	}
	if review, ok := r.Review(s.ID); ok {
		row.Review, row.ReviewedBy, row.ReviewedAt = text(string(review.Status)), text(review.By), stamp(review.At)
	}
	return row
}

func spans(r *exchange.Release, part string, pieces []parley.Span) []Span {
	var all []Span
	for _, p := range pieces {
		start, end := r.Range(p)
		all = append(all, Span{part, int64(start), int64(end)})
	}
	return all
}

// text is valid UTF-8, as Parquet's strings are.
func text(s string) string { return strings.ToValidUTF8(s, "\ufffd") }

// stamp is null for a time that no standard has.
func stamp(t time.Time) *time.Time {
	if exchange.Timestamp(t) == "" {
		return nil
	}
	t = t.UTC()
	return &t
}
