package desk

import (
	"cmp"
	"net/url"
	"strings"

	"parley"
	"parley/clerk/amend"
	"parley/ledger"
)

// A linkGroup is other lines that a line has to do with, in one way.
type linkGroup struct {
	Name  string
	Links []linkView
}

type linkView struct {
	Who, What string
	Words     string
	Link      string
	Of        string // its address; empty for what is no line
}

// linksOf are what answers a line, what it answers, what it rests on, and what rests
// on it, within its report.
func linksOf(f *ledger.Filing, id string) (all []linkGroup) {
	t := &teller{f, f.Record, f.State, nil}
	add := func(name string, links ...linkView) {
		for _, l := range links {
			if i := len(all) - 1; i < 0 || all[i].Name != name {
				all = append(all, linkGroup{Name: name})
			}
			all[len(all)-1].Links = append(all[len(all)-1].Links, l)
		}
	}
	for i := range f.Record.Responses {
		if a := &f.Record.Responses[i]; answeredID(a) == id {
			add("What answers it", t.responseLink(a))
		}
	}
	for i := range f.Record.Responses {
		if a := &f.Record.Responses[i]; a.Statement == id || a.ID == id {
			add("What it answers", t.answeredLink(a))
		}
	}
	t.addRests(id, add)
	t.addDeal(id, add)
	return all
}

func answeredID(a *parley.Response) string {
	return cmp.Or(a.To.Statement, a.To.Exhibit, a.To.Proposal, a.To.Event)
}

func (t *teller) responseLink(a *parley.Response) linkView {
	return linkView{cmp.Or(entityName(t.record, a.By), "somebody"), string(a.Kind), words(&t.record.Report, a.Evidence), t.link(a.ID), t.at(a.ID)}
}

func (t *teller) answeredLink(a *parley.Response) linkView {
	to := t.answered(a)
	v := linkView{Who: to.Name, What: string(to.Sort), Words: to.Words, Of: to.Of}
	if to.Sort == "words" {
		v.What = ""
	}
	if to.Of != "" {
		v.Link = "/lines/" + to.Of
	}
	return v
}

// link is the page of a line.
func (t *teller) link(id string) string {
	if exhibit(t.record, id) != nil {
		return "/exhibits/" + t.at(id)
	}
	return "/lines/" + t.at(id)
}

func (t *teller) statementLink(s *parley.Statement) linkView {
	return linkView{cmp.Or(entityName(t.record, s.Speaker), "somebody"), words(&t.record.Report, s.Cue), words(&t.record.Report, s.Content), t.link(s.ID), t.at(s.ID)}
}

// addRests adds on which exhibits a statement rests, or which rest on an exhibit.
func (t *teller) addRests(id string, add func(string, ...linkView)) {
	for i := range t.record.Statements {
		s := &t.record.Statements[i]
		for _, h := range s.Chain {
			x := exhibit(t.record, h.Exhibit)
			switch {
			case x == nil:
			case s.ID == id:
				add("What it rests on", linkView{exhibitName(t.record, x), string(x.Kind), "", t.link(x.ID), t.at(x.ID)})
			case x.ID == id:
				add("What rests on it", t.statementLink(s))
			}
		}
	}
	for i := range t.record.Responses {
		if a := &t.record.Responses[i]; a.ID == id {
			if s := statement(t.record, a.Statement); s != nil {
				add("What it rests on", t.statementLink(s))
			}
		}
	}
}

// addDeal adds positions and contacts that rest on a statement, and the terms that a
// line touches.
func (t *teller) addDeal(id string, add func(string, ...linkView)) {
	r := &t.record.Report
	for i := range t.record.Positions {
		p := &t.record.Positions[i]
		who := cmp.Or(entityName(t.record, p.Party), "somebody")
		if p.Statement == id && id != "" {
			add("What rests on it", linkView{who, strings.TrimSuffix(string(p.Stance)+": "+onWhat(t.record, p), ": "), words(r, p.Evidence), t.link(p.ID), t.at(p.ID)})
		}
		if s := statement(t.record, p.Statement); s != nil && p.ID == id {
			add("What it rests on", t.statementLink(s))
		}
	}
	for i := range t.record.Contacts {
		c := &t.record.Contacts[i]
		if c.Statement == id && id != "" {
			add("What rests on it", linkView{names(t.record, c.Participants), string(c.Kind) + ", " + string(c.Status), words(r, c.Evidence), t.link(c.ID), t.at(c.ID)})
		}
		if s := statement(t.record, c.Statement); s != nil && c.ID == id {
			add("What it rests on", t.statementLink(s))
		}
	}
	for i := range t.record.Terms {
		term := &t.record.Terms[i]
		if isOn(t.record, term, id) {
			add("Terms of the deal", linkView{term.Name, "", "", termPath(term.Key), ""})
		}
	}
}

// isOn reports whether a statement touches a term, a position is on it, or it is the term.
func isOn(record *parley.Record, term *parley.Term, id string) bool {
	for _, s := range term.Statements {
		if s == id {
			return true
		}
	}
	for _, p := range record.Positions {
		if p.ID == id && p.Term == term.ID {
			return true
		}
	}
	return term.ID == id
}

// termPath is the page of a term.
func termPath(key string) string { return "/terms/" + url.PathEscape(key) }

// plainFields are what a line is made of that cannot be corrected: a response, an
// exhibit, a term.
func plainFields(f *ledger.Filing, id string) (all []fieldView) {
	record, r := f.Record, &f.Record.Report
	t := &teller{f, record, f.State, nil}
	add := func(label, shown string) {
		all = append(all, fieldView{Field: amend.Field{Label: label, Shown: shown}})
	}
	for i := range record.Responses {
		if a := &record.Responses[i]; a.ID == id {
			to := t.answered(a)
			add("Who answers", entityName(record, a.By))
			add("How", string(a.Kind))
			add("What", strings.TrimPrefix(strings.TrimSuffix(to.Name+": “"+to.Words+"”", ": “”"), ": "))
			return all
		}
	}
	if x := exhibit(record, id); x != nil {
		add("Called", exhibitName(record, x))
		add("Kind", string(x.Kind))
		add("Made on", x.Date.EDTF)
		add("How long", duration(x.Duration))
		add("Who is in it", names(record, x.Participants))
		add("Obtained by", entityName(record, x.ObtainedBy))
		return all
	}
	for i := range record.Terms {
		if term := &record.Terms[i]; term.ID == id {
			add("Term", term.Name)
			add("Place", entityName(record, term.Place))
			var options []string
			for _, o := range term.Options {
				options = append(options, o.Name)
			}
			add("Ways to settle it", strings.Join(options, ", "))
			add("Words", words(r, term.Evidence[:min(3, len(term.Evidence))]))
		}
	}
	return all
}
