package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"parley/ask"
)

func (p *program) corroborateCommand() *cobra.Command {
	var o askOptions
	cmd := &cobra.Command{
		Use:   "corroborate [flags] [REPORT…]",
		Short: "Say which reports carry the same claim, and on how many independent sources",
		Long: `Corroborate puts together the statements of several reports that carry one claim,
and groups the reports by what they rest on in the end: an exhibit, an outlet that
they cite, an agency whose story they run, the speaker's own public statement, or
else their own outlet. Reports that share any of it are one source, and so are
reports that copy each other. Each line says why it stands where it stands.

A claim is printed where at least two reports carry it. Claims are joined by words
quoted alike, or by hardly any other words than the same: some that an analyst
would join stay apart. The grade says how well it is established that something
was said, not that it is true; docs/ask.md has the rules.`,
		Example: "  parley corroborate examples/\n  parley corroborate --about 'ferry date' records.jsonl\n  parley corroborate --case talks.parley",
	}
	askCommand(cmd, &o, func(args []string) error { return p.corroborate(cmd, args, o) })
	cmd.Flags().StringVar(&o.about, "about", "", "only claims that have these `WORDS`, in any order and form")
	cmd.Flags().IntVar(&o.least, "least", 2, "only claims that at least `N` reports carry")
	return cmd
}

func (p *program) corroborate(cmd *cobra.Command, args []string, o askOptions) error {
	if o.least < 1 {
		return misused(cmd, "claims of at least %d reports, want 1 or more", o.least)
	}
	d, err := p.dossier(cmd, args, o)
	if err != nil {
		return err
	}
	var claims []ask.Claim
	for _, c := range d.Claims() {
		if c.Reports >= o.least && c.Speaker != "" && c.Has(o.about) {
			claims = append(claims, c)
		}
	}
	if o.json {
		return p.printJSON(d.EncodeClaims(claims))
	}
	s := p.newSheet(o)
	s.copies(d)
	for _, c := range claims {
		s.claim(&c)
	}
	s.set(0, dim, fmt.Sprintf("%s, %s that at least %d carry", count(len(d.Records), "report"), count(len(claims), "claim"), o.least))
	return s.flush()
}

// copies lists the reports that copy one text.
func (s *sheet) copies(d *ask.Dossier) {
	groups := d.Groups()
	if len(groups) == 0 {
		return
	}
	for _, g := range groups {
		s.set(0, bold, count(len(g.Reports), "report")+" of one text")
		for _, r := range g.Reports {
			s.set(4, source_, reportLabel(r))
		}
		for _, l := range g.Links {
			words := fmt.Sprintf("%.0f %% of the words outside quotation marks", 100*l.Share)
			if l.Identical {
				words = "the whole text"
			}
			s.set(6, dim, words+": "+reportLabel(l.A)+", "+reportLabel(l.B))
		}
	}
	s.WriteString("\n")
}

func (s *sheet) claim(c *ask.Claim) {
	s.set(0, bold, c.ID+"  "+or(c.Speaker, "(no source named)")+": “"+c.Words+"”")
	s.set(4, 0, fmt.Sprintf("%s, %s", count(c.Reports, "report"), count(len(c.Sources), "independent source")))
	for _, rule := range c.Grade.Rules {
		s.set(4, 0, fmt.Sprintf("%s: %s", c.Grade.Level, rule))
	}
	for _, source := range c.Sources {
		s.set(4, cue, source.Name+sourceKinds[source.Kind])
		s.carriers(source.Carriers)
	}
	for _, a := range c.Responses {
		s.set(4, warn, fmt.Sprintf("%s: %s, in %s: “%s”", or(a.By, "(somebody)"), a.Response.Kind, reportLabel(&a.Record.Report), a.Words))
	}
	told := map[string]bool{}
	for _, j := range c.Joins {
		words := fmt.Sprintf("joined by %s: %s", j.Rule, j.Shared())
		if j.A.Record != j.B.Record && !told[words] {
			s.set(4, dim, words)
		}
		told[words] = true
	}
	s.WriteString("\n")
}

// sourceKinds is what to add to the name of a source.
var sourceKinds = map[ask.SourceKind]string{
	ask.SourceExhibit: " (exhibit)",
	ask.SourceMedium:  " (cited, or the agency)",
	ask.SourcePublic:  " (own public statement)",
	ask.SourceQuoted:  " (own words, quoted alike)",
	ask.SourcePerson:  " (passed it on)",
	ask.SourceOutlet:  " (own report)",
}
