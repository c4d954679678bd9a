package postgres

import (
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgtype"

	"parley/ledger"
)

// What a tsvector can hold, by PostgreSQL's documentation: places up to 16,383, at
// most 255 of one word, and less than 1 MB, of which a lexeme takes its bytes and a
// place two. The bound here leaves room for what it aligns.
const (
	mostPlace   = 16383
	mostPlaces  = 255
	mostOfBytes = 1<<20 - 1<<12
)

// What the column find lacks of a version.
const (
	lacksNothing = int16(iota)
	lacksPlaces  // of some words: a phrase may be in the report though find has it not
	lacksAll
)

// markAll is the one lexeme of a version of which find lacks all. No word and no
// facet is like it.
const markAll = "!"

// facetMark begins a facet, so that it is no word.
const facetMark = "="

// vectorOf is words in their places, from 1, and facets as they can be searched for,
// and what that lacks.
func vectorOf(words, facets []string) (pgtype.TSVector, int16) {
	lacks := lacksNothing
	at := map[string][]pgtype.TSVectorPosition{}
	for i, w := range words {
		places := at[w]
		if i+1 > mostPlace || len(places) == mostPlaces {
			lacks = lacksPlaces
		} else {
			places = append(places, pgtype.TSVectorPosition{Position: uint16(i + 1)})
		}
		at[w] = places
	}
	size := 0
	for w, places := range at {
		size += len(w) + 2*len(places) + 4
	}
	for _, f := range facets {
		at[facetMark+f] = nil
		size += len(f) + 5
	}
	if size > mostOfBytes {
		return pgtype.TSVector{Valid: true, Lexemes: []pgtype.TSVectorLexeme{{Word: markAll}}}, lacksAll
	}
	v := pgtype.TSVector{Valid: true, Lexemes: make([]pgtype.TSVectorLexeme, 0, len(at))}
	for w, places := range at {
		v.Lexemes = append(v.Lexemes, pgtype.TSVectorLexeme{Word: w, Positions: places})
	}
	slices.SortFunc(v.Lexemes, func(a, b pgtype.TSVectorLexeme) int { return strings.Compare(a.Word, b.Word) })
	return v, lacks
}

// A tsquery is a question in the syntax of PostgreSQL: loose for the versions that
// have its words in any places, by the index alone; strict for those of them that
// have the words of its phrases in a row, which is told by looking at each, and empty
// where it has no phrase. Both ask for versions of which find lacks all, too.
type tsquery struct{ loose, strict string }

// queryOf is a question for words and facets; zero where it asks for none. What must
// not be in a statement may be elsewhere in its report, so it is left to whoever
// looks again.
func queryOf(q *ledger.Query) tsquery {
	var loose, strict []string
	add := func(facets []string, phrases ...ledger.Phrase) {
		loose, strict = append(loose, anyOf(" & ", facets, phrases)), append(strict, anyOf(" <-> ", facets, phrases))
	}
	for _, clause := range q.Words {
		if !clause.Not {
			add(nil, clause.Any...)
		}
	}
	for _, topic := range q.About {
		add(topic.Facets(), topic.Phrase)
	}
	for _, facets := range q.Facets() {
		add(facets)
	}
	if len(loose) == 0 {
		return tsquery{}
	}
	orAll := func(parts []string) string { return "(" + strings.Join(parts, " & ") + ") | " + lexeme(markAll) }
	t := tsquery{orAll(loose), orAll(strict)}
	if phrases := strings.Contains(t.strict, "<->"); !phrases {
		t.strict = ""
	}
	return t
}

// anyOf asks for one of facets or phrases, with an operator between the words of a
// phrase.
func anyOf(operator string, facets []string, phrases []ledger.Phrase) string {
	var parts []string
	for _, f := range facets {
		parts = append(parts, lexeme(facetMark+f))
	}
	for _, p := range phrases {
		if !p.Plain() {
			continue // it is nowhere
		}
		var words []string
		for _, w := range p.Words {
			words = append(words, lexeme(w))
		}
		if p.Prefix {
			words[len(words)-1] += ":*"
		}
		parts = append(parts, "("+strings.Join(words, operator)+")")
	}
	if len(parts) == 0 {
		return lexeme(facetMark) // no version has it
	}
	return "(" + strings.Join(parts, " | ") + ")"
}

// lexeme is a word in quotation marks. Words and facets are letters and digits, so
// none has a mark in it.
func lexeme(word string) string { return "'" + word + "'" }

// held reports whether a version that lacks something answers the question, but for
// its lines: by its words, and by whom it names.
func held(q *ledger.Query, words []string, entities []int64) bool {
	named := func(ids []ledger.EntityID) bool {
		return slices.ContainsFunc(ids, func(id ledger.EntityID) bool { return slices.Contains(entities, int64(id)) })
	}
	for _, topic := range q.About {
		if !named(topic.Named) && !(ledger.Match{{Any: []ledger.Phrase{topic.Phrase}}}).In(words) {
			return false
		}
	}
	asked := slices.DeleteFunc(slices.Clone(q.Words), func(c ledger.Clause) bool { return c.Not })
	return (len(q.Named) == 0 || named(q.Named)) && asked.In(words)
}
