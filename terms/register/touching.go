package register

import (
	"cmp"
	"slices"

	"parley"
)

// touchStatements puts into each term the statements whose content has words of
// it, in order.
func touchStatements(statements []parley.Statement, terms []parley.Term) {
	var contents []piece
	for n, s := range statements {
		for _, c := range s.Content {
			contents = append(contents, piece{c, n})
		}
	}
	for _, pair := range touching(contents, evidenceOf(terms)) {
		t := &terms[pair.term]
		t.Statements = append(t.Statements, statements[pair.of].ID)
	}
}

// touchPoints puts into each proposal and point the terms that its words touch.
func touchPoints(proposals []parley.Proposal, terms []parley.Term) {
	var points []*parley.Point
	var of []*parley.Proposal
	var words []piece
	for i := range proposals {
		p := &proposals[i]
		p.Terms = nil
		for k := range p.Seen {
			p.Seen[k].Terms = nil
			for _, s := range p.Seen[k].Words {
				words = append(words, piece{s, len(points)})
			}
			points, of = append(points, &p.Seen[k]), append(of, p)
		}
	}
	for _, pair := range touching(words, evidenceOf(terms)) {
		id := terms[pair.term].ID
		points[pair.of].Terms = append(points[pair.of].Terms, id)
		if all := of[pair.of].Terms; len(all) == 0 || all[len(all)-1] != id {
			of[pair.of].Terms = append(all, id)
		}
	}
}

// A piece is a span of something that has a number: of a statement, of a point, of
// a term.
type piece struct {
	parley.Span
	of int
}

func inOrder(a, b piece) int { return cmp.Or(a.Compare(b.Span), cmp.Compare(a.of, b.of)) }

func evidenceOf(terms []parley.Term) []piece {
	var all []piece
	for n, t := range terms {
		for _, s := range t.Evidence {
			all = append(all, piece{s, n})
		}
	}
	return all
}

// A pair is a term and what it is touched by.
type pair struct{ term, of int }

// touching are the pairs that share words, each once, by terms and then by what
// touches them. It goes through both lists once.
func touching(pieces, evidence []piece) []pair {
	slices.SortFunc(pieces, inOrder)
	slices.SortFunc(evidence, inOrder)
	var found []pair
	var open []piece
	for _, e := range evidence {
		open = slices.DeleteFunc(open, func(p piece) bool { return p.End <= e.Start })
		for len(pieces) > 0 && pieces[0].Start < e.End {
			open = append(open, pieces[0])
			pieces = pieces[1:]
		}
		for _, p := range open {
			if p.Overlaps(e.Span) {
				found = append(found, pair{e.of, p.of})
			}
		}
	}
	slices.SortFunc(found, func(a, b pair) int { return cmp.Or(cmp.Compare(a.term, b.term), cmp.Compare(a.of, b.of)) })
	return slices.Compact(found)
}
