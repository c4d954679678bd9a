// Package contact finds the contacts that a report tells of: calls, meetings,
// visits, talks and messages between parties, with their status.
//
//	words → events → who takes part, whether it takes place → groups → contacts
//
// Every place whose words tell of a contact (triggers.tsv) is an event. Who takes
// part are mentions that stand in a role to it (role.go), and whether it takes place
// is read off the cues around (status.tsv, taking.tsv). Events that tell of one
// contact are put together (merge.go). What is listed, as analysts list few of the
// contacts that a report speaks of, is weighed: a contact's features (feature.go)
// have weights (weights.tsv), and a plain sum of these and of what the reader's
// network makes of its words (sense.go) decides.
package contact

import (
	"fmt"
	"strconv"

	"parley"
)

// Find lists the contacts of a record in the order of their words; dates are all
// that its report words, sense what the reader's network makes of them, nil for nothing.
// The record gets those who take part and whom nothing else made an entity.
func Find(record *parley.Record, dates []parley.Date, sense *parley.Sense) []parley.Contact {
	t := newText(record, dates, sense)
	groups := t.read()
	listed := make([]bool, len(groups))
	var all []parley.Contact
	for i, g := range groups {
		byTable, most := learned.sum("contact", t.groupFeatures(groups, i))
		if t.withSense(byTable, g) <= leastContact && !listedWith(groups[:i], listed, g) || t.isTold(groups[:i], listed, g) {
			continue
		}
		listed[i] = true
		c := t.contact(g, most, byTable)
		c.ID = "c" + strconv.Itoa(len(all)+1)
		all = append(all, c)
	}
	t.leave(record)
	return all
}

// isTold reports whether one of the groups before that are listed tells of the same
// kind of contact of the same people in the same sentence: by the same word, or with the
// same status.
func (t *text) isTold(before []group, listed []bool, g group) bool {
	e := g.events[g.chief]
	for i, o := range before {
		f := o.events[o.chief]
		if !listed[i] || f.sentence != e.sentence || f.kind != e.kind || len(o.who) != len(g.who) || shared(o.who, g.who) < len(g.who) {
			continue
		}
		if f.span.Overlaps(e.span) || f.status == e.status {
			return true
		}
	}
	return false
}

// leastContact is the least sum of a contact that is listed.
const leastContact = 0.0

// listedWith reports whether g is of a second who is sent somewhere, and the first
// is listed.
func listedWith(before []group, listed []bool, g group) bool {
	e := g.events[g.chief]
	if e.verb == e.first {
		return false
	}
	for i, o := range before {
		for _, first := range o.events {
			if listed[i] && first.sentence == e.sentence && first.last == e.verb {
				return true
			}
		}
	}
	return false
}

// read finds the events of a text and puts together those of one contact.
func (t *text) read() []group {
	all := t.events()
	before := t.headlined()
	for i := range all {
		t.pairUp(all, i, before)
		t.settleParts(&all[i])
		t.settleStatus(&all[i])
		if i > 0 {
			t.joinTraveller(all[i-1], &all[i])
		}
		t.dropPast(&all[i])
		if two, ok := coupled(all[i]); ok {
			before = append(before, two)
		}
	}
	t.borrow(all)
	for i := range all {
		if x := t.recorded(all[i]); x != nil {
			all[i].kind, all[i].exhibit = parley.ContactCall, x
		}
	}
	return t.groups(all)
}

// contact is a group as a record has it. Why it is listed is the feature that
// weighs most.
func (t *text) contact(g group, most feature, byTable float64) parley.Contact {
	e := g.events[g.chief]
	c := parley.Contact{Kind: e.kind, Status: e.status, Reasons: t.reasons(g, most, byTable)}
	for _, w := range g.who {
		c.Participants = append(c.Participants, t.enter(w))
	}
	for _, o := range g.events {
		c.Evidence = append(c.Evidence, t.evidence(o))
		t.complete(&c, o)
	}
	if e.date >= 0 {
		c.When = t.dates[e.date]
	}
	if e.statement >= 0 {
		c.Statement = t.record.Statements[e.statement].ID
	}
	if e.exhibit != nil && e.exhibit.Date != (parley.Date{}) {
		c.When = e.exhibit.Date
	}
	return c
}

// complete adds what an event tells of a contact and none before it told.
func (t *text) complete(c *parley.Contact, e event) {
	id := func(entity int) string {
		if entity < 0 {
			return ""
		}
		return t.record.Entities[entity].ID
	}
	if c.Place == "" {
		c.Place = id(t.place(e))
	}
	if c.Host == "" {
		c.Host = id(t.host(e))
	}
	if c.Duration == "" {
		c.Duration, _ = t.duration(e)
	}
	if c.Duration == "" && e.exhibit != nil {
		c.Duration = e.exhibit.Duration
	}
	if c.Condition == (parley.Span{}) {
		c.Condition = t.condition(e)
	}
	if c.When == (parley.Date{}) && e.date >= 0 {
		c.When = t.dates[e.date]
	}
	if topic := t.topic(e); topic != (parley.Span{}) {
		c.Topics = append(c.Topics, topic)
	}
}

// evidence is the words of an event and those of its sentence who take part.
func (t *text) evidence(e event) parley.Span {
	span := e.span
	for _, p := range e.who {
		if t.sentences[e.sentence].Contains(p.Span) {
			span = parley.Hull([]parley.Span{span, p.Span})
		}
	}
	return span
}

// reasons say why a contact is listed, of its kind and status, and with these
// participants; byTable is the sum of its weights.
func (t *text) reasons(g group, most feature, byTable float64) []parley.Reason {
	e := g.events[g.chief]
	rule := "a noun that tells of a contact"
	if e.isVerb {
		rule = "a verb that tells of a contact"
	}
	all := []parley.Reason{{Field: "kind", Rule: rule, Table: "triggers.tsv: " + e.key, Words: []parley.Span{e.span}}}
	if e.exhibit != nil {
		all[0].Rule = "heard in a recording, " + rule
	}
	status := parley.Reason{Field: "status", Rule: "the cues around", Words: []parley.Span{e.span}}
	switch {
	case e.isOff:
		status.Rule, status.Table = "it is said to be off further on", "status.tsv: cancel, postpone"
	case e.isAhead:
		status.Rule, status.Table, status.Words = "its date is yet to come", "taking.tsv, against: "+e.rule.text, []parley.Span{t.dates[e.date].Span}
	case e.rule != nil:
		status.Table = "taking.tsv: " + e.rule.text
	default:
		status.Rule, status.Table = "its kind and date", "weights.tsv: status "+string(e.status)
	}
	all = append(all, status)
	for _, p := range e.who {
		r := parley.Reason{Field: "participants", Rule: p.role, Table: p.table, Words: []parley.Span{p.Span}}
		if e.isBorrowed {
			r.Rule = p.role + " where the contact is named before or behind"
		}
		all = append(all, r)
	}
	why := parley.Reason{Field: "contact", Rule: "most for it: " + most, Table: "weights.tsv: contact", Words: []parley.Span{e.span}}
	if t.sense != nil {
		why.Table += fmt.Sprintf(", sense.tsv: network %+.2f", senses["network"]*t.senseOf(g))
		if byTable <= leastContact {
			why.Rule = "what the network makes of the words"
		}
	}
	return append(all, why)
}
