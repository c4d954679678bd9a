package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"parley/clerk"
	"parley/exchange"
	"parley/ingest"
)

// readOptions are the flags of parley read.
type readOptions struct {
	json      bool
	format    string
	rows      string
	folder    string
	outermost bool
	noText    bool
	colour    string
	jobs      int
	maxBytes  byteCount
	private   bool // addresses of this machine and of its network may be fetched
	records   bool // lines may be records, which parley read --json printed
	given     ingest.Options
	reader    readerOptions
}

// readerOptions choose among the ways to read.
type readerOptions struct {
	scheme  string
	fast    bool
	careful bool
	kernel  string
	weights string
}

const (
	schemeFull    = "full"
	schemePolNeAR = "polnear"
)

var (
	formats = []string{"table", "json", "jsonl", "brat", "csv"}
	schemes = []string{schemeFull, schemePolNeAR}
	colours = []string{"auto", "always", "never"}
)

func (p *program) readCommand() *cobra.Command {
	var o readOptions
	cmd := &cobra.Command{
		Use:   "read [flags] FILE|DIR|URL|-…",
		Short: "Read reports and print who said what, on which words",
		Long: `Read prints the report and a table of its statements: who speaks (→ to whom),
the cue that says so, the words, and whether they are quoted. On a terminal
sources, cues and contents are in colour; elsewhere the page is 80 columns wide,
or as wide as COLUMNS says.

An input is a file (plain text, HTML, Markdown, PDF, SRT, VTT), a folder of them with all
that it holds at any depth, an http or https address, or - for standard input.
A web archive (WARC, WACZ) is as many reports as it holds pages, a file of
Discourse Network Analyzer (.dna) as it holds documents; one that is damaged or
altered is refused whole. Of a folder hidden files are left out; others that are not read, links among
them, are counted on standard error. Inputs are read several at a time and
printed in their order. One that cannot be read is named on standard error with
the reason, the others are still read, and the exit code is 1.

Formats: table (the default), json (one object a report and line), csv (one row
a statement, or what --rows says), brat (standoff), and jsonl. json and csv say where each report was
read from; -o DIR writes a file for each. With jsonl, - and files named *.jsonl,
in folders too, hold reports themselves, one JSON object with at least "text" a
line; for each line comes one line, in the same order: the record, or
{"error":{"input","line","message"}}. Lines that are no reports do not change the exit code.`,
		Example: `  parley read examples/ferry-talks.txt
  parley read --json https://example.org/report.html | jq '.statements[].speaker'
  parley read --format brat -o marks reports/
  zcat archive.jsonl.gz | parley read --format jsonl - > records.jsonl`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return misused(cmd, "no report given, want a file, a folder, an address or -")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.settle(cmd); err != nil {
				return err
			}
			return p.read(cmd, args, o)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&o.json, "json", false, "print JSON, the same as --format json")
	flags.StringVarP(&o.format, "format", "f", "table", "print `FORMAT`: "+strings.Join(formats, ", "))
	rowsFlag(cmd, &o.rows)
	flags.StringVarP(&o.folder, "output", "o", "", "write NAME.json, NAME.csv, or NAME.ann and NAME.txt for each report into `DIR`, in the folders they lie in")
	addReaderFlags(cmd, &o.reader)
	flags.BoolVar(&o.outermost, "outermost", false, "leave out statements that lie inside another's words")
	flags.BoolVar(&o.noText, "no-text", false, "print the table without the report's text")
	flags.StringVar(&o.given.Title, "title", "", "`TITLE` of the report")
	flags.StringVar(&o.given.Publisher, "publisher", "", "`NAME` of who published the report")
	flags.StringVar(&o.given.Published, "published", "", "`DATE` of publication, such as 2025-11-25")
	o.maxBytes = ingest.DefaultMaxBytes
	flags.Var(&o.maxBytes, "max-bytes", "refuse an input, or a line of jsonl, of more than `BYTES`")
	flags.IntVar(&o.jobs, "jobs", 0, "read `N` reports at once (default one for each processor)")
	flags.BoolVar(&o.private, "allow-private", false, "fetch from addresses of this machine and its network too")
	flags.StringVar(&o.colour, "color", "auto", "colour `WHEN`: "+strings.Join(colours, ", "))
	complete(cmd, "format", formats)
	complete(cmd, "color", colours)
	return cmd
}

// rowsFlag adds what csv has a row for.
func rowsFlag(cmd *cobra.Command, rows *string) {
	sheets := strs(exchange.Sheets)
	cmd.Flags().StringVar(rows, "rows", string(exchange.SheetStatements), "of csv a row for each of `WHAT`: "+strings.Join(sheets, ", "))
	complete(cmd, "rows", sheets)
}

// addReaderFlags adds what read and eval have in common.
func addReaderFlags(cmd *cobra.Command, o *readerOptions) {
	flags := cmd.Flags()
	flags.StringVar(&o.scheme, "scheme", schemeFull, "mark by `SCHEME`: full (all levels) or polnear (the outermost, as that corpus does)")
	flags.BoolVar(&o.fast, "fast", false, "read about twice as fast and a little less well")
	flags.BoolVar(&o.careful, "careful", false, "read a little better and four times as slowly")
	addHiddenFlags(cmd, o)
	complete(cmd, "scheme", schemes)
}

// addHiddenFlags adds what serves to compare readers, not to read.
func addHiddenFlags(cmd *cobra.Command, o *readerOptions) {
	flags := cmd.Flags()
	flags.StringVar(&o.kernel, "kernel", "", "compute with kernel `NAME`")
	flags.StringVar(&o.weights, "weights", "", "read with the weights in `FILE`")
	for _, name := range []string{"kernel", "weights"} {
		if err := flags.MarkHidden(name); err != nil {
			panic("parley: " + err.Error()) // unreachable: the flag is defined above
		}
	}
}

func complete(cmd *cobra.Command, flag string, values []string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic("parley: " + err.Error()) // unreachable: the flag is defined by the caller
	}
}

// settle checks the flags against each other and fills in what follows.
func (o *readOptions) settle(cmd *cobra.Command) error {
	if o.json {
		if cmd.Flags().Changed("format") && o.format != "json" {
			return misused(cmd, "--json and --format %s ask for two formats", o.format)
		}
		o.format = "json"
	}
	switch {
	case !slices.Contains(formats, o.format):
		return misused(cmd, "format %q is none of %s", o.format, strings.Join(formats, ", "))
	case o.rows != string(exchange.SheetStatements) && o.format != "csv":
		return misused(cmd, "--rows is for csv; format %s has no rows", o.format)
	case !slices.Contains(exchange.Sheets, exchange.Sheet(o.rows)):
		return misused(cmd, "rows %q are none of %s", o.rows, strings.Join(strs(exchange.Sheets), ", "))
	case !slices.Contains(colours, o.colour):
		return misused(cmd, "color %q is none of %s", o.colour, strings.Join(colours, ", "))
	case o.jobs < 1 && cmd.Flags().Changed("jobs"):
		return misused(cmd, "%d reports at once, want at least 1", o.jobs)
	case o.folder != "" && extensions[o.format] == "":
		return &usageError{
			fmt.Sprintf("-o writes a file for each report, in json, brat or csv, not %s", o.format),
			fmt.Sprintf("parley read --format csv -o %s …", o.folder),
		}
	case o.noText && o.format != "table":
		return misused(cmd, "--no-text is for the table; format %s prints no text to leave out", o.format)
	case o.given.Published != "" && ingest.EDTF(o.given.Published) == "":
		return misused(cmd, "published %q is no date, want one such as 2025-11-25, 2025-11 or 2025", o.given.Published)
	}
	if err := o.reader.settle(cmd); err != nil {
		return err
	}
	if o.jobs == 0 {
		o.jobs = runtime.GOMAXPROCS(0)
	}
	o.outermost = o.outermost || o.reader.scheme == schemePolNeAR
	o.given.MaxBytes = int(o.maxBytes)
	return nil
}

func (o readerOptions) settle(cmd *cobra.Command) error {
	if !slices.Contains(schemes, o.scheme) {
		return misused(cmd, "scheme %q is none of %s", o.scheme, strings.Join(schemes, ", "))
	}
	return nil
}

// read reads what args stand for and prints it.
func (p *program) read(cmd *cobra.Command, args []string, o readOptions) error {
	sources := p.sources(args, o)
	if o.folder != "" {
		if err := distinct(cmd, sources, extensions[o.format]); err != nil {
			return err
		}
	}
	if o.given.Title != "" && len(sources) > 1 {
		return misused(cmd, "--title is of one report, and these are %d", len(sources))
	}
	if o.format == "brat" && o.folder == "" && len(sources) > 1 {
		return misused(cmd, "%d reports in brat standoff, want -o DIR to tell them apart", len(sources))
	}
	if err := single(cmd, sources, o); err != nil {
		return err
	}
	reader, err := p.crafts.clerk(o.reader)
	if err != nil {
		return err
	}
	out, err := p.output(sources, o)
	if err != nil {
		return err
	}
	p.progress = p.newProgress(sources, o)
	err = reader.ReadAll(cmd.Context(), each(sources), o.jobs, func(outcome clerk.Outcome) error {
		p.progress.step()
		return p.take(outcome, out, o)
	})
	p.progress.clear()
	return errors.Join(err, out.close())
}

// take prints one outcome: a record as the answer, a failure by name.
func (p *program) take(outcome clerk.Outcome, out output, o readOptions) error {
	if outcome.Err != nil {
		if outcome.Line == 0 || o.format != "jsonl" {
			p.refuse(outcome)
		}
		return out.fail(outcome)
	}
	if o.outermost {
		outcome.Record = exchange.Outermost(outcome.Record)
	}
	err := out.write(outcome)
	switch {
	case err == nil:
		return nil
	case o.folder != "": // the next one is another file
		outcome.Err = err
		p.refuse(outcome)
		return nil
	}
	return fmt.Errorf("writing the record of %s: %w", called(outcome.String()), err)
}

// refuse names an input that has no answer, with the reason and a hint.
func (p *program) refuse(outcome clerk.Outcome) {
	p.failed = true
	p.say("%s: %s", called(outcome.String()), reason(outcome.Err))
	var large *tooLargeError
	switch {
	case errors.As(outcome.Err, &large) && large.size > 0:
		p.try("--max-bytes %d", large.size)
	case errors.As(outcome.Err, &large):
		p.try("--max-bytes with a larger number")
	case errors.Is(outcome.Err, errLines):
		p.try("parley read --format jsonl %s", outcome.Name)
	case errors.Is(outcome.Err, ingest.ErrPrivate):
		p.try("--allow-private, if you trust that address")
	case errors.Is(outcome.Err, os.ErrNotExist) && filepath.Ext(outcome.Name) == "" && strings.Contains(outcome.Name, "."):
		p.try("https://%s, if this is an address", outcome.Name)
	}
}

// called is what messages call an input.
func called(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}

// A byteCount is a flag that counts bytes, with or without a unit.
type byteCount int

func (b *byteCount) String() string { return strconv.Itoa(int(*b)) }
func (b *byteCount) Type() string   { return "bytes" }

func (b *byteCount) Set(s string) error {
	number, unit := s, 1
	for suffix, bytes := range map[string]int{"k": 1 << 10, "m": 1 << 20, "g": 1 << 30} {
		lower := strings.TrimSuffix(strings.ToLower(s), "b")
		if rest, found := strings.CutSuffix(lower, suffix); found {
			number, unit = rest, bytes
		}
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > (1<<40)/unit {
		return fmt.Errorf("want a number of bytes, such as 8000000 or 8MB")
	}
	*b = byteCount(n * unit)
	return nil
}
