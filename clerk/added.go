package clerk

import (
	"context"
	"fmt"
	"slices"

	"parley"
	"parley/internal/anchor"
	"parley/ledger"
)

// Lines that people add, as the reading lacks them. A correction of a report, not of a
// line, adds one: its id is the next after those that the reading has, or had.

// newLine gives the line that a decision adds its id, and returns that.
func (f *Filer) newLine(ctx context.Context, report int64, d *ledger.Decision, state *ledger.State) (string, error) {
	if lines := d.Lines(); len(lines) != 1 || lines[0] != "" || d.Entity != nil || len(d.Fields) > 0 {
		return "", fmt.Errorf("what is added to report %d is one whole statement, position, proposal or contact, and gets its id when it is filed: %w", report, parley.ErrInvalid)
	}
	filing, err := f.Case.FilingWith(ctx, report, 0, state)
	if err != nil {
		return "", err
	}
	if filing.Reading.Seq == 0 {
		return "", fmt.Errorf("nobody has read report %d, so that no line can be added: %w", report, parley.ErrInvalid)
	}
	taken := map[string]bool{}
	for id := range ledger.LineIDs(filing.Record) {
		taken[id] = true
	}
	for _, j := range state.Of(ledger.Address{}) { // an id that was taken back stays that line's
		if j.Reading == filing.Reading.Seq {
			taken[j.Of.Line] = true
		}
	}
	return identify(d, taken), nil
}

// identify gives the line of a decision the first id behind all that are taken.
func identify(d *ledger.Decision, taken map[string]bool) string {
	apart(d)
	var id *string
	letter := byte('s')
	switch {
	case d.Statement != nil:
		id = &d.Statement.ID
	case d.Position != nil:
		id, letter = &d.Position.ID, 'o'
	case d.Proposal != nil:
		id, letter = &d.Proposal.ID, 'd'
	case d.Contact != nil:
		id, letter = &d.Contact.ID, 'c'
	}
	n := 0
	for line := range taken {
		if line != "" && line[0] == letter {
			n = max(n, ledger.LineNumber(line))
		}
	}
	for *id = ""; *id == "" || taken[*id]; {
		n++
		*id = fmt.Sprintf("%c%d", letter, n)
	}
	return *id
}

// add makes a line that a person added to the old reading one of the new, where that
// has its words and not the line itself.
func (c *carrying) add(words *anchor.Map, d *ledger.Decision, old *parley.Record) (string, bool) {
	apart(d)
	ok := false
	switch {
	case d.Statement != nil:
		ok = c.addStatement(words, d, old)
	case d.Position != nil:
		ok = c.addPosition(words, d, old)
	case d.Proposal != nil:
		p := d.Proposal
		p.Seen, p.Lineage, p.Entity = nil, nil, ""
		p.By, ok = c.entities(d, old, p.By)
		p.Terms = nil
		ok = ok && carryInto(words, &p.Evidence)
	case d.Contact != nil:
		ok = c.addContact(words, d, old)
	}
	if !ok {
		return "", false
	}
	taken := map[string]bool{}
	for id := range ledger.LineIDs(c.now) {
		taken[id] = true
	}
	return identify(d, taken), true
}

func (c *carrying) addStatement(words *anchor.Map, d *ledger.Decision, old *parley.Record) bool {
	s := d.Statement
	s.Within, s.Hedges, s.Chain, s.Anonymity = c.to[s.Within], nil, nil, nil
	s.Channel, s.Said.Span = parley.Span{}, parley.Span{}
	var ok, okTo bool
	s.Speaker, ok = c.entity(d, old, s.Speaker)
	s.Addressees, okTo = c.entities(d, old, s.Addressees)
	return ok && okTo && carryInto(words, &s.Source) && carryInto(words, &s.Cue) && carryInto(words, &s.Content) &&
		!slices.ContainsFunc(c.now.Statements, func(have parley.Statement) bool {
			return slices.Equal(have.Cue, s.Cue) && slices.Equal(have.Content, s.Content)
		})
}

func (c *carrying) addPosition(words *anchor.Map, d *ledger.Decision, old *parley.Record) bool {
	p := d.Position
	p.Quantities = nil
	p.Held.Span, _ = carryOne(words, p.Held.Span)
	var ok [5]bool
	p.Party, ok[0] = c.entity(d, old, p.Party)
	p.By, ok[1] = c.entity(d, old, p.By)
	ok[2] = c.term(d, old, p)
	p.Proposal, ok[3] = c.proposal(old, p.Proposal)
	p.Condition, ok[4] = carryOne(words, p.Condition)
	return !slices.Contains(ok[:], false) && c.paired(&p.Statement) && carryInto(words, &p.About) && carryInto(words, &p.Evidence) &&
		!slices.ContainsFunc(c.now.Positions, func(have parley.Position) bool {
			return slices.Equal(have.Evidence, p.Evidence) && have.Party == p.Party && have.Term == p.Term
		})
}

func (c *carrying) addContact(words *anchor.Map, d *ledger.Decision, old *parley.Record) bool {
	k := d.Contact
	k.When.Span, _ = carryOne(words, k.When.Span)
	var ok [4]bool
	k.Participants, ok[0] = c.entities(d, old, k.Participants)
	k.Host, ok[1] = c.entity(d, old, k.Host)
	k.Place, ok[2] = c.entity(d, old, k.Place)
	k.Condition, ok[3] = carryOne(words, k.Condition)
	return !slices.Contains(ok[:], false) && c.paired(&k.Statement) && carryInto(words, &k.Topics) && carryInto(words, &k.Evidence) &&
		!slices.ContainsFunc(c.now.Contacts, func(have parley.Contact) bool { return slices.Equal(have.Evidence, k.Evidence) && have.Kind == k.Kind })
}

// paired makes the id of a statement that of the new reading.
func (c *carrying) paired(statement *string) bool {
	if *statement == "" {
		return true
	}
	*statement = c.to[*statement]
	return *statement != ""
}

// carryInto carries spans over in their place.
func carryInto(words *anchor.Map, spans *[]parley.Span) bool {
	carried, ok := carryAll(words, *spans)
	*spans = carried
	return ok
}
