package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask"
	"parley/ask/proposals"
)

// proposalsOptions are the flags of parley proposals.
type proposalsOptions struct {
	dealOptions
	by      []string
	compare []string
}

func (p *program) proposalsCommand() *cobra.Command {
	var o proposalsOptions
	cmd := &cobra.Command{
		Use:   "proposals [flags] [REPORT…]",
		Short: "List plans and texts of a deal, the same one in several reports once",
		Long: `Proposals prints the plans and texts that reports speak of: the same one in several
reports is one, by its number of points, its name and whose it is. It says how many of
its points are known of how many: what no report words is not known, which does not
say that a plan has no such point. --words adds the history of its status, the points
in the words of each report, what it is based on, amends or answers, and where each
party stands on it, all quoted.

--compare lays the points of two side by side, by the ids of the list or by words of
their names.`,
		Example: "  parley proposals examples/\n  parley proposals --case talks.parley --words 28-point\n  parley proposals --case talks.parley --compare '28-point' --compare '19-point'",
	}
	dealCommand(cmd, &o.dealOptions, func(args []string) error { return p.proposals(cmd, args, o) })
	flags := cmd.Flags()
	flags.StringArrayVar(&o.with, "name", nil, "only with `WORDS` in its name; given twice, with both")
	flags.StringArrayVar(&o.by, "by", nil, "only of `NAME`, or of whoever acts for it")
	flags.StringArrayVar(&o.compare, "compare", nil, "lay the points of `PROPOSAL` beside another's; given twice")
	flags.BoolVar(&o.words, "words", false, "print all that is known of each, with its words")
	flags.BoolVar(&o.csv, "csv", false, "print a row for each")
	flags.StringVarP(&o.file, "output", "o", "", "write to `FILE`, whole or not at all")
	return cmd
}

func (p *program) proposals(cmd *cobra.Command, args []string, o proposalsOptions) error {
	if n := len(o.compare); n != 0 && n != 2 {
		return misused(cmd, "%s to compare, want 2", count(n, "proposal"))
	}
	d, err := p.dossier(cmd, args, o.askOptions)
	if err != nil {
		return err
	}
	all := proposals.Of(d)
	if len(o.compare) == 2 {
		var two [2]*proposals.Proposal
		for i, name := range o.compare {
			if two[i], err = oneProposal(cmd, all, name); err != nil {
				return err
			}
		}
		return p.toFile(o.file, func(w io.Writer) error { return p.writeDifferences(w, d, two[0], two[1], o) })
	}
	var found []proposals.Proposal
	for _, one := range all {
		if o.hasName(append([]string{one.Name}, one.Names...)) && isBy(one, o.by) && o.hasReport(one) {
			found = append(found, one)
		}
	}
	if len(found) == 0 {
		if err := present(d, o.by...); err != nil {
			return err
		}
	}
	return p.toFile(o.file, func(w io.Writer) error { return p.writeProposals(w, d, found, o) })
}

// oneProposal is the proposal that a person names, by its id or by words of one of its
// names.
func oneProposal(cmd *cobra.Command, all []proposals.Proposal, name string) (*proposals.Proposal, error) {
	var found *proposals.Proposal
	var names []string
	for i := range all {
		one := &all[i]
		if one.ID == name {
			return one, nil
		}
		for _, form := range append([]string{one.Name}, one.Names...) {
			if hasWords(form, name) {
				found = one
				names = append(names, one.ID+" "+one.Name)
				break
			}
		}
	}
	switch len(names) {
	case 0:
		return nil, fmt.Errorf("no proposal in these reports is called %q: %w", name, parley.ErrNotFound)
	case 1:
		return found, nil
	}
	return nil, &usageError{fmt.Sprintf("%q may be %s", name, strings.Join(names, ", ")), "one of their ids"}
}

// isBy reports whether a proposal is somebody's, by name or by side.
func isBy(one proposals.Proposal, asked []string) bool {
	for _, name := range asked {
		for _, by := range one.By {
			if hasWords(by.Name, name) || hasWords(by.For, name) {
				return true
			}
		}
	}
	return len(asked) == 0
}

// hasReport reports whether a report of the days asked for speaks of a proposal.
func (o *proposalsOptions) hasReport(one proposals.Proposal) bool {
	for _, m := range one.Mentions {
		if o.hasPublished(&m.Record.Report) {
			return true
		}
	}
	return false
}

func (p *program) writeProposals(w io.Writer, d *ask.Dossier, found []proposals.Proposal, o proposalsOptions) error {
	switch {
	case o.json:
		e := d.NewEncoder()
		return writeLines(w, len(found), func(i int) ([]byte, error) { return found[i].Encode(e) })
	case o.csv:
		heads, rows := proposalCells(d, found)
		return writeCSV(w, heads, rows)
	}
	s := p.newSheet(o.askOptions)
	s.w = w
	if o.words {
		for i := range found {
			s.proposalOver(d, &found[i])
		}
	} else {
		s.list([]string{"id", "proposal", "by", "known of it"}, proposalTable(found))
	}
	s.set(0, dim, fmt.Sprintf("%s, %s", count(len(d.Records), "report"), count(len(found), "proposal")))
	return s.flush()
}

// proposalTable has a row for each proposal.
func proposalTable(found []proposals.Proposal) [][]string {
	var rows [][]string
	for i := range found {
		one := &found[i]
		known := []string{pointsKnown(one)}
		for _, words := range []string{string(one.Status), one.Date} {
			if words != "" {
				known = append(known, words)
			}
		}
		if n := len(one.Lineage); n > 0 {
			known = append(known, string(one.Lineage[0].Kind)+" "+or(one.Lineage[0].To, "an earlier one"))
		}
		if n := len(one.Attitudes); n > 0 {
			known = append(known, count(n, "position")+" on it")
		}
		known = append(known, count(len(one.Mentions), "report"))
		rows = append(rows, []string{one.ID, oneLine(one.Name), strings.Join(partiesOf(one), ", "), strings.Join(known, ", ")})
	}
	return rows
}

// pointsKnown is "28 points, 7 reported".
func pointsKnown(one *proposals.Proposal) string {
	if one.Points == 0 {
		return count(len(one.Seen), "point") + " reported"
	}
	return fmt.Sprintf("%s, %d reported", count(one.Points, "point"), len(one.Seen))
}

func partiesOf(one *proposals.Proposal) (names []string) {
	for _, by := range one.By {
		names = append(names, oneLine(by.Name))
	}
	return names
}

// proposalOver prints all that is known of a proposal.
func (s *sheet) proposalOver(d *ask.Dossier, one *proposals.Proposal) {
	head := one.ID + "  " + one.Name
	if by := partiesOf(one); len(by) > 0 {
		head += ", by " + strings.Join(by, ", ")
	}
	s.set(0, bold, head)
	s.set(4, 0, strings.Join(append([]string{pointsKnown(one)}, strings.Fields(one.Date)...), ", "))
	if len(one.Names) > 0 {
		s.set(4, dim, "also: "+strings.Join(one.Names, ", "))
	}
	s.set(4, 0, roots(len(one.Mentions), one.Sources))
	for i := range one.Mentions {
		m := &one.Mentions[i]
		words := s.where(d, m.Record, m.Proposal.ID) + ": “" + m.Words() + "”"
		if m.Step {
			s.set(4, 0, or(string(m.Proposal.Status), "spoken of")+"  "+words)
		} else {
			s.set(6, dim, words)
		}
		if m.Why != "" {
			s.set(8, dim, "the same by "+m.Why)
		}
	}
	for i := range one.Seen {
		s.point(d, &one.Seen[i], 4)
	}
	for _, e := range one.Lineage {
		s.set(4, warn, fmt.Sprintf("%s %s, in %s: “%s”", e.Kind, or(strings.TrimSpace(e.To+" "+e.Name), "an earlier one"), s.where(d, e.Record, ""), e.Words()))
	}
	for i := range one.Attitudes {
		a := &one.Attitudes[i]
		as := source_
		if !a.Step {
			as = dim
		}
		private := ""
		if a.Position.Private {
			private = ", in private"
		}
		s.set(4, as, fmt.Sprintf("%s: %s (%s%s), in %s: “%s”", a.Name, a.Position.Stance, a.Position.Basis, private, s.where(d, a.Record, a.Position.ID), a.Words()))
	}
	s.WriteString("\n")
}

// point prints a point in the words of each report.
func (s *sheet) point(d *ask.Dossier, o *proposals.Point, in int) {
	head := "point"
	if o.Number != 0 {
		head += fmt.Sprint(" ", o.Number)
	}
	if len(o.Terms) > 0 {
		head += " (" + strings.Join(o.Terms, ", ") + ")"
	}
	for i, w := range o.Wordings {
		words := "“" + w.Words() + "”, " + s.where(d, w.Record, w.Point.Statement)
		if i == 0 {
			s.set(in, cue, head+": "+words)
		} else {
			s.set(in+2, dim, words)
		}
	}
}

// proposalCells is a table of proposals for other programs.
func proposalCells(d *ask.Dossier, found []proposals.Proposal) (heads []string, rows [][]string) {
	heads = []string{"id", "name", "by", "points", "points_seen", "status", "date", "terms", "lineage", "positions", "reports", "sources", "lines"}
	for i := range found {
		one := &found[i]
		var lineage, stances, lines []string
		for _, e := range one.Lineage {
			lineage = append(lineage, strings.TrimSpace(string(e.Kind)+" "+e.To))
		}
		for _, a := range one.Attitudes {
			stances = append(stances, a.Name+" "+string(a.Position.Stance))
		}
		for _, m := range one.Mentions {
			lines = append(lines, d.Address(m.Record, m.Proposal.ID))
		}
		points := ""
		if one.Points > 0 {
			points = fmt.Sprint(one.Points)
		}
		rows = append(rows, []string{one.ID, one.Name, strings.Join(partiesOf(one), "; "), points, fmt.Sprint(len(one.Seen)), string(one.Status), one.Date,
			strings.Join(one.Terms, "; "), strings.Join(lineage, "; "), strings.Join(stances, "; "), fmt.Sprint(len(one.Mentions)), fmt.Sprint(len(one.Sources)),
			strings.Join(lines, "; ")})
	}
	return heads, rows
}

// writeDifferences lays two proposals side by side.
func (p *program) writeDifferences(w io.Writer, d *ask.Dossier, a, b *proposals.Proposal, o proposalsOptions) error {
	all := proposals.Compare(a, b)
	if o.json {
		e := d.NewEncoder()
		for i := range all {
			text, err := all[i].Encode(e)
			if err == nil {
				_, err = w.Write(append(text, '\n'))
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	s := p.newSheet(o.askOptions)
	s.w = w
	for _, one := range []*proposals.Proposal{a, b} {
		s.set(0, bold, one.ID+"  "+one.Name+": "+pointsKnown(one))
	}
	for _, difference := range all {
		head := string(difference.How)
		if difference.Why != "" {
			head += ", one point by " + difference.Why
		}
		s.set(4, cue, head)
		for _, o := range []*proposals.Point{difference.A, difference.B} {
			if o != nil {
				s.point(d, o, 6)
			}
		}
	}
	s.set(0, dim, "what no report words of a plan is not known; it may be in it")
	return s.flush()
}
