package agreement

import (
	"context"
	"errors"
	"slices"

	"parley"
	"parley/ledger"
)

// A Report is how far two coders agree on the lines of a case.
type Report struct {
	Between [2]string      // the coders
	Lines   int            // that both decided on
	Only    [2]int         // that one of them did, and the other did not
	Fields  []Field        // as they are asked for
	Apart   []Disagreement // in the order of the case
}

// A Field is one thing that they chose.
type Field struct {
	Name  string // "status", "act", "speaker", "certainty"; "source", "cue", "content" of words
	Pairs Pairs  // of words none
	Words *Marking
}

// A Disagreement is a line of which they chose differently.
type Disagreement struct {
	Of     ledger.Address
	Field  string
	Values [2]string
}

// Fields that are chosen from a list, and those that are marked in the text. Of a
// line that either rejected there is its status alone.
const (
	fieldStatus = iota
	fieldAct
	fieldSpeaker
	fieldCertainty
	fieldSource
	fieldCue
	fieldContent
)

var fieldNames = []string{"status", "act", "speaker", "certainty", "source", "cue", "content"}

// Between measures how far two people agree, on the newest reading of each
// report. Each stands for the record as it were had nobody else decided anything.
func Between(ctx context.Context, c *ledger.Case, first, second string) (*Report, error) {
	r := &Report{Between: [2]string{first, second}}
	for i, name := range fieldNames {
		f := Field{Name: name}
		if i >= fieldSource {
			f.Words = new(Marking)
		}
		r.Fields = append(r.Fields, f)
	}
	all, err := c.State(ctx, 0)
	if err != nil {
		return nil, err
	}
	var own [2]*ledger.State
	for i, name := range r.Between {
		if own[i], err = all.By(ledger.Person(name)); err != nil {
			return nil, err
		}
	}
	for _, report := range decidedOn(all) {
		var filings [2]*ledger.Filing
		for i := range filings {
			if filings[i], err = c.FilingWith(ctx, report, 0, own[i]); err != nil {
				break
			}
		}
		if errors.Is(err, ledger.ErrRemoved) {
			continue
		}
		if err != nil {
			return nil, err
		}
		r.add(c, filings)
	}
	return r, nil
}

// decidedOn lists the reports of whose lines anybody decided.
func decidedOn(state *ledger.State) []int64 {
	var reports []int64
	for _, j := range state.Of(ledger.Address{}) {
		if j.Of.Line != "" && !slices.Contains(reports, j.Of.Report) {
			reports = append(reports, j.Of.Report)
		}
	}
	slices.Sort(reports)
	return reports
}

func (r *Report) add(c *ledger.Case, filings [2]*ledger.Filing) {
	for _, s := range filings[0].Machine.Statements {
		status := [2]ledger.Status{filings[0].Status(s.ID), filings[1].Status(s.ID)}
		read := [2]bool{status[0] == ledger.StatusRead, status[1] == ledger.StatusRead}
		switch {
		case read[0] && read[1]:
			continue
		case read[0]:
			r.Only[1]++
			continue
		case read[1]:
			r.Only[0]++
			continue
		}
		r.Lines++
		of := filings[0].Address(s.ID)
		r.choose(of, fieldStatus, string(status[0]), string(status[1]))
		if !slices.Contains(status[:], ledger.StatusRejected) {
			r.compare(c, of, filings)
		}
	}
}

// compare adds what both say of a line that neither rejected.
func (r *Report) compare(c *ledger.Case, of ledger.Address, filings [2]*ledger.Filing) {
	var said [2]*parley.Statement
	var speaker, name [2]string
	for i, f := range filings {
		at := slices.IndexFunc(f.Record.Statements, func(s parley.Statement) bool { return s.ID == of.Line })
		said[i] = &f.Record.Statements[at]
		speaker[i], name[i] = speakerOf(c, f, said[i])
	}
	a, b := said[0], said[1]
	r.choose(of, fieldAct, string(a.Act), string(b.Act))
	r.Fields[fieldSpeaker].Pairs = append(r.Fields[fieldSpeaker].Pairs, speaker)
	if speaker[0] != speaker[1] {
		r.Apart = append(r.Apart, Disagreement{of, fieldNames[fieldSpeaker], name})
	}
	r.choose(of, fieldCertainty, string(a.Certainty), string(b.Certainty))
	r.Fields[fieldSource].Words.Add(a.Source, b.Source)
	r.Fields[fieldCue].Words.Add(a.Cue, b.Cue)
	r.Fields[fieldContent].Words.Add(a.Content, b.Content)
}

// speakerOf is who speaks: by the key of the case, the same whether a coder took the
// entity of the report or wrote the name; and by name.
func speakerOf(c *ledger.Case, f *ledger.Filing, s *parley.Statement) (key, name string) {
	for i := range f.Record.Entities {
		if e := &f.Record.Entities[i]; e.ID == s.Speaker {
			if key := f.State.Key(f.Report.Seq, c.Key(e)); key != "" {
				return f.State.Merged(key)[0], e.Name
			}
			return e.Name, e.Name
		}
	}
	return "", ""
}

func (r *Report) choose(of ledger.Address, field int, first, second string) {
	f := &r.Fields[field]
	f.Pairs = append(f.Pairs, [2]string{first, second})
	if first != second {
		r.Apart = append(r.Apart, Disagreement{of, f.Name, [2]string{first, second}})
	}
}
