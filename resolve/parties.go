package resolve

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"parley"
	"parley/internal/gazetteer"
)

// settleRoles gives entity e the role, offices, principal and party that its
// words say: the first of each, offices before trades, those held before former
// ones. A former office says nothing of the side somebody is on now.
func (p *profiler) settleRoles(e int) {
	all := slices.Clone(p.roles[e])
	slices.SortStableFunc(all, func(a, b role) int { return rank(a) - rank(b) })
	for _, r := range all {
		entity := &p.cast.Entities[e]                              // which another party may have moved
		if entity.Role == "" && r.title != "" && isNamed(entity) { // of one without a name, the name is the role
			entity.Role = r.title
			entity.Reasons = append(entity.Reasons, parley.Reason{Field: "role", Rule: r.rule, Words: []parley.Span{r.span}})
		}
		p.addOffice(e, r)
		if r.former {
			continue
		}
		if r.principal >= 0 && r.principal != e && entity.Represents == "" {
			entity.Represents = p.cast.Entities[r.principal].ID
			entity.Reasons = append(entity.Reasons, parley.Reason{Field: "represents", Rule: r.rule, Table: r.table, Words: append([]parley.Span{r.span}, r.words...)})
		}
		if r.party >= 0 {
			p.setParty(e, r.party, parley.Reason{Rule: r.rule, Table: r.table, Words: r.words})
		}
	}
	for _, r := range all {
		if state, entry := stateOf(r.title); state != "" && !r.former && r.party < 0 && r.principal < 0 {
			table := "offices.txt: " + entry
			p.setParty(e, p.side(state, table), parley.Reason{Rule: "office that this state alone has under these words", Table: table, Words: []parley.Span{r.span}})
		}
	}
}

func rank(r role) int {
	switch {
	case r.title == "":
		return 1
	case !r.office:
		return 4
	case r.former:
		return 2
	case !r.post:
		return 3
	}
	return 0
}

// stateOf is the one state that has an office of that title, by its last words
// or its first.
func stateOf(title string) (state, entry string) {
	all := words(title)
	for i := range all {
		for j := i + 2; j <= len(all); j++ {
			key := strings.Join(all[i:j], " ")
			if state := offices[key]; state != "" {
				return state, key
			}
		}
	}
	return "", ""
}

// addOffice lists a post, once.
func (p *profiler) addOffice(e int, r role) {
	if r.title == "" || !r.post || p.cast.Entities[e].Kind != parley.EntityPerson || !isNamed(&p.cast.Entities[e]) {
		return
	}
	office := parley.Office{Title: r.title, Words: []parley.Span{r.span}}
	if r.of >= 0 {
		office.Of = p.cast.Entities[r.of].ID
	}
	if published := p.reading.Report.Published; r.former && published != "" {
		office.To = "[.." + day(published) + "]"
		office.Title = strings.TrimSpace(withoutFormer(office.Title))
	}
	entity := &p.cast.Entities[e]
	const most = 12 // a report that gives somebody more is no report
	if len(entity.Offices) == most {
		return
	}
	same := func(o parley.Office) bool { return strings.EqualFold(o.Title, office.Title) && o.To == office.To }
	if office.Title != "" && !slices.ContainsFunc(entity.Offices, same) {
		entity.Offices = append(entity.Offices, office)
	}
}

// day is a date without its time.
func day(edtf string) string {
	date, _, _ := strings.Cut(edtf, "T")
	return date
}

// withoutFormer is an office's title without the word that says it is over.
func withoutFormer(title string) string {
	first, rest, _ := strings.Cut(title, " ")
	switch strings.ToLower(first) {
	case "former", "then", "ex":
		return rest
	}
	for _, prefix := range []string{"ex-", "then-", "Ex-", "Then-"} {
		if bare, ok := strings.CutPrefix(title, prefix); ok {
			return bare
		}
	}
	return title
}

// followDescriptions gives a person whose names say no party that of the
// descriptions that were led to him: the Norlandic leader.
func (p *profiler) followDescriptions(e int) {
	entity := &p.cast.Entities[e]
	if entity.Kind != parley.EntityPerson || !isNamed(entity) {
		return
	}
	for _, m := range entity.Mentions {
		if m.Form != parley.MentionDescription || m.Reason.Rule == ruleBuilt {
			continue
		}
		r, ok := p.roleIn(p.trimmed(m.Span), e, ruleDescribed)
		if !ok {
			continue
		}
		entity = &p.cast.Entities[e]
		if entity.Role == "" && r.title != "" && r.office {
			entity.Role = r.title
			entity.Reasons = append(entity.Reasons, parley.Reason{Field: "role", Rule: r.rule, Words: []parley.Span{r.span}})
		}
		if r.party >= 0 && !r.former {
			p.setParty(e, r.party, parley.Reason{Rule: r.rule, Table: r.table, Words: r.words})
		}
	}
}

// lookUp asks the tables who somebody is: under which office reports knew him,
// which says his party where the report's own date falls in, or where it has none,
// which the reason then says;
// and when he was in that side's government. People of one name in two countries
// are nobody's.
func (p *profiler) lookUp(e int) {
	entity := &p.cast.Entities[e]
	if entity.Kind != parley.EntityPerson || !isNamed(entity) {
		return
	}
	n := nameOf(entity.Name, parley.EntityPerson)
	name := strings.Join(n.words, " ")
	p.lookUpOffice(e, name)
	p.lookUpGovernment(e, name)
	p.completeOffices(e)
}

// completeOffices says of what state a head or minister is, where the words have
// the office and a table his side.
func (p *profiler) completeOffices(e int) {
	entity := &p.cast.Entities[e]
	party := p.partyOf(e)
	if party < 0 || p.cast.Entities[party].Kind != parley.EntityCountry {
		return
	}
	for i := range entity.Offices {
		if o := &entity.Offices[i]; o.Of == "" && o.To == "" && slices.Contains(heads, strings.ToLower(o.Title)) {
			o.Of = entity.Party
			entity.Reasons = append(entity.Reasons, parley.Reason{Field: "offices", Rule: "office of the state that is his party", Words: o.Words})
		}
	}
}

// lookUpOffice takes the country in whose office the table has that name, or for
// a surname alone its title with it: President Lind. Whoever is called former in
// the report is not looked up, and a minister only under that office: he may have
// left it since.
func (p *profiler) lookUpOffice(e int, name string) {
	all, isFull := officials()[keyOf(name, parley.EntityPerson)], strings.Contains(name, " ")
	var titles []string
	for _, r := range p.roles[e] {
		if r.former {
			return
		}
		titles = append(titles, strings.ToLower(r.title))
		if !isFull {
			all = append(all, gazetteer.OfficialCalled(r.title, name)...)
		}
	}
	country := ""
	for _, s := range all {
		if country != "" && s.Country != country {
			return
		}
		country = s.Country
	}
	for _, s := range all {
		inOffice := slices.Contains(heads, s.Office) || slices.Contains(titles, s.Office)
		if !isFull && slices.Contains(regnal, s.Office) && !p.isNamedSide(s.Country) {
			continue // kings share their names
		}
		if inOffice && holds(s.First, s.Last, p.date) && p.cast.Entities[e].Party == "" {
			table := "officials.tsv: " + s.Name
			rule := "called " + s.Office + " in reports from " + s.First + " to " + s.Last
			if p.date == "" {
				rule += "; this one has no date"
			}
			p.setParty(e, p.side(gazetteer.CountryCoded(s.Country).Name, table), parley.Reason{
				Rule: rule, Table: table, Words: firstWords(&p.cast.Entities[e])})
		}
	}
}

// officials are those of the gazetteer by the key of their names, so that a
// spelling of another report finds them.
var officials = sync.OnceValue(func() map[string][]gazetteer.Sight {
	all := map[string][]gazetteer.Sight{}
	for _, name := range slices.Sorted(maps.Keys(gazetteer.Officials())) {
		key := keyOf(name, parley.EntityPerson)
		all[key] = append(all[key], gazetteer.Officials()[name]...)
	}
	return all
})

// heads of states and governments are known for it without their title.
var heads = strings.Split("president,prime minister,premier,chancellor,king,emir,sultan,supreme leader,crown prince", ",")

// regnal are the heads whom reports call by their given names.
var regnal = strings.Split("king,emir,sultan,crown prince", ",")

// isNamedSide reports whether the country of that code is a side of the report.
func (p *profiler) isNamedSide(code string) bool {
	c := gazetteer.CountryCoded(code)
	if c == nil {
		return false
	}
	_, named := p.sides[gazetteer.Fold(c.Name)]
	return named
}

// lookUpGovernment lists when somebody was in a government.
func (p *profiler) lookUpGovernment(e int, name string) {
	services := gazetteer.Governments(name)
	if len(services) == 0 || slices.ContainsFunc(services, func(s gazetteer.Service) bool { return s.Country != services[0].Country }) {
		return // nobody, or one of several of the name
	}
	c := gazetteer.CountryCoded(services[0].Country)
	if c == nil || !strings.Contains(name, " ") {
		return
	}
	if party := p.partyOf(e); party < 0 || p.sides[gazetteer.Fold(c.Name)] != party {
		return // another of the name, or one who left it
	}
	table := "governments.tsv: " + name
	country := p.side(c.Name, table)
	entity := &p.cast.Entities[e]
	for _, s := range services {
		entity.Offices = append(entity.Offices, parley.Office{Title: "member of the government", Of: p.cast.Entities[country].ID, From: s.From, To: s.To})
	}
	entity.Reasons = append(entity.Reasons, parley.Reason{Field: "offices", Rule: "member of a government", Table: table, Words: firstWords(entity)})
}

// holds reports whether a date in EDTF lies between the months from and to, or
// within a year of them, as sightings are few; a year alone is held against their
// years, and a report without a date may be of any time.
func holds(from, to, date string) bool {
	if date == "" || len(from) < len("2006-01") || len(to) < len("2006-01") {
		return true
	}
	if len(date) < len("2006-01") {
		from, to, date = from[:4]+"-01", to[:4]+"-01", date[:4]+"-01"
	}
	return months(from)-12 <= months(date) && months(date) <= months(to)+12
}

// months counts those of an EDTF date from the year 0.
func months(edtf string) int {
	year, _ := strconv.Atoi(edtf[:4])
	month, _ := strconv.Atoi(edtf[5:7])
	return 12*year + month
}
