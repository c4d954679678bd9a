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

func TestOf_takes_for_one_side_whom_people_merged(t *testing.T) {
	records := deals.Records(`-- The Elsen Courier, 2031-05-14 --
who Norland; kind country
term ceasefire :: a ceasefire
position Norland; stance reject; term t1; when 2031-05-13 :: Norland rejects a ceasefire
-- Halm Radio, 2031-05-20 --
who Northland; kind country
term ceasefire :: a ceasefire
position Northland; stance reject; term t1; when 2031-05-19 :: Northland rejects a ceasefire
`)
	d := ask.NewDossier(records)
	if n := len(timeline.Of(d, timeline.KindPosition)); n != 2 {
		t.Errorf("before they are merged there are %d changes of position, want 2", n)
	}
	d.Filed = map[*parley.Record]ask.Filing{}
	for i, r := range records {
		d.Filed[r] = ask.Filing{Report: int64(i + 1), Key: func(*parley.Entity) string { return "country norland" }}
	}
	if n := len(timeline.Of(d, timeline.KindPosition)); n != 1 {
		t.Errorf("there are %d changes of position, want 1, as the second is the same side's and the same", n)
	}
}
