package clerk

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/resolve"
)

// withKnownNames adds the names that the reader passed over where the report has them again,
// word for word: those of several words, and those of bodies that are capitals alone. He is
// one within a sentence, where somebody is called He Lind.
func withKnownNames(reading *parley.Reading) *parley.Reading {
	with := withHe(reading)
	known := knownOf(with)
	if len(known) == 0 {
		return with
	}
	text := with.Report.Text
	var added []parley.Mention
	next, covered := 0, 0 // the next mention, and where the names so far end
	for at := 0; at < len(text); {
		end := at + wordLen(text[at:])
		if end == at {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		for ; next < len(with.Mentions) && with.Mentions[next].Start < end; next++ {
			if m := with.Mentions[next]; m.Form == parley.MentionName {
				covered = max(covered, m.End)
			}
		}
		for _, name := range known[text[at:end]] {
			span := parley.Span{Start: at, End: at + len(name.form)}
			isFree := at >= covered && (next == len(with.Mentions) || with.Mentions[next].Form != parley.MentionName || with.Mentions[next].Start >= span.End)
			if isFree && strings.HasPrefix(text[at:], name.form) && with.MentionAt(span) < 0 && isApart(text, span) {
				added = append(added, parley.Mention{Span: span, Form: parley.MentionName, Kind: name.kind})
				end, covered = span.End, span.End
				break
			}
		}
		at = end
	}
	if len(added) == 0 {
		return with
	}
	more := *with
	more.Mentions, more.Antecedents = mentionsWith(with, added)
	return &more
}

// A knownName is a name as a report has it.
type knownName struct {
	form string
	kind parley.EntityKind
}

// knownOf are the names of a report that are looked for again, by their first words.
func knownOf(reading *parley.Reading) map[string][]knownName {
	const most = 8 // of one first word
	known := map[string][]knownName{}
	for _, m := range reading.Mentions {
		form := reading.Report.Quote(m.Span)
		if m.Form != parley.MentionName || !mayRecur(form, m.Kind) {
			continue
		}
		first := form[:wordLen(form)]
		isOld := slices.ContainsFunc(known[first], func(n knownName) bool { return n.form == form })
		if first != "" && !isOld && len(known[first]) < most {
			known[first] = append(known[first], knownName{form, m.Kind})
		}
	}
	for _, names := range known {
		slices.SortStableFunc(names, func(a, b knownName) int { return len(b.form) - len(a.form) })
	}
	return known
}

// mayRecur reports whether a name says by itself whom it names: it has words with capitals at
// both ends, or is of a body and made of capitals.
func mayRecur(form string, kind parley.EntityKind) bool {
	const leastCapitals, longest = 3, 80
	all := strings.Fields(form)
	if len(all) == 0 || len(form) > longest || strings.ContainsAny(form, "\n“”\"()") {
		return false
	}
	if len(all) > 1 {
		last, _ := utf8.DecodeLastRuneInString(form)
		return startsUpper(all[0]) && startsUpper(all[len(all)-1]) && unicode.IsLetter(last)
	}
	isCapitals := !strings.ContainsFunc(form, func(r rune) bool { return !unicode.IsUpper(r) })
	return isCapitals && len(form) >= leastCapitals && (kind == parley.EntityOrganisation || kind == parley.EntityGroup)
}

// isApart reports whether a name stands by itself: no mark joins it to other words, no word
// with a capital is beside it but a title or, before it, what opens a sentence.
func isApart(text string, name parley.Span) bool {
	const joining = "-&/@_’'"
	before, behind := text[:name.Start], text[name.End:]
	last, _ := utf8.DecodeLastRuneInString(before)
	first, size := utf8.DecodeRuneInString(behind)
	if isOfWord(last) || isOfWord(first) || strings.ContainsRune("-&/@_.", last) && before != "" {
		return false
	}
	own := strings.HasPrefix(behind, "'s") || strings.HasPrefix(behind, "’s")
	if behind != "" && strings.ContainsRune(joining+".", first) && !own && isOfWord(firstRune(behind[size:])) {
		return false
	}
	if next, ok := strings.CutPrefix(behind, " "); ok && startsUpper(next) && !resolve.IsTitle(strings.ToLower(next[:wordLen(next)])) {
		return false
	}
	if !strings.HasSuffix(before, " ") {
		return true
	}
	return !isInRun(before)
}

// isInRun reports whether text ends in a word with a capital that is no title and opens no
// sentence: what follows goes on with its name.
func isInRun(text string) bool {
	const far = 40 // bytes
	words := strings.TrimSuffix(text[max(0, len(text)-far):], " ")
	open := strings.LastIndexAny(words, " \n\u00a0") + 1
	word := strings.Trim(words[open:], ".“\"‘'(")
	if !startsUpper(word) || resolve.IsTitle(strings.ToLower(word)) || strings.ContainsAny(words[open:], "“\"") {
		return false
	}
	return !opensLine(words[:open])
}

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

// wordLen is how many bytes of letters, digits and what joins them text begins with.
func wordLen(text string) int {
	for i, r := range text {
		if !isOfWord(r) {
			return i
		}
	}
	return len(text)
}

func isOfWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func startsUpper(s string) bool { return unicode.IsUpper(firstRune(s)) }
