package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/abbrev"
)

const (
	mostAround = 200 // bytes of the sentence before and after the words
	mostHull   = 1200
)

// A Piece is some text of a report, as it stands there.
type Piece struct {
	Text   string
	Marked bool // whether it is among the words that were asked for
	Gap    bool // whether text was left out before it
}

// Sentence is the words of spans with the sentence around them. What of a long
// statement would be more than a paragraph is left out between.
func Sentence(r *parley.Report, spans []parley.Span) []Piece {
	if len(spans) == 0 {
		return nil
	}
	spans = joined(spans)
	hull := parley.Hull(spans)
	start, end := sentenceStart(r.Text, hull.Start), sentenceEnd(r.Text, hull.End)
	var all []Piece
	put := func(from, to int, marked, gap bool) {
		if from < to {
			all = append(all, Piece{Text: r.Text[from:to], Marked: marked, Gap: gap})
		}
	}
	at, gap := start, false
	for _, s := range spans {
		if s.Start-at > 2*mostAround && at > start {
			put(at, EndWord(r.Text, at+mostAround), false, gap)
			at, gap = startWord(r.Text, s.Start-mostAround), true
		}
		put(at, s.Start, false, gap)
		gap = gap && at == s.Start
		if s.Len() > mostHull {
			put(s.Start, EndWord(r.Text, s.Start+mostHull/2), true, gap)
			put(startWord(r.Text, s.End-mostHull/2), s.End, true, true)
		} else {
			put(s.Start, s.End, true, gap)
		}
		at, gap = s.End, false
	}
	put(at, end, false, false)
	return all
}

// joined are spans in order, those that touch or overlap as one.
func joined(spans []parley.Span) []parley.Span {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, parley.Span.Compare)
	out := spans[:1]
	for _, s := range spans[1:] {
		if last := &out[len(out)-1]; s.Start <= last.End {
			last.End = max(last.End, s.End)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// sentenceStart is where the sentence before at begins, or a word not far before.
func sentenceStart(text string, at int) int {
	least := max(0, at-mostAround)
	for least > 0 && !utf8.RuneStart(text[least]) {
		least--
	}
	before := text[least:at]
	start := least
	for i, c := range before {
		if c == '\n' || (c == '.' || c == '!' || c == '?') && endsSentence(text[:least+i+1], text[least+i+1:]) {
			start = least + i + 1
		}
	}
	if start == least && least > 0 {
		return startWord(text, least)
	}
	for start < at && (text[start] == ' ' || strings.HasPrefix(text[start:], "”") || text[start] == '"') {
		_, n := utf8.DecodeRuneInString(text[start:])
		start += n
	}
	return min(start, at)
}

// endsSentence reports whether the mark that before ends in ends a sentence: behind it are
// an end of quotation, if any, and a space with a capital or quotation behind it, and a
// point is of no abbreviation.
func endsSentence(before, rest string) bool {
	rest = strings.TrimLeft(rest, "”\"’)")
	after := strings.TrimLeft(rest, " \n")
	c, _ := utf8.DecodeRuneInString(after)
	return len(after) < len(rest) && (unicode.IsUpper(c) || strings.ContainsRune("“\"‘", c)) && !abbrev.KeepsPoint(strings.TrimSuffix(before, "."), c)
}

func sentenceEnd(text string, at int) int {
	most := min(len(text), at+mostAround)
	for most < len(text) && !utf8.RuneStart(text[most]) {
		most++
	}
	after := text[at:most]
	for i, c := range after {
		switch {
		case c == '\n':
			return at + i
		case (c == '.' || c == '!' || c == '?') && (endsSentence(text[:at+i+1], text[at+i+1:]) || at+i+1 == len(text)):
			end := at + i + 1
			for strings.HasPrefix(text[end:], "”") || strings.HasPrefix(text[end:], "\"") {
				_, n := utf8.DecodeRuneInString(text[end:])
				end += n
			}
			return end
		}
	}
	if most == len(text) {
		return most
	}
	return EndWord(text, most)
}

// startWord is at or behind at, where a word begins.
func startWord(text string, at int) int {
	for i := at; i < len(text) && i < at+40; i++ {
		if text[i] == ' ' {
			return i + 1
		}
	}
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return at
}

// EndWord is at or before a place in a text, where a word ends.
func EndWord(text string, at int) int {
	for i := at; i > 0 && i > at-40; i-- {
		if text[i-1] == ' ' {
			return i - 1
		}
	}
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}
