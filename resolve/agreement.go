package resolve

import (
	"slices"
	"strings"
	"unicode/utf8"

	"parley"
)

// A bearing is what a mention's words say of whom they can mean. Empty fields
// say nothing.
type bearing struct {
	kinds []parley.EntityKind
	sex   string // man or woman
}

// agrees reports whether one and the same can be meant by both.
func (b bearing) agrees(other bearing) bool {
	if b.sex != "" && other.sex != "" && b.sex != other.sex {
		return false
	}
	return len(b.kinds) == 0 || len(other.kinds) == 0 ||
		slices.ContainsFunc(b.kinds, func(k parley.EntityKind) bool { return slices.Contains(other.kinds, k) })
}

var (
	person = []parley.EntityKind{parley.EntityPerson}
	thing  = slices.DeleteFunc(slices.Clone(parley.EntityKinds), func(k parley.EntityKind) bool { return k == parley.EntityPerson })
	those  = []parley.EntityKind{parley.EntityPerson, parley.EntityGroup, parley.EntityOrganisation}
	bodies = []parley.EntityKind{parley.EntityOrganisation, parley.EntityCountry, parley.EntityGroup, parley.EntityPlace, parley.EntityMedium}
)

// bearings lists by what kind a description's head noun says of whom it means: a
// government or the rebels may go by a country's name, a report by its paper's.
var bearings = map[parley.EntityKind][]parley.EntityKind{
	parley.EntityPerson:       person,
	parley.EntityGroup:        bodies,
	parley.EntityOrganisation: bodies,
	parley.EntityMedium:       {parley.EntityMedium, parley.EntityOrganisation},
	parley.EntityDocument:     {parley.EntityDocument, parley.EntityMedium},
}

// pronounBearings lists those of third persons and relatives.
var pronounBearings = map[string]bearing{
	"he": {person, "man"}, "him": {person, "man"}, "his": {person, "man"}, "himself": {person, "man"},
	"she": {person, "woman"}, "her": {person, "woman"}, "hers": {person, "woman"}, "herself": {person, "woman"},
	"it": {thing, ""}, "its": {thing, ""}, "itself": {thing, ""},
	"they": {thing, ""}, "them": {thing, ""}, "their": {thing, ""}, "theirs": {thing, ""}, "themselves": {thing, ""},
	"who": {those, ""}, "whom": {those, ""}, "which": {thing, ""},
}

// bearing is that of mention i.
func (l *linker) bearing(i int) bearing {
	m := l.reading.Mentions[i]
	form := l.reading.Report.Quote(m.Span)
	switch m.Form {
	case parley.MentionName:
		f := l.names.of[i]
		return bearing{[]parley.EntityKind{l.names.figures[f].kind}, l.names.figures[f].sex()}
	case parley.MentionDescription:
		b := bearing{kinds: bearings[nounKindOf(form)]}
		for _, w := range words(form) {
			if sex := titles[w]; sex == "man" || sex == "woman" {
				b.sex = sex
			}
		}
		return b
	}
	return pronounBearings[l.pronoun(i)]
}

// antecedent is the reader's for mention i, where the two can be the same.
func (l *linker) antecedent(i int) int {
	if a := l.reading.Antecedents[i]; a >= 0 && l.canBe(i, a) {
		return a
	}
	return -1
}

// canBe reports whether mentions i and j can be of the same: the administration
// is no minister, and whoever is quoted speaks of nobody else as I.
func (l *linker) canBe(i, j int) bool {
	root := l.root(j)
	switch {
	case l.several[root] && !l.mayBeSeveral(i), slices.ContainsFunc(l.quoters(i), func(q int) bool { return l.isOne(q, root) }):
		return false
	case l.isPronoun(i) && slices.Contains(quantities, l.pronoun(i)) && !l.isPeople(root) && !slices.Contains(l.bearing(root).kinds, parley.EntityGroup):
		return false // many are experts or Republicans, and no newspaper
	case l.tellsOf(i, root):
		return false
	case l.isSingular(i) && l.isPeople(root):
		return false
	case l.isFirstPerson(root) && !l.isFirstPerson(i):
		return false // who that is comes out later
	case l.isPlural(i) && l.reading.Mentions[root].Form == parley.MentionDescription:
		return l.mayBeThey(root)
	}
	return l.bearing(i).agrees(l.bearing(root))
}

// tellsOf reports whether description i has somebody in it who is that of root, and so
// means another: the aide who Lind says came is not Lind.
func (l *linker) tellsOf(i, root int) bool {
	if l.reading.Mentions[i].Form != parley.MentionDescription {
		return false
	}
	d := describer{l.reading}
	return slices.ContainsFunc(d.namesInside(i), func(j int) bool { return l.isOne(l.root(j), root) })
}

// isOne reports whether the roots of two links are of the same: names of one figure are not
// linked to each other.
func (l *linker) isOne(i, j int) bool {
	isName := l.reading.Mentions[i].Form == parley.MentionName && l.reading.Mentions[j].Form == parley.MentionName
	return i == j || isName && l.names.of[i] == l.names.of[j]
}

// mayBeThey reports whether they can be what description i is of: several, a body, or an
// official who is not to be known. But a message is no they, and neither is the suspect.
func (l *linker) mayBeThey(i int) bool {
	form := l.reading.Report.Quote(l.reading.Mentions[i].Span)
	switch nounKindOf(form) {
	case parley.EntityDocument:
		return isPluralNoun(headNoun(form)) || l.several[i]
	case parley.EntityPerson:
		return l.several[i] || !isDefinite(form) || slices.Contains(unknowns, headNoun(form))
	}
	return true
}

// unknowns are what they are called who must not be known, even where the report speaks of them again.
var unknowns = strings.Fields(`official source person individual diplomat insider spokesperson representative`)

// isSingular reports whether mention i is it.
func (l *linker) isSingular(i int) bool {
	return l.isPronoun(i) && slices.Contains([]string{"it", "its", "itself"}, l.pronoun(i))
}

// isPeople reports whether mention i is a description of more than one: officials,
// some of us.
func (l *linker) isPeople(i int) bool {
	m := l.reading.Mentions[i]
	if m.Form != parley.MentionDescription {
		return false
	}
	form := l.reading.Report.Quote(m.Span)
	noun := headNoun(form)
	return strings.HasSuffix(noun, "s") && nouns[noun] == "" && nounKind(noun) == parley.EntityGroup || slices.Contains(quantities, words(form)[0])
}

// isPlural reports whether mention i is they.
func (l *linker) isPlural(i int) bool {
	return l.isPronoun(i) && slices.Contains(plural, l.pronoun(i))
}

var plural = strings.Fields(`they them their theirs themselves`)

// mayBeSeveral reports whether mention i can mean those joined before: they, the
// two, both leaders; not he, it or American officials.
func (l *linker) mayBeSeveral(i int) bool {
	if l.isPronoun(i) {
		switch l.pronoun(i) {
		case "he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself":
			return false
		}
		return true
	}
	d := describer{l.reading}
	all := words(l.reading.Report.Quote(l.reading.Mentions[i].Span))
	return len(all) > 0 && slices.Contains(definites, all[0]) && !d.holdsName(i)
}

// definites open descriptions of several named before.
var definites = strings.Fields(`the both these those all two they`)

// quoters are those whose very words hold third person i, by their roots.
func (l *linker) quoters(i int) []int {
	if !l.isPronoun(i) {
		return nil
	}
	var roots []int
	m := l.reading.Mentions[i]
	for _, a := range l.nesting.Around(m.Span) {
		attribution := l.reading.Attributions[a]
		if speaker := l.reading.SpeakerOf(attribution); speaker >= 0 && l.quotes(attribution, m.Span) {
			roots = append(roots, l.root(speaker))
		}
	}
	return roots
}

// inQuotation is the last person named before third person i in the words of one who is
// quoted, and who can be meant: “Lind and I met,” Berg said. “He agrees.” -1 for none.
func (l *linker) inQuotation(i int) int {
	if kinds := pronounBearings[l.pronoun(i)].kinds; len(kinds) != 1 || kinds[0] != parley.EntityPerson {
		return -1
	}
	span := l.reading.Mentions[i].Span
	for _, a := range l.nesting.Around(span) {
		attribution := l.reading.Attributions[a]
		if !l.quotes(attribution, span) {
			continue
		}
		for k := i - 1; k >= max(0, i-memory); k-- {
			m := l.reading.Mentions[k]
			isIn := slices.ContainsFunc(attribution.Content, func(piece parley.Span) bool { return piece.Contains(m.Span) })
			if isIn && m.Form == parley.MentionName && l.canBe(i, k) {
				return k
			}
		}
	}
	return -1
}

// opens reports whether span opens content behind a comma or colon: "he thought, I should go"
// is in his words without marks.
func (l *linker) opens(a parley.Attribution, span parley.Span) bool {
	text := l.reading.Report.Text[:span.Start]
	isFirst := slices.ContainsFunc(a.Content, func(piece parley.Span) bool { return piece.Start == span.Start })
	return isFirst && (strings.HasSuffix(text, ", ") || strings.HasSuffix(text, ": "))
}

// quotes reports whether the piece of content that holds span opens with a mark.
func (l *linker) quotes(a parley.Attribution, span parley.Span) bool {
	for _, piece := range a.Content {
		if piece.Contains(span) {
			mark, _ := utf8.DecodeLastRuneInString(l.reading.Report.Text[:piece.Start])
			return strings.ContainsRune("“„«»‘'\"", mark)
		}
	}
	return false
}
