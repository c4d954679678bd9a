// Package parquet writes a sheet of records as Apache Parquet, a row for each line,
// for DuckDB, pandas and Spark. docs/exchange.md has the columns.
package parquet

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"

	"parley"
	"parley/exchange"
)

// Version is that of the tables; the file's metadata has it as "parley.table".
const Version = 1

// Sheets lists those that there are. The points of a proposal are in its row.
var Sheets = []exchange.Sheet{
	exchange.SheetStatements, exchange.SheetTerms, exchange.SheetPositions, exchange.SheetProposals, exchange.SheetContacts,
}

// A row group ends at so many rows or bytes of words, whichever comes first: what
// is held in memory, and what a reader can skip at once.
const (
	groupRows  = 20_000
	groupBytes = 16 << 20
)

// A Writer writes one sheet as one file.
type Writer struct {
	table interface {
		write(*exchange.Release) error
		close() error
	}
}

// NewWriter returns a Writer of a sheet, one of [Sheets], that writes to w.
func NewWriter(w io.Writer, of exchange.Sheet) *Writer {
	switch of {
	case exchange.SheetStatements:
		return &Writer{newTable(w, of, statements)}
	case exchange.SheetTerms:
		return &Writer{newTable(w, of, terms)}
	case exchange.SheetPositions:
		return &Writer{newTable(w, of, positions)}
	case exchange.SheetProposals:
		return &Writer{newTable(w, of, proposals)}
	case exchange.SheetContacts:
		return &Writer{newTable(w, of, contacts)}
	}
	panic("parquet: there is no sheet of " + string(of))
}

// Write adds the rows of a filing.
func (w *Writer) Write(f *exchange.Filing) error {
	r, err := f.Release()
	if err != nil {
		return err
	}
	return w.table.write(r)
}

// Close writes the last row group and the footer.
func (w *Writer) Close() error { return w.table.close() }

// A table is a sheet whose rows are R. Its rows come with their bytes of words.
type table[R any] struct {
	file   *parquet.GenericWriter[R]
	rowsOf func(r *exchange.Release, add func(row R, bytes int) error) error
	rows   int // of the row group
	bytes  int
}

func newTable[R any](w io.Writer, of exchange.Sheet, rowsOf func(*exchange.Release, func(R, int) error) error) *table[R] {
	options := []parquet.WriterOption{
		parquet.Compression(&parquet.Snappy),
		parquet.CreatedBy("parley", strconv.Itoa(Version), ""),
		parquet.KeyValueMetadata("parley.table", strconv.Itoa(Version)),
		parquet.KeyValueMetadata("parley.sheet", string(of)),
		parquet.KeyValueMetadata("parley.record", strconv.Itoa(parley.RecordVersion)),
	}
	schema := parquet.SchemaOf(*new(R))
	for _, column := range schema.Columns() {
		if name := strings.Join(column, "."); long[name] {
			options = append(options, parquet.SkipPageBounds(column...), parquet.SkipPageStatistics(column...))
		}
	}
	return &table[R]{file: parquet.NewGenericWriter[R](w, options...), rowsOf: rowsOf}
}

// long are the columns whose cells may be long. Their least and greatest cells
// tell no reader what to skip, and would be kept whole until the end.
var long = map[string]bool{
	"input": true, "title": true, "url": true, "speaker": true, "speaker_party": true, "source": true, "cue": true, "content": true, "channel": true,
	"addressees.list.element": true, "hedges.list.element": true, "chain.list.element.name": true,

	"name": true, "key": true, "place": true, "evidence": true, "aliases.list.element": true, "options.list.element.name": true, "options.list.element.to": true,
	"party": true, "by": true, "by.list.element": true, "term_name": true, "option_name": true, "proposal_name": true, "about": true, "condition": true,
	"seen.list.element.words": true, "lineage.list.element.name": true, "lineage.list.element.words": true,
	"participants.list.element": true, "host": true, "topics.list.element": true,
	"quantities.list.element.words": true, "seen.list.element.quantities.list.element.words": true,
}

func (t *table[R]) write(r *exchange.Release) error {
	return t.rowsOf(r, func(row R, bytes int) error {
		if _, err := t.file.Write([]R{row}); err != nil {
			return err
		}
		t.rows++
		t.bytes += bytes
		if t.rows < groupRows && t.bytes < groupBytes {
			return nil
		}
		t.rows, t.bytes = 0, 0
		return t.file.Flush()
	})
}

func (t *table[R]) close() error { return t.file.Close() }

// An Origin says of which report a row is, first of which line. What is not known is
// null, or an empty list, in all rows.
type Origin struct {
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
}

func originOf(r *exchange.Release, id string) Origin {
	report := &r.Record.Report
	return Origin{
		Address: text(r.Line(id)), Report: text(report.ID), Input: text(report.Input), Title: text(report.Title),
		Publisher: text(report.Publisher), Published: text(report.Published), URL: text(r.URL()), Language: text(report.Language),
		Filed: stamp(r.Filed), Author: text(r.Author), Weights: text(r.Record.Weights), Sealed: r.Sealed,
	}
}

// A Review is what a person decided about the line.
type Review struct {
	Review     string     `parquet:"review,optional,dict"`
	ReviewedBy string     `parquet:"reviewed_by,optional,dict"`
	ReviewedAt *time.Time `parquet:"reviewed_at,optional,timestamp(microsecond)"`
}

func reviewOf(r *exchange.Release, id string) Review {
	review, ok := r.Review(id)
	if !ok {
		return Review{}
	}
	return Review{text(string(review.Status)), text(review.By), stamp(review.At)}
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
