package ledger

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"parley"
)

// A Match asks for words: all of the clauses must be there.
type Match []Clause

// A Clause asks for one of its phrases, or with Not for none of them.
type Clause struct {
	Any []Phrase
	Not bool
}

// A Phrase is words that follow one another.
type Phrase struct {
	Words  []string // as [Words] makes them
	Prefix bool     // the last is the beginning of a word
}

// ParseMatch reads a question as people write it: words that must all be there,
// "words in a row" in quotation marks, a word or phrase after - that must not be
// there, OR between two of which one will do, and begin* for words that begin so.
func ParseMatch(s string) (Match, error) {
	var m Match
	or := false
	for rest := strings.TrimSpace(s); rest != ""; rest = strings.TrimSpace(rest) {
		var token string
		token, rest = cutToken(rest)
		if token == "OR" {
			if len(m) == 0 || or {
				return nil, fmt.Errorf("OR has nothing before it in “%s”: %w", s, parley.ErrInvalid)
			}
			or = true
			continue
		}
		not := strings.HasPrefix(token, "-") && len(token) > 1
		phrase := Phrase{Words: Words(token), Prefix: strings.HasSuffix(token, "*")}
		if len(phrase.Words) == 0 {
			continue // punctuation
		}
		switch {
		case or && (not || m[len(m)-1].Not):
			return nil, fmt.Errorf("OR stands beside what must not be there in “%s”: %w", s, parley.ErrInvalid)
		case or:
			m[len(m)-1].Any = append(m[len(m)-1].Any, phrase)
		default:
			m = append(m, Clause{Any: []Phrase{phrase}, Not: not})
		}
		or = false
	}
	if or {
		return nil, fmt.Errorf("OR has nothing after it in “%s”: %w", s, parley.ErrInvalid)
	}
	if len(m) > 0 && !slices.ContainsFunc(m, func(c Clause) bool { return !c.Not }) {
		return nil, fmt.Errorf("“%s” says only what must not be there: %w", s, parley.ErrInvalid)
	}
	if strings.TrimSpace(s) != "" && len(m) == 0 {
		return nil, fmt.Errorf("there is no word in “%s”: %w", s, parley.ErrInvalid)
	}
	return m, nil
}

// cutToken takes the first word or quoted phrase off s, with the - before it.
func cutToken(s string) (token, rest string) {
	open := strings.IndexAny(s[:min(len(s), 4)], `"“`) // after - at most
	if open == 0 || open == 1 && s[0] == '-' {
		after := s[open:]
		_, size, _ := strings.Cut(after, after[:quoteLen(after)])
		if end := strings.IndexAny(size, `"”`); end >= 0 {
			inner := len(s) - len(size) + end
			return s[:inner], size[end+quoteLen(size[end:]):]
		}
		return s, ""
	}
	if i := strings.IndexAny(s, " \t\n\r"); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

func quoteLen(s string) int {
	if s[0] == '"' {
		return 1
	}
	return len("“")
}

// In reports whether words, as [Words] has them, answer the question.
func (m Match) In(words []string) bool {
	for _, clause := range m {
		if slices.ContainsFunc(clause.Any, func(p Phrase) bool { return p.in(words) }) == clause.Not {
			return false
		}
	}
	return true
}

// Plain reports whether p is made of words as [Words] has them. A phrase that is
// not is in no text, and no store needs to ask for it.
func (p Phrase) Plain() bool {
	for _, w := range p.Words {
		if w == "" || len(w) > maxWord || strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			return false
		}
	}
	return len(p.Words) > 0
}

func (p Phrase) in(words []string) bool {
	if !p.Plain() {
		return false
	}
	n := len(p.Words)
	for i := 0; i+n <= len(words); i++ {
		if slices.Equal(words[i:i+n-1], p.Words[:n-1]) && p.last(words[i+n-1]) {
			return true
		}
	}
	return false
}

func (p Phrase) last(word string) bool {
	want := p.Words[len(p.Words)-1]
	return word == want || p.Prefix && strings.HasPrefix(word, want)
}
