package resolve

import (
	"slices"
	"strings"

	"parley"
	"parley/internal/gazetteer"
)

// settlePlaces makes places of persons and bodies whose name is a region's that stands
// where a place does: behind a preposition of place, or joined to a place. The reader
// now and then takes a region that it never met for a person.
func settlePlaces(r *parley.Reading) {
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if m.Form != parley.MentionName || m.Kind != parley.EntityPerson && m.Kind != parley.EntityOrganisation {
			continue
		}
		form := shown(r.Report.Quote(m.Span))
		if countryNamed(form) == nil && len(gazetteer.Divisions(form)) > 0 && standsAsPlace(r, i) {
			m.Kind = parley.EntityPlace
		}
	}
}

// standsAsPlace reports whether a mention is of a place, as the words before it say.
func standsAsPlace(r *parley.Reading, i int) bool {
	m := r.Mentions[i]
	before := words(r.Report.Text[lineStart(r.Report.Text, m.Start, 20):m.Start])
	if len(before) > 0 && slices.Contains(regional, before[len(before)-1]) {
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

// regional are prepositions behind which a name is of where something is.
var regional = strings.Fields(`in at near outside inside across throughout`)
