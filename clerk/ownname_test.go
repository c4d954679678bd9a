package clerk

import (
	"slices"
	"testing"

	"parley/internal/testkit"
)

func TestWithOwnNames(t *testing.T) {
	for marked, want := range map[string][]string{
		"President of [person|Chad Oda Lind] came.":      {"Chad", "Oda Lind"},
		"Envoy of [person|South Sudan Oda Lind] came.":   {"South Sudan", "Oda Lind"},
		"The trial of [person|Chad Oda Lind] began.":     {"Chad Oda Lind"},
		"The house of [person|Jordan Lind] is old.":      {"Jordan Lind"},
		"[person|Republican Oda Lind] came.":             {"Republican", "Oda Lind"},
		"[person|Republican Lind] came.":                 {"Republican Lind"},
		"[person|Chad Oda Lind] came.":                   {"Chad Oda Lind"},
		"President of [country|Chad] [person|Oda] came.": {"Chad", "Oda"},
	} {
		r := withOwnNames(testkit.Parse(marked))
		var got []string
		for _, m := range r.Mentions {
			got = append(got, r.Report.Quote(m.Span))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", marked, got, want)
		}
	}
}
