package ledger

import (
	"strings"
	"testing"

	"parley"
)

// stateOf folds decisions, whose entries are numbered from 1.
func stateOf(t *testing.T, decisions ...decided) *State {
	t.Helper()
	s := NewState()
	for i, d := range decisions {
		d.Entry.Seq = int64(i + 1)
		if err := s.Apply(d.Entry, d.Decision); err != nil {
			t.Fatalf("entry %d: %v", i+1, err)
		}
	}
	return s
}

func on(kind Kind, line string, d Decision) decided {
	d.Reading = 1000
	return decided{Entry{Kind: kind, Author: Person("Ada Lind"), Of: Address{Report: 900, Line: line}}, &d}
}

func undoOf(entry int64) decided {
	return decided{Entry{Kind: KindUndo, Author: Person("Ada Lind"), Supersedes: entry}, &Decision{}}
}

func TestApply_an_undo_undoes_the_undo_of_an_undo(t *testing.T) {
	reject := on(KindReject, "s1", Decision{})
	for _, test := range []struct {
		undos []decided
		want  Status
	}{
		{nil, StatusRejected},
		{[]decided{undoOf(1)}, StatusRead},
		{[]decided{undoOf(1), undoOf(2)}, StatusRejected},
		{[]decided{undoOf(1), undoOf(2), undoOf(3)}, StatusRead},
		{[]decided{undoOf(1), undoOf(2), undoOf(3), undoOf(4)}, StatusRejected},
		{[]decided{undoOf(1), undoOf(2), undoOf(1), undoOf(3)}, StatusRead}, // two undos hold
		{[]decided{undoOf(1), undoOf(2), undoOf(1), undoOf(3), undoOf(4)}, StatusRead},
	} {
		s := stateOf(t, append([]decided{reject}, test.undos...)...)
		if got := s.Status(1000, "s1"); got != test.want {
			t.Errorf("after %d undos the line is %s, want %s", len(test.undos), got, test.want)
		}
		if undone := s.UndoneBy(1) != 0; undone != (test.want == StatusRead) {
			t.Errorf("after %d undos UndoneBy = %d", len(test.undos), s.UndoneBy(1))
		}
	}
}

func TestRecord_corrections_of_a_line_are_of_their_fields_alone(t *testing.T) {
	read := &parley.Record{Statements: []parley.Statement{{ID: "s1", Speaker: "e1", Act: parley.ActAssert, Certainty: parley.Certain}}}
	speaker := on(KindCorrect, "s1", Decision{Fields: []string{"speaker"}, Statement: &parley.Statement{ID: "s1", Speaker: "e2", Act: parley.ActAssert}})
	act := on(KindCorrect, "s1", Decision{Fields: []string{"act"}, Statement: &parley.Statement{ID: "s1", Speaker: "e2", Act: parley.ActPromise}})
	stale := on(KindCorrect, "s1", Decision{Fields: []string{"act"}, Statement: &parley.Statement{ID: "s1", Speaker: "e1", Act: parley.ActPromise}})
	other := stale
	other.Author = Person("Bo Ek")
	for _, test := range []struct {
		what      string
		decisions []decided
		want      string
	}{
		{"one after another", []decided{speaker, act}, "e2 promise"},
		{"made at once", []decided{speaker, stale}, "e2 promise"},
		{"the first undone", []decided{speaker, act, undoOf(1)}, "e1 promise"},
		{"the second undone", []decided{speaker, act, undoOf(2)}, "e2 assert"},
	} {
		s := stateOf(t, test.decisions...).Record(1000, read).Statements[0]
		if got := s.Speaker + " " + string(s.Act); got != test.want || s.Certainty != parley.Certain {
			t.Errorf("%s: %s, want %s", test.what, got, test.want)
		}
	}
	if len(stateOf(t, speaker, act).Standing(1000)) != 2 || len(stateOf(t, act, stale).Standing(1000)) != 1 {
		t.Error("a correction of another field stands beside the first, one of the same in its place")
	}
}

func TestStatus_an_acceptance_is_of_the_line_as_it_was_corrected(t *testing.T) {
	act := on(KindCorrect, "s1", Decision{Fields: []string{"act"}, Statement: &parley.Statement{ID: "s1", Act: parley.ActPromise}})
	accept := on(KindAccept, "s1", Decision{})
	for _, test := range []struct {
		decisions []decided
		want      Status
		standing  string
	}{
		{[]decided{act, accept}, StatusCorrected, "correct accept"},
		{[]decided{act, accept, undoOf(1)}, StatusRead, ""},
		{[]decided{act, accept, undoOf(1), undoOf(3)}, StatusCorrected, "correct accept"},
		{[]decided{act, undoOf(1), accept}, StatusAccepted, "accept"},
		{[]decided{act, undoOf(1), accept, undoOf(2)}, StatusCorrected, "correct"},
		{[]decided{accept, act, undoOf(2)}, StatusAccepted, "accept"},
	} {
		s := stateOf(t, test.decisions...)
		var standing []string
		for _, j := range s.Standing(1000) {
			standing = append(standing, string(j.Entry.Kind))
		}
		if got := s.Status(1000, "s1"); got != test.want || strings.Join(standing, " ") != test.standing {
			t.Errorf("after %d decisions the line is %s by %v, want %s by %s", len(test.decisions), got, standing, test.want, test.standing)
		}
	}
}

func TestRecent_a_reading_that_was_decoded_before_a_purge_is_not_kept_after_it(t *testing.T) {
	var r recent
	_, _, cleared := r.get(2)
	r.clear()
	r.put(2, reading{}, cleared)
	if _, known, _ := r.get(2); known {
		t.Error("it is kept")
	}
}
