package exchange

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// Header is the first row of the table. One row is one statement: where the
// report was read from, the ids of report and statement, the speaker's name, the
// words of source, cue and content, whose words they are, the smallest range of
// code points that holds all three, and the confidence; then the further answers
// as the record has them, lists with a semicolon between, entities by their
// names. A cell that is not known is empty.
var Header = []string{
	"input", "report", "statement", "speaker", "source", "cue", "content", "kind", "start", "end", "confidence",
	"source_class", "addressees", "act", "cameo", "negated", "certainty", "hedges", "said", "channel", "chain",
}

// A Table writes records as comma-separated values (RFC 4180), the header once
// and then a row for each statement. Every cell stands in quotation marks, so
// that what separates cells elsewhere, such as a semicolon, separates none here.
type Table struct {
	out    *bufio.Writer
	headed bool
}

// NewTable returns a Table that writes to w.
func NewTable(w io.Writer) *Table { return &Table{out: bufio.NewWriter(w)} }

// Write adds the rows of record and hands them to the writer.
func (t *Table) Write(record *parley.Record) error {
	if err := t.head(); err != nil {
		return err
	}
	points := newPoints(record.Report.Text)
	names := map[string]string{}
	for _, e := range record.Entities {
		names[e.ID] = e.Name
	}
	for _, s := range record.Statements {
		row, err := row(&record.Report, points, names, s)
		if err != nil {
			return fmt.Errorf("writing statement %s of report %s as a row: %w", s.ID, record.Report.ID, err)
		}
		if err := t.row(row); err != nil {
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
	return t.row(Header)
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

func row(report *parley.Report, points points, names map[string]string, s parley.Statement) ([]string, error) {
	var all []parley.Span
	cells := []string{report.Input, report.ID, s.ID, names[s.Speaker]}
	for _, spans := range [][]parley.Span{s.Source, s.Cue, s.Content} {
		words, err := quoteAll(report, spans, " … ")
		if err != nil {
			return nil, err
		}
		all = append(all, spans...)
		cells = append(cells, words)
	}
	start, end := points.from(parley.Hull(all))
	cells = append(cells, string(s.Kind), strconv.Itoa(start), strconv.Itoa(end), strconv.FormatFloat(s.Confidence, 'f', 3, 64))
	further, err := answers(report, names, s)
	if err != nil {
		return nil, err
	}
	cells = append(cells, further...)
	for i, cell := range cells {
		cells[i] = inert(cell)
	}
	return cells, nil
}

// answers are the cells from source_class on.
func answers(report *parley.Report, names map[string]string, s parley.Statement) ([]string, error) {
	var addressees, hops []string
	for _, id := range s.Addressees {
		addressees = append(addressees, names[id])
	}
	for _, h := range s.Chain {
		hops = append(hops, cmp.Or(names[h.Entity], h.Exhibit))
	}
	hedges, err := quoteAll(report, s.Hedges, "; ")
	if err != nil {
		return nil, err
	}
	var channel []parley.Span
	if s.Channel != (parley.Span{}) {
		channel = append(channel, s.Channel)
	}
	by, err := quoteAll(report, channel, "")
	if err != nil {
		return nil, err
	}
	negated := ""
	if s.Negated {
		negated = "true"
	}
	return []string{
		string(s.SourceClass), strings.Join(addressees, "; "), string(s.Act), s.CAMEO, negated,
		string(s.Certainty), hedges, s.Said.EDTF, by, strings.Join(hops, "; "),
	}, nil
}

func quoteAll(report *parley.Report, spans []parley.Span, between string) (string, error) {
	var words []string
	for _, span := range spans {
		if err := report.Verify(span); err != nil {
			return "", err
		}
		words = append(words, report.Quote(span))
	}
	return strings.Join(words, between), nil
}

// formulaSigns begin a formula; the second four are what an input method for
// East Asian scripts writes for the first.
const formulaSigns = "=+-@＝＋－＠"

// inert keeps a spreadsheet from running the words of a report as a formula
// (OWASP, "CSV Injection"): what would begin one, be it after white space, gets
// an apostrophe before it, and so does a tab or a line's end at the beginning.
// Words that look as if that had been done get one too, so that [Rows] can tell.
func inert(cell string) string {
	if dangerous(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

// alive is what inert was given.
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
