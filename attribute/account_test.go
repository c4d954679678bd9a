package attribute_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/attribute"
	"parley/internal/testkit"
	"parley/resolve"
)

// TestAccount reads its cases from testdata/account. It has a line for each
// exhibit, "x1 kind | names | date | duration | who is in it | who got it |
// responses"; for each statement with a chain, "s1 speaker, cue: hop (its cue)
// > hop …"; and for each response, "r1 who kind > what | the words for it |
// evidence".
func TestAccount(t *testing.T) {
	testkit.RunIn(t, filepath.Join("testdata", "account"), func(r *parley.Reading) string {
		cast := resolve.Resolve(r)
		account := attribute.Attribute(r, cast)
		var lines strings.Builder
		for _, x := range account.Exhibits {
			var people []string
			for _, id := range x.Participants {
				people = append(people, nameOf(cast, id))
			}
			date := ""
			if x.Date.Span.Len() > 0 {
				date = r.Report.Quote(x.Date.Span)
			}
			fmt.Fprintf(&lines, "%s %s | %s | %s | %s | %s | %s | %s\n", x.ID, x.Kind, quote(r.Report, x.Evidence), date, x.Duration,
				strings.Join(people, ", "), named(cast, x.ObtainedBy), strings.Join(x.Responses, ", "))
		}
		for _, s := range account.Statements {
			var hops []string
			for _, h := range s.Chain {
				hops = append(hops, fmt.Sprintf("%s %s (%s)", h.Kind, h.Exhibit+named(cast, h.Entity), quote(r.Report, h.Cue)))
			}
			if len(hops) > 0 {
				fmt.Fprintf(&lines, "%s %s, %s: %s\n", s.ID, nameOf(cast, s.Speaker), quote(r.Report, s.Cue), strings.Join(hops, " > "))
			}
		}
		for _, a := range account.Responses {
			to := a.To.Exhibit + a.To.Statement
			fmt.Fprintf(&lines, "%s %s %s > %s | %s | %s\n", a.ID, nameOf(cast, a.By), a.Kind, to, quote(r.Report, a.To.Words), quote(r.Report, a.Evidence))
		}
		return lines.String()
	})
}

// named is the name of an entity, empty for none.
func named(cast *parley.Cast, id string) string {
	if id == "" {
		return ""
	}
	return nameOf(cast, id)
}

func TestAttribute_keeps_a_crowd_out_of_an_exhibit(t *testing.T) {
	var marked strings.Builder
	for i := range 300 {
		fmt.Fprintf(&marked, "The recording captures [person|Oda%c%c].\n", 'a'+i/26, 'a'+i%26)
	}
	r := testkit.Parse(marked.String())
	account := attribute.Attribute(r, resolve.Resolve(r))
	if x := account.Exhibits; len(x) != 1 || len(x[0].Participants) != 200 {
		t.Errorf("%d exhibits, want one with 200 people in it", len(x))
	}
}

// TestAttribute_a_response_that_words_bar is none, whatever the network makes of it, and
// without such words it is what the network makes of it.
func TestAttribute_a_response_that_words_bar(t *testing.T) {
	accepts := make([]float32, 1+len(parley.SensedResponses))
	accepts[1+slices.Index(parley.SensedResponses, parley.ResponseAccept)] = 50
	for text, want := range map[string]int{
		"[person s1|Oda Lind] [c1|is expected to accept] [q1|the plan].": 0,
		"[person s1|Oda Lind] [c1|took up] [q1|the plan].":               1,
	} {
		r := testkit.Parse(text)
		r.Attributions[0].Responses = accepts
		if got := attribute.Attribute(r, resolve.Resolve(r)).Responses; len(got) != want {
			t.Errorf("%s: %d responses %+v, want %d", text, len(got), got, want)
		}
	}
}

// TestAttribute_a_response_is_not_the_contrary of what its cue says, whatever the network makes of it.
func TestAttribute_a_response_is_not_the_contrary(t *testing.T) {
	denies := make([]float32, 1+len(parley.SensedResponses))
	denies[1+slices.Index(parley.SensedResponses, parley.ResponseDeny)] = 50
	r := testkit.Parse("[person s1|Oda Lind] [c1|conceded] that [q1|the plan was bad].")
	r.Attributions[0].Responses = denies
	got := attribute.Attribute(r, resolve.Resolve(r)).Responses
	if len(got) > 1 || len(got) == 1 && got[0].Kind == parley.ResponseDeny {
		t.Errorf("who conceded gives %+v, want no denial", got)
	}
}
