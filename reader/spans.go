package reader

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"parley"
	"parley/internal/abbrev"
)

// withoutStarts leaves out of the content of a what lies behind its other words and its cue
// in another sentence, in no quotation marks, and does not reach that sentence's end: the
// network now and then goes on with the first words of whatever follows.
func withoutStarts(text string, a *parley.Attribution) []parley.Span {
	content := a.Content
	for len(content) > 1 {
		last := content[len(content)-1]
		told := max(content[len(content)-2].End, parley.Hull(a.Cue).End)
		if told >= last.Start || !hasSentenceEnd(text, told, last.Start) || isQuoted(text, last) || reachesEnd(text, last.End) {
			break
		}
		content = content[:len(content)-1]
	}
	return content
}

// hasSentenceEnd reports whether a sentence ends behind the byte from of text and before
// other words begin at byte to.
func hasSentenceEnd(text string, from, to int) bool {
	const far = 80 // bytes
	before := strings.TrimRight(text[max(0, to-far):to], " \n\"”’)")
	end := max(0, to-far) + len(before)
	return end > from && strings.ContainsRune(".?!", lastRune(before)) && !abbrev.KeepsPoint(before[:len(before)-1], 0)
}

// reachesEnd reports whether nothing of its sentence is behind the byte end of text.
func reachesEnd(text string, end int) bool {
	rest := strings.TrimLeft(text[end:min(len(text), end+8)], " \"”’)")
	return rest == "" || strings.ContainsRune(".?!\n;:", firstRune(rest))
}

// widerSources are the sources of a with what belongs to them: whoever is close to them or
// knows of them, "|a person close to| Mr. Lind", and the rest of a name in quotation marks,
// "his “Norland| First”|", "the old |“Gang of Nine”|". Nothing is taken of another role.
func widerSources(text string, a *parley.Attribution) []parley.Span {
	isTaken := func(s parley.Span) bool {
		overlaps := func(t parley.Span) bool { return s.Overlaps(t) }
		return slices.ContainsFunc(a.Cue, overlaps) || slices.ContainsFunc(a.Content, overlaps) || slices.ContainsFunc(a.Addressee, overlaps)
	}
	for i, s := range a.Source {
		const far = 120 // bytes
		least := max(0, s.Start-far)
		if i > 0 {
			least = max(least, a.Source[i-1].End)
		}
		if at := acquaintance.FindStringSubmatchIndex(text[least:s.Start]); at != nil && !isTaken(parley.Span{Start: least + at[2], End: s.Start}) {
			a.Source[i].Start = least + at[2]
		}
		if end := quotedEnd(text, s); end > s.End && !isTaken(parley.Span{Start: s.End, End: end}) && (i+1 == len(a.Source) || end < a.Source[i+1].Start) {
			a.Source[i].End = end
		}
	}
	return a.Source
}

// acquaintance is who knows those who are named behind.
var acquaintance = func() *regexp.Regexp {
	const (
		article = `(?i:an?|the|one|two|three|four|several|some|other|another) `
		person  = `(?i:person|people|persons|source|sources|official|officials|aide|aides|adviser|advisers|diplomat|diplomats|lawyer|lawyers|lawmaker|lawmakers) `
		knows   = `(?:who (?:is|are|was|were|has been|have been) )?(?:close to|familiar with|briefed on|briefed by|involved in|with (?:direct )?knowledge of) `
	)
	return regexp.MustCompile(`(?:^|[\s“"(])((?:` + article + `)*(?:` + article + `\p{L}+ |(?i:senior|former|top|current) )?` + person + knows + `(?:the )?)$`)
}()

// quotedEnd is where the quotation ends that a source leaves open, or that is a name right
// behind an article and a word; 0 for none.
func quotedEnd(text string, s parley.Span) int {
	const longest = 40 // bytes of a name
	own, rest := text[s.Start:s.End], text[s.End:min(len(text), s.End+longest)]
	name, _, closes := strings.Cut(rest, "”")
	if strings.ContainsAny(name, "\n.?!") || !closes {
		return 0
	}
	if strings.Count(own, "“") == strings.Count(own, "”")+1 {
		return s.End + len(name) + len("”")
	}
	name, opens := strings.CutPrefix(name, " “")
	isDescribed := strings.HasPrefix(own, "the ") || strings.HasPrefix(own, "The ")
	if !opens || !isDescribed || strings.Contains(name, "“") || len(strings.Fields(name)) < 2 || strings.Count(own, " ") > 2 {
		return 0
	}
	for _, w := range strings.Fields(name) {
		if !unicode.IsUpper(firstRune(w)) && !slices.Contains(trailing, w) {
			return 0
		}
	}
	return s.End + len(" “") + len(name) + len("”")
}
