package attribute

import (
	_ "embed"
	"slices"
	"strings"

	"parley"
	"parley/internal/table"
)

//go:embed hedges.tsv
var hedgesFile string

// A hedgeLine says how sure the phrases of a line of hedges.tsv leave a content.
type hedgeLine struct {
	certainty        parley.Certainty // empty for none of their own
	ofCue, ofContent bool
}

var hedgePhrases, hedgeLines = func() (phrases, []hedgeLine) {
	all, lines := phrases{}, []hedgeLine{}
	for fields := range table.Rows("hedges.tsv", hedgesFile, 3) {
		all.add(fields[2], len(lines))
		lines = append(lines, hedgeLine{
			certainty: parley.Certainty(known(fields[0])),
			ofCue:     fields[1] != "content",
			ofContent: fields[1] != "cue",
		})
	}
	return all, lines
}()

// A hedge is the words that weaken a statement, and how sure they leave it.
type hedge struct {
	parley.Span
	certainty parley.Certainty
	text      string // as hedges.tsv has it
}

// firstClause is how many words of the content a hedge is looked for in: one
// further on weakens something else.
const firstClause = 14

// hedges are those round the cue and in the first clause of the content, in the
// order of the text.
func hedges(cue, content []word) []hedge {
	var all []hedge
	find := func(words []word, fits func(hedgeLine) bool) {
		for i, p := range hedgePhrases.in(words) {
			line := hedgeLines[p.line]
			span := parley.Span{Start: words[i].Start, End: words[i+len(p.words)-1].End}
			if fits(line) && (len(all) == 0 || !all[len(all)-1].Overlaps(span)) {
				all = append(all, hedge{span, line.certainty, p.text})
			}
		}
	}
	find(cue, func(l hedgeLine) bool { return l.ofCue })
	find(content[:min(len(content), firstClause)], func(l hedgeLine) bool { return l.ofContent })
	return all
}

// handDown gives the statement that a weakening cue goes on with, as in "appeared
// | to confirm", the hedge, and the speaker where it has none of its own.
func handDown(report *parley.Report, statements []parley.Statement) {
	for i := range statements {
		s := &statements[i]
		o := outerBeside(statements, i)
		if o == nil || s.Speaker != o.Speaker && (s.Speaker != "" || len(s.Source) > 0) {
			continue
		}
		outer, inner := parley.Hull(o.Cue), parley.Hull(s.Cue)
		if gap := inner.Start - outer.End; gap < 0 || gap > len(" to ") || !strings.HasPrefix(report.Text[outer.End:inner.End], " to ") {
			continue
		}
		for _, h := range hedges(wordsIn(report, o.Cue), nil) {
			if h.certainty == "" {
				continue
			}
			by := parley.Reason{Rule: "the hedge of the cue that it goes on from", Table: "hedges.tsv: " + h.text, Words: []parley.Span{h.Span}}
			if s.Speaker == "" && o.Speaker != "" {
				s.Speaker, s.Source, s.SourceClass = o.Speaker, o.Source, o.SourceClass
				s.Reasons = append(s.Reasons, parley.Reason{Field: "speaker", Rule: by.Rule, Table: by.Table, Words: by.Words})
			}
			s.Hedges = append([]parley.Span{h.Span}, s.Hedges...)
			if s.Certainty == parley.Certain {
				s.Certainty, by.Field = h.certainty, "certainty"
				s.Reasons = slices.DeleteFunc(s.Reasons, func(r parley.Reason) bool { return r.Field == by.Field })
				s.Reasons = append(s.Reasons, by)
			}
			break
		}
	}
}

// outerBeside is the statement that the i-th lies within, if its cue is the one
// before; nil for none.
func outerBeside(statements []parley.Statement, i int) *parley.Statement {
	if i > 0 && statements[i].Within == statements[i-1].ID {
		return &statements[i-1]
	}
	return nil
}
