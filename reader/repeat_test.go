package reader

import (
	"strings"
	"testing"

	"parley"
)

func TestToldOnce(t *testing.T) {
	const told = "Oda Lind said on Monday that the ferry would sail again"
	for name, c := range map[string]struct {
		text string
		want int
	}{
		"a caption":                      {told + ".\n\nA ferry. " + told + ". Photo: Herald", 1},
		"a pull quote in marks":          {told + ". More.\n“" + told + "”\n", 1},
		"said again in other words":      {told + ".\n\n" + told + " soon.", 2},
		"a few words":                    {"Oda Lind said no.\n\nOda Lind said no.", 2},
		"behind a title and an initial":  {"Mr. Lind and J. Berg of Ostia said no to us. Yes.\nMr. Lind and J. Berg of Ostia said no to us.", 1},
		"two who say it on their lines":  {"Lind spoke. He said that nothing in it was good for them\nBerg spoke. He said that nothing in it was good for them\n", 2},
		"a paragraph of its own":         {"He said that nothing in it was good for them.\n\nMore.\n\nHe said that nothing in it was good for them.\n", 1},
		"two who say the same":           {"Lind spoke. He said that nothing in it was good for them. Berg spoke. He said that nothing in it was good for them.", 2},
		"a sentence and its own clauses": {"He waits, and " + told + ".\n" + told + ".", 2},
	} {
		var all []parley.Attribution
		for at := 0; ; {
			n := strings.Index(c.text[at:], "said")
			if n < 0 {
				break
			}
			at += n + len("said")
			source := strings.LastIndexAny(c.text[:max(0, at-len("said"))], ".\n") + 1
			all = append(all, parley.Attribution{Cue: []parley.Span{{Start: at - len("said"), End: at}}, Source: []parley.Span{{Start: source, End: at - len("said")}}})
		}
		if got := len(toldOnce(c.text, all)); got != c.want {
			t.Errorf("%s: %d are left, want %d", name, got, c.want)
		}
	}
}
