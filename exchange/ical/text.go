package ical

import (
	"bufio"
	"strings"
	"unicode"
	"unicode/utf8"
)

// property writes a property of text; none where there is no text.
func property(out *bufio.Writer, name, words string) {
	if words = text(words); words != "" {
		line(out, name, words)
	}
}

// escape is how RFC 5545, 3.3.11, keeps a value in one piece.
var escape = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`, "\u2028", `\n`, "\u2029", `\n`)

// text is words as a value of type TEXT, without the control characters that it has
// no room for.
func text(words string) string {
	words = escape.Replace(strings.ToValidUTF8(words, "\ufffd"))
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' {
			return -1
		}
		return r
	}, words)
}

// address is a value of type URI, which has no spaces and no control characters.
func address(uri string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(uri, ""))
}

// longest is how many octets a line may have, its end aside.
const longest = 75

// line writes name and value, folded: what goes on begins with a space. No character
// is cut in two.
func line(out *bufio.Writer, name, value string) {
	words := name + ":" + value
	for room := longest; len(words) > room; room = longest - 1 {
		cut := room
		for !utf8.RuneStart(words[cut]) {
			cut--
		}
		out.WriteString(words[:cut] + "\r\n ")
		words = words[cut:]
	}
	out.WriteString(words + "\r\n")
}
