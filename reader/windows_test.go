package reader

import (
	"slices"
	"testing"
)

const room = 382

func TestStretches(t *testing.T) {
	for _, c := range []struct {
		name  string
		n     int
		lines []int
		want  []stretch
	}{
		{"no tokens, no window", 0, nil, nil},
		{"a short text is one window", 5, nil, []stretch{{0, 5, 0, 5}}},
		{"a full window needs no second", 382, nil, []stretch{{0, 382, 0, 382}}},
		{"without lines the next begins 80 tokens before the end", 383, nil, []stretch{{0, 382, 0, 342}, {302, 383, 342, 383}}},
		{"the last line within reach begins the next", 500, []int{254, 300, 334, 335}, []stretch{{0, 382, 0, 358}, {334, 500, 358, 500}}},
		{"a line out of reach does not", 500, []int{253, 335}, []stretch{{0, 382, 0, 342}, {302, 500, 342, 500}}},
		{"windows go on to the end", 1000, []int{254}, []stretch{{0, 382, 0, 318}, {254, 636, 318, 596}, {556, 938, 596, 898}, {858, 1000, 898, 1000}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			tokens := make([]token, c.n)
			for _, i := range c.lines {
				tokens[i].feature = featureLine
			}
			if got := slices.Collect(stretches(tokens, room)); !slices.Equal(got, c.want) {
				t.Errorf("stretches = %v, want %v", got, c.want)
			}
		})
	}
}

// FuzzStretches holds that every token is the own one of exactly one window that
// holds it, wherever lines begin.
func FuzzStretches(f *testing.F) {
	f.Add(1000, 7)
	f.Add(2000, 100)
	f.Fuzz(func(t *testing.T, n, every int) {
		tokens := make([]token, max(0, n)%10000)
		for i := 0; every > 0 && i < len(tokens); i += every {
			tokens[i].feature = featureLine
		}
		next := 0
		for w := range stretches(tokens, room) {
			if w.own != next || w.next <= w.own || w.own < w.start || w.next > w.end || w.end-w.start > room {
				t.Fatalf("window %+v after one that owns tokens to %d", w, next)
			}
			next = w.next
		}
		if next != len(tokens) {
			t.Fatalf("windows own tokens to %d of %d", next, len(tokens))
		}
	})
}
