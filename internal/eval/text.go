package eval

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// closing is the punctuation that two analysts may draw in or out of the same
// span; exact matches and records disregard it.
const closing = ".,;:!?\"'“”‘’`()-–—"

// A Text is the words of a report as brat counts them: by code points.
type Text struct {
	words  string
	starts []int // for each code point, and one past the last: its first byte

	spaces, punctuation charSet
}

// NewText makes a Text of UTF-8 bytes. A byte that is none is U+FFFD.
func NewText(utf8Bytes []byte) *Text {
	t := &Text{words: string([]rune(string(utf8Bytes)))}
	for start, r := range t.words {
		if isSpace(r) {
			t.spaces.add(len(t.starts))
		}
		if strings.ContainsRune(closing, r) {
			t.punctuation.add(len(t.starts))
		}
		t.starts = append(t.starts, start)
	}
	t.starts = append(t.starts, len(t.words))
	return t
}

// String is the text as it is scored.
func (t *Text) String() string { return t.words }

// Len counts the code points.
func (t *Text) Len() int { return len(t.starts) - 1 }

// slice returns the words of the code points [from,to).
func (t *Text) slice(from, to int) string { return t.words[t.starts[from]:t.starts[to]] }

// find returns the first place of words at or after from, -1 where there is none.
func (t *Text) find(words string, from int) int {
	if from > t.Len() {
		return -1
	}
	at := strings.Index(t.words[t.starts[from]:], words)
	if at < 0 {
		return -1
	}
	return from + utf8.RuneCountInString(t.words[t.starts[from]:t.starts[from]+at])
}

// near returns the place of words that is nearest to at, the earlier of two
// that are equally near.
func (t *Text) near(words string, at int) (from, to int, found bool) {
	n := utf8.RuneCountInString(words)
	best := -1
	for p := t.find(words, 0); p >= 0; p = t.find(words, p+1) {
		distance := min(abs(p-at), abs(p+n-at))
		if p <= at && at < p+n {
			distance = 0
		}
		if best < 0 || distance < best {
			best, from = distance, p
		}
	}
	return from, from + n, best >= 0
}

func abs(n int) int { return max(n, -n) }

// isSpace is Python's str.isspace: Unicode's white space and the four
// separators U+001C to U+001F, which Unicode calls controls.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

// TranslateLineEnds does what Python's open does to a text: \r\n and \r become
// \n. score_brat.py asks for the text as it is, score_record.py does not, so
// that a record's offsets are into the text with its line ends translated.
func TranslateLineEnds(text []byte) []byte {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}
