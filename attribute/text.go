package attribute

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"parley"
)

// A token is a word of the text, in small letters and with straight apostrophes:
// "didn't". A possessive 's is left out of it, but not of the span.
type token struct {
	parley.Span
	text string
}

// tokensIn lists the words of text that begin within span: letters and digits,
// with hyphens and apostrophes between them.
func tokensIn(text string, within parley.Span) []token {
	var words []token
	text = text[:within.End]
	for at := within.Start; at < within.End; {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !isWord(r) {
			at += size
			continue
		}
		start := at
		for at < within.End {
			r, size := utf8.DecodeRuneInString(text[at:])
			if !isWord(r) && !joins(r, text[at+size:]) {
				break
			}
			at += size
		}
		lower := strings.ReplaceAll(strings.ToLower(text[start:at]), "’", "'")
		words = append(words, token{parley.Span{Start: start, End: at}, strings.TrimSuffix(lower, "'s")})
	}
	return words
}

// joins reports whether r is a hyphen or an apostrophe and a word goes on behind.
func joins(r rune, rest string) bool {
	after, _ := utf8.DecodeRuneInString(rest)
	return (r == '-' || r == '\'' || r == '’') && isWord(after)
}

// mentionsIn are the indices of the mentions that begin within span.
func mentionsIn(reading *parley.Reading, span parley.Span) (from, to int) {
	m := reading.Mentions
	from = sort.Search(len(m), func(i int) bool { return m[i].Start >= span.Start })
	return from, from + sort.Search(len(m)-from, func(i int) bool { return m[from+i].Start >= span.End })
}

// mentionFrom is the longest mention that begins at start, or behind an article
// there, -1 for none.
func mentionFrom(reading *parley.Reading, start int) int {
	for _, article := range []string{"", "the ", "a ", "an "} {
		if !strings.HasPrefix(reading.Report.Text[start:], article) {
			continue
		}
		at := start + len(article)
		i, _ := slices.BinarySearchFunc(reading.Mentions, at, func(m parley.Mention, at int) int { return m.Start - at })
		if i < len(reading.Mentions) && reading.Mentions[i].Start == at {
			return i
		}
	}
	return -1
}
