package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"parley/ask"
	"parley/ask/atlas"
	"parley/ask/proposals"
	"parley/ledger"
)

// mapOptions are the flags of parley map.
type mapOptions struct {
	dealOptions
	proposal string
	terms    []string
}

func (p *program) mapCommand() *cobra.Command {
	var o mapOptions
	cmd := &cobra.Command{
		Use:   "map [flags] [REPORT…]",
		Short: "Say what proposals and parties want of territories, and draw it as GeoJSON",
		Long: `Map prints for each territory what reports say of it: ceded, recognised, demilitarised,
in which proposal and by whom, and where each party stands on it. With -o or --json it
writes that as GeoJSON (RFC 7946), a feature for each claim with its outline, for QGIS
or any other map.

A map of this shows claims, not facts. The outlines are those of first divisions such
as oblasts, from Natural Earth; within which state it draws each, and what it notes of
who holds and who claims it, stands in every feature, as that is the base map's own
view. docs/map.md has the properties.`,
		Example: "  parley map examples/\n  parley map --case talks.parley --proposal 28-point -o plan.geojson\n  parley map --term recognition --json records.jsonl",
	}
	dealCommand(cmd, &o.dealOptions, func(args []string) error { return p.atlas(cmd, args, o) })
	flags := cmd.Flags()
	flags.Lookup("json").Usage = "print GeoJSON, see docs/map.md"
	flags.StringVar(&o.proposal, "proposal", "", "only what `PROPOSAL` has, by its id in parley proposals or words of its name")
	flags.StringArrayVar(&o.terms, "term", nil, "only terms with `WORDS` in their name or key: recognition, Kherson; given twice, with both")
	flags.StringArrayVar(&o.with, "with", nil, "only where `NAME` proposes or says it, or takes a position on it")
	flags.StringVarP(&o.file, "output", "o", "", "write GeoJSON to `FILE`, whole or not at all")
	return cmd
}

func (p *program) atlas(cmd *cobra.Command, args []string, o mapOptions) error {
	d, err := p.dossier(cmd, args, o.askOptions)
	if err != nil {
		return err
	}
	all := proposals.Of(d)
	var only *proposals.Proposal
	if o.proposal != "" {
		if only, err = oneProposal(cmd, all, o.proposal); err != nil {
			return err
		}
	}
	var found []atlas.Claim
	for _, c := range atlas.Of(d, all) {
		if (only == nil || c.Proposal != nil && c.Proposal.ID == only.ID) && o.hasTerm(&c) && o.hasName(peopleOf(&c)) && o.isReported(&c) {
			found = append(found, c)
		}
	}
	if len(found) == 0 {
		if err := present(d, o.with...); err != nil {
			return err
		}
	}
	if o.json || o.file != "" {
		return p.toFile(o.file, func(w io.Writer) error {
			text, err := atlas.GeoJSON(d, found)
			if err == nil {
				_, err = w.Write(append(text, '\n'))
			}
			return err
		})
	}
	s := p.newSheet(o.askOptions)
	for i := range found {
		s.claimOnMap(d, &found[i])
	}
	s.set(0, dim, fmt.Sprintf("%s, %s. They are claims, not facts.", count(len(d.Records), "report"), count(len(found), "claim")))
	return s.flush()
}

func (o *mapOptions) hasTerm(c *atlas.Claim) bool {
	own := strings.Join(ledger.Words(c.Title()+" "+c.Term+" "+c.Place), " ")
	for _, asked := range o.terms {
		if !hasWords(own, asked) {
			return false
		}
	}
	return true
}

// peopleOf are those whom a claim names.
func peopleOf(c *atlas.Claim) []string {
	names := []string{c.To}
	if c.Proposal != nil {
		names = append(names, partiesOf(c.Proposal)...)
	}
	for _, w := range c.Wordings {
		names = append(names, w.By)
	}
	for _, s := range c.Stances {
		names = append(names, s.Party)
	}
	return names
}

// isReported reports whether a report of the days asked for words a claim.
func (o *mapOptions) isReported(c *atlas.Claim) bool {
	for _, w := range c.Wordings {
		if o.hasPublished(&w.Record.Report) {
			return true
		}
	}
	return false
}

// claimOnMap prints what is said of a territory, and how the base map sees it.
func (s *sheet) claimOnMap(d *ask.Dossier, c *atlas.Claim) {
	s.set(0, bold, c.ID+"  "+c.Title())
	if c.Proposal != nil {
		s.set(4, source_, strings.TrimSuffix("proposed by "+strings.Join(partiesOf(c.Proposal), ", "), " by "))
	}
	s.set(4, 0, roots(c.Reports(), c.Sources))
	for i := range c.Wordings {
		w := &c.Wordings[i]
		words := s.where(d, w.Record, w.Line) + ": “" + w.Words() + "”"
		if w.By != "" {
			words += ", says " + w.By
		}
		s.set(4, 0, words)
	}
	for i := range c.Stances {
		one := &c.Stances[i]
		such := ""
		if one.AsSuch {
			such = " on the term as such"
		}
		private := ""
		if one.Position.Private {
			private = ", in private"
		}
		s.set(4, cue, fmt.Sprintf("%s: %s%s (%s%s), in %s: “%s”", or(one.Party, "(nobody named)"), one.Position.Stance, such, one.Position.Basis, private,
			s.where(d, one.Record, one.Position.ID), one.Words()))
	}
	switch shape := c.Shape; {
	case shape == nil:
		s.set(4, dim, "no outline: the base map has none of "+c.Place)
	case shape.Note == "":
		s.set(4, dim, "the base map draws "+shape.Name+" within "+shape.Country)
	default:
		s.set(4, dim, "the base map draws "+shape.Name+" within "+shape.Country+" and notes: "+shape.Note)
	}
	s.WriteString("\n")
}
