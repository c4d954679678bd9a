package ledger

import (
	"fmt"
	"iter"
	"strings"

	"parley"
)

// LineIDs yields the ids of a record's lines: of its statements, entities, responses,
// exhibits, terms, positions, proposals and contacts.
func LineIDs(r *parley.Record) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, list := range []struct {
			n  int
			id func(i int) string
		}{
			{len(r.Statements), func(i int) string { return r.Statements[i].ID }},
			{len(r.Entities), func(i int) string { return r.Entities[i].ID }},
			{len(r.Responses), func(i int) string { return r.Responses[i].ID }},
			{len(r.Exhibits), func(i int) string { return r.Exhibits[i].ID }},
			{len(r.Terms), func(i int) string { return r.Terms[i].ID }},
			{len(r.Positions), func(i int) string { return r.Positions[i].ID }},
			{len(r.Proposals), func(i int) string { return r.Proposals[i].ID }},
			{len(r.Contacts), func(i int) string { return r.Contacts[i].ID }},
		} {
			for i := range list.n {
				if !yield(list.id(i)) {
					return
				}
			}
		}
	}
}

// HasLine reports whether a record has a line with that id.
func HasLine(r *parley.Record, id string) bool {
	for have := range LineIDs(r) {
		if have == id {
			return true
		}
	}
	return false
}

// VerifyLines holds the ids of a record's lines to be such as an [Address] can
// name, each one line. A record that was made elsewhere may have others.
func VerifyLines(r *parley.Record) error {
	seen := map[string]bool{}
	for id := range LineIDs(r) {
		if !isLineID(id) {
			return fmt.Errorf("%q is no id of a line, such as s3: %w", id, parley.ErrInvalid)
		}
		if seen[id] {
			return fmt.Errorf("two lines have the id %s: %w", id, parley.ErrInvalid)
		}
		seen[id] = true
	}
	return nil
}

// isLineID reports whether s could be the id of a line: a letter, then digits.
func isLineID(s string) bool {
	return len(s) > 1 && len(s) < 20 && s[0] >= 'a' && s[0] <= 'z' && strings.Trim(s[1:], "0123456789") == ""
}
