package ledgertest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/ledger"
)

// inventory holds what an audit sees of a store against what was filed.
func inventory(c *theCase) {
	c.fill(40, 11)
	d := Drafts(one("Oda says yes"))
	d[0].Raw, d[0].Slot = []byte("<p>Oda says yes</p>"), "a slot"
	c.must(d...)
	filed := c.must(Drafts(one("Bo says " + strings.Repeat("the plum ", 20_000)))...)
	c.must(ledger.Draft{Kind: ledger.KindPurge, Author: ledger.Person("Ada Lind"), Of: ledger.Address{Report: 1}, Body: []byte("x"), Drop: []int64{1, 2}})
	c.inventoried(filed[0].Seq - 2)
	c.store = c.another()
	c.check(c.store.Reindex(c.Context(), c.everyVersion(nil)))
	c.inventoried(filed[0].Seq - 2)
}

// inventoried compares, with slotted the one report that two keys answer with.
func (c *theCase) inventoried(slotted int64) {
	c.Helper()
	if faults := collect(c, c.store.Check(c.Context())); len(faults) > 0 {
		c.Errorf("Check finds %q", faults)
	}
	var kept []ledger.Kept
	for _, e := range c.entries {
		k := ledger.Kept{Seq: e.Seq, Body: c.bodies[e.Seq] != nil, Raw: c.raws[e.Seq] != nil}
		if e.Kind == ledger.KindReport {
			k.Keys = 1
		}
		if e.Seq == slotted {
			k.Keys = 2
		}
		if k.Body || k.Raw || k.Keys > 0 {
			kept = append(kept, k)
		}
	}
	if got := collect(c, c.store.Kept(c.Context())); !slices.Equal(got, kept) {
		c.Errorf("Kept: %s", difference(fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", kept)))
	}
	texts := map[int64]ledger.Text{}
	for _, t := range collect(c, c.store.Texts(c.Context())) {
		texts[t.Place] = t
	}
	want := c.everyRow()
	rows := collect(c, c.store.Versions(c.Context()))
	if len(rows) != len(want) || len(texts) != len(want) {
		c.Fatalf("the index has %d versions and %d texts, want %d", len(rows), len(texts), len(want))
	}
	for i, v := range rows {
		text, index := texts[v.Place], want[i].Index
		expected := ledger.Version{
			Report: want[i].Report, Since: want[i].Since, Until: want[i].until, Place: v.Place, Day: index.Day,
			Lines: ledger.EncodeLines(index.Lines), Names: ledger.EncodeNames(index.Names),
			Deal: ledger.EncodeDeal(&index.Deal),
		}
		if got, want := fmt.Sprintf("%+v", v), fmt.Sprintf("%+v", expected); got != want {
			c.Errorf("version %d is %s, want %s", i, got, want)
		}
		if of := index.Text(); text.Words != of.Words || text.Facets != of.Facets {
			c.Errorf("of report %d from entry %d on other words or facets can be searched for than it has", v.Report, v.Since)
		}
		delete(texts, v.Place)
	}
	names := c.names(nil)
	slices.SortFunc(names, func(a, b ledger.Name) int { return cmp.Compare(a.ID, b.ID) })
	for i := range names {
		names[i].Reports = 0
	}
	if got := collect(c, c.store.Register(c.Context())); fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", names) {
		c.Errorf("Register has %d names, want %d, or others", len(got), len(names))
	}
}

// A heldRow is a version as the index should have it.
type heldRow struct {
	ledger.Indexed
	until int64
}

// everyRow is what the index should have, by Since and then by Report.
func (c *theCase) everyRow() []heldRow {
	var all []heldRow
	at := map[int64]int{} // by report, where its last version is
	for _, x := range c.index {
		if i, is := at[x.Report]; is && all[i].until == 0 {
			all[i].until = x.Since
		}
		if x.Index != nil {
			at[x.Report] = len(all)
			all = append(all, heldRow{Indexed: x})
		}
	}
	slices.SortStableFunc(all, func(a, b heldRow) int { return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.Report, b.Report)) })
	return all
}
