package clerk

import (
	"slices"
	"strings"
	"testing"

	"parley"
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

// What begins with the name that is left, and is longer, comes before it then: it refers back
// to nobody behind it.
func TestWithOwnNames_keeps_antecedents_before(t *testing.T) {
	text := "President of Chad Oda Lind, the envoy, came."
	at := func(words string) parley.Span {
		start := strings.Index(text, words)
		return parley.Span{Start: start, End: start + len(words)}
	}
	r := withOwnNames(&parley.Reading{Report: &parley.Report{Text: text}, Antecedents: []int{-1, 0}, Mentions: []parley.Mention{
		{Span: at("Chad Oda Lind"), Form: parley.MentionName, Kind: parley.EntityPerson}, {Span: at("Oda Lind, the envoy"), Form: parley.MentionDescription}}})
	for i, a := range r.Antecedents {
		if a >= i {
			t.Errorf("mention %d, %q, has antecedent %d, want one before", i, r.Report.Quote(r.Mentions[i].Span), a)
		}
	}
}
