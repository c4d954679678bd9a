package briefing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/ask"
)

// carried is what two reports or more carry, with the independent sources that it
// rests on.
func (d *draft) carried() Section {
	section := Section{ID: "carried", Title: "What several reports carry",
		Intro: "Reports that copy each other, or rest on one outlet, recording or post, are one source."}
	group := Group{}
	for i := range d.claims {
		c := &d.claims[i]
		if c.Reports < 2 || c.Speaker == "" || !d.asksClaim(c) {
			continue
		}
		if len(group.Lines) == mostInSection {
			group.More = "and more, which fewer reports carry: parley corroborate"
			break
		}
		group.Lines = append(group.Lines, d.claimLine(c))
	}
	section.Groups = []Group{group}
	return section
}

func (d *draft) asksClaim(c *ask.Claim) bool {
	return slices.ContainsFunc(c.Passages, func(p *ask.Passage) bool { return d.byRecord[p.Record].asks(p.Statement.ID) })
}

// claimLine is a claim in the words of a report that is not sealed, if there is
// one.
func (d *draft) claimLine(c *ask.Claim) Line {
	best := c.Passages[0]
	for _, p := range c.Passages {
		open, was := !d.byRecord[p.Record].sealed, !d.byRecord[best.Record].sealed
		if open && !was || open == was && len(p.Words()) > len(best.Words()) {
			best = p
		}
	}
	f := d.byRecord[best.Record]
	l := Line{Lead: c.Speaker, Text: fmt.Sprintf("%s, %s, %s", count(c.Reports, "report"), count(len(c.Sources), "independent source"), c.Grade.Level)}
	if slices.ContainsFunc(c.Passages, func(p *ask.Passage) bool { return d.byRecord[p.Record].sealed }) {
		l.Lead = cmp.Or(f.name(best.Statement.Speaker), "Somebody") // the claim's own may be a sealed report's
	}
	if f.sealed {
		l.Words, l.Cut = words(&f.Record.Report, f.lines[best.Statement.ID].Content)
	} else {
		l.Words, l.Cut = words(&f.Record.Report, best.Spans)
	}
	for _, p := range c.Passages {
		for _, m := range d.sourceMarks(d.byRecord[p.Record], p.Statement.ID) {
			if m.Kind == MarkRetracted && !d.byRecord[p.Record].sealed && !slices.Contains(l.Marks, m) {
				l.Marks = append(l.Marks, m)
			}
		}
	}
	for _, s := range c.Sources {
		l.Lines = append(l.Lines, d.sourceLine(s))
	}
	return l
}

var sourceKinds = map[ask.SourceKind]string{
	ask.SourceExhibit: "an exhibit", ask.SourceMedium: "cited, or the agency", ask.SourcePublic: "a public statement",
	ask.SourceQuoted: "quoted alike", ask.SourcePerson: "passed it on", ask.SourceOutlet: "the report’s own",
}

// sourceLine is one source with the reports that rest on it. The name of one that
// a sealed report rests on too is not told.
func (d *draft) sourceLine(s ask.Source) Line {
	l := Line{Lead: cmp.Or(s.Name, "A source"), Text: sourceKinds[s.Kind] + ", " + count(len(s.Carriers), "report")}
	for _, c := range s.Carriers {
		f := d.byRecord[c.Record]
		if f.sealed && len(l.Marks) == 0 {
			l.Lead, l.Text = "Sealed source", count(len(s.Carriers), "report")
			l.Marks = []Mark{{MarkSealed, "sealed source"}}
		}
		if len(l.Notes) < mostNotes {
			l.Notes = append(l.Notes, d.citeStatement(f, c.Passages[0].Statement.ID))
		}
	}
	if n := len(s.Carriers) - len(l.Notes); n > 0 {
		l.Text += fmt.Sprintf(" (%d without a note here)", n)
	}
	return l
}

// contradictions are lines that cannot both hold, side by side.
func (d *draft) contradictions() Section {
	section := Section{ID: "contradictions", Title: "Contradictions", Intro: "Listed, not settled."}
	group := Group{}
	n := 0
	for _, c := range d.dossier.Contradictions() {
		if !d.asksSide(c.A) && !d.asksSide(c.B) || !d.showsSide(c.A) || !d.showsSide(c.B) {
			continue
		}
		if n++; n > mostInSection {
			continue
		}
		l := Line{Text: c.Rule, Pair: true, Lines: []Line{d.sideLine(c.A), d.sideLine(c.B)}}
		if !d.byRecord[c.A.Record].sealed && !d.byRecord[c.B.Record].sealed {
			if c.Kind != ask.ContradictionResponse {
				l.Text += ", about: " + strings.Join(c.On, " ")
			}
		} else if c.Kind == ask.ContradictionNumber {
			l.Text = "the same count differs"
		}
		group.Lines = append(group.Lines, l)
	}
	if n > mostInSection {
		group.More = fmt.Sprintf("and %d more: parley contradictions", n-mostInSection)
	}
	section.Groups = []Group{group}
	return section
}

func (d *draft) asksSide(s ask.Side) bool {
	f := d.byRecord[s.Record]
	if s.Passage != nil {
		return f.asks(s.Passage.Statement.ID)
	}
	return f.chosen == nil || f.asks(s.Response.Statement)
}

// showsSide reports whether a side may be shown at all: of a sealed report only
// what the briefing is about.
func (d *draft) showsSide(s ask.Side) bool { return !d.byRecord[s.Record].sealed || d.asksSide(s) }

func (d *draft) sideLine(s ask.Side) Line {
	f := d.byRecord[s.Record]
	if s.Passage != nil {
		l := d.statementLine(f, s.Passage.Statement.ID, true)
		if !f.sealed {
			l.Words, l.Cut = words(&f.Record.Report, s.Passage.Spans)
		}
		return l
	}
	for i := range f.Record.Responses {
		if r := &f.Record.Responses[i]; r.ID == s.Response.ID {
			return d.responseLine(f, r)
		}
	}
	return Line{}
}
