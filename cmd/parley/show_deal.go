package main

import (
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/ledger"
)

// dealLine prints a term, position, proposal or contact with all it rests on; false
// where the record has no such line.
func (s *sheet) dealLine(f *ledger.Filing, line string) bool {
	r := f.Record
	row := dealRow(r, line)
	if row == "" {
		return false
	}
	s.set(0, bold, fmt.Sprintf("%v: %s", f.Address(line), row))
	if status := f.Status(line); status != ledger.StatusRead {
		s.set(4, dim, string(status))
	}
	for i := range r.Terms {
		if t := &r.Terms[i]; t.ID == line {
			s.term(f, t)
		}
	}
	for i := range r.Positions {
		if p := &r.Positions[i]; p.ID == line {
			s.position(f, p)
		}
	}
	for i := range r.Proposals {
		if p := &r.Proposals[i]; p.ID == line {
			s.proposal(f, p)
		}
	}
	for i := range r.Contacts {
		if c := &r.Contacts[i]; c.ID == line {
			s.restsOn(f, c.Statement, c.Evidence)
			s.words("about", &r.Report, c.Topics)
			s.reasons(&r.Report, c.Reasons)
		}
	}
	return true
}

// dealHit prints a line of the deal in short, as the queue has it.
func (s *sheet) dealHit(f *ledger.Filing, line string) {
	r := f.Record
	s.set(0, source_, fmt.Sprintf("%v  %s", f.Address(line), dealRow(r, line)))
	var words []parley.Span
	for _, p := range r.Positions {
		if p.ID == line {
			words = p.Evidence
		}
	}
	for _, p := range r.Proposals {
		if p.ID == line {
			words = p.Evidence[:min(1, len(p.Evidence))]
		}
	}
	for _, c := range r.Contacts {
		if c.ID == line {
			words = c.Evidence
		}
	}
	s.set(4, 0, "“"+oneLine(quote(&r.Report, words))+"”")
	s.set(4, dim, filedLabel(&r.Report))
}

// dealRow is a line of the deal as the table of a report has it, without its words; empty
// where the record has no such line.
func dealRow(r *parley.Record, line string) string {
	names := namesOf(r)
	for _, rows := range [][][]string{termRows(r, names), positionRows(r, names), proposalRows(r, names), contactRows(r, names)} {
		if i := slices.IndexFunc(rows, func(row []string) bool { return row[0] == line }); i >= 0 {
			cells := slices.DeleteFunc(slices.Clone(rows[i][1:3]), func(cell string) bool { return cell == "" })
			return strings.Join(cells, ": ")
		}
	}
	return ""
}

func (s *sheet) term(f *ledger.Filing, t *parley.Term) {
	s.named("key", t.Key)
	s.named("PA-X", strings.Join(t.PAX, ", "))
	s.named("touched by", addressesOf(f, t.Statements))
	for _, o := range t.Options {
		s.words(oneLine(or(o.Name, o.ID)), &f.Record.Report, o.Evidence)
	}
	s.words("evidence", &f.Record.Report, t.Evidence)
	var stand []string
	for _, p := range f.Record.Positions {
		if p.Term == t.ID {
			stand = append(stand, p.ID)
		}
	}
	s.named("positions", addressesOf(f, stand))
	s.reasons(&f.Record.Report, t.Reasons)
}

func (s *sheet) position(f *ledger.Filing, p *parley.Position) {
	if p.Term != "" {
		s.named("on", f.Address(p.Term).String())
	}
	if p.Proposal != "" {
		s.named("proposal", f.Address(p.Proposal).String())
	}
	s.words("about", &f.Record.Report, p.About)
	s.restsOn(f, p.Statement, p.Evidence)
	for _, q := range p.Quantities {
		s.words("quantity", &f.Record.Report, []parley.Span{q.Span})
	}
	s.reasons(&f.Record.Report, p.Reasons)
	if p.Confidence > 0 {
		s.set(4, dim, fmt.Sprintf("confidence %.2f, read by %s", p.Confidence, authorName(f.Reading.Author)))
	}
}

func (s *sheet) proposal(f *ledger.Filing, p *parley.Proposal) {
	s.named("also", strings.Join(p.Aliases, "; "))
	s.named("terms", addressesOf(f, p.Terms))
	for _, point := range p.Seen {
		what := "point"
		if point.Number > 0 {
			what = fmt.Sprintf("point %d", point.Number)
		}
		s.words(what, &f.Record.Report, point.Words)
	}
	for _, l := range p.Lineage {
		what := string(l.Kind)
		if l.Proposal != "" {
			what += " " + f.Address(l.Proposal).String()
		}
		s.words(what, &f.Record.Report, l.Words)
	}
	s.words("evidence", &f.Record.Report, p.Evidence)
	s.reasons(&f.Record.Report, p.Reasons)
}

// restsOn prints the words that a line rests on, with what is around them, and the
// statement.
func (s *sheet) restsOn(f *ledger.Filing, statement string, evidence []parley.Span) {
	if statement != "" {
		s.named("rests on", f.Address(statement).String())
	}
	s.words("evidence", &f.Record.Report, evidence)
	if len(evidence) > 0 {
		s.set(4, 0, "in: “"+oneLine(around(f.Record.Report.Text, parley.Hull(evidence)))+"”")
	}
}

func (s *sheet) named(what, value string) {
	if value != "" {
		s.set(4, 0, what+": "+oneLine(value))
	}
}

func addressesOf(f *ledger.Filing, lines []string) string {
	var all []string
	for _, line := range lines {
		all = append(all, f.Address(line).String())
	}
	return strings.Join(all, ", ")
}
