package proposals_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/ask"
	"parley/ask/proposals"
	"parley/internal/deals"
)

var update = flag.Bool("update", false, "write the answers given into the cases of testdata")

// Cases are reports as [deals.Record] reads them.
func TestCases(t *testing.T) {
	deals.Run(t, *update, func(records []*parley.Record) string { return told(ask.NewDossier(records)) })
}

// told is what the proposals of a dossier are, line by line.
func told(d *ask.Dossier) string {
	var b strings.Builder
	all := proposals.Of(d)
	for _, p := range all {
		fmt.Fprintf(&b, "%s %s", p.ID, p.Name)
		for _, by := range p.By {
			fmt.Fprintf(&b, ", by %s", by.Name)
		}
		if p.Points > 0 {
			fmt.Fprintf(&b, ", %d points, %d reported", p.Points, len(p.Seen))
		}
		fmt.Fprintf(&b, " %s %s\n", p.Status, p.Date)
		for _, m := range p.Mentions {
			step := " "
			if m.Step {
				step = ">"
			}
			fmt.Fprintf(&b, "  %s %s %s: %s", step, m.Record.Report.ID, m.Proposal.Name, m.Proposal.Status)
			if m.Why != "" {
				fmt.Fprintf(&b, " (by %s)", m.Why)
			}
			b.WriteString("\n")
		}
		for _, s := range p.Seen {
			fmt.Fprintf(&b, "  point %d %s", s.Number, strings.Join(s.Terms, " "))
			for _, w := range s.Wordings {
				fmt.Fprintf(&b, " | %s", w.Words())
			}
			b.WriteString("\n")
		}
		for _, e := range p.Lineage {
			fmt.Fprintf(&b, "  %s %s: %s\n", e.Kind, e.To, e.Words())
		}
		for _, a := range p.Attitudes {
			fmt.Fprintf(&b, "  %s: %s, %v\n", a.Name, a.Position.Stance, a.Step)
		}
	}
	for _, p := range all {
		for _, e := range p.Lineage {
			for i := range all {
				if all[i].ID == e.To {
					compared(&b, &all[i], &p)
				}
			}
		}
	}
	return b.String()
}

func compared(b *strings.Builder, first, second *proposals.Proposal) {
	words := func(p *proposals.Point) string {
		if p == nil {
			return "-"
		}
		return p.Wordings[0].Words()
	}
	fmt.Fprintf(b, "%s and %s\n", first.ID, second.ID)
	for _, d := range proposals.Compare(first, second) {
		fmt.Fprintf(b, "  %s: %s | %s\n", d.How, words(d.A), words(d.B))
	}
}

// FuzzOf holds the laws of proposals on reports that a seed makes up: their order makes
// no difference, each line is in one proposal, and a proposal compared with itself has
// every point kept.
func FuzzOf(f *testing.F) {
	for seed := range uint64(40) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		random := rand.New(rand.NewPCG(seed, 1))
		records := invented(random, 2+random.IntN(12))
		want := told(ask.NewDossier(records))
		random.Shuffle(len(records), func(i, k int) { records[i], records[k] = records[k], records[i] })
		d := ask.NewDossier(append(slices.Clone(records), records[0]))
		if got := told(d); got != want {
			t.Errorf("the order of reports makes a difference:\n%s\n%s", got, want)
		}
		lines, seen := 0, map[*parley.Proposal]bool{}
		for _, r := range d.Records {
			lines += len(r.Proposals)
		}
		for _, p := range proposals.Of(d) {
			for _, m := range p.Mentions {
				seen[m.Proposal] = true
				lines--
			}
			for _, difference := range proposals.Compare(&p, &p) {
				if difference.How != proposals.ChangeKept {
					t.Errorf("%s compared with itself: %s", p.ID, difference.How)
				}
			}
		}
		if lines != 0 {
			t.Errorf("%d lines more than there are in proposals, %d of them different", -lines, len(seen))
		}
	})
}

// invented are n reports of a few plans.
func invented(random *rand.Rand, n int) []*parley.Record {
	pick := func(all ...string) string { return all[random.IntN(len(all))] }
	var records []*parley.Record
	for i := range n {
		var b strings.Builder
		b.WriteString("who Norland; kind country\nwho Ostrel; kind country\nwho Ada Brandt; for Norland\nterm territory; place Halm :: Halm\nterm ceasefire :: ceasefire\n")
		for k := range 1 + random.IntN(3) {
			fmt.Fprintf(&b, "proposal %s; by %s", pick("plan", "peace plan", "grain deal", "Geneva framework", "12-point plan"), pick("Norland", "Ostrel", "Ada Brandt"))
			if random.IntN(3) == 0 {
				fmt.Fprintf(&b, "; points %s", pick("12", "8"))
			}
			for range random.IntN(4) {
				fmt.Fprintf(&b, "; seen %s", pick("1 the ferries sail under one flag", "2 grain is shipped", "(t1) Halm is ceded", "(t2) the guns fall silent", "prisoners are exchanged at once"))
			}
			if k > 0 && random.IntN(2) == 0 {
				fmt.Fprintf(&b, "; %s d%d", pick("amends", "answers"), k)
			}
			b.WriteString(" :: a plan\n")
		}
		fmt.Fprintf(&b, "position Norland; stance %s; proposal d1 :: Norland on it\n", pick("accept", "reject"))
		records = append(records, deals.Record(fmt.Sprintf("Outlet %d, 2031-0%d-1%d", i, 1+random.IntN(3), random.IntN(9)), b.String()))
	}
	return records
}
