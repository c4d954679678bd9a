package attribute

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/internal/table"
)

//go:embed content.tsv
var contentFile string

//go:embed modals.tsv
var modalsFile string

// modals leads from a form to the name that content.tsv has for it.
var modals = func() map[string]string {
	names := map[string]string{}
	for fields := range table.Rows("modals.tsv", modalsFile, 2) {
		for form := range strings.FieldsSeq(fields[1]) {
			names[form] = fields[0]
		}
	}
	return names
}()

// A contentLine is one of content.tsv.
type contentLine struct {
	act           parley.Act
	subject, verb string  // empty for any
	about         phrases // nil for any
	key           string  // by which a reason names it
}

var contentLines = func() []contentLine {
	var all []contentLine
	for fields := range table.Rows("content.tsv", contentFile, 4) {
		line := contentLine{act: parley.Act(fields[0]), subject: known(fields[1]), verb: known(fields[2])}
		line.key = strings.TrimSpace(fmt.Sprintf("%s %s %s", line.act, line.subject, line.verb))
		if known(fields[3]) != "" {
			line.about = phrases{}
			line.about.add(fields[3], 0)
		}
		all = append(all, line)
	}
	return all
}()

// beginning is how many words of the content tell what is done by saying it.
const beginning = 20

// contentAct is what is done by saying content, where source is who says it: the
// first line of content.tsv that fits, and the words that it fits.
func contentAct(content, source []word) (act parley.Act, key string, at []parley.Span) {
	content = content[:min(len(content), beginning)]
	subject, verb, verbAt := clauseOf(content, source)
	for _, line := range contentLines {
		if line.subject != "" && line.subject != subject || line.verb != "" && line.verb != verb {
			continue
		}
		if line.about == nil {
			return line.act, line.key, verbAt
		}
		for i, p := range line.about.in(content) {
			return line.act, line.key + ": " + p.text, []parley.Span{{Start: content[i].Start, End: content[i+len(p.words)-1].End}}
		}
	}
	return "", "", nil
}

var (
	selves = strings.Fields(`i we he she it they`)
	others = strings.Fields(`you this that there these those`)
)

// clauseOf finds the subject and the first auxiliary of content: "self" where the
// subject is a pronoun or shares a word with the source.
func clauseOf(content, source []word) (subject, verb string, at []parley.Span) {
	n := slices.IndexFunc(content, func(w word) bool { return modals[w.form] != "" })
	if n < 0 || n > 14 {
		return "", "", nil
	}
	verb, at = modals[content[n].form], []parley.Span{content[n].Span}
	switch next := content[min(n+1, len(content)-1)].form; {
	case verb == "have" && (next == "to" || next == "got"):
		verb = "must"
	case verb == "would" && (next == "like" || next == "love" || next == "prefer"):
		return "", "", nil
	}
	if slices.ContainsFunc(content[n+1:min(n+4, len(content))], func(w word) bool { return w.form == "not" || w.form == "never" || w.form == "no" }) {
		verb += " not"
	}
	subject = "other"
	for _, w := range content[:n] {
		switch {
		case slices.Contains(others, w.form):
			return "other", verb, at
		case slices.Contains(selves, w.form) || w.capital && slices.ContainsFunc(source, func(s word) bool { return s.capital && areKin(s.stem, w.stem) }):
			return "self", verb, at
		}
	}
	return subject, verb, at
}

// areKin reports whether two words are the same, or names of one country: Norland
// and Norlandic begin alike.
func areKin(s, t string) bool {
	const alike = 5
	return s == t || len(s) > alike && len(t) > alike && s[:alike] == t[:alike]
}
