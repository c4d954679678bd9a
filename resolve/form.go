package resolve

import (
	"slices"
	"strings"
	"unicode"

	"parley"
	"parley/internal/gazetteer"
)

var (
	// Pronouns that stand where a subject does; "his spokesman" is about another.
	subjects = strings.Fields(`i he she it we they who which`)
	articles = strings.Fields(`a an the`)
)

// settleForms is r with the form of each mention as its words have it, where the
// reader saw another, and tells which descriptions are of several joined by "and":
//
//   - "he said" and "they can" are the pronoun, "she and the others" and "he who
//     leads Norland" are not;
//   - "Oda Lind and Kai Berg" is no name, but a description of several;
//   - "some" and "those" that lead nowhere are somebody, if without a name;
//   - an article, a mark or a short title alone is nobody ("the", "Gov."), nor is the
//     second half of president-elect: a pronoun that leads nowhere;
//   - names are whole (whole.go);
//   - one word with a capital that is a person's surname elsewhere is his name;
//   - a title alone that is nobody's surname is a description, and nobody before a name;
//   - what has no capital is no name where others have: a description, if it has a noun.
func settleForms(r *parley.Reading) (_ *parley.Reading, several []bool) {
	settled := *r
	settled.Mentions = slices.Clone(r.Mentions)
	settled.Antecedents = slices.Clone(r.Antecedents)
	wholeNames(&settled)
	d := describer{r}
	known, bare, inPersons := knownNames(r), bareNames(r), wordsOfPersons(r)
	several = make([]bool, len(r.Mentions))
	for i := range settled.Mentions {
		m := &settled.Mentions[i]
		form := r.Report.Quote(m.Span)
		switch {
		case m.Form == parley.MentionName && isTitleOnly(form, m.Kind) && !inPersons[lastWord(form)]:
			if m.Form, settled.Antecedents[i] = parley.MentionDescription, -1; isBeforeName(r, i) || slices.Contains(shortTitles, lastWord(form)) {
				m.Form = parley.MentionPronoun
			}
		case m.Form == parley.MentionName && !strings.ContainsFunc(form, isOfNames) && gazetteer.Group(form) == "" && hasCapitals(r.Report.Text, m.Start):
			if m.Form, settled.Antecedents[i] = parley.MentionDescription, -1; nounKind(headNoun(form)) == "" {
				m.Form = parley.MentionPronoun
			}
		case isFragment(form):
			m.Form, settled.Antecedents[i] = parley.MentionPronoun, -1
		case m.Form == parley.MentionPronoun && (r.Antecedents[i] < 0 || isOther(form)) && isIndefinite(form):
			m.Form, settled.Antecedents[i] = parley.MentionDescription, -1
		case m.Form == parley.MentionDescription && subject(form) != "" && !d.holdsName(i):
			m.Form = parley.MentionPronoun
		case m.Form == parley.MentionDescription && len(words(form)) == 1 && bare[nameKey(form)] != "" && startsUpper(form):
			m.Form, m.Kind = parley.MentionName, bare[nameKey(form)]
		case m.Form == parley.MentionName && joinsNames(form, m.Kind, known):
			m.Form, several[i] = parley.MentionDescription, true
		}
		if m.Form == parley.MentionDescription {
			several[i] = several[i] || d.isJoined(i)
		}
	}
	return &settled, several
}

// isIndefinite reports whether form is of people who are not named before: some,
// those who left.
func isIndefinite(form string) bool {
	all := words(form)
	return len(all) > 0 && slices.Contains(indefinites, all[0])
}

// isOther reports whether form is of others than those named before, whoever they are.
func isOther(form string) bool {
	all := words(form)
	return len(all) == 1 && (all[0] == "others" || all[0] == "another")
}

var indefinites = strings.Fields(`some many most others other another several few each both all neither none those everyone everybody nobody anyone anybody somebody someone one`)

// isFragment reports whether form has no word, or one only that nobody is called.
func isFragment(form string) bool {
	all := words(form)
	switch {
	case !strings.ContainsFunc(form, unicode.IsLetter) && !strings.ContainsFunc(form, unicode.IsNumber):
		return true
	case len(all) != 1 || form == strings.ToUpper(form):
		return false
	}
	return slices.Contains(articles, all[0]) || all[0] == "elect" || slices.Contains(shortTitles, all[0]) && strings.HasSuffix(form, ".")
}

// isTitleOnly reports whether a person's name is made of titles: Gen, the King.
func isTitleOnly(form string, kind parley.EntityKind) bool {
	all := words(form)
	if len(all) > 1 && all[0] == "the" {
		all = all[1:]
	}
	return kind == parley.EntityPerson && len(all) > 0 && !slices.ContainsFunc(all, func(w string) bool { return titles[w] == "" })
}

// isBeforeName reports whether a name or an office goes on right behind mention i.
func isBeforeName(r *parley.Reading, i int) bool {
	const few = 4
	end := r.Mentions[i].End
	word, size := nextWord(r.Report.Text, end)
	if !startsUpper(word) {
		return false
	}
	for j := i + 1; j < min(len(r.Mentions), i+few); j++ {
		if m := r.Mentions[j]; m.Start == end+1 && m.Form == parley.MentionName {
			return true
		}
	}
	return size > 0 && !isTitleCase(r.Report.Text, end)
}

// hasCapitals reports whether the line around at has words with a capital besides its first.
func hasCapitals(text string, at int) bool {
	const far, some = 300, 3
	start := lineStart(text, at, far)
	line, _, _ := strings.Cut(text[start:min(len(text), start+2*far)], "\n")
	count := 0
	for _, w := range strings.Fields(line) {
		if startsUpper(w) {
			count++
		}
	}
	return count >= some
}

// shortTitles are titles that end in a full stop.
var shortTitles = strings.Fields(`mr mrs ms dr pres gov sen sens rep reps amb gen col capt lt maj sgt adm brig prof rev hon`)

// subject is the pronoun that form opens with in small letters, or with one
// capital (US is none), and that is not one of several joined.
func subject(form string) string {
	all := strings.Fields(form)
	if len(all) == 0 {
		return ""
	}
	first := strings.TrimRightFunc(all[0], unicode.IsPunct)
	if first != "I" && len(first) > 1 && first == strings.ToUpper(first) {
		return ""
	}
	if pronoun := strings.ToLower(first); slices.Contains(subjects, pronoun) && (len(all) == 1 || !slices.Contains(joints, all[1])) {
		return pronoun
	}
	return ""
}

// knownNames are the words of all names of r.
func knownNames(r *parley.Reading) map[string]bool {
	known := map[string]bool{}
	for _, m := range r.Mentions {
		if m.Form == parley.MentionName {
			known[nameKey(r.Report.Quote(m.Span))] = true
		}
	}
	return known
}

// bareNames are the surnames of the persons in r and its other names of one word, with
// their kinds.
func bareNames(r *parley.Reading) map[string]parley.EntityKind {
	bare := map[string]parley.EntityKind{}
	for _, m := range r.Mentions {
		all := words(r.Report.Quote(m.Span))
		if m.Form != parley.MentionName || len(all) == 0 {
			continue
		}
		switch last := all[len(all)-1]; {
		case m.Kind == parley.EntityPerson && titles[last] == "" && bare[last] == "" && !slices.Contains(generations, last):
			bare[last] = parley.EntityPerson
		case m.Kind != parley.EntityPerson && len(all) == 1:
			bare[last] = m.Kind
		}
	}
	return bare
}

func nameKey(form string) string {
	all := words(form)
	if len(all) > 1 && all[0] == "the" {
		all = all[1:]
	}
	return strings.Join(all, " ")
}

// joinsNames reports whether a name is two joined by "and": of persons, or of
// two that stand alone elsewhere or are countries. Trinidad and Tobago is one.
func joinsNames(form string, kind parley.EntityKind, known map[string]bool) bool {
	form = strings.Join(strings.Fields(form), " ")
	before, after, ok := strings.Cut(form, " and ")
	if !ok || countries[nameKey(form)] != "" {
		return false
	}
	isKnown := func(part string) bool { return known[nameKey(part)] || countries[nameKey(part)] != "" }
	return kind == parley.EntityPerson && startsUpper(after) || isKnown(before) && isKnown(after)
}
