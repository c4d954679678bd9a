package anchor

import (
	"slices"
	"sort"
	"unicode"
	"unicode/utf8"

	"parley"
)

// A text is cut into words; white space is between them and never compared. A
// word is a run of letters and digits, or any other character alone. Scripts
// that do not part words have a word a character.
type text struct {
	string
	spans []extent
	ids   []int32 // the same word has the same id in both texts of a map
}

// An extent is a span of a text, 32 bits wide as there are many.
type extent struct{ start, end int32 }

// A piece is a half-open range of the words of a text.
type piece struct{ lo, hi int32 }

func (p piece) len() int32 { return p.hi - p.lo }

// within are the words that span touches; of those it cuts it holds a part.
func (t *text) within(span parley.Span) piece {
	lo := sort.Search(len(t.spans), func(i int) bool { return int(t.spans[i].end) > span.Start })
	hi := sort.Search(len(t.spans), func(i int) bool { return int(t.spans[i].start) >= span.End })
	return piece{int32(lo), int32(max(hi, lo))}
}

// A vocabulary numbers words in the order in which they come.
type vocabulary struct {
	ids    map[string]int32
	isWord []bool // by id; the others are punctuation
}

func (v *vocabulary) read(s string) text {
	if v.ids == nil {
		v.ids = make(map[string]int32, len(s)/12)
	}
	t := text{s, make([]extent, 0, len(s)/4), make([]int32, 0, len(s)/4)}
	for start := 0; start < len(s); {
		kind, size := kindAt(s, start)
		end := start + size
		for kind == letter && end < len(s) {
			next, size := kindAt(s, end)
			if next != letter {
				break
			}
			end += size
		}
		if kind != space {
			if len(t.ids) == cap(t.ids) { // as many words a byte as so far
				more := len(t.ids)*(len(s)-start)/(start+1) + 16
				t.spans, t.ids = slices.Grow(t.spans, more), slices.Grow(t.ids, more)
			}
			t.spans = append(t.spans, extent{int32(start), int32(end)})
			t.ids = append(t.ids, v.id(s[start:end], kind))
		}
		start = end
	}
	return t
}

func (v *vocabulary) id(word string, kind kind) int32 {
	id, known := v.ids[word]
	if !known {
		id = int32(len(v.isWord))
		v.ids[word] = id
		v.isWord = append(v.isWord, kind == letter || kind == ideograph)
	}
	return id
}

type kind uint8

const (
	space     kind = iota
	letter         // goes on into the next
	ideograph      // a word of its own
	mark           // punctuation, and what is no character
)

// kindAt is the kind of the character at i, and how many bytes it has.
func kindAt(s string, i int) (kind, int) {
	switch c := s[i]; {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return letter, 1
	case c == ' ', '\t' <= c && c <= '\r':
		return space, 1
	case c < utf8.RuneSelf:
		return mark, 1
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	switch {
	case unicode.IsSpace(r):
		return space, size
	case !unicode.In(r, unicode.L, unicode.M, unicode.Nd):
		return mark, size
	case unicode.In(r, unspaced...):
		return ideograph, size
	}
	return letter, size
}

// unspaced are the scripts that do not part words.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

// A pair is a word of old and one of new.
type pair struct{ old, new int32 }

// once are the words, not punctuation, that each of two texts has exactly once,
// in the order of old.
func (v *vocabulary) once(old, new text) []pair {
	const none, several = -1, -2
	in := func(t text) []int32 {
		at := unaligned(len(v.isWord))
		for i, id := range t.ids {
			if at[id] == none {
				at[id] = int32(i)
			} else {
				at[id] = several
			}
		}
		return at
	}
	inOld, inNew := in(old), in(new)
	var all []pair
	for i, id := range old.ids {
		if v.isWord[id] && inOld[id] == int32(i) && inNew[id] >= 0 {
			all = append(all, pair{int32(i), inNew[id]})
		}
	}
	return all
}
