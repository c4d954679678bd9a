package review_test

import (
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/ask/review"
	"parley/internal/casetest"
	"parley/ledger"
)

// told is a report with a position of Veldland on a ceasefire, a plan and a contact.
func told(day, words string, stance parley.Stance, confidence float64) *parley.Record {
	text := "Bo Ek of Veldland " + words + ". The ten-point plan is on the table. Ek will call Ada Lind."
	said := func(words string) []parley.Span {
		at := strings.Index(text, words)
		return []parley.Span{{Start: at, End: at + len(words)}}
	}
	return &parley.Record{
		Report: parley.Report{Text: text, Published: day},
		Entities: []parley.Entity{
			{ID: "e1", Name: "Bo Ek", Kind: parley.EntityPerson, Mentions: []parley.Mention{{Span: said("Bo Ek")[0], Form: parley.MentionName}}},
			{ID: "e2", Name: "Veldland", Kind: parley.EntityCountry, Mentions: []parley.Mention{{Span: said("Veldland")[0], Form: parley.MentionName}}},
		},
		Statements: []parley.Statement{{ID: "s1", Kind: parley.StatementIndirect, Speaker: "e1", Source: said("Bo Ek"), Cue: said(words[:8]), Content: said(words[8:]), Confidence: 0.9, Certainty: parley.Certain}},
		Terms:      []parley.Term{{ID: "t1", Key: "ceasefire", Issue: "ceasefire", Name: "ceasefire", Evidence: said("ceasefire")}},
		Positions:  []parley.Position{{ID: "o1", Party: "e2", Term: "t1", Stance: stance, Basis: parley.BasisOwn, Statement: "s1", Evidence: said(words), Confidence: confidence}},
		Proposals:  []parley.Proposal{{ID: "d1", Name: "ten-point plan", Points: 10, Status: parley.ProposalTabled, By: []string{"e2"}, Evidence: said("The ten-point plan")}},
		Contacts:   []parley.Contact{{ID: "c1", Kind: parley.ContactCall, Status: parley.ContactPlanned, Participants: []string{"e1"}, Evidence: said("Ek will call Ada Lind")}},
		Weights:    "sha256:w1",
	}
}

func TestNext_has_lines_of_the_deal_among_statements(t *testing.T) {
	f := casetest.New(t)
	casetest.File(t, f, told("2031-05-01", "accepted a ceasefire", parley.StanceAccept, 0.16), told("2031-05-02", "rejected every ceasefire", parley.StanceReject, 0.8))
	next := func() (addresses []string, because map[string]string) {
		state, err := f.Case.State(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		q, err := review.Next(t.Context(), f.Case, state, 0)
		if err != nil {
			t.Fatal(err)
		}
		because = map[string]string{}
		for _, l := range q.Lines {
			at := l.Address(l.ID).String()
			addresses, because[at] = append(addresses, at), strings.Join(l.Because, "; ")
		}
		return addresses, because
	}
	all, because := next()
	if len(all) != 8 || all[0] != "2/o1" {
		t.Errorf("the queue is %v, want 8 lines and 2/o1 first", all)
	}
	for line, want := range map[string]string{
		"2/o1": "read with a confidence of 0.16; stands otherwise in 4/o1",
		"4/o1": "stands otherwise in 2/o1",
		"2/c1": "who took part is not all known; when it was is not known",
		"2/d1": "",
	} {
		if because[line] != want {
			t.Errorf("%s waits because %q, want %q", line, because[line], want)
		}
	}
	casetest.Decide(t, f, ledger.KindAccept, "2/c1", ledger.Decision{})
	casetest.Decide(t, f, ledger.KindReject, "2/s1", ledger.Decision{})
	if left, _ := next(); len(left) != 5 || slices.Contains(left, "2/o1") || slices.Contains(left, "2/c1") {
		t.Errorf("after 2/c1 was accepted and 2/s1 rejected, with what rests on it, the queue is %v, want 5 others", left)
	}
}
