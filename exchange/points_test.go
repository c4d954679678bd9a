package exchange

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPoints_count_as_runes_do(t *testing.T) {
	for name, text := range map[string]string{
		"empty":         "",
		"ascii":         "plain words",
		"emoji":         strings.Repeat("🕊 dove ", 100),
		"right to left": strings.Repeat("قال الوزير ", 60),
		"one stride":    strings.Repeat("é", stride/2),
		"two strides":   strings.Repeat("é", stride),
	} {
		t.Run(name, func(t *testing.T) { checkPoints(t, text) })
	}
}

func FuzzPoints(f *testing.F) {
	f.Add("héllo 🕊 سلام", uint8(40))
	f.Fuzz(func(t *testing.T, text string, times uint8) {
		if !utf8.ValidString(text) {
			t.Skip("a report's text is valid UTF-8")
		}
		checkPoints(t, strings.Repeat(text, int(times)))
	})
}

func checkPoints(t *testing.T, text string) {
	p := newPoints(text)
	n := 0
	for i := range text {
		if p.at(i) != n || p.byte(n) != i {
			t.Fatalf("at(%d) = %d, byte(%d) = %d; want %d and %d", i, p.at(i), n, p.byte(n), n, i)
		}
		n++
	}
	if p.at(len(text)) != n || p.byte(n) != len(text) {
		t.Fatalf("end of text: at = %d, byte = %d; want %d and %d", p.at(len(text)), p.byte(n), n, len(text))
	}
	if p.byte(n+1) != -1 || p.byte(-1) != -1 {
		t.Fatalf("outside the text: %d and %d, want -1", p.byte(n+1), p.byte(-1))
	}
}
