package reader

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/abbrev"
)

// toldOnce leaves out attributions of all, in the order of their cues, that stand in a
// sentence which the text has before, word for word: captions, pull quotes and links to the
// report itself say what it says a second time. Of 40 so read 3 were labelled. Where whoever
// says it is named in other words, or nowhere, the sentence must be a paragraph of its own.
func toldOnce(text string, all []parley.Attribution) []parley.Attribution {
	again := repeats(text)
	return slices.DeleteFunc(all, func(a parley.Attribution) bool {
		i, _ := slices.BinarySearchFunc(again, a.Cue[0].Start, func(s parley.Span, at int) int { return s.End - 1 - at })
		return i < len(again) && again[i].Contains(a.Cue[0]) && (isNamed(text, a.Source) || isParagraph(text, again[i]))
	})
}

// isNamed reports whether a source has a word with a capital behind its first, or opens with
// one that is no pronoun and no article.
func isNamed(text string, source []parley.Span) bool {
	for n, s := range source {
		for k, w := range strings.Fields(text[s.Start:s.End]) {
			isOpening := n == 0 && k == 0
			if unicode.IsUpper(firstRune(w)) && !(isOpening && (classOf(w) != 0 || slices.Contains(openers, w))) {
				return true
			}
		}
	}
	return false
}

// openers are words that open a description.
var openers = strings.Fields("The A An One Some Two His Her Its Their Our My")

// isParagraph reports whether nothing else stands on the lines of s.
func isParagraph(text string, s parley.Span) bool {
	const near = 4 // bytes that space and marks may have
	before := strings.TrimRight(text[max(0, s.Start-near):s.Start], " ")
	behind := strings.TrimLeft(text[s.End:min(len(text), s.End+near)], " \"”’")
	opens := before == "" || strings.HasSuffix(before, "\n")
	ends := behind == "" || behind[0] == '\n' || text[s.End-1] == '\n'
	return opens && ends
}

// repeats are the sentences of text, in order, that it has before, of some words at least.
func repeats(text string) []parley.Span {
	const leastWords = 8
	var again []parley.Span
	seen := map[string]bool{}
	for start := 0; start < len(text); {
		end := sentenceEnd(text, start)
		sentence := strings.TrimFunc(text[start:end], func(r rune) bool { return !isLetterOrDigit(r) })
		if seen[sentence] {
			again = append(again, parley.Span{Start: start, End: end})
		} else if len(strings.Fields(sentence)) >= leastWords {
			seen[sentence] = true
		}
		start = end
	}
	return again
}

// sentenceEnd is where the sentence or line that begins at start ends, with its mark.
func sentenceEnd(text string, start int) int {
	for at := start; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if r == '\n' || r == '?' || r == '!' {
			return at + size
		}
		if r == '.' {
			rest := strings.TrimLeft(text[at+size:min(len(text), at+size+8)], "”’\"')")
			next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
			if !isLetterOrDigit(firstRune(rest)) && !unicode.IsLower(next) && !abbrev.KeepsPoint(text[start:at], next) {
				return at + size
			}
		}
		at += size
	}
	return len(text)
}
