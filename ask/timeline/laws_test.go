package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/ask"
	"parley/ask/timeline"
	"parley/internal/deals"
)

// FuzzOf holds the laws of the timeline on reports that a seed makes up: their order
// makes no difference, and no event stands before one whose first day is earlier.
func FuzzOf(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		random := rand.New(rand.NewPCG(seed, 1))
		records := invented(random)
		want := lines(ask.NewDossier(records))
		random.Shuffle(len(records), func(i, k int) { records[i], records[k] = records[k], records[i] })
		d := ask.NewDossier(append(slices.Clone(records), records[0]))
		if got := lines(d); got != want {
			t.Errorf("the order of reports makes a difference:\n%s\n%s", got, want)
		}
		all := timeline.Of(d, timeline.Kinds...)
		for i := 1; i < len(all); i++ {
			if all[i-1].Days.Compare(all[i].Days) > 0 {
				t.Errorf("%s of %s stands before %s of %s", all[i-1].What, all[i-1].When, all[i].What, all[i].When)
			}
		}
	})
}

func lines(d *ask.Dossier) string {
	var b strings.Builder
	for _, e := range timeline.Of(d, timeline.Kinds...) {
		fmt.Fprintln(&b, e.When, e.Kind, e.ID, e.What, e.Who, e.Record.Report.ID, e.Words())
	}
	return b.String()
}

// invented are reports with some of everything.
func invented(random *rand.Rand) []*parley.Record {
	pick := func(all ...string) string { return all[random.IntN(len(all))] }
	day := func() string {
		return pick("2031-05-12", "2031-05-13", "2031-05", "2031", "2031-05-10/2031-05-20", "")
	}
	var records []*parley.Record
	for i := range 2 + random.IntN(6) {
		var b strings.Builder
		b.WriteString("who Norland; kind country\nwho Ostrel; kind country\nterm ceasefire :: a ceasefire\n")
		fmt.Fprintf(&b, "says Ada Brandt; cue said; when %s :: Brandt said so\n", day())
		fmt.Fprintf(&b, "contact %s; with Ada Brandt, Kai Lind; status %s; when %s :: they met\n", pick("call", "meeting"), pick("held", "planned", "cancelled"), day())
		fmt.Fprintf(&b, "proposal 12-point plan; points 12; status %s; date %s :: a plan\n", pick("leaked", "tabled"), day())
		fmt.Fprintf(&b, "position %s; stance %s; term t1; when %s :: on a ceasefire\n", pick("Norland", "Ostrel"), pick("accept", "reject"), day())
		fmt.Fprintf(&b, "position %s; stance %s; proposal d1 :: on the plan\n", pick("Norland", "Ostrel"), pick("accept", "reject"))
		name := fmt.Sprintf("Outlet %d", i)
		if random.IntN(4) > 0 {
			name += fmt.Sprintf(", 2031-05-1%d", random.IntN(9))
		}
		records = append(records, deals.Record(name, b.String()))
	}
	return records
}
