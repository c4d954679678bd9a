package reader

import (
	"slices"
	"strings"

	"parley"
	"parley/internal/abbrev"
	"parley/internal/quoted"
)

// goOn gives attributions, which are in the order of their cues, the quotations that they go
// on with: a sentence that is but a quotation, on the line and right behind the sentence in
// which its speaker is told, with no cue besides. The network now and then leaves out the
// second of “We wait,” said Lind. “I do.”
func goOn(text string, all []parley.Attribution) {
	const many = 40 // quotations of a line; more are no prose
	var line parley.Span
	var within []quoted.Quotation // of the line
	marked := quoted.Find(text)
	for i := range all {
		a := &all[i]
		if at := a.Cue[0].Start; i == 0 || at < line.Start || at >= line.End {
			line = lineAt(text, at)
			within = between(marked, line)
		}
		if len(a.Source) == 0 || len(within) > many {
			continue
		}
		isIn := func(s parley.Span) bool {
			return slices.ContainsFunc(within, func(q quoted.Quotation) bool { return q.Contains(s) })
		}
		last := a.Content[len(a.Content)-1]
		if isIn(parley.Hull(a.Cue)) || !slices.ContainsFunc(a.Content, isIn) || !line.Contains(last) {
			continue
		}
		end := max(last.End, a.Cue[len(a.Cue)-1].End, a.Source[len(a.Source)-1].End)
		for _, q := range within {
			if q.Start <= end {
				continue
			}
			if !opensSentence(text[end:q.Start]) || !endsSentence(text, q.Span, line.End) || isToldElse(onLine(all, line), a.Cue[0], parley.Span{Start: end, End: q.End}, isIn) {
				break
			}
			a.Content = append(slices.Clip(a.Content), pieces(text, []parley.Span{q.Span}, contentEnds)...)
			end = q.End
		}
	}
}

// lineAt is the line that the byte at stands in.
func lineAt(text string, at int) parley.Span {
	start := strings.LastIndexByte(text[:at], '\n') + 1
	end := len(text)
	if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
		end = at + n
	}
	return parley.Span{Start: start, End: end}
}

// between are those of marked, which are in order, that begin on a line.
func between(marked []quoted.Quotation, line parley.Span) []quoted.Quotation {
	from := func(q quoted.Quotation, at int) int { return q.Start - at }
	first, _ := slices.BinarySearchFunc(marked, line.Start, from)
	behind, _ := slices.BinarySearchFunc(marked, line.End, from)
	return marked[first:behind]
}

// opensSentence reports whether the words before an opening mark end a sentence, and the one
// sentence alone, or are none behind another quotation.
func opensSentence(before string) bool {
	before = strings.Trim(before, " “”\"")
	ends := strings.Count(before, ". ") + strings.Count(before, "? ") + strings.Count(before, "! ")
	return before == "" || ends == 0 && strings.HasSuffix(before, ".") && !abbrev.KeepsPoint(before[:len(before)-1], 0)
}

// endsSentence reports whether a quotation ends one, and what follows on its line, if
// anything, begins another.
func endsSentence(text string, q parley.Span, end int) bool {
	behind := strings.TrimLeft(text[q.End:end], "”\" ")
	return strings.ContainsRune(".!?…", lastRune(text[q.Start:q.End])) || behind == "" || strings.HasPrefix(behind, "“")
}

// onLine are those of all attributions, in the order of their cues, that have them on a line.
func onLine(all []parley.Attribution, line parley.Span) []parley.Attribution {
	before := func(a parley.Attribution, at int) int { return a.Cue[0].Start - at }
	first, _ := slices.BinarySearchFunc(all, line.Start, before)
	behind, _ := slices.BinarySearchFunc(all, line.End, before)
	return all[first:behind]
}

// isToldElse reports whether another attribution than that of own cue has its cue in where,
// outside quotations, or has quoted words there that are all of a quotation.
func isToldElse(all []parley.Attribution, own, where parley.Span, isIn func(parley.Span) bool) bool {
	return slices.ContainsFunc(all, func(b parley.Attribution) bool {
		cue := parley.Hull(b.Cue)
		if b.Cue[0] == own || isIn(cue) {
			return false
		}
		return where.Contains(cue) || slices.ContainsFunc(b.Content, func(c parley.Span) bool { return c.Overlaps(where) && isIn(c) })
	})
}
