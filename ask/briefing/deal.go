package briefing

import (
	"cmp"
	"fmt"
	"strings"

	"parley"
	"parley/ask"
	"parley/ask/contacts"
	"parley/ask/proposals"
)

// dealt are the reports that may be shown with what they tell of contacts and
// proposals: those of sealed reports are left out, as next to others they would tell
// when something became known. What the question does not ask for is left out too.
func (d *draft) dealt() *ask.Dossier {
	var records []*parley.Record
	shown := map[*parley.Record]ask.Filing{}
	for _, f := range d.filings {
		if f.sealed {
			continue
		}
		record := *f.Record
		record.Contacts, record.Proposals = nil, nil
		for _, c := range f.Record.Contacts {
			if f.chosen == nil || f.asks(c.Statement) {
				record.Contacts = append(record.Contacts, c)
			}
		}
		if f.chosen == nil {
			record.Proposals = f.Record.Proposals
		}
		records = append(records, &record)
		d.byRecord[&record] = f
		shown[&record] = ask.Filing{Report: f.Report.Seq, Known: f.Report.Time, Key: func(e *parley.Entity) string {
			return d.root(d.state.Key(f.Report.Seq, d.of.Key(e)))
		}}
	}
	dossier := ask.NewDossier(records)
	dossier.Filed = shown
	return dossier
}

// contacts are who met or called whom, or is to.
func (d *draft) contacts(dossier *ask.Dossier) Section {
	section := Section{ID: "contacts", Title: "Contacts", Intro: "The same contact in several reports is one. What is planned may not take place."}
	held, ahead := Group{Title: "Held, called off or under way"}, Group{Title: "Planned or proposed"}
	all := contacts.Of(dossier)
	for i := len(all) - 1; i >= 0; i-- { // the newest first
		c := &all[i]
		group := &held
		if c.IsAhead() {
			group = &ahead
		}
		if len(group.Lines) == mostInSection {
			group.More = "and more: parley contacts"
			continue
		}
		group.Lines = append(group.Lines, d.contactLine(c))
	}
	section.Groups = filled(held, ahead)
	return section
}

// filled are the groups that have lines.
func filled(groups ...Group) (out []Group) {
	for _, g := range groups {
		if len(g.Lines) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func (d *draft) contactLine(c *contacts.Contact) Line {
	var who []string
	for _, p := range c.Participants {
		words := p.Name
		if p.Capacity != "" {
			words += " (" + p.Capacity + ")"
		}
		who = append(who, words)
	}
	l := Line{Lead: cmp.Or(strings.Join(who, ", "), "Somebody"), Text: string(c.Status) + " " + string(c.Kind)}
	if c.Place != "" {
		l.Text += " in " + c.Place
	}
	l.Text += fmt.Sprintf(", %s, %s", count(c.Reports(), "report"), count(len(c.Sources), "independent source"))
	if c.Disputed {
		l.Text += "; one report has it held, a later one not"
	}
	switch {
	case c.When != "":
		l.Marks = append(l.Marks, Mark{MarkDated, "on " + c.When})
	case c.DateWords != "":
		l.Marks = append(l.Marks, Mark{MarkDated, "“" + c.DateWords + "”"})
	}
	last := &c.Tellings[len(c.Tellings)-1]
	f := d.byRecord[last.Record]
	l.Words, l.Cut = words(&f.Record.Report, last.Contact.Evidence)
	for i := len(c.Tellings) - 1; i >= 0; i-- {
		t := &c.Tellings[i]
		of := d.byRecord[t.Record]
		if len(l.Notes) < mostNotes {
			l.Notes = append(l.Notes, d.cite(of, t.Contact.ID, t.Contact.Evidence))
		}
		d.mark(&l, of, t.Contact.Statement)
	}
	if t := c.Condition; t != nil && c.IsAhead() {
		of := d.byRecord[t.Record]
		inner := Line{Lead: "On condition"}
		inner.Words, inner.Cut = words(&of.Record.Report, []parley.Span{t.Contact.Condition})
		inner.Notes = []int{d.cite(of, t.Contact.ID, t.Contact.Evidence)}
		l.Lines = append(l.Lines, inner)
	}
	for _, side := range c.Sides {
		for _, topic := range side.Topics {
			of := d.byRecord[topic.Record]
			inner := Line{Lead: side.Name, Text: "says it was about"}
			if topic.Only {
				inner.Text += ", and no other side does,"
			}
			inner.Words, inner.Cut = words(&of.Record.Report, topic.Spans)
			l.Lines = append(l.Lines, inner)
		}
	}
	return l
}

// mark adds that a line is new, or rests on a source that was retracted, once.
func (d *draft) mark(l *Line, f *filed, statement string) {
	marks := d.sourceMarks(f, statement)
	if d.isNew(f.Report.Seq) {
		marks = append(marks, Mark{MarkNew, "new"})
	}
	for _, m := range marks {
		seen := false
		for _, have := range l.Marks {
			seen = seen || have == m
		}
		if !seen {
			l.Marks = append(l.Marks, m)
		}
	}
}

// proposals are the plans and texts, with their points and what they come from.
func (d *draft) proposals(dossier *ask.Dossier) Section {
	section := Section{ID: "proposals", Title: "Plans and texts", Intro: "What no report words of a plan is not known; it may be in it."}
	group := Group{}
	for _, p := range proposals.Of(dossier) {
		if len(p.Mentions) == 1 && p.Points == 0 && len(p.Seen)+len(p.Lineage)+len(p.Attitudes) == 0 {
			continue // no more than named, once
		}
		if len(group.Lines) == mostTopics {
			group.More = "and more: parley proposals"
			break
		}
		group.Lines = append(group.Lines, d.proposalLine(&p))
	}
	section.Groups = filled(group)
	return section
}

func (d *draft) proposalLine(p *proposals.Proposal) Line {
	l := Line{Lead: p.Name}
	var facts []string
	for _, by := range p.By {
		facts = append(facts, "by "+by.Name)
	}
	switch {
	case p.Points > 0:
		facts = append(facts, fmt.Sprintf("%s, %d reported", count(p.Points, "point"), len(p.Seen)))
	case len(p.Seen) > 0:
		facts = append(facts, count(len(p.Seen), "point")+" reported")
	}
	if p.Status != "" {
		facts = append(facts, string(p.Status))
	}
	l.Text = strings.Join(append(facts, count(len(p.Mentions), "report")), ", ")
	if p.Date != "" {
		l.Marks = append(l.Marks, Mark{MarkDated, p.Date})
	}
	for i := len(p.Mentions) - 1; i >= 0; i-- {
		m := &p.Mentions[i]
		of := d.byRecord[m.Record]
		if len(l.Notes) < mostNotes {
			l.Notes = append(l.Notes, d.cite(of, m.Proposal.ID, m.Proposal.Evidence[:min(1, len(m.Proposal.Evidence))]))
		}
		d.mark(&l, of, "")
	}
	for i := range p.Seen {
		w := p.Seen[i].Wordings[0]
		inner := Line{Lead: "Point"}
		if n := p.Seen[i].Number; n != 0 {
			inner.Lead = fmt.Sprint("Point ", n)
		}
		inner.Words, inner.Cut = words(&d.byRecord[w.Record].Record.Report, w.Point.Words)
		inner.Notes = []int{d.citePoint(w)}
		l.Lines = append(l.Lines, inner)
	}
	for _, e := range p.Lineage {
		inner := Line{Lead: strings.ReplaceAll(string(e.Kind), "-", " "), Text: cmp.Or(e.Name, "an earlier one")}
		inner.Words, inner.Cut = words(&d.byRecord[e.Record].Record.Report, e.Spans)
		l.Lines = append(l.Lines, inner)
	}
	return l
}

// citePoint is the note of the statement that words a point, or else of the report's
// own words.
func (d *draft) citePoint(w proposals.Wording) int {
	f := d.byRecord[w.Record]
	if w.Point.Statement != "" && f.asks(w.Point.Statement) {
		return d.citeStatement(f, w.Point.Statement)
	}
	for _, p := range w.Record.Proposals {
		for i := range p.Seen {
			if &p.Seen[i] == w.Point {
				return d.cite(f, p.ID, p.Evidence[:min(1, len(p.Evidence))])
			}
		}
	}
	return d.cite(f, "", w.Point.Words)
}
