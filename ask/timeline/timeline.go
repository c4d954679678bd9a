// Package timeline puts what reports of a case tell in the order of its time:
// contacts, what became of proposals, changes of position, and statements. A vague
// date stays a range of days, and what is only planned is marked. It is derived on
// reading, from lines that keep their words.
package timeline

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"parley"
	"parley/ask"
	"parley/ask/contacts"
	"parley/ask/proposals"
	"parley/ask/stand"
	"parley/ledger"
	"parley/resolve"
)

// An Event is one thing on the timeline, on the words of a report.
type Event struct {
	Kind      Kind
	ID        string        // of a contact or proposal over all reports, "c3"; else where the line is
	When      string        // EDTF: when it happened, as far as reports tell; empty where only their days do
	DateWords string        // the words of its date, where they tell no day
	Days      contacts.Span // within which it happened
	Ahead     bool          // planned or proposed, and not held as far as is known
	What      string        // in a few words
	Who       []string      // names of those who take part, or say it

	Record *parley.Record
	Line   string // id of the line of the record
	Spans  []parley.Span
}

// A Kind is the closed list of what is on a timeline.
type Kind string

const (
	KindContact   Kind = "contact"
	KindProposal  Kind = "proposal"
	KindPosition  Kind = "position"
	KindStatement Kind = "statement"
)

// Kinds lists every kind.
var Kinds = []Kind{KindContact, KindProposal, KindPosition, KindStatement}

// Words are those of the report that tell of it.
func (e *Event) Words() string { return ask.Words(&e.Record.Report, e.Spans) }

// Of lists the events of a dossier that are of some kinds, in the order of their days;
// what is not dated comes last. Of positions those alone that change something: the
// first that is known of a party on a term or proposal, and each that differs from the
// one before. Of statements those that are not said within another.
func Of(d *ask.Dossier, kinds ...Kind) []Event {
	var all []Event
	plans := sync.OnceValue(func() []proposals.Proposal { return proposals.Of(d) })
	for _, kind := range kinds {
		switch kind {
		case KindContact:
			all = append(all, ofContacts(d)...)
		case KindProposal:
			all = append(all, ofProposals(plans())...)
		case KindPosition:
			all = append(all, ofPositions(d)...)
			all = append(all, ofAttitudes(d, plans())...)
		case KindStatement:
			all = append(all, ofStatements(d)...)
		}
	}
	slices.SortStableFunc(all, func(a, b Event) int {
		return cmp.Or(a.Days.Compare(b.Days), cmp.Compare(slices.Index(Kinds, a.Kind), slices.Index(Kinds, b.Kind)),
			cmp.Compare(d.Index(a.Record), d.Index(b.Record)), cmp.Compare(start(a), start(b)), cmp.Compare(a.Line, b.Line))
	})
	return all
}

func start(e Event) int {
	if len(e.Spans) == 0 {
		return 0
	}
	return e.Spans[0].Start
}

func ofContacts(d *ask.Dossier) []Event {
	var all []Event
	for _, c := range contacts.Of(d) {
		last := &c.Tellings[len(c.Tellings)-1]
		e := Event{Kind: KindContact, ID: c.ID, When: c.When, DateWords: c.DateWords, Days: c.Days, Record: last.Record, Line: last.Contact.ID, Spans: last.Contact.Evidence, Ahead: c.IsAhead()}
		for _, p := range c.Participants {
			e.Who = append(e.Who, p.Name)
		}
		e.What = string(c.Status) + " " + string(c.Kind) + ": " + cmp.Or(strings.Join(e.Who, ", "), "(nobody named)")
		if c.Place != "" {
			e.What += " in " + c.Place
		}
		if c.Condition != nil && c.IsAhead() {
			e.What += ", on a condition"
		}
		if c.Disputed {
			e.What += ", disputed"
		}
		all = append(all, e)
	}
	return all
}

// ofProposals has an event for each step of a proposal's status: on the day that its
// report gives it if that is its first, else on the report's.
func ofProposals(plans []proposals.Proposal) []Event {
	var all []Event
	for _, p := range plans {
		var who []string
		for _, by := range p.By {
			who = append(who, by.Name)
		}
		for i, m := range p.Mentions {
			if !m.Step {
				continue
			}
			e := Event{Kind: KindProposal, ID: p.ID, Who: who, Record: m.Record, Line: m.Proposal.ID, Spans: m.Proposal.Evidence[:min(1, len(m.Proposal.Evidence))]}
			e.When = reported(&m.Record.Report)
			if i == 0 {
				e.When = cmp.Or(p.Date, e.When)
			}
			e.Days = daysOf(e.When)
			e.What = p.Name + ": " + cmp.Or(string(m.Proposal.Status), "first spoken of")
			all = append(all, e)
		}
	}
	return all
}

// ofAttitudes has an event for each change of where a party stands on a proposal.
func ofAttitudes(d *ask.Dossier, plans []proposals.Proposal) []Event {
	var all []Event
	for _, p := range plans {
		for _, a := range p.Attitudes {
			if a.Step {
				all = append(all, positionEvent(d, a.Record, a.Position, a.Name, p.Name))
			}
		}
	}
	return all
}

// ofPositions has an event for each change of where a side stands on a term, as
// package stand derives it.
func ofPositions(d *ask.Dossier) []Event {
	library := stand.Gather(d.Records, keyer(d))
	matrix := library.Matrix(library.Name)
	var all []Event
	for cell := range matrix.Cells() {
		topic, party := matrix.Topics[cell.Topic].Topic, matrix.Parties[cell.Party].ID
		if topic.Key == "" || topic.IsProposal() {
			continue
		}
		label := library.Label(stand.Topic{Key: topic.Key})
		if topic.Option != "" {
			label += ", " + library.Label(topic)
		}
		for _, s := range cell.Stands {
			for _, change := range s.Changes() {
				record, position := found(d, change.First.Of)
				if position != nil {
					all = append(all, positionEvent(d, record, position, cmp.Or(library.Name(party), nameOf(record, position.Party)), label))
				}
			}
		}
	}
	return all
}

// keyer knows entities as the case does, where there is one: as people merged and split
// them.
func keyer(d *ask.Dossier) ledger.Keyer {
	filed := map[*parley.Entity]ledger.Keyer{}
	for _, r := range d.Records {
		if key := d.Filed[r].Key; key != nil {
			for i := range r.Entities {
				filed[&r.Entities[i]] = key
			}
		}
	}
	return func(e *parley.Entity) string {
		if key := filed[e]; key != nil {
			return key(e)
		}
		return resolve.Key(e)
	}
}

// found is the position at an address of those that [stand.Gather] gives: the number
// of the report counts from 1.
func found(d *ask.Dossier, of ledger.Address) (*parley.Record, *parley.Position) {
	record := d.Records[of.Report-1]
	for i := range record.Positions {
		if record.Positions[i].ID == of.Line {
			return record, &record.Positions[i]
		}
	}
	return record, nil
}

func positionEvent(d *ask.Dossier, r *parley.Record, p *parley.Position, party, on string) Event {
	how := string(p.Stance)
	if p.Basis != parley.BasisOwn {
		how += " (" + string(p.Basis) + ")"
	}
	if p.Private {
		how += ", in private"
	}
	e := Event{Kind: KindPosition, ID: d.Address(r, p.ID), When: taken(r, p), What: cmp.Or(party, "(nobody named)") + ": " + how + ": " + on,
		Record: r, Line: p.ID, Spans: p.Evidence}
	e.Days = daysOf(e.When)
	if party != "" {
		e.Who = []string{party}
	}
	if name := nameOf(r, p.Party); name != "" && name != party {
		e.Who = append(e.Who, name)
	}
	return e
}

// taken is when a position was taken: as its words tell, or else when the statement
// was made that it rests on, or else when it was reported.
func taken(r *parley.Record, p *parley.Position) string {
	if p.Held.EDTF != "" {
		return p.Held.EDTF
	}
	if s := statement(r, p.Statement); s != nil && s.Said.EDTF != "" {
		return s.Said.EDTF
	}
	return reported(&r.Report)
}

func ofStatements(d *ask.Dossier) []Event {
	var all []Event
	for _, r := range d.Records {
		for i := range r.Statements {
			s := &r.Statements[i]
			if s.Within != "" {
				continue
			}
			e := Event{Kind: KindStatement, ID: d.Address(r, s.ID), When: cmp.Or(s.Said.EDTF, reported(&r.Report)), Record: r, Line: s.ID, Spans: s.Content}
			e.Days = daysOf(e.When)
			e.What = cmp.Or(nameOf(r, s.Speaker), ask.Words(&r.Report, s.Source), "(no source named)")
			for _, id := range append([]string{s.Speaker}, s.Addressees...) {
				if name := nameOf(r, id); name != "" {
					e.Who = append(e.Who, name)
				}
			}
			if s.Act != "" {
				e.What += ": " + string(s.Act)
			}
			all = append(all, e)
		}
	}
	return all
}

func statement(r *parley.Record, id string) *parley.Statement {
	for i := range r.Statements {
		if r.Statements[i].ID == id && id != "" {
			return &r.Statements[i]
		}
	}
	return nil
}

func nameOf(r *parley.Record, id string) string {
	for i := range r.Entities {
		if r.Entities[i].ID == id && id != "" {
			return r.Entities[i].Name
		}
	}
	return ""
}

// reported is the day of a report, empty where that is not known.
func reported(r *parley.Report) string {
	if first, last, ok := parley.Days(r.Published); ok && first == last {
		return first.String()
	}
	return ""
}

// daysOf are the days of a date; all days where there is none.
func daysOf(edtf string) contacts.Span {
	first, last, ok := parley.Days(edtf)
	if !ok {
		return contacts.Span{First: parley.FirstDay, Last: parley.LastDay}
	}
	return contacts.Span{First: first, Last: last}
}
