package timeline_test

import (
	"flag"
	"fmt"
	"strings"
	"testing"

	"parley"
	"parley/ask"
	"parley/ask/timeline"
	"parley/internal/deals"
)

var update = flag.Bool("update", false, "write the answers given into the cases of testdata")

// Cases are reports as [deals.Record] reads them.
func TestCases(t *testing.T) {
	deals.Run(t, *update, func(records []*parley.Record) string {
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
