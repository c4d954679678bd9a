package ask

import (
	"strings"
	"unicode"
	"unicode/utf8"
	"unique"

	"golang.org/x/text/unicode/norm"

	"parley"
)

// A word is one word of a text, folded for comparing, and where it stands.
type word struct {
	folded string
	parley.Span
}

// words takes text apart into its words: in small letters, without accents,
// apostrophes and points closed up (U.S. is us, don’t is dont), a possessive 's
// left out, commas within numbers too (1,600 is 1600), and hyphens between letters
// (cease-fire is ceasefire).
func words(text string) []word {
	var all []word
	var b strings.Builder
	start, end := 0, 0
	finish := func() {
		if b.Len() > 0 {
			folded := b.String()
			if strings.ContainsFunc(folded, func(r rune) bool { return r >= utf8.RuneSelf }) {
				folded = unaccented(folded)
			}
			folded = unique.Make(folded).Value() // a dossier holds each word many times
			all = append(all, word{folded, parley.Span{Start: start, End: end}})
			b.Reset()
		}
	}
	for i, r := range text {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			size = 1
		}
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mn, r):
			if b.Len() == 0 {
				start = i
			}
			b.WriteRune(unicode.ToLower(r))
			end = i + size
		case b.Len() > 0 && r == '-' && !unicode.IsDigit(rune(text[i-1])) && letterAt(text[i+size:]) && !digitAt(text[i+size:]):
		case b.Len() > 0 && isJoint(r) && letterAt(text[i+size:]):
			if isPossessive(r, text[i+size:]) {
				finish()
			}
		case b.Len() > 0 && r == ',' && digitAt(text[i+size:]) && unicode.IsDigit(rune(text[i-1])):
		default:
			finish()
		}
	}
	finish()
	out := all[:0]
	for _, w := range all {
		if w.folded != "s" || w.Start == 0 || !isApostrophe(before(text, w.Start)) {
			out = append(out, w)
		}
	}
	return out
}

func unaccented(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

// isJoint reports whether r may stand within a word.
func isJoint(r rune) bool { return isApostrophe(r) || r == '.' }

func isPossessive(r rune, rest string) bool {
	return isApostrophe(r) && (rest[0] == 's' || rest[0] == 'S') && !letterAt(rest[1:])
}

func letterAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && (unicode.IsLetter(r) || unicode.IsNumber(r))
}

func digitAt(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// before is the character that ends at i.
func before(text string, i int) rune {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return r
}

// quoted lists what stands in quotation marks in text, without the marks. A
// mark that is not closed in its paragraph holds to the end of it, as in
// quotations of several paragraphs. Single marks are apostrophes too often.
func quoted(text string) []parley.Span {
	var all []parley.Span
	open := -1
	closeAt := func(i int) {
		if open >= 0 && open < i {
			all = append(all, parley.Span{Start: open, End: i})
		}
		open = -1
	}
	for i, r := range text {
		switch {
		case r == '\n':
			closeAt(i)
		case r == '”' || r == '"' && open >= 0:
			closeAt(i)
		case r == '“' || r == '"':
			closeAt(i)
			open = i + utf8.RuneLen(r)
		}
	}
	closeAt(len(text))
	return all
}

// Stems are the words of a text that carry meaning, without their inflection, each
// once: what texts of different reports are compared by.
func Stems(text string) []string {
	var all []string
	for _, w := range words(text) {
		all = append(all, w.folded)
	}
	return meaningful(all)
}
