package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/clerk"
	"parley/ledger"
)

// reviewCommands are those by which a person decides something. Each files one
// entry and prints its number.
func (p *program) reviewCommands() []*cobra.Command {
	return []*cobra.Command{
		p.judgeCommand(ledger.KindAccept, "Stand by lines of a record", "Accept files that you have looked at lines and stand by them.", "parley accept 12/s3 12/s4"),
		p.judgeCommand(ledger.KindReject, "File that lines are wrong altogether", "Reject files that lines are wrong altogether. They stay, marked so, and are left\nout of briefings and exports.", "parley reject 12/s3 --because 'it is a headline, not a statement'"),
		p.correctCommand(), p.noteCommand(), p.mergeCommand(), p.splitCommand(), p.undoCommand(), p.sealCommand(), p.purgeCommand(),
	}
}

// because adds the flag for a person's reason.
func because(cmd *cobra.Command, reason *string) {
	cmd.Flags().StringVar(reason, "because", "", "your `REASON`")
}

// filed prints the number of an entry, and what it is about.
func (p *program) filed(e ledger.Entry, err error) error {
	of := e.Of.String()
	if e.Of == (ledger.Address{}) {
		of = ""
	}
	return p.filedAs(e, of, err)
}

func (p *program) filedAs(e ledger.Entry, what string, err error) error {
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.screened(shown), strings.TrimSpace(fmt.Sprintf("%d: %s %s", e.Seq, e.Kind, oneLine(what))))
	return err
}

func addresses(cmd *cobra.Command, args []string) ([]ledger.Address, error) {
	if len(args) == 0 {
		return nil, misused(cmd, "no address given, want one such as 12/s3")
	}
	var all []ledger.Address
	for _, arg := range args {
		a, err := ledger.ParseAddress(arg)
		if err != nil {
			return nil, misused(cmd, "%s", reason(err))
		}
		all = append(all, a)
	}
	return all, nil
}

func (p *program) judgeCommand(kind ledger.Kind, short, long, example string) *cobra.Command {
	var o caseOptions
	var why string
	cmd := &cobra.Command{Use: string(kind) + " [flags] ADDRESS…", Short: short, Long: long, Example: "  " + example}
	p.filingCommand(cmd, &o, func(cmd *cobra.Command, args []string, f *clerk.Filer) error {
		all, err := addresses(cmd, args)
		if err != nil {
			return err
		}
		for _, a := range all {
			if a.Line == "" {
				return misused(cmd, "%s is a whole report; what is decided is decided of lines, such as %d/s3", a, max(a.Report, 1))
			}
		}
		if all, err = thereOnce(cmd.Context(), f.Case, all); err != nil {
			return err
		}
		for _, a := range all {
			if err := p.filed(f.Decide(cmd.Context(), kind, a, ledger.Decision{Reason: why})); err != nil {
				return err
			}
		}
		return nil
	})
	because(cmd, &why)
	return cmd
}

// thereOnce are addresses of lines, each once. All must be there, so that nothing is
// filed of a list with a slip in it.
func thereOnce(ctx context.Context, c *ledger.Case, all []ledger.Address) ([]ledger.Address, error) {
	var once []ledger.Address
	filings := map[int64]*ledger.Filing{}
	for _, a := range all {
		if slices.Contains(once, a) {
			continue
		}
		f := filings[a.Report]
		if f == nil {
			var err error
			if f, err = c.Filing(ctx, a.Report, 0); err != nil {
				return nil, err
			}
			filings[a.Report] = f
		}
		if !ledger.HasLine(f.Record, a.Line) {
			return nil, fmt.Errorf("report %d has no line %s: %w", a.Report, a.Line, parley.ErrNotFound)
		}
		once = append(once, a)
	}
	return once, nil
}

func (p *program) correctCommand() *cobra.Command {
	var o caseOptions
	var why, add string
	var c correction
	cmd := &cobra.Command{
		Use:   "correct [flags] ADDRESS",
		Short: "Put a line right, or add one",
		Long: `Correct files what a line shall say. Only what a flag gives is changed; the
machine's reading stays beside it, and parley undo brings it back. A speaker or
addressee is the id of an entity of the report (e4), or a name: the one in the
report that has it, or a new one. The words of a source, cue or content are given
as they stand in the report; with … between, in several pieces.

Of a position its party, term, option and stance can be put right, of a contact who
takes part, when and where, of a proposal how far it has come. A term that the report
does not touch, or an option that it does not word, is one of the register, or of
the case's own (parley terms).

With --add and the number of a report it files a line that the report lacks; the
address that it prints is that of the new line.`,
		Example: `  parley correct 12/s3 --speaker 'Yuri Ushakov' --because '“he” is Ushakov here'
  parley correct 12/s3 --act advise --to e4
  parley correct 12/s3 --content 'give up Donetsk … and perhaps a land swap'
  parley correct 12/o3 --party Ukraine --term territory@UA-14 --option ceded --stance reject --basis own
  parley correct 12/c2 --status held --kind call --participants 'Steve Witkoff,Yuri Ushakov'
  parley correct 12 --add position --party Ukraine --term ceasefire --stance accept --words 'ready for a ceasefire'`,
	}
	p.filingCommand(cmd, &o, func(cmd *cobra.Command, args []string, f *clerk.Filer) error {
		all, err := addresses(cmd, args)
		if err != nil {
			return err
		}
		switch {
		case add != "" && (len(all) != 1 || all[0].Line != "" || all[0].Report == 0):
			return misused(cmd, "a line is added to one report, such as 12")
		case add == "" && (len(all) != 1 || all[0].Line == ""):
			return misused(cmd, "%d addresses given, want one line, such as 12/s3", len(all))
		}
		filing, err := f.Case.Filing(cmd.Context(), all[0].Report, 0)
		if err != nil {
			return err
		}
		var d *ledger.Decision
		if add != "" {
			d, err = c.added(cmd, filing, add)
		} else {
			d, err = c.decision(cmd, filing, all[0])
		}
		if err != nil {
			return err
		}
		d.Reason, d.Reading = why, filing.Reading.Seq
		return p.filed(f.Decide(cmd.Context(), ledger.KindCorrect, all[0], *d))
	})
	cmd.Flags().StringVar(&add, "add", "", "add a `LINE`: statement, position, proposal, contact")
	complete(cmd, "add", []string{"statement", "position", "proposal", "contact"})
	c.flags(cmd)
	because(cmd, &why)
	return cmd
}

func (p *program) noteCommand() *cobra.Command {
	var o caseOptions
	cmd := &cobra.Command{
		Use: "note [flags] ADDRESS TEXT", Short: "File a remark on a line, a report or the case",
		Long:    "Note files a remark, which parley show prints beside what it is on. - is the case.",
		Example: "  parley note 12/s3 'the tape has “Donetsk” here, not “the Donbas”'\n  parley note - 'the talks of 24 November are a case of their own'",
	}
	return p.filingCommand(cmd, &o, func(cmd *cobra.Command, args []string, f *clerk.Filer) error {
		if len(args) != 2 {
			return misused(cmd, "%s given, want an address and a text", count(len(args), "argument"))
		}
		all, err := addresses(cmd, args[:1])
		if err != nil {
			return err
		}
		return p.filed(f.Decide(cmd.Context(), ledger.KindNote, all[0], ledger.Decision{Text: args[1]}))
	})
}

func (p *program) mergeCommand() *cobra.Command {
	var o caseOptions
	var why string
	cmd := &cobra.Command{
		Use: "merge [flags] NAME NAME…", Short: "File that names are one entity",
		Long: `Merge files that several names of the case are one entity, which goes by the
first. A name is as parley who prints it. Nothing is lost by it: parley undo
brings them apart again.`,
		Example: "  parley merge 'Volodymyr Zelensky' 'Зеленский'",
	}
	p.filingCommand(cmd, &o, func(cmd *cobra.Command, args []string, f *clerk.Filer) error {
		if len(args) < 2 {
			return misused(cmd, "%s given, want two names or more", count(len(args), "argument"))
		}
		var d ledger.Decision
		for _, arg := range args {
			name, err := oneName(cmd.Context(), f.Case, arg)
			if err != nil {
				return err
			}
			d.Keys = append(d.Keys, name.Key)
		}
		d.Into, d.Reason = d.Keys[0], why
		called := keyNames(cmd.Context(), f.Case)
		d.Name = called(d.Into)
		if slices.ContainsFunc(d.Keys[1:], func(k string) bool { return k == d.Into }) {
			return misused(cmd, "these names are one entity as it is: %s", d.Name)
		}
		state, err := f.Case.State(cmd.Context(), 0)
		if err != nil {
			return err
		}
		if one := state.Merged(d.Into); one[0] == d.Into && !slices.ContainsFunc(d.Keys, func(k string) bool { return !slices.Contains(one, k) }) {
			return misused(cmd, "these names are one entity already: %s", called(one...))
		}
		e, err := f.Decide(cmd.Context(), ledger.KindMerge, ledger.Address{}, d)
		return p.filedAs(e, called(d.Keys...)+" → "+d.Name, err)
	})
	because(cmd, &why)
	return cmd
}

func (p *program) splitCommand() *cobra.Command {
	var o caseOptions
	var why, into string
	cmd := &cobra.Command{
		Use: "split [flags] NAME REPORT…", Short: "File that a name is somebody else in some reports",
		Long:    "Split files that in the reports with those numbers a name is somebody else.",
		Example: "  parley split 'George Bush' 14 17 --into 'George H. W. Bush'",
	}
	p.filingCommand(cmd, &o, func(cmd *cobra.Command, args []string, f *clerk.Filer) error {
		if len(args) < 2 || into == "" {
			return misused(cmd, "want a name, the numbers of reports and --into ANOTHER NAME")
		}
		name, err := oneName(cmd.Context(), f.Case, args[0])
		if err != nil {
			return err
		}
		d := ledger.Decision{Keys: []string{name.Key}, Into: f.Case.Key(&parley.Entity{Name: into, Kind: name.Kind}), Name: into, Reason: why}
		if d.Into == name.Key || d.Into == "" { // their names are the same; they are not
			d.Into = name.Key + " (" + into + ")"
		}
		for _, arg := range args[1:] {
			n, err := strconv.ParseInt(arg, 10, 64)
			if err != nil {
				return misused(cmd, "%q is no number of a report", arg)
			}
			d.Reports = append(d.Reports, n)
		}
		slices.Sort(d.Reports)
		if err := hasName(cmd.Context(), f.Case, name, d.Reports); err != nil {
			return err
		}
		e, err := f.Decide(cmd.Context(), ledger.KindSplit, ledger.Address{}, d)
		return p.filedAs(e, name.Name+" → "+into+" in "+strings.Join(args[1:], ", "), err)
	})
	cmd.Flags().StringVar(&into, "into", "", "the other's `NAME`")
	because(cmd, &why)
	return cmd
}

// hasName refuses reports in which nobody goes by the key of a name, or by one that was
// merged with it.
func hasName(ctx context.Context, c *ledger.Case, name ledger.Name, reports []int64) error {
	for _, report := range reports {
		f, err := c.Filing(ctx, report, 0)
		if err != nil {
			return err
		}
		keys := f.State.Merged(name.Key)
		is := func(e parley.Entity) bool { return slices.Contains(keys, f.State.Key(report, c.Key(&e))) }
		if !slices.ContainsFunc(f.Record.Entities, is) {
			return fmt.Errorf("report %d does not speak of %s: %w", report, name.Name, parley.ErrNotFound)
		}
	}
	return nil
}

func (p *program) undoCommand() *cobra.Command {
	var o caseOptions
	var why string
	cmd := &cobra.Command{
		Use: "undo [flags] ENTRY", Short: "File that a decision holds no more",
		Long:    "Undo files that what a person decided in an entry holds no more. Undoing an undo\nbrings it back. A purge cannot be undone.",
		Example: "  parley undo 41 --because 'the tape says otherwise'",
	}
	p.filingCommand(cmd, &o, func(cmd *cobra.Command, args []string, f *clerk.Filer) error {
		if len(args) != 1 {
			return misused(cmd, "%s given, want the number of an entry", count(len(args), "argument"))
		}
		n, err := strconv.ParseInt(strings.TrimSpace(args[0]), 10, 64)
		if err != nil {
			return misused(cmd, "%q is no number of an entry", args[0])
		}
		e, err := f.Undo(cmd.Context(), n, why)
		return p.filedAs(e, fmt.Sprintf("of entry %d", n), err)
	})
	because(cmd, &why)
	return cmd
}

func (p *program) sealCommand() *cobra.Command {
	var o caseOptions
	var why string
	cmd := &cobra.Command{
		Use: "seal [flags] REPORT", Short: "File that a report's source must not be shown",
		Long:    "Seal files that the source of a report must not be shown: briefings, exports,\nassistants and answers in JSON, CSV or a file get nothing that would tell it, also as of\na time before. It stays in the case as it is. Its other versions are sealed with it,\nand those to come.",
		Example: "  parley seal 12 --because 'given in confidence'",
	}
	p.filingCommand(cmd, &o, func(cmd *cobra.Command, args []string, f *clerk.Filer) error {
		return p.ofReportFor(cmd, args, why, func(report int64) error {
			sealed, err := f.Seal(cmd.Context(), report, why)
			for _, e := range sealed {
				if err := p.filed(e, nil); err != nil {
					return err
				}
			}
			if err == nil && len(sealed) == 0 {
				p.say("report %d is sealed already", report)
			}
			return err
		})
	})
	because(cmd, &why)
	return cmd
}

func (p *program) purgeCommand() *cobra.Command {
	var o caseOptions
	var why string
	cmd := &cobra.Command{
		Use: "purge [flags] REPORT", Short: "Remove the words of a report for good",
		Long: `Purge removes a report's words, what was read in them and what people decided of
that, and leaves that it was there: the digest, who filed and who purged it, and
why. It cannot be undone. Backups and copies of the case made before keep the words,
and other versions of the report, which are named, keep theirs.`,
		Example: "  parley purge 12 --because 'the source is in danger'",
	}
	p.filingCommand(cmd, &o, func(cmd *cobra.Command, args []string, f *clerk.Filer) error {
		return p.ofReportFor(cmd, args, why, func(report int64) error {
			if err := p.filed(f.Purge(cmd.Context(), report, why)); err != nil {
				return err
			}
			left, err := clerk.Unpurged(cmd.Context(), f.Case, report)
			for _, v := range left {
				p.say("report %d is another version of it, whose words are still in the case", v.Seq)
				p.try("parley purge %d", v.Seq)
			}
			return err
		})
	})
	because(cmd, &why)
	return cmd
}

func (p *program) ofReport(cmd *cobra.Command, args []string, do func(report int64) error) error {
	all, err := addresses(cmd, args)
	if err != nil {
		return err
	}
	if len(all) != 1 || all[0].Line != "" || all[0].Report == 0 {
		return misused(cmd, "want the number of one report")
	}
	return do(all[0].Report)
}

// ofReportFor is ofReport for what takes a reason.
func (p *program) ofReportFor(cmd *cobra.Command, args []string, why string, do func(report int64) error) error {
	if strings.TrimSpace(why) == "" {
		return &usageError{"to " + cmd.Name() + " a report takes a reason", "--because 'REASON'"}
	}
	return p.ofReport(cmd, args, do)
}
