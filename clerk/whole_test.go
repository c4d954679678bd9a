package clerk

import (
	"errors"
	"testing"

	"parley"
	"parley/ledger"
)

func TestDecide_refuses_what_leaves_no_line(t *testing.T) {
	f := newFiler(t)
	r := f.mustFile(t, reading(t, "", "Oda said yes to the plan. Bo said no to it."))
	s, e := r.Record.Statements[0], r.Record.Entities[0]
	mute, empty, added, nobody := s, s, s, e
	mute.Cue, empty.Content, nobody.Name = nil, nil, "—"
	added.ID, added.Cue = "", nil
	for name, test := range map[string]struct {
		of string
		d  ledger.Decision
	}{
		"no cue":            {"1/s1", ledger.Decision{Statement: &mute, Fields: []string{"cue"}}},
		"no content":        {"1/s1", ledger.Decision{Statement: &empty, Fields: []string{"content"}}},
		"no name":           {"1/e1", ledger.Decision{Entity: &nobody, Fields: []string{"name"}}},
		"added without cue": {"1", ledger.Decision{Statement: &added}},
		"no duration": {"1", ledger.Decision{Contact: &parley.Contact{
			Kind: parley.ContactCall, Status: parley.ContactHeld, Evidence: s.Content, Duration: "5 minutes",
		}}},
	} {
		of, err := ledger.ParseAddress(test.of)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Decide(t.Context(), ledger.KindCorrect, of, test.d); !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("%s: Decide = %v, want an error", name, err)
		}
	}
	mute.Act = parley.ActOffer // of what another program left without a cue the rest can be corrected
	f.mustDecide(t, ledger.KindCorrect, "1/s1", ledger.Decision{Statement: &mute, Fields: []string{"act"}})
}

func TestIsDuration(t *testing.T) {
	for text, want := range map[string]bool{
		"PT5M": true, "PT1H30M": true, "P2D": true, "P1DT2H": true, "P3W": true, "PT1.5S": true, "P1Y2M": true,
		"": false, "P": false, "PT": false, "P1DT": false, "5M": false, "foo": false, "P5": false, "PT5M ": false,
	} {
		if got := isDuration(text); got != want {
			t.Errorf("isDuration(%q) = %v, want %v", text, got, want)
		}
	}
}
