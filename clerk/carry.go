package clerk

import (
	"slices"

	"parley"
	"parley/internal/anchor"
	"parley/ledger"
)

// Carrying takes decisions on the lines of one reading over to another, where
// the words that they were made on are found again.
type carrying struct {
	report, reading int64 // entries of what they are carried to
	record          *parley.Record
	state           *ledger.State // before anything is carried

	kept []carried
	lost []Lost
	now  *parley.Record // record with the corrections that are kept; its lists are its own

	to map[string]string // lines of the old reading → those of the new one that they are
}

type carried struct {
	ledger.Judgement
	line     string
	decision ledger.Decision
}

// carry looks for each line of old's that somebody decided on. A correction is
// carried where all its words are found again; the fields that the person left
// alone are the new reading's. A line that a person added is added anew. An acceptance is carried where the line says then what
// the person accepted.
func (c *carrying) carry(old *ledger.Filing) {
	standing := old.State.Standing(old.Reading.Seq)
	if len(standing) == 0 {
		return
	}
	words := anchor.New(old.Record.Report.Text, c.record.Report.Text)
	c.to = c.pairs(words, old.Machine)
	pairs, _ := words.Match(old.Record.Statements, c.record.Statements)
	for _, p := range pairs {
		if p.Same { // of other words the person has not judged
			c.to[p.Old] = p.New
		}
	}
	c.now = copied(c.record)
	for _, j := range standing {
		line, found := c.to[j.Of.Line]
		d := *j.Decision
		switch {
		case !found && j.Kind == ledger.KindCorrect && len(d.Fields) == 0 && !ledger.HasLine(old.Machine, j.Of.Line):
			if line, found = c.add(words, &d, old.Record); found {
				c.to[j.Of.Line] = line
				d.Correct(c.now)
			}
		case !found:
		case j.Kind == ledger.KindCorrect:
			if found = c.correct(words, &d, line, old.Record); found {
				answerFor(&d)
				d.Correct(c.now)
			}
		case j.Kind == ledger.KindAccept:
			found = c.says(line, old.Record, j.Of.Line)
		}
		if !found {
			c.lost = append(c.lost, Lost{j, wordsOf(old.Record, j.Of.Line)})
			continue
		}
		d.Reading, d.Carried = c.reading, j.Seq
		c.kept = append(c.kept, carried{j, line, d})
	}
}

// copied is a record whose lists of what can be corrected are its own.
func copied(r *parley.Record) *parley.Record {
	c := *r
	c.Entities, c.Statements, c.Terms = slices.Clone(r.Entities), slices.Clone(r.Statements), slices.Clone(r.Terms)
	c.Positions, c.Proposals, c.Contacts = slices.Clone(r.Positions), slices.Clone(r.Proposals), slices.Clone(r.Contacts)
	return &c
}

// correct makes a correction one of the new reading's line. One of a whole line is of
// the old reading: the person looks again.
func (c *carrying) correct(words *anchor.Map, d *ledger.Decision, line string, old *parley.Record) bool {
	if len(d.Fields) == 0 {
		return false
	}
	switch {
	case d.Statement != nil:
		i := slices.IndexFunc(c.now.Statements, func(s parley.Statement) bool { return s.ID == line })
		return i >= 0 && c.correctStatement(words, d, c.now.Statements[i], old)
	case d.Entity != nil:
		i := slices.IndexFunc(c.now.Entities, func(e parley.Entity) bool { return e.ID == line })
		return i >= 0 && c.correctEntity(d, c.now.Entities[i])
	case d.Position != nil:
		i := slices.IndexFunc(c.now.Positions, func(p parley.Position) bool { return p.ID == line })
		return i >= 0 && c.correctPosition(words, d, c.now.Positions[i], old)
	case d.Proposal != nil:
		i := slices.IndexFunc(c.now.Proposals, func(p parley.Proposal) bool { return p.ID == line })
		return i >= 0 && c.correctProposal(words, d, c.now.Proposals[i], old)
	case d.Contact != nil:
		i := slices.IndexFunc(c.now.Contacts, func(p parley.Contact) bool { return p.ID == line })
		return i >= 0 && c.correctContact(words, d, c.now.Contacts[i], old)
	}
	return false
}

// correctEntity leaves the mentions to the new reading: nobody corrects those.
func (c *carrying) correctEntity(d *ledger.Decision, e parley.Entity) bool {
	for _, field := range d.Fields {
		if field != "name" && field != "kind" && field != "role" {
			return false
		}
	}
	e = d.CorrectEntity(e)
	d.Entity = &e
	return true
}

func (c *carrying) correctStatement(words *anchor.Map, d *ledger.Decision, s parley.Statement, old *parley.Record) bool {
	was := *d.Statement
	for _, field := range d.Fields {
		switch field {
		case "act", "certainty", "negated", "kind":
		case "speaker":
			id, ok := c.entity(d, old, was.Speaker)
			if !ok {
				return false
			}
			was.Speaker = id
		case "addressees":
			ids, ok := c.entities(d, old, was.Addressees)
			if !ok {
				return false
			}
			was.Addressees = ids
		case "source", "cue", "content":
			spans, lost := words.Carry(*partOf(&was, field))
			if len(lost) > 0 {
				return false
			}
			*partOf(&was, field) = spans
		default:
			return false
		}
	}
	d.Statement = &was
	s = d.CorrectStatement(s)
	d.Statement = &s
	return true
}

// says reports whether a line of the new record, with the words of one of the old, has
// the answers too.
func (c *carrying) says(line string, old *parley.Record, was string) bool {
	answers := answersOf(old, was)
	return answers != "" && answers == answersOf(c.now, line)
}

// entity is the entity of the new record that an entity of the old one, or of the
// correction, is: the one that both readings call the same, or that of the name that a
// person gave it.
func (c *carrying) entity(d *ledger.Decision, old *parley.Record, id string) (string, bool) {
	if id == "" {
		return "", true
	}
	if slices.ContainsFunc(d.Entities, func(e parley.Entity) bool { return e.ID == id }) {
		return id, true
	}
	if other, ok := c.to[id]; ok {
		return other, true
	}
	for _, e := range old.Entities {
		for _, n := range c.record.Entities {
			if e.ID == id && n.Name == e.Name && n.Kind == e.Kind {
				return n.ID, true
			}
		}
	}
	return "", false
}

func (c *carrying) entities(d *ledger.Decision, old *parley.Record, ids []string) ([]string, bool) {
	var all []string
	for _, id := range ids {
		other, ok := c.entity(d, old, id)
		if !ok {
			return nil, false
		}
		all = append(all, other)
	}
	return all, true
}

func partOf(s *parley.Statement, field string) *[]parley.Span {
	switch field {
	case "source":
		return &s.Source
	case "cue":
		return &s.Cue
	}
	return &s.Content
}

// drafts are the entries of what is carried, with the index that they make.
func (c *carrying) drafts(of *ledger.Case) ([]ledger.Draft, error) {
	state := c.state
	var drafts []ledger.Draft
	for i := range c.kept {
		k := &c.kept[i]
		e := ledger.Entry{Seq: c.reading + int64(i) + 1, Kind: k.Kind, Author: k.Author, Of: ledger.Address{Report: c.report, Line: k.line}, Supersedes: k.Seq}
		var err error
		if state, err = state.With(e, &k.decision); err != nil {
			return nil, err
		}
		body, err := k.decision.Encode()
		if err != nil {
			return nil, err
		}
		drafts = append(drafts, ledger.Draft{Kind: e.Kind, Author: e.Author, Of: e.Of, Supersedes: e.Supersedes, Body: body})
	}
	if len(drafts) > 0 {
		index := ledger.IndexRecord(c.report, c.reading, state.Record(c.reading, c.record), state, of.Key)
		drafts[len(drafts)-1].Index = []ledger.Indexed{{Report: c.report, Index: index}}
	}
	return drafts, nil
}
