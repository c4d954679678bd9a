package search

import (
	"context"
	"iter"
	"slices"
	"strings"

	"parley/ledger"
)

// lines are those that the index has, of those that a position on one of the terms
// rests on where the question has terms.
func (a *asked) lines(ctx context.Context) iter.Seq2[ledger.Line, error] {
	if len(a.terms) == 0 {
		return a.of.Search(ctx, a.Query)
	}
	return func(yield func(ledger.Line, error) bool) {
		touched := map[ledger.Address]bool{}
		for deal, err := range a.of.Deals(ctx, 0, a.AsOf) {
			if err != nil {
				yield(ledger.Line{}, err)
				return
			}
			for _, p := range deal.Positions {
				if p.Status != ledger.StatusRejected && p.Statement != "" && slices.ContainsFunc(a.terms, func(term string) bool { return isOf(p.Term, term) }) {
					touched[ledger.Address{Report: deal.Report, Line: p.Statement}] = true
				}
			}
		}
		for line, err := range a.of.Search(ctx, a.Query) {
			if (err != nil || touched[line.Of]) && (!yield(line, err) || err != nil) {
				return
			}
		}
	}
}

// isOf reports whether the key of a term is a key that was asked for, or its issue is.
func isOf(key, asked string) bool {
	issue, _, _ := strings.Cut(key, "@")
	return key != "" && (key == asked || issue == asked)
}
