package parley

import (
	"slices"
	"testing"
)

func TestSense_is_of_the_tokens_that_begin_in_a_span(t *testing.T) {
	row := func(none float32, most int, v float32, labels int) []float32 {
		row := make([]float32, labels)
		row[0], row[most] = none, v
		return row
	}
	s := &Sense{Starts: []int{0, 4, 9, 12}}
	for _, v := range []float32{1, 9, 3, 5} {
		s.Stances = append(s.Stances, row(1, 2, v, 1+len(Stances))...)
		s.Contacts = append(s.Contacts, row(0, 1, v, 1+len(SensedStatuses))...)
		s.Families = append(s.Families, row(0, 2, v, 4)...)
	}
	for _, c := range []struct {
		name  string
		spans []Span
		want  float64 // of the one that speaks
		of    func([]Span) float64
	}{
		{"a stance by a third of four", []Span{{0, 13}}, 6, func(s2 []Span) float64 { return s.Stance(s2)[1] }},
		{"a stance by one of the last two", []Span{{9, 13}}, 4, func(s2 []Span) float64 { return s.Stance(s2)[1] }},
		{"a contact by all", []Span{{0, 5}, {12, 13}}, 5, func(s2 []Span) float64 { return s.Contact(s2)[0] }},
		{"a span that no token begins in", []Span{{5, 9}}, 0, func(s2 []Span) float64 { return s.Contact(s2)[0] }},
		{"no span", nil, 0, func(s2 []Span) float64 { return s.Contact(s2)[0] }},
		{"a call", []Span{{4, 5}}, 9, func(s2 []Span) float64 { return s.Family(s2, ContactCall) }},
		{"a meeting", []Span{{4, 5}}, 0, func(s2 []Span) float64 { return s.Family(s2, ContactVisit) }},
	} {
		if got := c.of(c.spans); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	var none *Sense
	if got := none.Stance([]Span{{0, 13}}); slices.ContainsFunc(got, func(v float64) bool { return v != 0 }) || len(got) != len(Stances) {
		t.Errorf("nothing sensed: %v", got)
	}
}
