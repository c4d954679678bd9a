package contact

import (
	"slices"
	"strings"
)

// A spot is a cue in the sentence of an event.
type spot struct {
	name  string
	first int // its first word
	last  int
}

// governors are the cues before word, the nearest first, that no clause keeps
// apart from it.
func (t *text) governors(s, word int) []spot {
	words := t.sentences[s].words
	var all []spot
	for i := word - 1; i >= max(0, word-14) && len(all) < 6; i-- {
		if isClauseEnd(words[i].text) && words[i+1].text != "including" {
			break
		}
		// The longest phrase that ends here and begins up to three words before.
		for back := 3; back >= 0; back-- {
			if i-back < 0 {
				continue
			}
			if name, n := cues.at(words, i-back); n == back+1 && !isMay(words, i-back) {
				if name == "say" {
					return all // what is said is a clause of its own
				}
				all = append(all, spot{name, i - back, i})
				i -= back
				break
			}
		}
	}
	return all
}

// governed are the cues behind word, the nearest first.
func (t *text) governed(s, word int) []spot {
	words := t.sentences[s].words
	var all []spot
	for i := word + 1; i < min(len(words), word+13) && len(all) < 4; i++ {
		if isClauseEnd(words[i].text) && words[i].text != "," {
			break
		}
		if name, n := cues.at(words, i); n > 0 && !isMay(words, i) {
			all = append(all, spot{name, i, i + n - 1})
			i += n - 1
		}
	}
	return all
}

// isMay reports whether a word that would tell of what may or will be is a name, or a
// month: Theresa May, in May.
func isMay(words []word, i int) bool {
	return words[i].capital && i > 0 && (words[i].text == "may" || words[i].text == "will")
}

func isClauseEnd(w string) bool {
	switch w {
	case ";", ":", "—", "–", ".", "which", "who", "that", ",", "but", "“", "”":
		return true
	}
	return false
}

// form is what a verb's ending tells: "past", "ing", "s", "base".
func form(w string) string {
	switch {
	case strings.HasSuffix(w, "ing"):
		return "ing"
	case strings.HasSuffix(w, "ed") || pastForms[w]:
		return "past"
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"): // discuss, address
		return "s"
	}
	return "base"
}

// formOf is that of a verb of several words by the first that tells: "appealed to",
// "been in touch".
func formOf(verb []word) string {
	for _, w := range verb[:len(verb)-1] {
		if f := form(w.text); f != "base" && !weak[w.text] {
			return f
		}
	}
	return form(verb[len(verb)-1].text)
}

// weak verbs tell nothing beside another.
var weak = map[string]bool{"is": true, "was": true, "has": true, "been": true, "being": true}

// statusFeatures describe whether an event takes place: what taking.tsv says of
// it, and what its date and kind do.
func (t *text) statusFeatures(e event) (all []feature, rule *taking) {
	words := t.sentences[e.sentence].words
	left, right := t.governors(e.sentence, e.verb), t.governed(e.sentence, e.last)
	of := "noun"
	if e.isVerb {
		of = formOf(words[e.verb : e.verb+e.last-e.first+1])
	}
	says := "none"
	rule = taken(e.key+" "+of, left, right)
	if rule == nil {
		rule = taken(of, left, right)
	}
	if rule != nil {
		says = string(rule.status)
	}
	kind := string(e.kind)
	all = []feature{"s:rule " + says, "s:rule " + says + "/" + kind, "s:rule " + says + "/" + of, "s:kind " + kind, "s:key " + e.key, "s:form " + of}
	if e.statement >= 0 {
		all = append(all, "s:said")
	}
	if e.isPlural {
		all = append(all, "s:plural")
	}
	return append(all, t.dateFeatures(e)...), rule
}

// cueFeatures are the cues round an event, in any order.
func (t *text) cueFeatures(e event) []feature {
	var all []feature
	for _, g := range t.governors(e.sentence, e.first) {
		all = append(all, "c:before "+g.name)
	}
	for _, g := range t.governed(e.sentence, e.last) {
		all = append(all, "c:behind "+g.name)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
