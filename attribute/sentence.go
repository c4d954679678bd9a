package attribute

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/abbrev"
)

// longestSentence is how many bytes before and behind a cue are looked at.
const longestSentence = 600

// sentence is what stands around span without the end of a sentence or a line.
func sentence(text string, span parley.Span) parley.Span {
	from, to := max(0, span.Start-longestSentence), min(len(text), span.End+longestSentence)
	s := parley.Span{Start: from, End: to}
	for at := span.Start - 1; at >= from; at-- {
		if text[at] == '\n' || endsSentence(text, at) && at+1 < span.Start {
			s.Start = at + 1
			break
		}
	}
	for at := span.End; at < to; at++ {
		if text[at] == '\n' || endsSentence(text, at) {
			s.End = at
			break
		}
	}
	return s
}

// endsSentence reports whether a full stop, a question mark or an exclamation
// mark at at ends a sentence: a space and a capital or a quotation mark follow,
// over marks that close, and before it is more than an initial or a title.
func endsSentence(text string, at int) bool {
	if !strings.ContainsRune(".?!", rune(text[at])) {
		return false
	}
	rest := strings.TrimLeft(text[at+1:min(len(text), at+16)], "”’\"')]")
	trimmed := strings.TrimLeft(rest, " ")
	if len(trimmed) == len(rest) && trimmed != "" && trimmed[0] != '\n' && !isGlued(text[:at], trimmed) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(trimmed)
	if unicode.IsLower(next) {
		return false
	}
	return text[at] != '.' || !abbrev.KeepsPoint(text[:at], next)
}

// isGlued reports whether a sentence ends before and the next follows without a space, as in
// text taken from a page: "on Saturday.The talks". An address is no such place.
func isGlued(before, next string) bool {
	const least, far = 3, 80 // letters of the word before, bytes of it that are looked at
	before = before[max(0, len(before)-far):]
	word := before[strings.LastIndexAny(before, " \n")+1:]
	if len(word) < least || strings.ContainsAny(word, "/@") || strings.HasPrefix(word, "www") {
		return false
	}
	isLower := func(b byte) bool { return 'a' <= b && b <= 'z' }
	for _, b := range []byte(word[len(word)-least:]) {
		if !isLower(b) {
			return false
		}
	}
	return len(next) > 1 && 'A' <= next[0] && next[0] <= 'Z' && (isLower(next[1]) || next[1] == ' ')
}
