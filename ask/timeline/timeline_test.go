package timeline_test

import (
	"fmt"
	"strings"
	"testing"

	"parley"
	"parley/ask"
	"parley/ask/timeline"
	"parley/internal/testkit"
)

// Cases are reports as [testkit.Deal] reads them.
func TestCases(t *testing.T) {
	testkit.RunDeals(t, func(records []*parley.Record) string {
		var b strings.Builder
		for _, e := range timeline.Of(ask.NewDossier(records), timeline.Kinds...) {
			ahead := " "
			if e.Ahead {
				ahead = ">"
			}
			fmt.Fprintf(&b, "%s %s %s %s: %s (%s)\n", ahead, e.When, e.Kind, e.ID, e.What, e.Words())
		}
		return b.String()
	})
}
