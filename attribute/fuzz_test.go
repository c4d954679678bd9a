package attribute

import (
	"testing"

	"parley"
)

// FuzzWithin holds nesting to its law for any attributions: outward from each
// there is an end.
func FuzzWithin(f *testing.F) {
	f.Add([]byte{0, 3, 2, 9, 2, 3, 0, 9})
	f.Fuzz(func(t *testing.T, places []byte) {
		var attributions []parley.Attribution
		span := func(a, b byte) []parley.Span {
			return []parley.Span{{Start: int(min(a, b)), End: int(max(a, b)) + 1}}
		}
		for ; len(places) >= 4; places = places[4:] {
			attributions = append(attributions, parley.Attribution{Cue: span(places[0], places[1]), Content: span(places[2], places[3])})
		}
		outer := within(attributions)
		for i := range attributions {
			steps := 0
			for j := i; j >= 0; j = outer[j] {
				if steps++; steps > len(attributions) {
					t.Fatalf("going outward from %d does not end: %v", i, outer)
				}
			}
		}
	})
}
