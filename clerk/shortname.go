package clerk

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"parley"
	"parley/internal/gazetteer"
	"parley/resolve"
)

// withShortNames adds the surnames and first names that the reader passed over, behind the
// person's full name: "Lind" on its own, of whom the report has told as Oda Lind. A word that
// the report also has in small letters, a title and a place are none.
func withShortNames(reading *parley.Reading) *parley.Reading {
	text := reading.Report.Text
	short, small := shortNamesOf(reading), map[string]bool{}
	words := nameWord.FindAllStringIndex(text, -1)
	for _, at := range words {
		if word := text[at[0]:at[1]]; !startsUpper(word) {
			small[word] = true
		}
	}
	var added []parley.Mention
	within := map[string]bool{} // names that stand within a sentence too, or with a possessive
	next, covered := 0, 0       // the next mention, and where the names so far end
	for k, at := range words {
		for ; next < len(reading.Mentions) && reading.Mentions[next].Start < at[1]; next++ {
			m := reading.Mentions[next]
			within[strings.ToLower(reading.Report.Quote(m.Span))] = true
			if m.Form == parley.MentionName || m.Start >= at[0] && m.End <= at[1] {
				covered = max(covered, m.End)
			}
		}
		word := ownForm(text[at[0]:at[1]])
		key := strings.ToLower(word)
		since, known := short[key]
		if !known || small[key] || isAcronym(word) || at[0] < since || at[0] < covered || !standsAlone(text, words, k) {
			continue
		}
		if at[0]+len(word) < at[1] || !opensLine(text[:at[0]]) {
			within[key] = true
		}
		added = append(added, parley.Mention{Span: parley.Span{Start: at[0], End: at[0] + len(word)}, Form: parley.MentionName, Kind: parley.EntityPerson})
	}
	added = slices.DeleteFunc(added, func(m parley.Mention) bool { // "Price controls", of Frank Price
		return !within[strings.ToLower(reading.Report.Quote(m.Span))]
	})
	if len(added) == 0 {
		return reading
	}
	with := *reading
	with.Mentions, with.Antecedents = mentionsWith(reading, added)
	return &with
}

// nameWord is a word as names have it: Lind, O’Lind, al-Lind.
var nameWord = regexp.MustCompile(`\p{L}[\p{L}\p{N}]*(?:[-'’][\p{L}\p{N}]+)*`)

// ownForm is a word without its possessive.
func ownForm(word string) string {
	for _, end := range []string{"'s", "’s", "'S", "’S"} {
		word = strings.TrimSuffix(word, end)
	}
	return word
}

// shortNamesOf are the first and last words of the full names of persons, in small letters,
// with where the first of each ends.
func shortNamesOf(reading *parley.Reading) map[string]int {
	since := map[string]int{}
	for _, m := range reading.Mentions {
		all := strings.Fields(reading.Report.Quote(m.Span))
		if m.Form != parley.MentionName || m.Kind != parley.EntityPerson || len(all) < 2 {
			continue
		}
		if of := slices.IndexFunc(all, isPreposition); of > 0 {
			all = all[:of] // Kai Berg of Halm
		}
		for _, word := range []string{all[0], all[len(all)-1]} {
			key := strings.ToLower(ownForm(word))
			if _, known := since[key]; !known && isShortName(word) {
				since[key] = m.End
			}
		}
	}
	return since
}

func isPreposition(word string) bool {
	return slices.Contains([]string{"of", "the", "from", "in"}, word)
}

// isAcronym reports whether a word is of up to three capitals.
func isAcronym(word string) bool {
	const most = 3 // letters
	return utf8.RuneCountInString(word) <= most && strings.ToUpper(word) == word
}

// isShortName reports whether a word of a person's name may stand for it alone.
func isShortName(word string) bool {
	letters := strings.TrimPrefix(strings.TrimPrefix(ownForm(word), "al-"), "Al-")
	isWord := startsUpper(letters) && utf8.RuneCountInString(letters) > 1 && strings.ToUpper(letters) != letters && !strings.HasSuffix(word, ".")
	if !isWord || resolve.IsTitle(strings.ToLower(letters)) || slices.Contains(noShortNames, letters) {
		return false
	}
	return gazetteer.SideOf(letters) == "" && gazetteer.CountryNamed(letters) == nil && gazetteer.CapitalOf(letters) == nil &&
		gazetteer.Group(letters) == "" && gazetteer.Place(letters) == "" && len(gazetteer.Divisions(letters)) == 0
}

// noShortNames are names that stand for something else in every report.
var noShortNames = strings.Fields(`January February March April May June July August September October November December
	Monday Tuesday Wednesday Thursday Friday Saturday Sunday Christmas Easter Ramadan Will He She Street Jr Sr II III IV`)

// standsAlone reports whether word k of text is no part of a longer run of words with
// capitals, titles and what opens a sentence before it aside, nor of what a mark joins to it.
func standsAlone(text string, words [][]int, k int) bool {
	const longestInitial = len("St") // behind which a point is none of a sentence
	form := func(k int) string { return text[words[k][0]:words[k][1]] }
	if k+1 < len(words) && ownForm(form(k)) == form(k) {
		switch gap := text[words[k][1]:words[k+1][0]]; {
		case gap == " " && startsUpper(form(k+1)), slices.Contains(joiningMarks, gap):
			return false
		}
	}
	if k == 0 {
		return true
	}
	before, gap := form(k-1), text[words[k-1][1]:words[k][0]]
	switch {
	case gap == " " && slices.Contains([]string{"a", "an", "the"}, strings.ToLower(before)):
		return false // "climbed the Berg"
	case slices.Contains(joiningMarks, gap):
		return false
	case !startsUpper(before) || resolve.IsTitle(strings.ToLower(before)):
		return true
	case gap == " ":
		return opensLine(text[:words[k-1][0]])
	}
	return gap != ". " || len(before) > longestInitial
}

// joiningMarks make one of the words on both sides.
var joiningMarks = []string{"-", "&", " & ", "/", "@", ".", "_"}

// opensLine reports whether a sentence begins behind text.
func opensLine(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, " \u00a0"))
	return last == utf8.RuneError || strings.ContainsRune("\n.?!:“”\"", last)
}
