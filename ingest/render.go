package ingest

import (
	"html"
	"strings"

	"golang.org/x/net/html/atom"
)

// readHTML reads a page, given in UTF-8.
func (d *Document) readHTML(source string, opts Options) error {
	d.Kind = KindHTML
	page := parsePage(source)
	page.keepsLists = opts.Lists
	lines := page.article()
	if len(lines) == 0 {
		lines = page.everything()
		if len(lines) > 0 {
			d.warn("no article could be told from the rest of the page; all of its text was read")
		}
	}
	w := &writer{source: source}
	for i, l := range lines {
		// A headline within the article stands first, apart from what follows.
		headline := i == 1 && page.nodes[lines[0].node].tag == atom.H1
		w.line(l, headline, page.marker(l))
	}
	d.Report.Text = w.text.String()
	d.alignments = append(d.alignments, w.alignment)
	page.meta.fill(&d.Report, opts)
	return nil
}

// A writer writes the text of a page and keeps its alignment. Every byte it
// writes belongs to a unit; what stands for white space, or for a boundary of
// lines, belongs to all of the source between its neighbours.
type writer struct {
	source    string
	text      strings.Builder
	alignment alignment
	done      int    // where the source of the last unit ends
	pending   string // what to write before the next word
}

// line writes a line of the text; apart says to leave an empty one before it. A
// marker stands before its first word, for the source of the tag that asks for it.
func (w *writer) line(l line, apart bool, marker string) {
	if w.text.Len() > 0 {
		w.pending = "\n"
		if apart {
			w.pending = "\n\n"
		}
	}
	if marker != "" {
		w.pending += marker + " "
	}
	begins := true
	for _, it := range l.items {
		if it.spaced && !begins && w.pending == "" {
			w.pending = " "
		}
		for at := int(it.start); at < int(it.end); {
			keeps := it.pre && !begins
			s, n := next(w.source[at:it.end], keeps)
			switch {
			case len(s) != 1 || !isSpace(s[0]) || keeps:
				w.unit(s, at, n)
				begins = false
			case !begins && w.pending == "":
				w.pending = " "
			}
			at += n
		}
	}
	w.pending = ""
}

// next decodes what source begins with, up to a white space or an entity, and
// tells how much of it that is. An entity may stand for white space, too.
func next(source string, keepsSpace bool) (string, int) {
	switch c := source[0]; {
	case c == '&':
		return entity(source)
	case isSpace(c) && !keepsSpace:
		return source[:1], 1
	}
	n := plainPrefix(source, keepsSpace)
	return source[:n], n
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// plainPrefix is the length of the beginning of s that goes into the text as it
// is; at least one byte.
func plainPrefix(s string, keepsSpace bool) int {
	for i := range len(s) {
		if s[i] == '&' || isSpace(s[i]) && !keepsSpace {
			return max(i, 1)
		}
	}
	return len(s)
}

// entity decodes the entity that s may begin with, and tells how much of s it
// takes. What is no entity stands for itself.
func entity(s string) (string, int) {
	const longest = len("&CounterClockwiseContourIntegral;")
	n := 1
	for n < min(len(s), longest) && (isAlnum(s[n]) || s[n] == '#' && n == 1) {
		n++
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	return html.UnescapeString(s[:n]), n
}

// unit writes s, which stands for n bytes of the source.
func (w *writer) unit(s string, at, n int) {
	if s == w.source[at:at+n] {
		w.copy(at, n)
		return
	}
	w.flush(at)
	w.alignment = w.alignment.add(w.text.Len(), len(s), at, n)
	w.text.WriteString(s)
	w.done = at + n
}

// copy writes n bytes of the source as they are.
func (w *writer) copy(at, n int) {
	w.flush(at)
	w.alignment = w.alignment.copied(w.text.Len(), at, n)
	w.text.WriteString(w.source[at : at+n])
	w.done = at + n
}

// flush writes what is pending, for the source from the last unit up to at.
func (w *writer) flush(at int) {
	if w.pending == "" {
		return
	}
	if w.pending == w.source[w.done:at] {
		w.alignment = w.alignment.copied(w.text.Len(), w.done, at-w.done)
	} else {
		w.alignment = w.alignment.add(w.text.Len(), len(w.pending), w.done, at-w.done)
	}
	w.text.WriteString(w.pending)
	w.pending = ""
}
