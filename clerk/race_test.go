package clerk

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"

	"parley"
	"parley/ledger"
)

// A meddled store files something of another's the first time that somebody looks at
// the case, so that it has moved on when he files.
type meddled struct {
	ledger.Store
	meddle func()
}

func (m *meddled) once() {
	if do := m.meddle; do != nil {
		m.meddle = nil
		do()
	}
}

func (m *meddled) Entries(ctx context.Context, since int64, kinds ...ledger.Kind) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		all := slices.Collect(func(yield func(ledger.Entry) bool) {
			for e := range m.Store.Entries(ctx, since, kinds...) {
				if !yield(e) {
					return
				}
			}
		})
		if len(kinds) == 0 {
			m.once()
		}
		for _, e := range all {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func (m *meddled) Reading(ctx context.Context, report, asOf int64) (int64, error) {
	seq, err := m.Store.Reading(ctx, report, asOf)
	m.once()
	return seq, err
}

func TestPurge_removes_what_another_files_of_the_report_meanwhile(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "", "Quisling said xylophone."))
	other := *f
	store := &meddled{Store: f.Case.Store}
	f.Case = ledger.NewCase(store, f.Case.Key)
	var note ledger.Entry
	store.meddle = func() { note = other.mustDecide(t, ledger.KindNote, "1/s1", ledger.Decision{Text: "of xylophone"}) }
	if _, err := f.Purge(t.Context(), 1, "the source is in danger"); err != nil {
		t.Fatal(err)
	}
	if body, err := f.Case.Body(t.Context(), note.Seq); err == nil {
		t.Errorf("the note %s is left", body)
	}
}

func TestPurge_is_forgotten_by_who_had_read_it(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "", "Quisling said xylophone."))
	f.mustDecide(t, ledger.KindNote, "1/s1", ledger.Decision{Text: "of xylophone"})
	if _, err := f.Case.State(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Purge(t.Context(), 1, "the source is in danger"); err != nil {
		t.Fatal(err)
	}
	state, err := f.Case.State(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range state.Of(ledger.Address{}) {
		if j.Text != "" {
			t.Errorf("entry %d says %q", j.Seq, j.Text)
		}
	}
}

func TestReread_carries_what_another_decides_meanwhile(t *testing.T) {
	for what, newer := range map[string]*parley.Record{
		"another reading": reading(t, "https://example.org/1", "Oda said yes."),
		"a newer version": reading(t, "https://example.org/1", "News. Oda said yes."),
	} {
		f := newFiler(t)
		f.mustFile(t, reading(t, "https://example.org/1", "Oda said yes."))
		newer.Weights = "sha256:w2"
		other := *f
		store := &meddled{Store: f.Case.Store}
		f.Case = ledger.NewCase(store, f.Case.Key)
		prepared, err := f.Prepare(newer, nil)
		if err != nil {
			t.Fatal(err)
		}
		store.meddle = func() { other.mustDecide(t, ledger.KindAccept, "1/s1", ledger.Decision{}) }
		file := func() (Receipt, error) { return f.version(t.Context(), newer, prepared.drafts) }
		if what == "another reading" {
			file = func() (Receipt, error) { return f.Reread(t.Context(), 1, newer) }
		}
		r, err := file()
		if err != nil || len(r.Carried) != 1 {
			t.Errorf("%s: %d decisions are carried, %v; want 1", what, len(r.Carried), err)
		}
	}
}

func TestFile_of_a_version_that_another_files_meanwhile_doubles_nothing(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "https://example.org/1", "Oda said yes."))
	f.mustDecide(t, ledger.KindAccept, "1/s1", ledger.Decision{})
	other := *f
	store := &meddled{Store: f.Case.Store}
	f.Case = ledger.NewCase(store, f.Case.Key)
	store.meddle = func() { other.mustFile(t, reading(t, "https://example.org/1", "News. Oda said yes.")) }
	if _, err := f.File(t.Context(), reading(t, "https://example.org/1", "News. Oda said yes."), nil); err != nil {
		t.Fatal(err)
	}
	head, err := f.Case.Head(t.Context())
	if err != nil || head.Size != 6 {
		t.Errorf("the log has %d entries, %v; want 6: two reports with a reading and an acceptance each", head.Size, err)
	}
}

func TestDecide_loses_nothing_that_another_decides_meanwhile(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "", "Quisling said xylophone."))
	head, err := f.Case.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	other := *f
	store := &meddled{Store: f.Case.Store}
	f.Case = ledger.NewCase(store, f.Case.Key)
	f.Seen = head.Size
	store.meddle = func() { other.mustDecide(t, ledger.KindReject, "1/s1", ledger.Decision{}) }
	of := ledger.Address{Report: 1, Line: "s1"}
	if _, err := f.Decide(t.Context(), ledger.KindAccept, of, ledger.Decision{}); !errors.Is(err, parley.ErrConflict) {
		t.Errorf("accepting what another rejects meanwhile is %v, want a conflict", err)
	}
	if _, err := f.Decide(t.Context(), ledger.KindNote, of, ledger.Decision{Text: "heard it"}); err != nil {
		t.Errorf("a note takes nothing from anybody, but is %v", err)
	}
	f.Seen++
	if _, err := f.Decide(t.Context(), ledger.KindAccept, of, ledger.Decision{}); err != nil {
		t.Errorf("accepting what was seen to be rejected is %v", err)
	}
}

func TestDecide_is_of_the_reading_that_was_seen(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "", "Quisling said xylophone."))
	head, err := f.Case.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	again := reading(t, "", "Quisling said xylophone.")
	again.Weights = "sha256:w2"
	f.mustFile(t, again)
	f.Seen = head.Size
	if _, err := f.Decide(t.Context(), ledger.KindAccept, ledger.Address{Report: 1, Line: "s1"}, ledger.Decision{}); !errors.Is(err, parley.ErrConflict) {
		t.Errorf("accepting a line that was read again since is %v, want a conflict", err)
	}
}
