package main

import (
	"os"
	"slices"
	"testing"

	"parley"
	"parley/clerk"
	"parley/internal/casetest"
	"parley/terms/position"
)

// TestCandidates writes what positions are chosen from, for train/stances.py, and what
// the tables and the network make of statements, for train/manner.py: a line
// a report of the folders PARLEY_STANCES_IN, into the file PARLEY_STANCES_OUT. With
// PARLEY_STANCES_WEIGHTS others than the built-in weights read the reports.
func TestCandidates(t *testing.T) {
	in, out := os.Getenv("PARLEY_STANCES_IN"), os.Getenv("PARLEY_STANCES_OUT")
	if in == "" || out == "" {
		t.Skip("PARLEY_STANCES_IN and PARLEY_STANCES_OUT are not set")
	}
	reader, err := newClerk(readerOptions{weights: os.Getenv("PARLEY_STANCES_WEIGHTS")})
	if err != nil {
		t.Fatal(err)
	}
	casetest.Lines(t, in, out, func(name, text string) any { return candidatesOf(t, reader, name, text) })
}

// A candidatesLine is what stances.py reads of a report. Spans are bytes.
type candidatesLine struct {
	ID         string               `json:"id"`
	Entities   []candidateEntity    `json:"entities"`
	Candidates []position.Candidate `json:"candidates"`
	Statements []candidateStatement `json:"statements"`
	Responses  []candidateResponse  `json:"responses"`
}

// A candidateStatement is a statement with the network's logits of its act and
// response, and the rule by which the tables told the act.
type candidateStatement struct {
	ID        string        `json:"id"`
	Speaker   string        `json:"speaker"`
	Cue       []parley.Span `json:"cue"`
	Content   []parley.Span `json:"content"`
	Act       parley.Act    `json:"act"`
	Rule      string        `json:"rule"`
	Acts      []float32     `json:"acts"`
	Responses []float32     `json:"responses"`
}

// A candidateResponse is a response that the tables found.
type candidateResponse struct {
	By        string              `json:"by"`
	Kind      parley.ResponseKind `json:"kind"`
	Statement string              `json:"statement"`
	Rule      string              `json:"rule"`
	Evidence  []parley.Span       `json:"evidence"`
}

type candidateEntity struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Aliases []string `json:"aliases"`
}

func candidatesOf(t *testing.T, reader *clerk.Clerk, name, text string) candidatesLine {
	t.Helper()
	var read *parley.Reading
	deal := reader.Deal
	reader.Deal = func(reading *parley.Reading, cast *parley.Cast, record *parley.Record) *parley.Deal {
		read = reading
		return deal(reading, cast, record)
	}
	record, err := reader.Read(&parley.Report{ID: name, Text: text})
	reader.Deal = deal
	if err != nil {
		t.Fatal(err)
	}
	line := candidatesLine{ID: name}
	for _, e := range record.Entities {
		line.Entities = append(line.Entities, candidateEntity{e.ID, e.Name, e.Aliases})
	}
	line.Candidates = position.Candidates(record, &parley.Deal{Terms: record.Terms, Proposals: record.Proposals}, read.Sense)
	byCue := slices.Clone(read.Attributions) // as the statements are
	slices.SortStableFunc(byCue, func(a, b parley.Attribution) int { return parley.Hull(a.Cue).Compare(parley.Hull(b.Cue)) })
	for i, s := range record.Statements {
		line.Statements = append(line.Statements, candidateStatement{s.ID, s.Speaker, s.Cue, s.Content, s.Act, ruleOf(s.Reasons, "act"), byCue[i].Acts, byCue[i].Responses})
	}
	for _, r := range record.Responses {
		line.Responses = append(line.Responses, candidateResponse{r.By, r.Kind, r.Statement, ruleOf(r.Reasons, "kind"), r.Evidence})
	}
	return line
}

// ruleOf is the rule of the first reason for a field, empty for none.
func ruleOf(reasons []parley.Reason, field string) string {
	for _, r := range reasons {
		if r.Field == field {
			return r.Rule
		}
	}
	return ""
}
