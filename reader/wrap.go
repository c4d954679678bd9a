package reader

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A block of lines between empty ones was broken by a machine to fit a width,
// not by its author, where every line is as full as the next word allowed. Such
// a line feed means no more than a space.
const (
	wrapLeast = 40  // characters of a line that can be full …
	wrapMost  = 120 // … and of the widest line of such a block
)

// Unwrapped is text with a space for each line feed that only wraps a line, or breaks a
// sentence, so that
// whoever splits it at line feeds gets paragraphs. Its length and every other byte stay.
// A turn, an item of a list, and what may be a headline keep their lines, though the
// network, as it was trained, takes those of a full line for one.
func Unwrapped(text string) string {
	soft := broken(softBreaks(nil, text), text)
	if len(soft) == 0 {
		return text
	}
	whole := []byte(text)
	for _, at := range soft {
		next, behind, _ := strings.Cut(text[at+1:], "\n")
		next = strings.TrimSpace(next)
		isPair := endsBlock(text[:max(0, strings.LastIndexByte(text[:at], '\n'))]) && startsBlock(behind)
		isHeadline := isPair && !unicode.IsLower(firstRune(next)) && !isRump(next)
		if !beginsItem.MatchString(next) && !isHeadline {
			whole[at] = ' '
		}
	}
	return string(whole)
}

// broken adds to soft, line feeds in order, those of text that break a sentence whatever the
// width of its lines: the next goes on in small letters, or is but a name that ends it ("the
// President of Norland|Oda Lind.").
func broken(soft []int, text string) []int {
	const full = 40 // characters of a line that a name may end
	for at, start := 0, 0; ; start = at + 1 {
		n := strings.IndexByte(text[start:], '\n')
		if n < 0 {
			break
		}
		at = start + n
		line := strings.TrimRight(text[start:at], " \r")
		next, _, _ := strings.Cut(text[at+1:], "\n")
		next = strings.TrimSpace(next)
		if last := lastRune(line); next == "" || !unicode.IsLetter(last) && last != ',' {
			continue
		}
		if unicode.IsLower(firstRune(next)) || utf8.RuneCountInString(line) >= full && isRump(next) {
			soft = append(soft, at)
		}
	}
	slices.Sort(soft)
	return slices.Compact(soft)
}

// isRump reports whether a line is a name and a stop: the end of a sentence that began on
// the line before.
func isRump(line string) bool {
	const most = 40 // characters
	name, ok := strings.CutSuffix(line, ".")
	return ok && utf8.RuneCountInString(line) <= most && !slices.ContainsFunc(strings.Fields(name), func(w string) bool { return !unicode.IsUpper(firstRune(w)) })
}

// endsBlock reports whether the last line of text is empty, and startsBlock whether the
// first is.
func endsBlock(text string) bool {
	return strings.TrimSpace(text[strings.LastIndexByte(text, '\n')+1:]) == ""
}

func startsBlock(text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimSpace(line) == ""
}

// beginsItem tells a line that begins a turn of a transcript or an item of a list.
var beginsItem = regexp.MustCompile(`^(?:\p{Lu}[\p{Lu} .'’-]*:|[0-9]+[.)]|[-*•–])\s`)

// softBreaks appends to dst the line feeds of text that only wrap a line, in
// order.
func softBreaks(dst []int, text string) []int {
	var lines []int // where each line of the block begins
	for at := 0; at <= len(text); {
		end := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n
		}
		if strings.TrimSpace(text[at:end]) == "" {
			dst, lines = wraps(dst, text, append(lines, at)), lines[:0]
		} else {
			lines = append(lines, at)
		}
		at = end + 1
	}
	return wraps(dst, text, append(lines, len(text)+1))
}

// wraps appends the line feeds of one block, if it is wrapped. lines has where
// each line begins, and what follows the last. Where it is a list, each item is judged
// by itself, but the width is that of all; what it is indented by counts.
func wraps(dst []int, text string, lines []int) []int {
	last := len(lines) - 2
	if last < 1 {
		return dst
	}
	line := func(i int) string { return strings.TrimRightFunc(text[lines[i]:lines[i+1]-1], unicode.IsSpace) }
	width := 0
	for i := range last + 1 {
		width = max(width, utf8.RuneCountInString(line(i)))
	}
	if width > wrapMost {
		return dst
	}
	for first := 0; first <= last; {
		end := first // the last line of the item
		for end < last && !beginsItem.MatchString(strings.TrimLeftFunc(line(end+1), unicode.IsSpace)) {
			end++
		}
		if areWrapped(line, first, end, width) {
			for i := first; i < end; i++ {
				dst = append(dst, lines[i+1]-1)
			}
		}
		first = end + 1
	}
	return dst
}

// areWrapped reports whether each of the lines from first to last but the last is as full as
// the next word allowed, and not each ends a sentence, by its author.
func areWrapped(line func(int) string, first, last, width int) bool {
	isOpen := false
	for i := first; i < last; i++ {
		word, _, _ := strings.Cut(strings.TrimLeftFunc(line(i+1), unicode.IsSpace), " ")
		n := utf8.RuneCountInString(line(i))
		if n < wrapLeast || n+1+utf8.RuneCountInString(word) <= width {
			return false
		}
		isOpen = isOpen || !strings.ContainsRune(".!?:;”\"’)", lastRune(line(i)))
	}
	return isOpen
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
