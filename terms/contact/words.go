package contact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/abbrev"
)

// A word is one of the text, in small letters and with straight apostrophes. What
// is no letter or digit stands alone. The 's of a possessive is a word of its own.
type word struct {
	parley.Span
	text    string
	capital bool
}

// A sentence is what ends at a stop or a line. One that does not end is broken,
// so that what is done for each pair of its words stays small.
type sentence struct {
	parley.Span
	number int
	line   int // how many lines end before it
	words  []word
}

// maxWords is how long a sentence may be.
const maxWords = 120

// sentencesOf takes a text apart.
func sentencesOf(text string) []sentence {
	var all []sentence
	var words []word
	line := 0
	finish := func() {
		if len(words) > 0 {
			span := parley.Span{Start: words[0].Start, End: words[len(words)-1].End}
			all = append(all, sentence{span, len(all), line, words})
			words = nil
		}
	}
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case r == '\n':
			finish()
			line++
			at += size
		case unicode.IsSpace(r) || r == utf8.RuneError && size <= 1:
			at += size
		default:
			end := wordEnd(text, at)
			words = append(words, splitPossessive(text, parley.Span{Start: at, End: end})...)
			at = end
			if len(words) >= maxWords || ends(text, words, at) {
				finish()
			}
		}
	}
	finish()
	return all
}

// wordEnd is where the word at at ends: letters and digits, with apostrophes,
// points and hyphens between two of them.
func wordEnd(text string, at int) int {
	r, size := utf8.DecodeRuneInString(text[at:])
	at += size
	if !isWord(r) {
		return at
	}
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		next, _ := utf8.DecodeRuneInString(text[at+size:])
		if !isWord(r) && !(strings.ContainsRune("'’.-", r) && isWord(next)) {
			break
		}
		at += size
	}
	return at
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func splitPossessive(text string, span parley.Span) []word {
	form := text[span.Start:span.End]
	first, _ := utf8.DecodeRuneInString(form)
	lower := strings.ReplaceAll(strings.ToLower(form), "’", "'")
	w := word{span, lower, unicode.IsUpper(first)}
	for _, tail := range []string{"'s", "’s", "'S", "’S", "'ll", "’ll", "'d", "’d", "'ve", "’ve", "'re", "’re"} {
		if stem, ok := strings.CutSuffix(form, tail); ok && stem != "" {
			mid := span.Start + len(stem)
			lowerTail := strings.ReplaceAll(strings.ToLower(tail), "’", "'")
			w.End, w.text = mid, strings.ReplaceAll(strings.ToLower(stem), "’", "'")
			return []word{w, {parley.Span{Start: mid, End: span.End}, lowerTail, false}}
		}
	}
	return []word{w}
}

// ends reports whether a sentence ends at at, behind its words.
func ends(text string, words []word, at int) bool {
	last := words[len(words)-1].text
	if strings.ContainsAny(last, "”\"’)") && len(words) > 1 {
		last = words[len(words)-2].text
	}
	if last != "." && last != "?" && last != "!" {
		return false
	}
	r, size := utf8.DecodeRuneInString(text[at:])
	if !unicode.IsSpace(r) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[at+size:min(len(text), at+size+8)], " \t"))
	if unicode.IsLower(next) {
		return false
	}
	return len(words) < 2 || last != "." || !abbrev.KeepsPoint(words[len(words)-2].text, next)
}
