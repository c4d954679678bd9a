package attribute_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/attribute"
	"parley/internal/testkit"
	"parley/resolve"
)

func TestAttribute_times_the_statements_of_a_transcript(t *testing.T) {
	r := testkit.Parse("[person#k s1|TAMM][t1|:] [q1|I know the price.\nIt is high.]\n\n[person#o s2|ODA][t2|:] [q2|[pronoun<o s3|We] [c3|will not accept] [q3|that].]")
	at := func(words string) parley.Span {
		start := strings.Index(r.Report.Text, words)
		return parley.Span{Start: start, End: start + len(words)}
	}
	r.Report.Timed = []parley.Timed{
		{Span: at("TAMM: I know the price."), Timecode: parley.Timecode{StartMS: 1000, EndMS: 2000}},
		{Span: at("It is high."), Timecode: parley.Timecode{StartMS: 2500, EndMS: 3000}},
		{Span: at("ODA: We will not accept that."), Timecode: parley.Timecode{StartMS: 61000, EndMS: 65000}},
	}
	cast := resolve.Resolve(r)
	account := attribute.Attribute(r, cast)
	var got []string
	for _, s := range account.Statements {
		got = append(got, fmt.Sprintf("%s %s %s %d-%d", nameOf(cast, s.Speaker), quote(r.Report, s.Cue), s.Kind, s.Timecode.StartMS, s.Timecode.EndMS))
	}
	want := []string{"TAMM : direct 1000-3000", "ODA : direct 61000-65000", "ODA will not accept indirect 61000-65000"}
	if !slices.Equal(got, want) {
		t.Errorf("statements = %q, want %q", got, want)
	}
	if x := account.Exhibits; len(x) != 1 || x[0].Duration != "PT1M5S" || len(x[0].Participants) != 2 {
		t.Errorf("exhibits = %+v, want one of PT1M5S with two in it", x)
	}
}
