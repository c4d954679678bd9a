package main

import (
	"github.com/spf13/cobra"

	"parley/exchange"
)

func (p *program) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of a record",
		Long: `Schema prints the JSON Schema (2020-12) that every object of parley read --json
holds to. docs/record.md says the same in words.`,
		Example: "  parley schema > record.schema.json",
		Args:    exactly(0, "none"),
		RunE: func(*cobra.Command, []string) error {
			_, err := p.out.Write(exchange.Schema)
			return err
		},
	}
}
