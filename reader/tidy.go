package reader

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/abbrev"
)

// The network tells spans token by token; what follows here ends them where an
// analyst would (docs/labels.md). It makes a span longer only by the space
// between two pieces, by the rest of a word that a hyphen, an apostrophe or
// the points of initials join, by the second half of prime minister, and by the mark that closes a quotation.

// slivers are words that alone are no piece of a source or content that has
// others.
var slivers = map[string]bool{"the": true, "a": true, "an": true, "that": true, "this": true, "his": true, "her": true, "their": true, "its": true, "of": true, "and": true}

// unsaid are words that are nobody's words where they are all that was found: "Norland
// agreed |to|". Of 32 so read no one was labelled.
var unsaid = strings.Fields("the a an of and to for on in")

// tidy ends the spans of a as scheme does. It reports whether content is left.
func tidy(text string, a *parley.Attribution, scheme Scheme) bool {
	for _, role := range []*[]parley.Span{&a.Source, &a.Content, &a.Cue, &a.Addressee} {
		*role = joined(text, *role)
	}
	if scheme == SchemePolNeAR {
		return len(a.Content) > 0
	}
	for _, role := range []*[]parley.Span{&a.Source, &a.Content, &a.Cue, &a.Addressee} {
		*role = unbroken(text, *role)
	}
	a.Content = pieces(text, ofParagraph(text, a.Cue, paragraphs(text, a.Content)), contentEnds)
	a.Content = withoutStarts(text, a)
	if len(a.Content) == 1 && slices.Contains(unsaid, text[a.Content[0].Start:a.Content[0].End]) {
		a.Content = nil
	}
	for i := range a.Content {
		a.Content[i] = closed(text, a.Content[i])
	}
	a.Source = withoutTails(text, withoutArticles(text, pieces(text, a.Source, nounEnds)))
	a.Source = widerSources(text, a)
	a.Addressee = withoutTails(text, withComplements(text, withoutArticles(text, pieces(text, a.Addressee, nounEnds))))
	if cue := pieces(text, a.Cue, nounEnds); len(cue) > 0 { // a cue may be a colon
		a.Cue = cue
	}
	return len(a.Content) > 0
}

// joined joins pieces with nothing but space between them.
func joined(text string, spans []parley.Span) []parley.Span {
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && out[n-1].End <= s.Start && isBlank(text[out[n-1].End:s.Start]) {
			out[n-1].End = s.End
			continue
		}
		out = append(out, s)
	}
	return out
}

// paragraphs are spans cut where a paragraph ends: nobody's words go on over it, unless they
// are quoted, and then an analyst marks the paragraphs one by one.
func paragraphs(text string, spans []parley.Span) []parley.Span {
	var out []parley.Span
	for _, s := range spans {
		for gap := emptyLine(text[s.Start:s.End]); gap != nil; gap = emptyLine(text[s.Start:s.End]) {
			out = append(out, parley.Span{Start: s.Start, End: s.Start + gap[0]})
			s.Start += gap[1]
		}
		out = append(out, s)
	}
	return out
}

// emptyLine is where the first empty line of text begins and ends, with the line feeds on
// both sides; nil for none. White space leaves a line empty.
func emptyLine(text string) []int {
	for start := 0; ; {
		n := strings.IndexByte(text[start:], '\n')
		if n < 0 {
			return nil
		}
		at := start + n
		behind := strings.TrimLeftFunc(text[at+1:], func(r rune) bool { return r != '\n' && unicode.IsSpace(r) })
		start = len(text) - len(behind)
		if strings.HasPrefix(behind, "\n") {
			return []int{at, start + 1}
		}
	}
}

// ofParagraph leaves out of a content that has words in the paragraph of its cue those of
// others that are in no quotation marks, unless a colon leads to them.
func ofParagraph(text string, cue, content []parley.Span) []parley.Span {
	if len(cue) == 0 {
		return content
	}
	here := around(text, cue[0].Start)
	isHere := func(s parley.Span) bool { return here.Contains(s) }
	if strings.HasSuffix(strings.TrimSpace(text[here.Start:here.End]), ":") || !slices.ContainsFunc(content, isHere) {
		return content
	}
	return slices.DeleteFunc(content, func(s parley.Span) bool { return !isHere(s) && !isQuoted(text, s) })
}

// around is the paragraph of the byte at, or of a very long one what lies near.
func around(text string, at int) parley.Span {
	const far = 10_000 // bytes
	start, end := max(0, at-far), min(len(text), at+far)
	for gap := emptyLine(text[start:at]); gap != nil; gap = emptyLine(text[start:at]) {
		start += gap[1]
	}
	if gap := emptyLine(text[at:end]); gap != nil {
		end = at + gap[0]
	}
	return parley.Span{Start: start, End: end}
}

// isQuoted reports whether a span opens a quotation or stands in one that its paragraph
// opens.
func isQuoted(text string, s parley.Span) bool {
	before := text[around(text, s.Start).Start:s.Start]
	opens := strings.ContainsRune("“\"‘«„", firstRune(text[s.Start:])) || strings.ContainsRune("“\"‘«„", lastRune(before))
	return opens || strings.Count(before, "“") > strings.Count(before, "”") || strings.Count(before, "«") > strings.Count(before, "»") || strings.Count(before, `"`)%2 == 1
}

// withComplements joins pieces with only a preposition between that a noun takes: "an
// aide" and "Norland's president" are one addressee in "an aide to Norland's president".
func withComplements(text string, spans []parley.Span) []parley.Span {
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && out[n-1].End < s.Start && slices.Contains(complements, text[out[n-1].End:s.Start]) {
			out[n-1].End = s.End
			continue
		}
		out = append(out, s)
	}
	return out
}

var complements = []string{" to ", " of ", " for ", " at ", " from "}

// unbroken are spans with the whole of the words that they begin or end in: the
// network's words end at hyphens and apostrophes (won|’t, seven|-page), at the points of
// initials and within an office (prime| minister). Whose something is, ends before the
// apostrophe. Spans that then meet are one.
func unbroken(text string, spans []parley.Span) []parley.Span {
	out := spans[:0]
	for _, s := range spans {
		if rest := text[s.Start:]; (strings.HasPrefix(rest, "’t ") || strings.HasPrefix(rest, "'t ")) && strings.HasSuffix(text[:s.Start], "n") {
			s.Start = wordStart(text, s.Start)
		}
		for range joints {
			mark, n := utf8.DecodeLastRuneInString(text[:s.Start])
			if !strings.ContainsRune("-’'", mark) || !isLetterOrDigit(firstRune(text[s.Start:])) || !isLetterOrDigit(lastRune(text[:s.Start-n])) {
				break
			}
			s.Start -= n
			s.Start = wordStart(text, s.Start)
		}
		s.End += primeMinister(text, s.End)
		for range joints {
			if n := initials(text, s.End); n > 0 {
				s.End += n
				continue
			}
			rest := text[s.End:]
			if after, ok := strings.CutPrefix(rest, "-"); ok && isLetterOrDigit(lastRune(text[:s.End])) && isLetterOrDigit(firstRune(after)) {
				s.End = wordEnd(text, s.End+len("-"))
				continue
			}
			for _, not := range []string{"’t", "'t"} {
				if strings.HasPrefix(rest, not) && strings.HasSuffix(text[s.Start:s.End], "n") && !isLetterOrDigit(firstRune(rest[len(not):])) {
					s.End += len(not)
				}
			}
			break
		}
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// primeMinister is how many bytes behind end finish the office that is cut there: "the
// prime| minister".
func primeMinister(text string, end int) int {
	const first, second = "prime", " minister"
	start := end - len(first)
	if start < 0 || end+len(second) > len(text) || !strings.EqualFold(text[start:end], first) || !strings.EqualFold(text[end:end+len(second)], second) {
		return 0
	}
	if isLetterOrDigit(lastRune(text[:start])) || isLetterOrDigit(firstRune(text[end+len(second):])) {
		return 0
	}
	return len(second)
}

// initials is how many bytes behind end go on with the initials that end there, so that
// "the U" becomes "the U.N.".
func initials(text string, end int) int {
	isCapital := func(at int) bool { return at >= 0 && at < len(text) && 'A' <= text[at] && text[at] <= 'Z' }
	if !isCapital(end-1) || end > 1 && isLetterOrDigit(lastRune(text[:end-1])) || !strings.HasPrefix(text[end:], ".") || !isCapital(end+1) {
		return 0
	}
	switch rest := text[end+len(".N"):]; {
	case strings.HasPrefix(rest, ".") && isCapital(end+len(".N.")):
		return len(".N") // and on: "the F.B.I."
	case strings.HasPrefix(rest, "."):
		return len(".N.")
	case isLetterOrDigit(firstRune(rest)):
		return 0 // "plan A.Norland"
	}
	return len(".N")
}

const (
	joints        = 4  // hyphens, apostrophes and points of a word that are looked behind
	longestTidied = 64 // bytes of a word between two of them
)

// wordStart is where the word that ends at end begins.
func wordStart(text string, end int) int {
	start := end
	for start > 0 && end-start < longestTidied {
		r, n := utf8.DecodeLastRuneInString(text[:start])
		if !isLetterOrDigit(r) {
			break
		}
		start -= n
	}
	return start
}

// wordEnd is where the word that begins at start ends.
func wordEnd(text string, start int) int {
	end := start
	for end < len(text) && end-start < longestTidied {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !isLetterOrDigit(r) {
			break
		}
		end += n
	}
	return end
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// isBlank reports whether s is white space within a line.
func isBlank(s string) bool {
	return strings.TrimSpace(s) == "" && !strings.Contains(s, "\n")
}

// pieces are spans with their ends as ends makes them; of several, those that
// are no more than a small word are left out.
func pieces(text string, spans []parley.Span, ends func(string) (from, to int)) []parley.Span {
	var out []parley.Span
	for _, s := range spans {
		from, to := ends(text[s.Start:s.End])
		if from < to && strings.ContainsFunc(text[s.Start+from:s.Start+to], isLetterOrDigit) {
			out = append(out, parley.Span{Start: s.Start + from, End: s.Start + to})
		}
	}
	isSliver := func(s parley.Span) bool { return slivers[strings.ToLower(text[s.Start:s.End])] }
	if slices.ContainsFunc(out, func(s parley.Span) bool { return !isSliver(s) }) {
		out = slices.DeleteFunc(out, isSliver)
	}
	return out
}

// closed is span with the quotation mark that closes what it opens, where that
// stands right behind it: called it “a start|”.
func closed(text string, span parley.Span) parley.Span {
	words, rest := text[span.Start:span.End], text[span.End:]
	if strings.Count(words, "“") != strings.Count(words, "”")+1 {
		return span
	}
	for _, end := range []string{"”", ".”", ",”", "!”", "?”"} {
		if strings.HasPrefix(rest, end) {
			span.End += len(end)
		}
	}
	return span
}

// withoutArticles leaves out spans that are an article and nothing else: nobody
// is called that.
func withoutArticles(text string, spans []parley.Span) []parley.Span {
	return slices.DeleteFunc(spans, func(s parley.Span) bool {
		return slices.Contains([]string{"the", "a", "an"}, strings.ToLower(text[s.Start:s.End]))
	})
}

// withoutTails cuts from spans the small words that nobody's name or description ends in:
// President Lind |of|, clerics |from around|, Oda Lind|, who|.
func withoutTails(text string, spans []parley.Span) []parley.Span {
	const most = 3 // words
	for i := range spans {
		s := &spans[i]
		for range most {
			n := strings.LastIndexByte(text[s.Start:s.End], ' ')
			if n <= 0 || !slices.Contains(trailing, text[s.Start+n+1:s.End]) && !slices.Contains(tails, text[s.Start+n+1:s.End]) {
				break
			}
			s.End = s.Start + len(strings.TrimRight(text[s.Start:s.Start+n], " ,"))
		}
	}
	return spans
}

// tails are words that no description ends in, besides [trailing].
var tails = strings.Fields("a an from around at to with by outside inside near who which whom whose")

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// nounEnds cuts space, marks and quotation marks without a partner, a bracket that closes
// none, and what one begins that is not closed: "Edmund Lisle (@".
func nounEnds(s string) (from, to int) {
	const marks = ",;:—–-("
	for from, to = trimmed(s, marks, marks); ; {
		switch open := strings.LastIndexByte(s[from:to], '('); {
		case open > 0 && !strings.Contains(s[from+open:to], ")"):
			to = from + open
		case open < 0 && strings.HasSuffix(s[from:to], ")"):
			to--
		default:
			return from, to
		}
		f, t := trimmed(s[from:to], marks, marks)
		from, to = from+f, from+t
	}
}

// contentEnds cuts the quotation marks around s, and what ends its sentence.
func contentEnds(s string) (from, to int) {
	from, to = trimmed(s, ",;:—–", ",;:—–")
	for strings.HasPrefix(s[from:to], "- ") || strings.HasPrefix(s[from:to], "• ") { // an item of a list
		_, n := utf8.DecodeRuneInString(s[from:to])
		f, t := trimmed(s[from+n:to], ",;:—–", ",;:—–")
		from, to = from+n+f, from+n+t
	}
	for to > from && s[to-1] == '.' && !abbrev.KeepsPoint(s[from:to-1], 0) && !strings.HasSuffix(s[from:to], "..") {
		to--
		f, t := trimmed(s[from:to], ",;:—–", ",;:—–")
		from, to = from+f, from+t
	}
	return from, to
}

// trimmed cuts white space and the marks of left and right from the ends of s,
// and quotation marks that have no partner between, or are each other's.
func trimmed(s, left, right string) (from, to int) {
	from, to = 0, len(s)
	for from < to {
		first, n := utf8.DecodeRuneInString(s[from:to])
		last, m := utf8.DecodeLastRuneInString(s[from:to])
		opens, closes := loose(s[from:to])
		switch {
		case unicode.IsSpace(first) || strings.ContainsRune(left, first) || opens:
			from += n
		case unicode.IsSpace(last) || strings.ContainsRune(right, last) || closes:
			to -= m
		default:
			return from, to
		}
	}
	return from, to
}

// loose tells whether the first character of s is a quotation mark whose
// partner is not inside s, or is its last character; and whether the last is
// one whose partner is not inside.
func loose(s string) (first, last bool) {
	switch {
	case strings.HasPrefix(s, "“"):
		first = !strings.Contains(s[:len(s)-len("”")], "”") // a partner at the very end is cut too
	case strings.HasPrefix(s, "”"):
		first = true
	case strings.HasPrefix(s, `"`):
		n := strings.Count(s, `"`)
		first = n%2 == 1 || n == 2 && strings.HasSuffix(s, `"`)
	}
	switch {
	case strings.HasSuffix(s, "”"):
		last = !strings.Contains(s, "“")
	case strings.HasSuffix(s, "“"):
		last = true
	case strings.HasSuffix(s, `"`):
		last = strings.Count(s, `"`)%2 == 1
	}
	return first, last
}
