package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"parley/ledger"
	"parley/mcp"
)

func (p *program) mcpCommand() *cobra.Command {
	var of caseOptions
	var writes bool
	cmd := &cobra.Command{
		Use:   "mcp [flags]",
		Short: "Let an assistant ask a case, over the Model Context Protocol",
		Long: `Mcp answers an assistant on standard input and output: it can search statements and
reports, show them with their words, say who somebody is and on whose word a
statement stands, what several reports carry and what contradicts what, and read the
log. An assistant's program starts it; docs/mcp.md says how.

It only reads. With --allow-writes an assistant may accept and reject lines and file
remarks, under the name that --as gives, each marked "via assistant". The sources of
sealed reports are masked; purged reports are absent.`,
		Example: "  parley mcp --case talks.parley\n  parley mcp --case talks.parley --allow-writes --as 'Ada Lind'",
		Args:    exactly(0, "none"),
	}
	p.caseCommand(cmd, &of, func(cmd *cobra.Command, _ []string, c *ledger.Case) error {
		o := mcp.Options{Version: version(), Writes: writes, Now: p.now}
		if !writes && of.by != "" {
			return misused(cmd, "--as is for --allow-writes")
		}
		if writes {
			if of.by == "" { // nobody answers for it by chance
				return misused(cmd, "--allow-writes needs --as NAME, who answers for what is filed")
			}
			o.By = of.by
		}
		err := mcp.NewServer(c, o).Run(cmd.Context(), mcp.Stdio(p.in, p.out))
		if errors.Is(err, io.EOF) || errors.Is(err, context.Canceled) {
			return nil // the assistant has gone
		}
		if err != nil {
			return fmt.Errorf("reading what the assistant asks: %w", err)
		}
		return nil
	})
	cmd.Flags().BoolVar(&writes, "allow-writes", false, "let the assistant accept, reject and note")
	cmd.Flags().StringVar(&of.by, "as", "", "`NAME` of who answers for what the assistant files")
	return cmd
}
