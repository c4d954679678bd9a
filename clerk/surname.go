package clerk

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/resolve"
)

// withHe reads for a name each pronoun He that is a surname: within a sentence, behind a word
// in small letters or a comma, where a person of the report is so called.
func withHe(reading *parley.Reading) *parley.Reading {
	isCalledHe := func(m parley.Mention) bool {
		form := reading.Report.Quote(m.Span)
		return m.Form == parley.MentionName && m.Kind == parley.EntityPerson && strings.HasPrefix(form, "He ") && startsUpper(form[len("He "):])
	}
	if !slices.ContainsFunc(reading.Mentions, isCalledHe) {
		return reading
	}
	with := *reading
	with.Mentions, with.Antecedents = slices.Clone(reading.Mentions), slices.Clone(reading.Antecedents)
	for i, m := range with.Mentions {
		if m.Form == parley.MentionPronoun && reading.Report.Quote(m.Span) == "He" && isSurname(reading.Report.Text, m.Span) {
			with.Mentions[i].Form, with.Mentions[i].Kind, with.Antecedents[i] = parley.MentionName, parley.EntityPerson, -1
		}
	}
	return &with
}

// isSurname reports whether a word with a capital is no pronoun, by what is beside it.
func isSurname(text string, word parley.Span) bool {
	const far = 40 // bytes
	behind := text[word.End:]
	if (strings.HasPrefix(behind, ", ") || strings.HasPrefix(behind, "’s ")) && !opens(text, word) {
		return true
	}
	before := text[max(0, word.Start-far):word.Start]
	all := strings.Fields(before)
	if len(all) == 0 || !strings.HasSuffix(before, " ") {
		return false
	}
	last := all[len(all)-1]
	end, _ := utf8.DecodeLastRuneInString(last)
	isTitle := resolve.IsTitle(strings.ToLower(last)) // Premier He
	return (unicode.IsLower(firstRune(last)) || isTitle) && unicode.IsLetter(end) || end == ','
}

// opens reports whether nothing of its sentence stands before a word.
func opens(text string, word parley.Span) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[:word.Start], " \u00a0"))
	return last == utf8.RuneError || !isOfWord(last) && last != ','
}
