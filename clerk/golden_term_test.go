package clerk_test

import (
	"slices"
	"strings"
	"testing"

	"parley"
)

// goldenTerms holds the terms of the leaked call: whose Donetsk, Crimea and Luhansk
// are to be, a land swap, two demilitarised zones and limits on Ukraine's forces.
func goldenTerms(t *testing.T, record *parley.Record) {
	t.Helper()
	for key, want := range map[string]string{
		"territory@UA-14":          "ceded to Russia",
		"territory":                "exchanged",
		"recognition@UA-43":        "recognised as under the control of Russia",
		"recognition@UA-09":        "recognised as under the control of Russia",
		"demilitarised-zone@UA-65": "",
		"demilitarised-zone@UA-23": "",
		"force-limits":             "limited for Ukraine",
	} {
		i := slices.IndexFunc(record.Terms, func(term parley.Term) bool { return term.Key == key })
		if i < 0 {
			t.Errorf("no term %s", key)
			continue
		}
		var options []string
		for _, o := range record.Terms[i].Options {
			options = append(options, o.Name)
		}
		if got := strings.Join(options, ", "); got != want {
			t.Errorf("options of %s = %q, want %q", key, got, want)
		}
	}
}
