package clerk

import (
	"slices"
	"strings"

	"parley"
	"parley/internal/gazetteer"
)

// withOwnNames cuts from the name of a person what the reader took for a part of it: the
// country whose office he has, "President of |Norland| Oda Lind", and his party,
// "|Republican| Oda Lind".
func withOwnNames(reading *parley.Reading) *parley.Reading {
	mentions := slices.Clone(reading.Mentions)
	var added []parley.Mention
	cut := func(i int, span parley.Span, kind parley.EntityKind) {
		added = append(added, parley.Mention{Span: span, Form: parley.MentionName, Kind: kind})
		mentions[i].Start = span.End + len(" ")
	}
	for i, m := range mentions {
		if m.Kind != parley.EntityPerson || m.Form != parley.MentionName {
			continue
		}
		if country := officeCountry(reading.Report, m.Span); country.Len() > 0 {
			cut(i, country, parley.EntityCountry)
		} else if first, rest, _ := strings.Cut(reading.Report.Quote(m.Span), " "); slices.Contains(partisans, first) && strings.Contains(rest, " ") {
			cut(i, parley.Span{Start: m.Start, End: m.Start + len(first)}, parley.EntityGroup)
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

// partisans are what members of a party are called before their names.
var partisans = strings.Fields(`Republican Democrat Democratic`)

// officeCountry is the country that the name of a person begins with behind "of" and an
// office, empty for none. At least two words are left to him.
func officeCountry(report *parley.Report, name parley.Span) parley.Span {
	const far = 80 // bytes
	before, ok := strings.CutSuffix(report.Text[max(0, name.Start-far):name.Start], " of ")
	if !ok {
		before, ok = strings.CutSuffix(report.Text[max(0, name.Start-far):name.Start], " of the ")
	}
	office := strings.Fields(before)
	if !ok || len(office) == 0 || !isCall(office[len(office)-1]) {
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
