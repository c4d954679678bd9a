package anchor_test

import (
	"slices"
	"strings"
	"testing"

	"parley/internal/anchor"
)

func TestDiff_shows_what_changed_by_word(t *testing.T) {
	const old = "Oda Brandt, who leads the talks for Veldland, told reporters on Wednesday that both sides had agreed to reopen the ferry across the Narrows.\nOkoye denied it."
	for name, test := range map[string]struct {
		new  string
		want []string
	}{
		"nothing":                   {old, nil},
		"a_word_replaced":           {strings.Replace(old, "Wednesday", "Thursday", 1), []string{"for Veldland, told reporters on [-Wednesday-]{+Thursday+} that both sides had agreed"}},
		"words_inserted":            {strings.Replace(old, "both", "nearly all of both", 1), []string{"told reporters on Wednesday that {+nearly all of +}both sides had agreed to"}},
		"words_deleted":             {strings.Replace(old, " on Wednesday", "", 1), []string{"talks for Veldland, told reporters [-on Wednesday -]that both sides had agreed"}},
		"near_changes_are_one":      {strings.NewReplacer("Wednesday", "Thursday", "sides", "parties").Replace(old), []string{"for Veldland, told reporters on [-Wednesday-]{+Thursday+} that both [-sides-]{+parties+} had agreed to reopen the"}},
		"far_ones_are_two":          {strings.NewReplacer("Oda", "Ola", "ferry", "bridge").Replace(old), []string{"[-Oda-]{+Ola+} Brandt, who leads the talks", "had agreed to reopen the [-ferry-]{+bridge+} across the Narrows."}},
		"a_paragraph_at_the_end":    {old + "\n\nNobody else spoke.", []string{"Okoye denied it.{+\n\nNobody else spoke.+}"}},
		"a_paragraph_at_the_start":  {"Halm, Friday.\n\n" + old, []string{"{+Halm, Friday.\n\n+}Oda Brandt, who leads the"}},
		"a_sentence_like_another":   {strings.Replace(old, "Okoye denied it.", "Okoye denied all. Okoye denied it.", 1), []string{"{+Okoye denied all. +}Okoye denied it."}},
		"white_space":               {strings.Replace(old, "told ", "told\n", 1), []string{"space: [- -]{+\n+}"}},
		"white_space_in_a_passage":  {strings.Replace(old, "on Wednesday that both", "on Thursday that\u00a0both", 1), []string{"for Veldland, told reporters on [-Wednesday-]{+Thursday+} that[- -]{+\u00a0+}both sides had agreed"}},
		"everything":                {"No.", []string{"[-" + old[:len(old)-1] + "-]{+No+}."}},
		"all_of_it_gone":            {"", []string{"[-" + old + "-]"}},
		"one_common_word_is_no_end": {strings.Replace(old, "reopen the ferry across the", "build six bridges and the road along", 1), []string{"both sides had agreed to [-reopen the ferry across the-]{+build six bridges and the road along+} Narrows."}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, c := range anchor.New(old, test.new).Changes() {
				got = append(got, printed(c))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("Changes = %q, want %q", got, test.want)
			}
		})
	}
}

// printed is a change as wdiff prints it.
func printed(c anchor.Change) string {
	var b strings.Builder
	if c.IsSpace() {
		b.WriteString("space: ")
	}
	for _, e := range c.Edits {
		switch e.Kind {
		case anchor.EditKept:
			b.WriteString(e.Text)
		case anchor.EditDeleted:
			b.WriteString("[-" + e.Text + "-]")
		case anchor.EditInserted:
			b.WriteString("{+" + e.Text + "+}")
		}
	}
	return b.String()
}
