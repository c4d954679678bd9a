package clerk

import (
	"fmt"
	"slices"

	"parley"
	"parley/ledger"
)

// own makes a correction whole in itself, whichever others are undone: it has each
// entity, term and option that it refers to and the machine did not read. Those that
// it adds get ids that no line of the reading has, and that no other correction has
// given to something else.
func own(d *ledger.Decision, machine *parley.Record, state *ledger.State) {
	if len(d.Lines()) == 0 || d.Entity != nil {
		return
	}
	apart(d)
	o := owning{d: d, read: map[string]bool{}, entities: map[string]parley.Entity{}, terms: map[string]parley.Term{}}
	for id := range ledger.LineIDs(machine) {
		o.read[id] = true
	}
	for _, j := range state.Of(ledger.Address{}) {
		if j.Reading == d.Reading {
			o.others(j.Decision)
		}
	}
	o.ownTerms(machine)
	o.ownEntities()
}

// apart makes the line of a correction, with its lists of ids, its own.
func apart(d *ledger.Decision) {
	switch {
	case d.Statement != nil:
		s := *d.Statement
		s.Addressees = slices.Clone(s.Addressees)
		d.Statement = &s
	case d.Position != nil:
		p := *d.Position
		d.Position = &p
	case d.Proposal != nil:
		p := *d.Proposal
		p.By, p.Terms = slices.Clone(p.By), slices.Clone(p.Terms)
		d.Proposal = &p
	case d.Contact != nil:
		c := *d.Contact
		c.Participants = slices.Clone(c.Participants)
		d.Contact = &c
	}
	d.Terms = slices.Clone(d.Terms)
	for i := range d.Terms {
		d.Terms[i].Options = slices.Clone(d.Terms[i].Options)
	}
}

// An owning is a correction that is made whole.
type owning struct {
	d        *ledger.Decision
	read     map[string]bool          // ids of the machine's lines
	entities map[string]parley.Entity // that corrections of the reading have added
	terms    map[string]parley.Term   // likewise; of a term that was read the options that were added
}

// others takes in what another correction of the reading has added.
func (o *owning) others(other *ledger.Decision) {
	for _, e := range other.Entities {
		if _, is := o.entities[e.ID]; !is {
			o.entities[e.ID] = e
		}
	}
	for _, t := range other.Terms {
		have, is := o.terms[t.ID]
		if !is {
			have = t
			have.Options = nil
		}
		have.Options = append(have.Options, t.Options...)
		o.terms[t.ID] = have
	}
}

// free is id, or the first p1, p2, … that nothing else has.
func (o *owning) free(id string, isOther func(id string) bool) string {
	for n := 1; o.read[id] || isOther(id); n++ {
		id = fmt.Sprintf("p%d", n)
	}
	return id
}

func (o *owning) ownTerms(machine *parley.Record) {
	ids := map[string]string{}
	isRead := func(id string) bool {
		return slices.ContainsFunc(machine.Terms, func(t parley.Term) bool { return t.ID == id })
	}
	for i := range o.d.Terms {
		t := &o.d.Terms[i]
		if isRead(t.ID) {
			continue // with options that it lacks
		}
		was := t.ID
		t.ID = o.free(was, func(id string) bool {
			_, isEntity := o.entities[id]
			other, is := o.terms[id]
			return isEntity || is && other.Key != t.Key
		})
		ids[was], o.terms[t.ID] = t.ID, *t
	}
	for _, id := range termsOf(o.d) {
		if other, is := ids[*id]; is {
			*id = other
		} else if t, is := o.terms[*id]; is && !isRead(*id) {
			ids[*id] = *id
			o.d.Terms = append(o.d.Terms, t)
		}
	}
	if p := o.d.Position; p != nil && p.Option != "" && !hasOption(machine.Terms, p.Term, p.Option) && !hasOption(o.d.Terms, p.Term, p.Option) {
		if t, is := o.terms[p.Term]; is && hasOption([]parley.Term{t}, p.Term, p.Option) {
			t.Options = slices.DeleteFunc(slices.Clone(t.Options), func(o parley.TermOption) bool { return o.ID != p.Option })
			o.d.Terms = append(o.d.Terms, t)
		}
	}
}

func hasOption(terms []parley.Term, term, option string) bool {
	return slices.ContainsFunc(terms, func(t parley.Term) bool {
		return t.ID == term && slices.ContainsFunc(t.Options, func(o parley.TermOption) bool { return o.ID == option })
	})
}

func (o *owning) ownEntities() {
	ids := map[string]string{}
	var own []parley.Entity
	for _, e := range o.d.Entities {
		was := e.ID
		e.ID = o.free(was, func(id string) bool {
			_, isTerm := o.terms[id]
			other, is := o.entities[id]
			return isTerm || is && (other.Name != e.Name || other.Kind != e.Kind)
		})
		ids[was], o.entities[e.ID] = e.ID, e
		own = append(own, e)
	}
	for _, id := range entitiesOf(o.d) {
		if other, is := ids[*id]; is {
			*id = other
		} else if e, is := o.entities[*id]; is {
			ids[*id] = *id
			own = append(own, e)
		}
	}
	o.d.Entities = own
}

// entitiesOf are the ids of entities to which a correction refers.
func entitiesOf(d *ledger.Decision) []*string {
	var all []*string
	switch {
	case d.Statement != nil:
		all = append([]*string{&d.Statement.Speaker}, pointers(d.Statement.Addressees)...)
	case d.Position != nil:
		all = append(all, &d.Position.Party, &d.Position.By)
	case d.Proposal != nil:
		all = append(pointers(d.Proposal.By), &d.Proposal.Entity)
	case d.Contact != nil:
		all = append(pointers(d.Contact.Participants), &d.Contact.Host, &d.Contact.Place)
	}
	for i := range d.Terms {
		all = append(all, &d.Terms[i].Place)
		for k := range d.Terms[i].Options {
			all = append(all, &d.Terms[i].Options[k].To)
		}
	}
	return all
}

// termsOf are those of terms.
func termsOf(d *ledger.Decision) []*string {
	switch {
	case d.Position != nil:
		return []*string{&d.Position.Term}
	case d.Proposal != nil:
		return pointers(d.Proposal.Terms)
	}
	return nil
}

func pointers(list []string) []*string {
	var all []*string
	for i := range list {
		all = append(all, &list[i])
	}
	return all
}
