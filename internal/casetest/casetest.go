// Package casetest files reports in a case, for tests of what asks one, and writes what
// train/ learns from.
package casetest

import (
	_ "embed"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/clerk"
	"parley/exchange"
	"parley/ledger"
	"parley/ledger/sqlite"
	"parley/resolve"
)

// New is an empty case, "the narrows", in which Ada Lind files from 20 May 2031,
// 9:00 on, a second later each time.
func New(t testing.TB) *clerk.Filer {
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
	_, err = f.Case.Append(t.Context(), f.Now(), []ledger.Draft{{Kind: ledger.KindCase, Author: ledger.Person(f.By), Body: []byte(`{"v":1,"name":"the narrows"}`)}})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// File files records, each as two entries: the first report of a case is 2, the
// next 4.
func File(t testing.TB, f *clerk.Filer, records ...*parley.Record) {
	t.Helper()
	for _, record := range records {
		if _, err := f.File(t.Context(), record, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// From: parley read --json examples/*.{txt,html}. They are kept here so that what
// is asked does not change with what is read.
//
//go:embed testdata/examples.jsonl
var examples string

// Examples is a case with the reports of examples/, each said to be by Mira Quist
// and to come from an outlet: 2 is the ferry talks, 4 the recorded call as told
// abroad, 6 the recorded call, 8 the water treaty.
func Examples(t testing.TB) *clerk.Filer {
	t.Helper()
	f := New(t)
	outlets := []string{"The Elsen Courier", "Ostrel Today", "The Meridian", "The Basin Review"}
	days := []string{"2031-05-14", "2031-02-13", "2031-02-12", ""} // the last has its own
	for i, line := range strings.Split(strings.TrimSpace(examples), "\n") {
		record, err := exchange.Decode([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		r := &record.Report
		r.Publisher, r.Byline, r.URL = outlets[i], "Mira Quist", fmt.Sprintf("https://ada:secret@www.outlet%d.example/report", i)
		if days[i] != "" {
			r.Published = days[i]
		}
		File(t, f, record)
	}
	return f
}

// Decide files a decision on an address, "-" for the case itself.
func Decide(t testing.TB, f *clerk.Filer, kind ledger.Kind, of string, d ledger.Decision) ledger.Entry {
	t.Helper()
	address, err := ledger.ParseAddress(of)
	if err != nil {
		t.Fatal(err)
	}
	e, err := f.Decide(t.Context(), kind, address, d)
	if err != nil {
		t.Fatal(err)
	}
	return e
}
