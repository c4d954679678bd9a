package desk

import (
	"cmp"
	"slices"
	"strings"

	"parley"
	"parley/ask/search"
	"parley/ledger"
)

// A group is the lines of one noun that a report has beside its statements.
type group struct {
	Name  string
	Lines []aboutLine
}

// An aboutLine is such a line in a few words.
type aboutLine struct {
	Of     ledger.Address
	Link   string // its page
	Who    string
	What   string
	Words  string
	Rests  string // the statement that it rests on
	Status ledger.Status
	Copy   search.Citation // as people paste it
}

// groups lists what a report has beside its statements, each noun that it has any of.
func groups(f *ledger.Filing, citer *search.Citer) (all []group) {
	r, record := &f.Record.Report, f.Record
	add := func(name string, lines []aboutLine) {
		if len(lines) > 0 {
			all = append(all, group{name, lines})
		}
	}
	line := func(id, who, what string, spans []parley.Span, rests string) aboutLine {
		copied := citer.Line(id, holderOf(record, id), nouns[id[0]], what, spans)
		return aboutLine{f.Address(id), "/lines/" + f.Address(id).String(), who, what, words(r, spans), rests, f.Status(id), copied}
	}
	var lines []aboutLine
	of := func(id string, spans []parley.Span, rests string) aboutLine {
		who, what := ofDeal(record, id)
		return line(id, who, what, spans, rests)
	}
	for _, p := range record.Positions {
		lines = append(lines, of(p.ID, p.Evidence, p.Statement))
	}
	add("Positions", lines)
	lines = nil
	for _, c := range record.Contacts {
		lines = append(lines, of(c.ID, c.Evidence, c.Statement))
	}
	add("Contacts", lines)
	lines = nil
	for _, p := range record.Proposals {
		lines = append(lines, of(p.ID, nil, ""))
	}
	add("Proposals", lines)
	lines = nil
	for _, a := range record.Responses {
		what := string(a.Kind)
		if to := cmp.Or(a.To.Statement, cmp.Or(a.To.Exhibit, cmp.Or(a.To.Proposal, a.To.Event))); to != "" {
			what += ", to " + to
		}
		lines = append(lines, line(a.ID, cmp.Or(entityName(record, a.By), "somebody"), what, a.Evidence, a.Statement))
	}
	add("Responses", lines)
	lines = nil
	for _, x := range record.Exhibits {
		l := line(x.ID, cmp.Or(entityName(record, x.Entity), string(x.Kind)), string(x.Kind), x.Evidence[:min(1, len(x.Evidence))], "")
		l.Link = "/exhibits/" + l.Of.String()
		lines = append(lines, l)
	}
	add("Exhibits", lines)
	lines = nil
	for _, t := range record.Terms {
		l := line(t.ID, t.Name, plural(len(t.Statements), "statement"), t.Evidence[:min(1, len(t.Evidence))], "")
		l.Link = termPath(t.Key)
		lines = append(lines, l)
	}
	add("Terms", lines)
	return all
}

func names(record *parley.Record, ids []string) string {
	var all []string
	for _, id := range ids {
		all = append(all, cmp.Or(entityName(record, id), "somebody"))
	}
	return strings.Join(all, ", ")
}

// onWhat is the term, with its option, or the proposal that a position is on.
func onWhat(record *parley.Record, p *parley.Position) string {
	for _, t := range record.Terms {
		if t.ID != p.Term || p.Term == "" {
			continue
		}
		for _, o := range t.Options {
			if o.ID == p.Option && p.Option != "" {
				return t.Name + ", " + o.Name
			}
		}
		return t.Name
	}
	for _, d := range record.Proposals {
		if d.ID == p.Proposal && p.Proposal != "" {
			return d.Name
		}
	}
	return words(&record.Report, p.About)
}

// aboutMarks are where the words of the lines of groups stand.
func aboutMarks(record *parley.Record) (marks []mark) {
	add := func(id string, spans []parley.Span) {
		for _, s := range spans {
			marks = append(marks, mark{s, id, "", 0})
		}
	}
	for _, p := range record.Positions {
		add(p.ID, p.Evidence)
	}
	for _, c := range record.Contacts {
		add(c.ID, c.Evidence)
	}
	for _, p := range record.Proposals {
		add(p.ID, p.Evidence)
	}
	for _, a := range record.Responses {
		add(a.ID, a.Evidence)
	}
	for _, x := range record.Exhibits {
		add(x.ID, x.Evidence)
	}
	for _, t := range record.Terms {
		add(t.ID, t.Evidence)
	}
	return marks
}

// whoMarks are the names in the text, with who they are.
func whoMarks(record *parley.Record) (marks []mark) {
	for i := range record.Entities {
		e := &record.Entities[i]
		for _, m := range e.Mentions {
			if m.Form == parley.MentionName {
				marks = append(marks, mark{m.Span, e.Name, "who", 0})
			}
		}
	}
	return marks
}

// A card is what a report's margin has of a statement beside its words.
type card struct {
	line
	Hops  []string // on whose word it reached the report, the outermost first
	Facts []aboutLine
}

// cards are the statements of a report, each with what answers it or rests on it.
func cards(f *ledger.Filing, citer *search.Citer, about []group) (all []card) {
	on := map[string][]aboutLine{}
	for _, g := range about {
		for _, l := range g.Lines {
			if l.Rests != "" {
				on[l.Rests] = append(on[l.Rests], l)
			}
		}
	}
	for _, a := range f.Record.Responses {
		if to := a.To.Statement; to != "" && to != a.Statement {
			on[to] = append(on[to], aboutLine{f.Address(a.ID), "/lines/" + f.Address(a.ID).String(), cmp.Or(entityName(f.Record, a.By), "somebody"), string(a.Kind) + " it", words(&f.Record.Report, a.Evidence), "", f.Status(a.ID), search.Citation{}})
		}
	}
	for i := range f.Record.Statements {
		s := &f.Record.Statements[i]
		c := card{line: lineBy(f, s, citer), Facts: on[s.ID]}
		for _, h := range s.Chain {
			name := entityName(f.Record, h.Entity)
			if k := slices.IndexFunc(f.Record.Exhibits, func(x parley.Exhibit) bool { return x.ID == h.Exhibit && h.Exhibit != "" }); k >= 0 {
				x := &f.Record.Exhibits[k]
				name = cmp.Or(entityName(f.Record, x.Entity), string(x.Kind))
			}
			c.Hops = append(c.Hops, cmp.Or(name, string(h.Kind)))
		}
		all = append(all, c)
	}
	return all
}
