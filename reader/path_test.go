package reader

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestBest_is_the_best_of_all_paths(t *testing.T) {
	const labels, tokens = 5, 6
	r := rand.New(rand.NewPCG(1, 2))
	var f finder
	for range 200 {
		logits := make([]float32, labels*tokens)
		for i := range logits {
			logits[i] = float32(r.NormFloat64())
		}
		got := f.best(logits, labels)
		want, most := []uint8(nil), impossible
		for path := range paths(labels, tokens) {
			score := 0.0
			for i, l := range path {
				score += float64(logits[i*labels+int(l)])
			}
			if score > most {
				want, most = slices.Clone(path), score
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("best = %v, want %v", got, want)
		}
	}
}

// paths yields every path that keeps the rule.
func paths(labels, tokens int) func(yield func([]uint8) bool) {
	var grow func(path []uint8, yield func([]uint8) bool) bool
	grow = func(path []uint8, yield func([]uint8) bool) bool {
		if len(path) == tokens {
			return yield(path)
		}
		for l := range uint8(labels) {
			last := uint8(0)
			if len(path) > 0 {
				last = path[len(path)-1]
			}
			inside := l > 0 && l%2 == 0
			if inside && last != l && last != l-1 {
				continue
			}
			if !grow(append(path, l), yield) {
				return false
			}
		}
		return true
	}
	return func(yield func([]uint8) bool) { grow(nil, yield) }
}

func TestRuns(t *testing.T) {
	for _, c := range []struct {
		name string
		path []uint8
		want []run
	}{
		{"nothing labelled", []uint8{0, 0}, nil},
		{"a piece of two tokens", []uint8{0, 1, 2, 0}, []run{{1, 2, 0}}},
		{"a begin ends the piece before it", []uint8{3, 4, 3, 1}, []run{{0, 1, 1}, {2, 2, 1}, {3, 3, 0}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := runs(nil, c.path); !slices.Equal(got, c.want) {
				t.Errorf("runs(%v) = %v, want %v", c.path, got, c.want)
			}
		})
	}
}
