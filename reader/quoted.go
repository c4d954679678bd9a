package reader

import (
	"slices"
	"strings"

	"parley"
	"parley/internal/abbrev"
)

// goOn gives attributions, which are in the order of their cues, the quotations that they go
// on with: a sentence that is but a quotation, on the line and right behind the sentence in
// which its speaker is told, with no cue besides. The network now and then leaves out the
// second of “We wait,” said Lind. “I do.”
func goOn(text string, all []parley.Attribution) {
	const many = 40 // quotations of a line; more are no prose
	var line parley.Span
	var quoted []parley.Span
	for i := range all {
		a := &all[i]
		if at := a.Cue[0].Start; i == 0 || at < line.Start || at >= line.End {
			line = lineAt(text, at)
			quoted = quotedIn(text, line, many)
		}
		if len(a.Source) == 0 || len(quoted) > many {
			continue
		}
		isIn := func(s parley.Span) bool {
			return slices.ContainsFunc(quoted, func(q parley.Span) bool { return q.Contains(s) })
		}
		last := a.Content[len(a.Content)-1]
		if isIn(parley.Hull(a.Cue)) || !slices.ContainsFunc(a.Content, isIn) || !line.Contains(last) {
			continue
		}
		end := max(last.End, a.Cue[len(a.Cue)-1].End, a.Source[len(a.Source)-1].End)
		for _, q := range quoted {
			if q.Start <= end {
				continue
			}
			if !opensSentence(text[end:q.Start]) || !endsSentence(text, q, line.End) || isToldElse(onLine(all, line), a.Cue[0], parley.Span{Start: end, End: q.End}, isIn) {
				break
			}
			a.Content = append(slices.Clip(a.Content), pieces(text, []parley.Span{q}, contentEnds)...)
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

// quotedIn are the quotations in double marks of a line, without the marks, no more than one
// beyond most. One that is not closed ends with the line.
func quotedIn(text string, line parley.Span, most int) []parley.Span {
	var all []parley.Span
	for at := line.Start; at < line.End && len(all) <= most; {
		open := strings.IndexAny(text[at:line.End], `“"`)
		if open < 0 {
			break
		}
		mark := "”" // that closes it
		start := at + open + len("“")
		if text[at+open] == '"' {
			mark, start = `"`, at+open+len(`"`)
		}
		end := line.End
		if n := strings.Index(text[start:line.End], mark); n >= 0 {
			end = start + n
		}
		all = append(all, parley.Span{Start: start, End: end})
		at = min(line.End, end+len(mark))
	}
	return all
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
