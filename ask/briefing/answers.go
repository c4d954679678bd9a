package briefing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/ledger"
)

// exhibits are what reports show or rest on, with the reactions to each. Those of
// several reports that are described alike are one line.
func (d *draft) exhibits() Section {
	section := Section{ID: "exhibits", Title: "Exhibits, and the reactions to them"}
	var list lines
	for _, f := range d.filings {
		for i := range f.Record.Exhibits {
			x := &f.Record.Exhibits[i]
			if !d.isAsked(f, x) {
				continue
			}
			l := list.at(d.exhibitLine(f, x))
			if len(l.Notes) < mostNotes && len(x.Evidence) > 0 {
				l.Notes = append(l.Notes, d.cite(f, x.ID, x.Evidence[:min(len(x.Evidence), mostEvidence)]))
			}
			for k := range f.Record.Responses {
				if r := &f.Record.Responses[k]; r.To.Exhibit == x.ID {
					l.Lines = append(l.Lines, d.responseLine(f, r))
				}
			}
		}
	}
	section.Groups = list.groups("", mostInSection, "exhibit")
	return section
}

// mostEvidence is how many of the places where a report speaks of an exhibit are in
// its note.
const mostEvidence = 2

// isAsked reports whether an exhibit belongs to what the briefing is about: a
// statement rests on it, or answers it.
func (d *draft) isAsked(f *filed, x *parley.Exhibit) bool {
	if f.chosen == nil {
		return true
	}
	for _, s := range f.Record.Statements {
		if f.asks(s.ID) && slices.ContainsFunc(s.Chain, func(h parley.Hop) bool { return h.Exhibit == x.ID }) {
			return true
		}
	}
	return slices.ContainsFunc(f.Record.Responses, func(r parley.Response) bool { return r.To.Exhibit == x.ID && f.asks(r.Statement) })
}

func (d *draft) exhibitLine(f *filed, x *parley.Exhibit) Line {
	l := Line{Lead: cmp.Or(f.name(x.Entity), string(x.Kind))}
	text := []string{}
	if l.Lead != string(x.Kind) {
		text = append(text, string(x.Kind))
	}
	if x.Date.EDTF != "" {
		text = append(text, "of "+x.Date.EDTF)
	}
	if x.Duration != "" {
		text = append(text, "lasting "+x.Duration)
	}
	if name := f.name(x.ObtainedBy); name != "" {
		text = append(text, "obtained by "+name)
	}
	var with []string
	for _, id := range x.Participants {
		if name := f.name(id); name != "" {
			with = append(with, name)
		}
	}
	if len(with) > 0 {
		text = append(text, "with "+strings.Join(with, ", "))
	}
	l.Text = strings.Join(text, ", ")
	for _, s := range f.Record.Statements {
		if len(f.retracted[s.ID]) > 0 && slices.ContainsFunc(s.Chain, func(h parley.Hop) bool { return h.Exhibit == x.ID }) {
			for _, m := range d.sourceMarks(f, s.ID) {
				if !slices.Contains(l.Marks, m) {
					l.Marks = append(l.Marks, m)
				}
			}
		}
	}
	if f.sealed {
		l.Marks = []Mark{{MarkSealed, "sealed source"}}
	}
	return l
}

var answers = map[parley.ResponseKind]string{
	parley.ResponseConfirm: "confirmed", parley.ResponseDeny: "denied", parley.ResponseAccept: "accepted", parley.ResponseReject: "rejected",
	parley.ResponseNotDispute: "did not dispute", parley.ResponseDeclineComment: "declined", parley.ResponseNoReply: "did not answer",
	parley.ResponseWelcome: "welcomed", parley.ResponseCriticise: "criticised",
}

// responseLine is a response: who answers what, and how.
func (d *draft) responseLine(f *filed, r *parley.Response) Line {
	s := f.lines[r.Statement]
	l := Line{Lead: cmp.Or(f.name(r.By), "Somebody"), Text: answers[r.Kind]}
	if s.Speaker != "" && f.Status(r.Statement) == ledger.StatusCorrected {
		l.Lead = cmp.Or(f.name(s.Speaker), l.Lead) // whom a person put there
	}
	if r.Statement != "" {
		l.Marks = d.marks(f, s)
	} else {
		l.Marks = d.sourceMarks(f, "")
	}
	if d.isNew(f.Report.Seq) && r.Statement == "" {
		l.Marks = append(l.Marks, Mark{MarkNew, "new"})
	}
	switch {
	case len(r.To.Words) > 0:
		l.Words, l.Cut = words(&f.Record.Report, r.To.Words)
	case r.To.Statement != "" && len(f.lines[r.To.Statement].Content) > 0:
		l.Words, l.Cut = words(&f.Record.Report, f.lines[r.To.Statement].Content)
	default:
		l.Words, l.Cut = words(&f.Record.Report, r.Evidence)
	}
	switch {
	case r.Statement != "":
		l.Notes = append(l.Notes, d.citeStatement(f, r.Statement))
	case len(r.Evidence) > 0 || f.sealed:
		l.Notes = append(l.Notes, d.cite(f, r.ID, r.Evidence))
	}
	if r.To.Statement != "" && r.To.Statement != r.Statement && len(l.Notes) < mostNotes {
		l.Notes = append(l.Notes, d.citeStatement(f, r.To.Statement))
	}
	return l
}

// responses are those to what was said, done or proposed; those to an exhibit stand
// with it.
func (d *draft) responses() Section {
	section := Section{ID: "responses", Title: "Confirmed, denied, rejected, declined"}
	for _, kind := range parley.ResponseKinds {
		var list lines
		for _, f := range d.filings {
			for i := range f.Record.Responses {
				r := &f.Record.Responses[i]
				if r.Kind != kind || r.To.Exhibit != "" || f.chosen != nil && !f.asks(r.Statement) && !f.asks(r.To.Statement) {
					continue
				}
				if f.sealed && len(f.retracted) > 0 {
					continue
				}
				list.all = append(list.all, d.responseLine(f, r))
			}
		}
		section.Groups = append(section.Groups, list.groups(headings[kind], mostInSection, "response")...)
	}
	return section
}

var headings = map[parley.ResponseKind]string{
	parley.ResponseConfirm: "Confirmed", parley.ResponseDeny: "Denied", parley.ResponseAccept: "Accepted", parley.ResponseReject: "Rejected",
	parley.ResponseNotDispute: "Not disputed", parley.ResponseDeclineComment: "Declined to comment", parley.ResponseNoReply: "No reply",
	parley.ResponseWelcome: "Welcomed", parley.ResponseCriticise: "Criticised",
}

// unnamed are the sources without a name, each with what it says and why it has
// none; those first that give a reason.
func (d *draft) unnamed() Section {
	section := Section{ID: "unnamed", Title: "Sources without a name"}
	type source struct {
		*filed
		why  []parley.Span
		says []string
	}
	var all []*source
	for _, f := range d.filings {
		bySpeaker := map[string]*source{}
		for _, s := range f.Record.Statements {
			if f.sealed || !f.asks(s.ID) || s.SourceClass != parley.SourceAnonymous || !isUnnamed(f.entities[s.Speaker]) || f.asks(s.Within) {
				continue
			}
			u := bySpeaker[s.Speaker]
			if u == nil {
				u = &source{filed: f}
				bySpeaker[s.Speaker] = u
				all = append(all, u)
			}
			if u.says = append(u.says, s.ID); len(u.why) == 0 {
				u.why = s.Anonymity
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *source) int { return -cmp.Compare(min(len(a.why), 1), min(len(b.why), 1)) })
	var list lines
	for _, u := range all {
		l := Line{Lead: cmp.Or(u.name(u.lines[u.says[0]].Speaker), "Somebody"), Text: "no reason given"}
		if len(u.why) > 0 {
			l.Text = "no name because:"
			l.Words, l.Cut = words(&u.Record.Report, u.why)
		}
		for _, id := range u.says {
			l.Lines = append(l.Lines, d.statementLine(u.filed, id, false))
		}
		list.all = append(list.all, l)
	}
	section.Groups = list.groups("", mostInSection, "source")
	return section
}

// isUnnamed leaves out peoples and bodies, which are called what they are.
func isUnnamed(e *parley.Entity) bool {
	return e == nil || e.Kind == parley.EntityPerson || e.Kind == parley.EntityGroup
}

// open are the statements of which nobody knows who makes them.
func (d *draft) open() Section {
	section := Section{ID: "open", Title: "Open: who says this?"}
	d.each(&section, "statement", func(f *filed, s parley.Statement) bool {
		return f.asks(s.ID) && s.Speaker == "" && len(s.Content) > 0
	}, func(f *filed, s parley.Statement) Line {
		l := d.statementLine(f, s.ID, false)
		if source, cut := words(&f.Record.Report, s.Source); len(source) > 0 {
			l.Lead, l.Cut = "“"+strings.Join(source, " … ")+"”", l.Cut || cut
		} else if cue, _ := words(&f.Record.Report, s.Cue); len(cue) > 0 {
			l.Lead, l.Text = "“"+strings.Join(cue, " … ")+"”", ""
		}
		return l
	})
	return section
}

// each adds a line for every statement that is wanted, what people stood by first.
func (d *draft) each(section *Section, what string, want func(*filed, parley.Statement) bool, line func(*filed, parley.Statement) Line) {
	var all []weighed
	for order, f := range d.filings {
		for _, s := range f.Record.Statements {
			if want(f, s) {
				all = append(all, weighed{f, s, f.rank(s.ID), order})
			}
		}
	}
	slices.SortStableFunc(all, byWeight)
	group := Group{}
	for i, w := range all {
		if i == mostInSection {
			group.More = fmt.Sprintf("and %s more", count(len(all)-i, what))
			break
		}
		group.Lines = append(group.Lines, line(w.filed, w.statement))
	}
	section.Groups = []Group{group}
}

// lines are collected, those that begin alike as one.
type lines struct{ all []Line }

func (l *lines) at(line Line) *Line {
	for i := range l.all {
		if l.all[i].Lead == line.Lead && l.all[i].Text == line.Text && slices.Equal(l.all[i].Marks, line.Marks) {
			return &l.all[i]
		}
	}
	l.all = append(l.all, line)
	return &l.all[len(l.all)-1]
}

// groups are the lines as one group, or none.
func (l *lines) groups(title string, most int, what string) []Group {
	if len(l.all) == 0 {
		return nil
	}
	g := Group{Title: title, Lines: l.all}
	if n := len(l.all); n > most {
		g.Lines, g.More = l.all[:most], fmt.Sprintf("and %s more", count(n-most, what))
	}
	return []Group{g}
}

// ofTheCase are decisions on how to work on the case, not on what is in it.
var ofTheCase = []ledger.Kind{ledger.KindQuery, ledger.KindCodebook, ledger.KindTerm}

// decided is what people decided: what they put right, left out or took back, the
// newest first.
func (d *draft) decided() Section {
	section := Section{ID: "decided", Title: "What people decided"}
	looked := map[int64]*filed{}
	for _, f := range d.filings {
		looked[f.Report.Seq] = f
	}
	group, accepted, more := Group{}, 0, 0
	for _, j := range slices.Backward(d.state.Of(ledger.Address{})) {
		f := looked[j.Entry.Of.Report]
		if j.Entry.Of.Report != 0 && f == nil && j.Kind != ledger.KindPurge || slices.Contains(ofTheCase, j.Entry.Kind) {
			continue
		}
		if f != nil && f.chosen != nil && j.Entry.Of.Line != "" && !f.asks(j.Entry.Of.Line) {
			continue
		}
		if j.Kind == ledger.KindAccept {
			if j.UndoneBy == 0 {
				accepted++
			}
			continue
		}
		if len(group.Lines) == mostDecisions {
			more++
			continue
		}
		group.Lines = append(group.Lines, d.decision(f, j))
	}
	if accepted > 0 {
		group.Lines = append(group.Lines, Line{Text: count(accepted, "line") + " accepted"})
	}
	if more > 0 {
		group.More = fmt.Sprintf("and %s before these", count(more, "decision"))
	}
	section.Groups = []Group{group}
	return section
}

var decisions = map[ledger.Kind]string{
	ledger.KindCorrect: "corrected", ledger.KindReject: "rejected", ledger.KindNote: "noted", ledger.KindMerge: "merged", ledger.KindSplit: "split",
	ledger.KindUndo: "undid", ledger.KindRetract: "retracted", ledger.KindSeal: "sealed", ledger.KindPurge: "purged", ledger.KindExhibit: "filed an exhibit",
}

// decision is one of them. Of a report that is sealed or purged it says no more
// than what was done.
func (d *draft) decision(f *filed, j ledger.Judgement) Line {
	l := Line{Lead: j.Author.Name, Text: cmp.Or(decisions[j.Kind], string(j.Kind))}
	hidden := j.Kind == ledger.KindSeal || j.Kind == ledger.KindPurge || f != nil && f.sealed
	if of := j.Entry.Of; of != (ledger.Address{}) && j.Kind != ledger.KindUndo {
		l.Text += " " + of.String()
	}
	if j.Kind == ledger.KindUndo {
		l.Text += fmt.Sprintf(" entry %d", j.Supersedes)
	}
	if len(j.Fields) > 0 {
		l.Text += " in " + strings.Join(j.Fields, ", ")
	}
	if len(j.Keys) > 0 {
		others := slices.DeleteFunc(slices.Clone(j.Keys), func(k string) bool { return k == j.Into })
		l.Text += " " + strings.Join(others, " and ") + " into " + cmp.Or(j.Name, j.Into)
	} else if j.Name != "" && !hidden {
		l.Text += " " + j.Name
	}
	for _, why := range []string{j.Text, j.Decision.Reason} {
		if why != "" && !hidden {
			l.Text += ": " + why
		}
	}
	l.Text += fmt.Sprintf(" (entry %d, %s", j.Seq, j.Time.UTC().Format("2006-01-02"))
	if j.UndoneBy != 0 {
		l.Text += fmt.Sprintf(", undone by entry %d", j.UndoneBy)
	}
	l.Text += ")"
	if d.isNew(j.Seq) {
		l.Marks = append(l.Marks, Mark{MarkNew, "new"})
	}
	if f != nil && j.Kind == ledger.KindCorrect && f.asks(j.Entry.Of.Line) {
		l.Notes = []int{d.citeStatement(f, j.Entry.Of.Line)}
	}
	return l
}
