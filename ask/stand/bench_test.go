package stand

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"parley"
	"parley/ledger"
)

// BenchmarkFold puts the positions of 100,000 reports, seven each, and draws the
// matrix; then one report more, and draws it again.
func BenchmarkFold(b *testing.B) {
	const reports = 100_000
	all := make([]*ledger.Deal, reports)
	for i := range all {
		all[i] = made(int64(i+1), 7)
	}
	for b.Loop() {
		start := time.Now()
		var f Fold
		for _, deal := range all {
			f.Put(deal)
		}
		f.Derive()
		m := f.Matrix(nil)
		cold := time.Since(start)
		start = time.Now()
		f.Put(made(reports+1, 7))
		f.Derive()
		n := len(f.Matrix(nil).Topics)
		b.ReportMetric(cold.Seconds()*1e3, "ms-cold")
		b.ReportMetric(time.Since(start).Seconds()*1e3, "ms-one-more")
		b.ReportMetric(float64(len(f.cells)), "cells")
		_, _ = n, m
	}
}

// BenchmarkDecode reads the same from rows as a store keeps them.
func BenchmarkDecode(b *testing.B) {
	const reports = 100_000
	rows := make([][]byte, reports)
	for i := range rows {
		rows[i] = ledger.EncodeDeal(made(int64(i+1), 7))
	}
	for b.Loop() {
		start := time.Now()
		var decoder ledger.DealDecoder
		var f Fold
		for i, row := range rows {
			deal, err := decoder.Decode(int64(i+1), 1, row)
			if err != nil {
				b.Fatal(err)
			}
			f.Put(&deal)
		}
		f.Derive()
		b.ReportMetric(time.Since(start).Seconds()*1e3, "ms-cold")
	}
}

// made are the positions of a report that nobody wrote: of a few sides on a few
// dozen terms, most by people who speak for one.
func made(report int64, n int) *ledger.Deal {
	rng := rand.New(rand.NewPCG(1, uint64(report)))
	zipf := rand.NewZipf(rng, 1.3, 3, 199)
	terms := rand.NewZipf(rng, 1.2, 4, 299)
	day := parley.Day(19000 + rng.IntN(2000))
	deal := &ledger.Deal{Report: report, Positions: make([]ledger.Position, n)}
	for i := range deal.Positions {
		side := int(zipf.Uint64())
		deal.Positions[i] = ledger.Position{
			Of: ledger.Address{Report: report, Line: fmt.Sprint("o", i+1)}, Party: ledger.EntityID(1000 + side*20 + rng.IntN(20)),
			Steps: []ledger.Step{{Kind: parley.EntityPerson, For: ledger.EntityID(1 + side), Field: "party", As: "foreign minister"}},
			Term:  fmt.Sprint("term", terms.Uint64()), Option: []string{"", "held", "ceded"}[rng.IntN(3)],
			Stance: parley.Stances[rng.IntN(len(parley.Stances))], Basis: parley.Bases[rng.IntN(3)], Private: rng.IntN(20) == 0, First: day, Last: day + parley.Day(rng.IntN(8)/7),
		}
	}
	return deal
}
