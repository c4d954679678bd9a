package clerk

import (
	"slices"
	"testing"

	"parley"
	"parley/internal/testkit"
)

func TestWithKnownNames(t *testing.T) {
	holdNames(t, withKnownNames, map[string][]string{
		"[person|Oda Lind] left. Mr. Oda Lind’s aide saw Oda Lind.":               {"Oda Lind", "Oda Lind", "Oda Lind"},
		"[person|Oda Lind] left. Oda Lind Berg and Kai Oda Lind stayed.":          {"Oda Lind"},
		"The [organisation|ADC] met. The ADC President left the ADC; ADC-led.":    {"ADC", "ADC", "ADC"},
		"[person|ADC] met. The ADC left.":                                         {"ADC"},
		"[organisation|Lind] met. So did Lind.":                                   {"Lind"},
		"[place|New Halm] is far. [person|Kai Berg of New Halm] left New Halmen.": {"New Halm", "Kai Berg of New Halm"},
	})
}

// holdNames holds the names of texts, behind a pass that adds some, to those wanted.
func holdNames(t *testing.T, pass func(*parley.Reading) *parley.Reading, cases map[string][]string) {
	t.Helper()
	for marked, want := range cases {
		r := pass(testkit.Parse(marked))
		var got []string
		for _, m := range r.Mentions {
			if m.Form == parley.MentionName {
				got = append(got, r.Report.Quote(m.Span))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", marked, got, want)
		}
	}
}
