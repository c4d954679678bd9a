package main

import (
	"cmp"
	"strings"

	"parley"
)

// sections prints, below the table of statements, what else the record has: on
// whose word statements reached the report, the responses, the exhibits, the deal.
func (p *page) sections(b *strings.Builder, record *parley.Record) {
	names := namesOf(record)
	p.section(b, []string{"id", "on the word of", "words"}, chainRows(record, names))
	p.section(b, []string{"id", "by", "response", "to"}, responseRows(record, names))
	p.section(b, []string{"id", "exhibit", "who", "words"}, exhibitRows(record, names))
	p.deal(b, record, names)
}

// namesOf are the names of the entities by their ids, each on one line.
func namesOf(record *parley.Record) map[string]string {
	names := map[string]string{}
	for _, e := range record.Entities {
		names[e.ID] = oneLine(e.Name)
	}
	return names
}

// chainRows has a row for each statement that others passed on, outermost
// first.
func chainRows(record *parley.Record, names map[string]string) [][]string {
	var rows [][]string
	for _, s := range record.Statements {
		var hops []string
		for _, h := range s.Chain {
			hops = append(hops, cmp.Or(names[h.Entity], h.Exhibit, "somebody"))
		}
		if len(hops) > 0 {
			rows = append(rows, []string{oneLine(s.ID), strings.Join(hops, " › "), quote(&record.Report, s.Content)})
		}
	}
	return rows
}

// responseRows say of each response who makes it, with what weakens it: "confirm
// (appeared)".
func responseRows(record *parley.Record, names map[string]string) [][]string {
	hedges := map[string]string{} // by statement
	for _, s := range record.Statements {
		if len(s.Hedges) > 0 && s.Certainty != parley.Certain {
			hedges[s.ID] = " (" + quote(&record.Report, s.Hedges) + ")"
		}
	}
	var rows [][]string
	for _, r := range record.Responses {
		to := cmp.Or(r.To.Statement, r.To.Exhibit, r.To.Proposal, r.To.Event)
		words := quote(&record.Report, r.To.Words)
		if words == "" {
			words = quote(&record.Report, r.Evidence)
		}
		rows = append(rows, []string{oneLine(r.ID), cmp.Or(names[r.By], "somebody"), string(r.Kind) + hedges[r.Statement], strings.TrimSpace(to + " " + words)})
	}
	return rows
}

// exhibitRows say of each exhibit what it is, when it was made and how long it
// is; who obtained it and who is in it; and the words for it.
func exhibitRows(record *parley.Record, names map[string]string) [][]string {
	var rows [][]string
	for _, x := range record.Exhibits {
		what := []string{string(x.Kind)}
		for _, s := range []string{x.Date.EDTF, x.Duration} {
			if s != "" {
				what = append(what, s)
			}
		}
		var who []string
		if name := names[x.ObtainedBy]; name != "" {
			who = append(who, "obtained by "+name)
		}
		var with []string
		for _, id := range x.Participants {
			with = append(with, names[id])
		}
		if len(with) > 0 {
			who = append(who, "with "+strings.Join(with, ", "))
		}
		rows = append(rows, []string{oneLine(x.ID), strings.Join(what, ", "), strings.Join(who, "; "), quote(&record.Report, x.Evidence)})
	}
	return rows
}

// section prints rows under their heads, after an empty line; nothing where
// there are no rows. On a narrow page the cells of a row follow each other.
func (p *page) section(b *strings.Builder, heads []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	b.WriteString("\n")
	if p.width < tableWidth {
		p.paragraph(b, bold, strings.Join(heads[1:], ", "), p.width)
		for _, row := range rows {
			p.paragraph(b, 0, strings.Join(row, "  "), p.width)
		}
		return
	}
	layout := make([]column, len(heads))
	rest := p.width - (len(heads)-1)*gap
	for i, head := range heads {
		layout[i] = column{head: head, width: columns(head)}
		for _, row := range rows {
			layout[i].width = max(layout[i].width, columns(row[i]))
		}
		if i < len(heads)-1 {
			layout[i].width = min(layout[i].width, p.width/4)
			rest -= layout[i].width
		}
	}
	last := len(heads) - 1
	layout[0].style, layout[1].style = dim, source_
	layout[last].width = min(layout[last].width, rest)
	p.row(b, layout, heads, func(int) style { return bold })
	for _, row := range rows {
		p.row(b, layout, row, func(i int) style { return layout[i].style })
	}
}
