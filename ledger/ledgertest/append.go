package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"parley"
	"parley/ledger"
)

func anEmptyCase(c *theCase) {
	c.holds(c.store)
	if _, err := c.store.Entry(c.Context(), 1); !errors.Is(err, parley.ErrNotFound) {
		c.Errorf("Entry(1) = %v, want %v", err, parley.ErrNotFound)
	}
	for _, seq := range []int64{-1, 0, 1, 1 << 62} {
		if _, err := c.store.Body(c.Context(), seq); !errors.Is(err, parley.ErrNotFound) {
			c.Errorf("Body(%d) = %v, want %v", seq, err, parley.ErrNotFound)
		}
		if _, err := c.store.Raw(c.Context(), seq); !errors.Is(err, parley.ErrNotFound) {
			c.Errorf("Raw(%d) = %v, want %v", seq, err, parley.ErrNotFound)
		}
	}
	if n := c.asks(ledger.Query{}); n != 0 {
		c.Errorf("%d lines are found", n)
	}
	once, err := c.store.Once(c.Context(), "anything")
	reading, readingErr := c.store.Reading(c.Context(), 1, 0)
	if once != 0 || err != nil || reading != 0 || readingErr != nil {
		c.Errorf("Once = %d, %v; Reading = %d, %v; want 0", once, err, reading, readingErr)
	}
	if filed := c.must(); len(filed) != 0 {
		c.Errorf("no drafts are %d entries", len(filed))
	}
}

func whatIsFiledIsThere(c *theCase) {
	first := one("Oda says yes. Bo says no")
	drafts := Drafts(first)
	drafts[0].Raw = []byte("<p>Oda says yes. Bo says no</p>")
	begun := ledger.Draft{Kind: ledger.KindCase, Author: ledger.Person(`Ada "Lind"`), Body: []byte(`{"name":"x"}`)}
	c.must(append([]ledger.Draft{begun}, drafts...)...)
	c.must(Drafts(one("Cy says maybe"))...)
	c.must(note(2, "see below"), accepted(2, 3, first))
	c.holds(c.store)
	c.holds(c.another())
	e, err := c.store.Entry(c.Context(), 7)
	if want := (ledger.Address{Report: 2, Line: "s1"}); err != nil || e.Of != want || e != c.entries[6] {
		c.Errorf("Entry(7) = %+v, %v; want %+v", e, err, c.entries[6])
	}
	if raw, err := c.store.Raw(c.Context(), 2); string(raw) != "<p>Oda says yes. Bo says no</p>" || err != nil {
		c.Errorf("Raw(2) = %q, %v", raw, err)
	}
	if raw, err := c.store.Raw(c.Context(), 4); raw != nil || err != nil {
		c.Errorf("Raw of a report that was read from its text = %q, %v", raw, err)
	}
	c.store.Close()
	c.store = c.another()
	c.holds(c.store)
	c.must(Drafts(one("Dee says never"))...)
	c.holds(c.store)
}

func aReportIsFiledOnce(c *theCase) {
	oda, bo := Drafts(one("Oda says yes")), Drafts(one("Bo says no"))
	filed := c.must(slices.Concat(oda, bo, oda)...)
	if filed[4].New || filed[4].Seq != 1 || filed[5].New || filed[5].Seq != 2 {
		c.Errorf("the same report in one Append is %+v and %+v", filed[4], filed[5])
	}
	c.holds(c.store)
	filed = c.must(slices.Concat(bo, oda)...)
	for i, want := range []int64{3, 4, 1, 2} {
		if filed[i].New || filed[i].Entry != c.entries[want-1] {
			c.Errorf("draft %d of what was filed is %+v, want entry %d", i, filed[i], want)
		}
	}
	for _, o := range []string{oda[0].Once, bo[0].Once, "other"} {
		want := map[string]int64{oda[0].Once: 1, bo[0].Once: 3}[o]
		if got, err := c.another().Once(c.Context(), o); got != want || err != nil {
			c.Errorf("Once(%q) = %d, %v; want %d", o, got, err, want)
		}
	}
	same := oda[0]
	same.Once = "" // without a key nothing is the same
	if filed := c.must(same, same); !filed[0].New || !filed[1].New {
		c.Errorf("a report without a key is taken for another: %+v", filed)
	}
	c.holds(c.store)
}

func aSlotAnswers(c *theCase) {
	slotted := func(text string) ledger.Draft {
		d := Drafts(one(text))[0]
		d.Slot = "address https://herald.example/1"
		return d
	}
	first, second := slotted("Oda says yes"), slotted("Oda says no")
	c.must(first)
	c.must(second)
	c.must(first) // it is there, so the slot stays
	if got, err := c.store.Once(c.Context(), first.Slot); got != 2 || err != nil {
		c.Errorf("the slot answers with %d, %v; want 2", got, err)
	}
	c.must(slotted("Oda says a"), slotted("Oda says b"))
	if got, err := c.another().Once(c.Context(), first.Slot); got != 4 || err != nil {
		c.Errorf("the slot answers with %d, %v; want 4", got, err)
	}
	c.holds(c.store)
}

func weightsReadOnce(c *theCase) {
	oda := Drafts(one("Oda says yes"))
	bare := oda[1]
	bare.Index = nil
	filed := c.must(oda[0], bare, bare, oda[1])
	if filed[2].New || filed[3].New || filed[3].Seq != 2 {
		c.Errorf("the same reading in one Append is %+v and %+v", filed[2], filed[3])
	}
	again := reading(1)
	other := again
	other.Author = ledger.Weights("sha256:w2")
	newer := again
	newer.Supersedes = 2
	filed = c.must(other, again, newer, again)
	for i, isNew := range []bool{true, false, true, false} {
		if filed[i].New != isNew {
			c.Errorf("reading %d is %+v, want new %v", i, filed[i], isNew)
		}
	}
	if filed[1].Seq != 2 && filed[1].Seq != 4 || filed[3].Seq != 4 {
		c.Errorf("readings that were there are %d and %d", filed[1].Seq, filed[3].Seq)
	}
	c.holds(c.store)
}

// reading is another reading of a report of Oda's.
func reading(report int64) ledger.Draft {
	d := Drafts(one("Oda says yes"))[1]
	d.Of.Report, d.Index = report, []ledger.Indexed{{Report: report, Index: d.Index[0].Index}}
	return d
}

func lastStandsForOneThere(c *theCase) {
	c.must(Drafts(one("Oda says yes"))...)
	c.must(Drafts(one("Bo says no"))...)
	of := note(ledger.Last, "seen again")
	filed := c.must(Drafts(one("Oda says yes"))[0], of)
	if filed[1].Of.Report != 1 {
		c.Errorf("the note is on report %d, want 1", filed[1].Of.Report)
	}
	c.refused(parley.ErrInvalid, of)
	indexed := note(1, "x")
	indexed.Index = []ledger.Indexed{{Report: ledger.Last}}
	c.refused(parley.ErrInvalid, indexed)
}

func entriesGetTheirNumber(c *theCase) {
	c.must(Drafts(one("Oda says yes"))...)
	at := func(seq int64, text string) ledger.Draft {
		d := note(1, text)
		d.At = seq
		return d
	}
	c.refused(ledger.ErrMoved, at(2, "a"))
	c.refused(parley.ErrConflict, at(4, "b"))
	c.refused(ledger.ErrMoved, at(3, "c"), at(3, "d"))
	if filed := c.must(at(3, "e"), at(4, "f"), note(1, "g"), at(6, "h")); filed[3].Seq != 6 {
		c.Errorf("the last is entry %d, want 6", filed[3].Seq)
	}
	c.holds(c.store)
}

func allOrNothing(c *theCase) {
	c.must(Drafts(one("Oda says yes"))...)
	bad := map[string]ledger.Draft{
		"no kind":                {Author: ledger.Person("Ada Lind"), Body: []byte("x")},
		"another kind":           {Kind: "gossip", Author: ledger.Person("Ada Lind"), Body: []byte("x")},
		"no author":              {Kind: ledger.KindNote, Body: []byte("x")},
		"a blank author":         {Kind: ledger.KindNote, Author: ledger.Person(" "), Body: []byte("x")},
		"a reading of nothing":   {Kind: ledger.KindReading, Author: ledger.Weights("w"), Body: []byte("x")},
		"an undo of nothing":     {Kind: ledger.KindUndo, Author: ledger.Person("Ada Lind"), Body: []byte("x")},
		"of what is to come":     {Kind: ledger.KindNote, Author: ledger.Person("Ada Lind"), Of: ledger.Address{Report: 900}},
		"supersedes what is not": {Kind: ledger.KindNote, Author: ledger.Person("Ada Lind"), Supersedes: 900},
		"a line that is none":    {Kind: ledger.KindNote, Author: ledger.Person("Ada Lind"), Of: ledger.Address{Report: 1, Line: "s1\nsupersedes 0"}},
		"a line of no report":    {Kind: ledger.KindNote, Author: ledger.Person("Ada Lind"), Of: ledger.Address{Line: "s1"}},
	}
	for what, d := range bad {
		bo, cy := Drafts(one("Bo says no. Zoe says "+what)), Drafts(one("Cy says "+what))
		c.refused(parley.ErrInvalid, d)
		c.refused(parley.ErrInvalid, slices.Concat(bo, []ledger.Draft{accepted(1, 2, one("Oda says yes"))}, []ledger.Draft{d}, cy)...)
		c.refused(parley.ErrInvalid, slices.Concat(bo, cy, []ledger.Draft{d})...)
	}
	c.holds(c.another())
	c.must(Drafts(one("Bo says no. Zoe says more"))...) // whose names were taken back with the rest
	c.holds(c.store)
}

func cancelled(c *theCase) {
	c.must(Drafts(one("Oda says yes"))...)
	ctx, cancel := context.WithCancel(c.Context())
	cancel()
	if _, err := c.store.Append(ctx, c.now, Drafts(one("Bo says no"))); err == nil {
		c.Error("Append filed after its context had ended")
	}
	for _, err := range c.store.Search(ctx, ledger.Query{}) {
		if err == nil {
			c.Error("Search answers after its context had ended")
		}
	}
	c.holds(c.store)
	c.must(Drafts(one("Bo says no"))...)
	c.holds(c.store)
}

func timesDoNotRunBackwards(c *theCase) {
	at := time.Date(2025, 11, 27, 9, 30, 0, 123_999_999, time.FixedZone("", 3600))
	file := func(now time.Time) time.Time {
		filed, err := c.store.Append(c.Context(), now, []ledger.Draft{note(0, "x")})
		c.check(err)
		c.learn([]ledger.Draft{note(0, "x")}, filed)
		return filed[0].Time
	}
	want := time.Date(2025, 11, 27, 8, 30, 0, 123_000_000, time.UTC)
	if got := file(at); got != want {
		c.Errorf("filed at %v, want %v", got, want)
	}
	if got := file(at.Add(-time.Hour)); got != want {
		c.Errorf("filed at %v by a clock that went back, want %v", got, want)
	}
	c.store = c.another()
	if got := file(time.Date(1969, 1, 1, 0, 0, 0, 0, time.UTC)); got != want {
		c.Errorf("filed at %v by another, want %v", got, want)
	}
	if got := file(at.Add(time.Millisecond)); got != want.Add(time.Millisecond) {
		c.Errorf("filed at %v, want a millisecond later", got)
	}
	c.holds(c.store)
}

func anyBytes(c *theCase) {
	odd := "Zoë \x00 \"' \\ % _ ' || ` $1 \u202e 𝔘 \t\n"
	body := []byte{0, 255, 254, 0, '\'', '\\', 'x'}
	c.must(ledger.Draft{Kind: ledger.KindReport, Author: ledger.Person(odd), Body: body, Raw: []byte{0}, Once: odd + "once", Slot: odd})
	c.must(ledger.Draft{Kind: ledger.KindReport, Author: ledger.Person(odd), Body: []byte{}, Raw: []byte{}})
	r := one("Oda says yes")
	r.Entities[0].Name, r.Entities[0].Aliases = odd, []string{"\x00", strings.Repeat("long ", 3000), strings.Repeat("x", 5000)}
	c.must(Drafts(r)...)
	c.holds(c.store)
	c.holds(c.another())
	if got, err := c.store.Once(c.Context(), odd); got != 1 || err != nil {
		c.Errorf("the odd slot answers with %d, %v; want 1", got, err)
	}
	if filed := c.must(ledger.Draft{Kind: ledger.KindReport, Author: ledger.Person("Bo"), Once: odd + "once"}); filed[0].New || filed[0].Author.Name != odd {
		c.Errorf("the odd report is %+v", filed[0])
	}
	big := make([]byte, 3<<20)
	for i := range big {
		big[i] = byte(i * i >> 7)
	}
	c.must(ledger.Draft{Kind: ledger.KindReport, Author: ledger.Person(strings.Repeat("Ada ", 5000)), Body: big})
	c.holds(c.store)
	if n := c.asks(ledger.Query{Named: []ledger.EntityID{ledger.EntityOf(key(&r.Entities[0]))}}); n != 1 {
		c.Errorf("%d lines name %q", n, fmt.Sprintf("%.20q", odd))
	}
}

func whatWasRemovedElsewhere(c *theCase) {
	digest := ledger.DigestOf([]byte("gone"))
	filed, err := c.store.Append(c.Context(), time.UnixMilli(1e12), []ledger.Draft{{Kind: ledger.KindReport, Author: ledger.Person("Ada Lind"), Removed: &digest, At: 1}})
	if err != nil || filed[0].Body != digest {
		c.Fatalf("Append = %+v, %v; want digest %v", filed, err, digest)
	}
	if _, err := c.store.Body(c.Context(), 1); !errors.Is(err, ledger.ErrRemoved) {
		c.Errorf("Body(1) = %v, want %v", err, ledger.ErrRemoved)
	}
}
