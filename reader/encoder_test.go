package reader

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"parley/internal/num"
	"parley/reader/weights"
)

// small is a network that a test can run in plain Go.
var small = weights.Config{Layers: 2, Width: 128, FF: 512, Heads: 4, Vocab: 100, Positions: 128, Window: 128, FastLayer: 1}

// shipped is the network that parley ships, but for its vocabulary.
var shipped = weights.Config{Layers: 6, Width: 384, FF: 1536, Heads: 12, Vocab: 1000, Positions: 512, Window: 384, FastLayer: 3}

// chance makes tensors as training leaves them: weights of a spread that keeps
// the size of what passes through, gains near one. The same name and shape
// give the same numbers, on every machine.
type chance uint64

func (c chance) source(name string) *rand.Rand {
	seed := uint64(c)
	for _, b := range []byte(name) {
		seed = seed*1099511628211 + uint64(b)
	}
	return rand.New(rand.NewPCG(seed, uint64(c)))
}

// bell is a whole number around zero, of a spread of 127/3.
func bell(r *rand.Rand) int { return r.IntN(85) + r.IntN(85) + r.IntN(85) - 126 }

func (c chance) Ints(name string, out, in int) ([]int8, []float32, error) {
	r := c.source(name)
	w, scale := make([]int8, out*in), make([]float32, out)
	for i := range w {
		w[i] = int8(bell(r))
	}
	size := float32(math.Sqrt(float64(in))) * 42
	for i := range scale {
		scale[i] = float32(64+r.IntN(128)) / 128 / size
		if strings.HasSuffix(name, "qkv") && i < in {
			scale[i] /= 4 // queries, which make scores of a spread near one
		}
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
		v[i] = float32(bell(r)) / 512
		if strings.HasSuffix(name, ".g") {
			v[i]++
		}
	}
	return v, nil
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

func newRandomEncoder(t testing.TB, k *num.Kernel, c weights.Config) *encoder {
	t.Helper()
	w, err := newEncoderWeights(k, c, chance(1))
	if err != nil {
		t.Fatal(err)
	}
	return newEncoder(w)
}

// TestForwardDigest holds the forward pass of every kernel, on every machine,
// to the same bits.
func TestForwardDigest(t *testing.T) {
	const want = "3492c78fca29d35b50f2e9090440d0d90837f4c220d2e87a1bb07ef41df08b43"
	for _, k := range num.All() {
		e := newRandomEncoder(t, k, small)
		digest := sha256.New()
		for _, n := range []int{1, 77, small.Window} {
			ids, feats := randomWindow(small, n)
			if err := binary.Write(digest, binary.LittleEndian, e.forward(ids, feats, small.Layers)); err != nil {
				t.Fatal(err)
			}
		}
		if got := hex.EncodeToString(digest.Sum(nil)); got != want {
			t.Errorf("digest of kernel %s = %s, want %s", k.Name, got, want)
		}
	}
}

// TestForwardIsNearFloats measures what int8 costs.
func TestForwardIsNearFloats(t *testing.T) {
	for _, tt := range []struct {
		name   string
		config weights.Config
		tokens int
	}{{"small", small, 128}, {"shipped", shipped, 12}} {
		t.Run(tt.name, func(t *testing.T) {
			ids, feats := randomWindow(tt.config, tt.tokens)
			got := newRandomEncoder(t, num.Best(), tt.config).forward(ids, feats, tt.config.Layers)
			want := floatForward(t, chance(1), tt.config, ids, feats, tt.config.Layers)
			mean, least := cosines(got, want, tt.config.Width)
			t.Logf("cosine to float64: mean %.5f, least %.5f", mean, least)
			if least < 0.999 {
				t.Errorf("least cosine of a token to float64 = %.5f, want 0.999", least)
			}
		})
	}
}

// TestForwardForgets reads windows in one order and in another, with encoders
// side by side.
func TestForwardForgets(t *testing.T) {
	first := newRandomEncoder(t, num.Best(), small)
	want := map[int][]float32{}
	for n := 1; n <= small.Window; n += 9 {
		ids, feats := randomWindow(small, n)
		want[n] = slices.Clone(first.forward(ids, feats, 1+n%2))
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			e := newEncoder(first.encoderWeights)
			for n, want := range want {
				ids, feats := randomWindow(small, n)
				if got := e.forward(ids, feats, 1+n%2); !slices.Equal(got, want) {
					t.Errorf("forward of %d tokens differs from the first time", n)
				}
			}
		})
	}
	group.Wait()
}

func TestForwardExitsEarly(t *testing.T) {
	e := newRandomEncoder(t, num.Best(), small)
	one := small
	one.Layers = 1
	ids, feats := randomWindow(small, 50)
	early := slices.Clone(e.forward(ids, feats, 1))
	if got := newRandomEncoder(t, num.Best(), one).forward(ids, feats, 1); !slices.Equal(got, early) {
		t.Error("after one layer of two, forward differs from that of a network of one")
	}
	if slices.Equal(e.forward(ids, feats, 2), early) {
		t.Error("the second layer changes nothing")
	}
}

// partial lacks a tensor.
type partial struct {
	chance
	missing string
}

func (p partial) Ints(name string, out, in int) ([]int8, []float32, error) {
	if name == p.missing {
		return nil, nil, fmt.Errorf("no tensor %q", name)
	}
	return p.chance.Ints(name, out, in)
}

func (p partial) Floats(name string, shape ...int) ([]float32, error) {
	if name == p.missing {
		return nil, fmt.Errorf("no tensor %q", name)
	}
	return p.chance.Floats(name, shape...)
}

func TestEncoderWeights_name_what_is_missing(t *testing.T) {
	for _, name := range []string{"emb.word", "emb.pos", "emb.feat", "emb.ln.g", "layer.0.qkv", "layer.1.ff2.bias", "layer.1.ln2.b"} {
		_, err := newEncoderWeights(num.Best(), small, partial{chance(1), name})
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: error %v", name, err)
		}
	}
}

// BenchmarkForward gives the tokens a second of the fastest window, the peak
// of the kernel measured beside it, and the share of the peak that the products
// of a window alone would need at that speed.
func BenchmarkForward(b *testing.B) {
	for _, k := range num.All() {
		b.Run(k.Name, func(b *testing.B) {
			e := newRandomEncoder(b, k, shipped)
			ids, feats := randomWindow(shipped, shipped.Window)
			var speed, peak float64
			for b.Loop() {
				begin := time.Now()
				e.forward(ids, feats, shipped.Layers)
				middle := time.Now()
				ops := k.Spin(10_000)
				speed = max(speed, float64(len(ids))/middle.Sub(begin).Seconds())
				peak = max(peak, float64(ops)/time.Since(middle).Seconds())
			}
			b.ReportMetric(speed, "tokens/s")
			b.ReportMetric(peak/1e9, "peak-Gop/s")
			b.ReportMetric(100*speed*operations(shipped, len(ids))/peak, "%peak")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// operations are those of the products, for each token of a window.
func operations(c weights.Config, window int) float64 {
	return float64(2 * c.Layers * (4*c.Width*c.Width + 2*c.Width*c.FF + 2*window*c.Width))
}

// floatForward is the encoder in float64, unquantised but for its weights.
func floatForward(t *testing.T, from tensors, c weights.Config, ids []int32, feats []uint8, layers int) []float64 {
	f := floats{t, from, len(ids), c.Width}
	word, position, feature := f.matrix("emb.word", c.Vocab, c.Width), f.matrix("emb.pos", c.Positions, c.Width), f.vector("emb.feat", features, c.Width)
	x := make([]float64, len(ids)*c.Width)
	for i := range ids {
		for j := range c.Width {
			x[i*c.Width+j] = word[int(ids[i])*c.Width+j] + position[i*c.Width+j] + feature[int(feats[i])*c.Width+j]
		}
	}
	f.norm(x, "emb.ln")
	for i := range layers {
		name := fmt.Sprintf("layer.%d.", i)
		f.add(x, f.times(f.attend(f.times(x, name+"qkv", 3*c.Width), c.Heads), name+"out", c.Width))
		f.norm(x, name+"ln1")
		wide := f.times(x, name+"ff1", c.FF)
		for j, v := range wide {
			wide[j] = v / 2 * (1 + math.Erf(v/math.Sqrt2))
		}
		f.add(x, f.times(wide, name+"ff2", c.Width))
		f.norm(x, name+"ln2")
	}
	return x
}

// floats are the steps of floatForward, for so many tokens.
type floats struct {
	t             *testing.T
	from          tensors
	tokens, width int
}

func (f floats) vector(name string, shape ...int) (v []float64) {
	x, err := f.from.Floats(name, shape...)
	if err != nil {
		f.t.Fatal(err)
	}
	for _, x := range x {
		v = append(v, float64(x))
	}
	return v
}

func (f floats) matrix(name string, out, in int) []float64 {
	w, scale, err := f.from.Ints(name, out, in)
	if err != nil {
		f.t.Fatal(err)
	}
	v := make([]float64, len(w))
	for i, x := range w {
		v[i] = float64(x) * float64(scale[i/in])
	}
	return v
}

func (f floats) add(x, y []float64) {
	for i := range x {
		x[i] += y[i]
	}
}

func (f floats) norm(x []float64, name string) {
	gain, bias := f.vector(name+".g", f.width), f.vector(name+".b", f.width)
	for i := 0; i < len(x); i += f.width {
		row := x[i : i+f.width]
		var mean, squares float64
		for _, v := range row {
			mean += v / float64(f.width)
		}
		for _, v := range row {
			squares += (v - mean) * (v - mean) / float64(f.width)
		}
		for j, v := range row {
			row[j] = (v-mean)/math.Sqrt(squares+1e-12)*gain[j] + bias[j]
		}
	}
}

// times is x (tokens, in) by the matrix of that name, and its bias.
func (f floats) times(x []float64, name string, out int) []float64 {
	in := len(x) / f.tokens
	w, bias := f.matrix(name, out, in), f.vector(name+".bias", out)
	y := make([]float64, f.tokens*out)
	for i := range f.tokens {
		row := x[i*in : (i+1)*in]
		for j := range out {
			sum := bias[j]
			for k, v := range w[j*in : (j+1)*in] {
				sum += v * row[k]
			}
			y[i*out+j] = sum
		}
	}
	return y
}

func (f floats) attend(qkv []float64, heads int) []float64 {
	out, weight := make([]float64, f.tokens*f.width), make([]float64, f.tokens)
	n := f.width / heads
	part := func(which, i, h int) []float64 {
		at := i*3*f.width + which*f.width + h*n
		return qkv[at : at+n]
	}
	for h := range heads {
		for i := range f.tokens {
			var sum float64
			for j := range weight {
				var s float64
				for d, q := range part(0, i, h) {
					s += q * part(1, j, h)[d]
				}
				weight[j] = math.Exp(s)
				sum += weight[j]
			}
			for j, w := range weight {
				for d, v := range part(2, j, h) {
					out[i*f.width+h*n+d] += w / sum * v
				}
			}
		}
	}
	return out
}

// cosines compares the rows of two matrices.
func cosines(got []float32, want []float64, width int) (mean, least float64) {
	least = 1
	for i := 0; i < len(got); i += width {
		var ab, aa, bb float64
		for j := i; j < i+width; j++ {
			a, b := float64(got[j]), want[j]
			ab, aa, bb = ab+a*b, aa+a*a, bb+b*b
		}
		c := ab / math.Sqrt(aa*bb)
		mean, least = mean+c*float64(width)/float64(len(got)), min(least, c)
	}
	return mean, least
}
