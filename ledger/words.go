package ledger

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWord is how many bytes of a word count, in text and in questions alike.
const maxWord = 64

// Words are the words of text as a search compares them: runs of letters and
// digits, in lower case, without accents. "Zelenskyy’s 2nd café" is zelenskyy, s,
// 2nd, cafe. Every store indexes these and no other, so that all find the same.
func Words(text string) []string {
	words := make([]string, 0, len(text)/6)
	var b strings.Builder
	start := -1
	plain := true // the word so far is ASCII in lower case
	end := func(i int) {
		if start >= 0 {
			if w := word(text[start:i], plain, &b); w != "" {
				words = append(words, w)
			}
		}
		start, plain = -1, true
	}
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			if start < 0 {
				start = i
			}
			i++
		case c < utf8.RuneSelf && !(c >= 'A' && c <= 'Z'):
			end(i)
			i++
		default:
			r, size := utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !(start >= 0 && unicode.IsMark(r)) {
				end(i)
			} else {
				if start < 0 {
					start = i
				}
				plain = false
			}
			i += size
		}
	}
	end(len(text))
	return words
}

func word(s string, plain bool, b *strings.Builder) string {
	if !plain {
		b.Reset()
		for _, r := range norm.NFKD.String(s) {
			if !unicode.IsMark(r) {
				for _, low := range strings.ToLower(string(r)) {
					if unicode.IsLetter(low) || unicode.IsDigit(low) {
						b.WriteRune(low)
					}
				}
			}
		}
		s = b.String()
	}
	if len(s) <= maxWord {
		return s
	}
	cut := maxWord
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut]
}
