package desk

import (
	"strings"
	"testing"
)

func TestWords_apart_are_those_that_the_other_has_not(t *testing.T) {
	for _, test := range []struct{ a, b, old, now string }{
		{"All prisoners, within 30 days.", "all prisoners within 60 days", "All prisoners, within [30] days.", "all prisoners within [60] days"},
		{"withdraw from Halm", "withdraw its troops from Halm by June", "withdraw from Halm", "withdraw [its troops] from Halm [by June]"},
		{"one flag", "two ferries", "[one flag]", "[two ferries]"},
		{"", "new", "", "[new]"},
		{"same", "same", "same", "same"},
	} {
		old, now := wordsApart(test.a, test.b)
		if got := marked(old); got != test.old {
			t.Errorf("wordsApart(%q, %q): the first is %q, want %q", test.a, test.b, got, test.old)
		}
		if got := marked(now); got != test.now {
			t.Errorf("wordsApart(%q, %q): the second is %q, want %q", test.a, test.b, got, test.now)
		}
	}
	if old, now := wordsApart(strings.Repeat("a ", mostCompared+1), "b"); old != nil || now != nil {
		t.Errorf("very long wordings are compared: %v, %v", old, now)
	}
}

func marked(all []change) string {
	var out []string
	for _, c := range all {
		if c.Apart {
			c.Text = "[" + c.Text + "]"
		}
		out = append(out, c.Text)
	}
	return strings.Join(out, " ")
}

func FuzzWordsApart(f *testing.F) {
	f.Add("one flag for all", "two flags for all")
	f.Fuzz(func(t *testing.T, a, b string) {
		old, now := wordsApart(a, b)
		if len(strings.Fields(a)) > mostCompared || len(strings.Fields(b)) > mostCompared {
			return
		}
		for _, side := range []struct {
			words   string
			changes []change
		}{{a, old}, {b, now}} {
			var got []string
			for _, c := range side.changes {
				got = append(got, c.Text)
			}
			if got, want := strings.Join(got, " "), strings.Join(strings.Fields(side.words), " "); got != want {
				t.Errorf("the parts of %q are %q", want, got)
			}
		}
	})
}

func TestDuration_is_in_words(t *testing.T) {
	for iso, want := range map[string]string{"PT5M": "5 minutes", "PT1H30M": "1 hour 30 minutes", "P2D": "2 days", "PT": "PT", "a while": "a while", "": ""} {
		if got := duration(iso); got != want {
			t.Errorf("duration(%q) = %q, want %q", iso, got, want)
		}
	}
}
