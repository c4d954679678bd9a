package desk

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"parley/ask/stand"
	"parley/desk/api"
)

// programs adds to a mux what programs may ask.
func (d *Desk) programs(mux *http.ServeMux) {
	api.New(mux, api.Options{
		Case: d.Case, Now: d.Now, Found: &d.listing, Status: status, Queue: d.queue.Next, Waiting: waiting,
		By: func(ctx context.Context) string { return personOf(ctx).name },
		Contacts: func(ctx context.Context) ([]json.RawMessage, error) {
			l, err := d.laid(ctx)
			if err != nil {
				return nil, err
			}
			e := l.NewEncoder()
			return each(len(l.Contacts), func(i int) ([]byte, error) { return l.Contacts[i].Encode(e) })
		},
		Proposals: func(ctx context.Context) ([]json.RawMessage, error) {
			l, err := d.laid(ctx)
			if err != nil {
				return nil, err
			}
			e := l.NewEncoder()
			return each(len(l.Proposals), func(i int) ([]byte, error) { return l.Proposals[i].Encode(e) })
		},
		Positions: d.standings, Terms: d.everyTerm, Term: d.oneTerm, Responses: d.listResponses, Exhibits: d.listExhibits,
	})
}

func each(n int, encode func(int) ([]byte, error)) ([]json.RawMessage, error) {
	all := make([]json.RawMessage, n)
	for i := range all {
		var err error
		if all[i], err = encode(i); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// standings is the whole matrix, as of two clocks.
func (d *Desk) standings(ctx context.Context, heldAt, knownAt string) (json.RawMessage, error) {
	l, done, err := d.libraryAt(ctx, heldAt, knownAt)
	if err != nil {
		return nil, err
	}
	defer done()
	v := stand.View{Matrix: l.Matrix(nil)}
	for i := range v.Parties {
		v.Columns = append(v.Columns, i)
	}
	for i := range v.Topics {
		v.Rows = append(v.Rows, i)
	}
	ids, topics := v.Shown()
	if err := l.Load(ctx, ids, topics); err != nil {
		return nil, err
	}
	return l.EncodeJSON(ctx, v)
}

// termList is the terms that reports of the case take positions on, by name.
func (d *Desk) termList(ctx context.Context) ([]api.Term, error) { return d.shelf.terms.Get(ctx) }

func (d *Desk) listTerms(ctx context.Context) ([]api.Term, error) {
	l, done, err := d.libraryAt(ctx, "", "")
	if err != nil {
		return nil, err
	}
	defer done()
	var keys []stand.Topic
	for _, t := range l.Topics() {
		t.Option = ""
		if t.Key != "" && !t.IsProposal() && !slices.Contains(keys, t) {
			keys = append(keys, t)
		}
	}
	if err := l.Load(ctx, nil, keys); err != nil {
		return nil, err
	}
	all := []api.Term{}
	for _, t := range keys {
		all = append(all, api.Term{Key: t.Key, Name: l.Label(t)})
	}
	slices.SortFunc(all, func(a, b api.Term) int { return strings.Compare(a.Name+"\x00"+a.Key, b.Name+"\x00"+b.Key) })
	return all, nil
}
