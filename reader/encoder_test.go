package reader

import (
	"math/rand/v2"
	"strings"
	"testing"

	"parley/internal/num"
	"parley/reader/weights"
)

// small is a network that a test can run in plain Go.
var small = weights.Config{Layers: 2, Width: 128, FF: 512, Heads: 4, Vocab: 100, Positions: 128, Window: 128, FastLayer: 1}

// shipped is the network that parley ships, but for its vocabulary.
var shipped = weights.Config{Layers: 6, Width: 384, FF: 1536, Heads: 12, Vocab: 1000, Positions: 512, Window: 384, FastLayer: 3}

// chance makes tensors as training leaves them: weights of a spread that keeps
// the size of what passes through, gains near one. The same name and shape
// give the same numbers.
type chance uint64

func (c chance) source(name string) *rand.Rand {
	seed := uint64(c)
	for _, b := range []byte(name) {
		seed = seed*1099511628211 + uint64(b)
	}
	return rand.New(rand.NewPCG(seed, uint64(c)))
}

func (c chance) Ints(name string, out, in int) ([]int8, []float32, error) {
	r := c.source(name)
	w, scale := make([]int8, out*in), make([]float32, out)
	for i := range w {
		w[i] = int8(min(max(r.NormFloat64()*36, -127), 127))
	}
	for i := range scale {
		scale[i] = 1.5 / 36 / float32(sqrt(in)) * (0.5 + r.Float32())
	}
	return w, scale, nil
}

func (c chance) Floats(name string, shape ...int) ([]float32, error) {
	r := c.source(name)
	n := 1
	for _, d := range shape {
		n *= d
	}
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(r.NormFloat64()) / 8
		if strings.HasSuffix(name, ".g") {
			v[i]++
		}
	}
	return v, nil
}

func sqrt(n int) float32 {
	x := float32(1)
	for range 40 {
		x = (x + float32(n)/x) / 2
	}
	return x
}

// randomWindow makes the tokens of a window.
func randomWindow(c weights.Config, tokens int) (ids []int32, feats []uint8) {
	r := rand.New(rand.NewPCG(7, 7))
	for range tokens {
		ids = append(ids, int32(r.IntN(c.Vocab)))
		feats = append(feats, uint8(r.IntN(features)))
	}
	return ids, feats
}

// BenchmarkForward gives the tokens a second that one core reads.
func BenchmarkForward(b *testing.B) {
	for _, k := range num.All() {
		b.Run(k.Name, func(b *testing.B) {
			w, err := newEncoderWeights(k, shipped, chance(1))
			if err != nil {
				b.Fatal(err)
			}
			e := newEncoder(w)
			ids, feats := randomWindow(shipped, shipped.Window)
			for b.Loop() {
				e.forward(ids, feats, shipped.Layers)
			}
			b.ReportMetric(float64(len(ids)*b.N)/b.Elapsed().Seconds(), "tokens/s")
			b.ReportMetric(0, "ns/op")
		})
	}
}
