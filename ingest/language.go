package ingest

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The language of a text is told by its function words, and for scripts that
// one language uses, by the script. Methods that count letters call a line of
// English French; English news is two fifths function words, so that a few
// words are enough to know it by.

//go:embed stopwords.txt
var stopwordsFile string

// languages are the tags of stopwords.txt in its order, which decides a tie.
var languages, languagesOf = readStopwords(stopwordsFile)

// readStopwords returns the tags, and for each word the indexes of those
// languages that have it.
func readStopwords(file string) (tags []string, of map[string][]int) {
	of = map[string][]int{}
	for line := range strings.Lines(file) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		for _, w := range words[1:] {
			if at := of[w]; len(at) == 0 || at[len(at)-1] != len(tags) {
				of[w] = append(at, len(tags))
			}
		}
		tags = append(tags, words[0])
	}
	return tags, of
}

// scripts are those whose text is in one language, or mostly so. Japanese
// stands before Chinese because it writes in both their signs.
var scripts = []struct {
	table *unicode.RangeTable
	tag   string
}{
	{unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"}, {unicode.Hangul, "ko"}, {unicode.Han, "zh"},
	{unicode.Hebrew, "he"}, {unicode.Greek, "el"}, {unicode.Armenian, "hy"}, {unicode.Georgian, "ka"},
	{unicode.Devanagari, "hi"}, {unicode.Bengali, "bn"}, {unicode.Thai, "th"}, {unicode.Ethiopic, "am"},
	{unicode.Tamil, "ta"}, {unicode.Telugu, "te"}, {unicode.Gujarati, "gu"}, {unicode.Gurmukhi, "pa"},
	{unicode.Khmer, "km"}, {unicode.Lao, "lo"}, {unicode.Myanmar, "my"}, {unicode.Sinhala, "si"},
	{unicode.Malayalam, "ml"}, {unicode.Kannada, "kn"}, {unicode.Tibetan, "bo"},
}

const (
	undetermined = "und" // BCP 47 for a language that cannot be told
	fewWords     = 8     // a text shorter than this does not tell its language
	mostBytes    = 16384 // what a text this long has not told, the rest does not either
	leastShare   = 12    // a language has at least one function word in so many words
)

// judgeLanguage sets the report's language: as declared, or as its words say
// where they say otherwise.
func (d *Document) judgeLanguage() {
	declared := d.Report.Language
	found := detect(d.Report.Text)
	switch {
	case found == "":
		d.Report.Language = declared
		if declared == "" {
			d.Report.Language = "en" // too short to tell, and in its letters
		}
	case found == undetermined && declared != "" && declared != "en":
		d.Report.Language = declared
	default:
		d.Report.Language = found
	}
	switch language := d.Report.Language; {
	case language == undetermined:
		d.warn("the report does not seem to be in English; parley reads English only, and what it finds here is not to be relied on")
	case language != "en":
		d.warn("the report is in another language than English (%s); parley reads English only, and what it finds here is not to be relied on", language)
	case declared != "" && declared != "en":
		d.warn("the report declares its language as %s, but reads as English", declared)
	}
}

// detect is the language of text: empty where it is in Latin letters and too
// short to tell, und where it is long enough and still cannot be told.
func detect(text string) string {
	text = text[:runeStart(text, mostBytes)]
	letters, all := countLetters(text)
	latin := letters[unicode.Latin]*2 > all
	for _, s := range scripts {
		// Japanese has fewer kana than signs it shares with Chinese.
		if n := letters[s.table]; n*2 > all || s.tag == "ja" && n*5 > all {
			return s.tag
		}
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) })
	switch {
	case all == 0 || latin && len(words) < fewWords:
		return ""
	case len(words) < fewWords:
		return undetermined
	}
	hits := make([]int, len(languages))
	for _, w := range words {
		for _, l := range languagesOf[strings.ToLower(w)] {
			hits[l]++
		}
	}
	best := 0 // English, which also wins a tie
	for l := range hits {
		if hits[l] > hits[best] {
			best = l
		}
	}
	if hits[best]*leastShare < len(words) {
		return undetermined
	}
	return languages[best]
}

// runeStart is the last offset up to limit at which a character of s begins.
func runeStart(s string, limit int) int {
	if len(s) <= limit {
		return len(s)
	}
	for !utf8.RuneStart(s[limit]) {
		limit--
	}
	return limit
}

// countLetters counts the letters of text by script, and all of them.
func countLetters(text string) (byScript map[*unicode.RangeTable]int, all int) {
	byScript = map[*unicode.RangeTable]int{}
	latin := 0
	for _, r := range text {
		switch {
		case 'a' <= r|0x20 && r|0x20 <= 'z':
			latin++
		case r < utf8.RuneSelf || !unicode.IsLetter(r):
			continue
		case unicode.Is(unicode.Latin, r):
			latin++
		default:
			for _, s := range scripts {
				if unicode.Is(s.table, r) {
					byScript[s.table]++
					break
				}
			}
		}
		all++
	}
	byScript[unicode.Latin] = latin
	return byScript, all
}
