package main

import (
	"io"
	"math"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask/briefing"
	"parley/ledger"
)

var briefingFormats = []string{"html", "md"}

func (p *program) briefCommand() *cobra.Command {
	var of caseOptions
	var o briefing.Options
	var acts []string
	var format, path string
	cmd := &cobra.Command{
		Use:   "brief [flags]",
		Short: "Write a briefing of a case, every line with its words",
		Long: `Brief writes two or three pages on a case: who said what, by party; exhibits and
the reactions to them; what was confirmed, denied or rejected; what several reports
carry, on how many independent sources; contradictions; sources without a name;
what people decided; what is open. Every line has a note with the report, the
sentence around its words, and who accepted or corrected it.

It is one file, HTML or Markdown, that loads nothing: open it, print it, send it.
Rejected lines are left out, purged reports are absent, and the source of a sealed
report is not told. The same case gives the same bytes.`,
		Example: "  parley brief -o briefing.html\n  parley brief --format md --party Sarrow --since 2031-05\n  parley brief --since-entry 41 -o since-monday.html",
		Args:    exactly(0, "none"),
	}
	p.caseCommand(cmd, &of, func(cmd *cobra.Command, _ []string, c *ledger.Case) error {
		if !slices.Contains(briefingFormats, format) {
			return misused(cmd, "format %q is none of %v", format, briefingFormats)
		}
		if o.Reports < 1 || o.Lines < 1 || o.SinceEntry < 0 {
			return misused(cmd, "want at least 1 report and 1 line, and no entry before the first")
		}
		if err := inCase(cmd.Context(), c, ledger.Address{}, o.SinceEntry); err != nil {
			return err
		}
		var errs []error
		if o.Acts = closed(cmd, "act", acts, parley.Acts, &errs); len(errs) > 0 {
			return errs[0]
		}
		debug.SetMemoryLimit(math.MaxInt64) // the limit of one report: a briefing holds many
		b, err := briefing.Make(cmd.Context(), c, o)
		if err != nil {
			return err
		}
		write := func(w io.Writer) error { return briefing.WriteHTML(w, b) }
		if format == "md" {
			write = func(w io.Writer) error { return briefing.WriteMarkdown(w, b) }
		}
		if path != "" {
			return replace(path, write)
		}
		return write(p.screened(shown))
	})
	flags := cmd.Flags()
	flags.StringVar(&format, "format", "html", "write `FORMAT`: html or md")
	flags.StringVarP(&path, "output", "o", "", "write to `FILE`")
	flags.StringVar(&o.Text, "text", "", "only statements with these `WORDS`, as parley search takes them")
	flags.StringSliceVar(&o.By, "by", nil, "only what `NAME` says")
	flags.StringSliceVar(&o.Parties, "party", nil, "only what `NAME` or whoever is of that party says")
	flags.StringSliceVar(&o.To, "to", nil, "only what is said to `NAME`")
	flags.StringSliceVar(&o.About, "about", nil, "only what has `NAME` or words in it")
	flags.StringSliceVar(&acts, "act", nil, "only what does `ACT`")
	flags.StringVar(&o.Since, "since", "", "only what was said on or after `DATE`")
	flags.StringVar(&o.Until, "until", "", "only what was said on or before `DATE`")
	flags.StringVar(&o.KnownAt, "known-at", "", "as the case stood at `TIME`: a day, a time, or # and an entry")
	flags.Int64Var(&o.SinceEntry, "since-entry", 0, "mark what was filed after entry `NUMBER` as new")
	flags.IntVar(&o.Reports, "reports", briefing.DefaultReports, "look at the newest `N` reports")
	flags.IntVar(&o.Lines, "lines", briefing.DefaultLines, "print `N` lines of who said what at most")
	complete(cmd, "format", briefingFormats)
	complete(cmd, "act", strs(parley.Acts))
	return cmd
}
