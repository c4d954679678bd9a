package parley

import (
	"slices"
	"testing"
)

func TestNesting_Around(t *testing.T) {
	//                0         1         2         3         4
	const text = "A said that B thought that C wept, not D. E"
	at := func(from, to int) []Span { return []Span{{from, to}} }
	n := NewNesting([]Attribution{
		{Content: at(12, 40)},               // A: B thought …
		{Content: at(27, 33)},               // B: C wept
		{Content: at(27, 33)},               // the same once more
		{Content: []Span{{0, 6}, {42, 43}}}, // somebody's two pieces
	})
	for _, test := range []struct {
		words string
		span  Span
		want  []int
	}{
		{"C", Span{27, 28}, []int{2, 1, 0}},
		{"B", Span{12, 13}, []int{0}},
		{"E", Span{42, 43}, []int{3}},
		{"wept, not", Span{29, 38}, []int{0}},
		{"said that", Span{2, 11}, nil},
	} {
		if got := text[test.span.Start:test.span.End]; got != test.words {
			t.Fatalf("%v is %q", test.span, got)
		}
		if got := n.Around(test.span); !slices.Equal(got, test.want) {
			t.Errorf("Around(%q) = %v, want %v", test.words, got, test.want)
		}
	}
}

func TestReading_MentionAt(t *testing.T) {
	r := Reading{Mentions: []Mention{{Span: Span{0, 9}}, {Span: Span{0, 4}}, {Span: Span{0, 4}, Form: MentionPronoun}, {Span: Span{6, 9}}}}
	for want, span := range map[int]Span{0: {0, 9}, 1: {0, 4}, 3: {6, 9}, -1: {5, 9}} {
		if got := r.MentionAt(span); got != want {
			t.Errorf("MentionAt(%v) = %d, want %d", span, got, want)
		}
	}
}
