package contacts_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/ask"
	"parley/ask/contacts"
	"parley/internal/deals"
)

var update = flag.Bool("update", false, "write the answers given into the cases of testdata")

// Cases are reports as [deals.Record] reads them.
func TestCases(t *testing.T) {
	deals.Run(t, *update, func(records []*parley.Record) string { return told(ask.NewDossier(records)) })
}

// told is what the contacts of a dossier are, line by line.
func told(d *ask.Dossier) string {
	var b strings.Builder
	for _, c := range contacts.Of(d) {
		fmt.Fprintf(&b, "%s %s %s %s", c.ID, c.Status, c.Kind, c.When)
		if c.Place != "" {
			fmt.Fprintf(&b, ", %s", c.Place)
		}
		if c.Disputed {
			b.WriteString(", disputed")
		}
		b.WriteString("\n")
		for _, p := range c.Participants {
			fmt.Fprintf(&b, "  with %s\n", strings.TrimRight(strings.Join([]string{p.Name, p.Capacity, p.For}, ", "), ", "))
		}
		if c.Condition != nil {
			fmt.Fprintf(&b, "  if: %s\n", c.Condition.Record.Report.Quote(c.Condition.Contact.Condition))
		}
		for _, t := range c.Tellings {
			step := " "
			if t.Step {
				step = ">"
			}
			fmt.Fprintf(&b, "  %s %s %s: %s", step, t.Record.Report.ID, t.Contact.Status, t.Words())
			if t.By != "" {
				fmt.Fprintf(&b, " (%s)", t.By)
			}
			if t.Why != "" {
				fmt.Fprintf(&b, ", by %s", t.Why)
			}
			b.WriteString("\n")
		}
		for _, s := range c.Sides {
			for _, topic := range s.Topics {
				only := ""
				if topic.Only {
					only = " (only there)"
				}
				fmt.Fprintf(&b, "  %s says: %s%s\n", s.Name, topic.Words(), only)
			}
		}
		for _, s := range c.Sources {
			fmt.Fprintf(&b, "  source: %s %s\n", s.Kind, s.Name)
		}
	}
	return b.String()
}

// FuzzOf holds the laws of contacts on reports that a seed makes up: their order makes
// no difference, and each line is in one contact.
func FuzzOf(f *testing.F) {
	for seed := range uint64(40) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		random := rand.New(rand.NewPCG(seed, 1))
		records := invented(random, 2+random.IntN(12), 30)
		want := told(ask.NewDossier(records))
		random.Shuffle(len(records), func(i, k int) { records[i], records[k] = records[k], records[i] })
		d := ask.NewDossier(append(slices.Clone(records), records[0]))
		if got := told(d); got != want {
			t.Errorf("the order of reports makes a difference:\n%s\n%s", got, want)
		}
		seen := map[*parley.Contact]bool{}
		for _, c := range contacts.Of(d) {
			in := map[*parley.Record]int{}
			for _, telling := range c.Tellings {
				if seen[telling.Contact] {
					t.Errorf("%s of %s is in two contacts", telling.Contact.ID, telling.Record.Report.ID)
				}
				seen[telling.Contact] = true
				in[telling.Record]++
			}
			if !c.Tellings[0].Step || len(c.Sources) == 0 || len(c.Sources) > len(in) {
				t.Errorf("%s: first step %v, %d sources of %d reports", c.ID, c.Tellings[0].Step, len(c.Sources), len(in))
			}
		}
		lines := 0
		for _, r := range d.Records {
			lines += len(r.Contacts)
		}
		if len(seen) != lines {
			t.Errorf("%d lines are in contacts, of %d", len(seen), lines)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	d := ask.NewDossier(invented(rand.New(rand.NewPCG(1, 1)), 4000, 200))
	for b.Loop() {
		contacts.Of(d)
	}
}

// invented are n reports of that many days with a few people who meet all the time.
func invented(random *rand.Rand, n, days int) []*parley.Record {
	pick := func(all ...string) string { return all[random.IntN(len(all))] }
	day := func(first int) string {
		return time.Date(2031, 1, 1+first+random.IntN(days), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	var records []*parley.Record
	for i := range n {
		var b strings.Builder
		b.WriteString("who Norland; kind country\nwho Ostrel; kind country\nwho Halm; kind place\nwho Sarrow; kind place\n")
		b.WriteString("who Ada Brandt; for Norland\nwho Kai Lind; for Ostrel\nwho officials; kind group; for Ostrel; unnamed yes\n")
		for range random.IntN(6) {
			fmt.Fprintf(&b, "contact %s; with %s, %s; status %s", pick(strs(parley.ContactKinds)...), pick("Ada Brandt", "Norland", "Brandt", "Oda Holt"),
				pick("Kai Lind", "Ostrel", "officials", "Tam Okoye"), pick(strs(parley.ContactStatuses)...))
			if random.IntN(3) > 0 {
				fmt.Fprintf(&b, "; when %s", pick(day(0), day(0), "2031-01", "2031", day(0)+"/"+day(days)))
			}
			if random.IntN(2) > 0 {
				fmt.Fprintf(&b, "; at %s", pick("Halm", "Sarrow", "Norland"))
			}
			b.WriteString(" :: they met\n")
		}
		name := fmt.Sprintf("Outlet %d", i)
		if random.IntN(8) > 0 {
			name += ", " + day(0)
		}
		records = append(records, deals.Record(name, b.String()))
	}
	return records
}

func strs[T ~string](all []T) (out []string) {
	for _, v := range all {
		out = append(out, string(v))
	}
	return out
}
