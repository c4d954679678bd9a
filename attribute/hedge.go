package attribute

import (
	_ "embed"

	"parley"
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
	for fields := range rows(hedgesFile, 3) {
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
