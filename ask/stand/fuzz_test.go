package stand

import (
	"fmt"
	"testing"

	"parley"
	"parley/ledger"
)

// dealsOf makes deals of bytes: a few reports, sides and terms, so that they meet.
func dealsOf(data []byte) []*ledger.Deal {
	byReport := map[int64]*ledger.Deal{}
	var all []*ledger.Deal
	for len(data) >= 6 {
		b := data[:6]
		data = data[6:]
		report := int64(b[0]%5) + 1
		d := byReport[report]
		if d == nil {
			d = &ledger.Deal{Report: report, Proposals: []ledger.Proposal{{Of: ledger.Address{Report: report, Line: "d1"}, Name: string(data[:min(len(data), 8)])}}}
			byReport[report] = d
			all = append(all, d)
		}
		p := ledger.Position{
			Of: ledger.Address{Report: report, Line: fmt.Sprint("o", len(d.Positions)+1)}, Party: ledger.EntityID(b[1] % 4),
			Stance: parley.Stances[int(b[2])%len(parley.Stances)], Basis: parley.Bases[int(b[3])%len(parley.Bases)], Private: b[3]&16 != 0,
			First: parley.Day(b[4] % 8), Last: parley.Day(b[4]%8) + parley.Day(b[5]%3), Proposal: []string{"", "d1"}[b[5]>>7],
		}
		if b[5]&8 != 0 {
			p.Term, p.Option = fmt.Sprint("term", b[5]%3), []string{"", "ceded"}[b[5]>>6&1]
		}
		if b[2]&64 != 0 {
			p.Steps = []ledger.Step{{Kind: parley.EntityPerson, For: ledger.EntityID(b[1]>>4) % 3, Field: "party", As: string(data[:min(len(data), 5)])}}
		}
		if b[0]&64 != 0 {
			p.Status = ledger.StatusRejected
		}
		d.Positions = append(d.Positions, p)
	}
	return all
}

func FuzzFold(f *testing.F) {
	f.Add([]byte("\x01\x02\x03\x04\x05\x08minister\x41\x42\x43\x44\x45\x48president of"))
	f.Add([]byte{0, 1, 64, 0, 1, 8, 0, 2, 1, 16, 2, 200, 1, 1, 3, 0, 1, 8, 2, 1, 0, 0, 9, 11, 3, 3, 2, 1, 0, 136})
	f.Fuzz(func(t *testing.T, data []byte) {
		deals := dealsOf(data)
		var once, again Fold
		for _, d := range deals {
			once.Put(d)
		}
		for i := range deals { // twice, the other way round, with another said before
			again.Put(&ledger.Deal{Report: deals[len(deals)-1-i].Report, Positions: deals[0].Positions})
		}
		again.Derive()
		for i := range deals {
			again.Put(deals[len(deals)-1-i])
		}
		l := &Library{Fold: &once}
		if a, b := told(l, &once), told(l, &again); a != b {
			t.Fatalf("once\n%stwice\n%s", a, b)
		}
		once.init()
		for topic := range once.topic {
			if a, b := once.first(topic), again.first(topic); a != b {
				t.Errorf("the first report of %v is %d once, %d twice", topic, a, b)
			}
		}
		day := parley.Day(3)
		for _, o := range []Options{{ByPerson: true}, {HeldAt: &day}, {Bases: []parley.Basis{parley.BasisOwn}}, {Topics: func(t Topic) bool { return t.Option != "" }}} {
			with := once.With(o)
			m := with.Matrix(nil)
			if with.Len()+m.Left != once.Len() {
				t.Errorf("with %+v there are %d and left out %d, of %d", o, with.Len(), m.Left, once.Len())
			}
			for c := range m.Cells() {
				checkCell(t, &c, o)
			}
		}
		for _, d := range deals {
			once.Put(&ledger.Deal{Report: d.Report})
		}
		if once.Len() != 0 || len(once.Sides()) != 0 || told(l, &once) != "" {
			t.Errorf("of no reports %d positions are left", once.Len())
		}
	})
}

// checkCell holds what every cell must be.
func checkCell(t *testing.T, c *Cell, o Options) {
	t.Helper()
	seen := map[string]bool{}
	for i := range c.Stands {
		s := &c.Stands[i]
		if key := fmt.Sprint(s.Basis, s.Private); seen[key] {
			t.Errorf("there are two stands on %s", key)
		} else {
			seen[key] = true
		}
		n := 0
		for _, change := range s.Changes() {
			n += change.Rows
		}
		latest := s.Latest(1000)
		if n != s.Rows || len(latest) == 0 || len(latest) > s.Rows || len(s.Stances) == 0 || s.Reports() > s.Rows {
			t.Errorf("a stand of %d positions has %d in its changes, %d of them the latest", s.Rows, n, len(latest))
		}
		for r := range s.All() {
			if r.Basis != s.Basis || r.Private != s.Private || o.HeldAt != nil && r.First > *o.HeldAt {
				t.Errorf("%+v is in the stand on %s", r, s.Basis)
			}
		}
	}
}

func FuzzCounts_takes_any_words(f *testing.F) {
	f.Add("Sen. Ada Lind, chairwoman of the \x00 committee", "party")
	f.Fuzz(func(t *testing.T, as, field string) {
		_, entry := counts(parley.EntityPerson, field, as)
		if entry != "" && speaks()[entry] == "" {
			t.Errorf("counts(%q) is by %q, which is no entry", as, entry)
		}
		planKey(1, as, len(field)%3)
	})
}
