package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"parley"
	"parley/exchange"
	"parley/ledger"
)

// What other programs read, in JSON, CSV, a calendar or a file, may go anywhere: of a
// sealed report nothing is in it that would tell its source, as package
// parley/internal/redact has it. Answers that lay reports side by side leave sealed
// ones out, and mostly say how many; a sealed report or a line of it that was asked for by
// its address is masked, or refused (chain, diff). What people read on this machine has
// everything.

// leavesBy are the flags by which an answer is for other programs.
var leavesBy = []string{"json", "csv", "ical", "output"}

// leaves reports whether an answer is for other programs.
func leaves(cmd *cobra.Command) bool {
	return slices.ContainsFunc(leavesBy, func(flag string) bool {
		f := cmd.Flags().Lookup(flag)
		return f != nil && f.Changed && f.Value.String() != "false"
	})
}

// isSealed reports whether the source of a filing must not be told.
func isSealed(f *ledger.Filing) bool {
	return f.State != nil && f.State.Sealed(f.Report.Seq) != 0
}

// leaving is a filing as other programs may have it: a sealed one is masked, and
// without what people decided, whose reasons may tell.
func leaving(f *ledger.Filing) (*ledger.Filing, error) {
	if !isSealed(f) {
		return f, nil
	}
	release, err := (&exchange.Filing{Record: f.Record, Address: f.Address("").String(), Sealed: true, KeepRejected: true}).Release()
	if err != nil {
		return nil, err
	}
	out := *f
	out.Record, out.Machine, out.State = release.Record, release.Record, ledger.NewState()
	return &out, nil
}

// sayLeftOut says how many sealed reports are not in an answer.
func (p *program) sayLeftOut(n int) {
	if n > 0 {
		p.say("%s left out, as they are sealed", count(n, "report"))
	}
}

// refuseSealed refuses what cannot be said of a sealed report to other programs.
func refuseSealed(state *ledger.State, reports ...int64) error {
	for _, n := range reports {
		if state.Sealed(n) != 0 {
			return fmt.Errorf("report %d is sealed, and this would tell its words to other programs: %w", n, parley.ErrInvalid)
		}
	}
	return nil
}
