package main

import (
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func (p *program) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man [DIR]",
		Short: "Print the manual page, or write one for each command",
		Long: `Man prints the manual page of parley. With DIR it writes a page for each command
there: parley.1, parley-read.1 and so on.`,
		Example: "  parley man | man -l -\n  parley man ~/.local/share/man/man1",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return misused(cmd, "%d folders given, want one", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			root.DisableAutoGenTag = true
			// The same program gives the same page, so the date is of the format, not of the day.
			edition := time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)
			header := &doc.GenManHeader{Title: "PARLEY", Section: "1", Date: &edition, Source: "parley", Manual: "Parley Manual"}
			if len(args) == 0 {
				return doc.GenMan(root, header, p.out)
			}
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			header.Title = "" // each page has its own
			return doc.GenManTree(root, header, args[0])
		},
	}
}
