// Package points takes a proposal's own text apart into its numbered points, and
// lays two texts side by side, point by point.
//
// A text is what ingest made of a file: its lines. A line that begins with a number
// ("1.", "(a)", "IV.", "Article 3", "§ 2", "1.2") or a bullet begins a point if the
// number goes on from the one before, or begins a list of its own; so a line that
// happens to begin with a year begins none. What stands on further lines belongs to
// the point above it.
package points

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"parley"
)

// A Text is a proposal's own text, taken apart.
type Text struct {
	Report   *parley.Report
	Preamble parley.Span // what stands before the first point; the zero Span for nothing
	Points   []Point     // in the order of the text; those within a point come right behind it
	Closing  parley.Span // from where it is signed on; the zero Span for nothing
}

// A Point is one item of a text. Its words are its own, without those of the points
// within it.
type Point struct {
	Number string      // as it is counted: "4", "a", "iv"; empty for a bullet
	Path   string      // with those of the points that hold it: "4(a)"; unique where numbers are
	Label  parley.Span // the number with what stands around it: "Article 4."
	Words  parley.Span // what stands behind; the zero Span for a point that only holds others
	Within int         // index of the point that holds it, -1 for none
	Terms  []string    // keys of the terms that it touches, for whoever compares; Split leaves it empty
}

// Span is the point from its label to its last word.
func (p *Point) Span() parley.Span {
	return parley.Span{Start: p.Label.Start, End: max(p.Label.End, p.Words.End)}
}

// Split takes the text of a report apart. Its error is parley.ErrInvalid for a text
// that has no points.
func Split(report *parley.Report) (*Text, error) {
	s := splitter{text: report.Text, out: &Text{Report: report}}
	s.marks = marksOf(report.Text)
	for i := range s.marks {
		s.take(i)
	}
	if len(s.out.Points) == 0 || len(s.out.Points) == 1 && s.out.Points[0].Number == "" {
		return nil, fmt.Errorf("report %s has no line that begins a numbered point or a bullet: %w", report.ID, parley.ErrInvalid)
	}
	s.close()
	return s.out, nil
}

// A splitter goes through the marks of a text with the lists that are open.
type splitter struct {
	text  string
	marks []mark
	open  []level // the outermost first
	out   *Text
	ended int // where the closing begins; 0 for none so far
}

// A level is a list that is open: how it counts, and how far it has come.
type level struct {
	style style
	value int
	rank  int
	point int // index of its last point
}

// deepest is how many lists may lie in one another.
const deepest = 12

// take makes a point of the i-th mark, if its number is one that can stand there.
func (s *splitter) take(i int) {
	m := s.marks[i]
	if m.closing {
		if len(s.out.Points) > 0 && s.ended == 0 {
			s.ended = m.label.Start
		}
		return
	}
	if s.ended > 0 {
		return
	}
	for _, read := range m.readings {
		if k := s.continues(read); k >= 0 {
			s.open = s.open[:k+1]
			s.open[k].value = read.value
			s.add(m, read, k)
			return
		}
	}
	for _, read := range m.readings {
		if s.mayBegin(i, read) {
			s.descend(read)
			s.open = append(s.open, level{style: read.style, value: read.value, rank: read.rank})
			s.add(m, read, len(s.open)-1)
			return
		}
	}
}

// mostSkipped is how many numbers a list may leave out: a text that is quoted in
// part leaves out some.
const mostSkipped = 3

// continues is the innermost open list that a number goes on, -1 for none. One that
// begins anew at 1 goes on a list too, as after the heading of an annex.
func (s *splitter) continues(r numbering) int {
	for k := len(s.open) - 1; k >= 0; k-- {
		l := s.open[k]
		if l.style != r.style {
			continue
		}
		if r.style.form == bullet || r.value > l.value && r.value <= l.value+mostSkipped || r.value == 1 && l.value > 1 && r.rank > 0 {
			return k
		}
	}
	for k := len(s.open) - 1; k >= 0; k-- {
		if l := s.open[k]; l.style == r.style && r.value == 1 && l.value > 1 {
			return k
		}
	}
	return -1
}

// mayBegin reports whether a number can begin a list: it is the first; or another
// kind of number, which only goes on later; or it has a word before it.
func (s *splitter) mayBegin(i int, r numbering) bool {
	if len(s.open) >= deepest {
		return false
	}
	if r.style.form == bullet || r.value == 1 || r.rank > 0 {
		return true
	}
	if slices.ContainsFunc(s.open, func(l level) bool { return l.style == r.style }) || r.value > 200 {
		return false
	}
	for _, m := range s.marks[i+1 : min(len(s.marks), i+1+lookAhead)] {
		if slices.ContainsFunc(m.readings, func(n numbering) bool { return n.style == r.style && n.value == r.value+1 }) {
			return len(s.open) == 0
		}
	}
	return false
}

// lookAhead is how many marks further on the second number of a list is looked for.
const lookAhead = 40

// descend closes the lists in which one that begins with r cannot lie: a chapter is
// in no article.
func (s *splitter) descend(r numbering) {
	for k, l := range s.open {
		if r.rank > 0 && (l.rank == 0 || l.rank >= r.rank) {
			s.open = s.open[:k]
			return
		}
		if r.style.dots > 0 && l.style.form == r.style.form && l.style.dots >= r.style.dots {
			s.open = s.open[:k]
			return
		}
	}
}

func (s *splitter) add(m mark, r numbering, depth int) {
	p := Point{Number: r.number, Label: m.label, Within: -1}
	if depth > 0 {
		p.Within = s.open[depth-1].point
	}
	p.Path = s.path(p, r)
	s.open[depth].point = len(s.out.Points)
	s.out.Points = append(s.out.Points, p)
}

// path is the number with those of the points that hold it: 4, 4(a), 1.2. An article
// in a chapter is spoken of by its own number.
func (s *splitter) path(p Point, r numbering) string {
	if r.style.dots > 0 || r.rank > 0 || p.Within < 0 {
		return p.Number
	}
	outer := s.out.Points[p.Within].Path
	switch {
	case p.Number == "":
		return outer
	case outer == "":
		return p.Number
	}
	return outer + "(" + p.Number + ")"
}

// close gives each point the words up to the next, and the text what stands before
// and behind all.
func (s *splitter) close() {
	points := s.out.Points
	end := len(s.text)
	if s.ended > 0 {
		end = s.ended
		s.out.Closing = trimmed(s.text, parley.Span{Start: end, End: len(s.text)})
	}
	for i := range points {
		to := end
		if i+1 < len(points) {
			to = points[i+1].Label.Start
		}
		points[i].Words = trimmed(s.text, parley.Span{Start: points[i].Label.End, End: to})
	}
	s.out.Preamble = trimmed(s.text, parley.Span{End: points[0].Label.Start})
}

// trimmed leaves out white space at both ends; it is the zero Span for nothing else.
func trimmed(text string, s parley.Span) parley.Span {
	words := text[s.Start:s.End]
	left := strings.TrimLeftFunc(words, unicode.IsSpace)
	s.Start += len(words) - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, unicode.IsSpace))
	if s.Len() == 0 {
		return parley.Span{}
	}
	return s
}
