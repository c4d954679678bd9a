package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"parley/ask"
)

func (p *program) contradictionsCommand() *cobra.Command {
	var o askOptions
	cmd := &cobra.Command{
		Use:   "contradictions [flags] [REPORT…]",
		Short: "List what reports say that cannot both hold",
		Long: `Contradictions lists pairs of lines of different reports that cannot both hold: one
speaker says something and its opposite, one denies what another says, the same
count differs, one side confirms what the other denies. Both sides stand with
their words. Nothing is settled: which of them holds is for the reader to judge.`,
		Example: "  parley contradictions monday.txt tuesday.html records.jsonl\n  parley contradictions --case talks.parley",
	}
	return askCommand(cmd, &o, func(args []string) error {
		d, err := p.dossier(cmd, args, o)
		if err != nil {
			return err
		}
		all := d.Contradictions()
		if o.json {
			return p.printJSON(d.EncodeContradictions(all))
		}
		s := p.newSheet(o)
		for _, c := range all {
			s.set(0, bold, c.ID+"  "+c.Rule)
			s.side(c.A)
			s.side(c.B)
			s.set(4, dim, "both about: "+strings.Join(c.On, " "))
			s.WriteString("\n")
		}
		s.set(0, dim, fmt.Sprintf("%s, %s", count(len(d.Records), "report"), count(len(all), "contradiction")))
		return s.flush()
	})
}

func (s *sheet) side(side ask.Side) {
	s.set(4, source_, reportLabel(&side.Record.Report))
	line, cue := "", ""
	if side.Passage != nil {
		line, cue = side.Passage.Statement.ID, oneLine(quote(&side.Record.Report, side.Passage.Statement.Cue))
	} else {
		line, cue = side.Response.ID, string(side.Response.Kind)
	}
	s.set(6, 0, fmt.Sprintf("%s %s %s: “%s”", line, or(side.Who, "(no source named)"), cue, side.Words))
}
