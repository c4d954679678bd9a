package parley

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"
)

// A Span is a half-open range of bytes of [Report.Text]: the evidence behind a
// line of the record. It begins and ends between characters, never inside one.
// Offsets into the bytes a report was published as are another type, which
// never leaves package ingest; faces that count in characters convert.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the number of bytes the span covers.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Contains reports whether t lies wholly within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// String is the span as the errors of this module print it: [212,246).
func (s Span) String() string { return fmt.Sprintf("[%d,%d)", s.Start, s.End) }

// Compare orders spans by where they start; of two that start together the
// longer comes first, so that an outer span precedes what it holds.
func (s Span) Compare(t Span) int {
	return cmp.Or(cmp.Compare(s.Start, t.Start), cmp.Compare(t.End, s.End))
}

// Hull is the smallest span that covers all of spans; the zero Span for none.
func Hull(spans []Span) Span {
	if len(spans) == 0 {
		return Span{}
	}
	hull := spans[0]
	for _, s := range spans[1:] {
		hull.Start = min(hull.Start, s.Start)
		hull.End = max(hull.End, s.End)
	}
	return hull
}

// Covers reports whether every byte of span lies in one of spans.
func Covers(spans []Span, span Span) bool {
	return slices.ContainsFunc(spans, func(s Span) bool { return s.Contains(span) })
}

// Verify says whether span could have been made from r: it is ordered, not
// empty, inside the text and cuts no character. Use it on spans that come from
// outside; the error is an [ErrInvalid] and names both sides.
func (r *Report) Verify(span Span) error {
	switch {
	case span.Start < 0 || span.End > len(r.Text):
		return fmt.Errorf("span %v is outside report of %d bytes: %w", span, len(r.Text), ErrInvalid)
	case span.Start >= span.End:
		return fmt.Errorf("span %v is empty: %w", span, ErrInvalid)
	case !utf8.RuneStart(r.Text[span.Start]) || span.End < len(r.Text) && !utf8.RuneStart(r.Text[span.End]):
		return fmt.Errorf("span %v cuts a character: %w", span, ErrInvalid)
	}
	return nil
}

// Quote returns the very words of span. It is the only way to get words for a
// record. A span that r does not hold is a broken promise of this module and
// panics; check spans from elsewhere with [Report.Verify] first.
func (r *Report) Quote(span Span) string {
	if err := r.Verify(span); err != nil {
		panic("parley: " + err.Error())
	}
	return r.Text[span.Start:span.End]
}
