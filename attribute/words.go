package attribute

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/table"
)

// A word is one of the text as the tables know it. What is written as one may
// be two: "won't" is will and not, over the same span.
type word struct {
	parley.Span
	form    string // in small letters, with straight apostrophes
	stem    string
	capital bool // begins with one
}

// maxWords is how many words of a piece are looked at. What is done is said at
// its beginning; a piece may be as long as the report.
const maxWords = 200

// wordsOf are the first words and stops of a piece of text.
func wordsOf(report *parley.Report, piece parley.Span) []word {
	var all []word
	for at := piece.Start; at < piece.End && len(all) < maxWords; {
		end := wordEnd(report.Text, at, piece.End)
		span := parley.Span{Start: at, End: end}
		at = end
		first, _ := utf8.DecodeRuneInString(report.Text[span.Start:span.End])
		if unicode.IsSpace(first) || first == utf8.RuneError {
			continue
		}
		form := strings.ToLower(report.Text[span.Start:span.End])
		for _, part := range contracted(strings.ReplaceAll(form, "’", "'")) {
			all = append(all, word{Span: span, form: part, stem: stem(part), capital: unicode.IsUpper(first)})
		}
	}
	return all
}

// wordEnd is where the word at at ends: letters, digits, and apostrophes, points
// and hyphens between two of them. Any other character stands alone.
func wordEnd(text string, at, end int) int {
	r, size := utf8.DecodeRuneInString(text[at:end])
	at += size
	if !isWord(r) {
		return at
	}
	for at < end {
		r, size := utf8.DecodeRuneInString(text[at:end])
		switch {
		case isWord(r) || unicode.Is(unicode.Mn, r):
			at += size
		case strings.ContainsRune("'’.-", r):
			next, more := utf8.DecodeRuneInString(text[at+size : end])
			if !isWord(next) {
				return at
			}
			at += size + more
		default:
			return at
		}
	}
	return at
}

// contracted takes "won't" and "we're" apart. A 's is left out: it may be is, has
// or the genitive.
func contracted(form string) []string {
	if whole := contractions[form]; whole != "" {
		return strings.Fields(whole)
	}
	if verb, ok := strings.CutSuffix(form, "n't"); ok && verb != "" {
		return []string{verb, "not"}
	}
	before, after, ok := strings.Cut(form, "'")
	if !ok || before == "" {
		return []string{form}
	}
	switch after {
	case "s", "":
		return []string{before}
	case "re", "m", "ll", "d", "ve":
		return []string{before, contractions["'"+after]}
	}
	return []string{form}
}

var contractions = map[string]string{
	"won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "will not",
	"let's": "let us", "it's": "it is", "that's": "that is", "there's": "there is", "he's": "he is", "she's": "she is",
	"'re": "are", "'m": "am", "'ll": "will", "'d": "would", "'ve": "have",
}

//go:embed irregular.tsv
var irregularFile string

// irregular leads from a form to the dictionary's: said to say.
var irregular = func() map[string]string {
	forms := map[string]string{}
	for fields := range table.Rows("irregular.tsv", irregularFile, 2) {
		for form := range strings.FieldsSeq(fields[1]) {
			forms[form] = fields[0]
		}
	}
	return forms
}()

// stem brings the forms of a word together: its ending taken off, with a last e,
// y as i and a doubled letter once (deny, denies, denied: deni). It need not be a
// word, as the tables' own words go the same way.
func stem(form string) string {
	if base, ok := irregular[form]; ok {
		form = base
	}
	if len(form) < 4 || form == "note" { // which would become not
		return form
	}
	bare := form
	for _, suffix := range []string{"ies", "ied", "ing", "es", "ed", "s"} {
		cut, ok := strings.CutSuffix(form, suffix)
		if !ok || len(cut) < 2 || !strings.ContainsAny(cut, "aeiouy") {
			continue
		}
		if suffix == "s" && strings.ContainsAny(cut[len(cut)-1:], "siu") {
			break
		}
		if suffix[0] == 'i' && suffix != "ing" {
			cut += "y"
		}
		bare = cut
		break
	}
	if len(bare) > 3 {
		bare = strings.TrimSuffix(bare, "e")
	}
	if cut, ok := strings.CutSuffix(bare, "y"); ok && len(cut) > 1 {
		bare = cut + "i"
	}
	if n := len(bare); n > 3 && bare[n-1] == bare[n-2] && bare[n-1] < utf8.RuneSelf {
		bare = bare[:n-1]
	}
	return bare
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
