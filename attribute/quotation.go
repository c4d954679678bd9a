package attribute

import (
	"sort"
	"strings"
	"unicode"

	"parley"
	"parley/internal/quoted"
)

// kind says in whose words content is, by the quotation marks: direct if all its
// letters lie in quotations, mixed if some do. A quotation that holds the cue too
// is somebody else's, who speaks of this statement: in “I think it is over” the
// thinking is not quoted. A dash as the cue is a signature, and what is signed is
// the signer's words without any marks.
func kind(report *parley.Report, cue, content []parley.Span, marked []quoted.Quotation) parley.StatementKind {
	if isSignature(report, cue) {
		return parley.StatementDirect
	}
	all, inside := 0, 0
	for _, piece := range content {
		all += letters(report.Quote(piece))
		for _, q := range around(marked, piece, parley.Hull(cue)) {
			inside += letters(report.Text[max(q.Start, piece.Start):min(q.End, piece.End)])
		}
	}
	switch inside {
	case 0:
		return parley.StatementIndirect
	case all:
		return parley.StatementDirect
	}
	return parley.StatementMixed
}

func isSignature(report *parley.Report, cue []parley.Span) bool {
	for _, span := range cue {
		if strings.Trim(report.Quote(span), "-–—― ") != "" {
			return false
		}
	}
	return len(cue) > 0
}

// around lists the quotations that share words with piece, apart from each
// other. Instead of one that holds cue it has those inside it.
func around(marked []quoted.Quotation, piece, cue parley.Span) []parley.Span {
	var spans []parley.Span
	first := sort.Search(len(marked), func(i int) bool { return marked[i].End > piece.Start })
	for _, q := range marked[first:] {
		switch {
		case q.Start >= piece.End:
			return spans
		case !q.Contains(cue):
			spans = append(spans, q.Span)
		default:
			for _, inner := range q.Inner {
				if inner.Overlaps(piece) && !inner.Contains(cue) {
					spans = append(spans, inner)
				}
			}
		}
	}
	return spans
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			n++
		}
	}
	return n
}
