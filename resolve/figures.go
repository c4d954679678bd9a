package resolve

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/gazetteer"
	"parley/internal/table"
)

// A figure is somebody or something named: what will be an entity.
type figure struct {
	names   []int    // its full names: indexes into namer.names, in the order of the text
	titles  []string // that stood with a full name
	called  signs    // of its sex in its titles
	given   signs    // in its given names
	meant   signs    // in the pronouns that lead back to it
	acronym bool     // known by an acronym only, so far

	middle, generation string // of the first of its names that has them

	latest int // the last name seen on the way through the text, -1 before the first

	kind parley.EntityKind // of most of its names, once all are linked
}

// A namer links names by their words alone, in two passes: full names first, so
// that a surname in a headline finds its bearer further down; then short ones.
//
//   - The same words are the same figure, whatever kind the reader saw.
//   - Persons: the same first and last name (Steven T. Mnuchin, Steven Mnuchin),
//     without other middle initials or another generation. Two full names that
//     share a surname only are two persons. Nor do other spellings of both make
//     another: Aleksander Lind, Alexander Lind.
//   - Forms of one country, group or place by the tables: US, America, United States;
//     ISIS, Islamic State; Kiev, Kyiv.
//   - What is a part of the name of one country that the report names: the North.
//   - The same words turned round: Department of Justice, Justice Department.
//   - A body that one side alone has, with that side or without: UN Security Council.
//   - Texts of one place by other words for an accord: Halm Accord, Halm agreement.
//   - A department or ministry without that word: the Treasury.
//   - An acronym and what it stands for, in either order, by the initials or by
//     a bracket: Kurdistan Workers’ Party (PKK). A country's is that country's alone.
//   - The last word of the one medium before whose name ends so: The Washington
//     Post, the Post.
//   - A surname, or a first name where nobody has such a surname (Xi, Rod), or a middle one
//     where nobody has either (Rueda, of Ib Rueda Lind), is
//     the person seen last before it, or else the first to come. A title before
//     it decides between several where it is known to be one's, or Mr. and Mrs.
type namer struct {
	reading *parley.Reading
	names   []name
	sexes   map[int][]string // by mention, of the pronouns that lead back to it
	figures []figure
	why     map[int]parley.Reason     // by mention
	of      map[int]int               // by mention: an index into figures
	kindOf  map[int]parley.EntityKind // by mention

	parts map[string]string // by a part of a country's name: the key of the country

	byKey      map[string]int // by a key of a full name, with its sort before it
	byInitials map[string]int // what an acronym would stand for
	byAcronym  map[string]int
	byTail     map[string]int // the last word of a medium's name: Post; -1 where several share it
}

func newNamer(r *parley.Reading) *namer {
	n := &namer{reading: r, sexes: pronounSexes(r), why: map[int]parley.Reason{}, kindOf: map[int]parley.EntityKind{}, byKey: map[string]int{}, byInitials: map[string]int{}, byAcronym: map[string]int{}, byTail: map[string]int{}}
	for i, m := range r.Mentions {
		if m.Form == parley.MentionName {
			n.names = append(n.names, newName(r, i))
		}
	}
	n.settleKinds()
	n.findBodies()
	n.parts = n.countryParts()
	return n
}

// countryParts are the parts of names that stand for one country that the report names,
// with that country's key.
func (n *namer) countryParts() map[string]string {
	named := map[string]bool{}
	for i := range n.names {
		if n.names[i].kind == parley.EntityCountry {
			named[countryKey(n.names[i].joined())] = true
		}
	}
	of := map[string]string{}
	for country, part := range table.Entries("parts.txt", partsFile) {
		key, part := countryKey(nameKey(country)), nameKey(part)
		if !named[key] {
			continue
		}
		if _, several := of[part]; several {
			key = ""
		}
		of[part] = key
	}
	return of
}

// countryKey is the key under which the names of a country meet.
func countryKey(joined string) string {
	if country := countries[joined]; country != "" {
		return "country " + country
	}
	return "words " + joined
}

// part is the key of the country that a name is a part of, empty for none.
func (n *namer) part(name *name) string {
	if name.kind != parley.EntityCountry && name.kind != parley.EntityPlace {
		return ""
	}
	return n.parts[name.joined()]
}

// settleKinds gives the same words the same kind, that of the most mentions and
// of the first among equals: a reader that takes Trump for a company once must
// not make two of him.
func (n *namer) settleKinds() {
	votes := map[string][]parley.EntityKind{}
	for _, name := range n.names {
		votes[name.joined()] = append(votes[name.joined()], name.kind)
	}
	kinds := map[string]parley.EntityKind{}
	for words, cast := range votes {
		kinds[words] = majority(cast)
	}
	for i := range n.names {
		n.names[i].kind = kinds[n.names[i].joined()]
		n.kindOf[n.names[i].mention] = n.names[i].kind
	}
}

// majority is the commonest of kinds, the first of those equally common.
func majority(kinds []parley.EntityKind) parley.EntityKind {
	count := map[parley.EntityKind]int{}
	for _, k := range kinds {
		count[k]++
	}
	var best parley.EntityKind
	for _, k := range kinds {
		if count[k] > count[best] {
			best = k
		}
	}
	return best
}

// link finds the figure of each name.
func (n *namer) link() {
	n.of = map[int]int{}
	isShort := n.shortNames()
	for i := range n.names {
		if !isShort[i] {
			n.of[n.names[i].mention] = n.full(i)
		}
	}
	bearers := n.bearers()
	for i, name := range n.names {
		if isShort[i] {
			if who := bearers[name.joined()]; len(who) > 0 {
				n.of[name.mention] = n.bearer(i, who)
				n.why[name.mention] = n.shortReason(i, len(who))
				n.figures[n.of[name.mention]].call(name.titles)
			} else { // short for a short name only: Van, for Van Berg, for Ib Van Berg
				n.of[name.mention] = n.full(i)
			}
		}
		n.figures[n.of[name.mention]].latest = i
	}
	n.joinAliases()
	n.settleFigures()
}

// settleFigures gives each figure the kind that most of its names have.
func (n *namer) settleFigures() {
	votes := make([][]parley.EntityKind, len(n.figures))
	for _, name := range n.names {
		f := n.of[name.mention]
		votes[f] = append(votes[f], n.reading.Mentions[name.mention].Kind)
	}
	for f := range n.figures {
		n.figures[f].kind = majority(votes[f])
	}
}

// shortNames tells the names of persons that end, or in one word begin, a
// longer name of a person.
func (n *namer) shortNames() []bool {
	short := map[string]bool{}
	for _, name := range n.names {
		for _, s := range slices.Concat(name.shortForms(), name.middleForms()) {
			short[s] = true
		}
	}
	is := make([]bool, len(n.names))
	for i, name := range n.names {
		is[i] = name.kind == parley.EntityPerson && short[name.joined()]
	}
	return is
}

// shortForms are the surnames that a person's name may be cut to, the longest
// first, and the first name at the end.
func (n *name) shortForms() []string {
	if n.kind != parley.EntityPerson || len(n.words) < 2 {
		return nil
	}
	var forms []string
	for i := 1; i < len(n.words); i++ {
		if !slices.Contains(filial, n.words[i-1]) { // Ib bin Lind is no Lind, but bin Lind
			forms = append(forms, strings.Join(n.words[i:], " "))
		}
	}
	return append(forms, n.words[0])
}

// middleForms are the middle names that a person may go by: the first of two surnames.
func (n *name) middleForms() []string {
	const fewest = 4 // letters
	if n.kind != parley.EntityPerson || len(n.words) < 3 {
		return nil
	}
	var forms []string
	for i := 1; i < len(n.words)-1; i++ {
		w := n.words[i]
		if utf8.RuneCountInString(w) >= fewest && given[w] == "" && !slices.Contains(particles, w) && !slices.Contains(filial, n.words[i-1]) {
			forms = append(forms, w)
		}
	}
	return forms
}

// filial are the particles that say whose son or daughter somebody is: what follows one is
// another's name.
var filial = strings.Fields(`bin bint ibn ben`)

// full finds or makes the figure of a full name.
func (n *namer) full(i int) int {
	name := &n.names[i]
	f, rule := n.known(i)
	n.why[name.mention] = n.fullReason(i, f, rule)
	if f < 0 {
		f = len(n.figures)
		n.figures = append(n.figures, figure{acronym: name.acronym, latest: -1})
	}
	fig := &n.figures[f]
	fig.names = append(fig.names, i)
	for _, title := range name.titles {
		if !slices.Contains(fig.titles, title) {
			fig.titles = append(fig.titles, title)
		}
	}
	fig.call(name.titles)
	if name.kind == parley.EntityPerson && len(name.words) > 1 {
		fig.given.hear(given[name.words[0]])
	}
	for _, sex := range n.sexes[name.mention] {
		fig.meant.hear(sex)
	}
	fig.acronym = fig.acronym && name.acronym
	fig.middle = cmp.Or(fig.middle, name.middle())
	fig.generation = cmp.Or(fig.generation, name.generation)
	for _, key := range n.keys(name) {
		setDefault(n.byKey, key, f)
	}
	if ministry, rest := name.ministry(); ministry != "" {
		setDefault(n.byKey, ministry+" "+rest, f)
	}
	if name.acronym {
		setDefault(n.byAcronym, name.joined(), f)
	}
	for _, initials := range name.initials() {
		setDefault(n.byInitials, initials, f)
	}
	if last := len(name.words) - 1; last > 0 && name.kind == parley.EntityMedium {
		setDefault(n.byTail, name.words[last], f)
		if n.byTail[name.words[last]] != f {
			n.byTail[name.words[last]] = -1
		}
	}
	return f
}

func setDefault(table map[string]int, key string, value int) {
	if _, taken := table[key]; !taken {
		table[key] = value
	}
}

// keys are what names of one figure share: of a part of a country's name that country's
// alone.
func (n *namer) keys(name *name) []string {
	if key := n.part(name); key != "" {
		return []string{key}
	}
	return name.keys()
}

// keys are what names of one figure share by their words alone.
func (n *name) keys() []string {
	var keys []string
	if middle := n.middle(); middle != "" || n.generation != "" {
		keys = append(keys, "person "+strings.Join([]string{n.words[0], middle, n.words[len(n.words)-1], n.generation}, " "))
	}
	keys = append(keys, "words "+n.spelledOut())
	if country := countries[n.joined()]; country != "" {
		keys = append(keys, "country "+country)
	}
	if n.kind != parley.EntityPerson {
		if group := gazetteer.Group(n.joined()); group != "" && !isMember(n.joined()) {
			keys = append(keys, "group "+group)
		}
		if place := gazetteer.Place(n.joined()); place != "" {
			keys = append(keys, "place "+place)
		}
	}
	if last := len(n.words) - 1; n.kind == parley.EntityPerson && last > 0 {
		keys = append(keys, "person "+n.words[0]+" "+n.words[last])
		if len(n.words[0]) >= leastSpelled && len(n.words[last]) >= leastSpelled && !strings.ContainsFunc(n.joined(), unicode.IsDigit) {
			keys = append(keys, "spelled "+strings.TrimPrefix(keyOf(n.joined(), n.kind), "person "))
		}
	}
	if seat := n.seat(); seat != "" {
		keys = append(keys, "seat "+seat)
	}
	if accord := n.accord(); accord != "" {
		keys = append(keys, "accord "+accord)
	}
	if n.ofNation != "" {
		keys = append(keys, "nation "+n.ofNation)
	}
	if turned := n.turned(); turned != "" {
		keys = append(keys, "turned "+turned)
	}
	return keys
}

// leastSpelled is how many letters a first and a last name have that two spellings are
// told by: Wei Chan is not Wai Chan.
const leastSpelled = 5

// known is the figure that a full name belongs to and the rule by which, -1 for
// a new one.
func (n *namer) known(i int) (figure int, rule string) {
	name := &n.names[i]
	for _, key := range n.keys(name) {
		if f, ok := n.byKey[key]; ok && !apart(name.middle(), name.generation, n.figures[f].middle, n.figures[f].generation) {
			return f, keyRules[key[:strings.Index(key, " ")]]
		}
	}
	if f, rule := n.knownMinistry(i); f >= 0 {
		return f, rule
	}
	if f := n.besideBracket(i); f >= 0 {
		return f, ruleBracket
	}
	if f, ok := n.byTail[name.joined()]; ok && name.kind == parley.EntityMedium {
		return f, ruleTail
	}
	if name.acronym {
		if f, ok := n.byInitials[name.joined()]; ok && countries[name.joined()] == "" && !n.otherwiseKnown(i, f) {
			return f, ruleAcronym
		}
		return -1, ruleNew
	}
	for _, initials := range name.initials() {
		if f, ok := n.byAcronym[initials]; ok && countries[initials] == "" && n.figures[f].acronym {
			return f, ruleSpelled
		}
	}
	return -1, ruleNew
}

// otherwiseKnown reports whether acronym i is a news agency's, and figure f is
// not one: the AP is no Arab Parliament.
func (n *namer) otherwiseKnown(i, f int) bool {
	agency := agencies[n.names[i].joined()]
	return agency != "" && !slices.ContainsFunc(n.figures[f].names, func(k int) bool { return n.names[k].joined() == agency })
}

// besideBracket is the figure of the name before i where one of the two stands
// in a bracket after the other and one is an acronym: Workers’ Party (PKK). Not
// so with persons and places, whose bracket says where they belong.
func (n *namer) besideBracket(i int) int {
	if i == 0 || n.names[i-1].acronym == n.names[i].acronym && !n.isClipped(i) {
		return -1
	}
	for _, name := range n.names[i-1 : i+1] {
		switch name.kind {
		case parley.EntityPerson, parley.EntityPlace, parley.EntityCountry:
			return -1
		}
	}
	text := n.reading.Report.Text
	before, here := n.reading.Mentions[n.names[i-1].mention], n.reading.Mentions[n.names[i].mention]
	if before.End > here.Start || strings.TrimLeft(text[before.End:here.Start], " ") != "(" || !strings.HasPrefix(text[here.End:], ")") {
		return -1
	}
	return n.of[n.names[i-1].mention]
}

// bearers are the figures that each short form may stand for: those of that
// surname, or else of that first name.
func (n *namer) bearers() map[string][]int {
	bySurname, byFirstName, byMiddle := map[string][]int{}, map[string][]int{}, map[string][]int{}
	for f, fig := range n.figures {
		for _, i := range fig.names {
			forms := n.names[i].shortForms()
			for j, form := range forms {
				table := bySurname
				if j == len(forms)-1 {
					table = byFirstName
				}
				if known := table[form]; len(known) == 0 || known[len(known)-1] != f {
					table[form] = append(known, f)
				}
			}
			for _, form := range n.names[i].middleForms() {
				if known := byMiddle[form]; !slices.Contains(known, f) && len(known) < 2 {
					byMiddle[form] = append(known, f)
				}
			}
		}
	}
	for form, figures := range byFirstName {
		if bySurname[form] == nil {
			bySurname[form] = figures
		}
	}
	for form, figures := range byMiddle {
		if bySurname[form] == nil && len(figures) == 1 {
			bySurname[form] = figures
		}
	}
	return bySurname
}

// bearer chooses for short name i among the persons who bear it: of very many,
// among those named in full last before it, or else first.
func (n *namer) bearer(i int, bearers []int) int {
	const most = 64
	next := sort.Search(len(bearers), func(k int) bool { return n.figures[bearers[k]].names[0] > i })
	bearers = bearers[max(0, next-most):min(len(bearers), max(next, most))]
	bearers = n.suited(n.names[i].titles, bearers)
	best := bearers[0] // nobody was seen before: the first to come
	for _, f := range bearers {
		if n.figures[f].latest > n.figures[best].latest {
			best = f
		}
	}
	return best
}

// suited are those of bearers whom the titles before a short name fit best: an
// office that stood with their full name, Mr. and Mrs. by what else says man or
// woman; then those whom nothing speaks against; then all.
func (n *namer) suited(stood []string, bearers []int) []int {
	best, most := []int{}, 0
	for _, f := range bearers {
		fit := 0
		for _, title := range stood {
			fit += n.figures[f].fit(title)
		}
		if fit > most || len(best) == 0 {
			best, most = nil, fit
		}
		if fit == most {
			best = append(best, f)
		}
	}
	return best
}
