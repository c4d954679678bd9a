package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parley"
	"parley/internal/gazetteer"
)

// A profiler says what the report and the tables tell of its entities: role and
// offices, party and principal, codes and claimants. Words of the report come
// first, tables second, and what neither says stays empty.
type profiler struct {
	cast    *parley.Cast
	reading *parley.Reading
	sides   map[string]int // entity by the folded name of the country or group that it is
	roles   [][]role       // by entity
	placed  []bool         // by entity: its own words were asked for its side
	date    string         // the report's own, in EDTF
}

// profile fills the cast. Sides that the report does not name are added behind
// its entities.
func profile(cast *parley.Cast, reading *parley.Reading) {
	identify(cast, reading)
	p := &profiler{cast: cast, reading: reading, sides: map[string]int{}}
	p.readWords()
	for e := range p.roles {
		p.followDescriptions(e)
	}
	p.followPrincipals()
	p.date = dateOf(reading)
	for e := range p.roles {
		p.lookUp(e)
	}
	p.followPrincipals()
	for e := range p.cast.Entities {
		p.encode(e)
	}
}

// readWords settles what names, titles and appositions say.
func (p *profiler) readWords() {
	p.findSides()
	p.findRoles()
	for e := range p.roles {
		p.placeBody(e)
	}
	for e := range p.roles {
		p.settleRoles(e)
	}
	p.followPrincipals()
}

// findSides notes which entities are a country or a group that is a side.
func (p *profiler) findSides() {
	p.roles = make([][]role, len(p.cast.Entities))
	p.placed = make([]bool, len(p.cast.Entities))
	for _, member := range []bool{false, true} { // the Republicans before a Republican
		for e := range p.cast.Entities {
			entity := &p.cast.Entities[e]
			side, table := sideNamed(entity)
			if side == "" || isMember(entity.Name) != member {
				continue
			}
			key := gazetteer.Fold(side)
			if of, taken := p.sides[key]; taken {
				p.setParty(e, of, parley.Reason{Rule: "another name of the side", Table: table, Words: firstWords(entity)})
				continue
			}
			p.sides[key] = e
			p.setParty(e, e, parley.Reason{Rule: "a side of its own", Table: table, Words: firstWords(entity)})
		}
	}
}

// sideNamed is the country or group that an entity is, and the table that says so.
func sideNamed(e *parley.Entity) (side, table string) {
	if e.Kind == parley.EntityPerson || e.Kind == parley.EntityMedium || e.Kind == parley.EntityDocument || !isNamed(e) {
		return "", ""
	}
	if group := gazetteer.Group(e.Name); group != "" {
		return group, "groups.txt: " + e.Name
	}
	if c := countryNamed(e.Name); c != nil && (e.Kind != parley.EntityPlace || len(gazetteer.Divisions(e.Name)) == 0) {
		return c.Name, "countries.tsv: " + e.Name
	}
	if gazetteer.Claimants(e.Name) != nil && e.Kind == parley.EntityCountry {
		return e.Name, "contested.txt: " + e.Name
	}
	return "", ""
}

// countryNamed is the country of that name or short form, or nil.
func countryNamed(name string) *gazetteer.Country {
	if usual := countries[nameKey(name)]; usual != "" {
		if c := gazetteer.CountryNamed(usual); c != nil {
			return c
		}
	}
	return gazetteer.CountryNamed(name)
}

// side is the entity of a country or group by its name, added to the cast where
// the report does not name it.
func (p *profiler) side(name, table string) int {
	key := gazetteer.Fold(name)
	if e, ok := p.sides[key]; ok {
		return e
	}
	kind := parley.EntityOrganisation
	if gazetteer.CountryNamed(name) != nil || gazetteer.Claimants(name) != nil {
		kind = parley.EntityCountry
	}
	e := len(p.cast.Entities)
	p.cast.Entities = append(p.cast.Entities, parley.Entity{
		ID: fmt.Sprintf("e%d", e+1), Name: name, Kind: kind,
		Reasons: []parley.Reason{{Field: "name", Rule: "a side that the report does not name", Table: table}},
	})
	p.sides[key] = e
	p.setParty(e, e, parley.Reason{Rule: "a side of its own", Table: table})
	return e
}

// setParty gives entity e its party, once.
func (p *profiler) setParty(e, party int, why parley.Reason) {
	entity := &p.cast.Entities[e]
	if entity.Party == "" && party >= 0 {
		entity.Party = p.cast.Entities[party].ID
		why.Field = "party"
		entity.Reasons = append(entity.Reasons, why)
	}
}

// index is the entity of an id, -1 for none.
func (p *profiler) index(id string) int {
	n, err := strconv.Atoi(strings.TrimPrefix(id, "e"))
	if err != nil {
		return -1
	}
	return n - 1
}

// partyOf is the party of entity e as known so far, -1 for none.
func (p *profiler) partyOf(e int) int { return p.index(p.cast.Entities[e].Party) }

// placeBody gives a body, a people or unnamed members of one the side that its
// name or description says: the Kremlin, Norlandic officials, the Norlandic
// Foreign Ministry.
func (p *profiler) placeBody(e int) {
	entity := &p.cast.Entities[e]
	p.placed[e] = true
	switch entity.Kind {
	case parley.EntityPlace, parley.EntityDocument, parley.EntityPerson:
		return
	}
	if entity.Party != "" || len(entity.Mentions) == 0 {
		return
	}
	for _, form := range append([]string{entity.Name}, entity.Aliases...) {
		if side := gazetteer.SeatOf(form); side != "" {
			table := "seats.txt: " + form
			p.setParty(e, p.side(side, table), parley.Reason{Rule: "seat or body of the side", Table: table, Words: firstWords(entity)})
			return
		}
	}
	if c := capitalNamed(entity.Name); c != nil {
		table := "countries.tsv: " + entity.Name
		p.setParty(e, p.side(c.Name, table), parley.Reason{Rule: ruleCapital, Table: table, Words: firstWords(entity)})
		return
	}
	named := isNamed(entity)
	if side := gazetteer.SideOf(entity.Name); named && side != "" {
		table := sideTable(entity.Name)
		p.setParty(e, p.side(side, table), parley.Reason{Rule: "people of the side", Table: table, Words: firstWords(entity)})
		return
	}
	for _, m := range p.cast.Entities[e].Mentions {
		if m.Form == parley.MentionName || !named && m.Form == parley.MentionDescription && p.cast.Entities[e].Kind != parley.EntityGroup {
			if k, ok := p.bodyOf(m, e); ok {
				p.setParty(e, k.party, parley.Reason{Rule: "the side before its body", Table: k.table, Words: []parley.Span{k.span}})
				return
			}
		}
	}
}

// bodyOf is the side whose body a name or description is: the Norlandic Foreign
// Ministry, Norland’s army. Of a medium only that of a state.
func (p *profiler) bodyOf(m parley.Mention, e int) (mark, bool) {
	span := p.trimmed(m.Span)
	all := p.tokens(span)
	marks := p.marks(span, e)
	if slices.ContainsFunc(all, func(t token) bool { return isRoleWord("rising", t.word) }) {
		marks = p.ofGroup(marks)
	}
	if len(marks) == 0 || marks[0].party < 0 || p.differ(marks) {
		return mark{}, false
	}
	for i, t := range all {
		if i > 0 && slices.Contains(prepositions, t.word) && t.Start < marks[0].span.Start {
			return mark{}, false // an office in Norland
		}
		if isMedium := p.cast.Entities[e].Kind == parley.EntityMedium; t.Start >= marks[0].span.End && (!isMedium && isRoleWord("body", t.word) || isMedium && t.word == "state") {
			return marks[0], true
		}
	}
	return mark{}, false
}

// ofGroup are the marks of groups where there are any, or else all: in "Norland's Houthi
// rebels" the country says only where they are.
func (p *profiler) ofGroup(all []mark) []mark {
	groups := slices.DeleteFunc(slices.Clone(all), func(k mark) bool { return k.party < 0 || p.cast.Entities[k.party].Kind == parley.EntityCountry })
	if len(groups) == 0 {
		return all
	}
	return groups
}

// followPrincipals gives whoever acts for another that one's party, along
// chains of principals.
func (p *profiler) followPrincipals() {
	const longest = 4
	for range longest {
		for e := range p.cast.Entities {
			entity := &p.cast.Entities[e]
			if principal := p.index(entity.Represents); entity.Party == "" && principal >= 0 {
				p.setParty(e, p.partyOf(principal), parley.Reason{Rule: "party of whom he acts for", Words: firstWords(&p.cast.Entities[principal])})
			}
		}
	}
}

// firstWords are where a report first speaks of e.
func firstWords(e *parley.Entity) []parley.Span {
	if len(e.Mentions) == 0 {
		return nil
	}
	return []parley.Span{e.Mentions[0].Span}
}

// encode gives countries and places their codes, and contested ones their
// claimants instead of a country.
func (p *profiler) encode(e int) {
	entity := &p.cast.Entities[e]
	switch entity.Kind {
	case parley.EntityCountry, parley.EntityPlace, parley.EntityOrganisation, parley.EntityGroup:
	default:
		return
	}
	if !isNamed(entity) {
		return
	}
	because := func(field, rule, table string) {
		entity.Reasons = append(entity.Reasons, parley.Reason{Field: field, Rule: rule, Table: table, Words: firstWords(entity)})
	}
	entity.Claimants = gazetteer.Claimants(entity.Name)
	if entity.Claimants != nil {
		because("claimants", "contested: who claims it is listed, and no country given", "contested.txt: "+entity.Name)
	}
	isPlace := entity.Kind == parley.EntityPlace
	divisions := gazetteer.Divisions(entity.Name)
	if c := countryNamed(entity.Name); c != nil && !(isPlace && len(divisions) > 0) && (isPlace || entity.Kind == parley.EntityCountry) {
		entity.Codes.GeoNames, entity.Codes.Wikidata = c.GeoNames, c.Wikidata
		if entity.Claimants == nil {
			entity.Codes.Country = c.Code
		}
		because("codes", "country of the name", "countries.tsv: "+entity.Name)
		return
	}
	if !isPlace {
		return
	}
	usual := cmp.Or(gazetteer.Place(entity.Name), entity.Name) // Kyiv for Kiev
	if c := capitalNamed(usual); c != nil {                    // Washington is no city of the state
		divisions = slices.DeleteFunc(slices.Clone(divisions), func(d gazetteer.Division) bool { return d.Country != c.Code || c.Code == "USA" })
	}
	if d, ok := p.division(usual, divisions); ok {
		entity.Codes.Division, entity.Codes.GeoNames = d.Code, d.GeoNames
		because("codes", "first division of the name, as the registers code it", "divisions.tsv: "+d.Name)
	}
}

// division is the one of that name, or of several the one whose country the
// report names; the United States' before others, as reports in English have it.
func (p *profiler) division(name string, all []gazetteer.Division) (gazetteer.Division, bool) {
	if len(all) == 1 {
		return all[0], true
	}
	exact := slices.DeleteFunc(slices.Clone(all), func(d gazetteer.Division) bool {
		return !strings.EqualFold(d.Name, name) && !strings.EqualFold(d.Name, name+" City")
	})
	if len(exact) == 1 && capitalNamed(name) != nil {
		return exact[0], true
	}
	named := slices.DeleteFunc(slices.Clone(all), func(d gazetteer.Division) bool {
		c := gazetteer.CountryCoded(d.Country)
		if c == nil {
			return true
		}
		_, ok := p.sides[gazetteer.Fold(c.Name)]
		return !ok
	})
	if len(named) == 1 {
		return named[0], true
	}
	return gazetteer.Division{}, false
}

// sideTable is the table that a demonym was found in.
func sideTable(word string) string { return "demonyms.txt: " + word }
