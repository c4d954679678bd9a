package reader

import (
	"testing"

	"parley"
)

// TestLabels_of_the_deal are as many as the root has values for.
func TestLabels_of_the_deal(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want int
	}{
		{"acts", actLabels, len(parley.Acts)},
		{"responses", responseLabels, 1 + len(parley.SensedResponses)},
		{"stances", stanceLabels, 1 + len(parley.Stances)},
		{"statuses", statusLabels, 1 + len(parley.SensedStatuses)},
	} {
		if c.got != c.want {
			t.Errorf("%d labels of %s, want %d", c.got, c.name, c.want)
		}
	}
}
