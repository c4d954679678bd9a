package resolve

import (
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/internal/gazetteer"
)

// linkDescriptions leads each description to the name it is built round, or else
// to the one right behind it whose title it is, or else to the one that stands in commas
// behind it, or else to the one person who bears the office it is, in the report or as
// others know him, or to the one administration named, or else to its antecedent, or else
// to an earlier description in the same words, or to the outlet it is of or the body named
// last that it may be; none of these if its words begin somebody new ("a", "another").
func (l *linker) linkDescriptions() {
	d := describer{l.reading}
	latest := map[string]int{}   // by words
	ofNoun := map[string][]int{} // by head noun
	var homes []home
	for i, m := range l.reading.Mentions {
		if m.Form != parley.MentionDescription {
			continue
		}
		form := l.reading.Report.Quote(m.Span)
		noun := headNoun(form)
		if head := d.head(i); head >= 0 && !l.several[i] {
			l.link(i, head, ruleBuilt)
			if place := d.homePlace(i); place != "" {
				homes = append(homes, home{head, place})
			}
			for _, w := range callings(form) {
				ofNoun[w] = append(ofNoun[w], i)
			}
			continue
		}
		if name := d.behindTitle(i); name >= 0 && !l.several[i] {
			l.link(i, name, ruleTitle)
			continue
		}
		if name := d.inCommas(i); name >= 0 && !l.several[i] {
			l.link(i, name, ruleInCommas)
			continue
		}
		key, isNew := descriptionKey(form)
		if owner := l.ownerOf(i); owner >= 0 {
			key = fmt.Sprint(owner, key[strings.IndexByte(key, ' ')+1:])
		}
		earlier, known := latest[key]
		bearer, knownBearer, body, outlet := max(l.bearerOf(i), l.soleBearerOf(i)), l.knownBearerOf(i), l.administration(i), l.outlet(i)
		antecedent, rule := l.describedBy(i, outlet, homes)
		same := -1
		if isDefinite(form) && !l.several[i] && titles[noun] != "office" {
			same = l.lastSuch(i, ofNoun[noun])
		}
		switch {
		case isNew:
		case bearer >= 0:
			l.link(i, bearer, ruleOffice)
		case knownBearer >= 0:
			l.link(i, knownBearer, ruleKnownOffice)
		case body >= 0:
			l.link(i, body, ruleBody)
		case same >= 0:
			l.link(i, same, ruleSameNoun)
		case antecedent >= 0:
			l.link(i, antecedent, rule)
		case known:
			l.link(i, earlier, ruleSameWords)
		default:
			if outlet >= 0 {
				l.link(i, outlet, ruleOutlet)
			} else {
				l.link(i, l.lastBody(i), ruleLastBody)
			}
		}
		latest[key] = i
		ofNoun[noun] = append(ofNoun[noun], i)
	}
}

// describedBy is the antecedent of description i that it may stand for, and the rule that says
// so, -1 for none. outlet is what it is of, if of one.
func (l *linker) describedBy(i, outlet int, homes []home) (antecedent int, rule string) {
	d := describer{l.reading}
	antecedent = l.antecedent(i)
	if l.several[i] && !d.modified(i) || antecedent >= 0 && d.otherGroup(i, l.root(antecedent)) {
		antecedent = -1 // they are not one of them, and no others
	}
	if antecedent >= 0 && l.isPeople(i) && l.isPronoun(antecedent) && l.reading.Antecedents[antecedent] < 0 {
		antecedent = -1 // the leaders say more of themselves than a they of nobody
	}
	if antecedent >= 0 && (!l.mayBeCalled(i, antecedent) || l.isFromElsewhere(d.homePlace(i), antecedent, homes)) {
		antecedent = -1
	}
	antecedent, rule = l.byPost(i, antecedent)
	if outlet >= 0 && antecedent >= 0 && !slices.Contains(l.bearing(l.root(antecedent)).kinds, parley.EntityMedium) {
		antecedent = -1
	}
	return antecedent, rule
}

// administration is a name of the one administration named before description i, if i is of
// one: "the administration" is the Lind administration rather than her house. -1 for others.
func (l *linker) administration(i int) int {
	const noun = "administration"
	all := words(l.reading.Report.Quote(l.reading.Mentions[i].Span))
	if len(all) != 2 || all[0] != "the" && all[0] != "this" || all[1] != noun {
		return -1
	}
	return l.only(noun, i, func(n *name) bool { return n.kind != parley.EntityPerson && len(n.words) == 2 && n.words[1] == noun })
}

// lastBody is the name of the last organisation before description i that is called what i
// is, the Ferry Committee for "the committee", or that spoke last, for "the group". -1 for
// none, and for other descriptions.
func (l *linker) lastBody(i int) int {
	const reach = 1500 // bytes
	all := words(l.reading.Report.Quote(l.reading.Mentions[i].Span))
	if len(all) != 2 || all[0] != "the" || nouns[all[1]] != string(parley.EntityOrganisation) && all[1] != "group" {
		return -1
	}
	spoke := slices.Contains([]string{"group", "company", "firm", "organisation", "organization", "agency", "charity", "ngo", "union"}, all[1])
	start := l.reading.Mentions[i].Start
	for k := i - 1; k >= 0 && l.reading.Mentions[k].Start > start-reach; k-- {
		m := l.reading.Mentions[k]
		if m.Form != parley.MentionName || m.Kind != parley.EntityOrganisation {
			continue
		}
		name := words(l.reading.Report.Quote(m.Span))
		if len(name) > 1 && name[len(name)-1] == all[1] {
			return k
		}
		if spoke && l.isSource(m.Span) && gazetteer.SeatOf(strings.Join(name, " ")) == "" {
			return k // and no office of a state
		}
	}
	return -1
}

// isSource reports whether a mention is a source, or stands in one.
func (l *linker) isSource(m parley.Span) bool {
	k, found := slices.BinarySearchFunc(l.sources, m.Start, func(s parley.Span, at int) int { return s.Start - at })
	return found && l.sources[k].Contains(m) || k > 0 && l.sources[k-1].Contains(m)
}

// behindTitle is the name of a person right behind description i that ends in his office: the
// reader cut "President" from "President Oda Lind". -1 for none.
func (d *describer) behindTitle(i int) int {
	mentions, text := d.reading.Mentions, d.reading.Report.Text
	form := d.reading.Report.Quote(mentions[i].Span)
	all := words(form)
	if len(all) == 0 || !startsUpper(form[strings.LastIndexByte(form, ' ')+1:]) || !strings.HasPrefix(text[mentions[i].End:], " ") {
		return -1
	}
	if office := all[len(all)-1]; titles[office] != "office" || headNoun(form) != office {
		return -1 // "an adviser to President"
	}
	for j := i + 1; j < len(mentions) && mentions[j].Start <= mentions[i].End+1; j++ {
		if m := mentions[j]; m.Start == mentions[i].End+1 && m.Form == parley.MentionName && m.Kind == parley.EntityPerson && possessive(text[m.End:]) == 0 {
			return j
		}
	}
	return -1
}

// A home is where a description built round a name says that its bearer is from: Ostia of
// "Ostia senator Oda Lind".
type home struct {
	mention int
	place   string
}

// homePlace is the place whose name opens description i, empty for none.
func (d *describer) homePlace(i int) string {
	for _, j := range d.namesInside(i) {
		m := d.reading.Mentions[j]
		before := strings.TrimSpace(d.text(d.reading.Mentions[i].Start, m.Start))
		if m.Kind == parley.EntityPlace && (before == "" || strings.EqualFold(before, "the")) {
			return d.reading.Report.Quote(m.Span)
		}
	}
	return ""
}

// isFromElsewhere reports whether the antecedent of a description that a place opens is
// said to be from others only: the Ostia senator is not "Halm senator Oda Lind".
func (l *linker) isFromElsewhere(place string, antecedent int, homes []home) bool {
	if place == "" {
		return false
	}
	elsewhere := false
	for _, h := range homes[max(0, len(homes)-maxHomes):] {
		if l.root(h.mention) == l.root(antecedent) {
			if h.place == place {
				return false
			}
			elsewhere = true
		}
	}
	return elsewhere
}

// maxHomes is how many homes told last are looked at.
const maxHomes = 200

// mayBeCalled reports whether description i may name what its antecedent, which
// agrees with it, does: it points to somebody known, or has the same noun. And
// what it says of somebody else is said of the antecedent too, persons left out:
// the Swedish office is not the State Department, its crew is not the ship. The
// plan is no recording, and the two leaders are no discussion: what it is led
// back to by way of pronouns counts.
func (l *linker) mayBeCalled(i, antecedent int) bool {
	form, other := l.reading.Report.Quote(l.reading.Mentions[i].Span), l.reading.Report.Quote(l.reading.Mentions[antecedent].Span)
	sameNoun := headNoun(form) == headNoun(other)
	if !isDefinite(form) {
		return sameNoun && (nounKindOf(form) == parley.EntityPerson || mayBeSome(form, other) && !l.areApart(i, l.root(antecedent)))
	}
	d := describer{l.reading}
	if sameNoun && otherNames(form, other) {
		return false
	}
	kind := nounKindOf(form)
	byPronoun := l.isPronoun(antecedent)
	for range memory { // pronouns are linked later
		if before := l.reading.Antecedents[antecedent]; before >= 0 && l.isPronoun(antecedent) {
			antecedent = before
		}
	}
	root := l.root(antecedent)
	if l.areApart(i, root) {
		return false
	}
	if m := l.reading.Mentions[root]; m.Form == parley.MentionName && kind == parley.EntityGroup && titles[singular(headNoun(form))] == "office" &&
		(m.Kind == parley.EntityCountry || m.Kind == parley.EntityPlace || m.Kind == parley.EntityPerson) {
		return false // the two leaders are no country, and no one of them
	}
	if kind == parley.EntityDocument && byPronoun && l.reading.Mentions[root].Form != parley.MentionDescription {
		return false // what it is comes out later, and may be another thing
	}
	if kind == parley.EntityOrganisation && isPluralNoun(headNoun(form)) && l.reading.Mentions[root].Form == parley.MentionName && l.reading.Mentions[root].Kind != parley.EntityGroup {
		return false // the companies are no one body
	}
	if !sameNoun && l.reading.Mentions[root].Form == parley.MentionDescription {
		known := l.reading.Report.Quote(l.reading.Mentions[root].Span)
		otherKind := nounKindOf(known)
		if kind == parley.EntityDocument && otherKind == kind && !slices.Contains(words(known), headNoun(form)) ||
			l.isPeople(i) && !l.several[root] && (otherKind == "" || otherKind == parley.EntityDocument) && !l.isPeople(root) {
			return false
		}
		if otherKind == parley.EntityOrganisation && !l.several[root] && areOtherBodies(headNoun(form), headNoun(known)) {
			return false
		}
	}
	return sameNoun || kind == parley.EntityPerson || kind == parley.EntityGroup && l.isPeople(i) || !d.holdsName(i) && !slices.Contains(possessives, words(form)[0])
}

// areOtherBodies reports whether the noun of some in the plural is not that of other bodies,
// and no wider one: the counties are not the companies, though the firms may be.
func areOtherBodies(noun, known string) bool {
	kind := nounKind(noun)
	return strings.HasSuffix(noun, "s") && isPluralNoun(known) && singular(noun) != singular(known) &&
		(kind == "" || kind == parley.EntityOrganisation) && !slices.Contains(widerBodies, singular(noun))
}

var widerBodies = strings.Fields(`organisation organization institution institute firm company business corporation agency movement association`)

// otherNames reports whether two descriptions of one noun have no name in common, and each
// has some: the Norland bank's letter is not the Vestland bank's.
func otherNames(form, other string) bool {
	if nounKindOf(form) == parley.EntityPerson {
		return false // who is "the senator from Norland" may be "the Norlandic senator"
	}
	a, b := namesIn(form), namesIn(other)
	return len(a) > 0 && len(b) > 0 && !shareAny(a, b) || areOtherSides(form, other)
}

// namesIn are the words with a capital behind the first of a description, in small letters.
func namesIn(form string) []string {
	var all []string
	for k, w := range strings.Fields(form) {
		if k > 0 && startsUpper(w) {
			all = append(all, words(w)...)
		}
	}
	return all
}

var possessives = strings.Fields(`his her its their our`)

// lastSuch is the last of earlier descriptions whose words have all the names in
// description i, -1 for none.
func (l *linker) lastSuch(i int, earlier []int) int {
	names := namesIn(l.reading.Report.Quote(l.reading.Mentions[i].Span))
	for _, j := range slices.Backward(earlier[max(0, len(earlier)-memory):]) {
		all := words(l.reading.Report.Quote(l.reading.Mentions[j].Span))
		if !slices.ContainsFunc(names, func(w string) bool { return !slices.Contains(all, w) }) && !l.areApart(i, j) {
			return j
		}
	}
	return -1
}

// callings are the nouns that say what somebody is in a description built round
// his name: spokesman, adviser. Offices are left out, see bearerOf.
func callings(form string) []string {
	var all []string
	for part := range strings.SplitSeq(form, ",") {
		for _, w := range words(part) {
			if slices.Contains(prepositions, w) || slices.Contains(relatives, w) {
				break
			}
			if nounKind(w) == parley.EntityPerson && titles[w] != "office" {
				all = append(all, w)
			}
		}
	}
	return all
}

// isDefinite reports whether form points to somebody known already.
func isDefinite(form string) bool {
	all := words(form)
	return len(all) > 0 && slices.Contains(pointers, all[0])
}

var pointers = strings.Fields(`the this that these those both his her its their our all`)

// descriptionKey is what descriptions in the same words share, and whether the
// words begin somebody new (an official, another official).
func descriptionKey(form string) (key string, isNew bool) {
	all := words(form)
	if len(all) == 1 && slices.Contains(quantities, all[0]) {
		return all[0], true
	}
	if len(all) > 1 {
		switch all[0] {
		case "a", "an":
			all, isNew = all[1:], true
		case "another", "one", "some", "other", "two", "three", "several", "many":
			isNew = true
		case "the", "this", "that", "these", "those":
			all = all[1:]
		}
	}
	return strings.Join(all, " "), isNew
}

// quantities mean some alone, and each time others.
var quantities = strings.Fields(`some many others several`)
