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

// table prints a row for each statement: speaker, cue, words, kind. A statement
// stands below the one that holds it, set in.
func (p *page) table(b *strings.Builder, record *parley.Record) {
	if len(record.Statements) == 0 {
		return
	}
	rows := rows(record)
	columns := p.layout(rows)
	b.WriteString("\n")
	var heads []string
	for _, c := range columns {
		heads = append(heads, c.head)
	}
	p.row(b, columns, heads, func(int) style { return bold })
	for _, row := range rows {
		p.row(b, columns, row, func(i int) style { return columns[i].style })
	}
}

// rows are the cells of the table, one statement after the other, each before
// those that it holds.
func rows(record *parley.Record) [][]string {
	names := map[string]string{}
	for _, e := range record.Entities {
		names[e.ID] = e.Name
	}
	inside := map[string][]parley.Statement{}
	for _, s := range record.Statements {
		inside[s.Within] = append(inside[s.Within], s)
	}
	var rows [][]string
	var list func(within string, depth int)
	list = func(within string, depth int) {
		for _, s := range inside[within] {
			speaker := names[s.Speaker]
			if speaker == "" {
				speaker = unknown(quote(&record.Report, s.Source))
			}
			rows = append(rows, []string{
				strings.Repeat("  ", max(depth-1, 0)) + strings.Repeat("└ ", min(depth, 1)) + oneLine(speaker),
				quote(&record.Report, s.Cue), quote(&record.Report, s.Content), string(s.Kind),
			})
			if s.ID != "" && depth < len(record.Statements) {
				list(s.ID, depth+1)
			}
		}
	}
	list("", 0)
	return rows
}

// unknown stands for a speaker who is not identified: the words of the source,
// if there are any, in brackets.
func unknown(words string) string {
	if words == "" {
		return "(unknown)"
	}
	return "(" + words + ")"
}

func quote(report *parley.Report, spans []parley.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, oneLine(report.Quote(s)))
	}
	return strings.Join(out, " … ")
}

// layout shares the page out: the kind takes what it needs, speaker and cue at
// most a quarter and a sixth, the words the rest.
func (p *page) layout(rows [][]string) []column {
	c := []column{{head: "speaker", style: source_}, {head: "cue", style: cue}, {head: "words"}, {head: "kind", style: dim}}
	for i := range c {
		c[i].width = columns(c[i].head)
		for _, row := range rows {
			c[i].width = max(c[i].width, columns(row[i]))
		}
	}
	c[0].width = min(c[0].width, p.width/4)
	c[1].width = min(c[1].width, p.width/6)
	c[2].width = min(c[2].width, p.width-c[0].width-c[1].width-c[3].width-3*gap)
	return c
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
