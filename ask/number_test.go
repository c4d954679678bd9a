package ask

import (
	"strings"
	"testing"
)

func TestNumeral(t *testing.T) {
	for text, want := range map[string]float64{
		"two thousand three hundred soldiers": 2300,
		"two hundred thousand soldiers":       200_000,
		"one million two hundred thousand":    1_200_000,
		"three hundred five":                  305,
		"1.5 million people":                  1.5e6,
		"2300 soldiers":                       2300,
	} {
		var all []word
		for w := range strings.FieldsSeq(text) {
			all = append(all, word{folded: w})
		}
		if got, n := numeral(all); got != want || n == 0 {
			t.Errorf("numeral(%q) = %v of %d words, want %v", text, got, n, want)
		}
	}
}
