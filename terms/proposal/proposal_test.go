package proposal_test

import (
	"fmt"
	"strings"
	"testing"

	"parley"
	"parley/attribute"
	"parley/internal/testkit"
	"parley/resolve"
	"parley/terms/proposal"
)

// TestFind reads its cases from testdata: a proposal a line, as "id name | aliases |
// by | points | date | status", and below it its points and lineage.
func TestFind(t *testing.T) {
	testkit.Run(t, func(r *parley.Reading) string {
		record, cast := recordOf(r)
		var b strings.Builder
		for _, p := range proposal.Find(record, cast.Dates) {
			var by []string
			for _, id := range p.By {
				by = append(by, nameOf(record, id))
			}
			fmt.Fprintf(&b, "%s %s | %s | %s | %d | %s | %s\n", p.ID, p.Name, strings.Join(p.Aliases, ", "), strings.Join(by, ", "), p.Points, p.Date.EDTF, p.Status)
			if named := quote(record, p.Evidence); strings.Contains(strings.ToLower(named), "… it") {
				fmt.Fprintf(&b, "  at %s\n", named)
			}
			for _, point := range p.Seen {
				fmt.Fprintf(&b, "  %d %s%s\n", point.Number, quote(record, point.Words), statement(point))
			}
			for _, l := range p.Lineage {
				fmt.Fprintf(&b, "  %s %s: %s\n", l.Kind, l.Proposal, quote(record, l.Words))
			}
		}
		return b.String()
	})
}

func statement(p parley.Point) string {
	if p.Statement == "" {
		return ""
	}
	return " (" + p.Statement + ")"
}

func recordOf(r *parley.Reading) (*parley.Record, *parley.Cast) {
	cast := resolve.Resolve(r)
	account := attribute.Attribute(r, cast)
	return &parley.Record{Report: *r.Report, Entities: cast.Entities, Statements: account.Statements}, cast
}

func nameOf(record *parley.Record, id string) string {
	for _, e := range record.Entities {
		if e.ID == id {
			return e.Name
		}
	}
	return "?"
}

func quote(record *parley.Record, spans []parley.Span) string {
	var words []string
	for _, s := range spans {
		words = append(words, record.Report.Quote(s))
	}
	return strings.Join(words, " … ")
}

func TestKey_is_of_any_name_of_a_treaty(t *testing.T) {
	for want, forms := range map[string][]string{
		"NAFTA":     {"1994 North American Free Trade Agreement", "Nafta", "the NAFTA deal"},
		"INF":       {"Intermediate Range Nuclear Forces (INF) treaty", "the INF Treaty", "INF"},
		"USMCA":     {"White House-led United States-Mexico-Canada Agreement", "revamped U.S.-Mexico-Canada Agreement"},
		"NEW START": {"New Strategic Arms Reduction Treaty", "the New START treaty"},
		"":          {"the peace plan", "the new Nafta deal", "Information treaty", "the start of a deal"},
	} {
		for _, form := range forms {
			if got := proposal.Key(&parley.Proposal{Name: form}); got != want {
				t.Errorf("Key(%q) = %q, want %q", form, got, want)
			}
		}
	}
}

func TestAnswer_names_what_a_response_is_to(t *testing.T) {
	r := testkit.Parse("[country|Norland] tabled a peace plan. [person s1|Oda Lind] [c1|rejected] [q1|the peace plan]. [person s2|Kai Tamm] [c2|denied] [q2|that he had ever heard of any such talks on the peace plan].")
	cast := resolve.Resolve(r)
	account := attribute.Attribute(r, cast)
	record := &parley.Record{Report: *r.Report, Entities: cast.Entities, Statements: account.Statements, Responses: account.Responses}
	record.Proposals = proposal.Find(record, cast.Dates)
	proposal.Answer(record.Responses, record.Proposals)
	var got []string
	for _, a := range record.Responses {
		got = append(got, fmt.Sprintf("%s %s %q", nameOf(record, a.By), a.Kind, a.To.Proposal))
	}
	if want := `Oda Lind reject "d1" | Kai Tamm deny ""`; strings.Join(got, " | ") != want {
		t.Errorf("responses = %s, want %s", strings.Join(got, " | "), want)
	}
	if err := record.Verify(); err != nil {
		t.Error(err)
	}
}
