package clerk

import (
	"testing"

	"parley"
	"parley/ledger"
)

// coded is a record that a person made elsewhere.
func coded(t *testing.T, url, text string) *parley.Record {
	t.Helper()
	r := reading(t, url, text)
	r.Weights = ""
	return r
}

func (f *Filer) mustAdopt(t *testing.T, record *parley.Record, remarks map[string]string) Receipt {
	t.Helper()
	r, err := f.Adopt(t.Context(), record, "Jo Fell", remarks)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAdopt_files_what_a_person_read_with_remarks_and_once(t *testing.T) {
	f := newFiler(t)
	first := f.mustAdopt(t, coded(t, "", "Oda said yes. Bo said no."), map[string]string{"s2": "agreement: no"})
	again := f.mustAdopt(t, coded(t, "", "Oda said yes. Bo said no."), nil)
	if !first.Report.New || again.Report.New || again.Report.Seq != 1 || first.Reading.Author != ledger.Person("Jo Fell") {
		t.Errorf("filed %+v, then %+v", first, again)
	}
	if got, want := f.found(t, ledger.Query{}), "1/s1 read, 1/s2 read"; got != want {
		t.Errorf("lines %s, want %s", got, want)
	}
	state, err := f.Case.State(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if of := state.Of(ledger.Address{Report: 1, Line: "s2"}); len(of) != 1 || of[0].Text != "agreement: no" || of[0].Reading != 2 {
		t.Errorf("1/s2 has the remarks %+v", of)
	}
}

func TestAdopt_of_other_words_at_an_address_is_a_newer_version(t *testing.T) {
	f := newFiler(t)
	f.mustFile(t, reading(t, "https://example.org/1", "Oda said yes. Bo said no."))
	f.mustDecide(t, ledger.KindAccept, "1/s1", ledger.Decision{})
	f.mustDecide(t, ledger.KindAccept, "1/s2", ledger.Decision{})
	f.mustDecide(t, ledger.KindSeal, "1", ledger.Decision{Reason: "given in confidence"})
	r := f.mustAdopt(t, coded(t, "https://example.org/1", "News. Oda said yes."), map[string]string{"s1": "agreement: yes"})
	if r.Version != 1 || r.Report.Supersedes != 1 || len(r.Carried) != 2 || len(r.Lost) != 1 {
		t.Errorf("receipt %+v", r)
	}
	if got, want := f.found(t, ledger.Query{}), "6/s1 accepted"; got != want {
		t.Errorf("lines %s, want %s", got, want)
	}
	state, err := f.Case.State(t.Context(), 0)
	if err != nil || state.Sealed(6) == 0 {
		t.Errorf("the version is not sealed, %v", err)
	}
}

func TestFile_leaves_what_a_person_read(t *testing.T) {
	f := newFiler(t)
	f.mustAdopt(t, coded(t, "", "Oda said yes. Bo said no."), nil)
	machine := reading(t, "", "Oda said yes. Bo said no.")
	machine.Statements = machine.Statements[1:]
	if known, err := f.Known(t.Context(), &machine.Report, machine.Weights); err != nil || known != 1 {
		t.Errorf("Known = %d, %v; want 1", known, err)
	}
	if r := f.mustFile(t, machine); r.Report.New || r.Reading.New || r.Report.Seq != 1 {
		t.Errorf("receipt %+v", r)
	}
	if got, want := f.found(t, ledger.Query{}), "1/s1 read, 1/s2 read"; got != want {
		t.Errorf("lines %s, want %s", got, want)
	}
	r, err := f.Reread(t.Context(), 1, machine) // as somebody asked for
	if err != nil || !r.Reading.New || r.Before != ledger.Person("Jo Fell") {
		t.Errorf("Reread = %+v, %v; want it filed after what Jo Fell read", r, err)
	}
}
