package resolve

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/gazetteer"
)

// arabicHead is where a person's name begins whose last part, al-Lind, mention i is: "Ib" of
// President Ib al-Lind. The mention's own start where nothing of it stands before.
func arabicHead(r *parley.Reading, i int) int {
	const most = 2 // words before it
	m := r.Mentions[i]
	form := r.Report.Quote(m.Span)
	particle, own, ok := strings.Cut(form, "-")
	if !ok || !slices.Contains(articlesOfNames, strings.ToLower(particle)) || !startsUpper(own) || gazetteer.Group(form) != "" || isTitleCase(r.Report.Text, m.Start) {
		return m.Start
	}
	start, least := m.Start, 0
	if i > 0 && r.Mentions[i-1].Form == parley.MentionName {
		least = r.Mentions[i-1].End
	}
	for range most {
		before, ok := strings.CutSuffix(r.Report.Text[:start], " ")
		at := len(before) - len(behindLast(before, " \n\u00a0“‘(\""))
		if !ok || at < least || !mayBeGiven(before[at:]) || opensSentence(before[:at]) && given[strings.ToLower(before[at:])] == "" {
			break
		}
		start = at
	}
	if i > 0 && r.Mentions[i-1].Start > start {
		return m.Start // mentions are in order
	}
	return start
}

// behindLast is what stands behind the last of marks in text.
func behindLast(text, marks string) string {
	at := strings.LastIndexAny(text, marks)
	if at < 0 {
		return text
	}
	_, size := utf8.DecodeRuneInString(text[at:])
	return text[at+size:]
}

// mayBeGiven reports whether a word with a capital may be a given name, and is no title, no
// noun and no side.
func mayBeGiven(word string) bool {
	const longest = 20
	if word == "" || len(word) > longest || !startsUpper(word) || strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) || word == strings.ToUpper(word) {
		return false
	}
	small := strings.ToLower(word)
	isCommon := titles[small] != "" || nounKind(small) != "" || strangers[small] || isRoleWord("modifier", small)
	return !isCommon && !slices.Contains(prepositions, small) && !slices.Contains(conjunctions, small) && !slices.Contains(determiners, small) && gazetteer.SideOf(word) == ""
}

// opensSentence reports whether a sentence or quotation begins behind text.
func opensSentence(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, " \u00a0"))
	return last == utf8.RuneError || strings.ContainsRune("\n.?!:;\"“”‘’—–-", last)
}

// isTitleCase reports whether the line around at has capitals as a headline does.
func isTitleCase(text string, at int) bool {
	const far, few = 200, 2
	start := lineStart(text, at, far)
	end := min(len(text), at+far)
	if n := strings.IndexByte(text[at:end], '\n'); n >= 0 {
		end = at + n
	}
	small := 0
	for _, w := range strings.Fields(strings.ToValidUTF8(text[start:end], "")) {
		if len(w) > 3 && !startsUpper(w) && unicode.IsLetter([]rune(w)[0]) && !strings.Contains(w, "-") {
			small++
		}
	}
	return small < few
}

// initialTail is where a person's name ends that goes on behind an initial: "Oda R" of
// Oda R. Lind. 0 for others.
func initialTail(text string, m parley.Mention) int {
	form := strings.TrimSuffix(text[m.Start:m.End], ".")
	at := strings.LastIndexByte(form, ' ') + 1
	if at == 0 || len(form)-at != 1 || !startsUpper(form[at:]) {
		return 0
	}
	end := m.Start + len(form)
	if !strings.HasPrefix(text[end:], ".") {
		return 0
	}
	word, size := nextWord(text, end+1)
	if bare := strings.TrimRight(word, "."); mayBeGiven(bare) && !slices.Contains(subjects, strings.ToLower(bare)) {
		return end + 1 + size - (len(word) - len(bare))
	}
	return 0
}

// joinHyphened makes one person's name of two that a hyphen joins, mention i and the one
// behind it, unless the first stands alone elsewhere: Oda Lind-Berg, but the Lind-Berg meeting.
func joinHyphened(r *parley.Reading, i int, alone map[string]bool) bool {
	const few = 4
	text, m := r.Report.Text, &r.Mentions[i]
	form := text[m.Start:m.End]
	if m.Kind != parley.EntityPerson || !strings.HasPrefix(text[m.End:], "-") || alone[form[strings.LastIndexByte(form, ' ')+1:]] {
		return false
	}
	for j := i + 1; j < min(len(r.Mentions), i+few); j++ {
		if next := &r.Mentions[j]; next.Start == m.End+1 && next.Form == parley.MentionName && next.Kind == m.Kind {
			m.End = next.End
			next.Form, r.Antecedents[j] = parley.MentionPronoun, -1 // nobody of its own
			return true
		}
	}
	return false
}

// withoutSmall is where a name begins behind small words before it: the "Lind Institute" of
// "liberal Lind Institute". Particles and what has no capital stay.
func withoutSmall(r *parley.Reading, i int) int {
	m, at := r.Mentions[i], 0
	form := r.Report.Quote(m.Span)
	for _, word := range strings.SplitAfter(form, " ") {
		if strings.ContainsFunc(word, isOfNames) {
			break
		}
		if bare := strings.TrimSpace(word); slices.Contains(particles, bare) || bare == "the" || isPluralNoun(bare) {
			return m.Start // "documents published by Lind" are no Lind
		}
		at += len(word)
	}
	if at == len(form) || i+1 < len(r.Mentions) && r.Mentions[i+1].Start < m.Start+at {
		return m.Start
	}
	return m.Start + at
}

// isOfNames reports whether a letter is one that only names and beginnings have.
func isOfNames(r rune) bool {
	return unicode.IsUpper(r) || unicode.IsTitle(r) || unicode.IsDigit(r) || unicode.Is(unicode.Lo, r)
}
