package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask"
	"parley/clerk"
	"parley/ingest"
	"parley/ledger"
	"parley/terms/register"
)

// askOptions are the flags of the commands that ask something of several
// reports.
type askOptions struct {
	readOptions
	of      caseOptions
	about   string
	least   int
	knownAt string // of a case

	retouch bool             // with the terms of the case, and with own
	own     []*register.Term // terms beside those of the register
	whole   bool             // records keep what most questions do not need
	leaves  bool             // the answer is for other programs: no sealed report is in it
}

const aboutInputs = `
An input is what parley read takes, a .jsonl file or - with a report a line, or
records that parley read --json or --format jsonl printed, so that nothing has to
be read twice. The order of inputs makes no difference, and a report that comes
twice counts once.`

const aboutNoInputs = `With no input the reports of the case are asked, with people's corrections in them
and without what they rejected or retracted: the file that --case names, or else
PARLEY_CASE, or else case.parley in the user's data folder.`

// askCommand adds what the commands have in common.
func askCommand(cmd *cobra.Command, o *askOptions, run func(args []string) error) *cobra.Command {
	cmd.Long += "\n" + aboutInputs + "\n" + aboutNoInputs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := o.settle(cmd); err != nil {
			return err
		}
		o.leaves = leaves(cmd)
		return run(args)
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	o.of.flags(cmd)
	flags.BoolVar(&o.json, "json", false, "print JSON, see docs/ask.md")
	addReaderFlags(cmd, &o.reader)
	o.maxBytes = ingest.DefaultMaxBytes
	flags.Var(&o.maxBytes, "max-bytes", "refuse an input, or a line of jsonl, of more than `BYTES`")
	flags.IntVar(&o.jobs, "jobs", 0, "read `N` reports at once (default one for each processor)")
	flags.BoolVar(&o.private, "allow-private", false, "fetch from addresses of this machine and its network too")
	flags.StringVar(&o.colour, "color", "auto", "colour `WHEN`: "+strings.Join(colours, ", "))
	complete(cmd, "color", colours)
	return cmd
}

func (o *askOptions) settle(cmd *cobra.Command) error {
	switch {
	case !slices.Contains(colours, o.colour):
		return misused(cmd, "color %q is none of %s", o.colour, strings.Join(colours, ", "))
	case o.jobs < 1 && cmd.Flags().Changed("jobs"):
		return misused(cmd, "%d reports at once, want at least 1", o.jobs)
	}
	if o.jobs == 0 {
		o.jobs = runtime.GOMAXPROCS(0)
	}
	o.format, o.records = "jsonl", true
	o.given.MaxBytes = int(o.maxBytes)
	return o.reader.settle(cmd)
}

// recordTimes is how much longer the line of a record may be than its report.
const recordTimes = 16

// lineBytes is how long a line of a stream may be.
func (o readOptions) lineBytes() int {
	if o.records {
		return recordTimes * int(o.maxBytes)
	}
	return int(o.maxBytes)
}

// isRecord reports whether a line begins as a record does; what it then holds is
// for the decoder to judge.
func isRecord(line []byte) bool {
	line, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("{"))
	return ok && bytes.HasPrefix(bytes.TrimSpace(line), []byte(`"schema"`))
}

// dossier reads what args stand for. What cannot be read is named, and the rest
// is asked.
// With no args it is the case that is asked.
func (p *program) dossier(cmd *cobra.Command, args []string, o askOptions) (*ask.Dossier, error) {
	if len(args) == 0 {
		return p.caseDossier(cmd.Context(), o)
	}
	records, err := p.records(cmd.Context(), args, o, o.keep())
	if err != nil {
		return nil, err
	}
	return ask.NewDossier(records), nil
}

// records are those that args stand for, with what keep leaves of each. What cannot
// be read is named.
func (p *program) records(ctx context.Context, args []string, o askOptions, keep func(*parley.Record) *parley.Record) ([]*parley.Record, error) {
	reader, err := p.crafts.clerk(o.reader)
	if err != nil {
		return nil, err
	}
	sources := p.sources(args, o.readOptions)
	p.progress = p.newProgress(sources, o.readOptions)
	var records []*parley.Record
	debug.SetMemoryLimit(math.MaxInt64) // the limit of one report: a dossier holds them all
	err = reader.ReadAll(ctx, each(sources), o.jobs, func(outcome clerk.Outcome) error {
		p.progress.step()
		switch {
		case outcome.Err == nil:
			records = append(records, keep(outcome.Record))
		case outcome.Line == 0:
			p.refuse(outcome)
		default:
			p.failed = true
			p.say("%s: %s", outcome.Input, reason(outcome.Err))
		}
		return nil
	})
	p.progress.clear()
	return records, err
}

// caseDossier lays the reports of a case side by side. Of a question about some
// words only the reports that have them are.
func (p *program) caseDossier(ctx context.Context, o askOptions) (*ask.Dossier, error) {
	c, err := o.of.open(ctx)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	state, err := c.State(ctx, 0)
	if err != nil {
		return nil, err
	}
	p.sayRetracted(state)
	if o.retouch {
		own, err := ownTerms(state)
		if err != nil {
			return nil, err
		}
		o.own = slices.Concat(own, o.own)
	}
	keep := o.keep()
	debug.SetMemoryLimit(math.MaxInt64)
	var records []*parley.Record
	filed := map[*parley.Record]ask.Filing{}
	sealed := 0
	for f, err := range exported(ctx, c, exportOptions{knownAt: o.knownAt}) {
		if err == nil && o.leaves && f.State.Sealed(f.Report.Seq) != 0 {
			sealed++
			continue
		}
		var record *parley.Record
		if err == nil {
			record, err = openly(f)
		}
		if err != nil {
			return nil, err
		}
		record = keep(record)
		filed[record] = ask.Filing{Report: f.Report.Seq, Known: f.Report.Time, Key: keyIn(c, f)}
		records = append(records, record)
	}
	p.sayLeftOut(sealed)
	d := ask.NewDossier(records)
	d.Filed = filed
	return d, nil
}

// openly is a record without what was rejected, and with all of a sealed source: it
// stays on this machine.
func openly(f *ledger.Filing) (*parley.Record, error) {
	filing := asFiling(f, false)
	filing.Sealed = false
	release, err := filing.Release()
	if err != nil {
		return nil, err
	}
	return release.Record, nil
}

// keep says what is kept of a record for the question: all or what is lean, with
// the terms that it touches where there are others than those of the register.
func (o askOptions) keep() func(*parley.Record) *parley.Record {
	kept := lean
	if o.whole {
		kept = func(record *parley.Record) *parley.Record { return record }
	}
	if len(o.own) == 0 {
		return kept
	}
	r := register.General().With(o.own...)
	return func(record *parley.Record) *parley.Record {
		record.Terms = r.Touch(record, record.Proposals)
		return kept(record)
	}
}

// keyIn is by what a case knows the entities of a filing: one that people merged with
// others has their key.
func keyIn(c *ledger.Case, f *ledger.Filing) func(*parley.Entity) string {
	return func(e *parley.Entity) string {
		key := f.State.Key(f.Report.Seq, c.Key(e))
		if key == "" {
			return ""
		}
		return f.State.Merged(key)[0]
	}
}

// lean is a record without what no question needs and a dossier of thousands
// should not hold: reasons, and all mentions but the one that says whether an
// entity has a name.
func lean(record *parley.Record) *parley.Record {
	out := *record
	out.Entities = slices.Clone(record.Entities)
	for i := range out.Entities {
		e := &out.Entities[i]
		e.Reasons, e.Offices = nil, nil
		named := slices.IndexFunc(e.Mentions, func(m parley.Mention) bool { return m.Form == parley.MentionName })
		if len(e.Mentions) > 0 {
			e.Mentions = []parley.Mention{e.Mentions[max(named, 0)]}
			e.Mentions[0].Reason = parley.Reason{}
		}
	}
	out.Statements = slices.Clone(record.Statements)
	for i := range out.Statements {
		out.Statements[i].Reasons = nil
	}
	return &out
}

// someReports wants an argument or more.
func someReports(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return misused(cmd, "no report given, want files, folders, addresses or -")
	}
	return nil
}

// A sheet is the answer to a question, for people: paragraphs, set in.
type sheet struct {
	*page
	strings.Builder
}

func (p *program) newSheet(o askOptions) *sheet {
	return &sheet{page: p.newPage(o.readOptions)}
}

// set prints words in, with a hanging indent where they take several lines.
func (s *sheet) set(in int, as style, words string) {
	indent := strings.Repeat(" ", in)
	words = oneLine(words)
	for i, line := range wrap(words, max(s.width-in-2, leastWidth)) {
		if i == 1 {
			indent += "  "
		}
		fmt.Fprintln(s, indent+s.in(as, words[line.Start:line.End]))
	}
}

func (s *sheet) flush() error {
	_, err := io.WriteString(s.w, s.String())
	return err
}

// emit prints what was set so far and forgets it.
func (s *sheet) emit() error {
	err := s.flush()
	s.Reset()
	return err
}

// printJSON prints an answer that is JSON, on one line.
func (p *program) printJSON(text []byte, err error) error {
	if err != nil {
		return err
	}
	_, err = p.screened(escaped).Write(append(text, '\n'))
	return err
}

// reportLabel is how an answer calls a report: its outlet and day, and where it
// was read from.
func reportLabel(r *parley.Report) string {
	label := strings.TrimSpace(r.Publisher + " " + r.Published)
	switch {
	case r.Input == "" && label == "":
		return or(r.Title, r.ID)
	case r.Input == "":
		return label
	case label == "":
		return r.Input
	}
	return label + " (" + filepath.Base(r.Input) + ")"
}

// carriers prints the reports of one source: the words of each, and why they are
// there.
func (s *sheet) carriers(carriers []ask.Carrier) {
	for _, c := range carriers {
		s.set(6, source_, reportLabel(&c.Record.Report))
		for _, passage := range outermostOf(c.Passages) {
			s.set(8, 0, passage.Statement.ID+" "+oneLine(quote(&c.Record.Report, passage.Statement.Cue))+": “"+passage.Words()+"”")
		}
		for _, station := range c.Stations {
			if station.Kind == ask.SourceOutlet {
				continue
			}
			s.set(8, dim, "rests on "+station.Name+", "+station.Rule+in(station.Words))
		}
		for _, link := range c.Links {
			s.set(8, dim, link.Rule+" "+reportLabel(&link.Other.Report)+in(link.Words))
		}
	}
}

func in(words string) string {
	if words == "" {
		return ""
	}
	return ": “" + words + "”"
}

// outermostOf leaves out passages that lie within another of all.
func outermostOf(all []*ask.Passage) []*ask.Passage {
	var out []*ask.Passage
	for _, p := range all {
		if !slices.ContainsFunc(all, func(o *ask.Passage) bool { return o != p && o.Statement.ID == p.Statement.Within }) {
			out = append(out, p)
		}
	}
	return out
}
