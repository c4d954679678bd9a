package num

import (
	"math"
	"math/rand/v2"
	"testing"
)

// These tests write the contract out once more, as plainly as it can be, and
// hold the plain kernel to it; TestKernelsAgree holds the others to that one.

func TestApply_is_the_contract(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	const rows, in, out = 7, 96, 13
	x, w, scale, bias := plainValues(r, rows*in), ints(r, out*in), plainValues(r, out), plainValues(r, out)
	q := plain.NewRows(rows, in)
	q.Quantise(x, in)
	got := make([]float32, rows*out)
	plain.Pack(w, scale, bias).Apply(got, q)
	for i := range rows {
		a, s := quantised(x[i*in : (i+1)*in])
		for j := range out {
			var sum int32
			for k, v := range a {
				sum += v * int32(w[j*in+k])
			}
			both := s * scale[j]
			product := float32(sum) * both
			if want := product + bias[j]; !same(got[i*out+j], want) {
				t.Fatalf("y[%d][%d] = %v, want %v", i, j, got[i*out+j], want)
			}
		}
	}
}

// quantised is Quantise of the contract.
func quantised(x []float32) (q []int32, scale float32) {
	m := float32(1e-30)
	for _, v := range x {
		m = max(m, float32(math.Abs(float64(v))))
	}
	inverse := 127 / m
	for _, v := range x {
		product := v * inverse
		q = append(q, int32(math.RoundToEven(float64(product))))
	}
	return q, m / 127
}

func TestQuantise_errs_by_half_a_step(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 100 {
		x := values(r, 64)
		q, scale := quantised(x)
		for i, v := range q {
			if v < -127 || v > 127 || math.Abs(float64(float32(v)*scale-x[i])) > 0.5001*float64(scale) {
				t.Fatalf("Quantise(%v) = %d steps of %v", x[i], v, scale)
			}
		}
	}
}

func TestGelu_is_near_that_of_erf(t *testing.T) {
	x := make([]float32, 1<<16)
	for i := range x {
		x[i] = float32(i-1<<15) / (1 << 11)
	}
	y := append([]float32(nil), x...)
	plain.Gelu(y)
	for i, v := range x {
		want := float64(v) / 2 * (1 + math.Erf(float64(v)/math.Sqrt2))
		if math.Abs(float64(y[i])-want) > 2e-4 {
			t.Fatalf("Gelu(%v) = %v, want %v", v, y[i], want)
		}
	}
}

func TestAddNorm_is_near_floats(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	const n = 384
	x, y, gain, bias := plainValues(r, n), plainValues(r, n), plainValues(r, n), plainValues(r, n)
	var sum, squares float64
	for i := range x {
		sum += float64(x[i]) + float64(y[i])
	}
	for i := range x {
		d := float64(x[i]) + float64(y[i]) - sum/n
		squares += d * d
	}
	got := append([]float32(nil), x...)
	plain.AddNorm(got, y, gain, bias)
	for i := range x {
		want := (float64(x[i])+float64(y[i])-sum/n)/math.Sqrt(squares/n)*float64(gain[i]) + float64(bias[i])
		if math.Abs(float64(got[i])-want) > 1e-5*(1+math.Abs(want)) {
			t.Fatalf("AddNorm[%d] = %v, want %v", i, got[i], want)
		}
	}
}

func TestExp255_and_log2_are_near(t *testing.T) {
	for x := float32(0); x > -99; x -= 0.0137 {
		want := 255 * math.Exp2(float64(x))
		if got := float64(exp255(x)); math.Abs(got-want) > 8e-5*want {
			t.Fatalf("exp255(%v) = %v, want %v", x, got, want)
		}
	}
	if got := exp255(-1e30); got != exp255(-100) {
		t.Errorf("exp255(-1e30) = %v, want that of -100", got)
	}
	for x := float32(1e-32); x < 1e32; x *= 1.0137 {
		if got, want := float64(log2(x)), math.Log2(float64(x)); math.Abs(got-want) > 2e-5+1e-7*math.Abs(want) {
			t.Fatalf("log2(%v) = %v, want %v", x, got, want)
		}
	}
}

// TestLanes holds the sum to its order: with numbers of such different size
// any other order gives another sum.
func TestLanes(t *testing.T) {
	var l lanes
	for i := range l {
		l[i] = float32(math.Pow(7, float64(i-8)))
	}
	x := l
	want := ((x[0] + x[8] + (x[4] + x[12])) + (x[2] + x[10] + (x[6] + x[14]))) +
		((x[1] + x[9] + (x[5] + x[13])) + (x[3] + x[11] + (x[7] + x[15])))
	if got := l.total(); got != want {
		t.Errorf("total = %v, want %v", got, want)
	}
}

func TestPromises(t *testing.T) {
	k := Best()
	rows, matrix := k.NewRows(4, 64), k.Pack(make([]int8, 3*64), make([]float32, 3), nil)
	rows.Quantise(make([]float32, 2*64), 64)
	for name, broken := range map[string]func(){
		"Gelu of 63":         func() { k.Gelu(make([]float32, 63)) },
		"AddNorm, short y":   func() { k.AddNorm(make([]float32, 32), make([]float32, 16), make([]float32, 32), make([]float32, 32)) },
		"Pack, odd width":    func() { k.Pack(make([]int8, 33), make([]float32, 1), nil) },
		"Quantise, too many": func() { rows.Quantise(make([]float32, 100*64), 64) },
		"Apply, short y":     func() { matrix.Apply(make([]float32, 5), rows) },
		"Apply, other rows":  func() { matrix.Apply(make([]float32, 6), plain.NewRows(4, 64)) },
		"Begin, too many":    func() { k.NewAttention(40, 2).Begin(65) },
	} {
		t.Run(name, func(t *testing.T) {
			if k == &plain && name == "Apply, other rows" {
				t.Skip("there is one kernel")
			}
			defer func() {
				if recover() == nil {
					t.Error("did not panic")
				}
			}()
			broken()
		})
	}
}
