package ledger_test

import (
	"fmt"
	"strings"
	"testing"

	"parley/ledger"
)

func TestWhoSince(t *testing.T) {
	s := ledger.NewState()
	ada := ledger.Person("Ada Lind")
	for i, e := range []struct {
		kind ledger.Kind
		of   int64
		d    ledger.Decision
	}{
		{ledger.KindMerge, 0, ledger.Decision{Keys: []string{"a", "b"}, Into: "a", Name: "A"}},
		{ledger.KindMerge, 0, ledger.Decision{Keys: []string{"x", "y"}, Into: "x", Name: "X"}},
		{ledger.KindSplit, 0, ledger.Decision{Keys: []string{"c"}, Into: "d", Reports: []int64{1}}},
		{ledger.KindUndo, 1, ledger.Decision{}},
		{ledger.KindUndo, 4, ledger.Decision{}},
		{ledger.KindNote, 0, ledger.Decision{Text: "a"}},
	} {
		of := ledger.Address{}
		if e.kind == ledger.KindNote {
			of = ledger.Address{Report: 1, Line: "s1"}
		}
		if err := s.Apply(ledger.Entry{Seq: int64(i + 1), Kind: e.kind, Author: ada, Of: of, Supersedes: e.of}, &e.d); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		since int64
		keys  string
		want  string
	}{
		{0, "a", "1 4 5"}, {0, "b", "1 4 5"}, {1, "b", "4 5"}, {4, "a", "5"}, {5, "a", ""},
		{0, "y", "2"}, {0, "c", "3"}, {0, "d", "3"}, {0, "y c", "2 3"}, {0, "z", ""}, {0, "", ""},
	} {
		var got []string
		for _, j := range s.WhoSince(test.since, strings.Fields(test.keys)...) {
			got = append(got, fmt.Sprint(j.Seq))
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("WhoSince(%d, %q) = %q, want %q", test.since, test.keys, got, test.want)
		}
	}
}
