package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/ingest"
	"parley/terms/points"
	"parley/terms/register"
)

// proposalOptions are what the commands on a proposal's own text have in common.
type proposalOptions struct {
	readOptions
	asJSON  bool
	noTerms bool
}

func (p *program) proposalCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "proposal",
		Short: "Take a proposal's own text apart into its points, or compare two",
		Long: `Proposal reads the text of a plan, a draft or an agreement itself, not a report of it:
a file (plain text, HTML, Markdown, PDF), an address, or - for standard input.`,
		Example: "  parley proposal points plan.pdf\n  parley proposal compare plan.txt answer.txt",
		Args:    exactly(0, "points FILE or compare A B"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.proposalPointsCommand(), p.proposalCompareCommand())
	return cmd
}

func (p *program) proposalPointsCommand() *cobra.Command {
	var o proposalOptions
	cmd := &cobra.Command{
		Use:   "points [flags] FILE",
		Short: "List the points of a proposal's own text",
		Long: `Points lists the numbered points of a text in their order, those that lie within another
below it, with the terms of a deal that each touches. A line begins a point where its
number ("1.", "(a)", "IV.", "Article 3", "§ 2", "1.2") goes on from the one before or begins
a list; bullets are points without a number.`,
		Example: "  parley proposal points draft.txt\n  parley proposal points plan.pdf --json | jq '.points[].terms'",
		Args:    exactly(1, "the file of a proposal"),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := p.proposalText(cmd.Context(), args[0], o)
			if err != nil {
				return err
			}
			if o.asJSON {
				line, err := json.Marshal(textJSON(text))
				return p.printJSON(line, err)
			}
			s := p.newSheet(askOptions{readOptions: o.readOptions})
			s.points(text)
			return s.emit()
		},
	}
	proposalFlags(cmd, &o)
	return cmd
}

func (p *program) proposalCompareCommand() *cobra.Command {
	var o proposalOptions
	cmd := &cobra.Command{
		Use:   "compare [flags] A B",
		Short: "Lay two proposals side by side, point by point",
		Long: `Compare says of each point of two texts whether it was kept, changed (with the words
that differ), moved, added or dropped, from A to B. Points are one if they share enough
words; a common number, and terms that both touch, speak for it.`,
		Example: "  parley proposal compare draft.txt answer.txt",
		Args:    exactly(2, "the files of two proposals"),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := p.proposalText(cmd.Context(), args[0], o)
			if err != nil {
				return err
			}
			b, err := p.proposalText(cmd.Context(), args[1], o)
			if err != nil {
				return err
			}
			pairs := points.Compare(a, b)
			if o.asJSON {
				line, err := json.Marshal(pairsJSON(a, b, pairs))
				return p.printJSON(line, err)
			}
			s := p.newSheet(askOptions{readOptions: o.readOptions})
			s.pairs(a, b, pairs)
			return s.emit()
		},
	}
	proposalFlags(cmd, &o)
	return cmd
}

func proposalFlags(cmd *cobra.Command, o *proposalOptions) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&o.asJSON, "json", false, "print a JSON object")
	flags.BoolVar(&o.noTerms, "no-terms", false, "do not look for the terms that each point touches, which takes longest")
	o.maxBytes, o.colour = ingest.DefaultMaxBytes, "auto"
	flags.Var(&o.maxBytes, "max-bytes", "refuse a text of more than `BYTES`")
	flags.BoolVar(&o.private, "allow-private", false, "fetch from addresses of this machine and its network too")
	addHiddenFlags(cmd, &o.reader)
}

// proposalText reads the text that arg stands for, and takes it apart.
func (p *program) proposalText(ctx context.Context, arg string, o proposalOptions) (*points.Text, error) {
	o.given.MaxBytes, o.given.Lists = int(o.maxBytes), true
	o.reader.scheme = schemeFull
	sources := p.sources([]string{arg}, o.readOptions)
	if len(sources) != 1 || sources[0].reports != nil {
		return nil, fmt.Errorf("%s is more than one text: %w", arg, parley.ErrInvalid)
	}
	document, err := sources[0].input.Open(ctx)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", arg, err)
	}
	for _, warning := range document.Warnings {
		p.say("%s: %s", called(arg), warning)
	}
	document.Report.ID = arg
	text, err := points.Split(document.Report)
	if err != nil {
		return nil, err
	}
	if o.noTerms {
		return text, nil
	}
	reader, err := p.crafts.clerk(o.reader)
	if err != nil {
		return nil, err
	}
	record, err := reader.Read(document.Report)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", arg, err)
	}
	touch(text, record)
	return text, nil
}

// touch puts into each point the terms that its words touch.
func touch(text *points.Text, record *parley.Record) {
	whole := []parley.Proposal{{ID: "d1"}}
	var of []int // by point seen: the point of the text
	for i, point := range text.Points {
		if point.Words.Len() > 0 {
			whole[0].Seen = append(whole[0].Seen, parley.Point{Words: []parley.Span{point.Words}})
			of = append(of, i)
		}
	}
	keys := map[string]string{}
	for _, t := range register.General().Touch(record, whole) {
		keys[t.ID] = t.Key
	}
	for n, seen := range whole[0].Seen {
		for _, id := range seen.Terms {
			point := &text.Points[of[n]]
			point.Terms = append(point.Terms, keys[id])
		}
	}
}

// points prints a line for each point, set in below the one that holds it.
func (s *sheet) points(text *points.Text) {
	s.set(0, bold, fmt.Sprintf("%s, %s", count(len(text.Points), "point"), count(outermost(text), "outermost point")))
	depth := make([]int, len(text.Points))
	for i, point := range text.Points {
		if point.Within >= 0 {
			depth[i] = depth[point.Within] + 1
		}
		s.set(2*depth[i], 0, labelOf(&point)+" "+wordsOf(text, &point))
		if len(point.Terms) > 0 {
			s.set(2*depth[i]+2, dim, strings.Join(point.Terms, ", "))
		}
	}
}

func outermost(text *points.Text) int {
	n := 0
	for _, point := range text.Points {
		if point.Within < 0 {
			n++
		}
	}
	return n
}

// labelOf is a point's number, or a bullet.
func labelOf(point *points.Point) string {
	if point.Number == "" {
		return "•"
	}
	return point.Path
}

func wordsOf(text *points.Text, point *points.Point) string {
	return oneLine(text.Report.Text[point.Words.Start:point.Words.End])
}

// pairs prints what became of each point, and what differs in those that changed.
func (s *sheet) pairs(a, b *points.Text, pairs []points.Pair) {
	tally := map[points.Change]int{}
	for _, pair := range pairs {
		tally[pair.How]++
	}
	var heads []string
	for _, how := range points.Changes {
		heads = append(heads, fmt.Sprintf("%d %s", tally[how], how))
	}
	s.set(0, bold, strings.Join(heads, ", "))
	for _, pair := range pairs {
		switch {
		case pair.A < 0:
			s.set(0, 0, fmt.Sprintf("added %s: %s", labelOf(&b.Points[pair.B]), wordsOf(b, &b.Points[pair.B])))
		case pair.B < 0:
			s.set(0, 0, fmt.Sprintf("dropped %s: %s", labelOf(&a.Points[pair.A]), wordsOf(a, &a.Points[pair.A])))
		default:
			s.pair(a, b, pair)
		}
	}
}

func (s *sheet) pair(a, b *points.Text, pair points.Pair) {
	old, new := &a.Points[pair.A], &b.Points[pair.B]
	head := fmt.Sprintf("%s %s", pair.How, labelOf(old))
	if labelOf(old) != labelOf(new) {
		head += " → " + labelOf(new)
	}
	if pair.How == points.Changed {
		if pair.Moved {
			head += ", moved"
		}
		if pair.Because != "words" {
			head += ", one by its " + pair.Because
		}
		s.set(0, 0, head+": "+wordsOf(b, new))
		for _, c := range pair.Edits {
			s.set(4, 0, marked(c))
		}
		return
	}
	s.set(0, dim, head+": "+wordsOf(b, new))
}
