package position

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/table"
)

//go:embed naming.txt
var namingFile string

// naming is the words of naming.txt by their heads.
var naming = func() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for head, w := range table.Entries("naming.txt", namingFile) {
		if all[head] == nil {
			all[head] = map[string]bool{}
		}
		all[head][w] = true
	}
	return all
}()

// namesMatter reports whether spans have a word that something could be meant by.
func namesMatter(text string, spans []parley.Span) bool {
	for _, s := range spans {
		for _, w := range wordsIn(text, s) {
			first, _ := utf8.DecodeRuneInString(text[w.Start:w.End])
			low := strings.ToLower(text[w.Start:w.End])
			if unicode.IsLetter(first) && !naming["link"][low] && !naming["filler"][low] && !naming["time"][low] {
				return true
			}
		}
	}
	return false
}

// completed is span with the words that its last one needs: to the end of the clause.
func completed(text string, span parley.Span) parley.Span {
	if !naming["open"][strings.ToLower(lastWord(text[span.Start:span.End]))] || !namesMatter(text, []parley.Span{span}) {
		return span
	}
	const most = 120 // bytes
	end := min(len(text), span.End+most)
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end--
	}
	rest := text[span.End:end]
	rest = strings.TrimPrefix(rest, ".")
	if rest == "" || rest[0] != ' ' {
		return span
	}
	from := end - len(rest)
	if more := clause(text, parley.Span{Start: from + 1, End: end}); more.Len() > 0 {
		span.End = more.End
	}
	return span
}

// lastWord is the last word of s, without what is not of it.
func lastWord(s string) string {
	if i := strings.LastIndexAny(s, " \n"); i >= 0 {
		s = s[i+1:]
	}
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}
