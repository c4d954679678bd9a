package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask"
)

func (p *program) retractCommand() *cobra.Command {
	var o askOptions
	var dry bool
	cmd := &cobra.Command{
		Use:   "retract [flags] --dry-run SOURCE REPORT…",
		Short: "Show what would fall if a source could not be relied on",
		Long: `Retract takes a source away and shows what falls with it. SOURCE is the name of an
outlet, of a person or another speaker (a surname will do), or the word for an
exhibit: recording, document. A statement falls where the source is on its way to
the reader: who says it, who passed it on, the exhibit, the outlet that it is cited
or copied from, or, where nothing else is named, the report's own outlet. A claim
stands where another report has it from elsewhere.

With --dry-run nothing is changed; to retract for good needs a ledger, which this
version does not keep.`,
		Example: "  parley retract --dry-run 'The Meridian' examples/\n  parley retract --dry-run recording records.jsonl",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return misused(cmd, "%s given, want a source and one or more reports", count(len(args), "argument"))
			}
			return nil
		},
	}
	askCommand(cmd, &o, func(args []string) error {
		if !dry {
			return &usageError{"a retraction that is kept comes with the ledger; this version only tries it", "parley retract --dry-run …"}
		}
		return p.retract(cmd, args[0], args[1:], o)
	})
	cmd.Flags().BoolVar(&dry, "dry-run", false, "show what would fall, and change nothing")
	return cmd
}

func (p *program) retract(cmd *cobra.Command, source string, args []string, o askOptions) error {
	d, err := p.dossier(cmd, args, o)
	if err != nil {
		return err
	}
	r, err := d.Retract(source)
	if errors.Is(err, parley.ErrNotFound) {
		p.failed = true
		p.say("no statement rests on %s", source)
		p.try("parley corroborate --least 1 … to see what statements rest on")
		return nil
	}
	if err != nil {
		return err
	}
	if o.json {
		return p.printJSON(d.EncodeRetraction(r))
	}
	s := p.newSheet(o)
	s.set(0, bold, fmt.Sprintf("Without %s:", source))
	for _, name := range r.Matched {
		s.set(4, dim, name)
	}
	s.fallen("would fall", r.Fallen)
	s.fallen("would stand, on another source", r.Shaken)
	s.WriteString("\n")
	s.set(0, dim, fmt.Sprintf("of %s %d would fall and %d stand on another source; %s would fall",
		count(r.Claims, "claim"), len(r.Fallen), len(r.Shaken), count(r.Statements(), "statement")))
	return s.flush()
}

func (s *sheet) fallen(head string, falls []ask.Fall) {
	if len(falls) == 0 {
		return
	}
	s.WriteString("\n")
	s.set(0, bold, count(len(falls), "claim")+" "+head)
	for _, f := range falls {
		s.set(2, 0, or(f.Claim.Speaker, "(no source named)")+": “"+f.Claim.Words+"”")
		for _, c := range f.Falls {
			s.set(6, source_, "falls: "+reportLabel(&c.Record.Report)+", "+lines(c))
		}
		for _, c := range f.Remain {
			s.set(6, source_, "stands: "+reportLabel(&c.Record.Report)+", "+lines(c))
		}
	}
}

// lines are the ids of the statements of a carrier.
func lines(c ask.Carrier) string {
	out := ""
	last := ""
	for _, p := range c.Passages {
		if p.Statement.ID != last {
			out += " " + p.Statement.ID
			last = p.Statement.ID
		}
	}
	return out[min(1, len(out)):]
}
