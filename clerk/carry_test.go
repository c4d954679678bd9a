package clerk

import (
	"slices"
	"testing"

	"parley/ledger"
)

func TestFile_carries_decisions_on_entities(t *testing.T) {
	f := newFiler(t)
	text := "Oda said yes to the plan. Bo said no to it. Cy said nothing of note. Dag said little."
	r := f.mustFile(t, reading(t, "https://example.org/1", text))
	envoy := r.Record.Entities[0]
	envoy.Name, envoy.Role = "Oda Vahl", "envoy"
	f.mustDecide(t, ledger.KindCorrect, "1/e1", ledger.Decision{Entity: &envoy, Fields: []string{"role", "name"}})
	f.mustDecide(t, ledger.KindAccept, "1/e2", ledger.Decision{})
	f.mustDecide(t, ledger.KindReject, "1/e3", ledger.Decision{})
	f.mustDecide(t, ledger.KindAccept, "1/e4", ledger.Decision{})
	to := r.Record.Statements[1]
	to.Addressees = []string{"e1"}
	f.mustDecide(t, ledger.KindCorrect, "1/s2", ledger.Decision{Statement: &to, Fields: []string{"addressees"}})
	newer := reading(t, "https://example.org/1", "Cy said nothing of note. Bo said no to it. Oda said yes to the plan. Dag said little.")
	newer.Entities[3].Role = "minister" // nobody has accepted that
	got := f.mustFile(t, newer)
	if len(got.Carried) != 4 || len(got.Lost) != 1 || got.Lost[0].Words != "Dag" {
		t.Fatalf("carried %d, lost %+v; want 4, and Dag", len(got.Carried), got.Lost)
	}
	filing, err := f.Case.Filing(t.Context(), got.Report.Seq, 0)
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]ledger.Status{"e1": ledger.StatusRejected, "e2": ledger.StatusAccepted, "e3": ledger.StatusCorrected, "e4": ledger.StatusRead} {
		if got := filing.Status(line); got != want {
			t.Errorf("%s is %s, want %s", line, got, want)
		}
	}
	e := filing.Record.Entities[2]
	if e.Name != "Oda Vahl" || e.Role != "envoy" || filing.Record.Report.Quote(e.Mentions[0].Span) != "Oda" {
		t.Errorf("the correction on the newer version is %+v", e)
	}
	if s := filing.Record.Statements[1]; !slices.Equal(s.Addressees, []string{"e3"}) {
		t.Errorf("Bo speaks to %v, want e3", s.Addressees)
	}
}
