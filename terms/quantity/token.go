package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// A token is a word, a number in digits, a dash or another sign.
type token struct {
	kind  tokenKind
	text  string // of words in small letters
	span  parley.Span
	upper bool // begins with a capital letter
	space bool // a space stands before it
	after bool // a space stands behind it
}

type tokenKind byte

const (
	tokenWord tokenKind = iota
	tokenNumber
	tokenDash
	tokenOther
)

// isOpen reports whether a dash has spaces on both sides, so that it parts clauses.
func (t token) isOpen() bool { return t.space && t.after }

func tokensOf(text string, span parley.Span) []token {
	var all []token
	space := true
	for i := span.Start; i < span.End; {
		r, size := utf8.DecodeRuneInString(text[i:span.End])
		if unicode.IsSpace(r) {
			if len(all) > 0 {
				all[len(all)-1].after = true
			}
			space = true
			i += size
			continue
		}
		t := token{space: space}
		end := i + size
		switch {
		case isDigit(r):
			t.kind, end = tokenNumber, i+digits(text[i:span.End])
		case unicode.IsLetter(r):
			end = i + letters(text[i:span.End])
			t.upper = unicode.IsUpper(r)
		case r == '-' || r == '–' || r == '—' || r == '‑':
			t.kind = tokenDash
		default:
			t.kind = tokenOther
		}
		t.text = strings.ToLower(text[i:end])
		t.span = parley.Span{Start: i, End: end}
		all = append(all, t)
		i, space = end, false
	}
	return all
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// digits is how many bytes a number has: 600,000 and 3.67 are one.
func digits(s string) int {
	i := run(s)
	for i < len(s) && s[i] == ',' && run(s[i+1:]) == 3 {
		i += 4
	}
	if i < len(s) && s[i] == '.' && run(s[i+1:]) > 0 {
		i += 1 + run(s[i+1:])
	}
	return i
}

func run(s string) int {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	return i
}

// letters is how many bytes a word has, with digits only behind m for areas (km2).
func letters(s string) int {
	i := 0
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && r != '²' && r != '³' && !(i > 0 && (r == '2' || r == '3') && s[i-1] == 'm') {
			break
		}
		i += size
	}
	return i
}
