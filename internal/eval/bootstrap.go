package eval

import (
	"math"
	"math/rand/v2"
	"slices"
)

// An Interval holds a figure in 95 of 100 draws of the same number of texts.
type Interval struct {
	Low, High float64
}

// Bootstrap draws as many texts as there are, with replacement, a number of
// times, and says between which values figure lies in the middle 95 per cent of
// the draws (Efron's percentile interval). The same seed gives the same
// interval. Draws in which the figure is not a number do not count.
func Bootstrap[T any](texts []T, figure func(drawn []T) float64, draws int, seed uint64) Interval {
	chance := rand.New(rand.NewPCG(seed, 0))
	drawn := make([]T, len(texts))
	var values []float64
	for range draws {
		for i := range drawn {
			drawn[i] = texts[chance.IntN(len(texts))]
		}
		if v := figure(drawn); !math.IsNaN(v) {
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		return Interval{math.NaN(), math.NaN()}
	}
	slices.Sort(values)
	at := func(share float64) float64 { return values[int(math.Round(share*float64(len(values)-1)))] }
	return Interval{at(.025), at(.975)}
}
