package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"parley/ask/search"
	"parley/ledger"
)

func (p *program) chainCommand() *cobra.Command {
	var o caseOptions
	var asJSON bool
	var knownAt string
	cmd := &cobra.Command{
		Use:   "chain [flags] ADDRESS…",
		Short: "Print on whose word a statement reached its report",
		Long: `Chain prints the hops of a statement, the outermost first, each with the words that
say so; those within whose words it lies; and what its sentences rest on in the end:
the reports of the case that carry the same, and on how many independent sources.
For that it is held against what the same speaker is said to have said in other
reports within 45 days.`,
		Example: "  parley chain 12/s3\n  parley chain 12/s3 --json",
	}
	p.caseCommand(cmd, &o, func(cmd *cobra.Command, args []string, c *ledger.Case) error {
		all, err := addresses(cmd, args)
		if err != nil {
			return err
		}
		asOf, err := search.AsOf(cmd.Context(), c, knownAt)
		if err != nil {
			return err
		}
		s := p.newSheet(askOptions{readOptions: readOptions{colour: "auto"}})
		for _, a := range all {
			way, err := p.wayFrom(cmd.Context(), c, a, asOf, asJSON)
			if err != nil {
				return err
			}
			if asJSON {
				text, err := json.Marshal(wayOf(way))
				if err := p.printJSON(text, err); err != nil {
					return err
				}
				continue
			}
			s.way(way)
			if err := s.emit(); err != nil {
				return err
			}
		}
		return nil
	})
	cmd.Flags().StringVar(&knownAt, "known-at", "", "as the case stood at `TIME`: a day, a time, or # and an entry")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object for each")
	return cmd
}

// wayFrom is the chain of a statement; for other programs no sealed report is in it.
func (p *program) wayFrom(ctx context.Context, c *ledger.Case, of ledger.Address, asOf int64, leaves bool) (*search.Way, error) {
	if !leaves {
		return search.Chain(ctx, c, of, asOf)
	}
	state, err := c.State(ctx, 0)
	if err == nil {
		err = refuseSealed(state, of.Report)
	}
	if err != nil {
		return nil, err
	}
	return search.ChainShown(ctx, c, of, asOf)
}

func (s *sheet) way(w *search.Way) {
	r := &w.Record.Report
	s.set(0, bold, fmt.Sprintf("%v  %s", w.Address(w.Statement.ID), parties(w.Record, namesOf(w.Record), *w.Statement)))
	s.words("content", r, w.Statement.Content)
	s.set(4, source_, "report: "+reportLabel(r))
	for i, h := range w.Hops {
		s.set(4, 0, fmt.Sprintf("hop %d: %s, %s%s", i+1, or(h.Name, "somebody"), h.Kind, in(h.Words)))
	}
	for _, o := range w.Within {
		s.set(4, 0, fmt.Sprintf("within: %v %s%s", o.Of, or(o.Speaker, "(no source named)"), in(o.Cue)))
	}
	for _, root := range w.Roots {
		s.set(4, cue, "“"+root.Words+"”")
		s.set(6, 0, fmt.Sprintf("%s, %s: %s", count(root.Reports, "report"), count(len(root.Sources), "independent source"), root.Grade.Level))
		for _, source := range root.Sources {
			s.set(6, 0, source.Name+sourceKinds[source.Kind])
			for _, c := range source.Carriers {
				s.set(8, dim, root.Of[c.Record].Address(c.Passages[0].Statement.ID).String()+"  "+reportLabel(&c.Record.Report))
			}
		}
	}
	if w.More {
		s.set(4, dim, fmt.Sprintf("held against %d reports by day, the newest first; there are more", w.Looked))
	}
}

// The types below are what chain prints as JSON.

type chainAnswer struct {
	Address   string       `json:"address"`
	Speaker   string       `json:"speaker,omitempty"`
	Words     string       `json:"words"`
	Publisher string       `json:"publisher,omitempty"`
	Published string       `json:"published,omitempty"`
	Hops      []chainHop   `json:"hops"`
	Within    []chainOuter `json:"within"`
	Roots     []chainRoot  `json:"roots"`
	Compared  int          `json:"reports_compared"`
	More      bool         `json:"more_reports"`
}

type chainHop struct {
	Kind  string `json:"kind"`
	Name  string `json:"name,omitempty"`
	Words string `json:"words,omitempty" jsonschema:"quoted from the report"`
}

type chainOuter struct {
	Address string `json:"address"`
	Speaker string `json:"speaker,omitempty"`
	Cue     string `json:"cue,omitempty" jsonschema:"quoted from the report"`
}

type chainRoot struct {
	Words   string        `json:"words" jsonschema:"quoted from a report"`
	Grade   string        `json:"grade"`
	Reports int           `json:"reports"`
	Sources []chainSource `json:"independent_sources"`
}

type chainSource struct {
	Kind       string   `json:"kind"`
	Name       string   `json:"name"`
	Statements []string `json:"statements" jsonschema:"addresses"`
}

func wayOf(w *search.Way) chainAnswer {
	r := &w.Record.Report
	out := chainAnswer{
		Address: w.Address(w.Statement.ID).String(), Speaker: namesOf(w.Record)[w.Statement.Speaker], Words: oneLine(quote(r, w.Statement.Content)),
		Publisher: r.Publisher, Published: r.Published, Compared: w.Looked, More: w.More,
		Hops: []chainHop{}, Within: []chainOuter{}, Roots: []chainRoot{},
	}
	for _, h := range w.Hops {
		out.Hops = append(out.Hops, chainHop{string(h.Kind), h.Name, oneLine(h.Words)})
	}
	for _, o := range w.Within {
		out.Within = append(out.Within, chainOuter{o.Of.String(), o.Speaker, oneLine(o.Cue)})
	}
	for _, root := range w.Roots {
		claim := chainRoot{Words: root.Words, Grade: string(root.Grade.Level), Reports: root.Reports}
		for _, s := range root.Sources {
			source := chainSource{Kind: string(s.Kind), Name: s.Name}
			for _, c := range s.Carriers {
				source.Statements = append(source.Statements, root.Of[c.Record].Address(c.Passages[0].Statement.ID).String())
			}
			claim.Sources = append(claim.Sources, source)
		}
		out.Roots = append(out.Roots, claim)
	}
	return out
}
