package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type kind uint8

const (
	isNothing kind = iota // before and behind the text
	isWord
	isNumber // digits only; low is what follows them at once: "th", "s", "pm"
	isMark
)

// A token is a word, a number or a mark of a text. Apostrophes are marks.
type token struct {
	low        string // of a word in lower case, of a mark as it is
	entry      *entry // of a word that calendar.txt has; nil for others
	start, end int32
	value      int // of a number, -1 for one too large to be a time
	kind       kind
	digits     uint8 // of a number, 5 for more than 4
	glued      bool  // nothing stands between it and the token before
	opens      bool  // first of the text or after a blank line
	fresh      bool  // first of a line
	capital    bool  // of a word: its first letter is
	quoted     bool  // between quotation marks of its paragraph
}

// tokens takes text apart in one pass.
func tokens(text string) []token {
	var all []token
	breaks := 2 // line ends since the last token
	glued, quoted := false, false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			if r == '\n' {
				breaks++
			}
			glued = false
			i += size
			continue
		}
		t := scan(text, i, r, size)
		t.glued, t.fresh, t.opens = glued, breaks > 0, breaks > 1
		quoted = quoted && !t.opens
		switch t.low {
		case "“":
			quoted = true
		case "”":
			quoted = false
		case `"`:
			quoted = !quoted
		}
		t.quoted = quoted
		all = append(all, t)
		i, glued, breaks = int(t.end), true, 0
	}
	return all
}

// scan reads the token that begins at i with r.
func scan(text string, i int, r rune, size int) token {
	switch {
	case '0' <= r && r <= '9':
		return scanNumber(text, i)
	case unicode.IsLetter(r):
		end := i + letters(text[i:])
		low := strings.ToLower(text[i:end])
		return token{kind: isWord, start: int32(i), end: int32(end), low: low, entry: calendarWords[low], capital: unicode.IsUpper(r)}
	}
	return token{kind: isMark, start: int32(i), end: int32(i + size), low: text[i : i+size]}
}

func scanNumber(text string, i int) token {
	end := i
	value := 0
	for end < len(text) && '0' <= text[end] && text[end] <= '9' {
		if value >= 0 {
			value = value*10 + int(text[end]-'0')
		}
		if value > 9999 {
			value = -1
		}
		end++
	}
	suffix := letters(text[end:])
	return token{kind: isNumber, start: int32(i), end: int32(end + suffix), value: value, digits: uint8(min(end-i, 5)),
		low: strings.ToLower(text[end : end+suffix])}
}

// letters is the length of the letters and their accents that s begins with.
func letters(s string) int {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			return i
		}
	}
	return len(s)
}
