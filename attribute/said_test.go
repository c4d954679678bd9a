package attribute_test

import (
	"slices"
	"testing"

	"parley"
	"parley/attribute"
	"parley/internal/testkit"
	"parley/resolve"
)

func TestSaid_is_the_time_in_the_clause_of_the_cue(t *testing.T) {
	for _, test := range []struct{ marked, want string }{
		{"On Tuesday, [person s1|Oda Lind] [c1|announced] [q1|she was sending Berg to Norhaven].", "On Tuesday"},
		{"[q1|“It is over,”] [person s1|Lind] [c1|said] Monday.", "Monday"},
		{"[person s1|Lind] [c1|told] [desc a1|reporters] in Norhaven on Friday that [q1|it is over].", "on Friday"},
		{"[person s1|Lind] on Monday [c1|denied] that [q1|she left on Sunday].", "on Monday"},
		{"[person s1|Lind] [c1|said] in a statement to the Herald on 14 October that [q1|it is over].", "on 14 October"},
		{"Speaking in Norhaven on Monday, [person s1|Lind] [c1|said] [q1|it is over].", "on Monday"},
		{"They met.” Late on Monday, the envoy, [person s1|Lind], [c1|said] [q1|it is over].", "Late on Monday"},
		{"[person s1|Berg] [c1|said] [q1|[person s2|Lind] [c2|said] on Sunday that [q2|it was over]].", ""},
		{"[person s1|Lind] [c1|said] [q1|it ended on Sunday].", ""},
		{"[person s1|Lind], who arrived in Norhaven on Sunday, [c1|said] [q1|it is over].", ""},
		{"After she arrived on Monday, [person s1|Lind] [c1|said] [q1|it is over].", ""},
		{"[person s1|Lind] [c1|said] [q1|it is over]. On Sunday they left.", ""},
		{"[person s1|Lind] [c1|said] [q1|it is over] after talks on Sunday.", ""},
		{"[person s1|Lind] [c1|has said] since Sunday that [q1|it is over].", ""},
		{"[person s1|Lind] [c1|said] [q1|yes], and [person s2|Berg] [c2|said] on Friday that [q2|no].", "on Friday"},
		{"date: 14 May 2031\n\n[person s1|Lind] [c1|said] [q1|it is over].", ""},
		{"[person s1|Lind] [c1|said]\nOn Sunday [q1|it was over].", ""},
		{"", ""},
	} {
		r := testkit.Parse(test.marked)
		cast := resolve.Resolve(r)
		got := ""
		for _, s := range attribute.Attribute(r, cast).Statements {
			if s.Said == (parley.Date{}) {
				continue
			}
			if got != "" || quote(r.Report, s.Content) == "" {
				t.Errorf("%s: %q is said too", test.marked, r.Report.Quote(s.Said.Span))
			}
			got = r.Report.Quote(s.Said.Span)
			if !slices.ContainsFunc(s.Reasons, func(why parley.Reason) bool { return why.Field == "said" }) {
				t.Errorf("%s: no reason for the time: %+v", test.marked, s.Reasons)
			}
		}
		// The nested statement of one case has a time of its own.
		if want := test.want; got != want && !(want == "" && got == "on Sunday" && len(r.Attributions) == 2) {
			t.Errorf("%s: said %q, want %q", test.marked, got, want)
		}
	}
}
