package reader

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"parley"
)

// A careful reading's state of a token is the mean of those of all windows that have it
// with words around it.
func TestHidden_of_a_careful_reading_is_a_mean(t *testing.T) {
	careful := newWorker(tinyReader(t, Options{Careful: true}))
	plain := newWorker(tinyReader(t, Options{}))
	careful.split(long)
	plain.split(long)
	width, room := tiny.Width, tiny.Window-2
	windows := slices.Collect(stretches(careful.tokens, room))
	if len(windows) < 3 {
		t.Fatalf("%d windows, want a first, a last and one between", len(windows))
	}
	for _, s := range windows {
		hidden := careful.hidden(s)
		for at := s.start; at < s.end; at++ {
			var all [][]float32
			for _, shift := range append([]int{0}, shifts[:]...) {
				v := stretch{start: s.start + shift, end: min(s.end+shift, len(plain.tokens))}
				isIn := at >= v.start && at < v.end
				far := (v.start == 0 || at >= v.start+edge) && (v.end == len(plain.tokens) || at < v.end-edge)
				if v.start >= 0 && isIn && (shift == 0 || far && (shift < 0 || s.end < len(plain.tokens))) {
					state := plain.state(v)
					all = append(all, slices.Clone(state[(at-v.start)*width:(at-v.start+1)*width]))
				}
			}
			for i := range width {
				want := 0.0
				for _, state := range all {
					want += float64(state[i]) / float64(len(all))
				}
				if got := float64(hidden[(at-s.start)*width+i]); math.Abs(got-want) > 1e-4 {
					t.Fatalf("token %d of window %d-%d: %v, want %v, the mean of %d", at, s.start, s.end, got, want, len(all))
				}
			}
			at += 6 // each window is computed anew for each token
		}
	}
}

// What fits in one window is read in one way alone.
func TestRead_of_a_short_report_is_the_same_if_careful(t *testing.T) {
	report := &parley.Report{Text: long[:400]}
	plain, err := tinyReader(t, Options{}).Read(report)
	if err != nil {
		t.Fatal(err)
	}
	careful, err := tinyReader(t, Options{Careful: true}).Read(report)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(plain, careful) {
		t.Error("a report of one window is read otherwise by a careful reader")
	}
}
