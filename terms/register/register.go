// Package register keeps the terms that a deal can have, one plain file each, and
// says which of them the words of a report touch.
package register

import "parley"

// A Register is a set of terms.
type Register struct{}

// General is the register that is built in.
func General() *Register { return new(Register) }

// Touch lists the terms that a record touches, in the order of their keys, and puts
// into each proposal and point which of them its words touch.
func (r *Register) Touch(record *parley.Record, proposals []parley.Proposal) []parley.Term {
	return nil
}
