package clerk

import (
	"slices"
	"testing"

	"parley"
	"parley/internal/testkit"
)

func TestWithKnownNames(t *testing.T) {
	for marked, want := range map[string][]string{
		"[person|Oda Lind] left. Mr. Oda Lind’s aide saw Oda Lind.":                                           {"Oda Lind", "Oda Lind", "Oda Lind"},
		"[person|Oda Lind] left. Oda Lind Berg and Kai Oda Lind stayed.":                                      {"Oda Lind"},
		"The [organisation|ADC] met. The ADC President left the ADC; ADC-led.":                                {"ADC", "ADC", "ADC"},
		"[person|ADC] met. The ADC left.":                                                                     {"ADC"},
		"[organisation|Lind] met. So did Lind.":                                                               {"Lind"},
		"[place|New Halm] is far. [person|Kai Berg of New Halm] left New Halmen.":                             {"New Halm", "Kai Berg of New Halm"},
		"[person|He Lin] came. Premier [pronoun|He] said so. But Mr. Tamm left.":                              {"He Lin", "He"},
		"[person|He Lin] came. Tamm met with [pronoun|He] there. [pronoun|He] left. [pronoun|He], too, went.": {"He Lin", "He"},
		"[person|Kai Lin] came. Tamm met with [pronoun|He] there.":                                            {"Kai Lin"},
	} {
		r := withKnownNames(testkit.Parse(marked))
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
