package register

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/abbrev"
)

// A word is a run of letters or digits in small letters, without the 's behind it.
type word struct {
	text   string
	span   parley.Span
	number bool
	ends   bool // the sentence ends behind it
	comma  bool // a comma, / or & stands behind it
	owns   bool // an 's stands behind it
}

// wordsOf parts text into words. Hyphens part them; points within numbers and
// behind single letters do not end sentences.
func wordsOf(text string) []word {
	var all []word
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isWordRune(r) || r == utf8.RuneError && size == 1 {
			if len(all) > 0 {
				all[len(all)-1].behind(text, i, r)
			}
			i += size
			continue
		}
		end := wordEnd(text, i)
		w := word{span: parley.Span{Start: i, End: end}, number: unicode.IsDigit(r)}
		if cut := possessive(text[i:end]); cut > 0 {
			w.span.End, w.owns = i+cut, true
		}
		w.text = strings.ReplaceAll(strings.ToLower(text[i:w.span.End]), "’", "'")
		all = append(all, w)
		i = end
	}
	return all
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// wordEnd is where the word ends that begins at i: an apostrophe between letters,
// and a comma or point between digits, are within it.
func wordEnd(text string, i int) int {
	last := rune(0)
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		if !isWordRune(r) {
			next, _ := utf8.DecodeRuneInString(text[i+size:])
			apostrophe := (r == '\'' || r == '’') && unicode.IsLetter(last) && unicode.IsLetter(next)
			decimal := (r == '.' || r == ',') && unicode.IsDigit(last) && unicode.IsDigit(next)
			if !apostrophe && !decimal {
				return i
			}
		}
		last = r
		i += size
	}
	return i
}

// possessive is where 's begins at the end of a word, 0 where it does not.
func possessive(raw string) int {
	for _, s := range []string{"'s", "’s", "'S", "’S"} {
		if cut, ok := strings.CutSuffix(raw, s); ok {
			return len(cut)
		}
	}
	return 0
}

// behind notes what the sign at i, which follows w, means.
func (w *word) behind(text string, i int, r rune) {
	switch r {
	case ',', '/', '&':
		w.comma = true
	case '!', '?', ';':
		w.ends = true
	case '\n':
		w.ends = w.ends || strings.HasPrefix(strings.TrimLeft(text[i+1:min(len(text), i+16)], " \t\r"), "\n")
	case '.':
		w.ends = w.ends || i != w.span.End || !w.abbreviates(text, i)
	}
}

// abbreviates reports whether the point at i is of an abbreviation: behind one
// letter (U.S.), a title, or before a small letter.
func (w *word) abbreviates(text string, i int) bool {
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[i+1:min(len(text), i+12)], " "))
	return unicode.IsLower(next) || abbrev.KeepsPoint(w.text, next)
}
