// Package quoted finds what stands in quotation marks, as newspapers set them.
package quoted

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// A Quotation is what stands between two marks, without them.
type Quotation struct {
	parley.Span
	Inner []parley.Span // the quotations in it, in single marks
}

// Find finds the quotations of text, apart from each other and in its order:
//
//   - from “ to ”, „ to “ or ”, « to », » to «, " to "; where an editor mixed them,
//     from “ to a " that stands after a word or a stop, and from " to ”;
//   - from ‘ to ’ and from ' to ', where the first stands before a word and the
//     second after one, so that apostrophes are none.
//
// A quotation ends where its line does: newspapers open each paragraph of a long
// one anew and close the last only. But where a line is left open and the next
// first closes a quotation, that is the same one, broken by the line.
func Find(text string) []Quotation {
	q := quoter{text: text}
	for start := 0; start < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		q.line(start, end)
		start = end + 1
	}
	return q.found
}

type quoter struct {
	text  string
	found []Quotation
	open  string // the marks that close the quotation the last line left open
}

// closing lists, by the mark that opens a quotation, those that close it.
var closing = map[rune]string{'“': "”\"", '„': "“”", '«': "»", '»': "«", '"': "\"”"}

// longest is how many bytes a quotation may have whose first mark alone does not
// tell that it is one.
const longest = 1000

// line finds the quotations of one line.
func (q *quoter) line(start, end int) {
	at := start
	if q.open != "" {
		if to := q.broken(start, end); to >= 0 {
			q.add(start, to)
			at = q.next(to)
		}
		q.open = ""
	}
	for at < end {
		r, size := utf8.DecodeRuneInString(q.text[at:])
		from := at + size
		to := -1
		if marks := closing[r]; marks != "" {
			reach := end
			if r == '»' { // alone it is a bullet
				reach = min(end, from+longest)
			}
			to = q.find(from, reach, marks)
			if to < 0 && r != '»' {
				q.add(from, end)
				q.open = marks
				return
			}
		} else if q.opensWord(start, at, end) {
			to = q.findSingle(from, end)
		}
		if to >= 0 {
			q.add(from, to)
			from = q.next(to)
		}
		at = from
	}
}

// add keeps a quotation, with those in single marks that it holds.
func (q *quoter) add(start, end int) {
	if start >= end {
		return
	}
	found := Quotation{Span: parley.Span{Start: start, End: end}}
	for at := start; at < end; at = q.next(at) {
		if !q.opensWord(start, at, end) {
			continue
		}
		from := q.next(at)
		if to := q.findSingle(from, end); to > from {
			found.Inner = append(found.Inner, parley.Span{Start: from, End: to})
			at = to
		}
	}
	q.found = append(q.found, found)
}

// next is where the character after the one at i begins.
func (q *quoter) next(i int) int {
	_, size := utf8.DecodeRuneInString(q.text[i:])
	return i + size
}

// find finds the first of marks between start and end, -1 for none. A " does not
// close what “ opened where it opens something itself.
func (q *quoter) find(start, end int, marks string) int {
	for at := start; at < end; {
		n := strings.IndexAny(q.text[at:end], marks)
		if n < 0 {
			return -1
		}
		at += n
		if q.text[at] != '"' || marks == closing['"'] || q.endsWord(start, at) {
			return at
		}
		at++
	}
	return -1
}

// endsWord reports whether what stands before at, after start, is not a space.
func (q *quoter) endsWord(start, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(q.text[start:at])
	return at > start && !unicode.IsSpace(before)
}

// broken finds the mark that closes, in this line, what the last one left open:
// it comes before any that opens, and after a word or a stop.
func (q *quoter) broken(start, end int) int {
	to := q.find(start, end, q.open)
	if to < 0 || !q.endsWord(start, to) || strings.ContainsAny(q.text[start:to], "“„«") {
		return -1
	}
	return to
}

// opensWord reports whether a single mark stands at at and opens a quotation:
// not after a word, and before one.
func (q *quoter) opensWord(start, at, end int) bool {
	mark, size := utf8.DecodeRuneInString(q.text[at:])
	if mark != '‘' && mark != '\'' {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(q.text[start:at])
	after, _ := utf8.DecodeRuneInString(q.text[at+size : end])
	return (at == start || !isWord(before) && before != '.') && (unicode.IsLetter(after) || closing[after] != "")
}

// findSingle finds a single mark that closes: one after a word or a stop and
// before none. A plural's apostrophe (the rebels’ plan) looks the same, so after
// an s another is preferred.
func (q *quoter) findSingle(start, end int) int {
	plural := -1
	for at := start; at < min(end, start+longest); at = q.next(at) {
		r, size := utf8.DecodeRuneInString(q.text[at:])
		if r != '’' && r != '\'' {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(q.text[start:at])
		after, _ := utf8.DecodeRuneInString(q.text[at+size : end])
		switch {
		case !q.endsWord(start, at) || isWord(after):
			continue
		case before != 's' || !unicode.IsSpace(after):
			return at
		case plural < 0:
			plural = at
		}
	}
	return plural
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
