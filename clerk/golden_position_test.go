package clerk_test

import (
	"slices"
	"testing"

	"parley"
)

// goldenPositions holds where the parties of the leaked call stand: Ukraine rejects
// territorial concessions and limits on its forces, Putin has not decided on the plan,
// and Witkoff says in private what it takes, on the day of the call; the Kremlin takes no side on the plan.
func goldenPositions(t *testing.T, record *parley.Record) {
	t.Helper()
	type stand struct {
		party, term, option string
		onPlan              bool
		stance              parley.Stance
		private             bool
	}
	var got []stand
	for _, p := range record.Positions {
		s := stand{party: entity(record, p.Party), option: p.Option, onPlan: p.Proposal != "", stance: p.Stance, private: p.Private}
		if i := slices.IndexFunc(record.Terms, func(t parley.Term) bool { return t.ID == p.Term }); i >= 0 {
			s.term = record.Terms[i].Issue
		}
		got = append(got, s)
		if held := record.Report.Text[p.Held.Span.Start:p.Held.Span.End]; p.Private && held != "14 October" {
			t.Errorf("what %s says on the call is of %q, want the day of the call", s.party, held)
		}
		if s.party == "Kremlin" && s.onPlan && s.stance != parley.StanceOpen {
			t.Errorf("the Kremlin stands on the plan: %+v", s)
		}
	}
	for _, want := range []stand{
		{"Ukraine", "territory", "", false, parley.StanceReject, false},
		{"Ukraine", "force-limits", "limited", false, parley.StanceReject, false},
		{"Vladimir Putin", "", "", true, parley.StanceOpen, false},
		{"Steve Witkoff", "territory", "exchanged", false, parley.StanceDemand, true},
	} {
		if !slices.Contains(got, want) {
			t.Errorf("positions = %+v, want %+v among them", got, want)
		}
	}
}
