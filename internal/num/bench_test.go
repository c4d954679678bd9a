package num

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// A shape is one of the products of the reader's network, for a window.
type shape struct{ rows, in, out int }

var shapes = []shape{{96, 384, 1152}, {96, 384, 384}, {96, 384, 1536}, {96, 1536, 384}, {384, 32, 384}}

// BenchmarkProduct gives Gop/s of each product, of the multiplication alone on
// registers, and the ratio. The peak is measured beside each product, since a
// shared machine does not run at one speed.
func BenchmarkProduct(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, k := range All() {
		for _, s := range shapes {
			b.Run(fmt.Sprintf("%s/%dx%dx%d", k.Name, s.rows, s.in, s.out), func(b *testing.B) {
				m := k.Pack(ints(r, s.in*s.out), make([]float32, s.out), nil)
				q := k.NewRows(s.rows, s.in)
				q.Quantise(normals(r, s.rows*s.in), s.in)
				y := make([]float32, s.rows*s.out)
				compare(b, k, 2*s.rows*s.in*s.out, func() { m.Apply(y, q) })
			})
		}
	}
}

// BenchmarkAttention gives Gop/s of reading a window of 384 tokens and 12
// heads, probabilities included, against the same peak.
func BenchmarkAttention(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	const tokens, heads, width = 384, 12, 12 * HeadWidth
	qkv, out := normals(r, tokens*3*width), make([]float32, tokens*width)
	for _, k := range All() {
		a := k.NewAttention(tokens, heads)
		b.Run(k.Name+"/fill", func(b *testing.B) {
			for b.Loop() {
				a.Begin(tokens)
				a.Fill(0, qkv)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/tokens, "ns/token")
		})
		b.Run(k.Name+"/read", func(b *testing.B) {
			a.Begin(tokens)
			a.Fill(0, qkv)
			compare(b, k, 2*2*tokens*tokens*width, func() { a.Read(out, 0) })
		})
	}
}

// BenchmarkRow gives what a token costs in each primitive between products.
func BenchmarkRow(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	x, y, gain := normals(r, 1536), normals(r, 1536), normals(r, 384)
	for _, k := range All() {
		q := k.NewRows(1, 1536)
		b.Run(k.Name+"/norm", func(b *testing.B) {
			for b.Loop() {
				k.AddNorm(x[:384], y[:384], gain, gain)
			}
		})
		b.Run(k.Name+"/quantise", func(b *testing.B) {
			for b.Loop() {
				q.Quantise(y[:384], 384)
			}
		})
		b.Run(k.Name+"/gelu", func(b *testing.B) {
			for b.Loop() {
				copy(x, y)
				q.QuantiseGelu(x, 1536)
			}
		})
	}
}

func normals(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64())
	}
	return x
}

// compare reports the speed of ops operations beside the peak of the kernel.
// Of several runs of each the fastest counts.
func compare(b *testing.B, k *Kernel, ops int, run func()) {
	var speed, peak float64
	rounds := max(1, ops/(k.Spin(1)*4))
	for b.Loop() {
		begin := time.Now()
		run()
		middle := time.Now()
		done := k.Spin(rounds)
		end := time.Now()
		speed = max(speed, float64(ops)/float64(middle.Sub(begin).Nanoseconds()))
		peak = max(peak, float64(done)/float64(end.Sub(middle).Nanoseconds()))
	}
	b.ReportMetric(speed, "Gop/s")
	b.ReportMetric(peak, "peak-Gop/s")
	b.ReportMetric(100*speed/peak, "%peak")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkSoftmax gives what a row of 384 scores costs.
func BenchmarkSoftmax(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	const n = 384
	s, inverse, p, sum := normals(r, n), normals(r, n), make([]uint32, n), make([]float32, 1)
	for _, k := range All() {
		b.Run(k.Name, func(b *testing.B) {
			for b.Loop() {
				k.softmax(&p[0], &sum[0], &s[0], &inverse[0], n, 1)
			}
		})
	}
}
