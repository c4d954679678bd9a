package main

import (
	"strings"

	"github.com/spf13/cobra"
)

const about = `Parley reads reporting about a negotiation and keeps an auditable record of it:
who said what to whom, and on which words of the report that rests.

Everything runs on this machine and offline. The same report gives the same
record, wherever and however often it is read.

Exit codes: 0, every input was read; 1, some input could not be read or
something else failed; 2, the command line was not understood.`

// root is the command with all its subcommands.
func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "parley",
		Short:         "Who said what, on which words",
		Long:          about,
		Example:       "  parley read examples/ferry-talks.txt\n  parley read --json examples/ > records.jsonl",
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       version(),
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
				return &usageError{"unknown command " + args[0], "parley " + strings.Join(near, " or parley ")}
			}
			return misused(cmd, "unknown command %s", args[0])
		},
	}
	root.SuggestionsMinimumDistance = 2
	root.SetVersionTemplate("parley {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return misused(cmd, "%s", flagFault(err)) })
	root.AddCommand(p.addCommand(), p.rereadCommand(), p.logCommand(), p.searchCommand(), p.showCommand(), p.whoCommand(), p.chainCommand(), p.briefCommand(), p.deskCommand(), p.mcpCommand(), p.keyCommand(), p.backupCommand(), p.auditCommand())
	root.AddCommand(p.codingCommands()...)
	root.AddCommand(p.exportCommand(), p.importCommand())
	root.AddCommand(p.reviewCommands()...)
	root.AddCommand(p.readCommand(), p.proposalCommand(), p.corroborateCommand(), p.contradictionsCommand(), p.retractCommand(), p.positionsCommand(), p.networkCommand(), p.schemaCommand(), p.evalCommand(), p.versionCommand(), p.manCommand())
	root.AddCommand(p.overReportsCommands()...)
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		if cmd.Name() == "help" {
			cmd.Run, cmd.RunE = nil, help
		}
	}
	return root
}

// flagFault is what is wrong with a flag, without the words of Go's own parsers.
func flagFault(err error) string {
	words, parser, is := strings.Cut(err.Error(), ": strconv.Parse")
	switch {
	case !is:
		return words
	case strings.HasPrefix(parser, "Bool"):
		return words + ", want true or false"
	case strings.HasPrefix(parser, "Float"):
		return words + ", want a number"
	}
	return words + ", want a whole number"
}

// help prints the help of the command that args name. Cobra's own takes a name
// that it does not know for no error.
func help(cmd *cobra.Command, args []string) error {
	found, rest, err := cmd.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return misused(cmd.Root(), "no command %s to help with", strings.Join(args, " "))
	}
	return found.Help()
}

// exactly wants n arguments, which what names.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return misused(cmd, "%s given, want %s", count(len(args), "argument"), what)
		}
		return nil
	}
}
