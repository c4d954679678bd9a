package exchange

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// A Table writes one sheet of records as comma-separated values (RFC 4180), the
// header once and then its rows. Every cell stands in quotation marks, so
// that what separates cells elsewhere, such as a semicolon, separates none here.
type Table struct {
	of     Sheet
	out    *bufio.Writer
	headed bool
}

// NewTable returns a Table of that sheet that writes to w.
func NewTable(w io.Writer, of Sheet) *Table { return &Table{of: of, out: bufio.NewWriter(w)} }

// Write adds the rows of record and hands them to the writer.
func (t *Table) Write(record *parley.Record) error {
	if err := t.head(); err != nil {
		return err
	}
	rows, err := t.of.rows(record)
	if err != nil {
		return fmt.Errorf("writing %s of report %s as rows: %w", t.of, record.Report.ID, err)
	}
	for _, cells := range rows {
		for i, cell := range cells {
			cells[i] = Inert(cell)
		}
		if err := t.row(cells); err != nil {
			return err
		}
	}
	return t.out.Flush()
}

// Close writes the header where no record has done so.
func (t *Table) Close() error {
	if err := t.head(); err != nil {
		return err
	}
	return t.out.Flush()
}

func (t *Table) head() error {
	if t.headed {
		return nil
	}
	t.headed = true
	return t.row(t.of.Header())
}

func (t *Table) row(cells []string) error {
	for i, cell := range cells {
		if i > 0 {
			t.out.WriteString(",")
		}
		t.out.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
	}
	_, err := t.out.WriteString("\n") // which has the first error, if there is one
	return err
}

// formulaSigns begin a formula; the second four are what an input method for
// East Asian scripts writes for the first.
const formulaSigns = "=+-@＝＋－＠"

// Inert keeps a spreadsheet from running the words of a report as a formula
// (OWASP, "CSV Injection"): what would begin one, be it after white space, gets
// an apostrophe before it, and so does a tab or a line's end at the beginning.
// Words that look as if that had been done get one too, so that [Rows] can tell.
func Inert(cell string) string {
	if dangerous(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

// alive is what Inert was given.
func alive(cell string) string {
	if strings.HasPrefix(cell, "'") && dangerous(strings.TrimLeft(cell, "'")) {
		return cell[1:]
	}
	return cell
}

func dangerous(cell string) bool {
	words := strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || string(r) == byteOrderMark })
	first, _ := utf8.DecodeRuneInString(words)
	return words != "" && strings.ContainsRune(formulaSigns, first) || strings.ContainsAny(cell[:min(1, len(cell))], "\t\r\n")
}
