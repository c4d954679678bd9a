// Package resolve says who is who in a report: which mentions, of which form,
// stand for one entity.
//
// Forms are as the words have them, where the reader saw another (form.go).
// Names are linked by their words (figures.go). A description built round a name
// is that name (description.go), an office alone its bearer (office.go), "the
// official" the last official (definite.go); any other follows its antecedent, if
// the two can be the same (agreement.go), or is somebody of its own. So do pronouns, but "I" and "we" are whoever speaks where
// they stand, "who" is whoever stands before it
// (relative.go), and "he" who speaks is who spoke last (links.go). What cannot be
// told is left open: a pronoun that leads nowhere is nobody.
//
// Each mention says which rule led it there, and on which words (why.go). Then
// entities get what the report says of them (profile.go): role and offices from
// the words beside their names (beside.go, roles.go), principal and party from
// these (parties.go), codes and claimants from the gazetteer. A capital that acts
// is its country (capitals.go), and somebody unnamed may be named further down
// (unnamed.go). [Key] and [Same] tell who is one across reports.
package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
)

// Resolve makes the cast of a reading. Entities come in the order of their first
// mention. A reading whose antecedents do not lead to earlier mentions is a
// broken promise of the reader's and panics.
func Resolve(reading *parley.Reading) *parley.Cast {
	checkAntecedents(reading)
	reading, several := settleForms(reading)
	settlePlaces(reading)
	settlePersons(reading)
	names := newNamer(reading)
	names.link()
	links := newLinker(reading, names, several)
	linkCapitals(reading, names)

	cast := &parley.Cast{ByMention: make([]int, len(reading.Mentions)), Dates: times(reading)}
	entityOf := map[who]int{}
	for i, m := range reading.Mentions {
		end, known := whoIs(links.root(i), reading, names)
		if !known {
			cast.ByMention[i] = -1
			continue
		}
		e, met := entityOf[end]
		if !met {
			e = len(cast.Entities)
			entityOf[end] = e
			cast.Entities = append(cast.Entities, parley.Entity{ID: fmt.Sprintf("e%d", e+1)})
		}
		cast.ByMention[i] = e
		m.Reason = whyIs(i, links, names)
		cast.Entities[e].Mentions = append(cast.Entities[e].Mentions, m)
	}
	for end, e := range entityOf {
		describe(&cast.Entities[e], reading.Report, links.kindOf(end))
	}
	namePairs(cast, reading)
	profile(cast, reading)
	return cast
}

// A who tells entities apart before they are numbered: a figure, or the
// description at the root of its links.
type who struct {
	figure, description int
}

// whoIs tells whom the root of links stands for; a pronoun there is nobody known.
func whoIs(root int, r *parley.Reading, names *namer) (w who, known bool) {
	switch r.Mentions[root].Form {
	case parley.MentionName:
		return who{figure: names.of[root], description: -1}, true
	case parley.MentionDescription:
		return who{figure: -1, description: root}, true
	}
	return who{}, false
}

func checkAntecedents(r *parley.Reading) {
	if len(r.Antecedents) != len(r.Mentions) {
		panic(fmt.Sprintf("resolve: %d mentions have %d antecedents", len(r.Mentions), len(r.Antecedents)))
	}
	for i, a := range r.Antecedents {
		if a < -1 || a >= i {
			panic(fmt.Sprintf("resolve: mention %d has antecedent %d, which is not before it", i, a))
		}
	}
}

// describe gives an entity its name, aliases and kind from its mentions, and
// the kind to those mentions that had none. One without a name is of kind.
func describe(e *parley.Entity, report *parley.Report, kind parley.EntityKind) {
	var kinds []parley.EntityKind
	var names, others []string // forms, in order of first use
	for _, m := range e.Mentions {
		form := shown(report.Quote(m.Span))
		switch {
		case m.Form == parley.MentionName && (m.Reason.Rule == ruleCapital || m.Reason.Rule == rulePart):
			others = append(others, form)
		case m.Form == parley.MentionName:
			kinds = append(kinds, m.Kind)
			names = append(names, form)
			others = append(others, form)
		case m.Form == parley.MentionDescription:
			others = append(others, form)
		}
	}
	if len(names) > 0 {
		e.Kind = majority(kinds)
		e.Name = fullest(names, e.Kind)
	} else if len(others) > 0 {
		e.Name = others[0]
		e.Kind = kind
	}
	for _, form := range others {
		if form != e.Name && !slices.Contains(e.Aliases, form) {
			e.Aliases = append(e.Aliases, form)
		}
	}
	for i := range e.Mentions {
		if e.Mentions[i].Form != parley.MentionName {
			e.Mentions[i].Kind = e.Kind
		}
	}
}

// fullest is the form of the most words, titles not counted; of equals the
// first, but one in capitals and small letters before a headline's. Of a person it is
// the commonest of those that are short for no other: "Edmund Lisle", though a tweet is
// signed by "Edmund J. Lisle".
func fullest(forms []string, kind parley.EntityKind) string {
	own := map[string]name{}
	times, short := map[string]int{}, map[string]bool{} // by own words
	for _, form := range forms {
		n := nameOf(form, kind)
		own[form] = n
		if mixed(form) > 0 {
			times[n.joined()]++
		}
		for _, s := range slices.Concat(n.shortForms(), n.middleForms()) {
			short[s] = true
		}
	}
	common := func(form string) int {
		n := own[form]
		if kind != parley.EntityPerson || short[n.joined()] {
			return 0
		}
		return times[n.joined()]
	}
	return slices.MaxFunc(forms, func(a, b string) int {
		return cmp.Or(cmp.Compare(common(a), common(b)), cmp.Compare(len(own[a].words), len(own[b].words)), cmp.Compare(mixed(a), mixed(b)))
	})
}

func mixed(form string) int {
	if form == strings.ToUpper(form) {
		return 0
	}
	return 1
}
