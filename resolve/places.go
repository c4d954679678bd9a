package resolve

import (
	"slices"
	"strings"

	"parley"
	"parley/internal/gazetteer"
)

// settlePlaces makes places of persons, bodies and countries whose name is a region's:
// of all that bear it where one stands where a place does, behind a preposition of place
// or joined to a place, and of persons also where none speaks. Who bears a region's name
// and is a person ("Muriel Kent", later "Kent") has it in a longer one. The reader now
// and then takes a region that it never met for somebody.
func settlePlaces(r *parley.Reading) {
	mentions := map[string][]int{} // by the region's name that they are
	var forms []string             // in the order of the text
	longer := map[string]bool{}    // words of persons' names of several
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if m.Form != parley.MentionName {
			continue
		}
		form := shown(r.Report.Quote(m.Span))
		if parts := strings.Fields(form); len(parts) > 1 && m.Kind == parley.EntityPerson {
			for _, w := range parts {
				longer[w] = true
			}
		}
		if isMistaken(m.Kind, form) {
			if mentions[form] == nil {
				forms = append(forms, form)
			}
			mentions[form] = append(mentions[form], i)
		}
	}
	if len(forms) == 0 {
		return
	}
	speaks := partners(r)
	for _, form := range forms {
		speaking := slices.ContainsFunc(mentions[form], func(i int) bool { return speaks[i] })
		placed := slices.ContainsFunc(mentions[form], func(i int) bool { return standsAsPlace(r, i) })
		for _, i := range mentions[form] {
			m := &r.Mentions[i]
			if !longer[form] && !speaking && (placed || m.Kind == parley.EntityPerson) || standsAsPlace(r, i) {
				m.Kind = parley.EntityPlace
			}
		}
	}
}

// isMistaken reports whether a name of that kind is a region's and may be no more: no
// capital's or country's name too, and no contested country's.
func isMistaken(kind parley.EntityKind, form string) bool {
	switch kind {
	case parley.EntityPerson, parley.EntityOrganisation:
	case parley.EntityCountry:
		if capitalNamed(form) != nil || gazetteer.Claimants(form) != nil {
			return false
		}
	default:
		return false
	}
	return countryNamed(form) == nil && len(gazetteer.Divisions(form)) > 0
}

// standsAsPlace reports whether a mention is of a place, as the words before it say.
func standsAsPlace(r *parley.Reading, i int) bool {
	m := r.Mentions[i]
	before := words(r.Report.Text[lineStart(r.Report.Text, m.Start, 20):m.Start])
	if len(before) > 0 && (slices.Contains(regional, before[len(before)-1]) || m.Kind == parley.EntityCountry && before[len(before)-1] == "from") {
		return true
	}
	if i == 0 || r.Mentions[i-1].Kind != parley.EntityPlace || r.Mentions[i-1].End > m.Start {
		return false
	}
	switch strings.TrimSpace(r.Report.Text[r.Mentions[i-1].End:m.Start]) {
	case "and", ",", ", and", "or":
		return true
	}
	return false
}

// regional are prepositions behind which a name is of where something is; of no
// person also where it comes from.
var regional = strings.Fields(`in near outside inside across throughout`)
