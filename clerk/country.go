package clerk

import (
	"slices"
	"strings"

	"parley"
	"parley/internal/gazetteer"
)

// withCountries cuts from the name of a person the country whose office he has, where the
// reader took both for his name: "President of |Norland| Oda Lind".
func withCountries(reading *parley.Reading) *parley.Reading {
	mentions := slices.Clone(reading.Mentions)
	var added []parley.Mention
	for i, m := range mentions {
		if m.Kind != parley.EntityPerson || m.Form != parley.MentionName {
			continue
		}
		if country := officeCountry(reading.Report, m.Span); country.Len() > 0 {
			added = append(added, parley.Mention{Span: country, Form: parley.MentionName, Kind: parley.EntityCountry})
			mentions[i].Start = country.End + 1
		}
	}
	if len(added) == 0 {
		return reading
	}
	with := *reading
	with.Mentions = mentions
	with.Mentions, with.Antecedents = mentionsWith(&with, added)
	return &with
}

// officeCountry is the country that the name of a person begins with behind "of", empty for
// none. At least two words are left to him.
func officeCountry(report *parley.Report, name parley.Span) parley.Span {
	before := strings.ToLower(report.Text[:name.Start])
	if !strings.HasSuffix(before, " of ") && !strings.HasSuffix(before, " of the ") {
		return parley.Span{}
	}
	words := strings.Fields(report.Quote(name))
	for n := len(words) - 2; n > 0; n-- {
		country := strings.Join(words[:n], " ")
		if strings.HasPrefix(report.Quote(name), country+" ") && gazetteer.CountryNamed(country) != nil {
			return parley.Span{Start: name.Start, End: name.Start + len(country)}
		}
	}
	return parley.Span{}
}
