package position

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// A word is one of the text as the tables know it. "Won't" is two, over one span.
type word struct {
	parley.Span
	stem string
}

// maxWords is how many words of a piece of text are looked at: where its party
// stands is said early, and a piece may be as long as the report.
const maxWords = 60

// wordsIn are the first words of span, marks among them.
func wordsIn(text string, span parley.Span) []word {
	var all []word
	for at := span.Start; at < span.End && len(all) < maxWords; {
		end := wordEnd(text, at, span.End)
		w := text[at:end]
		piece := parley.Span{Start: at, End: end}
		at = end
		if strings.TrimSpace(w) == "" {
			continue
		}
		w = strings.ReplaceAll(strings.ToLower(w), "’", "'")
		before, denied := strings.CutSuffix(w, "n't")
		switch {
		case denied:
			if before == "wo" {
				before = "will"
			} else if before == "ca" {
				before = "can"
			}
			all = append(all, word{piece, stem(before)}, word{piece, "not"})
		case isNegation(w):
			all = append(all, word{piece, "not"})
		default:
			all = append(all, word{piece, stem(w)})
		}
	}
	return all
}

// wordEnd is where the word at at ends: letters with an apostrophe between two of
// them, or digits. Any other character stands alone.
func wordEnd(text string, at, end int) int {
	r, size := utf8.DecodeRuneInString(text[at:end])
	at += size
	if unicode.IsDigit(r) {
		return runEnd(text, at, end, unicode.IsDigit)
	}
	if !unicode.IsLetter(r) {
		return at
	}
	at = runEnd(text, at, end, unicode.IsLetter)
	if r, size := utf8.DecodeRuneInString(text[at:end]); r == '\'' || r == '’' {
		if after := runEnd(text, at+size, end, unicode.IsLetter); after > at+size {
			return after
		}
	}
	return at
}

func runEnd(text string, at, end int, in func(rune) bool) int {
	for at < end {
		r, size := utf8.DecodeRuneInString(text[at:end])
		if !in(r) {
			break
		}
		at += size
	}
	return at
}

func isNegation(w string) bool {
	switch w {
	case "not", "never", "no", "nor", "neither", "cannot":
		return true
	}
	return false
}

// endings are what a stem goes without, the first that fits, with what takes its
// place.
var endings = [][2]string{{"ies", "y"}, {"ied", "y"}, {"ing", ""}, {"ed", ""}, {"es", ""}, {"s", ""}}

// stem is w without its ending, so that the forms of a word mostly have one stem;
// it need not be a word.
func stem(w string) string {
	w = strings.TrimSuffix(w, "'s")
	for _, e := range endings {
		if before, ok := strings.CutSuffix(w, e[0]); ok && len(before) >= 3 && !strings.HasSuffix(w, "ss") {
			w = before + e[1]
			break
		}
	}
	if n := len(w); n > 3 && w[n-1] == w[n-2] && strings.IndexByte("bdgmnprt", w[n-1]) >= 0 {
		w = w[:n-1]
	}
	if n := len(w); n > 3 && w[n-1] == 'e' {
		w = w[:n-1]
	}
	return w
}

// frame are stems that say who does what, and how surely, of whatever it is spoken:
// with which of them something begins is a feature.
var frame = setOf(`we i us they he she it you that this there to if unless until not will would must should need have has can could may might is are was
be been want ready willing prepared open like hope think believe going only any no more ask let both all the our their for of by in on with from as do did`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[stem(w)] = true
	}
	return set
}
