package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
)

// deal prints what the record says of the deal: the terms, who stands where on
// them, the plans, the contacts.
func (p *page) deal(b *strings.Builder, record *parley.Record, names map[string]string) {
	p.section(b, []string{"id", "term", "options", "words"}, termRows(record, names))
	p.section(b, []string{"id", "party", "position", "words"}, positionRows(record, names))
	p.section(b, []string{"id", "proposal", "points", "words"}, proposalRows(record, names))
	p.section(b, []string{"id", "contact", "who", "words"}, contactRows(record, names))
}

func termRows(record *parley.Record, names map[string]string) [][]string {
	var rows [][]string
	for _, t := range record.Terms {
		var options []string
		for _, o := range t.Options {
			options = append(options, optionName(o, names))
		}
		rows = append(rows, []string{oneLine(t.ID), termName(t), strings.Join(options, "; "), quote(&record.Report, t.Evidence)})
	}
	return rows
}

func termName(t parley.Term) string { return oneLine(cmp.Or(t.Name, t.Issue, t.Key)) }

// optionName is the option as its register shows it, with whom it benefits where that
// does not say so.
func optionName(o parley.TermOption, names map[string]string) string {
	name := oneLine(cmp.Or(o.Name, o.ID))
	if to := names[o.To]; to != "" && !strings.Contains(name, to) {
		name += " (" + to + ")"
	}
	return name
}

// positionRows say of each position whose it is, with who says so where that is
// another; how the party stands to what, and on which condition.
func positionRows(record *parley.Record, names map[string]string) [][]string {
	var rows [][]string
	for _, p := range record.Positions {
		party := cmp.Or(names[p.Party], "somebody")
		switch {
		case p.By == p.Party:
		case names[p.By] != "":
			party += " (says " + names[p.By] + ")"
		case p.Statement == "":
			party += " (says the report)"
		}
		stands := strings.TrimSpace(string(p.Stance) + " " + standsTo(record, names, p))
		var marks []string
		if p.Basis != parley.BasisOwn {
			marks = append(marks, string(p.Basis))
		}
		if p.Private {
			marks = append(marks, "private")
		}
		if p.Held.EDTF != "" {
			marks = append(marks, oneLine(p.Held.EDTF))
		}
		if len(marks) > 0 {
			stands += " (" + strings.Join(marks, ", ") + ")"
		}
		rows = append(rows, []string{oneLine(p.ID), party, stands + onCondition(record, p.Condition), quote(&record.Report, p.Evidence)})
	}
	return rows
}

// standsTo is the term with its option, the proposal, or the report's words for what
// the position is on.
func standsTo(record *parley.Record, names map[string]string, p parley.Position) string {
	for _, t := range record.Terms {
		if t.ID != p.Term {
			continue
		}
		for _, o := range t.Options {
			if o.ID == p.Option {
				return termName(t) + " › " + optionName(o, names)
			}
		}
		return termName(t)
	}
	for _, d := range record.Proposals {
		if d.ID == p.Proposal {
			return oneLine(d.Name)
		}
	}
	return quote(&record.Report, p.About)
}

func onCondition(record *parley.Record, condition parley.Span) string {
	if condition == (parley.Span{}) {
		return ""
	}
	return "; condition: " + oneLine(record.Report.Quote(condition))
}

// proposalRows say of each proposal whose it is, how far it has come, and how many
// of its points the report words: "28 points, 7 reported".
func proposalRows(record *parley.Record, names map[string]string) [][]string {
	var rows [][]string
	for _, d := range record.Proposals {
		what := oneLine(d.Name)
		if by := namesIn(d.By, names); by != "" {
			what += ", by " + by
		}
		for _, s := range []string{string(d.Status), d.Date.EDTF} {
			if s != "" {
				what += ", " + oneLine(s)
			}
		}
		rows = append(rows, []string{oneLine(d.ID), what, pointsOf(d), quote(&record.Report, d.Evidence)})
	}
	return rows
}

func pointsOf(d parley.Proposal) string {
	if d.Points == 0 {
		return fmt.Sprintf("%d reported", len(d.Seen))
	}
	return fmt.Sprintf("%s, %d reported", count(d.Points, "point"), len(d.Seen))
}

// contactRows say of each contact what it is, whether and when it takes place; who
// takes part, where, and on which condition.
func contactRows(record *parley.Record, names map[string]string) [][]string {
	var rows [][]string
	for _, c := range record.Contacts {
		what := string(c.Kind) + ", " + string(c.Status)
		for _, s := range []string{c.When.EDTF, c.Duration} {
			if s != "" {
				what += ", " + oneLine(s)
			}
		}
		who := cmp.Or(namesIn(c.Participants, names), "not told")
		if host := names[c.Host]; host != "" && !slices.Contains(c.Participants, c.Host) {
			who += "; host " + host
		}
		if place := names[c.Place]; place != "" {
			who += "; in " + place
		}
		rows = append(rows, []string{oneLine(c.ID), what, who + onCondition(record, c.Condition), quote(&record.Report, c.Evidence)})
	}
	return rows
}

func namesIn(ids []string, names map[string]string) string {
	var all []string
	for _, id := range ids {
		all = append(all, cmp.Or(names[id], "somebody"))
	}
	return strings.Join(all, ", ")
}
