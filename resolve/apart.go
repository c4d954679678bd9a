package resolve

import (
	"slices"
	"strings"

	"parley"
	"parley/internal/gazetteer"
)

// areApart reports whether the words of description i and of mention j, at the root of its
// links, show that the two are not the same, whatever else speaks for it:
//
//   - who fights a state is no body of one: the rebels, the regime;
//   - both parties are no government, and the council is no officials;
//   - a ministry of Norland is none of Vestland, nor another one of its own;
//   - "the Ferry Panel" is nobody whose name has other words;
//   - her office is not his.
func (l *linker) areApart(i, j int) bool {
	m, other := l.reading.Mentions[i], l.reading.Mentions[j]
	form, known := l.reading.Report.Quote(m.Span), l.reading.Report.Quote(other.Span)
	noun := headNoun(form)
	if other.Form == parley.MentionName {
		own := sidesIn(form)
		isOther := len(own) > 0 && !shareAny(own, words(known)) && !slices.ContainsFunc(own, isSide)
		return isPairOf(form) && other.Kind != parley.EntityGroup ||
			isOther && nounKindOf(form) == parley.EntityOrganisation && other.Kind == parley.EntityOrganisation && !isInitials(own, known)
	}
	if other.Form != parley.MentionDescription {
		return false
	}
	knownNoun := headNoun(known)
	switch {
	case isRoleWord("rising", noun) && slices.Contains(ofStates, knownNoun), slices.Contains(ofStates, noun) && isRoleWord("rising", knownNoun):
		return true
	case isPairOf(form) && noun != knownNoun && !l.several[j] && !l.isPeople(j):
		return true
	case slices.Contains(singleBodies, noun) && (l.several[j] || l.isPeople(j)):
		return true
	case noun == knownNoun && slices.Contains(ofStates, noun) && areOtherSorts(form, known):
		return true
	}
	a, b := l.ownerOf(i), l.ownerOf(j)
	return noun == knownNoun && a >= 0 && b >= 0 && a != b
}

// ofStates are nouns for bodies of a state.
var ofStates = strings.Fields(`regime government ministry department army military parliament cabinet police court administration`)

// singleBodies are nouns for one body alone, or for all of a country.
var singleBodies = strings.Fields(`council court committee parliament senate board nation cabinet commission`)

// isPairOf reports whether form is of two, or of both.
func isPairOf(form string) bool {
	all := words(form)
	return len(all) > 1 && (all[0] == "both" || all[0] == "neither" || all[0] == "the" && len(all) > 2 && all[1] == "two")
}

// sidesIn are the names in a description, sides by their usual names: what follows its first
// word in capitals, and that too where it is a side.
func sidesIn(form string) []string {
	var all []string
	for k, field := range strings.Fields(form) {
		w := shown(field)
		switch c := countryNamed(w); {
		case !startsUpper(w):
		case gazetteer.SideOf(w) != "":
			all = append(all, strings.ToLower(gazetteer.SideOf(w)))
		case c != nil:
			all = append(all, strings.ToLower(c.Name))
		case k > 0 || isOwner(field):
			all = append(all, words(w)...)
		}
	}
	return all
}

func isSide(word string) bool {
	return gazetteer.SideOf(word) != "" || countryNamed(word) != nil || gazetteer.Group(word) != ""
}

// upToNoun is a description without what follows its head noun.
func upToNoun(form string) string {
	noun, at := headNoun(form), 0
	for _, field := range strings.SplitAfter(form, " ") {
		at += len(field)
		if lastWord(field) == noun {
			break
		}
	}
	return form[:at]
}

// areOtherSides reports whether two descriptions are each of a side, and not of the same.
func areOtherSides(form, other string) bool {
	isNone := func(w string) bool { return !isSide(w) }
	a, b := slices.DeleteFunc(sidesIn(upToNoun(form)), isNone), slices.DeleteFunc(sidesIn(upToNoun(other)), isNone)
	return len(a) > 0 && len(b) > 0 && !shareAny(a, b)
}

// mayBeSome reports whether a description of some of a noun may be of those named before under
// it: lawmakers are not all of the Democratic lawmakers, and Norlandic officials are of those
// only who were called so.
func mayBeSome(form, other string) bool {
	a, b := sidesIn(form), sidesIn(other)
	if len(a) > 0 {
		return shareAny(a, b)
	}
	return !slices.ContainsFunc(b, func(w string) bool { return gazetteer.Group(w) != "" || strings.HasSuffix(w, " party") })
}

// shareAny reports whether two lists have a word in common, or one that begins another:
// norland, norlandic.
func shareAny(a, b []string) bool {
	const least = 4
	return slices.ContainsFunc(a, func(w string) bool {
		return slices.ContainsFunc(b, func(v string) bool {
			return v == w || len(v) >= least && strings.HasPrefix(w, v) || len(w) >= least && strings.HasPrefix(v, w)
		})
	})
}

// isInitials reports whether a name in capitals stands for the words.
func isInitials(all []string, name string) bool {
	return isAcronym(name) || len(all) == 1 && isAcronym(strings.ToUpper(all[0])) && len(all[0]) < 6
}

// areOtherSorts reports whether two descriptions of one noun say different kinds of it, as the
// word before the noun does: the foreign ministry, the finance ministry.
func areOtherSorts(form, known string) bool {
	a, b := beforeNoun(form), beforeNoun(known)
	return a != b && isRoleWord("modifier", a) && isRoleWord("modifier", b)
}

// beforeNoun is the word right before the head noun of form.
func beforeNoun(form string) string {
	all := words(form)
	if k := slices.Index(all, headNoun(form)); k > 0 {
		return all[k-1]
	}
	return ""
}

// ownerOf is the figure that the pronoun at the head of description i stands for, as the reader
// points it. -1 for none.
func (l *linker) ownerOf(i int) int {
	start := l.reading.Mentions[i].Start
	for j := i + 1; j < len(l.reading.Mentions) && l.reading.Mentions[j].Start == start; j++ {
		at := j
		for range memory {
			if f, isName := l.names.of[at]; isName {
				return f
			}
			if at = l.reading.Antecedents[at]; at < 0 {
				return -1
			}
		}
	}
	return -1
}
