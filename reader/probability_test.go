package reader

import (
	"math"
	"testing"
)

func TestExp_and_log_are_those_of_package_math_within_2e15(t *testing.T) {
	near := func(name string, x, got, want float64) {
		if math.Abs(got-want) > 2e-15*max(1, math.Abs(want)) {
			t.Errorf("%s(%v) = %v, want %v", name, x, got, want)
		}
	}
	for i := range 20000 {
		x := -float64(i) / 500
		near("exp", x, exp(x), math.Exp(x))
		near("log", 1-x, log(1-x), math.Log(1-x))
		near("sigmoid", x+20, sigmoid(x+20), 1/(1+math.Exp(-x-20)))
	}
}

func TestLogSumExp_holds_for_any_size_of_logit(t *testing.T) {
	for _, c := range []struct {
		logits []float32
		want   float64
	}{
		{[]float32{0, 0}, math.Ln2},
		{[]float32{1000, 1000, 1000, 1000}, 1000 + 2*math.Ln2},
		{[]float32{-1e30, 3}, 3},
		{[]float32{-5}, -5},
	} {
		if got := logSumExp(c.logits); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("logSumExp(%v) = %v, want %v", c.logits, got, c.want)
		}
	}
}
