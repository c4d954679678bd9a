package demo_test

import (
	"context"
	"slices"
	"testing"

	"parley"
	"parley/ask"
	"parley/ask/atlas"
	"parley/ask/contacts"
	"parley/ask/proposals"
	"parley/ask/search"
	"parley/ask/stand"
	"parley/clerk"
	"parley/desk"
	"parley/desk/demo"
	"parley/ingest"
	"parley/internal/casetest"
	"parley/ledger"
	"parley/reader"
)

// filed is the demo in a case of its own, read with the weights that are built in.
func filed(t *testing.T) *ledger.Case {
	t.Helper()
	reader := casetest.Clerk(t, reader.Options{})
	c := casetest.New(t).Case
	err := demo.File(t.Context(), c, func(ctx context.Context, in desk.Input) (out clerk.Outcome) {
		input := clerk.Input{Name: in.Name, Open: func(context.Context) (clerk.Opened, error) {
			doc, err := ingest.Read(in.Bytes, in.Given)
			if err != nil {
				return clerk.Opened{}, err
			}
			return clerk.Opened{Report: &doc.Report, Raw: doc.Evidence}, nil
		}}
		err := reader.ReadAll(ctx, slices.Values([]clerk.Input{input}), 1, func(o clerk.Outcome) error {
			out = o
			return nil
		})
		if err != nil {
			out.Err = err
		}
		return out
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A newcomer shall see something of every view.
func TestFile_has_something_for_every_view(t *testing.T) {
	c := filed(t)
	var records []*parley.Record
	sealed := 0
	found, err := search.Reports(t.Context(), c, search.Question{})
	if err != nil {
		t.Fatal(err)
	}
	for f, err := range found {
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, search.Standing(f))
		if f.State.Sealed(f.Report.Seq) != 0 {
			sealed++
		}
	}
	if len(records) != 10 || sealed != 1 {
		t.Errorf("the demo has %d reports, %d sealed, want 10, 1", len(records), sealed)
	}
	d := ask.NewDossier(records)
	plans := proposals.Of(d)
	points := 0
	for i := range plans {
		points += len(plans[i].Seen)
	}
	if len(plans) < 3 || points < 10 {
		t.Errorf("the demo has %d plans with %d points, want 3 with 10 or more", len(plans), points)
	}
	var statuses []parley.ContactStatus
	for _, k := range contacts.Of(d) {
		statuses = append(statuses, k.Status)
	}
	for _, want := range []parley.ContactStatus{parley.ContactHeld, parley.ContactCancelled} {
		if !slices.Contains(statuses, want) {
			t.Errorf("contacts of the demo are %v, want one that is %s", statuses, want)
		}
	}
	drawn := 0
	for _, claim := range atlas.Of(d, plans) {
		if claim.Shape != nil && claim.Proposal != nil {
			drawn++
		}
	}
	if drawn < 5 {
		t.Errorf("%d claims of the demo's plans are drawn, want 5 or more", drawn)
	}
	l, err := stand.Case(t.Context(), c, 0)
	if err != nil {
		t.Fatal(err)
	}
	m := l.Matrix(nil)
	differs, changed := 0, 0
	for i := range m.Topics {
		for k := range m.Parties {
			cell, _ := m.Cell(i, k)
			if cell.Differs() {
				differs++
			}
			for n := range cell.Stands {
				if len(cell.Stands[n].Changes()) > 1 {
					changed++
				}
			}
		}
	}
	if differs == 0 || changed == 0 {
		t.Errorf("%d cells differ in private and %d change, want some of both", differs, changed)
	}
}
