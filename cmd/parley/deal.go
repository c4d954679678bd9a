package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask"
	"parley/exchange"
	"parley/ledger"
)

// dealOptions are the flags of the commands that say what several reports, or those of
// a case, have of contacts, proposals and what else makes up a deal.
type dealOptions struct {
	askOptions
	since, until string
	days         struct{ first, last parley.Day }
	with         []string
	words        bool
	csv          bool
	file         string
}

const aboutDealInputs = `
Dates are EDTF, such as 2025-11-24, 2025-11 or 2025. Lines that a person rejected are
left out, and --known-at answers as the case stood then.`

// overReportsCommands say what several reports have of one thing.
func (p *program) overReportsCommands() []*cobra.Command {
	return []*cobra.Command{p.contactsCommand(), p.proposalsCommand(), p.timelineCommand(), p.mapCommand()}
}

// dealCommand adds what the commands have in common.
func dealCommand(cmd *cobra.Command, o *dealOptions, run func(args []string) error) *cobra.Command {
	askCommand(cmd, &o.askOptions, func(args []string) error {
		if err := o.settleDeal(cmd, args); err != nil {
			return err
		}
		return run(args)
	})
	cmd.Long += "\n" + aboutDealInputs
	flags := cmd.Flags()
	flags.Lookup("json").Usage = "print a JSON object a line, see docs/timeline.md"
	flags.StringVar(&o.since, "since", "", "only what may be on or after `DATE`")
	flags.StringVar(&o.until, "until", "", "only what may be on or before `DATE`")
	flags.StringVar(&o.knownAt, "known-at", "", "as the case stood at `TIME`: a day, a time, or # and an entry")
	return cmd
}

func (o *dealOptions) settleDeal(cmd *cobra.Command, args []string) error {
	o.days.first, o.days.last = parley.FirstDay, parley.LastDay
	for _, d := range []struct {
		flag, edtf string
		set        func(first, last parley.Day)
	}{
		{"since", o.since, func(first, _ parley.Day) { o.days.first = first }},
		{"until", o.until, func(_, last parley.Day) { o.days.last = last }},
	} {
		if d.edtf == "" {
			continue
		}
		first, last, ok := parley.Days(d.edtf)
		if !ok {
			return misused(cmd, "%s %q is no date such as 2025-11-24, 2025-11 or 2025", d.flag, d.edtf)
		}
		d.set(first, last)
	}
	if o.knownAt != "" && len(args) > 0 {
		return misused(cmd, "known at %s is asked of a case, not of reports", o.knownAt)
	}
	if o.csv && o.json {
		return misused(cmd, "json and csv are two formats, want one")
	}
	return nil
}

// hasDays reports whether days lie within those asked for. What is not dated lies
// within all.
func (o *dealOptions) hasDays(first, last parley.Day) bool {
	return first <= o.days.last && last >= o.days.first
}

// hasPublished reports whether a report was published within the days asked for, or
// its day is not known.
func (o *dealOptions) hasPublished(r *parley.Report) bool {
	first, last, ok := parley.Days(r.Published)
	return !ok || o.hasDays(first, last)
}

// hasName reports whether one of names has the words of each that --with asks for.
func (o *dealOptions) hasName(names []string) bool {
	return !slices.ContainsFunc(o.with, func(asked string) bool {
		return !slices.ContainsFunc(names, func(name string) bool { return hasWords(name, asked) })
	})
}

// present refuses names that nobody in the reports of a dossier goes by: that nothing
// is found of them would say more than that they are not there.
func present(d *ask.Dossier, names ...string) error {
	for _, asked := range names {
		goesBy := func(e parley.Entity) bool {
			return slices.ContainsFunc(append([]string{e.Name}, e.Aliases...), func(name string) bool { return hasWords(name, asked) })
		}
		if !slices.ContainsFunc(d.Records, func(r *parley.Record) bool { return slices.ContainsFunc(r.Entities, goesBy) }) {
			return nobody(asked)
		}
	}
	return nil
}

func nobody(name string) error {
	return fmt.Errorf("nobody in these reports is called %q: %w", name, parley.ErrNotFound)
}

// hasWords reports whether a name has all words of another.
func hasWords(name, asked string) bool {
	own, words := ledger.Words(name), ledger.Words(asked)
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(own, w) })
}

// writeCSV writes a table of rows under their heads, whose cells no spreadsheet takes
// for formulas.
func writeCSV(w io.Writer, heads []string, rows [][]string) error {
	out := csv.NewWriter(w)
	_ = out.Write(heads) // Flush's error is what Error gives
	for _, row := range rows {
		inert := make([]string, len(row))
		for i, cell := range row {
			inert[i] = exchange.Inert(cell)
		}
		_ = out.Write(inert)
	}
	out.Flush()
	return out.Error()
}

// list prints rows under their heads.
func (s *sheet) list(heads []string, rows [][]string) {
	var b strings.Builder
	s.section(&b, heads, rows)
	s.WriteString(strings.TrimPrefix(b.String(), "\n"))
}

// where is where a line is told: the outlet and day of its report, and its address.
func (s *sheet) where(d *ask.Dossier, r *parley.Record, line string) string {
	label := reportLabel(&r.Report)
	if _, filed := d.Filed[r]; filed {
		label = filedLabel(&r.Report)
	}
	if line == "" {
		return label
	}
	return fmt.Sprintf("%s, %s", d.Address(r, line), label)
}

// roots says on how many reports and independent sources something rests.
func roots(reports int, sources []ask.Source) string {
	var names []string
	for _, source := range sources {
		names = append(names, source.Name+sourceKinds[source.Kind])
	}
	words := fmt.Sprintf("%s, %s", count(reports, "report"), count(len(sources), "independent source"))
	if len(names) > 0 && len(names) <= 4 {
		words += ": " + strings.Join(names, ", ")
	}
	return words
}
