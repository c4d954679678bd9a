package main

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask/agreement"
	"parley/ledger"
)

func (p *program) agreementCommand() *cobra.Command {
	var o caseOptions
	var between, and string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "agreement [flags]",
		Short: "Print how far two people agree on the lines that both decided on",
		Long: `Agreement compares what two people decided of the same statements, on the newest
reading of each report: as a percentage, as Cohen's kappa and as Krippendorff's
alpha, both 1 where they always agree and 0 where they agree as often as by chance;
of source, cue and content as F1 of the marked words. Each of them stands for the record as
it were had the other decided nothing; a line that either rejected counts for its
status alone. – is a figure that is not defined, as where nothing varies.

For it to mean much they must not see each other's decisions: parley review --blind,
parley show --blind.`,
		Example: "  parley agreement --between 'Ada Lind' --and 'Bo Ek'",
		Args:    exactly(0, "none"),
	}
	p.caseCommand(cmd, &o, func(cmd *cobra.Command, _ []string, c *ledger.Case) error {
		if between == "" || and == "" || between == and {
			return &usageError{"agreement is between two people", "--between 'Ada Lind' --and 'Bo Ek'"}
		}
		r, err := agreement.Between(cmd.Context(), c, between, and)
		if err != nil {
			return err
		}
		if err := decided(r); err != nil {
			return err
		}
		if asJSON {
			state, err := c.State(cmd.Context(), 0)
			if err != nil {
				return err
			}
			r.Apart = slices.DeleteFunc(r.Apart, func(d agreement.Disagreement) bool { return state.Sealed(d.Of.Report) != 0 })
			text, err := encodeAgreement(r)
			return p.printJSON(text, err)
		}
		s := p.newSheet(askOptions{readOptions: readOptions{colour: "auto"}})
		s.agreement(r)
		return s.emit()
	})
	flags := cmd.Flags()
	flags.StringVar(&between, "between", "", "`NAME` of the one")
	flags.StringVar(&and, "and", "", "`NAME` of the other")
	flags.BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// decided refuses somebody who decided on nothing: two of whom one is spelled wrong
// would pass for two who never looked at the same line.
func decided(r *agreement.Report) error {
	for i, n := range r.Only {
		if r.Lines+n == 0 {
			return fmt.Errorf("%s decided on no statement in this case: %w", r.Between[i], parley.ErrNotFound)
		}
	}
	return nil
}

func (s *sheet) agreement(r *agreement.Report) {
	s.set(0, bold, fmt.Sprintf("%s and %s: %s that both decided on", r.Between[0], r.Between[1], count(r.Lines, "line")))
	for i, n := range r.Only {
		if n > 0 {
			s.set(4, dim, fmt.Sprintf("and %d that %s alone did", n, r.Between[i]))
		}
	}
	if r.Lines == 0 {
		return
	}
	var chosen, marked [][]string
	for _, f := range r.Fields {
		if f.Words != nil {
			marked = append(marked, []string{f.Name, figure(f.Words.F1())})
			continue
		}
		chosen = append(chosen, []string{f.Name, fmt.Sprint(len(f.Pairs)), figure(f.Pairs.Percentage() * 100), figure(f.Pairs.Kappa()), figure(f.Pairs.Alpha())})
	}
	s.section(&s.Builder, []string{"chosen", "lines", "same %", "kappa", "alpha"}, chosen)
	s.section(&s.Builder, []string{"words", "F1"}, marked)
	var apart [][]string
	for _, d := range r.Apart {
		apart = append(apart, []string{d.Of.String(), d.Field, or(oneLine(d.Values[0]), "nobody known"), or(oneLine(d.Values[1]), "nobody known")})
	}
	s.section(&s.Builder, []string{"line", "apart in", oneLine(r.Between[0]), oneLine(r.Between[1])}, apart)
}

// figure is a number with two decimals, or – where it is not defined.
func figure(n float64) string {
	if math.IsNaN(n) {
		return "–"
	}
	return fmt.Sprintf("%.2f", n)
}

func encodeAgreement(r *agreement.Report) ([]byte, error) {
	defined := func(n float64) any {
		if math.IsNaN(n) {
			return nil
		}
		return n
	}
	fields := map[string]any{}
	for _, f := range r.Fields {
		if f.Words != nil {
			fields[f.Name] = map[string]any{"f1": defined(f.Words.F1())}
			continue
		}
		fields[f.Name] = map[string]any{
			"lines": len(f.Pairs), "same": defined(f.Pairs.Percentage()), "kappa": defined(f.Pairs.Kappa()), "alpha": defined(f.Pairs.Alpha()),
		}
	}
	apart := []map[string]any{}
	for _, d := range r.Apart {
		apart = append(apart, map[string]any{"address": d.Of, "field": d.Field, "values": d.Values})
	}
	return json.Marshal(map[string]any{"between": r.Between, "lines": r.Lines, "alone": r.Only, "fields": fields, "apart": apart})
}
