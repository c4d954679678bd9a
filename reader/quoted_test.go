package reader

import (
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/testkit"
)

func TestGoOn(t *testing.T) {
	for name, x := range map[string]struct {
		marked string
		want   []string // the content of the first attribution
	}{
		"a second quotation":         {"“[q1|We wait],” [c1|said] [person s1|Lind]. “I [c2|think] [q2|it pays].”", []string{"We wait", "I think it pays"}},
		"and a third":                {"\"[q1|We wait],\" [person s1|Lind] [c1|said]. \"I do. They do.\" \"So be it.\"", []string{"We wait", "I do. They do", "So be it"}},
		"another's":                  {"“[q1|We wait],” [c1|said] [person s1|Lind]. “[q2|We do not],” [c2|said] [person s2|Tamm].", []string{"We wait"}},
		"words of the report's":      {"[person s1|Lind] [c1|said] [q1|it was “over]”. The “Lark” sailed.", []string{"it was “over"}},
		"another sentence between":   {"“[q1|We wait],” [c1|said] [person s1|Lind]. Tamm shook his head. “Never.”", []string{"We wait"}},
		"of no quotation":            {"[person s1|Lind] [c1|said] [q1|it was over]. “It is not.”", []string{"it was over"}},
		"on a line of its own":       {"“[q1|We wait],” [c1|said] [person s1|Lind].\n“It pays.”", []string{"We wait"}},
		"in the middle of a clause":  {"“[q1|We wait],” [c1|said] [person s1|Lind]. “Larks” are ships.", []string{"We wait"}},
		"one that the line does cut": {"“[q1|We wait],” [c1|said] [person s1|Lind]. “It pays.\n“It does.”", []string{"We wait", "It pays"}},
	} {
		r := testkit.Parse(x.marked)
		goOn(r.Report.Text, r.Attributions)
		i := slices.IndexFunc(r.Attributions, func(a parley.Attribution) bool {
			return strings.Contains(x.marked, "[c1|"+r.Report.Quote(a.Cue[0])+"]")
		})
		var got []string
		for _, c := range r.Attributions[i].Content {
			got = append(got, r.Report.Quote(c))
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
}
