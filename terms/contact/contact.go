// Package contact finds the contacts that a report tells of: calls, meetings,
// visits, talks and messages between parties, with their status.
package contact

import "parley"

// Find lists the contacts of a record in the order of their words; dates are all
// that its report words.
func Find(record *parley.Record, dates []parley.Date) []parley.Contact {
	return nil
}
