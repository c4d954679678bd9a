// Package num is the arithmetic of the reader's network: products of int8
// matrices, attention, and what lies between them. Every [Kernel] gives the
// same bits, so a report reads the same on every machine.
//
// # The contract
//
// All floats are float32 and every operation is rounded by itself, to nearest,
// ties to even, with subnormals kept: a product is never fused with a sum. A
// maximum is free of order. A sum over x₀…xₙ₋₁ has one order: sixteen partial
// sums, lane i adding xᵢ, xᵢ₊₁₆, … to zero in turn, then lane i takes lane i+8
// (i < 8), i+4 (i < 4), i+2 (i < 2), i+1 (i = 0). Sums of integers are exact.
//
// Quantise, over a row x of n elements (n a multiple of 32):
//
//	m = max(max|xᵢ|, 1e-30)    scale = m/127    qᵢ = round(xᵢ·(127/m))
//
// where round takes ties to even, so |qᵢ| ≤ 127.
//
// Product, of quantised rows a with scales s and weights w with a scale t and
// a bias b for each output (|w| ≤ 127, at most 65536 elements in a row):
//
//	yᵢⱼ = float32(Σₖ aᵢₖ·wⱼₖ)·(sᵢ·tⱼ) + bⱼ
//
// Gelu, with c = x held within ±4, u = c² and Φ₀…Φ₆ from [fixed]:
//
//	x·((…((Φ₆·u + Φ₅)·u + Φ₄)…·u + Φ₀)·c + ½)
//
// within 2e-4 of x·½(1 + erf(x/√2)).
//
// AddNorm, over a row of n elements (n a multiple of 16), divides sums by
// float32(n):
//
//	z = x + y    μ = Σz/n    d = z − μ    r = 1/√(Σd²/n + 1e-12)    x ← (d·r)·gain + bias
//
// Attention works on heads of 32. The query, key and value of each token and
// head are quantised by themselves, with scales sq, sk and sv. Then
//
//	sᵢⱼ = float32(qᵢ·kⱼ)·((sqᵢ·log₂e)·skⱼ) + log2(svⱼ)
//	pᵢⱼ = round(exp255(sᵢⱼ − maxⱼ sᵢⱼ))    in 0…255
//	yᵢ  = float32(Σⱼ pᵢⱼ·vⱼ)·(1/Σⱼ pᵢⱼ·(1/svⱼ)) + 0
//
// The scale of a value rides in the exponent, so each row of probabilities
// uses all eight bits whatever the scales are; the sum of rounded
// probabilities divides, so each output is a mean of values. The sum over j is
// the sum above, and tokens beyond the last add nothing to it.
//
// exp255(x) is 255·2ˣ: with x held above −100, r = (x + 1.5·2²³) − 1.5·2²³ and
// f = x − r, it is ((e₃·f + e₂)·f + e₁)·f + e₀ with r added to its exponent.
// log2(x) is e + z·(l₁ + z·(l₂ + …)) for x = 2ᵉ·(1 + z), 0 ≤ z < 1. Both have
// their coefficients in [fixed], and err by at most 8e-5 of the value and 2e-5.
//
// Which bits a NaN carries, and where it goes, is not part of the contract.
package num

//go:generate go -C gen run . -dir ..

import (
	"fmt"
	"strings"
)

// A Kernel computes the primitives of this package with the instructions of
// one family of processors. It has no state; goroutines may share it.
type Kernel struct {
	Name string

	rows  int // height of a tile of the product
	panel int // width of a tile, and of a panel of packed weights
	group int // elements in a cell of four bytes: 4 of int8 or 2 of int16
	zero  int // added to the elements of a left operand, where they are unsigned
	floor int // taken from a probability, 0…255, where elements are signed

	product  func(steps int, a *uint32, lda int, b *uint32, y *float32, ldy int, start *int32, scale, bias, rowScale *float32)
	quantise func(q *uint32, scale, x *float32, n, count, zero int)
	gelu     func(x *float32, n int)
	addNorm  func(x, y, gain, bias *float32, n int)
	softmax  func(p *uint32, sum, s, inverse *float32, n, rows int)

	spin    func(rounds int)
	spinOps int // operations in one round of spin
}

// Best is the fastest kernel of this machine.
func Best() *Kernel { return All()[0] }

// All lists the kernels this machine can run, the fastest first. The last is
// always "go", which needs nothing.
func All() []*Kernel { return append(native(), &plain) }

// Named is the kernel of that name. The error lists those this machine has.
func Named(name string) (*Kernel, error) {
	var names []string
	for _, k := range All() {
		if k.Name == name {
			return k, nil
		}
		names = append(names, k.Name)
	}
	return nil, fmt.Errorf("kernel %q is not on this machine, which has %s", name, strings.Join(names, ", "))
}

// Gelu replaces each element of x, a multiple of 64 of them, by its GELU.
func (k *Kernel) Gelu(x []float32) {
	promise(len(x)%64 == 0, "gelu of %d elements, want a multiple of 64", len(x))
	if len(x) > 0 {
		k.gelu(&x[0], len(x))
	}
}

// AddNorm adds y to x and normalises each row of the sum, in x.
//
//	x, y       (rows, width)
//	gain, bias (width)
func (k *Kernel) AddNorm(x, y, gain, bias []float32) {
	n := len(gain)
	promise(n > 0 && n%16 == 0 && len(bias) == n, "norm of %d gains and %d biases, want a multiple of 16 of both", n, len(bias))
	promise(len(x)%n == 0 && len(x) == len(y), "norm of %d and %d elements, want whole rows of %d", len(x), len(y), n)
	for i := 0; i < len(x); i += n {
		k.addNorm(&x[i], &y[i], &gain[0], &bias[0], n)
	}
}

// Spin runs the multiplication the product is made of, on registers alone, for
// rounds rounds, and returns how many operations that was, a multiplication
// and an addition being two. Timed by the caller it gives the peak that a
// product can be measured against.
func (k *Kernel) Spin(rounds int) (ops int) {
	k.spin(rounds)
	return rounds * k.spinOps
}

// promise panics unless kept: the callers of this package hand it slices that
// assembly reads without looking at their lengths.
//
// It takes numbers alone: a call that keeps its promise allocates nothing.
func promise(kept bool, format string, numbers ...int) {
	if kept {
		return
	}
	var a []any
	for _, n := range numbers {
		a = append(a, n)
	}
	panic("num: " + fmt.Sprintf(format, a...))
}

// fixed holds the constants of the contract. Assembly reads it by offset, in
// this order: gen/fixed.go names the offsets.
var fixed = struct {
	phi     [7]float32 // Φ₀…Φ₆ of Gelu
	limit   [2]float32 // where Gelu stops bending
	half    float32
	one     float32
	exp     [4]float32 // e₀…e₃ of exp255
	low     float32    // the least exponent of exp255
	magic   float32    // 1.5·2²³: adding it rounds to a whole number
	epsilon float32    // of AddNorm
	least   float32    // the least maximum of Quantise
	levels  float32
	abs     uint32 // clears the sign
}{
	phi:     [7]float32{0.3978703022003174, -0.06455446034669876, 0.008763709105551243, -0.0008121903520077467, 4.776410787599161e-05, -1.5888354027993046e-06, 2.2588325876427007e-08},
	limit:   [2]float32{-4, 4},
	half:    0.5,
	one:     1,
	exp:     [4]float32{255 * 0.9999279975891113, 255 * 0.6932609677314758, 255 * 0.2426113784313202, 255 * 0.055171772837638855},
	low:     -100,
	magic:   0x1.8p23,
	epsilon: 1e-12,
	least:   1e-30,
	levels:  127,
	abs:     0x7fffffff,
}

// logs are l₁…l₅ of log2.
var logs = [5]float32{1.4419175386428833, -0.7091013193130493, 0.41562098264694214, -0.19359271228313446, 0.045155543833971024}

// log2e turns natural exponents into binary ones.
const log2e = float32(1.4426950408889634)
