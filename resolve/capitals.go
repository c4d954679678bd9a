package resolve

import (
	"slices"
	"strings"

	"parley"
	"parley/internal/gazetteer"
)

const ruleCapital = "capital that speaks or acts, for its country"

// linkCapitals tells capitals that act from cities: in "Washington said" and
// "talks with Washington" the country speaks, in "talks in Washington" nobody
// does. One that acts is its country, where the report names that; else it
// stays a name of its own, whose party a table gives.
func linkCapitals(r *parley.Reading, names *namer) {
	said := partners(r)
	for i := range r.Mentions {
		m := &r.Mentions[i]
		form := shown(r.Report.Quote(m.Span))
		c := capitalNamed(form)
		if m.Form != parley.MentionName || c == nil || names.kindOf[i] == parley.EntityPerson {
			continue
		}
		if !said[i] && !acts(r, *m) {
			m.Kind = parley.EntityPlace
			continue
		}
		m.Kind = parley.EntityCountry
		if f, ok := names.countryFigure(c.Name); ok {
			names.of[i] = f
			names.why[i] = parley.Reason{Rule: ruleCapital, Table: "countries.tsv: " + form}
		}
	}
}

// capitalNamed is the country of that capital, nil where the city has the
// country's name too (Singapore) or is contested.
func capitalNamed(form string) *gazetteer.Country {
	if countryNamed(form) != nil || gazetteer.Claimants(form) != nil {
		return nil
	}
	return gazetteer.CapitalOf(form)
}

// countryFigure is the figure of a country by its own name.
func (n *namer) countryFigure(country string) (figure int, ok bool) {
	key := nameKey(country)
	if usual := countries[key]; usual != "" {
		figure, ok = n.byKey["country "+usual]
		return figure, ok
	}
	figure, ok = n.byKey["words "+key]
	return figure, ok
}

// partners are the mentions that speak or are spoken to.
func partners(r *parley.Reading) map[int]bool {
	all := map[int]bool{}
	for _, a := range r.Attributions {
		if i := r.SpeakerOf(a); i >= 0 {
			all[i] = true
		}
		for _, piece := range a.Addressee {
			if i := r.MentionAt(piece); i >= 0 {
				all[i] = true
			}
		}
	}
	return all
}

// Words after which a capital is a city.
var locatives = strings.Fields(`in at near outside inside around into to from reach reached visit visited visiting leave left leaving via through toward towards downtown central across of`)

// acts reports whether a capital is a country's word for itself, as the reader
// saw it, and no preposition of place stands before it.
func acts(r *parley.Reading, m parley.Mention) bool {
	before := words(r.Report.Text[max(0, lineStart(r.Report.Text, m.Start, 40)):m.Start])
	last := ""
	if len(before) > 0 {
		last = before[len(before)-1]
	}
	switch {
	case last == "with", last != "in" && last != "at" && ownsWords(r.Report.Text[m.End:]):
		return true
	case slices.Contains(locatives, last), strings.HasPrefix(r.Report.Text[m.End:], ", D.C"), strings.HasPrefix(r.Report.Text[m.End:], ", DC"):
		return false
	}
	return m.Kind == parley.EntityCountry || m.Kind == parley.EntityOrganisation
}

// ownsWords reports whether a name before rest has something of its own that no town has:
// Washington's new tariffs, not Washington's suburbs.
func ownsWords(rest string) bool {
	n := possessive(rest)
	first, _, _ := strings.Cut(strings.TrimLeft(rest[n:], " "), " ")
	return n > 0 && first != "" && !startsUpper(first) && !slices.Contains(ofTowns, strings.TrimRight(first, ".,;:”\""))
}

// Words for what a town has.
var ofTowns = strings.Fields(`main old central inner outer street streets suburb suburbs airport outskirts mayor centre center downtown airspace skyline subway residents police neighborhoods neighbourhoods districts port`)

// lineStart is where the line of end begins, or a rune at most far bytes before.
func lineStart(text string, end, far int) int {
	start := max(0, end-far)
	for start < end && text[start]&0xC0 == 0x80 {
		start++
	}
	return start + strings.LastIndexByte(text[start:end], '\n') + 1
}
