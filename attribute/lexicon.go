package attribute

import (
	"fmt"
	"strings"
)

// A lexicon's tables have phrases of words in small letters: a * at a word's end
// stands for any ending (condemn*), ~ for up to four words between.

// gap is how many words ~ may stand for.
const gap = 4

// A phrase is the words of a table's entry.
type pattern []string

// match reports where p ends that begins with the word at at.
func (p pattern) match(words []token, at int) (end int, ok bool) {
	for i, want := range p {
		if want == "~" {
			for skip := 0; skip <= gap; skip++ {
				if end, ok := p[i+1:].match(words, at+skip); ok {
					return end, true
				}
			}
			return 0, false
		}
		if at >= len(words) || !alike(want, words[at].text) {
			return 0, false
		}
		at++
	}
	return at, true
}

func alike(want, word string) bool {
	if stem, open := strings.CutSuffix(want, "*"); open {
		return strings.HasPrefix(word, stem)
	}
	return want == word
}

// A lexicon finds phrases, the longest first, by the letters they begin with.
type lexicon[T any] struct {
	entries map[string][]entry[T]
}

type entry[T any] struct {
	words pattern
	text  string // as the table has it
	value T
}

func (l *lexicon[T]) add(text string, value T) {
	if l.entries == nil {
		l.entries = map[string][]entry[T]{}
	}
	words := pattern(strings.Fields(text))
	if len(words) == 0 || words[0] == "~" || len(words[0]) == 2 && words[0][1] == '*' {
		panic(fmt.Sprintf("attribute: phrase %q begins with no word or two letters", text))
	}
	l.entries[key(words[0])] = append(l.entries[key(words[0])], entry[T]{words, text, value})
}

func key(word string) string { return word[:min(len(word), 2)] }

// at is the entry with the most words that begins with the word at i, and where
// it ends.
func (l *lexicon[T]) at(words []token, i int) (found entry[T], end int, ok bool) {
	for _, e := range l.entries[key(words[i].text)] {
		if to, matches := e.words.match(words, i); matches && len(e.words) > len(found.words) {
			found, end, ok = e, to, true
		}
	}
	return found, end, ok
}
