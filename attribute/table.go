package attribute

import (
	"fmt"
	"iter"
	"slices"
	"strings"
)

// known is a field of a table, empty for "-".
func known(field string) string {
	if field == "-" {
		return ""
	}
	return field
}

// A phrase is words that a table looks for, side by side.
type phrase struct {
	text  string     // as the table has it
	words [][]string // each is one of several stems
}

// phrasesOf reads a list of phrases parted by commas; alternatives for one word
// are parted by |.
func phrasesOf(list string) []phrase {
	var all []phrase
	for text := range strings.SplitSeq(list, ",") {
		p := phrase{text: strings.TrimSpace(text)}
		for w := range strings.FieldsSeq(text) {
			p.words = append(p.words, stems(w))
		}
		if len(p.words) == 0 {
			panic(fmt.Sprintf("attribute: list %q of a table has an empty phrase", list))
		}
		all = append(all, p)
	}
	return all
}

func stems(alternatives string) []string {
	var all []string
	for w := range strings.SplitSeq(alternatives, "|") {
		all = append(all, stem(w))
	}
	return all
}

// at reports whether p stands in words from i on.
func (p phrase) at(words []word, i int) bool {
	if i+len(p.words) > len(words) {
		return false
	}
	for n, alternatives := range p.words {
		if !slices.Contains(alternatives, words[i+n].stem) {
			return false
		}
	}
	return true
}

// phrases are many, by the stems that they begin with. Each has the line of its
// table as a number.
type phrases map[string][]listed

type listed struct {
	phrase
	line int
}

func (all phrases) add(list string, line int) {
	for _, p := range phrasesOf(list) {
		for _, first := range p.words[0] {
			all[first] = append(all[first], listed{p, line})
		}
	}
}

// in yields every place of words where a phrase stands.
func (all phrases) in(words []word) iter.Seq2[int, listed] {
	return func(yield func(int, listed) bool) {
		for i := range words {
			for _, p := range all[words[i].stem] {
				if p.at(words, i) && !yield(i, p) {
					return
				}
			}
		}
	}
}
