package main

import (
	"strings"

	"github.com/clipperhouse/displaywidth"

	"parley"
)

// wrap breaks text into lines that are at most width columns wide: at line
// breaks, else between words, else within one that is wider. The spaces at
// which a line breaks belong to none. Lines come as spans of text, so that
// whoever prints them still knows what lies where.
func wrap(text string, width int) []parley.Span {
	var lines []parley.Span
	start := 0
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines = append(lines, wrapParagraph(text, parley.Span{Start: start, End: start + len(paragraph)}, width)...)
		start += len(paragraph) + 1
	}
	return lines
}

func wrapParagraph(text string, paragraph parley.Span, width int) []parley.Span {
	var lines []parley.Span
	line := parley.Span{Start: paragraph.Start, End: paragraph.Start}
	used := 0 // columns of line
	for at := paragraph.Start; at < paragraph.End; {
		rest := text[at:paragraph.End]
		gap := len(rest) - len(strings.TrimLeft(rest, " \t\r"))
		length := strings.IndexAny(rest[gap:], " \t\r")
		if length < 0 {
			length = len(rest) - gap
		}
		word := parley.Span{Start: at + gap, End: at + gap + length}
		at = word.End
		wide := columns(text[line.End:word.End])
		if used+wide > width {
			if used > 0 {
				lines = append(lines, line)
			}
			line, used = parley.Span{Start: word.Start, End: word.Start}, 0
			wide = columns(text[word.Start:word.End])
		}
		if wide > width {
			for cut := part(text[word.Start:word.End], width); word.Start+cut < word.End; cut = part(text[word.Start:word.End], width) {
				word.Start += cut
				lines = append(lines, parley.Span{Start: line.Start, End: word.Start})
				line.Start = word.Start
			}
			wide = columns(text[word.Start:word.End])
		}
		line.End = word.End
		used += wide
	}
	return append(lines, line)
}

// part is how many bytes of word stand on a line of width columns: all if they fit, else up to
// a slash in the second half of what fits, as of a range of days, else what fits.
func part(word string, width int) int {
	cut := fit(word, width)
	if cut == len(word) {
		return cut
	}
	if slash := strings.LastIndexByte(word[:cut], '/'); slash >= cut/2 && slash > 0 {
		return slash + 1
	}
	return cut
}

// fit is how many bytes of word take up at most width columns, and at least one
// character.
func fit(word string, width int) int {
	bytes, used := 0, 0
	characters := displaywidth.StringGraphemes(word)
	for characters.Next() {
		used += columns(characters.Value())
		if used > width && bytes > 0 {
			break
		}
		bytes += len(characters.Value())
	}
	return bytes
}

// columns is how wide s is on a terminal, as it is printed.
func columns(s string) int { return displaywidth.String(printable(s)) }
