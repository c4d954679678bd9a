// Package review says which lines of a case a person should look at first: those
// that the machine is least sure of, and that the most depends on.
package review

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"parley"
	"parley/ask"
	"parley/ledger"
)

// A Line is one that nobody has looked at.
type Line struct {
	*ledger.Filing
	ID          string
	Noun        Noun
	Statement   *parley.Statement // nil for another noun
	Uncertainty float64           // how likely it is to be wrong, as far as can be told; not a probability
	Importance  float64           // how much depends on it; 1 where nothing does
	Because     []string          // what either is made of, in words
}

// A Noun is what a line is.
type Noun string

const (
	NounStatement Noun = "statement"
	NounPosition  Noun = "position"
	NounProposal  Noun = "proposal"
	NounContact   Noun = "contact"
)

// Nouns lists those that wait for review: which can be corrected, and which much rests on.
var Nouns = []Noun{NounStatement, NounPosition, NounProposal, NounContact}

// Weight is what lines are put in order by.
func (l *Line) Weight() float64 { return l.Uncertainty * l.Importance }

// What makes a line uncertain, beside what its confidence lacks of 1.
const (
	noSpeaker   = 0.5
	notNamed    = 0.1
	notSure     = 0.1
	doubtful    = 0.6 // a confidence below which it is said
	opposed     = 1.0 // importance: for each line that it contradicts
	answered    = 0.5 // for each response to it
	rests       = 0.25
	moves       = 0.25
	mostCounted = 4 // of each sort
)

// acts are those by which parties move.
var acts = []parley.Act{
	parley.ActAccept, parley.ActReject, parley.ActDemand, parley.ActPropose, parley.ActOffer, parley.ActPromise,
	parley.ActThreaten, parley.ActDeny, parley.ActConfirm, parley.ActCommitConditional,
}

// A Queue is the lines that nobody has looked at, the heaviest first.
type Queue struct {
	Lines   []Line
	Reports int  // looked at
	More    bool // there are older reports, which were not
}

// mostLooked bounds the reports that a queue is made from: all of them are held at
// once, as a line may contradict any other.
const mostLooked = 500

// Next is the queue of a case as state has it, of one report or, with 0, of the
// newest reports.
func Next(ctx context.Context, c *ledger.Case, state *ledger.State, report int64) (*Queue, error) {
	q := &Queue{}
	var filings []*ledger.Filing
	add := func(report int64) error {
		f, err := c.FilingWith(ctx, report, 0, state)
		if errors.Is(err, ledger.ErrRemoved) {
			return nil
		}
		filings = append(filings, f)
		return err
	}
	if report != 0 {
		if err := add(report); err != nil {
			return nil, err
		}
	} else {
		for report, err := range c.Reports(ctx, ledger.Query{}) {
			if q.More = len(filings) == mostLooked; q.More {
				break
			}
			if err = cmp.Or(err, add(report)); err != nil {
				return nil, err
			}
		}
	}
	q.Reports = len(filings)
	against, otherwise := contradicted(filings), standings(c, filings)
	for _, f := range filings {
		for i := range f.Record.Statements {
			if s := &f.Record.Statements[i]; f.Status(s.ID) == ledger.StatusRead {
				q.Lines = append(q.Lines, lineOf(f, s, against[f.Address(s.ID)]))
			}
		}
		q.Lines = append(q.Lines, dealLines(f, otherwise)...)
	}
	slices.SortStableFunc(q.Lines, func(a, b Line) int { return cmp.Compare(b.Weight(), a.Weight()) })
	return q, nil
}

// contradicted lists by line the lines that it contradicts.
func contradicted(filings []*ledger.Filing) map[ledger.Address][]ledger.Address {
	of := map[*parley.Record]*ledger.Filing{}
	var records []*parley.Record
	for _, f := range filings {
		of[f.Record] = f
		records = append(records, f.Record)
	}
	against := map[ledger.Address][]ledger.Address{}
	for _, c := range ask.NewDossier(records).Contradictions() {
		a, b := addressOf(of, c.A), addressOf(of, c.B)
		against[a], against[b] = append(against[a], b), append(against[b], a)
	}
	return against
}

func addressOf(of map[*parley.Record]*ledger.Filing, side ask.Side) ledger.Address {
	f := of[side.Record]
	if side.Passage != nil {
		return f.Address(side.Passage.Statement.ID)
	}
	if side.Response.Statement != "" {
		return f.Address(side.Response.Statement)
	}
	return f.Address(side.Response.ID)
}

func lineOf(f *ledger.Filing, s *parley.Statement, against []ledger.Address) Line {
	l := Line{Filing: f, ID: s.ID, Noun: NounStatement, Statement: s, Uncertainty: 1 - s.Confidence, Importance: 1}
	because := l.because
	if s.Confidence < doubtful {
		because("read with a confidence of %.2f", s.Confidence)
	}
	if s.Speaker == "" {
		l.Uncertainty += noSpeaker
		because("who speaks is not known")
	} else if s.SourceClass == parley.SourceAnonymous {
		l.Uncertainty += notNamed
		because("the source has no name")
	}
	if s.Certainty == parley.CertaintyUnknown {
		l.Uncertainty += notSure
	}
	slices.SortFunc(against, compareAddresses)
	against = slices.Compact(against)
	for _, other := range against[:min(len(against), mostCounted)] {
		because("contradicts %v", other)
	}
	l.Importance += opposed * float64(min(len(against), mostCounted))
	inside := 0
	for i := range f.Record.Statements {
		if f.Record.Statements[i].Within == s.ID {
			inside++
		}
	}
	l.countAnswers(func(to *parley.Answered) bool { return to.Statement == s.ID })
	if inside > 0 {
		because("%d of the report's lines lie in its words", inside)
	}
	l.Importance += rests * float64(min(inside, mostCounted))
	if slices.Contains(acts, s.Act) {
		l.Importance += moves
		because("it is a move: %s", s.Act)
	}
	return l
}

// because says in words what makes a line uncertain or important.
func (l *Line) because(format string, args ...any) {
	l.Because = append(l.Because, fmt.Sprintf(format, args...))
}

// countAnswers adds what the responses to a line make of its importance.
func (l *Line) countAnswers(is func(*parley.Answered) bool) {
	n := 0
	for i := range l.Record.Responses {
		if is(&l.Record.Responses[i].To) {
			n++
		}
	}
	if n > 0 {
		l.because("answered %s", times(n))
	}
	l.Importance += answered * float64(min(n, mostCounted))
}

func compareAddresses(a, b ledger.Address) int {
	return cmp.Or(cmp.Compare(a.Report, b.Report), cmp.Compare(ledger.LineNumber(a.Line), ledger.LineNumber(b.Line)))
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
