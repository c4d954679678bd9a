package main

import (
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"between words", "one two three four", "one two|three four"},
		{"a word as wide as the line", "0123456789 x", "0123456789|x"},
		{"within a wider word", "0123456789abc de", "0123456789|abc de"},
		{"within a range of days, at its slash", "2025-11/2025-12", "2025-11/|2025-12"},
		{"a path at its middle", "a/0123456789", "a/01234567|89"},
		{"at line breaks", "one\ntwo\n\nthree", "one|two||three"},
		{"without the spaces at the break", "one two    three", "one two|three"},
		{"wide characters by their columns", "平和条約の交渉", "平和条約の|交渉"},
		{"an emoji of several characters whole", "12345678 👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "12345678|👩‍👩‍👧‍👦👩‍👩‍👧‍👦"},
		{"nothing", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var lines []string
			for _, line := range wrap(test.text, 10) {
				lines = append(lines, test.text[line.Start:line.End])
			}
			if got := strings.Join(lines, "|"); got != test.want {
				t.Errorf("wrap(%q) = %q, want %q", test.text, got, test.want)
			}
		})
	}
}

func TestWrap_of_a_long_word_is_done_in_one_pass(t *testing.T) {
	if got := len(wrap(strings.Repeat("a", 5_000_000), 80)); got != 5_000_000/80 {
		t.Errorf("%d lines, want %d", got, 5_000_000/80)
	}
}

// FuzzWrap states that no line is too wide, unless one character is, and that
// nothing but white space is lost.
func FuzzWrap(f *testing.F) {
	f.Add("one two\nthree  平和", uint8(10))
	f.Fuzz(func(t *testing.T, text string, width uint8) {
		text = strings.ToValidUTF8(text, "")
		least := max(int(width), 2)
		at := 0
		for _, line := range wrap(text, least) {
			if strings.TrimSpace(text[at:line.Start]) != "" {
				t.Fatalf("wrap(%q, %d) loses %q", text, least, text[at:line.Start])
			}
			at = line.End
			words := text[line.Start:line.End]
			if columns(words) > least && fit(words, least) != len(words) {
				t.Fatalf("wrap(%q, %d) has the line %q of %d columns", text, least, words, columns(words))
			}
		}
		if strings.TrimSpace(text[at:]) != "" {
			t.Fatalf("wrap(%q, %d) loses %q", text, least, text[at:])
		}
	})
}
