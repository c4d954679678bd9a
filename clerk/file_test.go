package clerk

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/ledger"
	"parley/ledger/sqlite"
)

func newFiler(t *testing.T) *Filer {
	t.Helper()
	store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "case.parley"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	tick := 0
	return &Filer{
		Case: ledger.NewCase(store, func(e *parley.Entity) string { return strings.ToLower(e.Name) }),
		By:   "Ada Lind",
		Now:  func() time.Time { tick++; return time.Date(2025, 11, 27, 9, tick, 0, 0, time.UTC) },
	}
}

// reading is a record of text in which "NAME said WORDS." is a statement.
func reading(t *testing.T, url, text string) *parley.Record {
	t.Helper()
	r := &parley.Record{Report: parley.Report{ID: "r" + url, URL: url, Text: text, Published: "2025-11-26"}, Weights: "sha256:w1"}
	for at := 0; ; {
		said := strings.Index(text[at:], " said ")
		if said < 0 {
			return r
		}
		cue := at + said + 1
		start := strings.LastIndexAny(text[:cue-1], " \n") + 1
		end := cue + strings.IndexByte(text[cue:], '.')
		name := text[start : cue-1]
		id := ""
		for _, e := range r.Entities {
			if e.Name == name {
				id = e.ID
			}
		}
		mention := parley.Mention{Span: parley.Span{Start: start, End: cue - 1}, Form: parley.MentionName, Kind: parley.EntityPerson}
		if id == "" {
			id = "e" + string(rune('1'+len(r.Entities)))
			r.Entities = append(r.Entities, parley.Entity{ID: id, Name: name, Kind: parley.EntityPerson, Mentions: []parley.Mention{mention}})
		}
		r.Statements = append(r.Statements, parley.Statement{
			ID: "s" + string(rune('1'+len(r.Statements))), Kind: parley.StatementIndirect, Speaker: id, Act: parley.ActAssert, Certainty: parley.Certain,
			Source: []parley.Span{mention.Span}, Cue: []parley.Span{{Start: cue, End: cue + 4}}, Content: []parley.Span{{Start: cue + 5, End: end}},
		})
		at = end
	}
}

func (f *Filer) mustFile(t *testing.T, record *parley.Record) Receipt {
	t.Helper()
	receipts, err := f.File(t.Context(), record, nil)
	if err != nil {
		t.Fatal(err)
	}
	more, err := f.Flush(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	receipts = append(receipts, more...)
	return receipts[len(receipts)-1]
}

func (f *Filer) mustDecide(t *testing.T, kind ledger.Kind, of string, d ledger.Decision) ledger.Entry {
	t.Helper()
	address, err := ledger.ParseAddress(of)
	if err != nil {
		t.Fatal(err)
	}
	e, err := f.Decide(t.Context(), kind, address, d)
	if err != nil {
		t.Fatalf("Decide(%s, %s): %v", kind, of, err)
	}
	return e
}

// found are the addresses that a question finds, with what people decided of them.
func (f *Filer) found(t *testing.T, q ledger.Query) string {
	t.Helper()
	var all []string
	for l, err := range f.Case.Search(t.Context(), q) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, l.Of.String()+" "+string(l.Status))
	}
	return strings.Join(all, ", ")
}

func by(name string) ledger.Query {
	return ledger.Query{By: []ledger.EntityID{ledger.EntityOf(strings.ToLower(name))}}
}

func TestFile_files_a_report_once(t *testing.T) {
	f := newFiler(t)
	first := f.mustFile(t, reading(t, "", "Oda said yes. Bo said no."))
	again := f.mustFile(t, reading(t, "", "Oda said yes. Bo said no."))
	if !first.Report.New || !first.Reading.New || again.Report.New || again.Reading.New || again.Report.Seq != first.Report.Seq || again.Reading.Seq != first.Reading.Seq {
		t.Errorf("filed %+v, then %+v", first.Report, again.Report)
	}
	if got, want := f.found(t, by("oda")), "1/s1 read"; got != want {
		t.Errorf("Oda: %s, want %s", got, want)
	}
	known, err := f.Known(t.Context(), &first.Record.Report, "sha256:w1")
	if err != nil || known != 1 {
		t.Errorf("Known = %d, %v; want 1", known, err)
	}
}

func TestFile_takes_a_report_in_which_nothing_is_said(t *testing.T) {
	f := newFiler(t)
	r := f.mustFile(t, reading(t, "", "The ferry was late."))
	if !r.Report.New {
		t.Error("it was not filed")
	}
	for l, err := range f.Case.Search(t.Context(), ledger.Query{}) {
		t.Errorf("it has line %v, %v", l.Of, err)
	}
}

func TestDecide_keeps_the_reading_beside_the_correction(t *testing.T) {
	f := newFiler(t)
	r := f.mustFile(t, reading(t, "", "Oda said yes. Bo said no."))
	s := r.Record.Statements[0]
	s.Speaker, s.Act = "e2", parley.ActPromise
	correct := f.mustDecide(t, ledger.KindCorrect, "1/s1", ledger.Decision{Statement: &s, Fields: []string{"speaker", "act"}, Reason: "it was Bo"})
	f.mustDecide(t, ledger.KindAccept, "1/s2", ledger.Decision{})
	if got, want := f.found(t, by("bo")), "1/s1 corrected, 1/s2 accepted"; got != want {
		t.Errorf("Bo: %s, want %s", got, want)
	}
	if got := f.found(t, by("oda")); got != "" {
		t.Errorf("Oda: %s, want nothing", got)
	}
	filing, err := f.Case.Filing(t.Context(), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if filing.Machine.Statements[0].Speaker != "e1" || filing.Record.Statements[0].Act != parley.ActPromise {
		t.Errorf("machine read %+v, record has %+v", filing.Machine.Statements[0], filing.Record.Statements[0])
	}

	asOf := by("oda")
	asOf.AsOf = r.Reading.Seq
	if got, want := f.found(t, asOf), "1/s1 read"; got != want {
		t.Errorf("Oda as was known before: %s, want %s", got, want)
	}

	undo, err := f.Undo(t.Context(), correct.Seq, "it was Oda after all")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := f.found(t, by("oda")), "1/s1 read"; got != want {
		t.Errorf("Oda after the undo: %s, want %s", got, want)
	}
	if _, err := f.Undo(t.Context(), correct.Seq, ""); !errors.Is(err, parley.ErrConflict) {
		t.Errorf("a second undo: %v, want a conflict", err)
	}
	if _, err := f.Undo(t.Context(), undo.Seq, ""); err != nil {
		t.Error(err)
	}
	if got, want := f.found(t, by("bo")), "1/s1 corrected, 1/s2 accepted"; got != want {
		t.Errorf("Bo after the undo of the undo: %s, want %s", got, want)
	}
}

func TestDecide_refuses_what_cannot_hold(t *testing.T) {
	f := newFiler(t)
	r := f.mustFile(t, reading(t, "", "Oda said yes."))
	outside := r.Record.Statements[0]
	outside.Content = []parley.Span{{Start: 3, End: 900}}
	for _, test := range []struct {
		kind ledger.Kind
		of   ledger.Address
		d    ledger.Decision
		want error
	}{
		{ledger.KindAccept, ledger.Address{Report: 1, Line: "s9"}, ledger.Decision{}, parley.ErrNotFound},
		{ledger.KindAccept, ledger.Address{Report: 7, Line: "s1"}, ledger.Decision{}, parley.ErrNotFound},
		{ledger.KindCorrect, ledger.Address{Report: 1, Line: "s1"}, ledger.Decision{Statement: &outside}, parley.ErrInvalid},
		{ledger.KindCorrect, ledger.Address{Report: 1, Line: "s2"}, ledger.Decision{Statement: &r.Record.Statements[0]}, parley.ErrInvalid},
		{ledger.KindMerge, ledger.Address{}, ledger.Decision{Keys: []string{"oda"}, Into: "oda"}, parley.ErrInvalid},
		{ledger.KindPurge, ledger.Address{Report: 1}, ledger.Decision{}, parley.ErrInvalid},
	} {
		if _, err := f.Decide(t.Context(), test.kind, test.of, test.d); !errors.Is(err, test.want) {
			t.Errorf("Decide(%s, %v) = %v, want %v", test.kind, test.of, err, test.want)
		}
	}
	head, err := f.Case.Head(t.Context())
	if err != nil || head.Size != 2 {
		t.Errorf("the log has %d entries, want 2", head.Size)
	}
}

func TestFile_carries_decisions_to_a_newer_version(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "https://example.org/1", "Oda said yes to the plan. Bo said no to it. Cy said nothing of note."))
	f.mustDecide(t, ledger.KindAccept, "1/s1", ledger.Decision{})
	f.mustDecide(t, ledger.KindReject, "1/s2", ledger.Decision{Reason: "satire"})
	f.mustDecide(t, ledger.KindAccept, "1/s3", ledger.Decision{})
	r := f.mustFile(t, reading(t, "https://example.org/1", "News. Bo said no to it. Oda said yes to the plan."))
	if r.Version != 1 || !r.Report.New || len(r.Carried) != 2 || len(r.Lost) != 1 || r.Lost[0].Words != "Cy said nothing of note" {
		t.Fatalf("receipt %+v", r)
	}
	if got, want := f.found(t, ledger.Query{}), "6/s1 rejected, 6/s2 accepted"; got != want {
		t.Errorf("lines %s, want %s", got, want)
	}
	asOf := ledger.Query{AsOf: 5}
	if got, want := f.found(t, asOf), "1/s1 accepted, 1/s2 rejected, 1/s3 accepted"; got != want {
		t.Errorf("lines before: %s, want %s", got, want)
	}
}

func TestReread_carries_decisions_to_another_reading(t *testing.T) {
	f := newFiler(t)
	r := f.mustFile(t, reading(t, "", "Oda said yes to the plan. Bo said no to it."))
	s := r.Record.Statements[1]
	s.Act = parley.ActReject
	f.mustDecide(t, ledger.KindCorrect, "1/s2", ledger.Decision{Statement: &s, Fields: []string{"act"}})
	newer := reading(t, "", "Oda said yes to the plan. Bo said no to it.")
	newer.Weights = "sha256:w2"
	newer.Statements = newer.Statements[1:] // it misses Oda's
	newer.Statements[0].ID = "s1"
	newer.Statements[0].Certainty = parley.Possible
	got, err := f.Reread(t.Context(), 1, newer)
	if err != nil || len(got.Carried) != 1 || got.Reading.Supersedes != 2 {
		t.Fatalf("Reread = %+v, %v", got, err)
	}
	filing, err := f.Case.Filing(t.Context(), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if s := filing.Record.Statements[0]; s.Act != parley.ActReject || s.Certainty != parley.Possible || len(filing.Record.Statements) != 1 {
		t.Errorf("the correction on the newer reading is %+v", s)
	}
	if again, err := f.Reread(t.Context(), 1, newer); err != nil || again.Reading.New {
		t.Errorf("the same reading again is filed: %+v, %v", again, err)
	}
}

func TestSplit_and_merge(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "", "Lind said yes."))
	f.mustFile(t, reading(t, "", "Lind said no."))
	f.mustFile(t, reading(t, "", "AdaLind said maybe."))
	split := f.mustDecide(t, ledger.KindSplit, "-", ledger.Decision{Keys: []string{"lind"}, Into: "kai lind", Reports: []int64{3}})
	f.mustDecide(t, ledger.KindMerge, "-", ledger.Decision{Keys: []string{"adalind", "lind"}, Into: "adalind"})
	if got, want := f.found(t, by("lind")), "1/s1 read"; got != want {
		t.Errorf("Lind: %s, want %s", got, want)
	}
	if got, want := f.found(t, by("kai lind")), "3/s1 read"; got != want {
		t.Errorf("Kai Lind: %s, want %s", got, want)
	}
	state, err := f.Case.State(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := state.Merged("lind"); !slices.Equal(got, []string{"adalind", "lind"}) {
		t.Errorf("Merged(lind) = %v", got)
	}
	if _, err := f.Undo(t.Context(), split.Seq, ""); err != nil {
		t.Fatal(err)
	}
	if got, want := f.found(t, by("lind")), "3/s1 read, 1/s1 read"; got != want {
		t.Errorf("Lind after the undo: %s, want %s", got, want)
	}
}

func TestPurge_leaves_no_words(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "", "Quisling said xylophone."))
	f.mustFile(t, reading(t, "", "Oda said yes."))
	f.mustDecide(t, ledger.KindNote, "1/s1", ledger.Decision{Text: "of xylophone"})
	e, err := f.Purge(t.Context(), 1, "the source is in danger")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Case.Report(t.Context(), 1); !errors.Is(err, ledger.ErrRemoved) {
		t.Errorf("Report = %v, want %v", err, ledger.ErrRemoved)
	}
	state, err := f.Case.State(t.Context(), 0)
	if err != nil || state.Purged(1) != e.Seq || state.Removed(2) != e.Seq || state.Removed(5) != e.Seq {
		t.Errorf("the state knows of purge %d, %v", state.Purged(1), err)
	}
	if got, want := f.found(t, ledger.Query{}), "3/s1 read"; got != want {
		t.Errorf("lines %s, want %s", got, want)
	}
	names := 0
	for range f.Case.Names(t.Context(), []string{"quisling"}) {
		names++
	}
	if names != 0 {
		t.Errorf("%d names are left", names)
	}
}

func TestUnpurged_lists_the_other_versions(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "https://example.org/1", "Quisling said xylophone."))
	f.mustFile(t, reading(t, "https://example.org/1", "News. Quisling said xylophone."))
	f.mustFile(t, reading(t, "", "Oda said yes."))
	f.mustFile(t, reading(t, "https://example.org/1", "More. Quisling said xylophone."))
	for _, test := range []struct {
		purge int64
		left  []int64
	}{{3, []int64{1, 7}}, {1, []int64{7}}, {7, nil}, {5, nil}} {
		if _, err := f.Purge(t.Context(), test.purge, "the source is in danger"); err != nil {
			t.Fatal(err)
		}
		left, err := Unpurged(t.Context(), f.Case, test.purge)
		var got []int64
		for _, e := range left {
			got = append(got, e.Seq)
		}
		if err != nil || !slices.Equal(got, test.left) {
			t.Errorf("after the purge of %d there are %v, %v; want %v", test.purge, got, err, test.left)
		}
	}
}

func TestPurge_leaves_a_case_that_can_be_worked_on(t *testing.T) {
	f := newFiler(t)
	r := f.mustFile(t, reading(t, "", "Oda said yes. Bo said no."))
	f.mustFile(t, reading(t, "", "Bo said maybe."))
	f.mustDecide(t, ledger.KindAccept, "1/s1", ledger.Decision{})
	f.mustDecide(t, ledger.KindCorrect, "1/s2", ledger.Decision{Statement: &r.Record.Statements[1]})
	split := f.mustDecide(t, ledger.KindSplit, "-", ledger.Decision{Keys: []string{"bo"}, Into: "bo lind", Reports: []int64{1, 3}})
	if _, err := f.Purge(t.Context(), 1, "the source is in danger"); err != nil {
		t.Fatal(err)
	}
	f.Case = ledger.NewCase(f.Case.Store, f.Case.Key) // which remembers nothing
	if _, err := f.Undo(t.Context(), split.Seq, ""); err != nil {
		t.Error(err)
	}
	if got, want := f.found(t, by("bo")), "3/s1 read"; got != want {
		t.Errorf("Bo: %s, want %s", got, want)
	}
}

func TestDecide_on_an_earlier_version_leaves_the_index_to_the_newest(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "https://example.org/1", "Oda said yes."))
	f.mustFile(t, reading(t, "https://example.org/1", "Oda said no."))
	f.mustDecide(t, ledger.KindAccept, "1/s1", ledger.Decision{})
	newer := reading(t, "https://example.org/1", "Oda said yes.")
	newer.Weights = "sha256:w2"
	if _, err := f.Reread(t.Context(), 1, newer); err != nil {
		t.Fatal(err)
	}
	if got, want := f.found(t, ledger.Query{}), "3/s1 read"; got != want {
		t.Errorf("lines %s, want %s", got, want)
	}
}

func TestFile_files_a_report_in_which_nobody_says_anything(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "", "It rained."))
	m, err := ledger.ParseMatch("rained")
	if err != nil {
		t.Fatal(err)
	}
	for report, err := range f.Case.Reports(t.Context(), ledger.Query{Words: m}) {
		if report != 1 || err != nil {
			t.Errorf("report %d, %v; want 1", report, err)
		}
		return
	}
	t.Error("the report is not found")
}

func TestFile_of_what_other_weights_have_read_is_another_reading(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "", "Oda said yes. Bo said no."))
	f.mustDecide(t, ledger.KindAccept, "1/s2", ledger.Decision{})
	newer := reading(t, "", "Oda said yes. Bo said no.")
	newer.Weights = "sha256:w2"
	r := f.mustFile(t, newer)
	if r.Report.New || r.Report.Seq != 1 || !r.Reading.New || r.Reading.Supersedes != 2 || len(r.Carried) != 1 {
		t.Errorf("receipt %+v", r)
	}
	if got, want := f.found(t, ledger.Query{}), "1/s1 read, 1/s2 accepted"; got != want {
		t.Errorf("lines %s, want %s", got, want)
	}
	if _, err := f.Purge(t.Context(), 1, "the source is in danger"); err != nil {
		t.Fatal(err)
	}
	newer.Weights = "sha256:w3"
	if r := f.mustFile(t, newer); r.Report.New || r.Reading.New {
		t.Errorf("what was purged is filed again: %+v", r)
	}
	if got := f.found(t, ledger.Query{}); got != "" {
		t.Errorf("lines %s, want none", got)
	}
}

func TestFile_stops_with_the_context(t *testing.T) {
	f := newFiler(t)
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := f.File(ctx, reading(t, "", "Oda said yes."), nil); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := f.Flush(ctx); err == nil {
		t.Error("Flush filed after the context had ended")
	}
}

func TestReread_carries_every_correction_of_a_line(t *testing.T) {
	f := newFiler(t)
	r := f.mustFile(t, reading(t, "", "Oda said yes to the plan. Bo said no to it."))
	s := r.Record.Statements[0]
	s.Speaker = "e2"
	f.mustDecide(t, ledger.KindCorrect, "1/s1", ledger.Decision{Statement: &s, Fields: []string{"speaker"}})
	s.Act = parley.ActReject
	f.mustDecide(t, ledger.KindCorrect, "1/s1", ledger.Decision{Statement: &s, Fields: []string{"act"}})
	f.mustDecide(t, ledger.KindAccept, "1/s1", ledger.Decision{})
	newer := reading(t, "", "Oda said yes to the plan. Bo said no to it.")
	newer.Weights = "sha256:w2"
	got, err := f.Reread(t.Context(), 1, newer)
	if err != nil || len(got.Carried) != 3 || len(got.Lost) != 0 {
		t.Fatalf("Reread = %+v, %v", got, err)
	}
	filing, err := f.Case.Filing(t.Context(), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if s := filing.Record.Statements[0]; s.Speaker != "e2" || s.Act != parley.ActReject {
		t.Errorf("on the newer reading the line is said by %s and does %s, want e2 and reject", s.Speaker, s.Act)
	}
}

func TestReread_loses_an_acceptance_of_what_is_read_otherwise(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "", "Oda said yes to the plan. Bo said no to it. Cy said nothing of note."))
	f.mustDecide(t, ledger.KindAccept, "1/s1", ledger.Decision{})
	f.mustDecide(t, ledger.KindAccept, "1/s2", ledger.Decision{})
	f.mustDecide(t, ledger.KindAccept, "1/s3", ledger.Decision{})
	newer := reading(t, "", "Oda said yes to the plan. Bo said no to it. Cy said nothing of note.")
	newer.Weights = "sha256:w2"
	newer.Statements[0].Speaker = "e2"
	newer.Statements[1].Act = parley.ActPromise
	got, err := f.Reread(t.Context(), 1, newer)
	if err != nil || len(got.Carried) != 1 || len(got.Lost) != 2 {
		t.Fatalf("Reread carries %d and loses %d, %v; want 1 and 2", len(got.Carried), len(got.Lost), err)
	}
	if got, want := f.found(t, ledger.Query{}), "1/s1 read, 1/s2 read, 1/s3 accepted"; got != want {
		t.Errorf("lines %s, want %s", got, want)
	}
}

func TestReread_carries_a_rejection_whatever_is_read_in_the_words(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "", "Oda said yes to the plan. Bo said no to it."))
	f.mustDecide(t, ledger.KindReject, "1/s1", ledger.Decision{Reason: "it is a headline"})
	newer := reading(t, "", "Oda said yes to the plan. Bo said no to it.")
	newer.Weights = "sha256:w2"
	newer.Statements[0].Act = parley.ActPromise
	if r, err := f.Reread(t.Context(), 1, newer); err != nil || len(r.Carried) != 1 {
		t.Errorf("Reread = %+v, %v", r, err)
	}
	if got, want := f.found(t, ledger.Query{}), "1/s1 rejected, 1/s2 read"; got != want {
		t.Errorf("lines %s, want %s", got, want)
	}
}

func TestFile_of_a_version_that_nobody_read_names_the_decisions_that_it_loses(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "https://example.org/1", "Oda said yes."))
	f.mustDecide(t, ledger.KindAccept, "1/s1", ledger.Decision{})
	newer := reading(t, "https://example.org/1", "News. Oda said yes.")
	newer.Weights, newer.Entities, newer.Statements = "", nil, nil
	if r := f.mustFile(t, newer); r.Version != 1 || len(r.Lost) != 1 || r.Lost[0].Words != "Oda said yes" {
		t.Errorf("receipt %+v", r)
	}
}

// speakers are who says each line of report 1, as it stands.
func (f *Filer) speakers(t *testing.T) string {
	t.Helper()
	filing, err := f.Case.Filing(t.Context(), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := filing.Record.Verify(); err != nil {
		t.Error(err)
	}
	var all []string
	for _, s := range filing.Record.Statements {
		all = append(all, calledIn(filing.Record)[s.Speaker])
	}
	return strings.Join(all, ", ")
}

func TestDecide_tells_people_apart_whom_several_corrections_add(t *testing.T) {
	f := newFiler(t)
	r := f.mustFile(t, reading(t, "", "Oda said yes. Bo said no."))
	said := func(line int, id, name string) ledger.Decision {
		s := r.Record.Statements[line]
		s.Speaker = id
		d := ledger.Decision{Statement: &s, Fields: []string{"speaker"}}
		if name != "" {
			d.Entities = []parley.Entity{{ID: id, Name: name, Kind: parley.EntityPerson}}
		}
		return d
	}
	first := f.mustDecide(t, ledger.KindCorrect, "1/s1", said(0, "p1", "Cy"))
	f.mustDecide(t, ledger.KindCorrect, "1/s2", said(1, "p1", "Dag")) // who looked before the first was filed
	if got, want := f.speakers(t), "Cy, Dag"; got != want {
		t.Errorf("%s say so, want %s", got, want)
	}
	f.mustDecide(t, ledger.KindCorrect, "1/s2", said(1, "p1", "")) // it is Cy, too
	undo, err := f.Undo(t.Context(), first.Seq, "")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := f.speakers(t), "Oda, Cy"; got != want {
		t.Errorf("after the undo %s say so, want %s", got, want)
	}
	f.mustDecide(t, ledger.KindCorrect, "1/s2", said(1, "p1", "Eva"))
	if _, err := f.Undo(t.Context(), undo.Seq, ""); err != nil {
		t.Fatal(err)
	}
	if got, want := f.speakers(t), "Cy, Eva"; got != want {
		t.Errorf("after the undo of the undo %s say so, want %s", got, want)
	}
	if got, want := f.found(t, by("eva")), "1/s2 corrected"; got != want {
		t.Errorf("Eva: %s, want %s", got, want)
	}
}

func TestDecide_refuses_a_correction_of_an_earlier_reading(t *testing.T) {
	f := newFiler(t)
	r := f.mustFile(t, reading(t, "", "Oda said yes. Bo said no."))
	newer := reading(t, "", "Oda said yes. Bo said no.")
	newer.Weights = "sha256:w2"
	newer.Statements = newer.Statements[1:]
	newer.Statements[0].ID = "s1"
	if _, err := f.Reread(t.Context(), 1, newer); err != nil {
		t.Fatal(err)
	}
	d := ledger.Decision{Reading: r.Reading.Seq, Statement: &r.Record.Statements[0], Fields: []string{"act"}}
	if _, err := f.Decide(t.Context(), ledger.KindCorrect, ledger.Address{Report: 1, Line: "s1"}, d); !errors.Is(err, parley.ErrConflict) {
		t.Errorf("a correction of the line of an earlier reading: %v, want a conflict", err)
	}
}

func TestSeal_is_of_all_versions_and_all_times(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "https://example.org/1", "Oda said yes."))
	f.mustFile(t, reading(t, "https://example.org/1", "Oda said no."))
	sealed, err := f.Seal(t.Context(), 3, "given in confidence")
	if err != nil || len(sealed) != 2 {
		t.Fatalf("Seal = %v, %v; want an entry for each version", sealed, err)
	}
	if again, err := f.Seal(t.Context(), 1, "given in confidence"); err != nil || len(again) != 0 {
		t.Errorf("a second seal: %v, %v", again, err)
	}
	r := f.mustFile(t, reading(t, "https://example.org/1", "Oda said maybe."))
	for _, asOf := range []int64{0, 4, r.Reading.Seq} {
		state, err := f.Case.State(t.Context(), asOf)
		if err != nil {
			t.Fatal(err)
		}
		for _, report := range []int64{1, 3, r.Report.Seq} {
			if state.Sealed(report) == 0 {
				t.Errorf("as of entry %d report %d is not sealed", asOf, report)
			}
		}
	}
}

func TestFile_refuses_lines_that_no_address_names(t *testing.T) {
	f := newFiler(t)
	for name, spoil := range map[string]func(*parley.Record){
		"an id with a tab": func(r *parley.Record) { r.Statements[0].ID = "s1\t" },
		"another kind":     func(r *parley.Record) { r.Statements[0].Kind = "sung\n" },
		"a span outside":   func(r *parley.Record) { r.Statements[0].Content[0].End = 900 },
	} {
		record := reading(t, "", "Oda said yes.")
		spoil(record)
		if _, err := f.File(t.Context(), record, nil); !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("%s: File = %v, want %v", name, err, parley.ErrInvalid)
		}
	}
	if head, err := f.Case.Head(t.Context()); err != nil || head.Size != 0 {
		t.Errorf("the log has %d entries, want none", head.Size)
	}
}
