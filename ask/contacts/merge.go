package contacts

import (
	"cmp"
	"slices"

	"parley"
	"parley/ask"
	"parley/internal/gazetteer"
)

// What is not dated is looked for that many days around its report; and what is
// postponed, around the day for which it was planned.
const (
	heldBefore   = 10
	plannedAfter = 31
	postponed    = 45
)

// told is what of a telling is compared.
type told struct {
	who    []ask.Somebody
	where  ask.Somebody // of the place; its Entity is nil where none is told
	state  string       // that the place stands for
	days   Span         // within which the contact lies
	dated  bool         // by the report's words, not by its day
	known  parley.Day   // of the exhibit that it is known by, or else of the report; 0 where that is not known
	report int
}

func tellings(d *ask.Dossier) []*Telling {
	var all []*Telling
	for i, record := range d.Records {
		for k := range record.Contacts {
			c := &record.Contacts[k]
			t := &Telling{Record: record, Contact: c, told: told{report: i}}
			for _, id := range c.Participants {
				if who, ok := d.Somebody(record, id); ok {
					t.who = append(t.who, who)
				}
			}
			if t.where, _ = d.Somebody(record, c.Place); t.where.Entity != nil {
				t.state = stateOf(t.where)
			}
			if first, last, ok := parley.Days(record.Report.Published); ok && first == last {
				t.known = first
			}
			for i := range record.Statements {
				if s := &record.Statements[i]; s.ID == c.Statement && c.Statement != "" {
					t.known = cmp.Or(heardOn(record, s), t.known)
					t.By = ask.Words(&record.Report, s.Source)
					if who, ok := d.Somebody(record, s.Speaker); ok {
						t.By = who.Entity.Name
					}
				}
			}
			t.days, t.dated = within(c, t.known)
			all = append(all, t)
		}
	}
	return all
}

// heardOn is the day of the recording or paper that a statement is known by; 0 for
// none that has one.
func heardOn(r *parley.Record, s *parley.Statement) parley.Day {
	for _, h := range s.Chain {
		for i := range r.Exhibits {
			if x := &r.Exhibits[i]; h.Kind == parley.HopExhibit && x.ID == h.Exhibit {
				if first, last, ok := parley.Days(x.Date.EDTF); ok && first == last {
					return first
				}
			}
		}
	}
	return 0
}

// within are the days within which a contact lies: what its date says, cut off at
// the day of the report that has it held or still to come; without a date the days
// around the report's.
func within(c *parley.Contact, known parley.Day) (days Span, dated bool) {
	first, last, ok := parley.Days(c.When.EDTF)
	days = Span{first, last}
	held := c.Status == parley.ContactHeld || c.Status == parley.ContactOngoing
	ahead := c.Status == parley.ContactPlanned || c.Status == parley.ContactProposed
	if ok {
		if known != 0 && known >= first && known <= last && first != last {
			if held {
				days.Last = known
			}
			if ahead {
				days.First = known
			}
		}
		return days, true
	}
	switch {
	case known == 0:
		return Span{parley.FirstDay, parley.LastDay}, false
	case held:
		return Span{known - heldBefore, known}, false
	case ahead:
		return Span{known, known + plannedAfter}, false
	}
	return Span{known - heldBefore, known + plannedAfter}, false
}

// exactFirst puts tellings in the order in which they are looked at: the more exact
// and the fuller come first, for the vaguer to join.
func exactFirst(a, b *Telling) int {
	undated := func(t *Telling) int {
		if t.dated {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(undated(a), undated(b)), cmp.Compare(a.days.Len(), b.days.Len()), cmp.Compare(len(b.who), len(a.who)), knownFirst(a, b))
}

// knownFirst puts tellings in the order in which they became known; of one day, what
// is planned before what was held.
func knownFirst(a, b *Telling) int {
	firm := []parley.ContactStatus{parley.ContactProposed, parley.ContactPlanned, parley.ContactPostponed, parley.ContactOngoing, parley.ContactCancelled, parley.ContactHeld}
	return cmp.Or(cmp.Compare(a.known, b.known), cmp.Compare(slices.Index(firm, a.Contact.Status), slices.Index(firm, b.Contact.Status)),
		cmp.Compare(a.report, b.report), cmp.Compare(a.Contact.ID, b.Contact.ID))
}

// A group is tellings of one contact.
type group struct {
	tellings []*Telling
	who      []ask.Somebody // of all of them, each once
	days     Span           // that all of them have in common
	places   []stead        // of all of them, each once

	records  map[*parley.Record]bool
	moves    bool          // one of them was put off
	heldLast *parley.Day   // by when the first that was held was over; nil for none
	filed    map[slot]bool // where the merger has it
}

// A stead is where a contact takes place, with the state that it stands for.
type stead struct {
	who   ask.Somebody
	state string
}

// A merger puts tellings into groups. Groups are found by participants, and by a day or
// a month that they share with what is looked for: those of a few days by each day, so
// that a pair that meets all the time costs no more for each contact.
type merger struct {
	groups []*group
	filed  map[slot][]*group
}

// mostLooked is how many groups a telling is held against: where more may be meant,
// which of them it is cannot be told.
const mostLooked = 512

func (m *merger) add(t *Telling) {
	g, why := m.best(t)
	if g == nil {
		g = &group{days: t.days, records: map[*parley.Record]bool{}, filed: map[slot]bool{}}
		m.groups = append(m.groups, g)
	}
	t.Why = why
	g.add(t)
	if g.moves {
		g.days = Span{min(g.days.First, t.days.First), max(g.days.Last, t.days.Last)}
	} else {
		g.days = g.days.Meet(t.days)
	}
	for _, who := range t.who {
		if !slices.ContainsFunc(g.who, func(o ask.Somebody) bool { return o.Is(who) }) {
			g.who = append(g.who, who)
		}
	}
	for _, at := range slotsOf(g.blocks(), widened(g, g.days)) {
		if !g.filed[at] {
			g.filed[at] = true
			m.filed[at] = append(m.filed[at], g)
		}
	}
}

// add notes what of a telling is compared with others.
func (g *group) add(t *Telling) {
	g.tellings = append(g.tellings, t)
	g.records[t.Record] = true
	g.moves = g.moves || t.moves()
	if t.Contact.Status == parley.ContactHeld && (g.heldLast == nil || t.days.Last < *g.heldLast) {
		g.heldLast = &t.days.Last
	}
	if e := t.where.Entity; e != nil && !slices.ContainsFunc(g.places, func(o stead) bool {
		return o.who.Key == t.where.Key && o.who.Side == t.where.Side && o.who.Entity.Name == e.Name && o.who.Entity.Kind == e.Kind
	}) {
		g.places = append(g.places, stead{t.where, t.state})
	}
}

// blocks are what a group is found by: any two of its participants, and one of them
// behind a mark that says whether there are more.
func (g *group) blocks() []string {
	all := pairs(g.who)
	for _, b := range singles(g.who) {
		all = append(all, "any "+b)
		if len(g.who) == 1 {
			all = append(all, "only "+b)
		}
	}
	return all
}

// blocks are what a telling looks for: all of its participants but one who is alone
// in the group must be there.
func (t *Telling) blocks() []string {
	mark := "only "
	if len(t.who) == 1 {
		mark = "any "
	}
	all := pairs(t.who)
	for _, b := range singles(t.who) {
		all = append(all, mark+b)
	}
	return all
}

// mostPaired is how many participants are looked for in pairs.
const mostPaired = 8

func pairs(who []ask.Somebody) []string {
	who = who[:min(len(who), mostPaired)]
	var all []string
	for i := range who {
		for k := i + 1; k < len(who); k++ {
			for _, a := range singles(who[i : i+1]) {
				for _, b := range singles(who[k : k+1]) {
					all = append(all, min(a, b)+"\n"+max(a, b))
				}
			}
		}
	}
	return all
}

func singles(who []ask.Somebody) []string {
	var all []string
	for _, w := range who {
		for _, b := range []string{w.Block(), w.Side} {
			if b != "" && !slices.Contains(all, b) {
				all = append(all, b)
			}
		}
	}
	return all
}

// best is the group that a telling fits best; nil where it fits none, or several
// equally well, or may be of more than can be told apart.
func (m *merger) best(t *Telling) (best *group, why string) {
	most := 0
	seen := map[*group]bool{}
	for _, at := range slotsFor(t.blocks(), t.widened(t.days)) {
		for _, g := range m.filed[at] {
			if seen[g] {
				continue
			}
			if seen[g] = true; len(seen) > mostLooked {
				return nil, ""
			}
			fit, rule := g.fits(t)
			if fit > most {
				most, best, why = fit, g, rule
			} else if fit == most && fit > 0 {
				best = nil
			}
		}
	}
	if best == nil {
		return nil, ""
	}
	return best, why
}

func (t *Telling) moves() bool { return t.Contact.Status == parley.ContactPostponed }

// widened are the days on which what was postponed may be looked for.
func (t *Telling) widened(days Span) Span {
	if t.moves() {
		return Span{days.First - postponed, days.Last + postponed}
	}
	return days
}

func widened(g *group, days Span) Span {
	if g.moves {
		return Span{days.First - postponed, days.Last + postponed}
	}
	return days
}

// fits says how well a telling fits a group, 0 for not at all, and why.
func (g *group) fits(t *Telling) (fit int, why string) {
	first := g.tellings[0]
	if family(first.Contact.Kind) != family(t.Contact.Kind) || !widened(g, g.days).Meets(t.widened(t.days)) {
		return 0, ""
	}
	ahead := t.Contact.Status != parley.ContactHeld && t.Contact.Status != parley.ContactCancelled
	if ahead && g.isHeldBefore(t) || g.isApart(t) {
		return 0, ""
	}
	named, sides, all := alike(g.who, t.who)
	if named == 0 || !all {
		return 0, ""
	}
	sameDay := t.dated && t.days.Len() == 1 && g.days == t.days
	where := g.where(t)
	switch {
	case where < 0 && !(sameDay && named > 1):
		return 0, ""
	case named+sides < 2 && where <= 0:
		return 0, "" // one person may visit two places
	case (!t.dated || !first.dated) && where <= 0 && !g.isTelling(t, named):
		return 0, ""
	}
	fit = 4*named + 2*sides + 2*max(where, 0)
	why = "participants"
	if where > 0 {
		why += ", place"
	}
	switch {
	case sameDay:
		fit += 3
		why += " and day"
	case t.dated && first.dated:
		fit++
		why += " and dates that meet"
	default:
		why += " and days near the report's"
	}
	if len(g.who) == len(t.who) {
		fit++
	}
	return fit, why
}

// isTelling reports whether who takes part in both tells a contact from others without
// a day or a place: two people by name do, three sides, but not two, who may talk all
// the time.
func (g *group) isTelling(t *Telling, named int) bool {
	people := 0
	for _, who := range t.who {
		if who.IsPerson() && slices.ContainsFunc(g.who, who.Is) {
			people++
		}
	}
	return people >= 2 || named >= 3
}

// isHeldBefore reports whether what a telling has ahead had been held by then. A plan
// for a day that had passed by then is that of what was held.
func (g *group) isHeldBefore(t *Telling) bool {
	if t.dated && t.days.Last < t.known {
		return false
	}
	return g.heldLast != nil && *g.heldLast < t.known
}

// isApart reports whether the report of a telling has another line in the group, which
// it tells apart from this one.
func (g *group) isApart(t *Telling) bool { return g.records[t.Record] }

func family(k parley.ContactKind) parley.ContactKind {
	switch k {
	case parley.ContactCall, parley.ContactMessage:
		return k
	}
	return parley.ContactMeeting
}

// alike counts those of two lists who are one by name and those who stand for each
// other; all is false where the shorter list has a name that the longer has not.
func alike(a, b []ask.Somebody) (named, sides int, all bool) {
	if len(a) > len(b) {
		a, b = b, a
	}
	taken := make([]bool, len(b))
	find := func(w ask.Somebody, same func(a, b ask.Somebody) bool) bool {
		for i, o := range b {
			if !taken[i] && same(w, o) {
				taken[i] = true
				return true
			}
		}
		return false
	}
	var rest []ask.Somebody
	for _, w := range a {
		if find(w, ask.Somebody.Is) {
			named++
		} else {
			rest = append(rest, w)
		}
	}
	all = true
	for _, w := range rest {
		if find(w, ask.Somebody.StandsFor) {
			sides++
		} else {
			all = all && w.Key == "" && w.Side == ""
		}
	}
	return named, sides, all
}

// where compares the place of a telling with those of a group: 1 for the same, -1
// for another, 0 where it does not tell.
func (g *group) where(t *Telling) int {
	if t.where.Entity == nil || len(g.places) == 0 {
		return 0
	}
	for _, o := range g.places {
		if o.who.Is(t.where) || o.state != "" && o.state == t.state {
			return 1
		}
	}
	return -1
}

// stateOf is the state that a place stands for: a state itself, its capital, its
// seat.
func stateOf(w ask.Somebody) string {
	if w.Entity.Kind == parley.EntityCountry {
		return w.Entity.Name
	}
	if c := gazetteer.CapitalOf(w.Entity.Name); c != nil {
		return c.Name
	}
	return gazetteer.SeatOf(w.Entity.Name)
}
