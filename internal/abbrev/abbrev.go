// Package abbrev tells the point of an abbreviation from the end of a sentence, for
// all who cut text into sentences.
package abbrev

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley/internal/table"
)

//go:embed abbrev.txt
var file string

// heads is the head of each word of abbrev.txt.
var heads = func() map[string]string {
	all := map[string]string{}
	for head, word := range table.Entries("abbrev.txt", file) {
		all[word] = head
	}
	return all
}()

// longest is how many bytes back a word is looked at.
const longest = 12

// KeepsPoint reports whether a point is that of the word before it, which text ends in:
// of an initial ("J."), of letters with points ("U.S.") or of an abbreviation ("Mr."),
// where next follows behind the point and the space; 0 for nothing. Capitals do not
// count. A sentence may end there all the same: "in the U.S. The talks" ends one, and no
// word tells.
func KeepsPoint(text string, next rune) bool {
	word := lastWord(text)
	r, size := utf8.DecodeRuneInString(word)
	if !unicode.IsLetter(r) || strings.HasSuffix(word, ".") {
		return false
	}
	if size == len(word) {
		return r != 'I' && r != 'i'
	}
	if strings.Contains(word, ".") {
		return true
	}
	switch heads[strings.ToLower(word)] {
	case "":
		return false
	case "number":
		return unicode.IsDigit(next)
	default:
		return true
	}
}

// lastWord is the letters, digits and points that end text.
func lastWord(text string) string {
	start := len(text)
	for start > 0 && len(text)-start < longest {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' {
			break
		}
		start -= size
	}
	return strings.TrimLeft(text[start:], ".")
}
