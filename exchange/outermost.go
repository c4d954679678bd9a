package exchange

import (
	"unicode"

	"parley"
	"parley/internal/redact"
)

// Outermost is the record with the statements that no other holds, as
// [parley.Outermost] says, with nothing that they lie within. With the others goes
// what rests on them alone.
func Outermost(record *parley.Record) *parley.Record {
	report := &record.Report
	all := make([]outline, len(record.Statements))
	gone := map[string]bool{}
	for i, s := range record.Statements {
		all[i] = outline{report, s, parley.Hull(s.Cue), parley.Hull(s.Content), letters(report, s.Content)}
		gone[s.ID] = true
	}
	for _, o := range parley.Outermost(all) {
		delete(gone, o.statement.ID)
	}
	out := redact.Without(record, gone)
	for i := range out.Statements {
		out.Statements[i].Within = ""
	}
	return out
}

// An outline is a statement with what tells at a glance that another does not
// hold it.
type outline struct {
	report       *parley.Report
	statement    parley.Statement
	cue, content parley.Span
	length       int // of the content, in letters
}

func (o outline) ContentLetters() int { return o.length }

func (o outline) CueIn(another outline) (in, all int) {
	if !o.cue.Overlaps(another.content) {
		return 0, 0
	}
	var shared []parley.Span
	for _, c := range o.statement.Cue {
		for _, w := range another.statement.Content {
			if c.Overlaps(w) {
				shared = append(shared, parley.Span{Start: max(c.Start, w.Start), End: min(c.End, w.End)})
			}
		}
	}
	return letters(o.report, shared), letters(o.report, o.statement.Cue)
}

// letters counts the characters of spans that are not white space, which in
// Python, and so in eval/score_brat.py, the four separators of ASCII are too.
func letters(report *parley.Report, spans []parley.Span) int {
	n := 0
	for _, s := range spans {
		for _, r := range report.Quote(s) {
			if !unicode.IsSpace(r) && (r < 0x1c || r > 0x1f) {
				n++
			}
		}
	}
	return n
}
