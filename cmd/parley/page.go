package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/clerk"
)

const (
	plainWidth = 80  // of what is not printed on a terminal, unless COLUMNS says
	leastWidth = 20  // below that nothing is legible
	tableWidth = 60  // below that a table would break words, and its cells are stacked
	textWidth  = 100 // of running text, which is hard to read in longer lines
	mostLines  = 5   // of a cell in the table
)

// A page prints records for people: the report with its statements in colour,
// then a table of them.
type page struct {
	w        io.Writer
	width    int
	coloured bool
	bare     bool // without the report's text
	pages    int  // printed so far
}

// newPage returns the page for standard output. On --color auto, colour is left
// out where NO_COLOR is set (no-color.org).
func (p *program) newPage(o readOptions) *page {
	out := &page{w: p.out, width: plainWidth, bare: o.noText}
	width, terminal := isTerminal(p.out)
	if asked, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && !terminal && asked > 0 {
		width = asked
	}
	if width > 0 {
		out.width = max(width, leastWidth)
	}
	out.coloured = o.colour == "always" ||
		o.colour == "auto" && terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return out
}

func (p *page) write(outcome clerk.Outcome) error {
	var b strings.Builder
	if p.pages++; p.pages > 1 {
		b.WriteString("\n" + p.in(dim, strings.Repeat("─", p.width)) + "\n\n")
	}
	record := outcome.Record
	p.head(&b, outcome)
	if !p.bare {
		p.text(&b, record)
	}
	p.table(&b, record)
	p.sections(&b, record)
	p.foot(&b, record)
	_, err := io.WriteString(p.w, b.String())
	return err
}

func (p *page) fail(clerk.Outcome) error { return nil }
func (p *page) close() error             { return nil }

// head prints the title, unless the text begins with it, and what is known of
// the report.
func (p *page) head(b *strings.Builder, outcome clerk.Outcome) {
	r := outcome.Record.Report
	title := r.Title
	if title == "" {
		title = called(outcome.Name)
	}
	if p.bare || titleEnd(r.Text, title) == 0 {
		p.paragraph(b, bold, title, p.width)
	}
	var known []string
	for _, s := range []string{r.Publisher, r.Byline, r.Published, r.URL} {
		if s != "" {
			known = append(known, oneLine(s))
		}
	}
	if len(known) > 0 {
		p.paragraph(b, dim, strings.Join(known, " · "), p.width)
	}
	if b.Len() > 0 {
		b.WriteString("\n")
	}
}

func (p *page) paragraph(b *strings.Builder, as style, words string, width int) {
	words = oneLine(words)
	for _, line := range wrap(words, width) {
		fmt.Fprintln(b, p.in(as, words[line.Start:line.End]))
	}
}

// text prints the report, each character in the style of its part. Where its
// paragraphs follow each other without an empty line, one is put between those
// that take several lines here; of several empty lines one is left.
func (p *page) text(b *strings.Builder, record *parley.Record) {
	text := strings.TrimRight(record.Report.Text, "\r\n \t")
	var parts []style
	if p.coloured {
		parts = paint(record)
	}
	paragraph, empty := 0, true // lines of this paragraph, and whether the last line printed was empty
	for _, line := range wrap(text, min(p.width, textWidth)) {
		if line.Len() == 0 && empty {
			continue
		}
		if paragraph++; line.Start > 0 && text[line.Start-1] == '\n' {
			if paragraph > 2 && line.Len() > 0 && !empty {
				b.WriteString("\n")
			}
			paragraph = 1
		}
		empty = line.Len() == 0
		p.line(b, text, line, parts)
	}
}

// line prints one line of text, a run of one style at a time.
func (p *page) line(b *strings.Builder, text string, line parley.Span, parts []style) {
	for start := line.Start; start < line.End; {
		end, as := line.End, style(0)
		if parts != nil {
			as = parts[start]
			for end = start + 1; end < line.End && parts[end] == as; {
				end++
			}
		}
		b.WriteString(p.in(as, printable(text[start:end])))
		start = end
	}
	b.WriteString("\n")
}

// paint gives the style of each byte of the report's text. Of two parts that
// overlap, source and cue show before content; a content within a content is
// underlined.
func paint(record *parley.Record) []style {
	parts := make([]style, len(record.Report.Text))
	if end := titleEnd(record.Report.Text, record.Report.Title); end > 0 {
		fill(parts, []parley.Span{{Start: 0, End: end}}, bold)
	}
	depths := depths(record.Statements)
	for _, s := range record.Statements {
		fill(parts, s.Content, content)
	}
	for i, s := range record.Statements {
		if depths[i] > 0 {
			fill(parts, s.Content, underline)
		}
	}
	for _, s := range record.Statements {
		fill(parts, s.Source, source_)
	}
	for _, s := range record.Statements {
		fill(parts, s.Cue, cue)
	}
	return parts
}

// titleEnd is where the title ends that text begins with, 0 where it begins with
// none. Pages give their titles in other spaces, quotation marks and dashes than
// their headlines.
func titleEnd(text, title string) int {
	want := []rune(sameLetters(title))
	at := 0
	for i, r := range text {
		same := []rune(sameLetters(string(r)))
		if len(same) == 0 {
			continue
		}
		if at == len(want) || same[0] != want[at] {
			return 0
		}
		if at++; at == len(want) {
			end := i + utf8.RuneLen(r)
			if next, _ := utf8.DecodeRuneInString(text[end:]); unicode.IsLetter(next) || unicode.IsNumber(next) {
				return 0
			}
			return end
		}
	}
	return 0
}

// sameLetters is the letters and digits of s, in lower case.
func sameLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// fill adds a style to the bytes of spans. A role replaces another.
func fill(parts []style, spans []parley.Span, with style) {
	for _, s := range spans {
		for i := s.Start; i < s.End; i++ {
			if with&roles != 0 {
				parts[i] &^= roles
			}
			parts[i] |= with
		}
	}
}

// depths is how many statements hold each.
func depths(statements []parley.Statement) []int {
	index := map[string]int{}
	for i, s := range statements {
		index[s.ID] = i
	}
	out := make([]int, len(statements))
	for i, s := range statements {
		for s.Within != "" && out[i] <= len(statements) {
			out[i]++
			s = statements[index[s.Within]]
		}
	}
	return out
}

// foot counts what was found and says what to know before relying on it.
func (p *page) foot(b *strings.Builder, record *parley.Record) {
	speakers := map[string]bool{}
	for _, s := range record.Statements {
		if s.Speaker != "" {
			speakers[s.Speaker] = true
		}
	}
	b.WriteString("\n")
	found := fmt.Sprintf("%s by %s", count(len(record.Statements), "statement"), count(len(speakers), "speaker"))
	if len(record.Statements) == 0 {
		found = "no statements found"
	}
	for _, list := range []struct {
		n    int
		noun string
	}{
		{len(record.Positions), "position"}, {len(record.Proposals), "proposal"}, {len(record.Contacts), "contact"},
	} {
		if list.n > 0 {
			found += ", " + count(list.n, list.noun)
		}
	}
	p.paragraph(b, dim, found, p.width)
	for _, warning := range record.Warnings {
		p.paragraph(b, warn, "note: "+warning, p.width)
	}
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// A style is how a character is printed: at most one role, and more.
type style uint8

const (
	source_ style = 1 << iota
	cue
	content
	underline
	bold
	dim
	warn
	against

	roles = source_ | cue | content
)

// in prints words in a style, where the page has colour.
func (p *page) in(as style, words string) string {
	if !p.coloured || as == 0 || words == "" {
		return words
	}
	var codes []string
	for _, part := range []struct {
		style style
		code  string // of ECMA-48, SGR
	}{{source_, "1;36"}, {cue, "33"}, {content, "32"}, {underline, "4"}, {bold, "1"}, {dim, "2"}, {warn, "33"}, {against, "31"}} {
		if as&part.style != 0 {
			codes = append(codes, part.code)
		}
	}
	return "\x1b[" + strings.Join(codes, ";") + "m" + words + "\x1b[0m"
}
