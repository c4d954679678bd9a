package redact_test

import (
	"fmt"
	"strings"
	"testing"

	"parley"
	"parley/internal/deals"
	"parley/internal/redact"
)

func given() *parley.Record {
	r := deals.Record("The Lantern, 2031-05-12", `
who Oda Lind; kind person
who The Lantern; kind medium
says Oda Lind; cue told; when 2031-05-11 :: Lind told The Lantern that Norland would build the dam
term dam; option built; by s1 :: the dam
proposal dam plan; by Oda Lind :: the dam plan of The Lantern
position Oda Lind; stance offer; term t1; option built; by s1 :: build the dam
position Oda Lind; stance reject :: she rejects the wall
contact call; with Oda Lind; status held; when 2031-05-11; by s1 :: a call
`)
	return r
}

func TestSealed_of_both_levels_has_the_same_statements_and_holds(t *testing.T) {
	in := given()
	if in.Contacts[0].When.EDTF == "" || in.Statements[0].Said.EDTF == "" {
		t.Fatalf("nothing to hide: %+v", in)
	}
	for _, level := range []redact.Level{redact.Nothing, redact.Contents} {
		out := redact.Sealed(in, "7", level)
		if err := out.Verify(); err != nil {
			t.Error(err)
		}
		if len(out.Statements) != len(in.Statements) || out.Report.ID != "7" || len(out.Entities) != len(in.Entities) {
			t.Errorf("level %d: %+v", level, out)
		}
		if strings.Contains(fmt.Sprint(out), "Lantern") || out.Contacts[0].When.EDTF != "" || level == redact.Contents && out.Statements[0].Said.EDTF != "" {
			t.Errorf("level %d tells its source: %+v", level, out)
		}
	}
	if out := redact.Sealed(in, "7", redact.Nothing); out.Report.Text != redact.Mask || out.Terms[0].Key != redact.Mask {
		t.Errorf("words are told: %+v", out)
	}
	if out := redact.Sealed(in, "7", redact.Contents); len(out.Positions) != 1 || !strings.Contains(out.Report.Text, "would build the dam") {
		t.Errorf("what is said is not told, or the report's own words are: %+v", out)
	}
}

func TestWithout_takes_what_rests_on_a_line_with_it(t *testing.T) {
	in := given()
	out := redact.Without(in, map[string]bool{"s1": true})
	if err := out.Verify(); err != nil {
		t.Error(err)
	}
	if len(out.Statements) != 0 || len(out.Positions) != 1 || len(out.Contacts) != 0 || len(in.Positions) != 2 {
		t.Errorf("left are %+v of %+v", out, in)
	}
}
