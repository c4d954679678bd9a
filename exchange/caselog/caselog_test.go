package caselog

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/audit"
	"parley/clerk"
	"parley/ledger"
	"parley/ledger/ledgertest"
	"parley/ledger/sqlite"
	"parley/resolve"
)

func newCase(t *testing.T) *ledger.Case {
	t.Helper()
	store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "case.parley"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return ledger.NewCase(store, resolve.Key)
}

func twoSay() *parley.Record {
	const text = "Oda Brandt said yes. Bo Ek said no."
	span := func(words string) []parley.Span {
		at := strings.Index(text, words)
		return []parley.Span{{Start: at, End: at + len(words)}}
	}
	return &parley.Record{
		Report: parley.Report{Text: text, Published: "2025-11-26"}, Weights: "sha256:w1",
		Statements: []parley.Statement{
			{ID: "s1", Kind: parley.StatementIndirect, Source: span("Oda Brandt"), Cue: span("said"), Content: span("yes")},
			{ID: "s2", Kind: parley.StatementIndirect, Source: span("Bo Ek"), Cue: span("Ek said"), Content: span("no")},
		},
	}
}

// filled is a case with reports, decisions and a purge.
func filled(t *testing.T) *ledger.Case {
	t.Helper()
	c, f := unpurged(t)
	if _, err := f.Purge(t.Context(), 1, "in danger"); err != nil {
		t.Fatal(err)
	}
	return c
}

func unpurged(t *testing.T) (*ledger.Case, *clerk.Filer) {
	t.Helper()
	c := newCase(t)
	minute := 0
	f := &clerk.Filer{Case: c, By: "Ada Lind", Now: func() time.Time { minute++; return time.Date(2025, 11, 27, 9, minute, 0, 0, time.UTC) }}
	base := []*parley.Record{twoSay()}
	for i := range 5 {
		record := ledgertest.Vary(base, 7)(i)
		raw := []byte("raw <b>bytes</b> \x00\xff")
		record.Report.SHA256 = ledger.DigestOf(raw).String()
		if _, err := f.File(t.Context(), record, raw); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"s1", "s2"} {
		if _, err := f.Decide(t.Context(), ledger.KindAccept, ledger.Address{Report: 3, Line: line}, ledger.Decision{Reason: "“heard” <it>"}); err != nil {
			t.Fatal(err)
		}
	}
	tape := []byte("tape \x00\xff")
	if _, _, err := f.Exhibit(t.Context(), ledger.Decision{Name: "tape", SHA256: ledger.DigestOf(tape).String()}, tape); err != nil {
		t.Fatal(err)
	}
	return c, f
}

func text(t *testing.T, c *ledger.Case) string {
	t.Helper()
	var out strings.Builder
	if err := Write(t.Context(), c, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestRead_makes_the_same_case(t *testing.T) {
	c := filled(t)
	var text bytes.Buffer
	if err := Write(t.Context(), c, &text); err != nil {
		t.Fatal(err)
	}
	if n, err := Check(bytes.NewReader(text.Bytes()), Limits{}); err != nil || n != 14 {
		t.Fatalf("Check = %d, %v; want 14 entries", n, err)
	}
	copied := newCase(t)
	if _, err := Read(t.Context(), copied, bytes.NewReader(text.Bytes()), Limits{}); err != nil {
		t.Fatal(err)
	}
	if err := audit.Reindex(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	want, err := c.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got, err := copied.Head(t.Context())
	if err != nil || got.Root() != want.Root() {
		t.Errorf("the copy's root is %v, want %v", got.Root(), want.Root())
	}
	for finding, err := range audit.Run(t.Context(), copied, audit.Options{}) {
		t.Errorf("in the copy %v does not hold: %v", finding, err)
	}
	var again bytes.Buffer
	if err := Write(t.Context(), copied, &again); err != nil || !bytes.Equal(again.Bytes(), text.Bytes()) {
		t.Errorf("written again it is another text; %v", err)
	}
}

// rawInBase64 is what every report of filled was read from.
const rawInBase64 = "cmF3IDxiPmJ5dGVzPC9iPiAA/w=="

func TestCheck_names_what_is_wrong(t *testing.T) {
	lines := strings.SplitAfter(text(t, filled(t)), "\n")
	before, _ := unpurged(t)
	words := strings.SplitAfter(text(t, before), "\n")[1] // of report 1, which lines has purged
	for _, test := range []struct {
		name string
		make func(lines []string) string
		want string
	}{
		{"nothing", func([]string) string { return "" }, "there is no first line"},
		{"another format", func([]string) string { return "id,name\n" }, "the first line is not"},
		{"another version", func([]string) string { return `{"parley_case":9}` }, "a case of version 9, this build reads 1"},
		{"a line cut short", func(l []string) string { return l[0] + l[1][:20] }, "line 2: no entry"},
		{"an entry left out", func(l []string) string { return l[0] + l[2] }, "line 2: entry 2 comes where 1 is next"},
		{"words changed", func(l []string) string { return strings.Replace(strings.Join(l, ""), "heard", "herd!", 1) }, "content of entry 11 has digest"},
		{"a wrong type", func(l []string) string { return l[0] + strings.Replace(l[1], `"seq":1`, `"seq":"one"`, 1) }, "line 2: no entry"},
		{"an earlier time", func(l []string) string {
			return strings.Replace(strings.Join(l, ""), "2025-11-27T09:0", "2026-11-27T09:0", 1)
		}, "entry 2 is of 2025-11-27T"},
		{"parts of a millisecond", func(l []string) string { return l[0] + strings.Replace(l[1], ":00Z", ":00.0001Z", 1) }, "entry 1 is of 2025-11-27T09:01:00.0001Z, and a case counts whole milliseconds"},
		{"other raw bytes", func(l []string) string { return strings.Replace(strings.Join(l, ""), rawInBase64, rawInBase64[4:], 1) }, "raw bytes of entry 3 have digest"},
		{"raw bytes left out", func(l []string) string {
			return strings.Replace(strings.Join(l, ""), `,"raw":"`+rawInBase64+`"`, "", 1)
		}, "entry 3 is without its raw bytes"},
		{"raw bytes of a reading", func(l []string) string {
			return strings.Replace(strings.Join(l, ""), `"content":null`, `"content":null,"raw":"AAAA"`, 1)
		}, "entry 1 has raw bytes, and says that none are kept"},
		{"an exhibit's bytes left out", func(l []string) string { return strings.Replace(strings.Join(l, ""), `,"raw":"dGFwZSAA/w=="`, "", 1) }, "entry 13 is without its raw bytes"},
		{"words that a purge removed", func(l []string) string { l[1] = words; return strings.Join(l, "") }, "entry 1 has content, and entry 14 removed it"},
		{"no purge", func(l []string) string { return strings.Join(l[:len(l)-2], "") }, "has no content, and no purge says why"},
	} {
		_, err := Check(strings.NewReader(test.make(slices.Clone(lines))), Limits{})
		if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
	if _, err := Check(strings.NewReader(strings.Join(lines, "")), Limits{Line: 100}); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("long lines: %v, want a limit", err)
	}
}

func TestRead_wants_an_empty_case(t *testing.T) {
	c := filled(t)
	if _, err := Read(t.Context(), c, strings.NewReader(`{"parley_case":1}`), Limits{}); !errors.Is(err, parley.ErrConflict) {
		t.Errorf("Read into a case that has entries: %v, want a conflict", err)
	}
}

func TestRead_refuses_a_line_that_would_become_another_entry(t *testing.T) {
	back := strings.Replace(text(t, filled(t)), "2025-11-27T09:0", "2026-11-27T09:0", 1)
	if _, err := Read(t.Context(), newCase(t), strings.NewReader(back), Limits{}); !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), "entry 2 became") {
		t.Errorf("Read of times that run backwards: %v, want it to name entry 2", err)
	}
}

func TestReindex_refuses_a_reading_that_has_other_words_than_its_report(t *testing.T) {
	c, record := newCase(t), twoSay()
	report, err := ledger.EncodeReport(record.Report, nil)
	if err != nil {
		t.Fatal(err)
	}
	record.Statements[0].Content[0].End = 999
	reading, err := ledger.EncodeReading(record)
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Append(t.Context(), time.Date(2025, 11, 27, 9, 0, 0, 0, time.UTC), []ledger.Draft{
		{Kind: ledger.KindReport, Author: ledger.Person("Ada Lind"), Body: report},
		{Kind: ledger.KindReading, Author: ledger.Weights("sha256:w1"), Of: ledger.Address{Report: 1}, Body: reading},
	})
	if err != nil {
		t.Fatal(err)
	}
	copied := newCase(t)
	if _, err := Read(t.Context(), copied, strings.NewReader(text(t, c)), Limits{}); err != nil {
		t.Fatal(err)
	}
	if err := audit.Reindex(t.Context(), copied); !errors.Is(err, parley.ErrTampered) {
		t.Errorf("Reindex = %v, want a tampered case", err)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("{\"parley_case\":1}\n{\"seq\":1,\"kind\":\"note\"}\n")
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := Check(strings.NewReader(text), Limits{Line: 1 << 16}); err != nil && !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("Check = %v, want an invalid input", err)
		}
	})
}
