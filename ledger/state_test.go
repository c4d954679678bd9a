package ledger

import "testing"

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
