package briefing

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"parley"
	"parley/ask/stand"
	"parley/ledger"
)

// How many topics a briefing has positions on, and how many of one.
const (
	mostTopics = 12
	mostStands = 8
)

// positions is where each side stands on each term, as far as the reports that are
// looked at say. Those of sealed reports are left out: next to others they would
// tell when they were taken.
func (d *draft) positions(ctx context.Context) (Section, error) {
	section := Section{ID: "positions", Title: "Where each side stands",
		Intro: "The latest of each basis: own words, what others say of it, what is inferred, red lines. A side that is not named has no reported position on the term."}
	byReport := map[int64]*filed{}
	var filings []*ledger.Filing
	for _, f := range d.filings {
		if f.sealed || len(f.Record.Positions) == 0 {
			continue
		}
		byReport[f.Report.Seq] = f
		filings = append(filings, f.asked())
	}
	l := stand.GatherFilings(d.of, filings)
	m := l.Matrix(l.Name)
	for t, topic := range m.Topics {
		if topic.Key == "" {
			break // they are the last, and said elsewhere
		}
		if len(section.Groups) == mostTopics {
			section.Groups = append(section.Groups, Group{More: fmt.Sprintf("and %s more: parley positions", count(len(m.Topics)-t, "topic"))})
			break
		}
		title := l.Label(stand.Topic{Key: topic.Key})
		if topic.Option != "" {
			title += ": " + l.Label(topic.Topic)
		}
		var list lines
		for p := range m.Parties {
			c, _ := m.Cell(t, p)
			for i := range c.Stands {
				line, err := d.standLine(ctx, l, byReport, l.Name(m.Parties[p].ID), &c, &c.Stands[i])
				if err != nil {
					return section, err
				}
				list.all = append(list.all, line)
			}
		}
		section.Groups = append(section.Groups, list.groups(title, mostStands, "position")...)
	}
	return section, nil
}

// asked is the filing without positions that the question does not ask for.
func (f *filed) asked() *ledger.Filing {
	if f.chosen == nil {
		return f.Filing
	}
	out, record := *f.Filing, *f.Record
	record.Positions = slices.DeleteFunc(slices.Clone(record.Positions), func(p parley.Position) bool { return !f.asks(p.Statement) })
	out.Record = &record
	return &out
}

// stances say what a side did; of many people as of one.
var stances = map[parley.Stance]string{
	parley.StanceAccept: "accepted", parley.StanceReject: "rejected", parley.StanceDemand: "demanded", parley.StanceOffer: "offered",
	parley.StanceConditional: "accepted on a condition", parley.StanceOpen: "left it open",
}

var bases = map[parley.Basis]string{
	parley.BasisOwn: "own words", parley.BasisAttributed: "as others say", parley.BasisInferred: "inferred", parley.BasisRedLine: "a red line",
}

// standLine is a stand, with the words of what stands.
func (d *draft) standLine(ctx context.Context, l *stand.Library, of map[int64]*filed, party string, c *stand.Cell, s *stand.Stand) (Line, error) {
	line := Line{Lead: cmp.Or(party, "Somebody")}
	for i, stance := range s.Stances {
		if i > 0 {
			line.Text += " and "
		}
		line.Text += stances[stance]
	}
	line.Text += ", " + bases[s.Basis]
	if s.Private {
		line.Text += ", not in public"
	}
	if s.Conflict {
		line.Text += " (they conflict)"
	}
	if s.Private && c.Differs() {
		line.Text += " (in public otherwise)"
	}
	for i, r := range s.Latest(mostNotes) {
		source, err := l.Source(ctx, r)
		if err != nil {
			return line, err
		}
		f := of[r.Of.Report]
		line.Notes = append(line.Notes, d.cite(f, r.Of.Line, source.Position.Evidence))
		if i > 0 {
			continue
		}
		line.Words, line.Cut = words(&f.Record.Report, source.Position.Evidence)
		if day := r.Day(); day != "" {
			line.Marks = append(line.Marks, Mark{MarkDated, "on " + day})
		}
		if d.isNew(f.Report.Seq) {
			line.Marks = append(line.Marks, Mark{MarkNew, "new"})
		}
		line.Marks = append(line.Marks, d.sourceMarks(f, source.Position.Statement)...)
		if holder := source.Party(); holder != "" && len(source.Ways) > 0 && holder != party {
			line.Lead += " (" + holder + ")"
		}
	}
	return line, nil
}
