package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask"
	"parley/ask/search"
	"parley/ask/stand"
	"parley/ledger"
	"parley/resolve"
)

// standOptions are the flags of the commands that ask where parties stand.
type standOptions struct {
	askOptions
	parties, terms, bases []string
	files                 []string // of terms
	heldAt, knownAt       string
	byPerson              bool
}

// positionOptions are the flags of parley positions.
type positionOptions struct {
	standOptions
	words, history, csv, all bool
}

func (p *program) positionsCommand() *cobra.Command {
	var o positionOptions
	cmd := &cobra.Command{
		Use:   "positions [flags] [REPORT…]",
		Short: "Say where each party stands on each term of the deal",
		Long: `Positions prints a matrix of terms and parties. Each cell keeps apart what a party
says itself, what others say of it, what is inferred and what it rules out (a red
line), and what is said in private from what is said in public. What stands is the
latest; --history prints how it came about, --words the words. A dot is silence: no
position of that party is reported, which is not to say that it is open.

Whoever speaks for a side counts for it: a foreign minister for his state, an
opposition lawmaker for himself. docs/positions.md has the rules.`,
		Example: "  parley positions --case talks.parley\n  parley positions --term territory --words records.jsonl\n  parley positions --party Russia --held-at 2025-11-20 --history",
	}
	askCommand(cmd, &o.askOptions, func(args []string) error { return p.positions(cmd, args, o) })
	o.flags(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&o.words, "words", false, "with the words of what stands")
	flags.BoolVar(&o.history, "history", false, "with each change, its words and its day")
	flags.BoolVar(&o.csv, "csv", false, "print CSV, a row a change")
	flags.BoolVar(&o.all, "all", false, "all parties and terms, however many")
	flags.Lookup("json").Usage = "print JSON, see docs/positions.md"
	return cmd
}

func (o *standOptions) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&o.parties, "party", nil, "only positions of `NAME`, and of whoever speaks for it; may be repeated")
	flags.StringArrayVar(&o.terms, "term", nil, "only on what has these `WORDS` in its name or key: territory, Donetsk; may be repeated")
	flags.StringArrayVar(&o.files, "terms", nil, "with the terms of a `FILE`, or of a folder's files; those of a case are in it (parley terms add)")
	flags.StringSliceVar(&o.bases, "basis", nil, "only on `BASIS`: "+strings.Join(named(parley.Bases), ", "))
	flags.StringVar(&o.heldAt, "held-at", "", "taken by `DATE`, whatever was taken since: 2025-11-24, 2025-11")
	flags.StringVar(&o.knownAt, "known-at", "", "as was known at `TIME`: of a case a day, a time, or # and an entry; of files the day of publication")
	flags.BoolVar(&o.byPerson, "by-person", false, "nobody counts for another")
	complete(cmd, "basis", named(parley.Bases))
}

func named[T ~string](list []T) []string {
	var all []string
	for _, v := range list {
		all = append(all, string(v))
	}
	return all
}

func (p *program) positions(cmd *cobra.Command, args []string, o positionOptions) error {
	if o.csv && o.json {
		return misused(cmd, "an answer is CSV or JSON, not both")
	}
	l, view, end, err := p.standings(cmd, args, o.standOptions)
	if err != nil {
		return err
	}
	defer end()
	view.History, view.Latest = o.history, mostOfStand
	switch {
	case o.json:
		return p.printJSON(l.EncodeJSON(cmd.Context(), *view))
	case o.csv:
		return p.toFile("", func(w io.Writer) error { return l.WriteCSV(cmd.Context(), w, *view) })
	}
	s := &standSheet{sheet: p.newSheet(o.askOptions), ctx: cmd.Context(), of: l, o: o}
	if err := s.print(*view); err != nil {
		return err
	}
	return s.flush()
}

// mostOfStand is how many positions of one time are shown of a stand.
const mostOfStand = 8

// standings are the positions that args stand for, or those of the case, with what
// o asks for in view. The answer holds until end is called.
func (p *program) standings(cmd *cobra.Command, args []string, o standOptions) (l *stand.Library, view *stand.View, end func() error, err error) {
	asked, err := o.asked(cmd)
	if err != nil {
		return nil, nil, nil, err
	}
	ctx := cmd.Context()
	var c *ledger.Case
	end = func() error { return nil }
	if len(args) == 0 {
		if c, err = o.of.open(ctx); err != nil {
			return nil, nil, nil, err
		}
		end = c.Close
	}
	if l, err = p.library(ctx, c, args, o); err == nil {
		err = o.narrow(ctx, c, l, asked)
	}
	if err != nil {
		end()
		return nil, nil, nil, err
	}
	fold := l.Fold
	if !o.isPlain() {
		fold = l.With(*asked)
	}
	view, err = viewOf(ctx, l, fold)
	return l, view, end, err
}

func (o *standOptions) isPlain() bool {
	return len(o.parties)+len(o.terms)+len(o.bases) == 0 && o.heldAt == "" && !o.byPerson
}

// asked is what the flags ask for, names aside.
func (o *standOptions) asked(cmd *cobra.Command) (*stand.Options, error) {
	out := &stand.Options{ByPerson: o.byPerson}
	for _, b := range o.bases {
		if !slices.Contains(parley.Bases, parley.Basis(b)) {
			return nil, misused(cmd, "basis %q is none of %s", b, strings.Join(named(parley.Bases), ", "))
		}
		out.Bases = append(out.Bases, parley.Basis(b))
	}
	if o.heldAt != "" {
		_, last, ok := parley.Days(o.heldAt)
		if !ok {
			return nil, misused(cmd, "%q is no date such as 2025-11-24, 2025-11 or 2025", o.heldAt)
		}
		out.HeldAt = &last
	}
	return out, nil
}

// leaveOutSealed takes from l the positions of reports that are sealed now.
func (p *program) leaveOutSealed(ctx context.Context, c *ledger.Case, l *stand.Library) error {
	state, err := c.State(ctx, 0)
	if err != nil {
		return err
	}
	left := 0
	for _, j := range state.Of(ledger.Address{}) {
		if report := j.Entry.Of.Report; j.Kind == ledger.KindSeal && state.Sealed(report) == j.Seq {
			l.Put(&ledger.Deal{Report: report})
			left++
		}
	}
	p.sayLeftOut(left)
	return nil
}

// library is the positions of a case, or without one of what args stand for.
func (p *program) library(ctx context.Context, c *ledger.Case, args []string, o standOptions) (*stand.Library, error) {
	if c != nil {
		if len(o.files) > 0 {
			return nil, &usageError{"a case has its own terms, and takes none for one question", "parley terms add " + o.files[0]}
		}
		asOf, err := search.AsOf(ctx, c, o.knownAt)
		if err != nil {
			return nil, err
		}
		state, err := c.State(ctx, asOf)
		if err != nil {
			return nil, err
		}
		p.sayRetracted(state)
		l, err := stand.Case(ctx, c, asOf)
		if err == nil && o.leaves {
			err = p.leaveOutSealed(ctx, c, l)
		}
		return l, err
	}
	by := parley.LastDay
	if o.knownAt != "" {
		var ok bool
		if _, by, ok = parley.Days(o.knownAt); !ok {
			return nil, fmt.Errorf("%q is no day on which a file may have been published: %w", o.knownAt, parley.ErrInvalid)
		}
	}
	keep := func(r *parley.Record) *parley.Record { return r }
	if len(o.files) > 0 {
		own, err := readTerms(o.files)
		if err != nil {
			return nil, err
		}
		keep = stand.Knowing(own)
	}
	records, err := p.records(ctx, args, o.askOptions, keep)
	if err != nil {
		return nil, err
	}
	records = slices.DeleteFunc(ask.Distinct(records), func(r *parley.Record) bool {
		first, _, ok := parley.Days(r.Report.Published)
		return ok && first > by
	})
	return stand.Gather(records, resolve.Key), nil
}

// sayRetracted says which outlets are left out.
func (p *program) sayRetracted(state *ledger.State) {
	retracted := state.Retracted()
	for _, source := range slices.Sorted(maps.Keys(retracted)) {
		p.say("without reports of %s, which entry %d retracts", source, retracted[source])
	}
}

// narrow puts names in what is asked for.
func (o *standOptions) narrow(ctx context.Context, c *ledger.Case, l *stand.Library, asked *stand.Options) error {
	for _, name := range o.parties {
		ids, err := o.namedIn(ctx, c, l, name)
		if err != nil {
			return err
		}
		if asked.Parties == nil {
			asked.Parties = map[ledger.EntityID]bool{}
		}
		for _, id := range ids {
			asked.Parties[id] = true
		}
	}
	if len(o.terms) == 0 {
		return nil
	}
	if err := l.Load(ctx, nil, l.Topics()); err != nil {
		return err
	}
	asked.Topics = l.TopicsOf(o.terms)
	return nil
}

// namedIn are those that a name may stand for.
func (o *standOptions) namedIn(ctx context.Context, c *ledger.Case, l *stand.Library, name string) ([]ledger.EntityID, error) {
	if c == nil {
		ids := l.Named(name)
		if len(ids) == 0 {
			return nil, nobody(name)
		}
		return ids, nil
	}
	state, err := c.State(ctx, 0)
	if err != nil {
		return nil, err
	}
	found, err := search.Named(ctx, c, state, name)
	if err != nil {
		return nil, err
	}
	var ids []ledger.EntityID
	for _, n := range found {
		for _, key := range state.Merged(n.Key) {
			ids = append(ids, ledger.EntityOf(key))
		}
	}
	return ids, nil
}

// viewOf is the whole of a fold, with the names of what is in it.
func viewOf(ctx context.Context, l *stand.Library, fold *stand.Fold) (*stand.View, error) {
	if sides := fold.Sides(); len(sides) <= mostByName {
		if err := l.Load(ctx, sides, nil); err != nil {
			return nil, err
		}
	}
	v := &stand.View{Matrix: fold.Matrix(l.Name)}
	for i := range v.Matrix.Parties {
		v.Columns = append(v.Columns, i)
	}
	for i := range v.Topics {
		v.Rows = append(v.Rows, i)
	}
	return v, nil
}

// mostByName is how many parties are put in the order of their names, where they have
// as many positions.
const mostByName = 500
