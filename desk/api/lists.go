package api

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"parley"
	"parley/ask/search"
	"parley/clerk"
	"parley/ledger"
)

// A Case is what the case is called and how far its log goes.
type Case struct {
	Entries int64  `json:"entries"`
	By      string `json:"by" doc:"in whose name this session files"`
	Version string `json:"version" doc:"of this API"`
}

// A Query is a question that is kept in the case.
type Query struct {
	Name     string          `json:"name"`
	Question search.Question `json:"question"`
	Entry    int64           `json:"entry" doc:"by which it can be undone"`
	By       string          `json:"by"`
}

func (a *api) lists() {
	type none struct{}
	get(a, "/case", "get-case", "The case", func(ctx context.Context, _ *none) (Case, error) {
		head, err := a.Case.Head(ctx)
		if err != nil {
			return Case{}, err
		}
		return Case{head.Size, a.By(ctx), Version}, nil
	})
	get(a, "/queries", "list-queries", "The questions that are kept in the case", func(ctx context.Context, _ *none) ([]Query, error) {
		state, err := a.Case.State(ctx, 0)
		if err != nil {
			return nil, err
		}
		return Kept(state), nil
	})
	type saveInput struct {
		Question
		Body struct {
			Name string `json:"name" minLength:"1" maxLength:"100" doc:"on one line; a question that was kept under it is kept no more"`
		}
	}
	post(a, "/queries", "keep-query", "Keep a question, given as list-statements takes it, under a name", func(ctx context.Context, in *saveInput) (Filed, error) {
		q, err := in.Ask()
		if err != nil {
			return Filed{}, err
		}
		return filed(Keep(ctx, a.filer(ctx), in.Body.Name, q))
	})
	get(a, "/log", "list-entries", "Entries of the log in order: who filed what, of what", a.log)
}

// Kept lists the questions that hold, each name once with what was kept under it
// last.
func Kept(state *ledger.State) []Query {
	kept, at := []Query{}, map[string]int{}
	for _, j := range state.Of(ledger.Address{}) {
		if j.Kind != ledger.KindQuery || j.UndoneBy != 0 {
			continue
		}
		q := Query{Name: j.Name, Entry: j.Seq, By: j.Author.Name}
		if json.Unmarshal([]byte(j.Text), &q.Question) != nil {
			continue // of a later version
		}
		if i, is := at[j.Name]; is {
			kept[i] = q
			continue
		}
		at[j.Name] = len(kept)
		kept = append(kept, q)
	}
	return kept
}

// Keep files a question, which must be one that can be asked.
func Keep(ctx context.Context, by *clerk.Filer, name string, q search.Question) (ledger.Entry, error) {
	if name = strings.Join(strings.Fields(name), " "); name == "" {
		return ledger.Entry{}, fmt.Errorf("a question is kept under a name: %w", parley.ErrInvalid)
	}
	if _, err := search.Ask(ctx, by.Case, q); err != nil {
		return ledger.Entry{}, err
	}
	text, err := json.Marshal(q)
	if err != nil {
		return ledger.Entry{}, err
	}
	return by.Decide(ctx, ledger.KindQuery, ledger.Address{}, ledger.Decision{Name: name, Text: string(text)})
}

// An Entry is one of the log.
type Entry struct {
	Entry      int64             `json:"entry"`
	Kind       ledger.Kind       `json:"kind"`
	Of         string            `json:"of" doc:"an address; - for the case itself"`
	By         string            `json:"by"`
	ByKind     ledger.AuthorKind `json:"by_kind" doc:"person or weights"`
	Time       string            `json:"time" format:"date-time"`
	Supersedes int64             `json:"supersedes"`
	UndoneBy   int64             `json:"undone_by"`
}

// Entries are some entries.
type Entries struct {
	Entries []Entry `json:"entries"`
	Size    int64   `json:"size" doc:"of the log"`
}

type logInput struct {
	After int64 `query:"after" minimum:"0" doc:"the entry before the first"`
	N     int   `query:"n" minimum:"1" maximum:"1000" default:"100"`
}

func (a *api) log(ctx context.Context, in *logInput) (Entries, error) {
	out := Entries{Entries: []Entry{}}
	head, err := a.Case.Head(ctx)
	if err != nil {
		return out, err
	}
	state, err := a.Case.State(ctx, 0)
	if err != nil {
		return out, err
	}
	out.Size = head.Size
	for e, err := range a.Case.Entries(ctx, in.After) {
		if err != nil {
			return out, err
		}
		if len(out.Entries) == in.N {
			break
		}
		out.Entries = append(out.Entries, Entry{e.Seq, e.Kind, e.Of.String(), e.Author.Name, e.Author.Kind, e.Time.UTC().Format("2006-01-02T15:04:05.000Z"), e.Supersedes, state.UndoneBy(e.Seq)})
	}
	return out, nil
}
