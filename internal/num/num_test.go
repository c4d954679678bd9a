package num

import (
	"math"
	"math/rand/v2"
	"testing"
)

// values are floats that a kernel might get wrong, beside ordinary ones.
func values(r *rand.Rand, n int) []float32 {
	hostile := []float32{0, float32(math.Copysign(0, -1)), 1e-45, -1e-40, 1e-30, 3e38, -3e38, 0.5, -0.5, 4, -4, 127.5}
	x := make([]float32, n)
	spread := float32(math.Pow(10, float64(r.IntN(9)-4)))
	for i := range x {
		x[i] = float32(r.NormFloat64()) * spread
	}
	if r.IntN(3) == 0 {
		for range r.IntN(n) {
			x[r.IntN(n)] = hostile[r.IntN(len(hostile))]
		}
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

// same reports whether two results have the same bits; which NaN a kernel
// makes is its own affair.
func same(a, b float32) bool {
	return math.Float32bits(a) == math.Float32bits(b) || a != a && b != b
}

// agree runs a primitive on every kernel of this machine and compares it with
// plain Go.
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

func TestKernelsAgree(t *testing.T) {
	t.Logf("kernels of this machine: %s", names())
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		checkGelu(t, r)
		checkNorm(t, r)
		checkProduct(t, r)
		checkAttention(t, r)
	}
}

func names() (s []string) {
	for _, k := range All() {
		s = append(s, k.Name)
	}
	return s
}

func checkGelu(t *testing.T, r *rand.Rand) {
	x := values(r, 64*(1+r.IntN(6)))
	agree(t, "Gelu", func(k *Kernel) []float32 {
		y := append([]float32(nil), x...)
		k.Gelu(y)
		return y
	})
}

func checkNorm(t *testing.T, r *rand.Rand) {
	width := 16 * (1 + r.IntN(26))
	rows := 1 + r.IntN(4)
	x, y := values(r, rows*width), values(r, rows*width)
	gain, bias := values(r, width), values(r, width)
	agree(t, "AddNorm", func(k *Kernel) []float32 {
		z := append([]float32(nil), x...)
		k.AddNorm(z, y, gain, bias)
		return z
	})
}

func checkProduct(t *testing.T, r *rand.Rand) {
	in, out, rows := 32*(1+r.IntN(13)), 1+r.IntN(70), 2*r.IntN(15)
	w, scale, bias := ints(r, in*out), values(r, out), values(r, out)
	x := values(r, rows*in+1)[1:]
	agree(t, "Apply", func(k *Kernel) []float32 {
		m := k.Pack(w, scale, bias)
		q := k.NewRows(30, in)
		q.QuantiseGelu(append([]float32(nil), x...), in)
		q.Quantise(x, in)
		y := make([]float32, rows*out)
		m.Apply(y, q)
		return append(y, q.scale[:rows]...)
	})
}

func checkAttention(t *testing.T, r *rand.Rand) {
	heads, tokens := 1+r.IntN(5), 1+r.IntN(120)
	width := heads * HeadWidth
	qkv := values(r, tokens*3*width)
	for i, v := range qkv { // where scores overflow, a NaN may go anywhere
		qkv[i] = min(max(v, -1e15), 1e15)
	}
	agree(t, "Attention", func(k *Kernel) []float32 {
		a := k.NewAttention(120, heads)
		a.Begin(120)
		a.Fill(0, make([]float32, 120*3*width))
		a.Begin(tokens)
		at := min(tokens, 4*r.IntN(20)) &^ 3
		a.Fill(0, qkv[:at*3*width])
		a.Fill(at, qkv[at*3*width:])
		out := make([]float32, tokens*width)
		a.Read(out[:at*width], 0)
		a.Read(out[at*width:], at)
		return out
	})
}
