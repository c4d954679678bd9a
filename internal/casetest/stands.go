package casetest

import (
	_ "embed"
	"strings"
	"testing"

	"parley/clerk"
	"parley/exchange"
)

//go:embed testdata/stands.jsonl
var stands string

// Stands is a case with two reports that say where three people and two sides stand:
// 2 of ferry talks, in which Kai Lind speaks for Norland and Mia Holt for herself; 4 of a leaked call, in which Oda
// Brandt says in private what Ostrel rejects in public.
func Stands(t testing.TB) *clerk.Filer {
	t.Helper()
	f := New(t)
	for line := range strings.Lines(stands) {
		record, err := exchange.Decode([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		File(t, f, record)
	}
	return f
}
