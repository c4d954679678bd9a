// Package proposal finds the plans and texts of a deal that a report speaks of, with
// those of their points that it words.
package proposal

import "parley"

// Find lists the proposals of a record in the order of their first words, without
// the terms that their points touch; dates are all that its report words.
func Find(record *parley.Record, dates []parley.Date) []parley.Proposal {
	return nil
}
