package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parley"
	"parley/clerk"
	"parley/ingest"
	"parley/ledger"
)

func (p *program) addCommand() *cobra.Command {
	var in askOptions
	var of caseOptions
	var signed string
	var again bool
	cmd := &cobra.Command{
		Use:   "add [flags] REPORT…",
		Short: "Read reports and file what they say in a case",
		Long: `Add reads reports as parley read does and files them with their records. A report
that is filed already is not read again, nor one that a person coded elsewhere; one from
the same address whose words have changed is filed as a newer version, and what people decided of the lines
moves to it where their words are found again. What was filed stays: nothing in a
case is changed or deleted.

It prints a line for each report, with its number, and a signed checkpoint of the
case. Keep that elsewhere: parley audit --against finds out by it whether anything
filed so far was altered.
` + aboutInputs + "\n" + aboutCase,
		Example: `  parley add examples/
  parley add --case talks.parley --as 'Ada Lind' https://example.org/report.html
  parley read --json reports/ | parley add -`,
		Args: someReports,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := in.settle(cmd); err != nil {
				return err
			}
			if in.given.Published != "" && ingest.EDTF(in.given.Published) == "" {
				return misused(cmd, "published %q is no date, want one such as 2025-11-25, 2025-11 or 2025", in.given.Published)
			}
			return p.add(cmd, args, in, of, again, signed)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	of.flags(cmd)
	of.personFlag(cmd)
	flags.StringVar(&signed, "checkpoint", "", "write the checkpoint to `FILE` too")
	flags.BoolVar(&again, "reread", false, "read reports again that are filed, and file what is read otherwise")
	addReaderFlags(cmd, &in.reader)
	flags.StringVar(&in.given.Publisher, "publisher", "", "`NAME` of who published the reports")
	flags.StringVar(&in.given.Published, "published", "", "`DATE` of publication, such as 2025-11-25")
	in.maxBytes = ingest.DefaultMaxBytes
	flags.Var(&in.maxBytes, "max-bytes", "refuse an input, or a line of jsonl, of more than `BYTES`")
	flags.IntVar(&in.jobs, "jobs", 0, "read `N` reports at once (default one for each processor)")
	flags.BoolVar(&in.private, "allow-private", false, "fetch from addresses of this machine and its network too")
	in.colour = "auto"
	return cmd
}

func (p *program) add(cmd *cobra.Command, args []string, in askOptions, of caseOptions, again bool, signed string) error {
	ctx := cmd.Context()
	by, err := of.person()
	if err != nil {
		return err
	}
	if !p.anyThere(args) {
		return nil
	}
	reader, err := p.crafts.clerk(in.reader)
	if err != nil {
		return err
	}
	c, made, err := of.make(ctx, by, p.now())
	if err != nil {
		return err
	}
	defer c.Close()
	if made {
		p.say("made the case %s", withoutUser(of.place()))
	} else if !of.isNamed() {
		p.say("files in the case %s; --case FILE or %s names another", withoutUser(of.place()), caseVariable)
	}
	weights, _, err := p.crafts.identify(in.reader)
	if err != nil {
		return err
	}
	filer := &clerk.Filer{Case: c, By: by, Now: p.now}
	if !again {
		reader.Known = func(ctx context.Context, r *parley.Report) (int64, error) { return filer.Known(ctx, r, weights) }
	}
	a := &adding{program: p, filer: filer, sheet: p.newSheet(in), made: made, flushed: p.now()}
	sources := p.sources(args, in.readOptions)
	p.progress = p.newProgress(sources, in.readOptions)
	err = reader.ReadAll(ctx, each(sources), in.jobs, func(o clerk.Outcome) error {
		p.progress.step()
		return a.take(ctx, o, again)
	})
	if flushed := a.flush(context.WithoutCancel(ctx)); err == nil { // what was read before an interrupt is filed
		err = flushed
	}
	p.progress.clear()
	if err != nil {
		a.say("%s filed before that; to go on, give the same command again", count(a.filed, "report"))
		return err
	}
	return a.finish(ctx, signed)
}

// anyThere reports whether one of the reports at least may be there. Where each is a
// path that leads nowhere they are named, and no case is made for them.
func (p *program) anyThere(args []string) bool {
	var missing []error
	for _, arg := range args {
		if arg == "-" || strings.Contains(arg, "://") {
			return true
		}
		_, err := os.Stat(arg)
		if err == nil {
			return true
		}
		missing = append(missing, err)
	}
	for i, err := range missing {
		p.failed = true
		p.say("%s: %s", args[i], reason(err))
	}
	return false
}

// Adding is one run of parley add.
type adding struct {
	*program
	filer *clerk.Filer
	sheet *sheet

	filed, known, reread, statements int

	made    bool      // the case is new
	flushed time.Time // when what was read was last filed
}

// flushAfter is how long what was read may wait to be filed with more.
const flushAfter = 2 * time.Second

func (a *adding) take(ctx context.Context, o clerk.Outcome, again bool) error {
	switch {
	case o.Err != nil && o.Line == 0:
		a.refuse(o)
		return nil
	case o.Err != nil:
		a.failed = true
		a.say("%s: %s", o.Input, reason(o.Err))
		return nil
	case o.Known != 0:
		a.known++
		a.sheet.set(0, dim, fmt.Sprintf("%d: %s, is filed already", o.Known, filedName(&o.Record.Report)))
		return nil
	}
	for _, w := range o.Record.Warnings {
		a.say("%s: %s", called(o.String()), w)
	}
	if again {
		seq, err := a.filer.Case.Once(ctx, ledger.OnceOf(&o.Record.Report))
		if err != nil {
			return err
		}
		if seq != 0 {
			receipt, err := a.filer.Reread(ctx, seq, o.Record)
			if err != nil {
				return err
			}
			return a.print(receipt)
		}
	}
	receipts, err := a.filer.File(ctx, o.Record, o.Raw)
	if err := errors.Join(a.print(receipts...), err); err != nil || a.now().Sub(a.flushed) < flushAfter {
		return err
	}
	return a.flush(ctx)
}

func (a *adding) flush(ctx context.Context) error {
	receipts, err := a.filer.Flush(ctx)
	a.flushed = a.now()
	return errors.Join(a.print(receipts...), err)
}

// print says at once what was filed, as there may be a hundred thousand.
func (a *adding) print(receipts ...clerk.Receipt) error {
	for _, r := range receipts {
		a.receipt(r)
	}
	return a.sheet.emit()
}

func (a *adding) receipt(r clerk.Receipt) {
	label := fmt.Sprintf("%d: %s, ", r.Report.Seq, filedName(&r.Record.Report))
	statements := count(len(r.Record.Statements), "statement")
	switch {
	case !r.Report.New && !r.Reading.New:
		a.known++
		a.sheet.set(0, dim, label+"is filed already")
		return
	case !r.Report.New:
		a.reread++
		a.sheet.set(0, 0, label+"was read again, "+statements)
		if r.Before.Kind == ledger.AuthorPerson {
			a.sheet.set(4, bold, fmt.Sprintf("what %s read in it, as entry %d, is superseded", r.Before.Name, r.Reading.Supersedes))
		}
	case r.Version != 0:
		a.filed++
		a.sheet.set(0, 0, label+fmt.Sprintf("a newer version of %d, %s", r.Version, statements))
	default:
		a.filed++
		a.sheet.set(0, 0, label+statements)
	}
	a.statements += len(r.Record.Statements)
	if len(r.Carried) > 0 {
		a.sheet.set(4, dim, count(len(r.Carried), "decision")+" moved to it")
	}
	for _, l := range r.Lost {
		a.sheet.set(4, bold, lost(l))
	}
}

// lost names a decision that a newer version or reading has no line for.
func lost(l clerk.Lost) string {
	return fmt.Sprintf("lost: entry %d (%s of %s by %s), as it says so no more: “%s”", l.Decision.Seq, l.Decision.Kind, l.Decision.Of, l.Decision.Author.Name, l.Words)
}

// sum says what was done.
func (a *adding) sum() string {
	words := count(a.filed, "report") + " filed"
	if a.reread > 0 {
		words += fmt.Sprintf(", %d read again", a.reread)
	}
	if a.filed+a.reread > 0 {
		words += " with " + count(a.statements, "statement")
	}
	if a.known > 0 {
		words += fmt.Sprintf("; %d filed already", a.known)
	}
	return words
}

// finish prints what was done and the checkpoint.
func (a *adding) finish(ctx context.Context, file string) error {
	if a.filed+a.reread+a.known == 0 {
		return nil // the case is as it was, and each input was named
	}
	note, err := checkpoint(ctx, a.filer.Case)
	if err != nil {
		return err
	}
	a.sheet.set(0, bold, a.sum())
	a.sheet.WriteString("\n" + string(note))
	if err := a.sheet.emit(); err != nil {
		return err
	}
	if file != "" {
		return os.WriteFile(file, note, 0o600)
	}
	if a.made {
		a.say("the last lines are a signed checkpoint of the case: keep it elsewhere")
		a.try("parley audit --against it finds out if anything filed so far is altered")
	}
	return nil
}
