package reader

import (
	"strings"
	"testing"

	"parley"
)

func TestTidy(t *testing.T) {
	for name, c := range map[string]struct {
		pieces []string // of the content, in the order of text
		text   string
		scheme Scheme
		want   string
	}{
		"quotation marks around it":            {[]string{"“A river is not a tap.”"}, "“A river is not a tap.” he said", SchemeFull, "A river is not a tap"},
		"a mark whose partner is outside":      {[]string{"the least bad of four”,"}, "“the least bad of four”, he said", SchemeFull, "the least bad of four"},
		"an item of a list":                    {[]string{"- they left."}, "- they left. Lind said", SchemeFull, "they left"},
		"a mark whose partner is inside":       {[]string{"the plan was “dead”."}, "she said the plan was “dead”.", SchemeFull, "the plan was “dead”"},
		"two quotations in one":                {[]string{"“no” and then “yes”"}, "he said “no” and then “yes” again", SchemeFull, "“no” and then “yes”"},
		"a small word alone":                   {[]string{"to"}, "Norland agreed to", SchemeFull, ""},
		"straight marks":                       {[]string{`"wait and see,"`}, `"wait and see," he said`, SchemeFull, "wait and see"},
		"an abbreviation keeps its full stop":  {[]string{"it would leave the U.S."}, "it would leave the U.S.", SchemeFull, "it would leave the U.S."},
		"pieces with a space between":          {[]string{"that", "whoever leaked it would pay"}, "said that whoever leaked it would pay", SchemeFull, "that whoever leaked it would pay"},
		"a sliver beside a piece":              {[]string{"the", "for his leadership"}, "thanked the envoy for his leadership", SchemeFull, "for his leadership"},
		"marks alone":                          {[]string{"“", "we wait"}, "“so, he said, we wait", SchemeFull, "we wait"},
		"a contraction broken before its t":    {[]string{"we wouldn"}, "we wouldn’t, they said", SchemeFull, "we wouldn’t"},
		"a contraction broken behind it":       {[]string{"t go there"}, "they wouldn’t go there", SchemeFull, "wouldn’t go there"},
		"a contraction broken before its mark": {[]string{"’t go there"}, "they wouldn’t go there", SchemeFull, "wouldn’t go there"},
		"over the end of a line":               {[]string{"they left\n\nTamm denies"}, "Lind says they left\n\nTamm denies it", SchemeFull, "they left | Tamm denies"},
		"a word with a hyphen":                 {[]string{"a seven", "plan of ten"}, "a seven-page plan of ten-odd points", SchemeFull, "a seven-page | plan of ten-odd"},
		"a quotation left open":                {[]string{"it “a start"}, "she called it “a start.” He did not", SchemeFull, "it “a start.”"},
		"a mark that closes nothing":           {[]string{"” by the news"}, "he was “thrilled” by the news", SchemeFull, "by the news"},
		"initials broken behind the first":     {[]string{"a plan of the U"}, "a plan of the U.N. Council", SchemeFull, "a plan of the U.N."},
		"an office cut in two":                 {[]string{"a plan of the prime"}, "a plan of the prime minister, who left", SchemeFull, "a plan of the prime minister"},
		"many with that office":                {[]string{"a plan of the prime"}, "a plan of the prime ministers, who left", SchemeFull, "a plan of the prime"},
		"three initials":                       {[]string{"a plan of the F"}, "a plan of the F.B.I. there", SchemeFull, "a plan of the F.B.I."},
		"a letter that ends a sentence":        {[]string{"plan A"}, "they want plan A.Norland left", SchemeFull, "plan A"},
		"whose it is":                          {[]string{"the envoy"}, "the envoy’s words", SchemeFull, "the envoy"},
		"PolNeAR keeps its marks":              {[]string{"“A river is not a tap.”"}, "“A river is not a tap.” he said", SchemePolNeAR, "“A river is not a tap.”"},
	} {
		a := parley.Attribution{}
		at := 0
		for _, p := range c.pieces {
			start := at + strings.Index(c.text[at:], p)
			at = start + len(p)
			a.Content = append(a.Content, parley.Span{Start: start, End: at})
		}
		isLeft := tidy(c.text, &a, c.scheme)
		var got []string
		for _, s := range a.Content {
			got = append(got, c.text[s.Start:s.End])
		}
		if joined := strings.Join(got, " | "); joined != c.want || isLeft != (c.want != "") {
			t.Errorf("%s: content %q (left: %v), want %q", name, joined, isLeft, c.want)
		}
	}
}

func TestTidy_ends_a_source_before_a_bracket_left_open(t *testing.T) {
	for source, want := range map[string]string{
		"— Edmund Lisle (@":         "Edmund Lisle",
		"Edmund Lisle (@lisle":      "Edmund Lisle",
		"Sen. Oda Lind (D-Norland)": "Sen. Oda Lind (D-Norland)",
		"the White House)":          "the White House",
	} {
		if from, to := nounEnds(source); source[from:to] != want {
			t.Errorf("%q ends as %q, want %q", source, source[from:to], want)
		}
	}
}

func TestOfParagraph(t *testing.T) {
	for text, want := range map[string]string{
		"Lind says |they left|\n\n|Tamm denies| it":                         "they left",
		"Lind says |they left|\n \u00a0 \n|Tamm denies| it":                 "they left",
		"Lind says |they left|:\n\n|Tamm denies| it":                        "they left, Tamm denies",
		"“|They left|,” says Lind.\n\n“|They did|.”":                        "They left, They did",
		"Lind says it:\n\n|They left|\n\n|and did not wait|":                "They left, and did not wait",
		"Lind says “|we left|\n|the house|.”":                               "we left, the house",
		"Lind says |they pay|\n|and leave|.":                                "they pay, and leave",
		"« |Nous|», says Lind.\n\n«|Vous|» and “he |left” them|.":           "Nous, Vous, left” them",
		"Lind says |they left|\n\nShe “waits”, and |Tamm denies| it “all”.": "they left",
	} {
		var content []parley.Span
		parts := strings.Split(text, "|")
		plain := ""
		for i, part := range parts {
			if i%2 == 1 {
				content = append(content, parley.Span{Start: len(plain), End: len(plain) + len(part)})
			}
			plain += part
		}
		cue := strings.Index(plain, "says")
		var got []string
		for _, s := range ofParagraph(plain, []parley.Span{{Start: cue, End: cue + 4}}, content) {
			got = append(got, plain[s.Start:s.End])
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestTidy_ends_a_source_before_a_small_word(t *testing.T) {
	text := "President Lind of Norland met envoys from around the world, reporters in Halm and Kai Berg, chief of Ostia, which waits"
	for words, want := range map[string]string{"President Lind of": "President Lind", "President Lind": "President Lind", "of": "of",
		"envoys from around": "envoys", "reporters in": "reporters", "Kai Berg, chief of Ostia, which": "Kai Berg, chief of Ostia"} {
		start := strings.Index(text, words)
		if got := withoutTails(text, []parley.Span{{Start: start, End: start + len(words)}}); text[got[0].Start:got[0].End] != want {
			t.Errorf("%q ends as %q, want %q", words, text[got[0].Start:got[0].End], want)
		}
	}
}

func FuzzTrimmed(f *testing.F) {
	for _, s := range []string{"“a” b”", `"`, "“", "U.S.", " , ", "“”", "é."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, ends := range []func(string) (int, int){nounEnds, contentEnds} {
			from, to := ends(s)
			if from < 0 || to > len(s) || from > to {
				t.Fatalf("ends of %q are %d and %d", s, from, to)
			}
			if f, g := ends(s[from:to]); f != 0 || g != to-from {
				t.Errorf("ends of %q are %q, and of those %q", s, s[from:to], s[from:to][f:g])
			}
		}
	})
}

func TestTidy_joins_an_addressee_and_whose_aide_he_is(t *testing.T) {
	const text = "advised an aide to Norland’s president, and the press, to wait"
	at := func(words string) parley.Span {
		start := strings.Index(text, words)
		return parley.Span{Start: start, End: start + len(words)}
	}
	a := parley.Attribution{
		Cue: []parley.Span{at("advised")}, Content: []parley.Span{at("to wait")},
		Addressee: []parley.Span{at("an aide"), at("Norland’s president"), at("the press")},
	}
	tidy(text, &a, SchemeFull)
	var got []string
	for _, s := range a.Addressee {
		got = append(got, text[s.Start:s.End])
	}
	if want := "an aide to Norland’s president | the press"; strings.Join(got, " | ") != want {
		t.Errorf("addressees %q, want %q", got, want)
	}
}
