package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"parley/clerk"
	"parley/ledger"
)

func (p *program) rereadCommand() *cobra.Command {
	var o caseOptions
	var in askOptions
	cmd := &cobra.Command{
		Use:   "reread [flags] [REPORT…]",
		Short: "Read the reports of a case again, by the weights and rules of this build",
		Long: `Reread reads reports again from the words that the case keeps, and files what is read
otherwise than before: those with the given numbers, or all. What people decided moves to
the new reading where its words are found again. What a person read stands, and so do
earlier versions of a report and what was purged.`,
		Example: "  parley reread 12 14\n  parley reread --case talks.parley",
	}
	p.filingCommand(cmd, &o, func(cmd *cobra.Command, args []string, f *clerk.Filer) error {
		reader, err := p.crafts.clerk(in.reader)
		if err != nil {
			return err
		}
		reports, err := reportsToReread(cmd, args, f.Case)
		if err != nil {
			return err
		}
		in.colour = "auto"
		a := &adding{program: p, filer: f, sheet: p.newSheet(in), flushed: p.now()}
		left := 0 // as they are
		err = reader.ReadAll(cmd.Context(), stored(f.Case, reports), cmp.Or(in.jobs, runtime.GOMAXPROCS(0)), func(out clerk.Outcome) error {
			if errors.Is(out.Err, errStands) {
				left++
				return nil
			}
			if out.Err != nil {
				a.failed = true
				a.say("report %s: %s", out.Input, reason(out.Err))
				return nil
			}
			seq, err := strconv.ParseInt(out.Name, 10, 64)
			if err != nil {
				return err
			}
			receipt, err := f.Reread(cmd.Context(), seq, out.Record)
			if err != nil || !receipt.Reading.New {
				left++
				return err
			}
			return a.print(receipt)
		})
		if err != nil {
			return err
		}
		words := count(a.reread, "report") + " read again"
		if a.reread > 0 {
			words += " with " + count(a.statements, "statement")
		}
		_, err = fmt.Fprintf(p.out, "%s, %d left as they are\n", words, left)
		return err
	})
	addReaderFlags(cmd, &in.reader)
	cmd.Flags().IntVar(&in.jobs, "jobs", 0, "read `N` reports at once (default one for each processor)")
	return cmd
}

// errStands says that a report is not to be read again.
var errStands = errors.New("it stands as it is")

// reportsToReread are those with the numbers that a person gives, or all.
func reportsToReread(cmd *cobra.Command, args []string, c *ledger.Case) ([]int64, error) {
	var all []int64
	for _, arg := range args {
		a, err := ledger.ParseAddress(arg)
		if err != nil || a.Line != "" || a.Report == 0 {
			return nil, misused(cmd, "%q is no number of a report, such as 12", arg)
		}
		if _, err := c.Report(cmd.Context(), a.Report); err != nil {
			return nil, err
		}
		all = append(all, a.Report)
	}
	if len(args) > 0 {
		return slices.Compact(slices.Sorted(slices.Values(all))), nil
	}
	for e, err := range c.Entries(cmd.Context(), 0, ledger.KindReport) {
		if err != nil {
			return nil, err
		}
		all = append(all, e.Seq)
	}
	return all, nil
}

// perReport is about how many bytes a report in hand takes, with what is read in it.
const perReport = 64 << 10

// stored are the reports of a case as inputs, by their numbers.
func stored(c *ledger.Case, reports []int64) iter.Seq[clerk.Input] {
	return func(yield func(clerk.Input) bool) {
		for _, seq := range reports {
			open := func(ctx context.Context) (clerk.Opened, error) {
				f, err := c.Filing(ctx, seq, 0)
				if errors.Is(err, ledger.ErrRemoved) {
					return clerk.Opened{}, errStands
				}
				if err != nil {
					return clerk.Opened{}, err
				}
				newer, err := c.Newer(ctx, seq, &f.Machine.Report)
				if err == nil && (newer != 0 || f.Reading.Author.Kind == ledger.AuthorPerson) {
					err = errStands
				}
				report := f.Machine.Report
				return clerk.Opened{Report: &report, Warnings: f.Machine.Warnings}, err
			}
			if !yield(clerk.Input{Name: strconv.FormatInt(seq, 10), Size: perReport, Open: open}) {
				return
			}
		}
	}
}
