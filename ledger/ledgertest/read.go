package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"parley"
	"parley/ledger"
)

func entriesByKind(c *theCase) {
	for i := range 40 {
		r := one(fmt.Sprintf("Oda says %d", i))
		filed := c.must(Drafts(r)...)
		c.must(note(filed[0].Seq, "x"), accepted(filed[0].Seq, filed[1].Seq, r))
	}
	for _, kinds := range [][]ledger.Kind{
		nil, {ledger.KindReport}, {ledger.KindReading}, {ledger.KindNote, ledger.KindAccept}, {ledger.KindNote, ledger.KindReport},
		{ledger.KindPurge}, {"gossip"}, ledger.Kinds,
	} {
		for _, since := range []int64{-1, 0, 1, 80, 159, 160, 161, 1 << 60} {
			var want []ledger.Entry
			for _, e := range c.entries {
				if e.Seq > since && (len(kinds) == 0 || slices.Contains(kinds, e.Kind)) {
					want = append(want, e)
				}
			}
			if got := collect(c, c.store.Entries(c.Context(), since, kinds...)); !slices.Equal(got, want) {
				c.Errorf("Entries(%d, %v) yields %d entries, want %d, or others", since, kinds, len(got), len(want))
			}
		}
	}
	n := 0
	for _, err := range c.store.Entries(c.Context(), 0) { // up to the last that there is when it begins
		c.check(err)
		if n++; n%50 == 1 {
			c.must(note(0, "meanwhile"))
		}
	}
	if n != 160 {
		c.Errorf("%d entries, want the 160 that were there at first", n)
	}
	for range c.store.Entries(c.Context(), 0) {
		break
	}
	c.holds(c.store)
}

func readings(c *theCase) {
	c.must(Drafts(one("Oda says yes"))...) // 1, 2
	c.must(Drafts(one("Bo says no"))...)   // 3, 4
	newer := reading(1)
	newer.Supersedes = 2
	c.must(newer) // 5
	for _, test := range []struct{ report, asOf, want int64 }{
		{1, 0, 5}, {1, 1, 0}, {1, 2, 2}, {1, 4, 2}, {1, 5, 5}, {1, 99, 5}, {3, 0, 4}, {3, 3, 0}, {2, 0, 0}, {99, 0, 0},
	} {
		if got, err := c.store.Reading(c.Context(), test.report, test.asOf); got != test.want || err != nil {
			c.Errorf("Reading(%d, %d) = %d, %v; want %d", test.report, test.asOf, got, err, test.want)
		}
	}
}

func reindexed(c *theCase) {
	c.fill(30, 5)
	before := c.all(c.store)
	c.check(c.store.Reindex(c.Context(), c.everyVersion(nil)))
	if after := c.all(c.store); after != before {
		c.Error("an index made anew answers differently")
	}
	for _, q := range c.someQuestions(40, 6) {
		c.asks(q)
	}
	other := c.another()
	c.check(other.Reindex(c.Context(), c.everyVersion(nil)))
	c.must(Drafts(one("Oda says yes"))...) // by the store that did not make the index
	c.holds(c.store)
	c.holds(other)
}

// everyVersion yields what the index should have, in the order of the entries, and
// last an error if there is one.
func (c *theCase) everyVersion(last error) func(yield func(ledger.Indexed, error) bool) {
	return func(yield func(ledger.Indexed, error) bool) {
		for _, x := range c.index {
			if !yield(x, nil) {
				return
			}
		}
		if last != nil {
			yield(ledger.Indexed{}, last)
		}
	}
}

func notReindexed(c *theCase) {
	c.fill(20, 7)
	broken := errors.New("a body is gone")
	if err := c.store.Reindex(c.Context(), c.everyVersion(broken)); !errors.Is(err, broken) {
		c.Errorf("Reindex = %v, want %v", err, broken)
	}
	c.holds(c.store)
	c.must(Drafts(one("Oda says yes. Xerxes says no"))...)
	c.holds(c.store)
}

func twoWriters(c *theCase) {
	const writers, each, reports = 4, 12, 30
	stores := []ledger.Store{c.store, c.store, c.another(), c.another()}
	var group sync.WaitGroup
	var mu sync.Mutex
	isNew := map[int64]int{}
	for w := range writers {
		group.Go(func() {
			for i := range each {
				var drafts []ledger.Draft
				for k := range 5 {
					drafts = append(drafts, Drafts(one(fmt.Sprintf("Oda says %d. Bo says no", (w*7+i*5+k)%reports)))...)
				}
				filed, err := stores[w].Append(background(c), c.now.Add(time.Duration(i)*time.Second), append(drafts, note(0, "x")))
				if err != nil {
					c.Errorf("writer %d: %v", w, err)
					return
				}
				mu.Lock()
				for _, f := range filed {
					if f.New {
						isNew[f.Seq]++
					}
				}
				mu.Unlock()
			}
		})
		group.Go(func() { c.readsWhole(stores[w]) })
	}
	group.Wait()
	head, err := c.store.Head(c.Context())
	c.check(err)
	if want := int64(2*reports + writers*each); head.Size != want || len(isNew) != int(want) {
		c.Errorf("the log has %d entries, of which %d were new to somebody; want %d", head.Size, len(isNew), want)
	}
	for seq, times := range isNew {
		if times != 1 {
			c.Errorf("entry %d was filed by %d", seq, times)
		}
	}
	if n := len(collect(c, c.store.Lines(c.Context(), 0))); n != 2*reports {
		c.Errorf("the index has %d lines, want %d", n, 2*reports)
	}
	if c.all(c.store) != c.all(stores[3]) {
		c.Error("two stores of one case answer differently")
	}
}

// readsWhole reads while others write: what a store has is whole at any moment.
func (c *theCase) readsWhole(s ledger.Store) {
	for range 10 {
		head, err := s.Head(background(c))
		tree, when := new(ledger.Tree), time.Time{}
		for e, entryErr := range s.Entries(background(c), 0) {
			err = errors.Join(err, entryErr)
			if e.Seq != tree.Size+1 || e.Time.Before(when) {
				c.Errorf("entry %d of %v comes after %d of %v", e.Seq, e.Time, tree.Size, when)
			}
			tree.Add(e.Leaf())
			when = e.Time
			if tree.Size == head.Size && tree.Root() != head.Root() {
				c.Errorf("the head of %d entries is not that of the entries", head.Size)
			}
		}
		lines := map[int64]int{}
		for l, lineErr := range s.Search(background(c), ledger.Query{}) {
			err = errors.Join(err, lineErr)
			lines[l.Of.Report]++
		}
		for report, n := range lines {
			if n != 2 {
				c.Errorf("report %d has %d lines, want both", report, n)
			}
		}
		if err != nil || tree.Size < head.Size {
			c.Errorf("%d of %d entries: %v", tree.Size, head.Size, err)
		}
	}
}

func readWithinRead(c *theCase) {
	c.fill(20, 8)
	ctx, cancel := context.WithTimeout(c.Context(), time.Minute)
	defer cancel()
	var group sync.WaitGroup
	for range 32 {
		group.Go(func() {
			for e, err := range c.store.Entries(ctx, 0, ledger.KindReport) {
				for l, lineErr := range c.store.Search(ctx, ledger.Query{Report: e.Seq}) {
					_, bodyErr := c.store.Body(ctx, l.Of.Report)
					err = errors.Join(err, lineErr, bodyErr)
				}
				if err != nil {
					c.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
}

func purge(c *theCase) {
	oda := one("Quisling says xylophone. Bo says “glockenspiel”")
	d := Drafts(oda)
	d[0].Raw = []byte("<p>xylophone</p>")
	c.must(d...)                                     // 1, 2
	c.must(Drafts(one("Bo says no. Cy says no"))...) // 3, 4
	c.must(note(1, "of xylophone"), accepted(1, 2, oda))
	gone := c.must(ledger.Draft{
		Kind: ledger.KindPurge, Author: ledger.Person("Ada Lind"), Of: ledger.Address{Report: 1}, Body: []byte(`{"v":1,"reason":"danger"}`), Drop: []int64{1, 2, 5, 6},
	})
	c.holds(c.store)
	c.holds(c.another())
	for _, seq := range []int64{1, 2, 5, 6} {
		if _, err := c.store.Body(c.Context(), seq); !errors.Is(err, ledger.ErrRemoved) {
			c.Errorf("Body(%d) = %v, want %v", seq, err, ledger.ErrRemoved)
		}
	}
	if _, err := c.store.Raw(c.Context(), 1); !errors.Is(err, ledger.ErrRemoved) {
		c.Errorf("Raw(1) = %v, want %v", err, ledger.ErrRemoved)
	}
	if _, err := c.store.Body(c.Context(), gone[0].Seq); err != nil {
		c.Errorf("the purge itself is gone: %v", err)
	}
	for asOf := range gone[0].Seq + 1 {
		for _, ask := range []string{"xylophone", "glockenspiel", "Quisling", "no"} {
			m, err := ledger.ParseMatch(ask)
			c.check(err)
			c.asks(ledger.Query{Words: m, AsOf: asOf})
		}
		c.asks(ledger.Query{Named: []ledger.EntityID{idOf("Quisling"), idOf("Bo")}, AsOf: asOf})
	}
	if got := collect(c, c.store.Names(c.Context(), []string{"quisling"})); len(got) != 0 {
		c.Errorf("the names %v are left", got)
	}
	if filed := c.must(d...); filed[0].New || filed[1].New { // it is known to have been there
		c.Errorf("what was purged is filed again: %+v", filed)
	}
	c.holds(c.store)
}

// purgedNames holds a store that has filed names to what another takes away.
func purgedNames(c *theCase) {
	known := one("Quisling says yes")
	known.Entities[0].Aliases = []string{"Vidkun Quisling"}
	c.must(Drafts(known)...)
	other := one("Quisling says no. Bo says no")
	c.must(Drafts(other)...)
	c.must(accepted(3, 4, other))
	first := c.store
	c.store = c.another()
	c.must(ledger.Draft{Kind: ledger.KindPurge, Author: ledger.Person("Ada Lind"), Of: ledger.Address{Report: 1}, Body: []byte("x"), Drop: []int64{1, 2}})
	c.holds(c.store) // Quisling is known by another report, but by one word less
	c.must(ledger.Draft{Kind: ledger.KindPurge, Author: ledger.Person("Ada Lind"), Of: ledger.Address{Report: 3}, Body: []byte("x"), Drop: []int64{3, 4, 5}})
	c.holds(c.store)
	c.store = first
	c.must(Drafts(one("Quisling says maybe. Bo says maybe"))...)
	c.holds(c.store)
	if got := collect(c, c.store.Names(c.Context(), []string{"quisling"}, idOf("Quisling"))); len(got) != 1 || got[0].Reports != 1 {
		c.Errorf("Quisling is %+v, want one name of one report", got)
	}
	if _, err := c.store.Entry(c.Context(), 1<<40); !errors.Is(err, parley.ErrNotFound) {
		c.Errorf("Entry = %v, want %v", err, parley.ErrNotFound)
	}
}
