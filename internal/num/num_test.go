package num

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestAll(t *testing.T) {
	var names []string
	for _, k := range All() {
		names = append(names, k.Name)
		if got, err := Named(k.Name); err != nil || got != k {
			t.Errorf("Named(%q) = %v, %v", k.Name, got, err)
		}
	}
	t.Logf("kernels of this machine: %s", strings.Join(names, ", "))
	if Best() != All()[0] || names[len(names)-1] != "go" || len(slices.Compact(slices.Sorted(slices.Values(names)))) != len(names) {
		t.Errorf("All() = %s, want each once, Best() first and go last", names)
	}
	if _, err := Named("abacus"); err == nil || !strings.Contains(err.Error(), "abacus") || !strings.Contains(err.Error(), "go") {
		t.Errorf("Named(abacus) says %v, want it to say what there is", err)
	}
}

// TestKernelsAgree holds every kernel of this machine to the bits of plain Go.
func TestKernelsAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, p := range primitives {
		t.Run(p.name, func(t *testing.T) {
			for range 150 {
				agree(t, p.name, p.make(r, values))
			}
		})
	}
}

// TestDigest holds every kernel of every machine to the same bits.
func TestDigest(t *testing.T) {
	const want = "a36cf93ff710eb838fd1fa79b236293275cde2df9925728548a43c148a6174ea"
	for _, k := range All() {
		r := rand.New(rand.NewPCG(5, 6))
		digest := sha256.New()
		for _, p := range primitives {
			for range 20 {
				if err := binary.Write(digest, binary.LittleEndian, p.make(r, plainValues)(k)); err != nil {
					t.Fatal(err)
				}
			}
		}
		got := hex.EncodeToString(digest.Sum(nil))
		t.Logf("%s: %s", k.Name, got)
		if got != want {
			t.Errorf("digest of %s = %s, want %s", k.Name, got, want)
		}
	}
}

// TestNaN feeds what no network should give: results are nobody's concern, but
// nothing may fall over.
func TestNaN(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	odd := func(r *rand.Rand, n int) []float32 {
		x := values(r, n)
		for i := range x {
			if r.IntN(4) == 0 {
				x[i] = []float32{float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1)), math.MaxFloat32, -math.MaxFloat32}[r.IntN(5)]
			}
		}
		return x
	}
	for _, p := range primitives {
		for range 30 {
			run := p.make(r, odd)
			for _, k := range All() {
				run(k)
			}
		}
	}
}

// FuzzKernelsAgree reads the bytes it is given as floats.
func FuzzKernelsAgree(f *testing.F) {
	f.Add(uint64(1), []byte("\x00\x00\x80\x3f\x01\x00\x00\x00\xff\xff\x7f\x7f\x00\x00\x00\x80"))
	f.Fuzz(func(t *testing.T, seed uint64, b []byte) {
		given := func(r *rand.Rand, n int) []float32 {
			x := values(r, n)
			for i := range x {
				if at := 4 * r.IntN(len(b)/4+1); at+4 <= len(b) {
					if v := math.Float32frombits(binary.LittleEndian.Uint32(b[at:])); v-v == 0 {
						x[i] = v
					}
				}
			}
			return x
		}
		for _, p := range primitives {
			agree(t, p.name, p.make(rand.New(rand.NewPCG(seed, 0)), given))
		}
	})
}

// TestGenerated holds the assembly to its generator.
func TestGenerated(t *testing.T) {
	sources, err := filepath.Glob("gen/*.go")
	if err != nil || len(sources) == 0 {
		t.Fatalf("sources of the generator: %v, %v", sources, err)
	}
	digest := sha256.New()
	for _, name := range sources {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		digest.Write(b)
	}
	want := fmt.Sprintf("// From internal/num/gen/*.go at sha256:%x.\n", digest.Sum(nil)[:8])
	for _, name := range []string{"vnni_amd64", "avx2_amd64", "neon_arm64"} {
		for _, ext := range []string{".s", ".go"} {
			if b, err := os.ReadFile(name + ext); err != nil || !bytes.Contains(b, []byte(want)) {
				t.Errorf("%s%s is not from these sources (%v); try: go generate ./internal/num", name, ext, err)
			}
		}
	}
}

// primitives make a case of each: its inputs are drawn now, and run gives what
// a kernel makes of them.
var primitives = []struct {
	name string
	make func(r *rand.Rand, draw drawing) (run func(k *Kernel) []float32)
}{
	{"Gelu", geluCase},
	{"AddNorm", normCase},
	{"Apply", productCase},
	{"Attention", attentionCase},
}

// A drawing makes n floats.
type drawing func(r *rand.Rand, n int) []float32

func geluCase(r *rand.Rand, draw drawing) func(k *Kernel) []float32 {
	x := draw(r, 64*(1+r.IntN(6)))
	return func(k *Kernel) []float32 {
		y := slices.Clone(x)
		k.Gelu(y)
		return y
	}
}

func normCase(r *rand.Rand, draw drawing) func(k *Kernel) []float32 {
	width, rows := 16*(1+r.IntN(26)), 1+r.IntN(4)
	x, y := draw(r, rows*width), draw(r, rows*width)
	gain, bias := draw(r, width), draw(r, width)
	return func(k *Kernel) []float32 {
		z := slices.Clone(x)
		k.AddNorm(z, y, gain, bias)
		return z
	}
}

func productCase(r *rand.Rand, draw drawing) func(k *Kernel) []float32 {
	in, out, rows := 32*(1+r.IntN(13)), 1+r.IntN(70), r.IntN(30)
	w, scale, bias := ints(r, in*out), draw(r, out), draw(r, out)
	x := draw(r, rows*in)
	return func(k *Kernel) []float32 {
		m, q := k.Pack(w, scale, bias), k.NewRows(30, in)
		q.Quantise(make([]float32, 30*in), in)
		q.Quantise(x, in)
		y := make([]float32, rows*out)
		m.Apply(y, q)
		return append(y, q.scale[:rows]...)
	}
}

// attentionCase keeps the size of its inputs down: where scores overflow, a
// NaN may go anywhere. The window before it must leave nothing behind.
func attentionCase(r *rand.Rand, draw drawing) func(k *Kernel) []float32 {
	heads, tokens := 1+r.IntN(5), 1+r.IntN(120)
	width := heads * HeadWidth
	qkv, before := draw(r, tokens*3*width), draw(r, 100*3*width)
	for i, v := range qkv {
		qkv[i] = min(max(v, -1e15), 1e15)
	}
	at := min(tokens, 4*r.IntN(20)) &^ 3
	return func(k *Kernel) []float32 {
		a := k.NewAttention(120, heads)
		a.Begin(100)
		a.Fill(0, before)
		a.Begin(tokens)
		a.Fill(0, qkv[:at*3*width])
		a.Fill(at, qkv[at*3*width:])
		out := make([]float32, tokens*width)
		a.Read(out[:at*width], 0)
		a.Read(out[at*width:], at)
		return out
	}
}

// values are floats of every size, and sometimes those a kernel gets wrong.
func values(r *rand.Rand, n int) []float32 {
	hostile := []float32{0, float32(math.Copysign(0, -1)), 1e-45, -1e-40, 1e-30, 3e38, -3e38, 0.5, -0.5, 4, -4, 127.5}
	x := make([]float32, n)
	spread := float32(math.Pow(10, float64(r.IntN(9)-4)))
	for i := range x {
		x[i] = float32(r.NormFloat64()) * spread
	}
	if n > 0 && r.IntN(3) == 0 {
		for range r.IntN(n) {
			x[r.IntN(n)] = hostile[r.IntN(len(hostile))]
		}
	}
	return x
}

// plainValues are made of whole numbers, so that every machine makes the same.
func plainValues(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.IntN(1<<10)+r.IntN(1<<10)+r.IntN(1<<10)-3<<9) / (1 << 8)
	}
	return x
}

func ints(r *rand.Rand, n int) []int8 {
	w := make([]int8, n)
	for i := range w {
		w[i] = int8(r.IntN(255) - 127)
	}
	return w
}

// agree compares what every kernel of this machine makes with plain Go.
func agree(t *testing.T, what string, run func(k *Kernel) []float32) {
	t.Helper()
	want := run(&plain)
	for _, k := range native() {
		got := run(k)
		if len(got) != len(want) {
			t.Fatalf("%s on %s has %d elements, want %d", what, k.Name, len(got), len(want))
		}
		for i := range got {
			if !same(got[i], want[i]) {
				t.Fatalf("%s on %s: element %d = %v (%08x), want %v (%08x)", what, k.Name, i,
					got[i], math.Float32bits(got[i]), want[i], math.Float32bits(want[i]))
			}
		}
	}
}

// same reports whether two results have the same bits; which NaN a kernel
// makes is its own affair.
func same(a, b float32) bool {
	return math.Float32bits(a) == math.Float32bits(b) || a != a && b != b
}
