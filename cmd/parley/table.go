package main

import (
	"strings"

	"parley"
)

// A column of the table of statements.
type column struct {
	head  string
	width int
	style style
}

// gap is the space between two columns.
const gap = 2

// table prints a row for each statement: id, speaker and addressees, cue,
// words, kind and act. A statement stands below the one that holds it, set in. Where the
// page is too narrow for columns, the cells stand below each other.
func (p *page) table(b *strings.Builder, record *parley.Record) {
	if len(record.Statements) == 0 {
		return
	}
	rows := rows(record)
	if !p.bare {
		b.WriteString("\n")
	}
	if p.width < tableWidth {
		p.stack(b, rows)
		return
	}
	columns := p.layout(rows)
	var heads []string
	for _, c := range columns {
		heads = append(heads, c.head)
	}
	p.row(b, columns, heads, func(int) style { return bold })
	for _, row := range rows {
		p.row(b, columns, row, func(i int) style { return columns[i].style })
	}
}

// The cells of a row.
const (
	cellID = iota
	cellSpeaker
	cellCue
	cellWords
	cellKind
)

// rows are the cells of the table, one statement after the other, each before
// those that it holds.
func rows(record *parley.Record) [][]string {
	names := namesOf(record)
	inside := map[string][]parley.Statement{}
	for _, s := range record.Statements {
		inside[s.Within] = append(inside[s.Within], s)
	}
	var rows [][]string
	var list func(within string, depth int)
	list = func(within string, depth int) {
		for _, s := range inside[within] {
			rows = append(rows, []string{
				oneLine(s.ID),
				strings.Repeat("  ", max(depth-1, 0)) + strings.Repeat("└ ", min(depth, 1)) + parties(record, names, s),
				quote(&record.Report, s.Cue), quote(&record.Report, s.Content),
				strings.TrimSpace(string(s.Kind) + " " + string(s.Act)),
			})
			if s.ID != "" && depth < len(record.Statements) {
				list(s.ID, depth+1)
			}
		}
	}
	list("", 0)
	return rows
}

// parties says who speaks and, where it is known, to whom. A speaker who is not
// identified is in the words of the source, if there are any.
func parties(record *parley.Record, names map[string]string, s parley.Statement) string {
	speaker := names[s.Speaker]
	if words := quote(&record.Report, s.Source); speaker == "" && words != "" {
		speaker = words + " (not identified)"
	} else if speaker == "" {
		speaker = "(no source named)"
	}
	var addressees []string
	for _, id := range s.Addressees {
		if name := names[id]; name != "" {
			addressees = append(addressees, name)
		}
	}
	if len(addressees) > 0 {
		speaker += " → " + strings.Join(addressees, ", ")
	}
	return speaker
}

func quote(report *parley.Report, spans []parley.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, oneLine(report.Quote(s)))
	}
	return strings.Join(out, " … ")
}

// layout shares the page out: id takes what it needs, kind what its words do, speaker and cue
// at most a quarter and a sixth or, so as not to break words, a third and a
// quarter; the words get the rest.
func (p *page) layout(rows [][]string) []column {
	c := []column{{head: "id", style: dim}, {head: "speaker", style: source_}, {head: "cue", style: cue}, {head: "words"}, {head: "kind", style: dim}}
	for i := range c {
		c[i].width = columns(c[i].head)
		for _, row := range rows {
			c[i].width = max(c[i].width, columns(row[i]))
		}
	}
	limit := func(i, usual, most int) {
		word := 0
		for _, row := range rows {
			for w := range strings.FieldsSeq(row[i]) {
				word = max(word, columns(w))
			}
		}
		c[i].width = min(c[i].width, max(usual, min(word, most)))
	}
	c[cellID].width = min(c[cellID].width, p.width/8)
	limit(cellSpeaker, p.width/4, p.width/3)
	limit(cellCue, p.width/6, p.width/4)
	limit(cellKind, columns(c[cellKind].head), p.width/4)
	rest := p.width - (len(c)-1)*gap
	for i := range c {
		if i != cellWords {
			rest -= c[i].width
		}
	}
	c[cellWords].width = min(c[cellWords].width, rest)
	return c
}

// stack prints the cells of each row below each other: id and speaker, cue and
// kind, words.
func (p *page) stack(b *strings.Builder, rows [][]string) {
	for i, row := range rows {
		if i > 0 {
			b.WriteString("\n")
		}
		p.paragraph(b, source_, row[cellID]+"  "+row[cellSpeaker], p.width)
		p.paragraph(b, cue, row[cellCue]+" ("+row[cellKind]+")", p.width)
		for _, line := range fold(row[cellWords], p.width) {
			b.WriteString(line + "\n")
		}
	}
}

// row prints cells side by side, each wrapped in its column.
func (p *page) row(b *strings.Builder, layout []column, cells []string, styleOf func(int) style) {
	wrapped := make([][]string, len(cells))
	height := 0
	for i, cell := range cells {
		wrapped[i] = fold(cell, layout[i].width)
		height = max(height, len(wrapped[i]))
	}
	for n := range height {
		var line strings.Builder
		space := 0
		for i, c := range layout {
			words := ""
			if n < len(wrapped[i]) {
				words = wrapped[i][n]
			}
			if words != "" {
				line.WriteString(strings.Repeat(" ", space))
				line.WriteString(p.in(styleOf(i), words))
				space = 0
			}
			space += c.width - columns(words) + gap
		}
		b.WriteString(line.String() + "\n")
	}
}

// fold wraps cell to width and cuts it short after a few lines. Lines after the
// first are set in as the first is.
func fold(cell string, width int) []string {
	words := strings.TrimLeft(cell, " └")
	first := cell[:len(cell)-len(words)]
	if columns(first) > width/2 {
		first = ""
	}
	others := strings.Repeat(" ", columns(first))
	width -= len(others)
	spans := wrap(words, width)
	var lines []string
	for i, span := range spans[:min(len(spans), mostLines)] {
		line := words[span.Start:span.End]
		if i == mostLines-1 && len(spans) > mostLines {
			line = line[:fit(line, width-1)]
			if space := strings.LastIndex(line, " "); space > 0 {
				line = line[:space]
			}
			line += "…"
		}
		lines = append(lines, others+line)
	}
	lines[0] = first + lines[0][len(others):]
	return lines
}
