package points_test

import (
	"strings"
	"testing"

	"parley"
	"parley/terms/points"
)

// FuzzSplit holds Split to its laws for any text: the spans lie in it, in order and
// apart, each point lies within one before it; and a text compared with itself is
// kept as a whole.
func FuzzSplit(f *testing.F) {
	for _, text := range []string{
		"Preamble\n1. One\n(a) first; (b) second\n2. Two\nArticle 3: x\n3.1 y\n3.2 z\nDone at Oslo",
		"Chapter I\nArticle 1\n1) a\n2) b\nArticle 2\n1) a\n\n• x\n• y\n- z\n§ 1 (i) one\n(ii) two",
		"1.\n1.\n1.\n(a)\n(a)\ni. v. x.\nIV) \n1.1.1 2 \u200b1.2",
		"1. (1) : (1) ; (2) ; (3)\u2003\n2 – \u00e9",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		report := &parley.Report{ID: "r", Text: strings.ToValidUTF8(raw, "")}
		text, err := points.Split(report)
		if err != nil {
			return
		}
		last := text.Preamble
		for i, p := range text.Points {
			report.Quote(p.Label)
			if p.Words.Len() > 0 {
				report.Quote(p.Words)
			}
			if p.Label.Start < last.End || p.Words.Len() > 0 && p.Words.Start < p.Label.End {
				t.Errorf("point %d begins at %v within %v", i, p.Label, last)
			}
			if p.Within >= i {
				t.Errorf("point %d lies within %d", i, p.Within)
			}
			last = p.Span()
		}
		if text.Closing.Len() > 0 && text.Closing.Start < last.End {
			t.Errorf("the closing %v begins within the last point %v", text.Closing, last)
		}
		for _, p := range points.Compare(text, text) {
			if p.How != points.Kept || p.A != p.B || p.Moved {
				t.Errorf("Compare(a, a) gives %+v", p)
			}
		}
	})
}
