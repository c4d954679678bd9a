package contacts_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"parley"
	"parley/ask"
	"parley/ask/contacts"
	"parley/internal/deals"
)

// crowded are n reports of one month on the contacts of two people: dated, not dated, at
// several places.
func crowded(n int) []*parley.Record {
	random := rand.New(rand.NewPCG(3, 3))
	var records []*parley.Record
	for i := range n {
		day := time.Date(2031, 5, 1+random.IntN(28), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		when := [...]string{"; when " + day, "; when 2031-05", ""}[random.IntN(3)]
		at := [...]string{"; at Halm", "; at Sarrow", fmt.Sprintf("; at Port %d", random.IntN(50)), ""}[random.IntN(4)]
		records = append(records, deals.Record(fmt.Sprintf("Outlet %d, %s", i, day), "who Halm; kind place\nwho Sarrow; kind place\n"+
			"contact meeting; with Ada Brandt, Kai Lind; status held"+when+at+" :: they met\n"))
	}
	return records
}

// BenchmarkOf_of_one_pair_and_month prints how long it takes for each contact, which is
// about the same however many there are.
func BenchmarkOf_of_one_pair_and_month(b *testing.B) {
	for _, n := range []int{1000, 4000, 16000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			d := ask.NewDossier(crowded(n))
			for b.Loop() {
				contacts.Of(d)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/contact")
		})
	}
}
