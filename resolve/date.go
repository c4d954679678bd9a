package resolve

import (
	"parley"
	"parley/resolve/dates"
)

// times are those that the report words. What lies within the name of a person,
// an organisation or a medium is none: Theresa May, the Sunday Times.
func times(r *parley.Reading) []parley.Date { return dates.Find(r.Report, timeless(r)) }

// dateOf is when the report was published, as it or its publisher says.
func dateOf(r *parley.Reading) string { return dates.Of(r.Report, timeless(r)) }

// timeless are the names in which no time lies.
func timeless(r *parley.Reading) []parley.Span {
	var names []parley.Span
	for _, m := range r.Mentions {
		if m.Form != parley.MentionName {
			continue
		}
		switch m.Kind {
		case parley.EntityPerson, parley.EntityOrganisation, parley.EntityMedium:
			names = append(names, m.Span)
		}
	}
	return names
}
