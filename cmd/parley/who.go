package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask/search"
	"parley/ledger"
)

func (p *program) whoCommand() *cobra.Command {
	var o caseOptions
	var asJSON bool
	var knownAt string
	cmd := &cobra.Command{
		Use:   "who [flags] NAME",
		Short: "Print what the reports of a case say of somebody",
		Long: `Who prints everybody a name may stand for in the case: the names they go by, their
offices, whose side they are on and whom they represent, each with the report that
says so, how much they say, and the reports that speak of them.`,
		Example: "  parley who Ushakov\n  parley who 'Steve Witkoff' --json",
	}
	p.caseCommand(cmd, &o, func(cmd *cobra.Command, args []string, c *ledger.Case) error {
		if len(args) == 0 {
			return misused(cmd, "no name given")
		}
		who := search.Who
		if asJSON {
			who = search.WhoUnsealed
		}
		profiles, err := who(cmd.Context(), c, strings.Join(args, " "), knownAt)
		if err != nil {
			return err
		}
		if asJSON {
			for _, profile := range profiles {
				text, err := json.Marshal(profile)
				if err := p.printJSON(text, err); err != nil {
					return err
				}
			}
			return nil
		}
		s := p.newSheet(askOptions{readOptions: readOptions{colour: "auto"}})
		for i, profile := range profiles {
			if i > 0 {
				s.WriteString("\n")
			}
			s.profile(profile, keyNames(cmd.Context(), c))
		}
		return s.emit()
	})
	cmd.Flags().StringVar(&knownAt, "known-at", "", "as the case stood at `TIME`: a day, a time, or # and an entry")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object for each")
	return cmd
}

// mostAppearances is how many reports of a profile are listed.
const mostAppearances = 10

func (s *sheet) profile(p search.Profile, called func(...string) string) {
	s.set(0, bold, fmt.Sprintf("%s, %s, in %s", p.Name.Name, p.Kind, count(p.Reports, "report")))
	for _, list := range []struct {
		what string
		said []search.Said
	}{{"also", p.Aliases}, {"role", p.Roles}, {"party", p.Parties}, {"for", p.Sends}} {
		for _, said := range list.said {
			if list.what == "also" && said.What == p.Name.Name {
				continue
			}
			s.set(4, 0, fmt.Sprintf("%s: %s (%s, %s%s)", list.what, said.What, count(said.Reports, "report"), said.In, in(said.Words)))
		}
	}
	if len(p.Keys) > 1 {
		s.set(4, dim, "merged: "+called(p.Keys...))
	}
	s.set(4, 0, fmt.Sprintf("says %s, is told %d", count(p.Speaks, "statement"), p.IsTold))
	for i, a := range p.Appears {
		if i == mostAppearances {
			s.set(4, dim, fmt.Sprintf("and %d more: parley search --reports --about '%s'", p.Reports-i, p.Name.Name))
			break
		}
		s.set(4, dim, a.Of.String()+": "+filedName(&parley.Report{Publisher: a.Publisher, Published: a.Published, Title: a.Title, Input: a.Input}))
	}
}

// oneName is the entity that a person names; several are told apart by their
// keys.
func oneName(ctx context.Context, c *ledger.Case, name string) (ledger.Name, error) {
	state, err := c.State(ctx, 0)
	if err != nil {
		return ledger.Name{}, err
	}
	found, err := search.Named(ctx, c, state, name)
	if err != nil {
		return ledger.Name{}, err
	}
	want := strings.Join(ledger.Words(name), " ")
	roots, named := map[string]bool{}, map[string]bool{}
	for _, n := range found {
		if n.Key == name {
			return n, nil
		}
		roots[state.Merged(n.Key)[0]] = true
		if strings.Join(ledger.Words(n.Name), " ") == want {
			named[n.Key] = true
		}
	}
	for _, n := range found {
		if len(roots) == 1 || len(named) == 1 && named[n.Key] {
			return n, nil
		}
	}
	var all []string
	for _, n := range found {
		all = append(all, fmt.Sprintf("%s (%s)", n.Name, n.Key))
	}
	return ledger.Name{}, &usageError{fmt.Sprintf("%q may be %s", name, strings.Join(all, ", ")), "one of the names in parentheses"}
}
