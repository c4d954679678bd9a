package clerk_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"parley"
	"parley/ask/search"
	"parley/ask/stand"
	"parley/clerk"
	"parley/internal/casetest"
	"parley/ledger"
	"parley/ledger/ledgertest"
	"parley/ledger/postgres"
	"parley/ledger/sqlite"
	"parley/reader"
	"parley/resolve"
)

// BenchmarkLedger files reports that are read already, PARLEY_REPORTS of them
// (2,000 where it is not set), and asks. It prints, for each store, how many
// reports a second of the clock and of one core's time are filed in the first and
// the last tenth, how large the case is, and the median time of questions. The
// reports vary stored readings of the examples or, with PARLEY_SHARED, of news.
//
//	PARLEY_REPORTS=100000 go test -run '^$' -bench Ledger -benchtime 1x -timeout 60m ./clerk
//
// With PARLEY_POSTGRES=postgres://… the same is done there.
func BenchmarkLedger(b *testing.B) {
	n := 2000
	if s := os.Getenv("PARLEY_REPORTS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	base := baseRecords(b)
	b.Run("sqlite", func(b *testing.B) {
		path := filepath.Join(b.TempDir(), "case.parley")
		store, err := sqlite.Create(b.Context(), path)
		if err != nil {
			b.Fatal(err)
		}
		defer store.Close()
		benchmarkStore(b, store, base, n, func() int64 {
			info, err := os.Stat(path)
			if err != nil {
				b.Fatal(err)
			}
			return info.Size()
		})
	})
	b.Run("postgres", func(b *testing.B) {
		where := os.Getenv("PARLEY_POSTGRES")
		if where == "" {
			b.Skip("PARLEY_POSTGRES is not set")
		}
		store, err := postgres.Create(b.Context(), caseIn(where))
		if err != nil {
			b.Fatal(err)
		}
		defer store.Close()
		benchmarkStore(b, store, base, n, func() int64 { return 0 })
	})
}

func benchmarkStore(b *testing.B, store ledger.Store, base []*parley.Record, n int, size func() int64) {
	ctx := b.Context()
	c := ledger.NewCase(store, resolve.Key)
	for range b.N {
		f := &clerk.Filer{Case: c, By: "Ada Lind", Now: func() time.Time { return time.Unix(1.8e9, 0) }}
		words, statements, positions := 0, 0, 0
		vary := ledgertest.Vary(base, 1)
		var tenths []time.Duration
		var cpu []time.Duration
		var filing, filingCPU time.Duration
		for tenth := range 10 {
			lo, hi := tenth*n/10, (tenth+1)*n/10
			for ; lo < hi; lo += 1000 { // what is made for the benchmark is not timed
				records := make([]*parley.Record, min(1000, hi-lo))
				each(len(records), func(i int) { records[i] = vary(lo + i) })
				for _, r := range records {
					words += len(strings.Fields(r.Report.Text))
					statements += len(r.Statements)
					positions += len(r.Positions)
				}
				wall, used := time.Now(), cpuTime()
				file(b, f, records)
				filing, filingCPU = filing+time.Since(wall), filingCPU+cpuTime()-used
			}
			tenths, cpu = append(tenths, filing), append(cpu, filingCPU)
			filing, filingCPU = 0, 0
		}
		rate := func(d time.Duration) float64 { return float64(n) / 10 / d.Seconds() }
		var wall, used time.Duration
		for i := range tenths {
			wall, used = wall+tenths[i], used+cpu[i]
		}
		b.ReportMetric(float64(n)/wall.Seconds(), "reports/s")
		b.ReportMetric(float64(n)/used.Seconds(), "reports/core-s")
		b.ReportMetric(rate(cpu[0]), "first-tenth/core-s")
		b.ReportMetric(rate(cpu[9]), "last-tenth/core-s")
		b.ReportMetric(float64(words)/float64(n), "words/report")
		b.ReportMetric(float64(statements)/float64(n), "statements/report")
		b.ReportMetric(float64(positions)/float64(n), "positions/report")
		b.ReportMetric(float64(size())/float64(n)/1000, "kB/report")
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.Sys)/1e6, "MB-memory")
		ask(b, ctx, c)
		askDeals(b, f, vary(n))
	}
	b.ReportMetric(0, "ns/op")
}

// caseIn is the address of a new case in a database.
func caseIn(where string) string {
	between := "?"
	if strings.Contains(where, "?") {
		between = "&"
	}
	return fmt.Sprintf("%s%scase=bench%d", where, between, time.Now().UnixNano())
}

func file(b *testing.B, f *clerk.Filer, records []*parley.Record) {
	prepared := make(chan chan *clerk.Prepared, 256)
	go func() {
		defer close(prepared)
		limit := make(chan bool, runtime.GOMAXPROCS(0))
		for _, r := range records {
			one := make(chan *clerk.Prepared, 1)
			prepared <- one
			limit <- true
			go func() {
				defer func() { <-limit }()
				p, err := f.Prepare(r, nil)
				if err != nil {
					b.Error(err)
				}
				one <- p
			}()
		}
	}()
	for one := range prepared {
		if _, err := f.FilePrepared(b.Context(), <-one); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := f.Flush(b.Context()); err != nil {
		b.Fatal(err)
	}
}

// ask puts questions of each sort, many times over with other words and names, and
// reports the median and the slowest of each in milliseconds. Each wants its first
// 50 answers.
func ask(b *testing.B, ctx context.Context, c *ledger.Case) {
	var names []string
	for n, err := range c.Names(ctx, nil) {
		if err != nil {
			b.Fatal(err)
		}
		if n.Reports > 2 && len(ledger.Words(n.Name)) > 1 {
			names = append(names, n.Name)
		}
		if len(names) == 400 {
			break
		}
	}
	words := []string{"agreement", "talks", "minister", "government", "border", "ceasefire", "draft", "ferry", "recording", "treaty"}
	questions := map[string]func(i int) search.Question{
		"by": func(i int) search.Question { return search.Question{By: []string{names[i%len(names)]}} },
		"by+act": func(i int) search.Question {
			return search.Question{By: []string{names[i%len(names)]}, Acts: []parley.Act{parley.ActAssert}, Since: "2024"}
		},
		"words":  func(i int) search.Question { return search.Question{Text: words[i%len(words)]} },
		"phrase": func(i int) search.Question { return search.Question{Text: `"the ` + words[i%len(words)] + `"`} },
		"by+about": func(i int) search.Question {
			return search.Question{By: []string{names[i%len(names)]}, About: []string{words[i%len(words)]}}
		},
		"act+date": func(i int) search.Question {
			return search.Question{Acts: []parley.Act{parley.ActWarn}, Since: "2024-03", Until: "2024-06"}
		},
	}
	for name, question := range questions {
		var took []time.Duration
		for i := range 40 {
			start := time.Now()
			answer, err := search.Ask(ctx, c, question(i))
			if err != nil {
				continue // no such name in this sample
			}
			hits := 0
			for _, err := range answer.Hits {
				if err != nil {
					b.Fatal(err)
				}
				if hits++; hits == 50 {
					break
				}
			}
			took = append(took, time.Since(start))
		}
		slices.Sort(took)
		b.ReportMetric(took[len(took)/2].Seconds()*1000, name+"-ms")
	}
}

// askDeals derives the matrix of who stands where, and asks for the deals of all
// reports by themselves, and then, after one more report, for those that have
// changed.
func askDeals(b *testing.B, f *clerk.Filer, more *parley.Record) {
	read := func(after int64) (positions int, took time.Duration) {
		start := time.Now()
		for d, err := range f.Case.Deals(b.Context(), after, 0) {
			if err != nil {
				b.Fatal(err)
			}
			positions += len(d.Positions)
		}
		return positions, time.Since(start)
	}
	head, err := f.Case.Head(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	watch := stand.NewWatch(f.Case)
	derive := func(core string) (positions int, took time.Duration) {
		start, used := time.Now(), cpuTime()
		l, err := watch.Now(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		m := l.Matrix(nil)
		b.ReportMetric(float64(len(m.Parties)*len(m.Topics)), "cells")
		took = time.Since(start)
		b.ReportMetric((cpuTime()-used).Seconds()*1000, core)
		return l.Len(), took
	}
	all, cold := read(0)
	derived, derivedCold := derive("matrix-core-ms")
	file(b, f, []*parley.Record{more})
	changed, warm := read(head.Size)
	if changed != len(more.Positions) {
		b.Errorf("after a report of %d positions %d have changed", len(more.Positions), changed)
	}
	again, derivedWarm := derive("matrix-after-one-core-ms")
	if derived != all || again != all+changed {
		b.Errorf("of %d positions %d are in the matrix, and of %d then %d", all, derived, all+changed, again)
	}
	b.ReportMetric(derivedCold.Seconds()*1000, "matrix-ms")
	b.ReportMetric(derivedWarm.Seconds()*1000, "matrix-after-one-ms")
	b.ReportMetric(float64(all), "positions")
	b.ReportMetric(cold.Seconds()*1000, "positions-ms")
	b.ReportMetric(warm.Seconds()*1000, "positions-after-one-ms")
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func each(n int, do func(i int)) {
	var wait sync.WaitGroup
	for worker := range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := worker; i < n; i += runtime.GOMAXPROCS(0) {
				do(i)
			}
		})
	}
	wait.Wait()
}

// baseRecords reads the examples or, with PARLEY_SHARED, 40 reports of news. Each
// has at least as many positions as reports of talks have at the median.
func baseRecords(b *testing.B) []*parley.Record {
	texts := casetest.ExampleTexts(b, "../examples")
	if shared := os.Getenv("PARLEY_SHARED"); shared != "" {
		data, err := os.ReadFile(filepath.Join(shared, "data/articles/negotiation/reports.jsonl"))
		if err != nil {
			b.Fatal(err)
		}
		texts = nil
		for line := range strings.Lines(string(data)) {
			var report struct{ Text string }
			if err := json.Unmarshal([]byte(line), &report); err != nil {
				b.Fatal(err)
			}
			if texts = append(texts, report.Text); len(texts) == 40 {
				break
			}
		}
	}
	base := casetest.Read(b, casetest.Clerk(b, reader.Options{Fast: true}), "2025-11-26", texts...)
	for i := range base {
		base[i] = ledgertest.Dealt(base[i], 7)
	}
	return base
}
