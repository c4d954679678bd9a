package resolve

import (
	"slices"
	"strings"

	"parley"
	"parley/internal/gazetteer"
)

// settlePersons gives another kind to names that the reader took for persons and that are
// none, as their words or those beside them say:
//
//   - a people's before an office: Norlandic Foreign Minister;
//   - a state's short form in a bracket: Oda Lind (Mich.);
//   - a firm's, by its last word: Lind Corp.;
//   - a capital's or country's, of which no person has a longer one, a given name or a title;
//   - a country's that is a given name too, where it has an office: Jordan's minister;
//
// and to one that a medium has and that begins with a given name: Harbour TV's Oda Lind is
// a person.
func settlePersons(r *parley.Reading) {
	inPersons := wordsOfPersons(r)
	for i := range r.Mentions {
		m := &r.Mentions[i]
		form := shown(r.Report.Quote(m.Span))
		all := words(form)
		if m.Form != parley.MentionName || len(all) == 0 {
			continue
		}
		last := all[len(all)-1]
		switch {
		case m.Kind == parley.EntityMedium:
			if len(all) == 2 && given[all[0]] != "" && hasOwner(r, i) {
				m.Kind = parley.EntityPerson
			}
		case m.Kind != parley.EntityPerson:
		case len(all) > 1:
			if slices.Contains(firms, last) {
				m.Kind = parley.EntityOrganisation
			} else if !inPersons[last] && given[all[0]] == "" && (capitalNamed(form) != nil || countryNamed(form) != nil) {
				m.Kind = parley.EntityCountry
			}
		case !inPersons[last] && countryNamed(form) != nil && (given[last] == "" || hasOffice(r.Report.Text, m.Span)):
			m.Kind = parley.EntityCountry
		case inPersons[last] || given[last] != "":
		case gazetteer.SideOf(form) != "" && opensOffice(r.Report.Text, m.End):
			m.Kind = parley.EntityGroup
		case slices.Contains(stateForms, last) && inBrackets(r.Report.Text, m.Span):
			m.Kind = parley.EntityPlace
		case capitalNamed(form) != nil && len(officeBefore(r.Report.Text[:m.Start])) == 0:
			m.Kind = parley.EntityCountry
		}
	}
}

// hasOffice reports whether a country's office stands right before "of" and the name, or
// right behind it as its own: the King of Jordan, Jordan's foreign minister.
func hasOffice(text string, name parley.Span) bool {
	const few = 3 // words of an office
	if before, ok := strings.CutSuffix(text[:name.Start], " of "); ok {
		return titles[strings.ToLower(behindLast(before, " \n“\"("))] != ""
	}
	n := possessive(text[name.End:])
	if n == 0 {
		return false
	}
	at := name.End + n
	for range few {
		word, size := nextWord(text, at)
		if size == 0 {
			return false
		}
		if w := strings.ToLower(word); titles[w] == "office" || slices.Contains(regnal, w) {
			return true
		}
		at += size
	}
	return false
}

// wordsOfPersons are the words of persons' names of several, and of those behind a title.
func wordsOfPersons(r *parley.Reading) map[string]bool {
	known := map[string]bool{}
	for _, m := range r.Mentions {
		if m.Form != parley.MentionName || m.Kind != parley.EntityPerson {
			continue
		}
		all := words(r.Report.Quote(m.Span))
		if len(all) == 1 && (titles[all[0]] != "" || strings.HasSuffix(r.Report.Text[:m.Start], " of ") || len(titlesIn(officeBefore(r.Report.Text[:m.Start]))) == 0) {
			continue
		}
		for _, w := range all {
			known[w] = true
		}
	}
	return known
}

// firms are last words of firms' names.
var firms = strings.Fields(`inc corp corporation ltd llc plc gmbh`)

// stateForms are short forms of the United States' states.
var stateForms = strings.Fields(`ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo`)

// hasOwner reports whether a medium stands in the possessive right before mention i.
func hasOwner(r *parley.Reading, i int) bool {
	if i == 0 || r.Mentions[i-1].Kind != parley.EntityMedium || r.Mentions[i-1].End > r.Mentions[i].Start {
		return false
	}
	between := r.Report.Text[r.Mentions[i-1].End:r.Mentions[i].Start]
	n := possessive(between)
	return n > 0 && isAll(between[n:], " ") || isAll(between, " ") && isOwner(r.Report.Quote(r.Mentions[i-1].Span))
}

// opensOffice reports whether an office, or a word of one, stands right behind that place.
func opensOffice(text string, at int) bool {
	word, _ := nextWord(text, at)
	word = strings.ToLower(strings.TrimRight(word, "."))
	return word != "" && (isRoleNoun(word) || isRoleWord("modifier", word))
}

// inBrackets reports whether nothing but span and a point stands in brackets.
func inBrackets(text string, span parley.Span) bool {
	return strings.HasSuffix(text[:span.Start], "(") && strings.HasPrefix(strings.TrimPrefix(text[span.End:], "."), ")")
}
