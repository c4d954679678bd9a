package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask"
	"parley/clerk"
	"parley/ledger"
)

func (p *program) retractCommand() *cobra.Command {
	var o askOptions
	var dry bool
	var why string
	cmd := &cobra.Command{
		Use:   "retract [flags] SOURCE [REPORT…]",
		Short: "File that a source is not relied on any more, or try what would fall with it",
		Long: `Retract takes a source away and shows what falls with it. SOURCE is the name of an
outlet, of a person or another speaker (a surname will do), or the word for an
exhibit: recording, document. A statement falls where the source is on its way to
the reader: who says it, who passed it on, the exhibit, the outlet that it is cited
or copied from, or, where nothing else is named, the report's own outlet. A claim
stands where another report has it from elsewhere.

Without --dry-run it is filed in the case that the source is not relied on any
more, and its reports are left out of briefings, exports and counts of sources;
parley undo takes that back. Nothing that was filed is changed or deleted.`,
		Example: "  parley retract --dry-run 'The Meridian' examples/\n  parley retract --dry-run recording\n  parley retract 'The Meridian' --because 'it has withdrawn the story'",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 || strings.TrimSpace(args[0]) == "" {
				return misused(cmd, "no source given")
			}
			return nil
		},
	}
	askCommand(cmd, &o, func(args []string) error {
		switch {
		case dry:
			return p.retract(cmd, args[0], args[1:], o)
		case len(args) > 1:
			return &usageError{"a source is retracted in a case, not in files", "--dry-run to try it on these"}
		}
		return p.fileRetraction(cmd.Context(), args[0], why, o)
	})
	cmd.Flags().BoolVar(&dry, "dry-run", false, "show what would fall, and file nothing")
	o.of.personFlag(cmd)
	because(cmd, &why)
	return cmd
}

// fileRetraction files that a source of the case is not relied on any more. One
// on which nothing in the case rests is most likely misspelled.
func (p *program) fileRetraction(ctx context.Context, source, why string, o askOptions) error {
	by, err := o.of.person()
	if err != nil {
		return err
	}
	c, err := o.of.open(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	state, err := c.State(ctx, 0)
	if err != nil {
		return err
	}
	for name, entry := range state.Retracted() {
		if alike(name, source) {
			return fmt.Errorf("%s is retracted already, by entry %d: %w", name, entry, parley.ErrConflict)
		}
	}
	d, err := p.caseDossier(ctx, o)
	if err != nil {
		return err
	}
	if _, err := d.Retract(source); err != nil {
		return err
	}
	f := &clerk.Filer{Case: c, By: by, Now: p.now}
	e, err := f.Decide(ctx, ledger.KindRetract, ledger.Address{}, ledger.Decision{Name: source, Reason: why})
	return p.filedAs(e, source, err)
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
