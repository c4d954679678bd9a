package register

import (
	"fmt"
	"slices"
	"strings"
)

// gap is how many words ~ may stand for.
const gap = 4

// A phrase is words that touch a term.
type phrase struct {
	text  string // as the file has it
	items []item
}

// An item is a word of a phrase or what stands for one.
type item struct {
	kind  itemKind
	words []stem // of a word: any of these
}

type itemKind byte

const (
	itemWord itemKind = iota
	itemGap
	itemPlace
	itemParty
	itemNumber
)

// A stem is a word, or with open set the beginning of one.
type stem struct {
	text string
	open bool
}

func (s stem) fits(word string) bool {
	if s.open {
		return strings.HasPrefix(word, s.text)
	}
	return s.text == word
}

var signs = map[string]itemKind{"~": itemGap, "@": itemPlace, "$": itemParty, "#": itemNumber}

func parsePhrase(text string) (phrase, error) {
	p := phrase{text: text}
	for word := range strings.FieldsSeq(text) {
		if kind, ok := signs[word]; ok {
			p.items = append(p.items, item{kind: kind})
			continue
		}
		var it item
		for alternative := range strings.SplitSeq(word, "|") {
			s := stem{text: alternative}
			s.text, s.open = strings.CutSuffix(alternative, "*")
			if s.text == "" || s.open && len(s.text) < 2 {
				return p, fmt.Errorf("word %q of phrase %q is too short", word, text)
			}
			got := wordsOf(s.text)
			if len(got) != 1 || strings.ToLower(s.text) != s.text {
				return p, fmt.Errorf("word %q of phrase %q is not one word in small letters", word, text)
			}
			s.text = got[0].text // without 's
			it.words = append(it.words, s)
		}
		p.items = append(p.items, it)
	}
	switch {
	case !slices.ContainsFunc(p.items, func(it item) bool { return it.kind == itemWord }):
		return p, fmt.Errorf("phrase %q has no word", text)
	case p.items[0].kind == itemGap || p.items[len(p.items)-1].kind == itemGap:
		return p, fmt.Errorf("phrase %q begins or ends with ~", text)
	}
	return p, nil
}

// A bound is what the signs of a phrase stand for.
type bound struct {
	places []placed
	party  string // entity id
}

// match reports where items end that begin with the word at i, and what their
// signs stand for. The shortest gaps count.
func (v *view) match(items []item, i int, b bound) (int, bound, bool) {
	for n, it := range items {
		if it.kind == itemGap {
			for skip := 0; skip <= gap && i+skip < len(v.words); skip++ {
				if skip > 0 && v.words[i+skip-1].ends {
					break
				}
				if end, b, ok := v.match(items[n+1:], i+skip, b); ok {
					return end, b, true
				}
			}
			return 0, b, false
		}
		if i >= len(v.words) || n > 0 && v.words[i-1].ends {
			return 0, b, false
		}
		switch it.kind {
		case itemWord:
			if !slices.ContainsFunc(it.words, func(s stem) bool { return s.fits(v.words[i].text) }) {
				return 0, b, false
			}
			i++
		case itemNumber:
			if !v.words[i].number {
				return 0, b, false
			}
			i++
		case itemPlace:
			list, end := v.placesAt(i)
			if len(list) == 0 || n == len(items)-1 && v.words[end-1].owns {
				return 0, b, false
			}
			b.places, i = list, end
		case itemParty:
			party, end := v.partyAt(i)
			last := n == len(items)-1
			if end == 0 || last && v.words[end-1].owns || !last && v.words[end-1].comma {
				return 0, b, false // "as Israel's capital", "in Ukraine, annexed"
			}
			b.party, i = party, end
		}
	}
	return i, b, true
}

// An index finds phrases by the letters that they begin with.
type index struct {
	entries map[string][]entry // by the first two letters, or a sign
}

// An entry is a phrase of a term; option is its place among the term's, -1 for
// the term as such.
type entry struct {
	phrase
	term   *Term
	option int
	unless bool
}

func (x *index) add(t *Term) {
	if x.entries == nil {
		x.entries = map[string][]entry{}
	}
	for _, p := range t.touch {
		x.put(entry{p, t, -1, false})
	}
	for _, p := range t.unless {
		x.put(entry{p, t, -1, true})
	}
	for i, o := range t.Options {
		for _, p := range o.touch {
			x.put(entry{p, t, i, false})
		}
	}
}

func (x *index) put(e entry) {
	keys := []string{""}
	switch first := e.items[0]; first.kind {
	case itemPlace:
		keys[0] = "@"
	case itemParty:
		keys[0] = "$"
	case itemNumber:
		keys[0] = "#"
	default:
		keys = keys[:0]
		for _, s := range first.words {
			if k := letters(s.text); !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		}
	}
	for _, k := range keys {
		x.entries[k] = append(x.entries[k], e)
	}
}

func letters(word string) string { return word[:min(len(word), 2)] }
