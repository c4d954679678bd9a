package atlas_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"parley"
	"parley/ask"
	"parley/ask/atlas"
	"parley/ask/proposals"
	"parley/internal/deals"
)

// FuzzOf holds the laws of the map on reports that a seed makes up: their order makes
// no difference, what is printed is GeoJSON, and every option of a place that a report
// words is on it.
func FuzzOf(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		random := rand.New(rand.NewPCG(seed, 1))
		records := invented(random)
		want := drawn(t, records)
		random.Shuffle(len(records), func(i, k int) { records[i], records[k] = records[k], records[i] })
		if got := drawn(t, records); !bytes.Equal(got, want) {
			t.Errorf("the order of reports makes a difference:\n%s\n%s", got, want)
		}
		d := ask.NewDossier(records)
		isGeoJSON(t, d)
		claims := atlas.Of(d, proposals.Of(d))
		for _, r := range d.Records {
			for _, term := range r.Terms {
				for _, o := range term.Options {
					if strings.Contains(term.Key, "@") && !isOn(claims, term.Key, o.ID, r) {
						t.Errorf("%s, %s of %s is not on the map", term.Key, o.ID, r.Report.ID)
					}
				}
			}
		}
	})
}

func isOn(claims []atlas.Claim, term, option string, r *parley.Record) bool {
	for _, c := range claims {
		for _, w := range c.Wordings {
			if c.Term == term && c.Option == option && w.Record == r {
				return true
			}
		}
	}
	return false
}

func drawn(t *testing.T, records []*parley.Record) []byte {
	t.Helper()
	d := ask.NewDossier(records)
	text, err := atlas.GeoJSON(d, atlas.Of(d, proposals.Of(d)))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// invented are reports of a few plans for a few places.
func invented(random *rand.Rand) []*parley.Record {
	pick := func(all ...string) string { return all[random.IntN(len(all))] }
	var records []*parley.Record
	for i := range 2 + random.IntN(6) {
		var b strings.Builder
		b.WriteString("who Norland; kind country\nwho Ostrel; kind country\n")
		for range 1 + random.IntN(3) {
			fmt.Fprintf(&b, "term %s; place %s; option %s :: it would be so\n", pick("territory", "recognition"), pick("UA-65", "UA-43", "gaza-strip", "Halm"), pick("ceded to Ostrel", "kept", "ceded to Norland"))
		}
		fmt.Fprintf(&b, "proposal %s; by %s; seen (t1) it would be so :: a plan\n", pick("12-point plan", "grain deal"), pick("Norland", "Ostrel"))
		fmt.Fprintf(&b, "position Norland; stance %s; term t1 :: Norland on it\n", pick("accept", "reject"))
		records = append(records, deals.Record(fmt.Sprintf("Outlet %d, 2031-05-1%d", i, random.IntN(9)), b.String()))
	}
	return records
}
