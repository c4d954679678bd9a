package resolve

import (
	"parley"
	"parley/resolve/dates"
)

// times are those that the report words. What lies within the name of a person,
// an organisation or a medium is none: Theresa May, the Sunday Times.
func times(r *parley.Reading) []parley.Date {
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
	return dates.Find(r.Report, names)
}
