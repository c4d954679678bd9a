package abbrev_test

import (
	"testing"

	"parley/internal/abbrev"
)

func TestKeepsPoint(t *testing.T) {
	for _, c := range []struct {
		text string
		next rune
		want bool
	}{
		{"Mr", 'B', true}, {"mr", 'b', true}, {"Sept", 'W', true}, {"U.S", 'T', true}, {"J", 'B', true}, {"Inc", 0, true},
		{"No", '5', true}, {"no", 'T', false}, {"no", 0, false}, // "he said no. The talks"
		{"I", 'T', false}, {"so am i", 'T', false}, {"talks", 'T', false}, {"5", 'T', false}, {"", 'T', false},
		{"met Lt. Gen", 'B', true}, {"(U.S", 'T', true}, {"rose by 3.5", 'T', false}, {"and then..", 'T', false}, {"Norland-Gen", 'B', true}, {"hydrogen", 'T', false},
	} {
		if got := abbrev.KeepsPoint(c.text, c.next); got != c.want {
			t.Errorf("KeepsPoint(%q, %q) = %v, want %v", c.text, c.next, got, c.want)
		}
	}
}
