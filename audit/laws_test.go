package audit

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"parley"
	"parley/ledger"
	"parley/ledger/sqlite"
)

// someone is a person who does this and that in a case, as parley lets them.
type someone struct {
	*desk
	*rand.Rand
	reports []int64
	n       int
}

func (s *someone) text() string {
	var b strings.Builder
	for range 1 + s.IntN(4) {
		fmt.Fprintf(&b, "%s said %s to the %s. ", pick(s, "Oda", "Bo", "Cy", "Di", "Fen"), pick(s, "yes", "no", "maybe"), pick(s, "ferry", "pact", "dam"))
	}
	return b.String()
}

func pick(s *someone, of ...string) string { return of[s.IntN(len(of))] }

// act does one thing. What parley refuses was not done.
func (s *someone) act() error {
	ctx := s.t.Context()
	s.n++
	if len(s.reports) == 0 || s.IntN(3) == 0 {
		url := pick(s, "", "", "https://lantern.example/a", "https://lantern.example/b")
		record := reading(url, pick(s, "", "2031-05-12", "2031-05"), fmt.Sprintf("Report %d. %s", s.IntN(40), s.text()))
		record.Weights = pick(s, "sha256:w1", "sha256:w1", "sha256:w2")
		if s.IntN(5) == 0 {
			record.Weights, record.Entities, record.Statements = "", nil, nil
			dealt(record)
		}
		r := s.file(record, "")
		s.reports = append(s.reports, r.Report.Seq)
		return nil
	}
	report := s.reports[s.IntN(len(s.reports))]
	line := ledger.Address{Report: report, Line: fmt.Sprintf("%s%d", pick(s, "s", "s", "o", "t", "d", "c"), 1+s.IntN(3))}
	reason := ledger.Decision{Reason: "so it is"}
	var err error
	switch s.IntN(12) {
	case 0:
		text, textErr := s.Case.Report(ctx, report)
		if textErr != nil {
			return textErr
		}
		anew := reading(text.URL, text.Published, text.Text)
		anew.Weights = pick(s, "sha256:w1", "sha256:w2", "sha256:w3")
		if len(anew.Statements) > 1 {
			anew.Statements = anew.Statements[s.IntN(2):]
			dealt(anew)
		}
		_, err = s.Reread(ctx, report, anew)
	case 1, 2:
		_, err = s.Decide(ctx, ledger.KindAccept, line, ledger.Decision{})
	case 3:
		_, err = s.Decide(ctx, ledger.KindReject, line, reason)
	case 4:
		filing, filingErr := s.Case.Filing(ctx, report, 0)
		if filingErr != nil || len(filing.Record.Statements) == 0 {
			return filingErr
		}
		corrected := filing.Record.Statements[0]
		corrected.Act = parley.ActPromise
		_, err = s.Decide(ctx, ledger.KindCorrect, ledger.Address{Report: report, Line: corrected.ID}, ledger.Decision{Statement: &corrected, Fields: []string{"act"}})
	case 5:
		_, err = s.Decide(ctx, ledger.KindNote, line, ledger.Decision{Text: "look again"})
	case 6:
		_, err = s.Decide(ctx, ledger.KindMerge, ledger.Address{}, ledger.Decision{Keys: []string{"oda", "di"}, Into: "oda"})
	case 7:
		split := ledger.Decision{Keys: []string{pick(s, "bo", "cy")}, Into: pick(s, "bo the younger", "fen"), Name: "Bo", Reports: []int64{report, s.reports[0]}}
		_, err = s.Decide(ctx, ledger.KindSplit, ledger.Address{}, split)
	case 8:
		head, headErr := s.Case.Head(ctx)
		if headErr != nil {
			return headErr
		}
		_, err = s.Undo(ctx, 1+s.Int64N(head.Size), "it was not so")
	case 9:
		filing, filingErr := s.Case.Filing(ctx, report, 0)
		if filingErr != nil || len(filing.Record.Positions) == 0 {
			return filingErr
		}
		err = s.correctDeal(filing)
	case 10:
		s.ParseTerm = func(string, []byte) error { return nil }
		_, err = s.FileTerm(ctx, pick(s, "toll.term", "dam.term"), pick(s, "term: toll", "term: dam"), "")
	case 11:
		if s.IntN(4) == 0 {
			_, err = s.Purge(ctx, report, "the source is in danger")
		} else {
			_, err = s.Decide(ctx, ledger.KindSeal, ledger.Address{Report: report}, reason)
		}
	}
	return err
}

// correctDeal puts a position, the proposal or the contact right, or adds a position.
func (s *someone) correctDeal(f *ledger.Filing) error {
	p, plan, call := f.Record.Positions[s.IntN(len(f.Record.Positions))], f.Record.Proposals[0], f.Record.Contacts[0]
	var d ledger.Decision
	line := p.ID
	switch s.IntN(5) {
	case 4:
		p.ID, p.Term, p.Option = "", "", ""
		d, line = ledger.Decision{Position: &p}, ""
	case 0:
		p.Stance = parley.Stances[s.IntN(len(parley.Stances))]
		d = ledger.Decision{Position: &p, Fields: []string{"stance"}}
	case 1:
		p.Term, p.Option = "p1", "raised"
		toll := parley.Term{ID: "p1", Key: pick(s, "toll", "dam"), Issue: "toll", Options: []parley.TermOption{{ID: "raised"}}}
		d = ledger.Decision{Position: &p, Fields: []string{"term"}, Terms: []parley.Term{toll}}
	case 2:
		plan.Status = parley.ProposalLeaked
		d, line = ledger.Decision{Proposal: &plan, Fields: []string{"status"}}, plan.ID
	case 3:
		call.Participants = []string{"p1"}
		d = ledger.Decision{Contact: &call, Fields: []string{"participants"}, Entities: []parley.Entity{{ID: "p1", Name: pick(s, "Fen", "Gus"), Kind: parley.EntityPerson}}}
		line = call.ID
	}
	_, err := s.Decide(s.t.Context(), ledger.KindCorrect, f.Address(line), d)
	return err
}

func TestRun_finds_nothing_whatever_is_filed(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := &someone{desk: newDesk(t), Rand: rand.New(rand.NewPCG(seed, 2031))}
			for range 60 {
				err := s.act()
				refused := errors.Is(err, parley.ErrInvalid) || errors.Is(err, parley.ErrNotFound) || errors.Is(err, parley.ErrConflict) || errors.Is(err, ledger.ErrRemoved)
				if err != nil && !refused {
					t.Fatal(err)
				}
			}
			if all := findings(t, s.Case, Options{}); len(all) > 0 {
				t.Errorf("found\n\t%s", strings.Join(all, "\n\t"))
			}
			before := everything(t, s.Case)
			if err := Reindex(t.Context(), s.Case); err != nil {
				t.Fatal(err)
			}
			if after := everything(t, s.Case); after != before {
				t.Errorf("the answers after Reindex are\n%s\nwant\n%s", after, before)
			}
		})
	}
}

func TestRun_finds_nothing_while_others_file(t *testing.T) {
	s := &someone{desk: newDesk(t), Rand: rand.New(rand.NewPCG(7, 2031))}
	s.fill()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 150 {
			_ = s.act() // what parley refuses is not filed
		}
	}()
	store, err := sqlite.Open(t.Context(), s.path)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	other := ledger.NewCase(store, keyOf)
	for filing := true; filing; {
		select {
		case <-done:
			filing = false
		default:
		}
		var all []string
		var purged bool
		for f, err := range Run(t.Context(), other, Options{}) {
			if purged = errors.Is(err, ErrPurged); err != nil && !purged {
				t.Fatal(err)
			}
			all = append(all, f.String())
		}
		if len(all) > 0 && !purged {
			t.Errorf("found\n\t%s", strings.Join(all, "\n\t"))
		}
	}
}
