package proposals

import (
	"cmp"
	"fmt"
	"slices"

	"parley"
	"parley/ask"
	"parley/terms/proposal"
)

// Reports of one plan lie at most that many days apart: of one that is told by its
// number of points, by words of its own, or only by whose it is. One with a name of
// several words, such as a treaty, lies at any time.
const (
	daysPointed = 180
	daysNamed   = 400
	daysOwned   = 21
)

// told is what of a mention is compared.
type told struct {
	by []ask.Somebody
	name
	key    string     // of a treaty that the tables know, by whatever name
	known  parley.Day // of the report; 0 where that is not known
	report int
}

func mentions(d *ask.Dossier) []*Mention {
	var all []*Mention
	for i, record := range d.Records {
		for k := range record.Proposals {
			p := &record.Proposals[k]
			m := &Mention{Record: record, Proposal: p, told: told{report: i}}
			for _, id := range p.By {
				if who, ok := d.Somebody(record, id); ok {
					m.by = append(m.by, who)
				}
			}
			m.name = m.nameOf(p.Name)
			m.key = proposal.Key(p)
			if first, last, ok := parley.Days(record.Report.Published); ok && first == last {
				m.known = first
			}
			all = append(all, m)
		}
	}
	return all
}

// fullestFirst puts mentions in the order in which they are looked at: those that
// tell most of their proposal first, for the others to join.
func fullestFirst(a, b *Mention) int {
	weight := func(m *Mention) int {
		return 2*min(m.Proposal.Points, 1) + min(len(m.key), 1) + 2*min(len(m.proper), 2) + min(len(m.which), 2) + min(len(m.by), 1)
	}
	return cmp.Or(cmp.Compare(weight(b), weight(a)), knownFirst(a, b))
}

func knownFirst(a, b *Mention) int {
	return cmp.Or(cmp.Compare(a.known, b.known), cmp.Compare(a.report, b.report), cmp.Compare(a.Proposal.ID, b.Proposal.ID))
}

// A group is mentions of one proposal.
type group struct {
	mentions []*Mention
	by       []ask.Somebody
	name
	key         string
	points      int
	first, last parley.Day // of its reports; 0 where none is known
}

// A merger puts mentions into groups.
type merger struct {
	groups []*group
	found  map[string][]*group // by what blocks says of a mention
}

// blocks are what a mention is found by: each word that tells which it is, its number
// of points, and whose it is in the months near it.
func (t *Mention) blocks() []string {
	var all []string
	for _, w := range slices.Concat(t.which, t.short) {
		all = append(all, "word "+w)
	}
	if t.key != "" {
		all = append(all, "key "+t.key)
	}
	if t.Proposal.Points != 0 {
		all = append(all, fmt.Sprint("points ", t.Proposal.Points))
	}
	if len(t.which) > 0 || t.known == 0 {
		return all
	}
	for _, who := range t.by {
		for _, b := range []string{who.Block(), who.Side} {
			for month := (t.known - daysOwned) / 30; b != "" && month <= (t.known+daysOwned)/30; month++ {
				all = append(all, fmt.Sprint("of ", b, " ", month))
			}
		}
	}
	return all
}

func (m *merger) add(t *Mention) {
	g, why := m.best(t)
	if g == nil {
		g = &group{}
		m.groups = append(m.groups, g)
	}
	for _, b := range t.blocks() {
		if !slices.Contains(m.found[b], g) {
			m.found[b] = append(m.found[b], g)
		}
	}
	t.Why = why
	g.mentions = append(g.mentions, t)
	g.points, g.key = cmp.Or(g.points, t.Proposal.Points), cmp.Or(g.key, t.key)
	if t.known != 0 {
		g.last = max(g.last, t.known)
		if g.first == 0 || t.known < g.first {
			g.first = t.known
		}
	}
	g.name.add(t.name)
	for _, who := range t.by {
		if !slices.ContainsFunc(g.by, who.Is) {
			g.by = append(g.by, who)
		}
	}
}

// best is the group that a mention fits best; nil where it fits none, or several
// equally well.
func (m *merger) best(t *Mention) (best *group, why string) {
	most := 0
	seen := map[*group]bool{}
	for _, b := range t.blocks() {
		for _, g := range m.found[b] {
			if seen[g] {
				continue
			}
			seen[g] = true
			fit, rule := g.fits(t)
			if fit > most {
				most, best, why = fit, g, rule
			} else if fit == most && fit > 0 {
				best, why = nil, ""
			}
		}
	}
	return best, why
}

// fits says how well a mention fits a group, 0 for not at all, and why.
func (g *group) fits(t *Mention) (fit int, why string) {
	if slices.ContainsFunc(g.mentions, func(o *Mention) bool { return o.Record == t.Record }) {
		return 0, "" // the report tells them apart
	}
	if g.points != 0 && t.Proposal.Points != 0 && g.points != t.Proposal.Points {
		return 0, ""
	}
	if g.key != "" && t.key != "" {
		if g.key != t.key {
			return 0, ""
		}
		return 40, "the treaty's name"
	}
	owned, other := 0, false
	for _, who := range t.by {
		if slices.ContainsFunc(g.by, func(o ask.Somebody) bool { return o.Is(who) || o.StandsFor(who) }) {
			owned++
		} else {
			other = other || len(g.by) > 0
		}
	}
	named, agree := g.name.agrees(t.name)
	if other && owned == 0 || !agree {
		return 0, ""
	}
	pointed := g.points != 0 && g.points == t.Proposal.Points
	switch {
	case pointed && (owned > 0 || named > 0) && g.near(t, daysPointed):
		return 20 + 2*named + owned, "number of points" + and(owned, named)
	case pointed && g.near(t, daysPointed):
		return 10, "number of points"
	case named > 0 && (g.near(t, daysNamed) || len(g.proper) > 1 && len(t.proper) > 0):
		return 8 + 2*named + owned, "name" + and(owned, 0)
	case owned > 0 && len(t.which) == 0 && t.known != 0 && g.first != 0 && g.near(t, daysOwned):
		return 4 + owned, "whose it is, at about that time"
	}
	return 0, ""
}

func and(owned, named int) string {
	switch {
	case owned > 0 && named > 0:
		return ", name and whose it is"
	case owned > 0:
		return " and whose it is"
	case named > 0:
		return " and name"
	}
	return ""
}

// near reports whether a mention lies within so many days of the group's; one whose
// day is not known lies near all.
func (g *group) near(t *Mention, days parley.Day) bool {
	return g.first == 0 || t.known == 0 || t.known >= g.first-days && t.known <= g.last+days
}
