package search_test

import (
	"strings"
	"testing"

	"parley"
	"parley/ask/search"
	"parley/clerk"
	"parley/exchange"
	"parley/internal/casetest"
	"parley/ledger"
)

func filing(t *testing.T, f *clerk.Filer, report int64) *ledger.Filing {
	t.Helper()
	out, err := f.Case.Filing(t.Context(), report, 0)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestShown_leaves_out_what_was_rejected(t *testing.T) {
	f := casetest.Examples(t)
	casetest.Decide(t, f, ledger.KindReject, "2/s7", ledger.Decision{Reason: "hearsay"})
	before, after := filing(t, f, 2), search.Shown(filing(t, f, 2))
	if got, want := len(after.Record.Statements), len(before.Record.Statements)-1; got != want {
		t.Fatalf("%d statements are shown, want %d", got, want)
	}
	for _, s := range after.Record.Statements {
		if s.ID == "s7" || s.Within == "s7" {
			t.Errorf("%s is shown, within %q", s.ID, s.Within)
		}
	}
	if err := after.Record.Verify(); err != nil {
		t.Error(err)
	}
}

func TestShown_of_a_sealed_report_tells_nothing_of_its_source(t *testing.T) {
	f := casetest.Examples(t)
	for _, report := range []string{"2", "4", "6", "8"} {
		casetest.Decide(t, f, ledger.KindSeal, report, ledger.Decision{Reason: "given in confidence"})
	}
	for _, report := range []int64{2, 4, 6, 8} {
		before, after := filing(t, f, report), search.Shown(filing(t, f, report))
		if err := after.Record.Verify(); err != nil {
			t.Fatal(err)
		}
		text, err := exchange.Encode(after.Record)
		if err != nil {
			t.Fatal(err)
		}
		for _, tells := range []string{"Elsen Courier", "Ostrel Today", "Meridian", "Basin Review", "Quist", "outlet", ".example", before.Record.Report.SHA256, before.Record.Report.Title,
			"A Sarrow official", "adviser who was present", "diplomat from Hathor"} {
			if strings.Contains(strings.ToLower(string(text)), strings.ToLower(tells)) {
				t.Errorf("report %d: %q is still in it", report, tells)
			}
		}
		if after.Record.Report.Published != "" || len(after.Record.Statements) != len(before.Record.Statements) {
			t.Errorf("report %d: published %q, %d statements", report, after.Record.Report.Published, len(after.Record.Statements))
		}
	}
	s := search.Shown(filing(t, f, 2)).Record
	if got, want := s.Report.Quote(s.Statements[3].Content[0]), "any date had been fixed"; got != want {
		t.Errorf("s4 says %q, want %q", got, want)
	}
}

func TestShown_leaves_other_reports_as_they_are(t *testing.T) {
	f := casetest.Examples(t)
	before := filing(t, f, 2)
	if after := search.Shown(before); after.Record != before.Record {
		t.Error("a report that nobody sealed or rejected anything of was changed")
	}
}

func TestChain_counts_roots_over_the_reports_of_a_case(t *testing.T) {
	f := casetest.Examples(t)
	way, err := search.Chain(t.Context(), f.Case, ledger.Address{Report: 6, Line: "s3"}, 0)
	if err != nil {
		t.Fatal(err)
	}
	var hops []string
	for _, h := range way.Hops {
		hops = append(hops, string(h.Kind)+" "+h.Name)
	}
	if got, want := strings.Join(hops, ", "), "intermediary Meridian, exhibit a recording of a telephone call obtained by The Meridian"; got != want {
		t.Errorf("hops %q, want %q", got, want)
	}
	var carried []string
	for _, root := range way.Roots {
		for _, s := range root.Sources {
			for _, c := range s.Carriers {
				carried = append(carried, root.Of[c.Record].Address(c.Passages[0].Statement.ID).String())
			}
		}
	}
	if got := strings.Join(carried, " "); !strings.Contains(got, "4/s1") {
		t.Errorf("carried by %q, want 4/s1 among them", got)
	}
}

func TestChain_of_what_is_not_there(t *testing.T) {
	f := casetest.Examples(t)
	for _, of := range []ledger.Address{{Report: 2, Line: "s99"}, {Report: 3, Line: "s1"}, {Report: 99, Line: "s1"}, {Report: 2}} {
		if _, err := search.Chain(t.Context(), f.Case, of, 0); err == nil || !strings.Contains(err.Error(), parley.ErrNotFound.Error()) {
			t.Errorf("Chain(%v): %v, want a line that is not found", of, err)
		}
	}
}
