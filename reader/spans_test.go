package reader

import (
	"strings"
	"testing"

	"parley"
)

// marked is text without its bars, and the spans between each pair of them.
func marked(text string) (string, []parley.Span) {
	var spans []parley.Span
	plain := ""
	for i, part := range strings.Split(text, "|") {
		if i%2 == 1 {
			spans = append(spans, parley.Span{Start: len(plain), End: len(plain) + len(part)})
		}
		plain += part
	}
	return plain, spans
}

func TestWithoutStarts(t *testing.T) {
	for text, want := range map[string]string{ // the cue, then the content
		"Lind |says| |they left|. |The envoy| waits.":          "they left",
		"Lind |says| |they left|. |The envoy waits|. It rains": "they left, The envoy waits",
		"Lind |says| “|they left|.” “|The envoy| waits.”":      "they left, The envoy",
		"Lind |says|. |The envoy| waits, and |so| on":          "The envoy, so",
		"Mr. |says| |they left Mr|. |Lind| there":              "they left Mr, Lind",
	} {
		plain, spans := marked(text)
		var got []string
		for _, s := range withoutStarts(plain, &parley.Attribution{Cue: spans[:1], Content: spans[1:]}) {
			got = append(got, plain[s.Start:s.End])
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestWiderSources(t *testing.T) {
	for text, want := range map[string]string{ // the cue, the content, then the source
		"|Said| |yes| a person close to |Mr. Lind| there":         "a person close to Mr. Lind",
		"|Said| |yes| two senior officials familiar with |talks|": "two senior officials familiar with talks",
		"|Said| |yes|: the aide who was briefed on the |plan|":    "the aide who was briefed on the plan",
		"|Said| |yes| he got close to |Mr. Lind| there":           "Mr. Lind",
		"|Said| |a person close to| |Mr. Lind| there":             "Mr. Lind",
		"|Said| |yes| his |“Norland First|” words":                "“Norland First”",
		"|Said| |yes| |the old| “Gang of Nine” was":               "the old “Gang of Nine”",
		"|Said| |yes| |the old| “harbour of Nine” was":            "the old",
		"|Said| |yes| |Lind| “Has Left” there":                    "Lind",
	} {
		plain, spans := marked(text)
		got := widerSources(plain, &parley.Attribution{Cue: spans[:1], Content: spans[1:2], Source: spans[2:]})
		if words := plain[got[0].Start:got[0].End]; words != want {
			t.Errorf("%q: %q, want %q", text, words, want)
		}
	}
}
