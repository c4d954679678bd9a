package clerk

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"parley"
	"parley/ledger"
)

// CheckCorrection refuses a correction that takes from a line what makes it one: the cue and the
// content of a statement, the name of an entity or proposal; and a duration that is none.
// What the machine or another program read without them may stay so.
func CheckCorrection(d *ledger.Decision) error {
	takes := func(field string, nothing bool) bool {
		return nothing && (len(d.Fields) == 0 || slices.Contains(d.Fields, field))
	}
	switch {
	case d.Statement != nil && takes("cue", len(d.Statement.Cue) == 0):
		return fmt.Errorf("a statement has a cue, the words that say that it is said, and here are none: %w", parley.ErrInvalid)
	case d.Statement != nil && takes("content", len(d.Statement.Content) == 0):
		return fmt.Errorf("a statement has a content, the words for what is said, and here are none: %w", parley.ErrInvalid)
	case d.Entity != nil && takes("name", len(ledger.Words(d.Entity.Name)) == 0):
		return fmt.Errorf("the name of an entity has a word, %q has none: %w", d.Entity.Name, parley.ErrInvalid)
	case d.Proposal != nil && slices.Contains(d.Fields, "name") && len(ledger.Words(d.Proposal.Name)) == 0:
		return fmt.Errorf("the name of a proposal has a word, %q has none: %w", d.Proposal.Name, parley.ErrInvalid)
	case d.Contact != nil && takes("duration", d.Contact.Duration != "" && !isDuration(d.Contact.Duration)):
		return fmt.Errorf("duration %q is none such as PT5M, PT1H30M or P2D: %w", d.Contact.Duration, parley.ErrInvalid)
	}
	return nil
}

// isDuration reports whether text is how long something takes by ISO 8601: P and then
// days, T and then hours.
func isDuration(text string) bool {
	return aDuration.MatchString(text) && text != "P" && !strings.HasSuffix(text, "T")
}

var aDuration = regexp.MustCompile(`^P(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)$`)
