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
// word for word: those of several words, and those of bodies that are capitals alone.
func withKnownNames(reading *parley.Reading) *parley.Reading {
	known := knownOf(reading)
	if len(known) == 0 {
		return reading
	}
	text := reading.Report.Text
	var added []parley.Mention
	next, covered := 0, 0 // the next mention, and where the names so far end
	for at := 0; at < len(text); {
		end := at + wordLen(text[at:])
		if end == at {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		for ; next < len(reading.Mentions) && reading.Mentions[next].Start < end; next++ {
			if m := reading.Mentions[next]; m.Form == parley.MentionName {
				covered = max(covered, m.End)
			}
		}
		for _, name := range known[text[at:end]] {
			span := parley.Span{Start: at, End: at + len(name.form)}
			isFree := at >= covered && (next == len(reading.Mentions) || reading.Mentions[next].Form != parley.MentionName || reading.Mentions[next].Start >= span.End)
			if isFree && strings.HasPrefix(text[at:], name.form) && reading.MentionAt(span) < 0 && isApart(text, span) {
				added = append(added, parley.Mention{Span: span, Form: parley.MentionName, Kind: name.kind})
				end, covered = span.End, span.End
				break
			}
		}
		at = end
	}
	if len(added) == 0 {
		return reading
	}
	with := *reading
	with.Mentions, with.Antecedents = mentionsWith(reading, added)
	return &with
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
