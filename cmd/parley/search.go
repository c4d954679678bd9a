package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask/search"
	"parley/clerk"
	"parley/ledger"
)

// searchOptions are the flags of parley search.
type searchOptions struct {
	caseOptions
	search.Question
	acts, certain, classes, status []string
	limit                          int
	reports, json                  bool
	save, saved                    string
}

func (p *program) searchCommand() *cobra.Command {
	var o searchOptions
	cmd := &cobra.Command{
		Use:   "search [flags] [WORDS]",
		Short: "Find statements in a case by who, to whom, what and when",
		Long: `Search prints the statements that have the words and answer to the flags, with
who says them, where, and their own words. "In quotation marks" words stand in a
row, - before one asks that it not be there, OR between two that one of them is,
and * ends the beginning of a word.

A name stands for whoever in the case bears it, under any spelling that was merged
with it; how it was understood is said on standard error. Rejected lines are left
out unless --status asks for them.

Two clocks: --known-at answers as the case stood then, --held-at leaves out what
was said after that day.`,
		Example: `  parley search --by Witkoff --to Ushakov --act advise --about Donetsk --since 2025-10
  parley search '"land swap" -Crimea' --limit 20
  parley search --by Lisle --known-at 2025-11-25 --save lisle
  parley search --saved lisle --json`,
	}
	p.caseCommand(cmd, &o.caseOptions, func(cmd *cobra.Command, args []string, c *ledger.Case) error {
		if err := p.settleSearch(&o, cmd, args, c); err != nil {
			return err
		}
		find := p.search
		if o.reports {
			find = p.searchReports
		}
		err := find(cmd.Context(), c, o)
		if errors.Is(err, parley.ErrInvalid) {
			return misused(cmd, "%s", reason(err))
		}
		if err != nil || o.save == "" {
			return err
		}
		return p.saveQuestion(cmd.Context(), c, o)
	})
	o.personFlag(cmd)
	flags := cmd.Flags()
	flags.StringArrayVar(&o.By, "by", nil, "said by `NAME`; given twice, by either")
	flags.StringArrayVar(&o.To, "to", nil, "said to `NAME`; given twice, to either")
	flags.StringArrayVar(&o.About, "about", nil, "with `NAME` or words in what is said; given twice, with both")
	flags.StringSliceVar(&o.acts, "act", nil, "that does `ACT`")
	flags.StringSliceVar(&o.certain, "certainty", nil, "said `HOW` surely")
	flags.StringSliceVar(&o.classes, "class", nil, "from a source of `CLASS`: named, anonymous, institution, document")
	flags.StringSliceVar(&o.status, "status", nil, "that people have `DECIDED` on: read, accepted, corrected, rejected")
	flags.BoolVar(&o.Negated, "negated", false, "that denies its act")
	flags.Int64Var(&o.Report, "in", 0, "in the report with that `NUMBER`")
	flags.StringVar(&o.Since, "since", "", "said on or after `DATE`")
	flags.StringVar(&o.Until, "until", "", "said on or before `DATE`")
	flags.StringVar(&o.HeldAt, "held-at", "", "as things were on `DATE`, whatever was said since")
	flags.StringVar(&o.KnownAt, "known-at", "", "as the case stood at `TIME`: a day, a time, or # and an entry")
	flags.BoolVar(&o.Oldest, "oldest", false, "the oldest report first")
	flags.BoolVar(&o.reports, "reports", false, "print reports, not statements")
	flags.IntVar(&o.limit, "limit", 50, "print `N` at most; 0 for all")
	flags.StringSliceVar(&o.Terms, "term", nil, "only what a position on a term rests on, by its `KEY` or issue")
	flags.StringVar(&o.save, "save", "", "keep the question in the case under `NAME`")
	flags.StringVar(&o.saved, "saved", "", "ask the question kept under `NAME`; other flags replace what it asks")
	flags.BoolVar(&o.json, "json", false, "print a JSON object for each")
	complete(cmd, "act", strs(parley.Acts))
	complete(cmd, "certainty", strs(parley.Certainties))
	complete(cmd, "class", strs(parley.SourceClasses))
	complete(cmd, "status", strs(ledger.Statuses))
	return cmd
}

func (p *program) settleSearch(o *searchOptions, cmd *cobra.Command, args []string, c *ledger.Case) error {
	o.Text = strings.Join(args, " ")
	if o.limit < 0 {
		return misused(cmd, "limit %d is less than 0, which is no limit", o.limit)
	}
	var errs []error
	o.Acts = closed(cmd, "act", o.acts, parley.Acts, &errs)
	o.Certain = closed(cmd, "certainty", o.certain, parley.Certainties, &errs)
	o.Classes = closed(cmd, "class", o.classes, parley.SourceClasses, &errs)
	o.Status = closed(cmd, "status", o.status, ledger.Statuses, &errs)
	if len(errs) > 0 {
		return errs[0]
	}
	if o.saved != "" {
		q, err := savedQuestion(cmd.Context(), c, o.saved)
		if err != nil {
			return err
		}
		given, err := json.Marshal(o.Question)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(given, q); err != nil { // what is not given stays as it was kept
			return err
		}
		o.Question = *q
	}
	if cmd.Flags().Changed("save") && (o.save == "" || strings.TrimSpace(oneLine(o.save)) != o.save) {
		return misused(cmd, "%q is no name for a question, on one line", o.save)
	}
	return nil
}

// closed turns flags into values of a closed list.
func closed[T ~string](cmd *cobra.Command, flag string, given []string, list []T, errs *[]error) (out []T) {
	for _, g := range given {
		if !slices.Contains(list, T(g)) {
			*errs = append(*errs, misused(cmd, "%s %q is none of %v", flag, g, list))
		}
		out = append(out, T(g))
	}
	return out
}

func (p *program) search(ctx context.Context, c *ledger.Case, o searchOptions) error {
	answer, err := search.Ask(ctx, c, o.Question)
	if err != nil {
		return err
	}
	p.understood(answer.Names)
	s := p.newSheet(askOptions{readOptions: readOptions{colour: "auto"}})
	n, sealed := 0, map[int64]bool{}
	for hit, err := range answer.Hits {
		if err != nil {
			return err
		}
		if o.json && isSealed(hit.Filing) {
			sealed[hit.Report.Seq] = true
			continue
		}
		if n++; o.limit > 0 && n > o.limit {
			p.say("there are more than %d", o.limit)
			p.try("--limit 0 for all")
			break
		}
		if o.json {
			if err := p.printJSON(encodeHit(hit)); err != nil {
				return err
			}
			continue
		}
		s.hit(hit)
		if err := s.emit(); err != nil {
			return err
		}
	}
	p.sayLeftOut(len(sealed))
	if n == 0 {
		p.say("no statement in this case answers to that")
		if len(o.Terms) > 0 {
			p.try("parley positions, for the terms that there are positions on")
		}
	}
	return nil
}

// understood says how names were taken.
func (p *program) understood(names []search.Understood) {
	for _, u := range names {
		var all []string
		for _, e := range u.Entities {
			all = append(all, e.Name)
		}
		if len(all) > 1 || len(all) == 1 && all[0] != u.Name {
			p.say("%s %s: %s", u.Field, u.Name, strings.Join(all, ", "))
		}
	}
}

// hit prints a statement: where, by whom to whom, what it does, its words.
func (s *sheet) hit(h search.Hit) {
	r := &h.Record.Report
	head := h.Line.Of.String() + "  " + parties(h.Record, namesOf(h.Record), *h.Statement)
	s.set(0, source_, head)
	s.set(4, 0, oneLine(quote(r, h.Statement.Cue))+": “"+oneLine(quote(r, h.Statement.Content))+"”")
	s.set(4, dim, strings.Join(facts(h.Filing, h.Statement), ", "))
}

// facts are what else is known of a statement, in some words.
func facts(f *ledger.Filing, s *parley.Statement) []string {
	out := []string{filedLabel(&f.Record.Report)}
	act := strings.TrimSpace(string(s.Kind) + " " + string(s.Act))
	if s.Negated {
		act += " (negated)"
	}
	if act != "" {
		out = append(out, act)
	}
	switch s.Certainty {
	case "", parley.Certain:
	case parley.CertaintyUnknown:
		out = append(out, "certainty unknown")
	default:
		out = append(out, string(s.Certainty))
	}
	if s.SourceClass != "" && s.SourceClass != parley.SourceNamed {
		out = append(out, string(s.SourceClass)+" source")
	}
	if s.Said.EDTF != "" {
		out = append(out, "said "+s.Said.EDTF)
	}
	if status := f.Status(s.ID); status != ledger.StatusRead {
		out = append(out, string(status))
	}
	return out
}

func (p *program) searchReports(ctx context.Context, c *ledger.Case, o searchOptions) error {
	reports, err := search.Reports(ctx, c, o.Question)
	if err != nil {
		return err
	}
	s := p.newSheet(askOptions{readOptions: readOptions{colour: "auto"}})
	n, sealed := 0, 0
	for f, err := range reports {
		if err != nil {
			return err
		}
		if o.json && isSealed(f) {
			sealed++
			continue
		}
		if n++; o.limit > 0 && n > o.limit {
			p.say("there are more than %d", o.limit)
			p.try("--limit 0 for all")
			break
		}
		if o.json {
			text, err := encodeFiling(f)
			if err := p.printJSON(text, err); err != nil {
				return err
			}
			continue
		}
		s.set(0, 0, fmt.Sprintf("%d: %s", f.Report.Seq, filedName(&f.Record.Report)))
		if err := s.emit(); err != nil {
			return err
		}
	}
	p.sayLeftOut(sealed)
	if n == 0 {
		p.say("no report in this case answers to that")
	}
	return nil
}

// saveQuestion keeps a question, which was asked and so can be, in the case.
func (p *program) saveQuestion(ctx context.Context, c *ledger.Case, o searchOptions) error {
	by, err := o.person()
	if err != nil {
		return err
	}
	text, err := json.Marshal(o.Question)
	if err != nil {
		return err
	}
	f := &clerk.Filer{Case: c, By: by, Now: p.now}
	e, err := f.Decide(ctx, ledger.KindQuery, ledger.Address{}, ledger.Decision{Name: o.save, Text: string(text)})
	if err != nil {
		return err
	}
	p.say("kept as %s in entry %d", o.save, e.Seq)
	p.try("parley search --saved %s", quoted(o.save))
	return nil
}

// savedQuestion is the last question that was kept under a name.
func savedQuestion(ctx context.Context, c *ledger.Case, name string) (*search.Question, error) {
	state, err := c.State(ctx, 0)
	if err != nil {
		return nil, err
	}
	var q *search.Question
	for _, j := range state.Of(ledger.Address{}) {
		if j.Kind == ledger.KindQuery && j.Name == name && j.UndoneBy == 0 {
			q = new(search.Question)
			if err := json.Unmarshal([]byte(j.Text), q); err != nil {
				return nil, fmt.Errorf("the question %s of entry %d: %v: %w", name, j.Seq, err, parley.ErrInvalid)
			}
		}
	}
	if q == nil {
		return nil, &usageError{fmt.Sprintf("no question is kept under %q", name), "parley queries"}
	}
	return q, nil
}
