package resolve_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley/internal/testkit"
	"parley/resolve"
)

func TestResolve_says_why_each_mention_is_its_entity(t *testing.T) {
	cast := resolve.Resolve(testkit.Parse("[desc#e|The envoy of [country#u|the US], [person#o|Oda Lind]], came from [country|America]. " +
		"[pronoun<o|She] spoke for [organisation|the Norland Forum]. [person|Lind] said [organisation|NF] met [desc|an editor]. " +
		"Minister [person|Kai Berg] smiled, and [person|Kai] left. [desc|The minister] slept."))
	var got []string
	for _, e := range cast.Entities {
		for _, m := range e.Mentions {
			if m.Reason.Rule != "named here first" {
				got = append(got, fmt.Sprintf("%s: %s %s", e.Name, m.Reason.Rule, m.Reason.Table))
			}
		}
	}
	want := []string{
		"Oda Lind: description built round the name ",
		"Oda Lind: antecedent by the reader ",
		"Oda Lind: surname of the one person who bears it ",
		"the US: a form of the country's name countries.txt: America",
		"the Norland Forum: acronym of the name ",
		"an editor: a description of its own ",
		"Kai Berg: first name of the one person who bears it ",
		"Kai Berg: office alone, of the one person who bears it ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("reasons\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
