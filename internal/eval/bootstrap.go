package eval

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
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

// The draws of [Result.WriteIntervals]: enough that the ends hold to a tenth of
// a point, and always the same.
const (
	intervalDraws = 2000
	intervalSeed  = 1
)

// WriteIntervals prints, for each figure of [Result.Write] that is a share or
// an F1, the bootstrap interval over the texts.
func (r *Result) WriteIntervals(w io.Writer) error {
	var out strings.Builder
	fmt.Fprintf(&out, "\n95 %% intervals, %d draws of the texts\n", intervalDraws)
	if len(r.Spans) > 0 {
		for _, m := range SpanMeasures {
			i := Bootstrap(r.Spans, func(drawn []SpanTally) float64 { return 100 * SumSpans(drawn).Counts[m].F1() }, intervalDraws, intervalSeed)
			fmt.Fprintf(&out, "%-16s %6.1f %6.1f\n", m, i.Low, i.High)
		}
	}
	if len(r.Records) > 0 {
		for n, f := range SumRecords(r.Records).Figures(len(r.Records)) {
			if f.isCount || math.IsNaN(f.Value) {
				continue
			}
			i := Bootstrap(r.Records, func(drawn []RecordTally) float64 { return SumRecords(drawn).Figures(len(drawn))[n].Value }, intervalDraws, intervalSeed)
			fmt.Fprintf(&out, "%-16s %6.1f %6.1f\n", f.Name, i.Low, i.High)
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}
