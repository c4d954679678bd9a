package reader

import "math"

// The functions below round every operation by itself, which the float64
// around each product asks for: those of package math are assembly on some
// processors and differ in their last bit, and a record must not.

// logSumExp is the logarithm of the sum of e to each of logits.
func logSumExp(logits []float32) float64 {
	most := logits[0]
	for _, l := range logits {
		most = max(most, l)
	}
	sum := 0.0
	for _, l := range logits {
		sum += exp(float64(l - most))
	}
	return float64(most) + log(sum)
}

// sigmoid is 1/(1 + e^-x).
func sigmoid(x float64) float64 {
	if x < 0 {
		return 1 - sigmoid(-x)
	}
	return 1 / (1 + exp(-x))
}

// ln2 in two parts: products of the first with small whole numbers are exact.
const (
	ln2High = 6.93147180369123816490e-01
	ln2Low  = 1.90821492927058770002e-10
)

// exp is e^x for x ≤ 0: x = k·ln2 + r with |r| ≤ ln2/2, and the series of e^r.
func exp(x float64) float64 {
	if x < -700 {
		return 0
	}
	k := math.Floor(float64(x*math.Log2E) + 0.5)
	r := x - float64(k*ln2High) - float64(k*ln2Low)
	sum := 1.0
	for n := 13.0; n > 0; n-- {
		sum = 1 + float64(sum*r)/n
	}
	return math.Ldexp(sum, int(k))
}

// log is ln x for x ≥ 1: x = m·2^k with m near 1, and ln m = 2·artanh s, where
// s = (m-1)/(m+1).
func log(x float64) float64 {
	m, k := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, k = 2*m, k-1
	}
	s := (m - 1) / (m + 1)
	square := float64(s * s)
	sum := 0.0
	for n := 21.0; n > 0; n -= 2 {
		sum = float64(sum*square) + 1/n
	}
	return float64(float64(k)*ln2High) + (float64(2*s*sum) + float64(float64(k)*ln2Low))
}
