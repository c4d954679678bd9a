package resolve

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// words takes a name or description apart into what can be compared: without
// case, accents and points (U.S. is us), a hyphen parting words, a possessive
// 's or ’ left out and other apostrophes closed up (O’Brien is obrien).
func words(s string) []string {
	var all []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			all = append(all, word.String())
			word.Reset()
		}
	}
	s = norm.NFD.String(s)
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			word.WriteRune(unicode.ToLower(r))
		case possessive(s) > 0:
			size = possessive(s)
			end()
		case r == '.' || isApostrophe(r) || unicode.Is(unicode.Mn, r):
		default:
			end()
		}
		s = s[size:]
	}
	end()
	return all
}

// lastWord is the last of the words of s, empty for none.
func lastWord(s string) string {
	all := words(s)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

var conjunctions = strings.Fields(`and or but`)

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

// possessive is the length of the 's or ’ that s begins with and that ends a
// word, 0 for none.
func possessive(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	if !isApostrophe(r) {
		return 0
	}
	if rest := s[size:]; rest != "" && (rest[0] == 's' || rest[0] == 'S') && !beginsWord(rest[1:]) {
		return size + 1
	}
	if !beginsWord(s[size:]) {
		return size
	}
	return 0
}

// beginsWord reports whether a letter or digit stands first in s.
func beginsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// shown is a form as it stands in a list of names: on one line, without a comma
// or a possessive at its end or a conjunction before it.
func shown(form string) string {
	form = strings.TrimRight(strings.Join(strings.Fields(form), " "), ",;:")
	if first, rest, ok := strings.Cut(form, " "); ok && slices.Contains(conjunctions, first) {
		form = rest
	}
	for _, end := range []string{"'s", "’s", "'S", "’S", "'", "’"} {
		if bare, ok := strings.CutSuffix(form, end); ok && bare != "" {
			return bare
		}
	}
	return form
}
