package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/clerk"
	"parley/ledger"
)

func (p *program) versionsCommand() *cobra.Command {
	var o caseOptions
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "versions [flags] REPORT",
		Short: "List the versions of a report that changed",
		Long: `Versions lists what was filed from one address, the oldest first. A report is of which of
them its number says; any will do. parley diff prints what changed.`,
		Example: "  parley versions 12\n  parley diff 12 40",
	}
	p.caseCommand(cmd, &o, func(cmd *cobra.Command, args []string, c *ledger.Case) error {
		return p.ofReport(cmd, args, func(report int64) error {
			all, err := clerk.Versions(cmd.Context(), c, report)
			if err != nil {
				return err
			}
			s := p.newSheet(askOptions{readOptions: readOptions{colour: "auto"}})
			for _, e := range all {
				f, err := c.Filing(cmd.Context(), e.Seq, 0)
				switch {
				case errors.Is(err, ledger.ErrRemoved):
					f = &ledger.Filing{Report: e, Record: &parley.Record{}}
				case err != nil:
					return err
				}
				if asJSON {
					f, err := leaving(f)
					if err != nil {
						return err
					}
					text, err := encodeVersion(f)
					if err := p.printJSON(text, err); err != nil {
						return err
					}
					continue
				}
				s.version(f)
			}
			return s.emit()
		})
	})
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object for each")
	return cmd
}

func (s *sheet) version(f *ledger.Filing) {
	what := "purged"
	if f.State != nil {
		what = filedName(&f.Record.Report) + ", " + count(len(f.Record.Statements), "statement")
	}
	s.set(0, 0, fmt.Sprintf("%d: %s", f.Report.Seq, what))
	s.set(4, dim, fmt.Sprintf("filed %s by %s", f.Report.Time.Format("2006-01-02 15:04Z"), f.Report.Author.Name))
}

func encodeVersion(f *ledger.Filing) ([]byte, error) {
	out := filed(f)
	out["supersedes"], out["statements"], out["purged"] = f.Report.Supersedes, len(f.Record.Statements), f.State == nil
	return json.Marshal(out)
}

func (p *program) diffCommand() *cobra.Command {
	var o caseOptions
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "diff [flags] REPORT [REPORT]",
		Short: "Print what changed from one version of a report to another",
		Long: `Diff prints each passage that differs, [-what went-] and {+what came+} in it; the
statements that lost words, and those that are new; and what people decided of the
old version that moved to no line of the new one. Of one report it is the change
from the version before. Any two reports can be compared.`,
		Example: "  parley diff 40\n  parley diff 12 40 --json",
	}
	p.caseCommand(cmd, &o, func(cmd *cobra.Command, args []string, c *ledger.Case) error {
		old, new, err := twoVersions(cmd, args, c)
		if err != nil {
			return err
		}
		x, err := clerk.Compare(cmd.Context(), c, old, new)
		if err == nil && asJSON {
			err = refuseSealed(x.New.State, old, new)
		}
		if err != nil {
			return err
		}
		if asJSON {
			text, err := encodeComparison(x)
			return p.printJSON(text, err)
		}
		s := p.newSheet(askOptions{readOptions: readOptions{colour: "auto"}})
		s.comparison(x)
		return s.emit()
	})
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// twoVersions are the reports to compare; of one report it and the one before.
func twoVersions(cmd *cobra.Command, args []string, c *ledger.Case) (old, new int64, err error) {
	all, err := addresses(cmd, args)
	if err != nil {
		return 0, 0, err
	}
	if len(all) > 2 || slices.ContainsFunc(all, func(a ledger.Address) bool { return a.Line != "" || a.Report == 0 }) {
		return 0, 0, misused(cmd, "want the numbers of one report or two")
	}
	if len(all) == 2 {
		return all[0].Report, all[1].Report, nil
	}
	e, err := c.Entry(cmd.Context(), all[0].Report)
	if err != nil || e.Kind != ledger.KindReport {
		return 0, 0, fmt.Errorf("there is no report %d: %w", all[0].Report, parley.ErrNotFound)
	}
	if e.Supersedes == 0 {
		return 0, 0, &usageError{fmt.Sprintf("report %d has no version before it", e.Seq), fmt.Sprintf("parley versions %d", e.Seq)}
	}
	return e.Supersedes, e.Seq, nil
}

func (s *sheet) comparison(x *clerk.Comparison) {
	s.set(0, bold, fmt.Sprintf("%d: %s", x.Old.Report.Seq, filedName(&x.Old.Record.Report)))
	s.set(0, bold, fmt.Sprintf("%d: %s", x.New.Report.Seq, filedName(&x.New.Record.Report)))
	if len(x.Changes) == 0 {
		s.set(4, 0, "their words are the same")
	}
	for _, c := range x.Changes {
		s.set(4, 0, "… "+marked(c)+" …")
	}
	oldNames, newNames := namesOf(x.Old.Record), namesOf(x.New.Record)
	for i, l := range x.Lost {
		s.heading(i, fmt.Sprintf("lost words, of %d", x.Old.Report.Seq))
		s.set(4, 0, fmt.Sprintf("%v %s: “%s”", x.Old.Address(l.ID), parties(x.Old.Record, oldNames, *l.Statement), strings.Join(l.Words, " … ")))
	}
	for i, st := range x.Found {
		s.heading(i, fmt.Sprintf("new, in %d", x.New.Report.Seq))
		s.set(4, 0, fmt.Sprintf("%v %s %s: “%s”", x.New.Address(st.ID), parties(x.New.Record, newNames, st), quote(&x.New.Record.Report, st.Cue), quote(&x.New.Record.Report, st.Content)))
	}
	for i, l := range x.Left {
		s.heading(i, fmt.Sprintf("decided of %d, and of no line of %d", x.Old.Report.Seq, x.New.Report.Seq))
		s.set(4, 0, fmt.Sprintf("entry %d, %s: %s %v: “%s”", l.Decision.Seq, l.Decision.Author.Name, l.Decision.Kind, l.Decision.Of, l.Words))
	}
}

// heading stands above the first of a list.
func (s *sheet) heading(i int, words string) {
	if i == 0 {
		s.WriteString("\n")
		s.set(0, bold, words)
	}
}

// marked is a change on one line, as wdiff prints it.
func marked(c clerk.Change) string {
	var b strings.Builder
	for _, e := range c.Edits {
		switch e.Kind {
		case clerk.EditDeleted:
			b.WriteString("[-" + shortened(e.Text) + "-]")
		case clerk.EditInserted:
			b.WriteString("{+" + shortened(e.Text) + "+}")
		default:
			b.WriteString(e.Text)
		}
	}
	return b.String()
}

func encodeComparison(x *clerk.Comparison) ([]byte, error) {
	type edit struct {
		Kind string `json:"kind"`
		Text string `json:"text"`
	}
	changes, lost, found, left := [][]edit{}, []map[string]any{}, []ledger.Address{}, []map[string]any{}
	for _, c := range x.Changes {
		var edits []edit
		for _, e := range c.Edits {
			edits = append(edits, edit{string(e.Kind), e.Text})
		}
		changes = append(changes, edits)
	}
	for _, l := range x.Lost {
		lost = append(lost, map[string]any{"address": x.Old.Address(l.ID), "words": l.Words})
	}
	for _, s := range x.Found {
		found = append(found, x.New.Address(s.ID))
	}
	for _, l := range x.Left {
		left = append(left, map[string]any{"entry": l.Decision.Seq, "kind": l.Decision.Kind, "address": l.Decision.Of, "words": l.Words})
	}
	return json.Marshal(map[string]any{
		"old": x.Old.Report.Seq, "new": x.New.Report.Seq, "changes": changes, "lost": lost, "found": found, "left": left,
	})
}
