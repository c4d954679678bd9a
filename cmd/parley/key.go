package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"parley/ledger"
	"parley/ledger/sqlite"
)

func (p *program) keyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "key",
		Short: "Print the key that others check your checkpoints by",
		Long: `Key prints the public half of the key that signs the checkpoints of your cases. Give
it to whoever shall check them: parley audit --against CHECKPOINT --key KEY. The key
itself is made when it is first needed and stays in your configuration folder.`,
		Example: "  parley key",
		Args:    exactly(0, "none"),
		RunE: func(*cobra.Command, []string) error {
			key, err := checkingKey()
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(p.out, key)
			return err
		},
	}
}

func (p *program) backupCommand() *cobra.Command {
	var o caseOptions
	cmd := &cobra.Command{
		Use:     "backup [flags] FILE",
		Short:   "Copy a case, as of one moment, to a file",
		Long:    "Backup copies the case, whoever is filing meanwhile, to a file that is not there yet.\nThe copy is a case like any other.",
		Example: "  parley backup talks-2025-11-27.parley",
	}
	return p.caseCommand(cmd, &o, func(cmd *cobra.Command, args []string, c *ledger.Case) error {
		if len(args) != 1 {
			return misused(cmd, "%s given, want the name of a file", count(len(args), "argument"))
		}
		store, ok := c.Store.(*sqlite.Store)
		if !ok {
			return &usageError{"a case in a server is backed up by the server's own means", "pg_dump"}
		}
		if err := store.Backup(cmd.Context(), args[0]); err != nil {
			return err
		}
		info, err := os.Stat(args[0])
		if err == nil {
			fmt.Fprintf(p.out, "%s  %d bytes\n", args[0], info.Size())
		}
		return err
	})
}
