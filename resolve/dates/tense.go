package dates

import (
	"slices"
	"strings"
	"unicode/utf8"

	"parley/internal/abbrev"
)

// A tense says on which side of the report's date a time lies.
type tense int

const (
	unknown tense = iota
	past
	future
)

// context is what a phrase's meaning depends on besides its own words.
type context struct {
	now   anchorDate
	tense tense
}

// sight is how many tokens away from a time its tense may be told.
const sight = 30

// tense of the words around f, within its sentence: of the word beside it, else
// of the nearest telling word before f, or behind it where f opens its clause.
func (p *parser) tense(f phrase) tense {
	if f.tense != unknown {
		return f.tense
	}
	if p.is(f.first-2, "ahead", "of") || p.is(f.first-3, "as", "soon", "as") || p.is(f.first-3, "as", "early", "as") {
		return future
	}
	before, after := p.tenseBefore(f.first), p.tenseAfter(f.next)
	if p.opensClause(f.first) {
		before, after = after, before
	}
	for _, beside := range []string{p.tenseOf(f.first - 1), p.tenseOf(f.next)} {
		if beside == "past" || beside == "future" {
			before = beside
			break
		}
	}
	for _, t := range []string{before, after} {
		switch t {
		case "past":
			return past
		case "future":
			return future
		case "present":
			return unknown
		}
	}
	return unknown
}

func (p *parser) opensClause(i int) bool {
	before := p.at(i - 1)
	return p.beginsSentence(i) || before.kind == isMark && !strings.Contains("'’(", before.low) ||
		slices.Contains([]string{"that", "and", "but", "because", "while", "when", "as", "if"}, before.low)
}

func (p *parser) tenseBefore(i int) string {
	for n := 0; n < sight && !p.beginsSentence(i); n++ {
		i--
		if t := p.tenseOf(i); t != "" {
			return t
		}
	}
	return ""
}

func (p *parser) tenseAfter(i int) string {
	for n := 0; n < sight && p.at(i).kind != isNothing && !p.beginsSentence(i); n++ {
		if t := p.tenseOf(i); t != "" {
			return t
		}
		i++
	}
	return ""
}

// tenseOf is the tense that the word i tells, empty for none.
func (p *parser) tenseOf(i int) string {
	t := p.at(i)
	if t.kind != isWord {
		return ""
	}
	told := tenseWords[t.low]
	if told == "" && len(t.low) > 3 && strings.HasSuffix(t.low, "ed") {
		told = "past"
	}
	switch {
	case (t.low == "is" || t.low == "are") && p.at(i+1).low == "to" && p.at(i+2).low != "blame":
		return "future" // "is to meet"
	case told == "nopast":
		return ""
	case told == "future" && (t.low == "may" || t.low == "will") && t.capital && !p.beginsSentence(i):
		return "" // a name
	case told == "tofuture":
		if p.at(i+1).low == "to" {
			return "future"
		}
		return "past"
	case told == "futureto":
		if p.is(i+1, "to") || p.is(i+1, "for") {
			return "future"
		}
		if t.low == "set" {
			return "past"
		}
		return ""
	case told == "past" && p.at(i-1).low == "be":
		return "future" // "will be held"
	}
	return told
}

// beginsSentence reports whether a sentence begins at token i.
func (p *parser) beginsSentence(i int) bool {
	t, before := p.at(i), p.at(i-1)
	if before.kind == isNothing || t.opens {
		return true
	}
	for range 2 {
		if before.kind == isMark && before.glued && strings.Contains(`"”’')`, before.low) {
			i--
			before = p.at(i - 1)
		}
	}
	if before.kind != isMark || !strings.Contains(".!?", before.low) || t.glued {
		return false
	}
	if t.kind == isWord && !t.capital {
		return false
	}
	word := p.at(i - 2)
	next, _ := utf8.DecodeRuneInString(t.low)
	short := before.low == "." && before.glued && word.kind == isWord &&
		(abbrev.KeepsPoint(word.low, next) || strings.HasPrefix(p.class(i-2), "short"))
	return !short
}
