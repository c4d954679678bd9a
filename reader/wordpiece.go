package reader

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A token is one word piece of a text and where it stands there. The text of a
// piece in the vocabulary is lower case and has lost its accents; the words of
// the report are only ever taken by the offsets.
type token struct {
	piece      int32 // row of the vocabulary
	start, end int32 // bytes of the text
	feature    uint8 // see [featureLine] and the others
}

// The features of a token, which give back what the uncased vocabulary loses.
const (
	caseNone  = 0 // a word without cased letters
	caseLower = 1 // neither of the next two
	caseTitle = 2 // the first cased letter is upper
	caseUpper = 3 // two or more cased letters, all upper

	featureLine  = 4 // first of the text, or after a line feed
	featureQuote = 8 // between quotation marks, or one of them
)

// longestWord is how many characters a word may have before the reference
// gives up and calls it unknown.
const longestWord = 100

// A vocabulary holds the pieces that words are made of, in two tries: one for
// pieces that begin a word, one for those that go on with one ("##ing").
type vocabulary struct {
	edges   []uint64 // open addressing: node<<8|byte in the upper half, the node it leads to in the lower; 0 is free
	shift   int      // of the hash, so that it falls inside edges
	nodes   []int32  // the piece that ends at a node, -1 for none
	inside  []bool   // for each piece, whether it goes on with a word
	unknown int32
}

// The roots of the two tries. Node 0 is nowhere.
const (
	rootFirst = 1
	rootNext  = 2
)

// newVocabulary makes a vocabulary of pieces, in the order of their rows. It
// has no unknown piece, -1, unless one of them is "[UNK]".
func newVocabulary(pieces []string) *vocabulary {
	letters := 0
	for _, piece := range pieces {
		letters += len(piece)
	}
	size := bits.Len(uint(letters)) // an edge has a letter of its own, so there is room, and most of it stays free
	v := &vocabulary{edges: make([]uint64, 1<<size), shift: 32 - size, nodes: []int32{-1, -1, -1}, inside: make([]bool, len(pieces)), unknown: -1}
	for row, piece := range pieces {
		if piece == "[UNK]" {
			v.unknown = int32(row)
		}
		node := uint32(rootFirst)
		if rest, ok := strings.CutPrefix(piece, "##"); ok && rest != "" {
			node, piece, v.inside[row] = rootNext, rest, true
		}
		for i := range len(piece) {
			node = v.grow(node, piece[i])
		}
		v.nodes[node] = int32(row)
	}
	return v
}

// slot is where the edge with this key is, or where it would be put. Keys are
// never 0, for nodes begin at 1.
func (v *vocabulary) slot(key uint32) uint32 {
	mask := uint32(len(v.edges) - 1)
	i := key * 0x9E3779B1 >> v.shift // Fibonacci hashing (Knuth, volume 3, 6.4)
	for e := v.edges[i&mask]; e != 0 && uint32(e>>32) != key; e = v.edges[i&mask] {
		i++
	}
	return i & mask
}

// grow returns the child of node by b, and makes it where there is none.
func (v *vocabulary) grow(node uint32, b byte) uint32 {
	key := node<<8 | uint32(b)
	i := v.slot(key)
	if v.edges[i] == 0 {
		v.edges[i] = uint64(key)<<32 | uint64(len(v.nodes))
		v.nodes = append(v.nodes, -1)
	}
	return uint32(v.edges[i])
}

// longest returns the longest piece that word begins with and its length in
// bytes, 0 where there is none.
func (v *vocabulary) longest(node uint32, word []byte) (piece int32, n int) {
	for i, b := range word {
		node = uint32(v.edges[v.slot(node<<8|uint32(b))])
		if node == 0 {
			break
		}
		if p := v.nodes[node]; p >= 0 {
			piece, n = p, i+1
		}
	}
	return piece, n
}

// A splitter cuts text into tokens as Hugging Face's BertTokenizerFast does
// (uncased; clean_text, handle_chinese_chars and strip_accents on), with the
// one difference that a text which spells "[SEP]" gets no mark from it. It
// keeps its buffers from text to text and serves one goroutine.
type splitter struct {
	vocabulary *vocabulary
	text       string
	tokens     []token

	// The word being read:
	word       []byte // as the vocabulary spells it
	chars      int    // in word; past longestWord they are only counted
	start, end int    // from its first character to its last, in text
	from       []int  // for each byte of word the start and end of its character in text, in pairs; empty while word is the text itself in another case

	line   bool  // a line begins before the next token
	soft   []int // the line feeds that only wrap a line
	quoted bool  // the next token stands between quotation marks
}

// classes of the ASCII bytes: the lower-case form of a letter or digit, or one of these.
const (
	asciiSilent = 0
	asciiSpace  = 1
	asciiPunct  = 2
)

var ascii = func() (class [utf8.RuneSelf]byte) {
	for b := range class {
		switch c := byte(b); {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			class[b] = asciiSpace
		case 'A' <= c && c <= 'Z':
			class[b] = c + 'a' - 'A'
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			class[b] = c
		case c > ' ' && c < 0x7f:
			class[b] = asciiPunct
		}
	}
	return class
}()

// split returns the tokens of text, which are good until the next call.
func (s *splitter) split(text string) []token {
	s.text, s.tokens, s.line, s.quoted = text, s.tokens[:0], true, false
	s.soft = softBreaks(s.soft[:0], text)
	soft := s.soft
	for i := 0; i < len(text); {
		c := text[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(text[i:])
			s.rune(r, i, i+n)
			i += n
			continue
		}
		switch class := ascii[c]; class {
		case asciiSilent:
		case asciiSpace:
			s.flush()
			if c == '\n' {
				if len(soft) > 0 && soft[0] == i {
					soft = soft[1:]
				} else {
					s.line = true
				}
			}
		case asciiPunct:
			s.flush()
			s.add(c, i)
			s.flush()
		default:
			s.add(class, i)
		}
		i++
	}
	s.flush()
	return s.tokens
}

// add appends to the word a byte that stands for the one at start.
func (s *splitter) add(b byte, start int) {
	if len(s.word) == 0 {
		s.start, s.end = start, start
	}
	if len(s.from) > 0 || s.start+len(s.word) != start {
		s.addRune(rune(b), start, start+1)
		return
	}
	s.end = start + 1
	s.chars++
	if s.chars <= longestWord {
		s.word = append(s.word, b)
	}
}

// addRune appends to the word a character that stands for text[start:end].
func (s *splitter) addRune(r rune, start, end int) {
	if len(s.word) == 0 {
		s.start = start
	}
	s.end = end
	s.chars++
	if s.chars > longestWord {
		return
	}
	if len(s.from) == 0 {
		for i := range s.word {
			s.from = append(s.from, s.start+i, s.start+i+1)
		}
	}
	s.word = utf8.AppendRune(s.word, r)
	for 2*len(s.word) > len(s.from) {
		s.from = append(s.from, start, end)
	}
}

// rune reads the character text[start:end] that is not ASCII.
func (s *splitter) rune(r rune, start, end int) {
	switch {
	case r >= 0x2010 && r <= 0x2027: // most of what is not ASCII in English: dashes, quotation marks, ellipsis
		s.flush()
		s.addRune(r, start, end)
		s.flush()
	case unicode.Is(silent, r):
	case unicode.IsSpace(r):
		s.flush()
	case isCJK(r):
		s.flush()
		s.decompose(r, start, end)
		s.flush()
	default:
		s.decompose(r, start, end)
	}
}

// decompose adds the character's letters without their accents, in lower case.
func (s *splitter) decompose(r rune, start, end int) {
	var buf [64]byte
	for _, d := range string(norm.NFD.AppendString(buf[:0], s.text[start:end])) {
		switch {
		case d >= utf8.RuneSelf && unicode.Is(silent, d):
		case d < utf8.RuneSelf && ascii[d] == asciiPunct, unicode.Is(punctuation, d):
			s.flush()
			s.addRune(d, start, end)
			s.flush()
		default:
			s.addRune(unicode.ToLower(d), start, end)
		}
	}
}

// isCJK reports whether the reference makes r a word of its own. The gap in
// the middle is the reference's: its table has a slip at U+2B820.
func isCJK(r rune) bool {
	return r >= 0x3400 && r <= 0x4DBF || r >= 0x4E00 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF ||
		r >= 0x20000 && r <= 0x2A6DF || r >= 0x2A700 && r <= 0x2B81F || r >= 0x2B920 && r <= 0x2CEAF || r >= 0x2F800 && r <= 0x2FA1F
}

// flush ends the word, if there is one, and cuts it into the longest pieces
// from the left. A word that does not come out even is one unknown token.
func (s *splitter) flush() {
	if len(s.word) == 0 {
		return
	}
	feature := s.features()
	first, node, next := len(s.tokens), uint32(rootFirst), feature
	for at := 0; at < len(s.word); {
		piece, n := s.vocabulary.longest(node, s.word[at:])
		if n == 0 || s.chars > longestWord {
			s.tokens = append(s.tokens[:first], token{s.vocabulary.unknown, int32(s.start), int32(s.end), feature})
			break
		}
		start, end := s.start+at, s.start+at+n
		if len(s.from) > 0 {
			start, end = s.from[2*at], s.from[2*(at+n)-1]
		}
		s.tokens = append(s.tokens, token{piece, int32(start), int32(end), next})
		at += n
		node, next = rootNext, feature&^featureLine
	}
	s.word, s.from, s.chars = s.word[:0], s.from[:0], 0
}

// features returns those of the word's first token and moves past it.
func (s *splitter) features() uint8 {
	word := s.text[s.start:s.end]
	feature := caseOf(word)
	if s.line {
		feature |= featureLine
		s.line, s.quoted = false, false
	}
	inside := s.quoted
	switch word {
	case "“":
		inside, s.quoted = true, true
	case "”":
		inside, s.quoted = true, false
	case `"`:
		inside, s.quoted = true, !s.quoted
	}
	if inside {
		feature |= featureQuote
	}
	return feature
}

// caseOf is the case feature of a word.
func caseOf(word string) uint8 {
	cased, uppers, title := 0, 0, false
	for _, r := range word {
		isUpper := 'A' <= r && r <= 'Z' || r >= utf8.RuneSelf && unicode.Is(upper, r)
		if isUpper {
			uppers++
			title = title || cased == 0
		}
		if isUpper || 'a' <= r && r <= 'z' || r >= utf8.RuneSelf && unicode.Is(lower, r) {
			cased++
		}
	}
	switch {
	case cased == 0:
		return caseNone
	case cased > 1 && uppers == cased:
		return caseUpper
	case title:
		return caseTitle
	}
	return caseLower
}
