package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

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
		profiles, err := search.Who(cmd.Context(), c, strings.Join(args, " "), knownAt)
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
			s.profile(profile)
		}
		return s.emit()
	})
	cmd.Flags().StringVar(&knownAt, "known-at", "", "as the case stood at `TIME`: a day, a time, or # and an entry")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object for each")
	return cmd
}

// mostAppearances is how many reports of a profile are listed.
const mostAppearances = 10

func (s *sheet) profile(p search.Profile) {
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
		s.set(4, dim, "merged: "+strings.Join(p.Keys, ", "))
	}
	s.set(4, 0, fmt.Sprintf("says %s, is told %s", count(p.Speaks, "statement"), count(p.IsTold, "statement")))
	for i, a := range p.Appears {
		if i == mostAppearances {
			s.set(4, dim, fmt.Sprintf("and %d more: parley search --reports --about '%s'", p.Reports-i, p.Name.Name))
			break
		}
		s.set(4, dim, strings.TrimSpace(fmt.Sprintf("%s  %s %s  %s", a.Of, a.Publisher, a.Published, a.Title)))
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
	var named []string
	for _, n := range found {
		if n.Key == name || len(found) == 1 {
			return n, nil
		}
		if strings.Join(ledger.Words(n.Name), " ") == strings.Join(ledger.Words(name), " ") {
			named = append(named, n.Name)
			found[len(named)-1] = n
		}
	}
	if len(named) == 1 {
		return found[0], nil
	}
	var all []string
	for _, n := range found {
		all = append(all, fmt.Sprintf("%s (%s)", n.Name, n.Key))
	}
	return ledger.Name{}, &usageError{fmt.Sprintf("%q may be %s", name, strings.Join(all, ", ")), "one of the names in parentheses"}
}
