package resolve

import (
	"unicode"
	"unicode/utf8"
)

// isBlank reports whether r is white space within a line: many pages have
// no-break spaces behind articles and prepositions.
func isBlank(r rune) bool { return r != '\n' && unicode.IsSpace(r) }

// fits reports whether r is what a pattern has, whose spaces are any white space.
func fits(r, want rune) bool { return r == want || want == ' ' && isBlank(r) }

// leading is the length of pattern at the beginning of s, -1 where it is not
// there. Spaces of the pattern are any white space within a line.
func leading(s, pattern string) int {
	n := 0
	for _, want := range pattern {
		r, size := utf8.DecodeRuneInString(s[n:])
		if size == 0 || !fits(r, want) {
			return -1
		}
		n += size
	}
	return n
}

// trailing is the length of pattern at the end of s, -1 where it is not there.
func trailing(s, pattern string) int {
	end := len(s)
	for all := []rune(pattern); len(all) > 0; all = all[:len(all)-1] {
		r, size := utf8.DecodeLastRuneInString(s[:end])
		if size == 0 || !fits(r, all[len(all)-1]) {
			return -1
		}
		end -= size
	}
	return len(s) - end
}

// isAll reports whether s is pattern and no more.
func isAll(s, pattern string) bool { return leading(s, pattern) == len(s) }
