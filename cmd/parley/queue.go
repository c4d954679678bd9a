package main

import (
	"strings"

	"github.com/spf13/cobra"

	"parley/ask/review"
	"parley/ask/search"
	"parley/ledger"
)

func (p *program) reviewCommand() *cobra.Command {
	var o caseOptions
	var next int
	var report int64
	var asJSON, blind bool
	cmd := &cobra.Command{
		Use:   "review [flags]",
		Short: "List the lines that nobody has looked at, the weightiest first",
		Long: `Review lists statements, positions, proposals and contacts that nobody has accepted,
corrected or rejected, by how likely they are to be wrong and how much depends on
them: low confidence, a speaker or party who is not known, lines of other reports
that they contradict, answers to them, what lies in their words or rests on them.
What is decided by parley accept, correct or reject is off the list. The lines of the
newest 500 reports are looked at, or of the one that --in names.

With --blind a line is off your list once you have looked at it, whatever others
have: so two people code the same lines, and parley agreement compares them.`,
		Example: "  parley review --next 5\n  parley review --in 12 --blind --as 'Bo Ek'",
		Args:    exactly(0, "none"),
	}
	p.caseCommand(cmd, &o, func(cmd *cobra.Command, _ []string, c *ledger.Case) error {
		if next < 0 {
			return misused(cmd, "%d lines, want 0 for all or more", next)
		}
		state, err := o.sees(cmd.Context(), c, 0, blind)
		if err != nil {
			return err
		}
		q, err := review.Next(cmd.Context(), c, state, report)
		if err != nil {
			return err
		}
		return p.queue(q, next, asJSON, blind)
	})
	flags := cmd.Flags()
	flags.IntVar(&next, "next", 10, "print the first `N`; 0 for all")
	flags.Int64Var(&report, "in", 0, "of the report with that `NUMBER`")
	flags.BoolVar(&blind, "blind", false, "without what others decided of lines")
	o.personFlag(cmd)
	flags.BoolVar(&asJSON, "json", false, "print a JSON object for each")
	return cmd
}

func (p *program) queue(q *review.Queue, next int, asJSON, blind bool) error {
	s := p.newSheet(askOptions{readOptions: readOptions{colour: "auto"}})
	n, sealed := 0, map[int64]bool{}
	for _, l := range q.Lines {
		if asJSON && isSealed(l.Filing) {
			sealed[l.Filing.Report.Seq] = true
			continue
		}
		if n++; next > 0 && n > next {
			break
		}
		if asJSON {
			if err := p.printJSON(encodeLine(l.Filing, l.ID)); err != nil {
				return err
			}
			continue
		}
		if l.Statement != nil {
			s.hit(search.Hit{Filing: l.Filing, Statement: l.Statement, Line: ledger.Line{Of: l.Address(l.ID)}})
		} else {
			s.dealHit(l.Filing, l.ID)
		}
		if len(l.Because) > 0 {
			s.set(4, dim, "because: "+strings.Join(l.Because, "; "))
		}
		if err := s.emit(); err != nil {
			return err
		}
	}
	p.sayLeftOut(len(sealed))
	who := "nobody has"
	if blind {
		who = "you have not"
	}
	p.say("%s that %s looked at, in %s%s", count(len(q.Lines), "line"), who, count(q.Reports, "report"), map[bool]string{true: ", the newest"}[q.More])
	if len(q.Lines) > 0 {
		first := q.Lines[0].Address(q.Lines[0].ID)
		p.try("parley show %v, then parley accept %v, or correct or reject it", first, first)
	}
	return nil
}
