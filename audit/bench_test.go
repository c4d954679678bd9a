package audit

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"parley/clerk"
	"parley/internal/casetest"
	"parley/ledger"
	"parley/ledger/ledgertest"
	"parley/ledger/sqlite"
	"parley/reader"
	"parley/resolve"
)

// BenchmarkAudit audits a case of PARLEY_REPORTS reports (1,000 where it is not
// set), which vary the examples, and makes its index anew. It prints how many
// reports a second, and the most that is held in memory.
//
//	PARLEY_REPORTS=100000 go test -run '^$' -bench Audit -benchtime 1x -timeout 60m ./audit
func BenchmarkAudit(b *testing.B) {
	n := 1000
	if s := os.Getenv("PARLEY_REPORTS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	store, err := sqlite.Create(b.Context(), filepath.Join(b.TempDir(), "case.parley"))
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	f := &clerk.Filer{Case: ledger.NewCase(store, resolve.Key), By: "Ada Lind", Now: func() time.Time { return time.Date(2031, 5, 14, 9, 0, 0, 0, time.UTC) }}
	c := casetest.Clerk(b, reader.Options{Fast: true})
	base := casetest.Read(b, c, "2031-05-14", casetest.ExampleTexts(b, "../examples")...)
	for i := range base {
		base[i] = ledgertest.Dealt(base[i], 7)
	}
	vary := ledgertest.Vary(base, 1)
	for i := range n {
		if _, err := f.File(b.Context(), vary(i), nil); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := f.Flush(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Run("run", func(b *testing.B) {
		for b.Loop() {
			most := heapWhile(func() {
				for f, err := range Run(b.Context(), f.Case, Options{}) {
					b.Fatal(f, err)
				}
			})
			b.ReportMetric(float64(most)/(1<<20), "MB")
		}
		b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "reports/s")
	})
	b.Run("reindex", func(b *testing.B) {
		for b.Loop() {
			most := heapWhile(func() {
				if err := Reindex(b.Context(), f.Case); err != nil {
					b.Fatal(err)
				}
			})
			b.ReportMetric(float64(most)/(1<<20), "MB")
		}
		b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "reports/s")
	})
}

// heapWhile is the most bytes of heap in use, looked at every 50 ms, while do runs.
func heapWhile(do func()) uint64 {
	var most atomic.Uint64
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.HeapInuse))
			select {
			case <-done:
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	}()
	do()
	close(done)
	<-ended
	return most.Load()
}
