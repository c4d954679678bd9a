package stand

import (
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Header is the first row of the table: one row is a change of a stand, the last of
// them what stands.
var Header = []string{
	"term", "option", "topic", "party", "basis", "private", "stance", "latest", "conflict", "private_differs", "since", "until", "positions",
	"report", "line", "publisher", "published", "holder", "by", "about", "words", "condition",
}

// WriteCSV writes a view as comma-separated values, a row for each change of each
// stand; without the history, for the last change alone. What a spreadsheet would
// run has an apostrophe before it.
func (l *Library) WriteCSV(ctx context.Context, w io.Writer, v View) error {
	out := csv.NewWriter(w)
	if err := out.Write(Header); err != nil {
		return err
	}
	for _, t := range v.Rows {
		for _, p := range v.Columns {
			c, ok := v.Cell(t, p)
			if !ok {
				continue
			}
			for i := range c.Stands {
				changes := c.Stands[i].Changes()
				for k := range changes {
					latest := k == len(changes)-1 || c.Stands[i].isMixed()
					if !v.History && !latest {
						continue
					}
					row, err := l.csvRow(ctx, &v, &c, &c.Stands[i], &changes[k], latest)
					if err == nil {
						err = out.Write(row)
					}
					if err != nil {
						return err
					}
				}
			}
		}
	}
	out.Flush()
	return out.Error()
}

func (l *Library) csvRow(ctx context.Context, v *View, c *Cell, s *Stand, change *Change, latest bool) ([]string, error) {
	source, err := l.Source(ctx, change.First)
	if err != nil {
		return nil, err
	}
	t, report := v.Topics[c.Topic], &source.Record.Report
	row := []string{
		t.Key, t.Option, l.Label(Topic{Key: t.Key}), l.Name(v.Parties[c.Party].ID), string(s.Basis), strconv.FormatBool(s.Private),
		string(change.Stance), strconv.FormatBool(latest), strconv.FormatBool(s.Conflict), strconv.FormatBool(c.Differs()),
		change.First.Day(), change.Last.Day(), strconv.Itoa(change.Rows),
		strconv.FormatInt(change.First.Of.Report, 10), change.First.Of.Line, report.Publisher, report.Published, source.Party(), source.SaidBy(),
		source.About(), source.Words(), source.Condition(),
	}
	for i := range row {
		row[i] = inert(row[i])
	}
	return row, nil
}

// inert is a cell that no spreadsheet takes for a formula.
func inert(cell string) string {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || r == 0xfeff }))
	if strings.ContainsRune("=+-@＝＋－＠", first) && cell != "" {
		return "'" + cell
	}
	return cell
}
