package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask/search"
	"parley/exchange"
	"parley/exchange/annotation"
	"parley/exchange/caselog"
	"parley/exchange/dna"
	"parley/exchange/ftm"
	"parley/exchange/ical"
	"parley/exchange/network"
	"parley/exchange/parquet"
	"parley/exchange/plover"
	"parley/exchange/prov"
	"parley/exchange/quotation"
	"parley/ingest/archive"
	"parley/ledger"
)

// An exportFormat is one that parley export writes.
type exportFormat struct {
	name, about string
	binary      bool
	writer      func(io.Writer, *program, exchange.Sheet) exchange.Writer
}

// exportFormats lists them; case, warc and wacz are written otherwise.
var exportFormats = []exportFormat{
	{"case", "every entry, for parley import to make the same case again", false, nil},
	{"jsonl", "a record a line, as parley read prints it", false, func(w io.Writer, _ *program, _ exchange.Sheet) exchange.Writer { return &recordWriter{w} }},
	{"csv", "a row a statement, or what --rows says; parley import takes a corrected one back", false, func(w io.Writer, _ *program, rows exchange.Sheet) exchange.Writer {
		return &tableWriter{exchange.NewTable(w, rows)}
	}},
	{"parquet", "the same, for DuckDB and Spark", true, func(w io.Writer, _ *program, rows exchange.Sheet) exchange.Writer { return parquet.NewWriter(w, rows) }},
	{"annotation", "W3C Web Annotation", false, func(w io.Writer, _ *program, _ exchange.Sheet) exchange.Writer { return annotation.NewWriter(w) }},
	{"prov", "W3C PROV-O", false, func(w io.Writer, _ *program, _ exchange.Sheet) exchange.Writer { return prov.NewWriter(w) }},
	{"ftm", "FollowTheMoney, for OpenAleph", false, func(w io.Writer, _ *program, _ exchange.Sheet) exchange.Writer { return ftm.NewWriter(w) }},
	{"plover", "PLOVER events, as POLECAT has them", false, func(w io.Writer, _ *program, _ exchange.Sheet) exchange.Writer { return plover.NewWriter(w) }},
	{"quotation", "schema.org Quotation and Claim", false, func(w io.Writer, _ *program, _ exchange.Sheet) exchange.Writer { return quotation.NewWriter(w) }},
	{"dna", "a database of Discourse Network Analyzer 3", true, newDNA},
	{"graphml", "who does what by saying it, a two-mode network for visone, by DNA's definitions", false, func(w io.Writer, _ *program, _ exchange.Sheet) exchange.Writer { return &networkWriter{w: w} }},
	{"ical", "the contacts, as a calendar", false, func(w io.Writer, _ *program, _ exchange.Sheet) exchange.Writer { return ical.NewWriter(w) }},
	{"warc", "the bytes that reports were read from, ISO 28500", true, nil},
	{"wacz", "the same, as one archive of pages", true, nil},
}

func newDNA(w io.Writer, p *program, _ exchange.Sheet) exchange.Writer {
	o := dna.Options{Made: p.now(), Code: dna.ByPosition}
	rand.Read(o.Salt[:]) // which never fails
	return dna.NewWriter(w, o)
}

// exportOptions are the flags of parley export.
type exportOptions struct {
	caseOptions
	format, rows, to, knownAt   string
	rejected, versions, retract bool
}

func (p *program) exportCommand() *cobra.Command {
	var o exportOptions
	var names []string
	var list strings.Builder
	for _, f := range exportFormats {
		names = append(names, f.name)
		fmt.Fprintf(&list, "  %-11s %s\n", f.name, f.about)
	}
	cmd := &cobra.Command{
		Use:   "export [flags]",
		Short: "Write a case in the formats that others read",
		Long: `Export writes what a case holds, with people's corrections in it. Left out are
lines that were rejected, older versions of a report, what was purged, and reports
of an outlet that was retracted, unless a flag asks for them. Of a sealed report
nothing is written that would tell its source; --format case writes everything as
it is. docs/exchange.md says what becomes of each line.

Formats:
` + list.String(),
		Example: "  parley export --format csv -o statements.csv\n  parley export --format case > talks.jsonl\n  parley export --format ftm | ftm validate",
		Args:    exactly(0, "none"),
	}
	p.caseCommand(cmd, &o.caseOptions, func(cmd *cobra.Command, _ []string, c *ledger.Case) error {
		i := slices.Index(names, o.format)
		if i < 0 {
			return misused(cmd, "format %q is none of %s", o.format, strings.Join(names, ", "))
		}
		if err := o.settle(cmd); err != nil {
			return err
		}
		if _, terminal := isTerminal(p.out); exportFormats[i].binary && terminal && o.to == "" {
			return &usageError{"a file of that format is not for a terminal", "parley export --format " + o.format + " -o FILE"}
		}
		return p.toFile(o.to, func(w io.Writer) error { return p.export(cmd.Context(), c, w, exportFormats[i], o) })
	})
	flags := cmd.Flags()
	flags.StringVarP(&o.format, "format", "f", "jsonl", "write `FORMAT`")
	rowsFlag(cmd, &o.rows)
	flags.StringVarP(&o.to, "output", "o", "", "write to `FILE`, whole or not at all")
	flags.StringVar(&o.knownAt, "known-at", "", "as the case stood at `TIME`: a day, a time, or # and an entry")
	flags.BoolVar(&o.rejected, "rejected", false, "with lines that were rejected")
	flags.BoolVar(&o.versions, "versions", false, "with older versions of reports")
	flags.BoolVar(&o.retract, "retracted", false, "with reports of outlets that were retracted")
	complete(cmd, "format", names)
	return cmd
}

// settle refuses rows that the format does not have, and to narrow a whole case: what
// was purged since is in no part of it.
func (o *exportOptions) settle(cmd *cobra.Command) error {
	for _, flag := range []string{"known-at", "rejected", "versions", "retracted"} {
		if o.format == "case" && cmd.Flags().Changed(flag) {
			return misused(cmd, "format case writes every entry as it is, and has no --%s", flag)
		}
	}
	sheets := []exchange.Sheet{exchange.SheetStatements}
	switch o.format {
	case "csv":
		sheets = exchange.Sheets
	case "parquet":
		sheets = parquet.Sheets
	}
	if !slices.Contains(sheets, exchange.Sheet(o.rows)) {
		return misused(cmd, "format %s has no rows of %q, but of %s", o.format, o.rows, strings.Join(strs(sheets), ", "))
	}
	return nil
}

// toFile has a file written whole or not at all; with no name, standard output.
func (p *program) toFile(name string, write func(io.Writer) error) error {
	if name != "" {
		return replace(name, write)
	}
	to := p.out
	if _, terminal := isTerminal(p.out); terminal {
		to = p.screened(shown) // words of a report steer no terminal
	}
	out := bufio.NewWriter(to)
	return errors.Join(write(out), out.Flush())
}

func (p *program) export(ctx context.Context, c *ledger.Case, w io.Writer, format exportFormat, o exportOptions) error {
	if format.name == "case" {
		return caselog.Write(ctx, c, w)
	}
	filings := exported(ctx, c, o)
	if format.writer == nil {
		return p.exportPages(ctx, c, w, format.name, filings)
	}
	out := format.writer(w, p, exchange.Sheet(o.rows))
	for f, err := range filings {
		if err == nil {
			err = out.Write(asFiling(f, o.rejected))
		}
		if err != nil {
			return err
		}
	}
	return out.Close()
}

// exported yields the filings that o asks for, in the order of the log.
func exported(ctx context.Context, c *ledger.Case, o exportOptions) iter.Seq2[*ledger.Filing, error] {
	return func(yield func(*ledger.Filing, error) bool) {
		asOf, err := search.AsOf(ctx, c, o.knownAt)
		var state *ledger.State
		if err == nil {
			state, err = c.State(ctx, asOf)
		}
		var old map[int64]bool
		if err == nil {
			old, err = superseded(ctx, c, asOf)
		}
		if err != nil {
			yield(nil, err)
			return
		}
		for e, err := range c.Entries(ctx, 0, ledger.KindReport) {
			if err != nil {
				yield(nil, err)
				return
			}
			if asOf != 0 && e.Seq > asOf || old[e.Seq] && !o.versions {
				continue
			}
			f, err := c.FilingWith(ctx, e.Seq, asOf, state)
			if errors.Is(err, ledger.ErrRemoved) {
				continue
			}
			if err == nil && !o.retract && isRetracted(state, f) {
				continue
			}
			if !yield(f, err) || err != nil {
				return
			}
		}
	}
}

// superseded are the reports that have a newer version.
func superseded(ctx context.Context, c *ledger.Case, asOf int64) (map[int64]bool, error) {
	old := map[int64]bool{}
	for e, err := range c.Entries(ctx, 0, ledger.KindReport) {
		if err != nil {
			return nil, err
		}
		if e.Supersedes != 0 && (asOf == 0 || e.Seq <= asOf) {
			old[e.Supersedes] = true
		}
	}
	return old, nil
}

// isRetracted reports whether the outlet of a report was retracted.
func isRetracted(state *ledger.State, f *ledger.Filing) bool {
	publisher := strings.Join(ledger.Words(f.Record.Report.Publisher), " ")
	for source := range state.Retracted() {
		if publisher != "" && publisher == strings.Join(ledger.Words(source), " ") {
			return true
		}
	}
	return false
}

// asFiling is a filing as the writers take it.
func asFiling(f *ledger.Filing, rejected bool) *exchange.Filing {
	out := &exchange.Filing{
		Record: f.Record, Address: f.Address("").String(), Filed: f.Report.Time, Author: f.Report.Author.Name,
		Reviews: map[string]exchange.Review{}, Sealed: f.State.Sealed(f.Report.Seq) != 0, KeepRejected: rejected,
	}
	if f.Reading.Seq != 0 {
		out.Filed = f.Reading.Time
	}
	statuses := map[ledger.Status]exchange.ReviewStatus{
		ledger.StatusAccepted: exchange.ReviewAccepted, ledger.StatusCorrected: exchange.ReviewCorrected, ledger.StatusRejected: exchange.ReviewRejected,
	}
	for _, j := range f.State.Standing(f.Reading.Seq) {
		if status, ok := statuses[f.Status(j.Of.Line)]; ok && j.Kind != ledger.KindNote {
			out.Reviews[j.Of.Line] = exchange.Review{Status: status, By: j.Author.Name, At: j.Time}
		}
	}
	return out
}

// A recordWriter writes records as lines of JSON.
type recordWriter struct{ w io.Writer }

func (r *recordWriter) Write(f *exchange.Filing) error {
	release, err := f.Release()
	if err != nil {
		return err
	}
	return writeLine(r.w, release.Record)
}

func (r *recordWriter) Close() error { return nil }

// A tableWriter writes records as rows. The report of a row is its number in the
// case, by which parley import finds it again.
type tableWriter struct{ *exchange.Table }

func (t *tableWriter) Write(f *exchange.Filing) error {
	release, err := f.Release()
	if err != nil {
		return err
	}
	record := *release.Record
	record.Report.ID = f.Address
	return t.Table.Write(&record)
}

// A networkWriter draws the network of speakers and acts. It holds the codings of
// all filings, as DNA does.
type networkWriter struct {
	w       io.Writer
	codings []network.Coding
}

func (n *networkWriter) Write(f *exchange.Filing) error {
	release, err := f.Release()
	if err != nil {
		return err
	}
	names := namesOf(release.Record)
	for i := range release.Record.Statements {
		s := &release.Record.Statements[i]
		concept, agrees := dna.ByAct(release, s)
		if names[s.Speaker] == "" || concept == "" {
			continue
		}
		c := network.Coding{Actor: names[s.Speaker], Concept: concept, Agrees: agrees, Document: f.Address}
		if first, _, ok := parley.Days(or(s.Said.EDTF, release.Record.Report.Published)); ok && first != parley.FirstDay {
			c.Date = first.Time()
		}
		n.codings = append(n.codings, c)
	}
	return nil
}

func (n *networkWriter) Close() error {
	drawn, err := network.TwoMode(n.codings, network.Options{Tie: network.TieSubtract})
	if err != nil {
		return err
	}
	return drawn.WriteGraphML(n.w)
}

// exportPages writes the bytes of reports as a web archive. Those of a sealed
// report would tell its source.
func (p *program) exportPages(ctx context.Context, c *ledger.Case, w io.Writer, format string, filings iter.Seq2[*ledger.Filing, error]) error {
	var failure error
	sealed := 0
	pages := func(yield func(archive.Page) bool) {
		for f, err := range filings {
			if err == nil && f.State.Sealed(f.Report.Seq) != 0 {
				sealed++
				continue
			}
			var page archive.Page
			if err == nil {
				page, err = pageOf(ctx, c, f)
			}
			if err != nil {
				failure = err
				return
			}
			if !yield(page) {
				return
			}
		}
	}
	write := archive.WriteWARC
	if format == "wacz" {
		write = archive.WriteWACZ
	}
	err := write(w, pages, archive.Maker{Software: "parley " + version(), Made: p.now()})
	p.sayLeftOut(sealed)
	return errors.Join(failure, err)
}

func pageOf(ctx context.Context, c *ledger.Case, f *ledger.Filing) (archive.Page, error) {
	r := &f.Record.Report
	page := archive.Page{URL: r.URL, Captured: f.Report.Time, Title: r.Title, MediaType: "text/plain; charset=utf-8", Body: []byte(r.Text)}
	raw, err := c.Raw(ctx, f.Report.Seq)
	if err != nil || raw == nil {
		return page, err
	}
	page.Body = raw
	page.MediaType = http.DetectContentType(raw)
	return page, nil
}
