package ledger

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"parley"
)

// pact is a record with a line of each noun of the deal.
func pact() *parley.Record {
	return &parley.Record{
		Report: parley.Report{Text: "Oda, the envoy of Freeland, said …", Published: "2031-05-12"},
		Entities: []parley.Entity{
			{ID: "e1", Name: "Oda", Kind: parley.EntityPerson, Role: "envoy", Party: "e2", Represents: "e2"}, {ID: "e2", Name: "Freeland"}, {ID: "e3", Name: "Westmark"}, {ID: "e4", Name: "Port Oda"},
		},
		Statements: []parley.Statement{{ID: "s1", Speaker: "e1"}, {ID: "s2", Speaker: "e3", Said: parley.Date{EDTF: "2031-05-11"}}},
		Terms: []parley.Term{
			{ID: "t1", Key: "territory@XX-1", Issue: "territory", Options: []parley.TermOption{{ID: "ceded", To: "e3"}}}, {ID: "t2", Key: "prisoners", Issue: "prisoners"},
		},
		Positions: []parley.Position{
			{ID: "o1", Party: "e1", Term: "t1", Option: "ceded", Stance: parley.StanceReject, Basis: parley.BasisOwn, Statement: "s1", Held: parley.Date{EDTF: "2031-05"}},
			{ID: "o2", Party: "e2", By: "e3", Term: "t2", Proposal: "d1", Stance: parley.StanceConditional, Basis: parley.BasisAttributed, Private: true, Statement: "s2"},
			{ID: "o3", Party: "e3", Stance: parley.StanceOpen, Basis: parley.BasisInferred},
		},
		Proposals: []parley.Proposal{{
			ID: "d1", Name: "the \t“28-point” \n \"plan\"", Entity: "e3", By: []string{"e3", "e3", "e2"}, Points: 28, Seen: []parley.Point{{}, {}}, Status: parley.ProposalLeaked,
			Terms: []string{"t1", "t2"}, Date: parley.Date{EDTF: "2031-04-30"},
		}},
		Contacts: []parley.Contact{{
			ID: "c1", Kind: parley.ContactTalks, Status: parley.ContactHeld, Participants: []string{"e1", "e3"}, Host: "e2", Place: "e4", Statement: "s2", When: parley.Date{EDTF: "2031-05-10/.."},
		}},
	}
}

func keyOf(e *parley.Entity) string { return strings.ToLower(e.Name) }

func dealOf(t *testing.T, decisions ...decided) Deal {
	t.Helper()
	state := stateOf(t, decisions...)
	return IndexRecord(900, 1000, state.Record(1000, pact()), state, keyOf).Deal
}

func TestDecode_reads_what_EncodeDeal_wrote(t *testing.T) {
	want := dealOf(t)
	got, err := new(DealDecoder).Decode(900, 0, EncodeDeal(&want))
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("Decode = %+v, %v; want %+v", got, err, want)
	}
	oda, freeland := EntityOf("oda"), EntityOf("freeland")
	if p := got.Positions[0]; p.Party != oda || len(p.Steps) != 1 || p.Steps[0].For != freeland || p.Steps[0].Field != "represents" || p.Steps[0].As != "envoy" || p.To != EntityOf("westmark") || p.Term != "territory@XX-1" || p.First.String() != "2031-05-01" {
		t.Errorf("the first position is %+v", p)
	}
	for i, want := range []string{"2031-05-01 2031-05-12", "2031-05-11 2031-05-11", "2031-05-12 2031-05-12"} { // held in May, as said, as reported
		if p := got.Positions[i]; p.First.String()+" "+p.Last.String() != want {
			t.Errorf("position %d was taken from %v to %v, want %s", i, p.First, p.Last, want)
		}
	}
	if c := got.Contacts[0]; c.Last != parley.LastDay || len(c.Participants) != 2 {
		t.Errorf("the contact is %+v", c)
	}
	if p := got.Proposals[0]; len(p.By) != 2 || p.Seen != 2 || strings.Join(p.Terms, " ") != "territory@XX-1 prisoners" {
		t.Errorf("the proposal is %+v", p)
	}
}

func TestIndexRecord_what_rests_on_a_rejected_line(t *testing.T) {
	for line, want := range map[string]string{
		"o1": "rejected read read read read territory@XX-1 2",
		"s2": "read rejected read read rejected territory@XX-1 2",
		"t1": "read read read read read  2",
		"d1": "read read read rejected read territory@XX-1 2",
		"e3": "read read read read read territory@XX-1 1",
	} {
		d := dealOf(t, on(KindReject, line, Decision{}))
		got := []string{
			string(d.Positions[0].Status), string(d.Positions[1].Status), string(d.Positions[2].Status), string(d.Proposals[0].Status), string(d.Contacts[0].Status),
			d.Positions[0].Term, string("0123"[len(d.Contacts[0].Participants)]),
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("with %s rejected: %q, want %q", line, got, want)
		}
		if line == "d1" && d.Positions[1].Proposal != "" || line == "t1" && (d.Positions[0].Option != "" || d.Positions[0].To != 0) {
			t.Errorf("with %s rejected a position still refers to it", line)
		}
	}
}

func FuzzDecode(f *testing.F) {
	deal := dealOfFuzz()
	f.Add(EncodeDeal(&deal))
	f.Add([]byte("o1\tposition\n"))
	f.Add([]byte("c1\tcontact\tread\ts1\tcall\theld\tzzzzzzzzzzzzzzzz\t0\t0\t1\t2\n"))
	f.Fuzz(func(t *testing.T, encoded []byte) {
		deal, err := new(DealDecoder).Decode(3, 4, encoded)
		if err != nil {
			if !errors.Is(err, parley.ErrTampered) {
				t.Errorf("Decode = %v, want one that says it was tampered with", err)
			}
			return
		}
		again, err := new(DealDecoder).Decode(3, 4, EncodeDeal(&deal))
		if err != nil || !reflect.DeepEqual(again, deal) {
			t.Errorf("Decode(EncodeDeal(%+v)) = %+v, %v", deal, again, err)
		}
	})
}

func dealOfFuzz() Deal { return IndexRecord(3, 4, pact(), NewState(), keyOf).Deal }
