package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask/stand"
	"parley/exchange"
	"parley/exchange/network"
	"parley/ledger"
)

// networkOptions are the flags of parley network.
type networkOptions struct {
	standOptions
	kind, norm, format, to string
	since, until           string
	duplicates, unit       string
	window                 int
	standing, conditional  bool
	private                bool
	polarisation           bool
}

// The kinds of networks, and how yes and no make the ties of each.
var networkKinds = []string{"congruence", "conflict", "subtract", "ignore", "two-mode"}

var networkFormats = []string{"csv", "graphml", "dl"}

var networkDuplicates = []string{"document", "include", "acrossrange"}

func (p *program) networkCommand() *cobra.Command {
	var o networkOptions
	cmd := &cobra.Command{
		Use:   "network [flags] [REPORT…]",
		Short: "Draw who agrees and who conflicts with whom over the terms",
		Long: `Network draws the networks of Discourse Network Analyzer from positions: parties
that share terms (congruence, conflict, or one less the other: subtract), or parties
and terms (two-mode). Whoever accepts, demands or offers something is for it; who
rejects it against; a condition and being open are neither. A party's own words in
public count, red lines included, unless --basis and --private ask for others.

With --polarisation it says how far the parties fall into two camps, over time with
--window. docs/positions.md has the definitions.`,
		Example: "  parley network --kind subtract --format graphml -o talks.graphml --case talks.parley\n  parley network --polarisation --window 3 --unit month records.jsonl",
	}
	askCommand(cmd, &o.askOptions, func(args []string) error { return p.network(cmd, args, o) })
	o.flags(cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.kind, "kind", "congruence", "draw `KIND`: "+strings.Join(networkKinds, ", "))
	flags.StringVar(&o.norm, "norm", "", "divide ties by `NORM`: average, jaccard, cosine; of two-mode activity, prominence")
	flags.StringVarP(&o.format, "format", "f", "csv", "write `FORMAT`: "+strings.Join(networkFormats, ", "))
	flags.StringVarP(&o.to, "output", "o", "", "write to `FILE`, whole or not at all")
	flags.StringVar(&o.since, "since", "", "only positions taken on or after `DATE`")
	flags.StringVar(&o.until, "until", "", "only positions taken on or before `DATE`")
	flags.StringVar(&o.duplicates, "duplicates", "document", "positions alike count once in a `RANGE`: document, acrossrange, or include for each")
	flags.BoolVar(&o.standing, "standing", false, "only what stands, not what stood before")
	flags.BoolVar(&o.conditional, "conditional", false, "count an acceptance on condition as one")
	flags.BoolVar(&o.private, "private", false, "with what was not said in public")
	flags.BoolVar(&o.polarisation, "polarisation", false, "say how polarised the parties are")
	flags.IntVar(&o.window, "window", 0, "of each window of `N` units of time")
	flags.StringVar(&o.unit, "unit", "month", "`UNIT` of a window: "+strings.Join(named(network.Units), ", "))
	flags.Lookup("json").Usage = "print the polarisation as JSON"
	complete(cmd, "kind", networkKinds)
	complete(cmd, "format", networkFormats)
	complete(cmd, "duplicates", networkDuplicates)
	complete(cmd, "unit", named(network.Units))
	return cmd
}

func (p *program) network(cmd *cobra.Command, args []string, o networkOptions) error {
	drawn, err := o.settle(cmd)
	if err != nil {
		return err
	}
	o.leaves = o.leaves || !o.polarisation
	l, view, end, err := p.standings(cmd, args, o.standOptions)
	if err != nil {
		return err
	}
	defer end()
	ids, topics := view.Shown()
	if err := l.Load(cmd.Context(), ids, topics); err != nil {
		return err
	}
	codings := o.codings(l, view)
	if o.polarisation {
		return p.polarisation(codings, drawn, o)
	}
	draw := network.OneMode
	if o.kind == "two-mode" {
		draw = network.TwoMode
	}
	n, err := draw(codings, drawn)
	if err != nil {
		return err
	}
	return p.toFile(o.to, func(w io.Writer) error {
		switch o.format {
		case "graphml":
			return n.WriteGraphML(w)
		case "dl":
			return n.WriteDL(w)
		}
		return n.WriteCSV(w)
	})
}

// settle holds the flags against what they can be.
func (o *networkOptions) settle(cmd *cobra.Command) (network.Options, error) {
	out := network.Options{Tie: network.Tie(o.kind), Norm: network.Norm(o.norm), Duplicates: network.Duplicates(o.duplicates)}
	if o.kind == "two-mode" {
		out.Tie = network.TieSubtract
	}
	if o.duplicates == "include" {
		out.Duplicates = network.DuplicatesInclude
	}
	for _, f := range []struct {
		flag, value string
		known       []string
	}{{"kind", o.kind, networkKinds}, {"format", o.format, networkFormats}, {"duplicates", o.duplicates, networkDuplicates}, {"unit", o.unit, named(network.Units)}} {
		if !slices.Contains(f.known, f.value) {
			return out, misused(cmd, "%s %q is none of %s", f.flag, f.value, strings.Join(f.known, ", "))
		}
	}
	switch {
	case o.window < 0:
		return out, misused(cmd, "windows of %d %ss, want 1 or more", o.window, o.unit)
	case !o.polarisation && (o.window > 0 || o.json):
		return out, misused(cmd, "windows and JSON are of --polarisation")
	case o.polarisation && o.json && cmd.Flags().Changed("format"):
		return out, misused(cmd, "an answer is JSON or of a format, not both")
	case o.polarisation && cmd.Flags().Changed("format") && o.format != "csv":
		return out, misused(cmd, "polarisation is written as csv, not as %s", o.format)
	}
	if o.polarisation && !cmd.Flags().Changed("format") {
		o.format = ""
	}
	if len(o.bases) == 0 {
		o.bases = []string{string(parley.BasisOwn), string(parley.BasisRedLine)}
	}
	for _, d := range []struct {
		flag, edtf string
		to         *time.Time
		last       bool
	}{{"since", o.since, &out.From, false}, {"until", o.until, &out.To, true}} {
		first, last, ok := parley.Days(d.edtf)
		switch {
		case d.edtf == "":
		case !ok:
			return out, misused(cmd, "--%s %q is no date such as 2025-11-24, 2025-11 or 2025", d.flag, d.edtf)
		case d.last:
			*d.to = last.Time().AddDate(0, 0, 1).Add(-time.Nanosecond)
		default:
			*d.to = first.Time()
		}
	}
	return out, nil
}

// codings are the positions that say yes or no to something.
func (o *networkOptions) codings(l *stand.Library, v *stand.View) []network.Coding {
	actors := namesApart(l, v)
	var all []network.Coding
	for c := range v.Cells() {
		t := v.Topics[c.Topic]
		if t.Key == "" {
			continue
		}
		concept := l.Label(stand.Topic{Key: t.Key})
		if t.Option != "" {
			concept += ": " + l.Label(t.Topic)
		}
		for i := range c.Stands {
			if c.Stands[i].Private && !o.private {
				continue
			}
			rows := slices.Collect(c.Stands[i].All())
			if o.standing {
				rows = c.Stands[i].Latest(len(rows))
			}
			for _, r := range rows {
				leaning := stand.LeaningOf(r.Stance)
				if r.Stance == parley.StanceConditional && o.conditional {
					leaning = stand.LeaningFor
				}
				if leaning == stand.LeaningBetween {
					continue
				}
				coding := network.Coding{Actor: actors[c.Party], Concept: concept, Agrees: leaning == stand.LeaningFor, Document: strconv.FormatInt(r.Of.Report, 10)}
				if r.First != parley.FirstDay {
					coding.Date = r.First.Time()
				}
				all = append(all, coding)
			}
		}
	}
	return all
}

// namesApart are the names of the parties of a view; of several of one name the
// later have a number.
func namesApart(l *stand.Library, v *stand.View) []string {
	seen := map[string]int{}
	out := make([]string, len(v.Parties))
	for i, p := range v.Parties {
		name := l.Name(p.ID)
		if p.ID == ledger.EntityID(0) {
			continue // nobody that could be drawn
		}
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s (%d)", name, seen[name])
		}
		out[i] = name
	}
	return out
}

func (p *program) polarisation(codings []network.Coding, drawn network.Options, o networkOptions) error {
	windows := []network.Options{drawn}
	if o.window > 0 {
		windows = network.Windows(codings, drawn, network.Unit(o.unit), o.window)
	}
	series, err := network.PolariseOver(codings, windows)
	if err != nil {
		return err
	}
	switch {
	case o.json:
		return p.printJSON(polarisationJSON(series))
	case o.format == "csv" || o.to != "":
		return p.toFile(o.to, func(w io.Writer) error { return polarisationCSV(w, series) })
	}
	s := p.newSheet(o.askOptions)
	var rows [][]string
	for _, one := range series {
		from, to := span(one)
		rows = append(rows, []string{strings.Trim(from+" – "+to, " –"), strconv.Itoa(one.Actors), ratio(one.Index), ratio(one.Congruence), ratio(one.Conflict),
			strings.Join(one.Camps[0], ", ") + " | " + strings.Join(one.Camps[1], ", ")})
		if rows[len(rows)-1][0] == "" {
			rows[len(rows)-1][0] = "all"
		}
	}
	var table strings.Builder
	s.section(&table, []string{"positions of", "parties", "index", "agreement", "conflict", "camps"}, rows)
	s.WriteString(strings.TrimPrefix(table.String(), "\n") + "\n")
	s.set(0, dim, "index: 0 where there are no camps, 1 for two that agree within and conflict between; agreement and conflict: -1 where all of it is within camps, 1 where all is between")
	return s.flush()
}

func ratio(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }

// span is the first and the last day of a window; empty where it is open.
func span(p *network.Polarisation) (from, to string) {
	if !p.From.IsZero() {
		from = p.From.Format(time.DateOnly)
	}
	if !p.To.IsZero() {
		to = p.To.Format(time.DateOnly)
	}
	return from, to
}

type jsonPolarisation struct {
	From       *string     `json:"from"`
	To         *string     `json:"to"`
	Parties    int         `json:"parties"`
	Index      float64     `json:"index"`
	Congruence float64     `json:"congruence_ei"`
	Conflict   float64     `json:"conflict_ei"`
	Camps      [2][]string `json:"camps"`
}

func polarisationJSON(series []*network.Polarisation) ([]byte, error) {
	out := []jsonPolarisation{}
	for _, p := range series {
		one := jsonPolarisation{Parties: p.Actors, Index: rounded(p.Index), Congruence: rounded(p.Congruence), Conflict: rounded(p.Conflict), Camps: p.Camps}
		from, to := span(p)
		if from != "" {
			one.From = &from
		}
		if to != "" {
			one.To = &to
		}
		for i := range one.Camps {
			if one.Camps[i] == nil {
				one.Camps[i] = []string{}
			}
		}
		out = append(out, one)
	}
	return json.Marshal(map[string]any{"polarisation": out})
}

// rounded keeps six digits.
func rounded(x float64) float64 {
	n, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'f', 6, 64), 64) // which it can parse
	return n
}

func polarisationCSV(w io.Writer, series []*network.Polarisation) error {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	rows := [][]string{{"from", "to", "parties", "index", "congruence_ei", "conflict_ei", "camp", "other_camp"}}
	for _, p := range series {
		from, to := span(p)
		row := []string{from, to, strconv.Itoa(p.Actors)}
		for _, x := range []float64{p.Index, p.Congruence, p.Conflict} {
			row = append(row, strconv.FormatFloat(x, 'f', 6, 64))
		}
		for _, camp := range p.Camps {
			row = append(row, exchange.Inert(strings.Join(camp, "; ")))
		}
		rows = append(rows, row)
	}
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}
