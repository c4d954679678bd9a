package attribute

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"parley"
)

// FuzzManner holds what is told of a statement to its law for any words: an act
// and a certainty of the record's lists, and spans that the report holds.
func FuzzManner(f *testing.F) {
	f.Add("In a letter, Oda Lind declined to comment, speaking on condition of anonymity because she may not.", uint16(21), uint16(29))
	f.Add("Russia’s “won't” reportedly can't — ever", uint16(0), uint16(9))
	f.Add("é no not.\n", uint16(0), uint16(3))
	f.Fuzz(func(t *testing.T, text string, from, to uint16) {
		text = strings.ToValidUTF8(text, "")
		cue := parley.Span{Start: boundary(text, int(min(from, to))), End: boundary(text, int(max(from, to)))}
		if cue.Start == cue.End {
			return
		}
		report := &parley.Report{Text: text}
		content := []parley.Span{{Start: cue.End, End: len(text)}}
		if cue.End == len(text) {
			content = nil
		}
		s := parley.Statement{Cue: []parley.Span{cue}, Content: content}
		m := newManner(&parley.Reading{Report: report}, &parley.Cast{})
		m.fill(&s, -1, nil, nil)
		if !slices.Contains(parley.Acts, s.Act) || !slices.Contains(parley.Certainties, s.Certainty) {
			t.Errorf("act %q, certainty %q of %q", s.Act, s.Certainty, text)
		}
		spans := s.Hedges
		if s.Channel != (parley.Span{}) {
			spans = append(spans, s.Channel)
		}
		for _, reason := range s.Reasons {
			spans = append(spans, reason.Words...)
		}
		for _, span := range spans {
			report.Quote(span)
		}
		why, _ := anonymity(m.reading, m.cast, -1, s.Cue)
		for _, span := range why {
			report.Quote(span)
		}
	})
}

// boundary is the beginning of the character of text at i.
func boundary(text string, i int) int {
	i = min(i, len(text))
	for i > 0 && i < len(text) && !utf8.RuneStart(text[i]) {
		i--
	}
	return i
}
