package reader

import (
	"slices"
	"strings"
	"testing"
)

func TestSoftBreaks(t *testing.T) {
	const wrapped = "The two ministers said after a second day of talks in Osteby that they\n" +
		"would ask their governments for another week, and that neither of them\nhad brought a map."
	for name, c := range map[string]struct {
		text string
		want int // soft line feeds
	}{
		"a paragraph wrapped at 70":       {wrapped, 2},
		"two of them, an empty line":      {wrapped + "\n \n" + wrapped + "\n", 4},
		"paragraphs of one line each":     {strings.ReplaceAll(wrapped, "\n", " ") + "\n" + strings.ReplaceAll(wrapped, "\n", " "), 0},
		"a sentence a line":               {"She said that the harbour would open before the winter.\nHe said that it would not, and that nobody had asked him.", 0},
		"a headline over a short line":    {"Ministers leave the talks without a map\nBy Ada Orlov", 0},
		"a list of short lines":           {"Present were\nAda Orlov\nTam Riel\nOda Brandt", 0},
		"a list of wrapped items":         {"-   The two ministers said after a second day of talks in Osteby that they\n    would wait.\n-   They would ask their governments for another week, and neither of them\n    had a map.", 2},
		"a list of a line each":           {"-   The two ministers said after a second day of talks that they would wait\n-   They would ask their governments for a week, and neither of them had maps", 0},
		"wrapped turns":                   {"ODA: The two ministers said after a second day of talks in Osteby that they\nwould wait.\nTAMM: They would ask their governments for another week, and neither of us\nhad a map.", 2},
		"nothing":                         {"", 0},
		"line feeds alone":                {"\n\n\n", 0},
		"a line that had room for a word": {"The two ministers said after a second day of talks in Osteby that\nthey would ask their governments for another week or perhaps a whole month", 0},
	} {
		got := softBreaks(nil, c.text)
		if len(got) != c.want {
			t.Errorf("%s: soft breaks %v, want %d of them", name, got, c.want)
		}
		for _, at := range got {
			if c.text[at] != '\n' {
				t.Errorf("%s: %d is no line feed", name, at)
			}
		}
		if !slices.IsSorted(got) {
			t.Errorf("%s: %v is not in order", name, got)
		}
	}
}

func TestWrappedTextReadsAsOneLine(t *testing.T) {
	vocabulary := newVocabulary([]string{"[UNK]", "the", "minister", "said", "that", "it", "was", "late", "“", "”"})
	line := "the minister said that it was late “the minister said that it was"
	s := splitter{vocabulary: vocabulary}
	want := slices.Clone(s.split(line + " " + line))
	got := s.split(line + "\n" + line)
	for i := range want {
		if got[i].feature != want[i].feature {
			t.Fatalf("token %d has feature %d, on one line %d", i, got[i].feature, want[i].feature)
		}
	}
}

func TestUnwrapped(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a wrapped paragraph":       {"Before.\n\nThe two ministers said after a second day of talks in Osteby that they\nwould ask their governments for another week, and that neither of them\nHad brought a map.\n", "Before.\n\nThe two ministers said after a second day of talks in Osteby that they would ask their governments for another week, and that neither of them Had brought a map.\n"},
		"two lines of one sentence": {"Ministers of Norland and Ostia leave the talks without a map and\nwith no date.", "Ministers of Norland and Ostia leave the talks without a map and with no date."},
		"a headline over a byline":  {"Ministers of Norland and Ostia leave the talks without a map\nBy Ada Orlov\n\nText.", "Ministers of Norland and Ostia leave the talks without a map\nBy Ada Orlov\n\nText."},
		"two turns":                 {"ODA: We will not sign anything of the kind before the vote\nTAMM: Then we are done here", "ODA: We will not sign anything of the kind before the vote\nTAMM: Then we are done here"},
		"lines of any width":        {"Oda Lind had a\ncall with the Norlandic and, behind her, the Ostian President\nKai Tamm.\nThey met.\nShe left", "Oda Lind had a call with the Norlandic and, behind her, the Ostian President Kai Tamm.\nThey met.\nShe left"},
		"a heading":                 {"Call with Kai Tamm\nOda Lind had a call.", "Call with Kai Tamm\nOda Lind had a call."},
		"a sentence of its own":     {"Ministers of Norland and Ostia leave the talks without a map\nHe left.", "Ministers of Norland and Ostia leave the talks without a map\nHe left."},
		"nothing":                   {"", ""},
	} {
		got := Unwrapped(c.text)
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if len(got) != len(c.text) {
			t.Errorf("%s: %d bytes, want %d", name, len(got), len(c.text))
		}
	}
}
