package proposal

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/abbrev"
)

// A word is one of the text: letters and digits, with points, hyphens and
// apostrophes between them.
type word struct {
	parley.Span        // without a genitive's 's
	whole       int    // where it ends with that
	text        string // in small letters, with straight apostrophes
	sentence    int    // the number of its sentence in the report
	before      string // what stands between it and the word before, in the same line: " ", ", "
	capital     bool   // begins with one
	genitive    bool
}

// A line is the words of one line of the report, and where they lie.
type line struct {
	parley.Span
	words    []word
	headline bool // its capitals say nothing
}

// linesOf takes a text apart. Sentences are counted through it.
func linesOf(text string) []line {
	var all []line
	sentence := 0
	for start := 0; start < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		l := line{Span: parley.Span{Start: start, End: end}}
		l.words = wordsIn(text, l.Span, sentence)
		if n := len(l.words); n > 0 {
			sentence = l.words[n-1].sentence + 1
			all = append(all, l)
		}
		start = end + 1
	}
	return all
}

func wordsIn(text string, within parley.Span, sentence int) []word {
	var all []word
	last := within.Start // where the word before ends
	for at := within.Start; at < within.End; {
		r, size := utf8.DecodeRuneInString(text[at:within.End])
		if !isWord(r) {
			at += size
			continue
		}
		w := word{Span: parley.Span{Start: at, End: wordEnd(text, at, within.End)}, capital: unicode.IsUpper(r)}
		w.before, w.whole, at = text[last:w.Start], w.End, w.End
		if n := len(all); n > 0 && endsSentence(all[n-1], w) {
			sentence++
		}
		w.sentence = sentence
		w.genitive = strings.HasSuffix(text[w.Start:w.End], "'s") || strings.HasSuffix(text[w.Start:w.End], "’s")
		if w.genitive {
			w.End = w.Start + strings.LastIndexAny(text[w.Start:w.End], "'’")
		} else if w.End < within.End && strings.HasSuffix(text[w.Start:w.End], "s") {
			if r, size := utf8.DecodeRuneInString(text[w.End:within.End]); r == '\'' || r == '’' {
				w.genitive, w.whole, at = true, w.End+size, w.End+size
			}
		}
		w.text = strings.ReplaceAll(strings.ToLower(text[w.Start:w.End]), "’", "'")
		last = w.whole
		all = append(all, w)
	}
	return all
}

func wordEnd(text string, at, end int) int {
	for at < end {
		r, size := utf8.DecodeRuneInString(text[at:end])
		switch {
		case isWord(r):
			at += size
		case strings.ContainsRune("'’.-‑", r):
			next, more := utf8.DecodeRuneInString(text[at+size : end])
			if r == '.' && next == '-' { // U.S.-Mexico
				size += more
				next, more = utf8.DecodeRuneInString(text[at+size : end])
			}
			if !isWord(next) || r == '.' && unicode.IsUpper(next) && isSmall(text[:at]) {
				return at
			}
			at += size + more
		default:
			return at
		}
	}
	return at
}

// isSmall reports whether text ends in a small letter: behind it a point and a
// capital are a sentence's end without a space.
func isSmall(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsLower(r)
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// endsSentence reports whether a sentence ends between two words.
func endsSentence(a, b word) bool {
	mark := strings.IndexAny(b.before, ".!?")
	if mark < 0 || !b.capital && !strings.ContainsAny(b.before, "!?") && !strings.ContainsAny(b.before, "\"“”") {
		return false
	}
	if b.before[mark] != '.' {
		return b.capital || mark > 0
	}
	next, _ := utf8.DecodeRuneInString(b.text)
	return mark > 0 || !abbrev.KeepsPoint(a.text, next)
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// adjoins reports whether nothing but space, or marks of quotation and brackets,
// stands between w and the word before it.
func (w word) adjoins() bool {
	return strings.TrimFunc(w.before, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("“”‘’\"'()[]", r) }) == ""
}

// sentenceOf is the range of the words of the sentence that holds the i-th.
func (l line) sentenceOf(i int) (from, to int) {
	n := l.words[i].sentence
	from, _ = slices.BinarySearchFunc(l.words, n, func(w word, n int) int { return w.sentence - n })
	to, _ = slices.BinarySearchFunc(l.words, n+1, func(w word, n int) int { return w.sentence - n })
	return from, to
}

// spanOf is from the first of words[from:to] to the last, a genitive's 's left out.
func (l line) spanOf(from, to int) parley.Span {
	return parley.Span{Start: l.words[from].Start, End: l.words[to-1].End}
}
