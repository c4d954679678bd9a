//go:build unix

package reader

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"parley"
	"parley/internal/num"
	"parley/reader/weights"
)

// BenchmarkRead reads reports made of a few sentences with changing names.
func BenchmarkRead(b *testing.B) {
	file := defaultWeights(b)
	reports, words := madeReports(20), 0
	for _, report := range reports {
		words += len(strings.Fields(report.Text))
	}
	for _, o := range []Options{{}, {Fast: true}, {Careful: true}} {
		b.Run(fmt.Sprintf("fast=%v,careful=%v", o.Fast, o.Careful), func(b *testing.B) {
			r, err := New(file, o)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				for _, report := range reports {
					if _, err := r.Read(report); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
}

// madeReports are n reports of about 500 words.
func madeReports(n int) (reports []*parley.Report) {
	r := rand.New(rand.NewPCG(1, 1))
	one := func(of ...string) string { return of[r.IntN(len(of))] }
	for range n {
		var text strings.Builder
		for text.Len() < 3000 {
			name := one("Ingrid Halloran", "Tomas Riel", "Ana Petrov", "Karl Oster", "Mira Solano")
			place := one("Osteby", "Morrow", "Varland", "Tarn")
			fmt.Fprintf(&text, one(
				"%s told reporters in %s that the talks would go on until both sides had agreed on the harbour.",
				"“We have read every point of the plan,” said %s, who arrived in %s on Monday.",
				"%s denied that ships from %s had broken the truce, and called the accusation a fairy tale.",
				"According to a letter seen by this newspaper, %s warned %s of new sanctions last week.",
				"The markets of the region were quiet while %s and a delegation from %s met for lunch."), name, place)
			text.WriteString(one(" ", " ", "\n"))
		}
		reports = append(reports, &parley.Report{Text: text.String()})
	}
	return reports
}

// BenchmarkCorpus reads 2,000 reports of ../shared on one core and on two, and
// with the kernels' own peak measured in the same minute. It prints
//
//	words/s       words a second and core, by the clock
//	words/cpu-s   the same by the processor's time, for a machine that is shared
//	%peak         the products' operations as a share of the peak
//	xcores        two cores' words a second over one's
//	MB            the most memory that the process has had
func BenchmarkCorpus(b *testing.B) {
	dir := os.Getenv("PARLEY_SHARED")
	if dir == "" {
		b.Skip("PARLEY_SHARED names no folder with data/corpora")
	}
	file := defaultWeights(b)
	var reports []*parley.Report
	for text := range corpus(b, filepath.Join(dir, "data/corpora/news_12k.jsonl.gz")) {
		reports = append(reports, &parley.Report{Text: text})
		if len(reports) == 2000 {
			break
		}
	}
	for _, k := range num.All() {
		for _, fast := range []bool{false, true} {
			o := Options{Kernel: k.Name, Fast: fast}
			b.Run(fmt.Sprintf("%s/fast=%v", k.Name, fast), func(b *testing.B) {
				switch k.Name {
				case num.Best().Name:
					benchmarkCorpus(b, file, o, reports)
				case "go":
					b.Skip("plain Go takes half an hour")
				default:
					benchmarkCorpus(b, file, o, reports[:len(reports)/10])
				}
			})
		}
	}
}

func benchmarkCorpus(b *testing.B, file *weights.File, o Options, reports []*parley.Report) {
	r, err := New(file, o)
	if err != nil {
		b.Fatal(err)
	}
	words := 0
	for _, report := range reports {
		words += len(strings.Fields(report.Text))
	}
	measured := false
	for b.Loop() {
		if measured {
			continue // a pass takes minutes
		}
		measured = true
		peak := peakOf(r.encoder.kernel)
		clock, cpu := measure(func() { readAll(b, r, reports, 1) })
		both, _ := measure(func() { readAll(b, r, reports, 2) })
		b.ReportMetric(float64(words)/clock.Seconds(), "words/s")
		b.ReportMetric(float64(words)/cpu.Seconds(), "words/cpu-s")
		b.ReportMetric(100*r.operations(reports)/cpu.Seconds()/peak, "%peak")
		b.ReportMetric(peak/1e9, "Gop/s-peak")
		b.ReportMetric(clock.Seconds()/both.Seconds(), "xcores")
		b.ReportMetric(float64(peakMemory())/1e6, "MB")
		b.ReportMetric(0, "ns/op")
	}
}

// readAll reads reports on so many cores.
func readAll(b *testing.B, r *Reader, reports []*parley.Report, cores int) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range cores {
		wait.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(reports)); i = next.Add(1) - 1 {
				if _, err := r.Read(reports[i]); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wait.Wait()
}

// operations is how many multiplications and additions of the encoder's
// products reading reports takes, attention and heads left out.
func (r *Reader) operations(reports []*parley.Report) float64 {
	c, tokens := r.encoder.config, 0
	s := splitter{vocabulary: r.vocabulary}
	for _, report := range reports {
		for w := range stretches(s.split(report.Text), c.Window-2) {
			tokens += w.end - w.start + 2
		}
	}
	return 2 * float64(tokens) * float64(c.Layers) * float64(4*c.Width*c.Width+2*c.Width*c.FF)
}

// peakOf is the most operations a second that k reaches on registers.
func peakOf(k *num.Kernel) (most float64) {
	const rounds = 1 << 20
	for range 20 {
		ops := 0
		_, cpu := measure(func() { ops = k.Spin(rounds) })
		most = max(most, float64(ops)/cpu.Seconds())
	}
	return most
}

// measure gives the time by the clock and by the processor that f takes.
func measure(f func()) (clock, cpu time.Duration) {
	start, used := time.Now(), cpuTime()
	f()
	return time.Since(start), cpuTime() - used
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peakMemory is in bytes.
func peakMemory() int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	if runtime.GOOS == "darwin" {
		return int64(u.Maxrss)
	}
	return int64(u.Maxrss) * 1024
}
