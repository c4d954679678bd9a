package clerk

import "testing"

func TestWithShortNames(t *testing.T) {
	holdNames(t, withShortNames, map[string][]string{
		"[person|Oda Lind] came. Lind’s envoy met Lind, and Mr. Lind.":              {"Oda Lind", "Lind", "Lind", "Lind"},
		"[person|Ib al-Berg] came. Al-Berg left; the call to al-Berg began.":        {"Ib al-Berg", "Al-Berg", "al-Berg"},
		"[person|Oda Lind] came. When Lind left, Oda waited.":                       {"Oda Lind", "Lind", "Oda"},
		"Lind had come. [person|Oda Lind] left.":                                    {"Oda Lind"},
		"[person|Oda Lind] came. Lind Street, Kai Lind and Lind-Berg are others.":   {"Oda Lind"},
		"[person|Oda Lind] came, and [organisation|Lind Ferries] left.":             {"Oda Lind", "Lind Ferries"},
		"[person|Oda Grant] came. Grant it, he said, as others grant it.":           {"Oda Grant"},
		"[person|Ada Lima] came. Talks in Lima began.":                              {"Ada Lima"},
		"[person|Oda Lind] came. [person|Lind] left.":                               {"Oda Lind", "Lind"},
		"[person|Frank Price] came. Price caps were agreed. Price controls follow.": {"Frank Price"},
		"[person|Ai Lin] came. She feared that AI harms talks with Lin.":            {"Ai Lin", "Lin"},
		"[person|Kai Berg of Halmo] came. The talks in Halmo began for Kai.":        {"Kai Berg of Halmo", "Kai"},
		"[person|Oda Berg] came. They climbed the Berg, and Berg's envoy left.":     {"Oda Berg", "Berg"},
		"[organisation|Halm Ferries] grew. Ferries left.":                           {"Halm Ferries"},
	})
}
