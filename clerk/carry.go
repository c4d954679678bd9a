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

	kept  []carried
	lost  []Lost
	added []parley.Entity // by the corrections that are kept
}

type carried struct {
	ledger.Judgement
	line     string
	decision ledger.Decision
}

// carry looks for each line of old's that somebody decided on. A correction is
// carried where all its words are found again; the fields that the person left
// alone are the new reading's. An acceptance is carried where the line says then what
// the person accepted.
func (c *carrying) carry(old *ledger.Filing) {
	words := anchor.New(old.Record.Report.Text, c.record.Report.Text)
	pairs, _ := words.Match(old.Record.Statements, c.record.Statements)
	to := map[string]string{}
	for _, p := range pairs {
		if p.Same { // of other words the person has not judged
			to[p.Old] = p.New
		}
	}
	lines := map[string]parley.Statement{} // of the new reading, as corrected so far
	for _, s := range c.record.Statements {
		lines[s.ID] = s
	}
	for _, j := range old.State.Standing(old.Reading.Seq) {
		line, found := to[j.Of.Line]
		d := *j.Decision
		switch {
		case !found:
		case j.Kind == ledger.KindCorrect:
			if found = c.correct(words, &d, lines[line], old.Record); found {
				lines[line] = *d.Statement
			}
		case j.Kind == ledger.KindAccept:
			found = c.says(lines[line], old.Record, j.Of.Line)
		}
		if !found {
			c.lost = append(c.lost, Lost{j, wordsOf(old.Record, j.Of.Line)})
			continue
		}
		d.Reading, d.Carried = c.reading, j.Seq
		c.kept = append(c.kept, carried{j, line, d})
		c.added = append(c.added, d.Entities...)
	}
}

// correct makes a correction one of the new line s.
func (c *carrying) correct(words *anchor.Map, d *ledger.Decision, s parley.Statement, old *parley.Record) bool {
	if d.Statement == nil || len(d.Fields) == 0 {
		return false // an entity, or a whole line, of another reading; the person looks again
	}
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
			told := was.Addressees
			was.Addressees = nil
			for _, a := range told {
				id, ok := c.entity(d, old, a)
				if !ok {
					return false
				}
				was.Addressees = append(was.Addressees, id)
			}
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
	answerFor(d)
	return true
}

// says reports whether a line of the new record, with the words of one of the old, has
// the answers too.
func (c *carrying) says(s parley.Statement, old *parley.Record, line string) bool {
	at := slices.IndexFunc(old.Statements, func(o parley.Statement) bool { return o.ID == line })
	if at < 0 {
		return false
	}
	o := old.Statements[at]
	if len(s.Addressees) != len(o.Addressees) || s.Act != o.Act || s.Certainty != o.Certainty || s.Negated != o.Negated || s.Kind != o.Kind {
		return false
	}
	names, oldNames := namesIn(c.record.Entities, c.added), namesIn(old.Entities)
	for i, a := range s.Addressees {
		if names[a] != oldNames[o.Addressees[i]] {
			return false
		}
	}
	return names[s.Speaker] == oldNames[o.Speaker]
}

func namesIn(lists ...[]parley.Entity) map[string]string {
	names := map[string]string{}
	for _, e := range slices.Concat(lists...) {
		names[e.ID] = e.Name
	}
	return names
}

// entity is the entity of the new record that an entity of the old one, or of the
// correction, is: the one of the same name.
func (c *carrying) entity(d *ledger.Decision, old *parley.Record, id string) (string, bool) {
	if id == "" {
		return "", true
	}
	if slices.ContainsFunc(d.Entities, func(e parley.Entity) bool { return e.ID == id }) {
		return id, true
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

func partOf(s *parley.Statement, field string) *[]parley.Span {
	switch field {
	case "source":
		return &s.Source
	case "cue":
		return &s.Cue
	}
	return &s.Content
}

// wordsOf are the words of a line, for the list of what was lost.
func wordsOf(record *parley.Record, line string) string {
	for i := range record.Statements {
		if s := &record.Statements[i]; s.ID == line {
			return record.Report.Quote(parley.Hull(slices.Concat(s.Source, s.Cue, s.Content)))
		}
	}
	for _, e := range record.Entities {
		if e.ID == line {
			return e.Name
		}
	}
	return line
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
