package clerk

import (
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/internal/anchor"
	"parley/ledger"
)

// pairs leads the entities, terms, positions, proposals and contacts of an old reading to
// those of the new one that are on the same words. Of several on the same words it is the one
// with the most of the old answers. A term is the same where its words are too, as
// to say that a report does not touch it is to say so of all its words; an entity or a
// proposal is the same where its name is, of several entities the one of the same kind.
func (c *carrying) pairs(words *anchor.Map, old *parley.Record) map[string]string {
	to := map[string]string{}
	evidence := func(spans []parley.Span) string {
		carried, lost := words.Carry(spans)
		if len(lost) > 0 || len(carried) == 0 {
			return ""
		}
		return fmt.Sprint(carried)
	}
	was, is := calledIn(old), calledIn(c.record)
	same := func(spans []parley.Span) string { return fmt.Sprint(spans) }
	pair(to, old.Terms, c.record.Terms, func(t *parley.Term) side { return side{t.ID, join(t.Key, evidence(t.Evidence)), nil} },
		func(t *parley.Term) side { return side{t.ID, join(t.Key, same(t.Evidence)), nil} })
	pair(to, old.Positions, c.record.Positions, func(p *parley.Position) side { return side{p.ID, evidence(p.Evidence), was.position(p)} },
		func(p *parley.Position) side { return side{p.ID, same(p.Evidence), is.position(p)} })
	pair(to, old.Contacts, c.record.Contacts, func(k *parley.Contact) side { return side{k.ID, evidence(k.Evidence), was.contact(k)} },
		func(k *parley.Contact) side { return side{k.ID, same(k.Evidence), is.contact(k)} })
	named := func(p *parley.Proposal) side { return side{p.ID, strings.Join(ledger.Words(p.Name), " "), nil} }
	pair(to, old.Proposals, c.record.Proposals, named, named)
	bearing := func(e *parley.Entity) side {
		return side{e.ID, strings.Join(ledger.Words(e.Name), " "), []string{string(e.Kind)}}
	}
	pair(to, old.Entities, c.record.Entities, bearing, bearing)
	return to
}

func join(key, words string) string {
	if words == "" {
		return ""
	}
	return key + " " + words
}

// A side is a line of one of two readings.
type side struct {
	id      string
	words   string   // by which it is the same as another; empty for one that is lost
	answers []string // by which of several the best is told
}

// called is what the entities, terms and proposals of a record are called, by their
// ids: terms by their keys.
type called map[string]string

func calledIn(r *parley.Record) called {
	all := called{}
	for i := range r.Entities {
		all[r.Entities[i].ID] = r.Entities[i].Name
	}
	for i := range r.Terms {
		all[r.Terms[i].ID] = r.Terms[i].Key
	}
	for i := range r.Proposals {
		all[r.Proposals[i].ID] = r.Proposals[i].Name
	}
	return all
}

func (c called) position(p *parley.Position) []string {
	return []string{c[p.Term], c[p.Party], p.Option, string(p.Stance), c[p.By], c[p.Proposal]}
}

func (c called) contact(k *parley.Contact) []string {
	answers := []string{string(k.Kind), string(k.Status), k.When.EDTF}
	for _, id := range k.Participants {
		answers = append(answers, c[id])
	}
	return answers
}

// mostAlike bounds the lines on the same words that are held against each other.
const mostAlike = 64

// pair notes for each line of old which line of new it is; none is two.
func pair[T any](to map[string]string, old, new []T, ofOld, ofNew func(*T) side) {
	there := map[string][]side{}
	for i := range new {
		if s := ofNew(&new[i]); len(there[s.words]) < mostAlike {
			there[s.words] = append(there[s.words], s)
		}
	}
	for i := range old {
		s := ofOld(&old[i])
		alike := there[s.words]
		if s.words == "" || len(alike) == 0 {
			continue
		}
		best, most := 0, -1
		for k := range alike {
			if n := agreeing(s.answers, alike[k].answers); n > most {
				best, most = k, n
			}
		}
		to[s.id] = alike[best].id
		there[s.words] = slices.Delete(slices.Clone(alike), best, best+1)
	}
}

// agreeing counts the answers of a that b has in the same place.
func agreeing(a, b []string) int {
	n := 0
	for i := range min(len(a), len(b)) {
		if a[i] == b[i] {
			n++
		}
	}
	return n
}

func (c *carrying) correctPosition(words *anchor.Map, d *ledger.Decision, p parley.Position, old *parley.Record) bool {
	was, ok := *d.Position, true
	onTerm := false // its term, with the option, is one of the new record
	for _, field := range d.Fields {
		switch field {
		case "stance", "basis", "private", "held":
		case "party":
			was.Party, ok = c.entity(d, old, was.Party)
		case "by":
			was.By, ok = c.entity(d, old, was.By)
		case "term", "option":
			ok = onTerm || c.term(d, old, &was)
			onTerm = true
		case "proposal":
			was.Proposal, ok = c.proposal(old, was.Proposal)
		case "statement":
			ok = c.paired(&was.Statement)
		case "condition":
			was.Condition, ok = carryOne(words, was.Condition)
		case "about":
			was.About, ok = carryAll(words, was.About)
		case "evidence":
			was.Evidence, ok = carryAll(words, was.Evidence)
		default:
			ok = false
		}
		if !ok {
			return false
		}
	}
	was.Held.Span, _ = carryOne(words, was.Held.Span)
	d.Position = &was
	p = d.CorrectPosition(p)
	d.Position = &p
	return true
}

func (c *carrying) correctProposal(words *anchor.Map, d *ledger.Decision, p parley.Proposal, old *parley.Record) bool {
	was, ok := *d.Proposal, true
	for _, field := range d.Fields {
		switch field {
		case "name", "points", "status", "date":
		case "by":
			was.By, ok = c.entities(d, old, was.By)
		case "evidence":
			was.Evidence, ok = carryAll(words, was.Evidence)
		default:
			ok = false
		}
		if !ok {
			return false
		}
	}
	was.Date.Span, _ = carryOne(words, was.Date.Span)
	d.Proposal = &was
	p = d.CorrectProposal(p)
	d.Proposal = &p
	return true
}

func (c *carrying) correctContact(words *anchor.Map, d *ledger.Decision, k parley.Contact, old *parley.Record) bool {
	was, ok := *d.Contact, true
	for _, field := range d.Fields {
		switch field {
		case "kind", "status", "when", "duration":
		case "participants":
			was.Participants, ok = c.entities(d, old, was.Participants)
		case "host":
			was.Host, ok = c.entity(d, old, was.Host)
		case "place":
			was.Place, ok = c.entity(d, old, was.Place)
		case "statement":
			ok = c.paired(&was.Statement)
		case "condition":
			was.Condition, ok = carryOne(words, was.Condition)
		case "topics":
			was.Topics, ok = carryAll(words, was.Topics)
		case "evidence":
			was.Evidence, ok = carryAll(words, was.Evidence)
		default:
			ok = false
		}
		if !ok {
			return false
		}
	}
	was.When.Span, _ = carryOne(words, was.When.Span)
	d.Contact = &was
	k = d.CorrectContact(k)
	d.Contact = &k
	return true
}

// carryOne carries a span over; where there is none there is none.
func carryOne(words *anchor.Map, span parley.Span) (parley.Span, bool) {
	if span == (parley.Span{}) {
		return span, true
	}
	return words.Span(span)
}

func carryAll(words *anchor.Map, spans []parley.Span) ([]parley.Span, bool) {
	carried, lost := words.Carry(spans)
	return carried, len(lost) == 0
}

// term makes the term of a correction, with its option, one of the new record: that
// with the same key, with the option added where it lacks that, or the one that the
// correction adds.
func (c *carrying) term(d *ledger.Decision, old *parley.Record, p *parley.Position) bool {
	if p.Term == "" {
		return true
	}
	i := slices.IndexFunc(old.Terms, func(t parley.Term) bool { return t.ID == p.Term })
	if i < 0 {
		return false
	}
	was := old.Terms[i]
	at := slices.IndexFunc(c.record.Terms, func(t parley.Term) bool { return t.Key == was.Key })
	if at < 0 {
		return c.addedTerm(d, p.Term)
	}
	d.Terms = slices.DeleteFunc(slices.Clone(d.Terms), func(t parley.Term) bool { return t.ID == p.Term })
	now := c.record.Terms[at]
	p.Term = now.ID
	if p.Option == "" || hasOption([]parley.Term{now}, now.ID, p.Option) {
		return true
	}
	k := slices.IndexFunc(was.Options, func(o parley.TermOption) bool { return o.ID == p.Option })
	if k < 0 {
		return false
	}
	option := was.Options[k]
	option.Evidence = nil
	to, ok := c.entity(d, old, option.To)
	if !ok {
		return false
	}
	option.To = to
	d.Terms = append(d.Terms, parley.Term{ID: now.ID, Key: now.Key, Issue: now.Issue, Name: now.Name, Options: []parley.TermOption{option}})
	return true
}

// addedTerm reports whether a correction adds the term itself, whole, so that it can be
// in any reading that has not the id.
func (c *carrying) addedTerm(d *ledger.Decision, id string) bool {
	i := slices.IndexFunc(d.Terms, func(t parley.Term) bool { return t.ID == id })
	return i >= 0 && d.Terms[i].Evidence == nil && d.Terms[i].Place == "" && !ledger.HasLine(c.record, id) &&
		!slices.ContainsFunc(d.Terms[i].Options, func(o parley.TermOption) bool { return o.To != "" || o.Evidence != nil })
}

// proposal is the proposal of the new record that one of the old is, or has the name
// of.
func (c *carrying) proposal(old *parley.Record, id string) (string, bool) {
	if id == "" {
		return "", true
	}
	if now := c.to[id]; now != "" { // whatever people call it
		return now, true
	}
	name := strings.Join(ledger.Words(calledIn(old)[id]), " ")
	for _, p := range c.record.Proposals {
		if name != "" && strings.Join(ledger.Words(p.Name), " ") == name {
			return p.ID, true
		}
	}
	return "", false
}
