package resolve

import (
	"regexp"
	"slices"
	"strings"

	"parley"
)

// A token is a word of the report.
type token struct {
	parley.Span
	word  string // small letters, without points and possessive
	upper bool
	owner bool // ends in a possessive
}

var tokenPattern = regexp.MustCompile(`[\p{L}\p{N}](?:[\p{L}\p{N}.'’]|-[\p{L}\p{N}])*`)

// tokens are the words of span.
func (p *profiler) tokens(span parley.Span) []token {
	text := p.reading.Report.Text[span.Start:span.End]
	var all []token
	for _, at := range tokenPattern.FindAllStringIndex(text, -1) {
		form := text[at[0]:at[1]]
		if bare := strings.TrimRight(form, "."); !strings.Contains(bare, ".") && !slices.Contains(shortTitles, strings.ToLower(bare)) {
			at[1] -= len(form) - len(bare) // the point ends a sentence: that of "the prime minister. Minister Lind"
			form = bare
		}
		parts := words(form)
		if len(parts) == 0 {
			continue
		}
		t := token{Span: parley.Span{Start: span.Start + at[0], End: span.Start + at[1]}, word: strings.Join(parts, "-"), upper: startsUpper(form)}
		for i := range form {
			if n := possessive(form[i:]); n > 0 && i+n == len(form) {
				t.owner = true
			}
		}
		all = append(all, t)
	}
	return all
}
