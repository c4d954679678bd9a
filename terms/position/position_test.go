package position_test

import (
	"fmt"
	"strings"
	"testing"

	"parley"
	"parley/attribute"
	"parley/internal/testkit"
	"parley/resolve"
	"parley/terms"
	"parley/terms/position"
	"parley/terms/register"
)

// TestFind reads its cases from testdata: a position a line, as "party: stance, basis
// | what it is on | by whom | evidence", and below it its condition and what it rests
// on where that is told.
func TestFind(t *testing.T) {
	testkit.Run(t, func(r *parley.Reading) string {
		record := recordOf(r)
		if err := record.Verify(); err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, p := range record.Positions {
			private := ""
			if p.Private {
				private = ", private"
			}
			fmt.Fprintf(&b, "%s: %s, %s%s | %s | %s | %s\n", nameOf(record, p.Party), p.Stance, p.Basis, private, on(record, p), nameOf(record, p.By), quote(record, p.Evidence...))
			if p.Held != (parley.Date{}) {
				fmt.Fprintf(&b, "  held %s\n", quote(record, p.Held.Span))
			}
			if p.Condition != (parley.Span{}) {
				fmt.Fprintf(&b, "  %s\n", quote(record, p.Condition))
			}
			for _, q := range p.Quantities {
				fmt.Fprintf(&b, "  %s\n", quote(record, q.Span))
			}
		}
		return b.String()
	})
}

func recordOf(r *parley.Reading) *parley.Record {
	cast := resolve.Resolve(r)
	account := attribute.Attribute(r, cast)
	record := &parley.Record{Report: *r.Report, Entities: cast.Entities, Statements: account.Statements, Responses: account.Responses, Exhibits: account.Exhibits}
	deal := (&terms.Reader{Register: register.General()}).Deal(r, cast, record)
	record.Terms, record.Positions, record.Proposals, record.Contacts = deal.Terms, deal.Positions, deal.Proposals, deal.Contacts
	return record
}

// on is the term and option, the proposal, or else the words that p is on.
func on(record *parley.Record, p parley.Position) string {
	var all []string
	for _, t := range record.Terms {
		if t.ID == p.Term {
			all = append(all, strings.Trim(t.Issue+" "+p.Option, " "))
		}
	}
	for _, d := range record.Proposals {
		if d.ID == p.Proposal {
			all = append(all, d.Name)
		}
	}
	if all == nil {
		return "-"
	}
	return strings.Join(all, ", ")
}

func nameOf(record *parley.Record, id string) string {
	for _, e := range record.Entities {
		if e.ID == id {
			return e.Name
		}
	}
	return "?"
}

func quote(record *parley.Record, spans ...parley.Span) string {
	var words []string
	for _, s := range spans {
		words = append(words, record.Report.Quote(s))
	}
	return strings.Join(words, " … ")
}

func TestFind_tells_what_decided(t *testing.T) {
	record := recordOf(testkit.Parse("[country s1|Norland] [c1|rejected] [q1|any deal that involves territorial concessions]."))
	if len(record.Positions) != 1 {
		t.Fatalf("positions = %+v, want one", record.Positions)
	}
	p := record.Positions[0]
	for _, field := range []string{"stance", "party", "basis"} {
		found := false
		for _, r := range p.Reasons {
			found = found || r.Field == field && r.Rule != ""
		}
		if !found {
			t.Errorf("reasons = %+v, want one for the %s", p.Reasons, field)
		}
	}
	if p.Confidence <= 0 || p.Confidence > 1 {
		t.Errorf("confidence = %v, want a chance", p.Confidence)
	}
}

func TestCandidates_hold_all_that_Find_chooses(t *testing.T) {
	record := recordOf(testkit.Parse("[country s1|Norland] [c1|rejected] [q1|any deal that involves territorial concessions]."))
	deal := &parley.Deal{Terms: record.Terms, Proposals: record.Proposals}
	candidates := map[string]bool{}
	for _, c := range position.Candidates(record, deal, nil) {
		candidates[fmt.Sprint(c.Party, c.Evidence)] = len(c.Features) > 0
	}
	for _, p := range record.Positions {
		if !candidates[fmt.Sprint(p.Party, p.Evidence)] {
			t.Errorf("position %+v is no candidate with features", p)
		}
	}
}
