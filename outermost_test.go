package parley

import (
	"strings"
	"testing"
)

// A line is an attribution of a text in which no letter comes twice, so that a
// letter is its own place.
type line struct{ cue, content string }

func (l line) CueIn(other line) (in, all int) {
	for _, r := range l.cue {
		if strings.ContainsRune(other.content, r) {
			in++
		}
	}
	return in, len(l.cue)
}

func (l line) ContentLetters() int { return len(l.content) }

func TestOutermost(t *testing.T) {
	for name, test := range map[string]struct {
		all  []line
		want string // the contents kept
	}{
		"keeps_those_that_stand_side_by_side":            {[]line{{"a", "bc"}, {"d", "ef"}}, "bc ef"},
		"drops_what_another_holds":                       {[]line{{"a", "bcdef"}, {"c", "de"}, {"d", "e"}}, "bcdef"},
		"keeps_a_cue_of_which_half_lies_inside":          {[]line{{"a", "bc"}, {"cd", "ef"}}, "bc ef"},
		"keeps_the_longer_of_two_that_hold_each_other":   {[]line{{"a", "bc"}, {"b", "aef"}}, "aef"},
		"keeps_both_where_those_two_are_of_equal_length": {[]line{{"a", "bc"}, {"b", "ae"}}, "bc ae"},
		"keeps_what_has_no_cue":                          {[]line{{"a", "bc"}, {"", "b"}}, "bc b"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, l := range Outermost(test.all) {
				got = append(got, l.content)
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("Outermost(%v) keeps %q, want %q", test.all, got, test.want)
			}
		})
	}
}
