package exchange

import (
	"unicode"

	"parley"
)

// Outermost returns the statements that no other holds, which is what corpora
// such as PolNeAR label. A statement is held where more than half of its cue's
// letters lie in the content of another; of two that hold each other, the one
// with the longer content stands. eval/score_brat.py draws the same line.
func Outermost(report *parley.Report, statements []parley.Statement) []parley.Statement {
	contents := make([]parley.Span, len(statements))
	for i, s := range statements {
		contents[i] = parley.Hull(s.Content)
	}
	var out []parley.Statement
	for i, s := range statements {
		held, cue := false, parley.Hull(s.Cue)
		for j, other := range statements {
			held = held || i != j && cue.Overlaps(contents[j]) && inside(report, s, other)
		}
		if !held {
			s.Within = ""
			out = append(out, s)
		}
	}
	return out
}

func inside(report *parley.Report, s, other parley.Statement) bool {
	if !mostly(report, s.Cue, other.Content) {
		return false
	}
	mutual := mostly(report, other.Cue, s.Content)
	return !mutual || letters(report, other.Content) > letters(report, s.Content)
}

// mostly reports whether more than half of what is written in part lies in whole.
func mostly(report *parley.Report, part, whole []parley.Span) bool {
	var shared []parley.Span
	for _, p := range part {
		for _, w := range whole {
			if p.Overlaps(w) {
				shared = append(shared, parley.Span{Start: max(p.Start, w.Start), End: min(p.End, w.End)})
			}
		}
	}
	return 2*letters(report, shared) > letters(report, part)
}

// letters counts the characters of spans that are not white space.
func letters(report *parley.Report, spans []parley.Span) int {
	n := 0
	for _, s := range spans {
		for _, r := range report.Quote(s) {
			if !unicode.IsSpace(r) {
				n++
			}
		}
	}
	return n
}
