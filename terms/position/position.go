// Package position finds where each party stands, on the terms and proposals of a
// record or on what no register knows.
package position

import "parley"

// Find lists the positions of a record in the order of their evidence. Of deal, the
// terms and the proposals are known.
func Find(reading *parley.Reading, record *parley.Record, deal *parley.Deal) []parley.Position {
	return nil
}
