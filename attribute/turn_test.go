package attribute_test

import (
	"fmt"
	"slices"
	"testing"

	"parley/attribute"
	"parley/internal/testkit"
	"parley/resolve"
)

// Who asks in a turn of a transcript asks whoever has the next, who answers him.
func TestAttribute_takes_turns(t *testing.T) {
	r := testkit.Parse("[person#k s1|TAMM][t1|:] [q1|And the price?]\n\n[person#o s2|ODA][t2|:] [q2|It is high.]\n\n[s3|QUESTION][t3|:] [q3|Will you pay it? (Laughter.)]\n\n[person<k s4|TAMM][t4|:] [q4|No.]\n\n[person<o s5|ODA][t5|:] [q5|We sign. We pay. We wait. We leave. We come. We stay. And why?]\n\n[person<k s6|TAMM][t6|:] [q6|It is so, right?]\n\n[person<o s7|ODA][t7|:] [q7|Yes.]")
	cast := resolve.Resolve(r)
	var got []string
	for _, s := range attribute.Attribute(r, cast).Statements {
		to := ""
		for _, id := range s.Addressees {
			to = nameOf(cast, id)
		}
		got = append(got, fmt.Sprintf("%s to %s: %s", nameOf(cast, s.Speaker), to, s.Act))
	}
	want := []string{"TAMM to ODA: ask", "ODA to TAMM: assert", "? to TAMM: ask", "TAMM to : assert", "ODA to TAMM: assert", "TAMM to ODA: assert", "ODA to : assert"}
	if !slices.Equal(got, want) {
		t.Errorf("turns = %q, want %q", got, want)
	}
}

// Where two talk, and nobody else, each says all to the other.
func TestAttribute_has_two_talk_to_each_other(t *testing.T) {
	const two = "[person#k s1|TAMM][t1|:] [q1|It is late. Shall we go?]\n\n[person#o s2|ODA][t2|:] [q2|We shall.]\n\n[person<k s4|TAMM][t4|:] [q4|Good.]"
	const toPress = "[person#k s1|TAMM][t1|:] [q1|We will sign.]\n\n[person#o s2|ODA][t2|:] [q2|We will.]"
	for text, want := range map[string][]string{
		two:     {"ODA", "TAMM", "ODA"},
		toPress: {"", ""},
		two + "\n\n[person s3|BERG][t3|:] [q3|It is not.]": {"ODA", "TAMM", "", ""},
	} {
		r := testkit.Parse(text)
		cast := resolve.Resolve(r)
		var got []string
		for _, s := range attribute.Attribute(r, cast).Statements {
			to := ""
			for _, id := range s.Addressees {
				to = nameOf(cast, id)
			}
			got = append(got, to)
		}
		if !slices.Equal(got, want) {
			t.Errorf("said to %q, want %q", got, want)
		}
	}
}
