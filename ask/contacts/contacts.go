// Package contacts puts together what several reports say of calls, meetings and
// visits: the same contact in two reports is one, with the history of its status, who
// was there in what capacity, on which independent sources it rests, and what each
// side says it was about. It is derived on reading, from lines that keep their words.
//
// It is careful rather than complete: two contacts that are not the same must not be
// shown as one, so some that are the same stay apart.
package contacts

import (
	"cmp"
	"fmt"
	"slices"

	"parley"
	"parley/ask"
)

// A Contact is what the reports of a dossier have of one contact.
type Contact struct {
	ID           string               // c1, c2, … within a dossier
	Kind         parley.ContactKind   // as most reports have it
	Status       parley.ContactStatus // the last that is known
	When         string               // EDTF, as the report that is most exact has it; empty where none tells
	DateWords    string               // of a report that words its date, where that tells no day by itself: "October 14"
	Days         Span                 // within which it lies
	Participants []Participant
	Host, Place  string // names, empty where no report tells
	Condition    *Telling
	Tellings     []Telling // what first became known first
	Sides        []Side    // what each side says of it, where two or more do
	Sources      []ask.Source
	Disputed     bool // one report has it held, a later one cancelled or postponed
}

// IsAhead reports whether a contact is to come, as far as is known.
func (c *Contact) IsAhead() bool {
	switch c.Status {
	case parley.ContactPlanned, parley.ContactProposed, parley.ContactPostponed:
		return true
	}
	return false
}

// A Participant is who takes part, in what capacity.
type Participant struct {
	ask.Somebody
	Name     string // the fullest that a report uses
	Capacity string // office or role, as a report words it
	For      string // whom it represents, empty where no report tells
	Reports  int
}

// A Telling is a line of a report that tells of a contact.
type Telling struct {
	Record  *parley.Record
	Contact *parley.Contact
	By      string // who says so, empty for the report's own words
	Step    bool   // its status or its date is another than that of the telling before
	Why     string // by what it is taken for the same contact; empty of the first that was looked at

	told
}

// Words are those that tell of it.
func (t *Telling) Words() string { return ask.Words(&t.Record.Report, t.Contact.Evidence) }

// Of lists the contacts of a dossier, in the order of their days; what is not dated
// comes last.
func Of(d *ask.Dossier) []Contact {
	tellings := tellings(d)
	slices.SortStableFunc(tellings, exactFirst)
	m := &merger{filed: map[slot][]*group{}}
	for _, t := range tellings {
		m.add(t)
	}
	var all []Contact
	for _, g := range m.groups {
		all = append(all, g.contact(d))
	}
	slices.SortStableFunc(all, func(a, b Contact) int {
		return cmp.Or(a.Days.Compare(b.Days), cmp.Compare(d.Index(a.Tellings[0].Record), d.Index(b.Tellings[0].Record)),
			cmp.Compare(a.Tellings[0].Contact.ID, b.Tellings[0].Contact.ID))
	})
	for i := range all {
		all[i].ID = fmt.Sprintf("c%d", i+1)
	}
	return all
}

// contact is what the tellings of a group come to.
func (g *group) contact(d *ask.Dossier) Contact {
	slices.SortStableFunc(g.tellings, knownFirst)
	c := Contact{}
	dated := "" // as was known before
	for i, t := range g.tellings {
		looksBack := c.hasBegun() && t.isAhead()
		sameDate := t.Contact.When.EDTF == "" || dated == t.Contact.When.EDTF
		t.Step = !looksBack && (i == 0 || t.Contact.Status != c.Status || !sameDate)
		if !looksBack {
			c.Status = t.Contact.Status
		}
		dated = cmp.Or(t.Contact.When.EDTF, dated)
		c.Tellings = append(c.Tellings, *t)
	}
	c.Kind = g.kind()
	c.When, c.Days = g.date(c.Status)
	if c.When == "" {
		c.DateWords = g.dateWords()
	}
	c.Participants = g.participants(d)
	c.Host = g.named(d, func(t *Telling) string { return t.Contact.Host })
	c.Place = g.named(d, func(t *Telling) string { return t.Contact.Place })
	var told []ask.Telling
	heldOn := parley.Day(0)
	for i := range c.Tellings {
		t := &c.Tellings[i]
		told = append(told, ask.Telling{Record: t.Record, Statement: t.Contact.Statement})
		if c.Condition == nil && t.Contact.Condition != (parley.Span{}) {
			c.Condition = t
		}
		switch t.Contact.Status {
		case parley.ContactHeld, parley.ContactOngoing:
			heldOn = max(heldOn, t.known)
		case parley.ContactCancelled, parley.ContactPostponed:
			c.Disputed = c.Disputed || heldOn != 0
		}
	}
	c.Sources = d.Rests(told)
	c.Sides = sides(d, c.Tellings)
	return c
}

// hasBegun reports whether a contact took place or does, as far as is known: a later
// report that has it planned then tells of the plan.
func (c *Contact) hasBegun() bool {
	return c.Status == parley.ContactHeld || c.Status == parley.ContactOngoing
}

func (t *Telling) isAhead() bool {
	return t.Contact.Status == parley.ContactPlanned || t.Contact.Status == parley.ContactProposed
}

// kind is the one that most reports have, of as many the one that says most.
func (g *group) kind() parley.ContactKind {
	count := map[parley.ContactKind]int{}
	for _, t := range g.tellings {
		count[t.Contact.Kind]++
	}
	kinds := []parley.ContactKind{parley.ContactSummit, parley.ContactVisit, parley.ContactMeeting, parley.ContactTalks, parley.ContactCall, parley.ContactMessage}
	return slices.MaxFunc(kinds, func(a, b parley.ContactKind) int {
		return cmp.Or(cmp.Compare(count[a], count[b]), cmp.Compare(slices.Index(kinds, b), slices.Index(kinds, a)))
	})
}

// date is the most exact date among the tellings with that status, or else among
// all, where reports date it; and the days within which it lies.
func (g *group) date(status parley.ContactStatus) (edtf string, days Span) {
	var best *Telling
	for _, same := range []bool{true, false} {
		for _, t := range g.tellings {
			if t.Contact.When.EDTF != "" && (!same || t.Contact.Status == status) && (best == nil || t.days.Len() < best.days.Len()) {
				best = t
			}
		}
		if best != nil {
			return best.Contact.When.EDTF, best.days
		}
	}
	return "", g.days
}

func (g *group) dateWords() string {
	for _, t := range g.tellings {
		if t.Contact.When.Span.Len() > 0 {
			return ask.Words(&t.Record.Report, []parley.Span{t.Contact.When.Span})
		}
	}
	return ""
}

// participants are those of all tellings, in the order in which they were first
// told of.
func (g *group) participants(d *ask.Dossier) []Participant {
	var all []Participant
	for _, t := range g.tellings {
		seen := map[int]bool{}
		for _, who := range t.who {
			i := slices.IndexFunc(all, func(p Participant) bool {
				return p.Is(who) || p.Key == "" && who.Key == "" && p.Entity.Name == who.Entity.Name
			})
			if i < 0 {
				i = len(all)
				all = append(all, Participant{Somebody: who, Name: who.Entity.Name})
			}
			p := &all[i]
			if len(who.Entity.Name) > len(p.Name) {
				p.Name, p.Somebody = who.Entity.Name, who
			}
			p.Capacity, p.For = cmp.Or(p.Capacity, capacity(who.Entity)), cmp.Or(p.For, who.For)
			if !seen[i] {
				p.Reports++
			}
			seen[i] = true
		}
	}
	return all
}

func capacity(e *parley.Entity) string {
	if e.Role != "" {
		return e.Role
	}
	for _, o := range e.Offices {
		if o.To == "" {
			return o.Title
		}
	}
	return ""
}

// named is the name of an entity that the tellings have, as most of them do.
func (g *group) named(d *ask.Dossier, of func(*Telling) string) string {
	count := map[string]int{}
	var names []string
	for _, t := range g.tellings {
		if who, ok := d.Somebody(t.Record, of(t)); ok {
			if count[who.Entity.Name]++; count[who.Entity.Name] == 1 {
				names = append(names, who.Entity.Name)
			}
		}
	}
	best := ""
	for _, n := range names {
		if count[n] > count[best] {
			best = n
		}
	}
	return best
}
