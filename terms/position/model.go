package position

import (
	"crypto/sha256"
	_ "embed"
	"fmt"
	"math"
	"strconv"

	"parley"
	"parley/internal/table"
)

//go:embed weights.tsv
var weightsFile string

// weights says for each feature how much it speaks for each stance, in the order of
// [parley.Stances], over that there is no position.
var weights = func() map[string][]float64 {
	all := map[string][]float64{}
	for fields := range table.Rows("weights.tsv", weightsFile, 1+len(parley.Stances)) {
		w := make([]float64, len(parley.Stances))
		for i, f := range fields[1:] {
			v, err := strconv.ParseFloat(f, 64)
			if err != nil {
				panic(fmt.Sprintf("position: weights.tsv: %q: %v", fields[0], err))
			}
			w[i] = v
		}
		all[fields[0]] = w
	}
	return all
}()

//go:embed sense.tsv
var senseFile string

// sense says how the reader's network is weighed beside the table of weights, once it
// has read a report: train/stances.py chooses the numbers on reports that neither was
// made from.
//
//	table    what the sum of weights is multiplied by
//	network  what the network's log-odds of a stance over none are multiplied by
//	bias     added for every stance
//	least    the chance of a stance from which on a unit is taken for a position
var sense = table.Numbers("sense.tsv", senseFile, "table", "network", "bias", "least")

// sensed is what the network makes of a unit, nil for nothing.
func (s *scene) sensed(u *unit) []float64 {
	if s.sense == nil {
		return nil
	}
	return s.sense.Stance(u.evidence)
}

// least is the chance of a stance from which on a unit is taken for a position.
func (s *scene) least() float64 {
	if s.sense == nil {
		return leastByTable
	}
	return sense["least"]
}

// Weights names the weights that positions are told by.
func Weights() string {
	return fmt.Sprintf("terms/position sha256:%x", sha256.Sum256([]byte(weightsFile+senseFile)))
}

// A score is the sum of weights for each stance.
type score [6]float64

// weigh adds the weights of features. Sums are in the order of the features, so that
// they are the same on every machine.
func (z *score) weigh(features []string) {
	for _, f := range features {
		for i, w := range weights[f] {
			z[i] += w
		}
	}
}

// senses weighs what the network makes of the words beside the weights.
func (z *score) senses(odds []float64) {
	for i, v := range odds {
		z[i] = float64(sense["table"]*z[i]) + float64(sense["network"]*v) + sense["bias"]
	}
}

// chances are the probabilities of the stances; what they lack to one is that there
// is no position (multinomial logistic regression).
func (z score) chances() score {
	top := 0.0 // of no position
	for _, v := range z {
		top = max(top, v)
	}
	sum := exp(-top)
	for i, v := range z {
		z[i] = exp(v - top)
		sum += z[i]
	}
	for i := range z {
		z[i] /= sum
	}
	return z
}

// exp is e to the power of x, which is 0 or less, by a power series. Unlike
// [math.Exp] it gives the same bits on every processor.
func exp(x float64) float64 {
	if x < -700 {
		return 0
	}
	k := math.Floor(float64(x*math.Log2E) + 0.5)
	x -= float64(k * math.Ln2)
	sum, term := 1.0, 1.0
	for n := 1; n <= 16; n++ {
		term = float64(term*x) / float64(n)
		sum += term
	}
	return math.Ldexp(sum, int(k))
}
