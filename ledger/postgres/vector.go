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

// Lexemes that no word and no facet is: of a version that lacks something.
const (
	markPlaces = "+"
	markAll    = "!"
)

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
	if lacks == lacksPlaces {
		at[markPlaces] = nil
	}
	v := pgtype.TSVector{Valid: true, Lexemes: make([]pgtype.TSVectorLexeme, 0, len(at))}
	for w, places := range at {
		v.Lexemes = append(v.Lexemes, pgtype.TSVectorLexeme{Word: w, Positions: places})
	}
	slices.SortFunc(v.Lexemes, func(a, b pgtype.TSVectorLexeme) int { return strings.Compare(a.Word, b.Word) })
	return v, lacks
}

// A tsquery is a question in the syntax of PostgreSQL, in two forms: as it is, and
// with the words of each phrase in any places.
type tsquery struct{ strict, loose string }

// queryOf is a question for words and facets; empty where it asks for none. What
// must not be in a statement may be elsewhere in its report, so it is left to
// whoever looks again. It asks for versions that lack something too: hold them with
// [held].
func queryOf(q *ledger.Query) (query string) {
	var all []tsquery
	for _, clause := range q.Words {
		if !clause.Not {
			all = append(all, anyOf(nil, clause.Any...))
		}
	}
	for _, topic := range q.About {
		all = append(all, anyOf(topic.Facets(), topic.Phrase))
	}
	for _, facets := range q.Facets() {
		all = append(all, anyOf(facets))
	}
	if len(all) == 0 {
		return ""
	}
	var strict, loose []string
	for _, part := range all {
		strict, loose = append(strict, part.strict), append(loose, part.loose)
	}
	query = strings.Join(strict, " & ")
	if l := strings.Join(loose, " & "); l != query {
		query = "(" + query + ") | ('" + markPlaces + "' & " + l + ")"
	}
	return "(" + query + ") | '" + markAll + "'"
}

// anyOf asks for one of facets or phrases.
func anyOf(facets []string, phrases ...ledger.Phrase) tsquery {
	var strict, loose []string
	for _, f := range facets {
		strict = append(strict, lexeme(facetMark+f))
	}
	loose = slices.Clone(strict)
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
		strict = append(strict, "("+strings.Join(words, " <-> ")+")")
		loose = append(loose, "("+strings.Join(words, " & ")+")")
	}
	if len(strict) == 0 {
		strict, loose = []string{lexeme(facetMark)}, []string{lexeme(facetMark)} // no version has it
	}
	return tsquery{"(" + strings.Join(strict, " | ") + ")", "(" + strings.Join(loose, " | ") + ")"}
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
