package found_test

import (
	"context"
	"fmt"
	"testing"

	"parley/ask/search"
	"parley/desk/found"
	"parley/internal/casetest"
	"parley/ledger"
)

// Of a large case the last is shown while the next is made, but not after a seal.
func TestKept_is_late_only_where_that_does_no_harm(t *testing.T) {
	f := casetest.Examples(t)
	made := 0
	k := &found.Kept[int]{
		Case: f.Case, Large: func(int) bool { return true },
		Make: func(context.Context) (int, error) { made++; return made, nil },
	}
	get := func(after string, want int) {
		t.Helper()
		if got, err := k.Get(t.Context()); got != want || err != nil {
			t.Errorf("after %s it is that of making %d, %v, want %d", after, got, err, want)
		}
	}
	get("nothing", 1)
	get("nothing new", 1)
	casetest.Decide(t, f, ledger.KindReject, "2/s1", ledger.Decision{})
	get("a rejection", 1)
	k.Wait()
	get("a rejection and a while", 2)
	casetest.Decide(t, f, ledger.KindAccept, "2/s2", ledger.Decision{})
	casetest.Decide(t, f, ledger.KindSeal, "2", ledger.Decision{Reason: "leaked"})
	get("a seal", 3)
}

func TestKept_of_a_small_case_is_never_late(t *testing.T) {
	f := casetest.Examples(t)
	q := found.NewQueue(f.Case)
	before, err := q.Next(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	first := before.Lines[0]
	casetest.Decide(t, f, ledger.KindAccept, first.Address(first.ID).String(), ledger.Decision{})
	after, err := q.Next(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(after.Lines) != len(before.Lines)-1 || after.Lines[0].Address(after.Lines[0].ID) == first.Address(first.ID) {
		t.Errorf("%d lines wait after one of %d was accepted", len(after.Lines), len(before.Lines))
	}
}

func TestShelf_masks_what_was_sealed_since_a_list_was_made(t *testing.T) {
	f := casetest.Examples(t)
	s := &found.Shelf{Case: f.Case}
	first, err := s.Find(t.Context(), search.Question{}, "", 0, 1)
	if err != nil || first.Cursor == "" {
		t.Fatalf("the first hit: cursor %q, %v", first.Cursor, err)
	}
	sealed := first.Hits[0].Report.Seq
	casetest.Decide(t, f, ledger.KindSeal, fmt.Sprint(sealed), ledger.Decision{Reason: "leaked"})
	again, err := s.Find(t.Context(), search.Question{}, fmt.Sprintf("%d.0", first.AsOf), 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	hit := again.Hits[0]
	if hit.Report.Seq != sealed || again.AsOf != first.AsOf {
		t.Fatalf("going on shows report %d as of %d, want %d as of %d", hit.Report.Seq, again.AsOf, sealed, first.AsOf)
	}
	if !search.Cite(hit.Filing, hit.Statement).Sealed {
		t.Error("a report that was sealed since is cited with its source")
	}
}
