package clerk

import "testing"

func TestWithHe(t *testing.T) {
	holdNames(t, withHe, map[string][]string{
		"[person|He Lin] came. Premier [pronoun|He] said so. But Mr. Tamm left.":                              {"He Lin", "He"},
		"[person|He Lin] came. Tamm met with [pronoun|He] there. [pronoun|He] left. [pronoun|He], too, went.": {"He Lin", "He"},
		"[person|Kai Lin] came. Tamm met with [pronoun|He] there.":                                            {"Kai Lin"},
	})
}
