package search_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/ask/search"
	"parley/clerk"
	"parley/exchange"
	"parley/ledger"
	"parley/ledger/sqlite"
	"parley/resolve"
)

// examples is a case with the reports of examples/, as they were read: entry 2
// is ferry-talks.txt, 4 and 6 the recorded call, 8 the water treaty. Each is said
// to come from an outlet.
func examples(t *testing.T) *clerk.Filer {
	t.Helper()
	store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "case.parley"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	tick := 0
	f := &clerk.Filer{Case: ledger.NewCase(store, resolve.Key), By: "Ada Lind", Now: func() time.Time {
		tick++
		return time.Date(2031, 5, 20, 9, 0, tick, 0, time.UTC)
	}}
	f.Case.Append(t.Context(), f.Now(), []ledger.Draft{{Kind: ledger.KindCase, Author: ledger.Person("Ada Lind"), Body: []byte(`{"v":1,"name":"talks"}`)}})
	text, err := os.ReadFile("../briefing/testdata/examples.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	outlets := []string{"The Elsen Courier", "Abroad Today", "The Meridian", "The Basin Review"}
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		record, err := exchange.Decode([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		record.Report.Publisher = outlets[i]
		record.Report.Byline = "Mira Quist"
		record.Report.URL = "https://www.secret.example/" + outlets[i]
		if _, err := f.File(t.Context(), record, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func decide(t *testing.T, f *clerk.Filer, kind ledger.Kind, of string, d ledger.Decision) {
	t.Helper()
	address, err := ledger.ParseAddress(of)
	if err == nil {
		_, err = f.Decide(context.WithoutCancel(t.Context()), kind, address, d)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func filing(t *testing.T, f *clerk.Filer, report int64) *ledger.Filing {
	t.Helper()
	out, err := f.Case.Filing(t.Context(), report, 0)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestShown_leaves_out_what_was_rejected(t *testing.T) {
	f := examples(t)
	decide(t, f, ledger.KindReject, "2/s7", ledger.Decision{Reason: "hearsay"})
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
	f := examples(t)
	for _, report := range []string{"2", "4", "6", "8"} {
		decide(t, f, ledger.KindSeal, report, ledger.Decision{Reason: "given in confidence"})
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
		for _, tells := range []string{"Elsen Courier", "Abroad Today", "Meridian", "Basin Review", "Quist", "secret.example", before.Record.Report.SHA256, before.Record.Report.Title,
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
	f := examples(t)
	before := filing(t, f, 2)
	if after := search.Shown(before); after.Record != before.Record {
		t.Error("a report that nobody sealed or rejected anything of was changed")
	}
}

func TestChain_counts_roots_over_the_reports_of_a_case(t *testing.T) {
	f := examples(t)
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
	f := examples(t)
	for _, of := range []ledger.Address{{Report: 2, Line: "s99"}, {Report: 3, Line: "s1"}, {Report: 99, Line: "s1"}, {Report: 2}} {
		if _, err := search.Chain(t.Context(), f.Case, of, 0); err == nil || !strings.Contains(err.Error(), parley.ErrNotFound.Error()) {
			t.Errorf("Chain(%v): %v, want a line that is not found", of, err)
		}
	}
}
