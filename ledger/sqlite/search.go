package sqlite

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"parley"
	"parley/ledger"
)

func asOf(entry int64) int64 {
	if entry == 0 {
		return forever - 1
	}
	return entry
}

// Search yields the lines that a question asks for.
func (s *Store) Search(ctx context.Context, q ledger.Query) iter.Seq2[ledger.Line, error] {
	return func(yield func(ledger.Line, error) bool) {
		for lines, err := range s.versions(ctx, &q) {
			if err != nil {
				yield(ledger.Line{}, err)
				return
			}
			for _, l := range lines.lines {
				if q.Asks(&l) && !yield(l, nil) {
					return
				}
			}
		}
	}
}

// Reports yields the reports that a question asks for.
func (s *Store) Reports(ctx context.Context, q ledger.Query) iter.Seq2[int64, error] {
	return func(yield func(int64, error) bool) {
		for v, err := range s.versions(ctx, &q) {
			if err != nil {
				yield(0, err)
				return
			}
			asked := !q.OfLines()
			for i := range v.lines {
				asked = asked || q.Asks(&v.lines[i])
			}
			if asked && !yield(v.report, nil) {
				return
			}
		}
	}
}

// A version is what the index has of a report as of some entry.
type version struct {
	report int64
	lines  []ledger.Line
}

// inOrder takes versions by the rows of find, which are in the order of days, so that
// the first of many come before the others are read.
const inOrder = "find CROSS JOIN version AS v ON v.number = find.rowid & ? WHERE"

// versions yields what the index has of each report that may be asked for.
func (s *Store) versions(ctx context.Context, q *ledger.Query) iter.Seq2[version, error] {
	const columns, asKnown = "SELECT v.report, v.since, v.lines FROM ", " v.since <= ? AND v.until > ?"
	query, order := columns+inOrder+asKnown, " ORDER BY find.rowid"
	args := []any{1<<dayBits - 1, asOf(q.AsOf), asOf(q.AsOf)}
	switch m := match(q); {
	case q.Report != 0 && m != "":
		order = " ORDER BY v.place"
		query = columns + "version AS v CROSS JOIN find ON find.rowid = v.place WHERE v.report = ? AND find MATCH ? AND" + asKnown
		args = append([]any{q.Report, m}, args[1:]...)
	case q.Report != 0:
		query, order = columns+"version AS v WHERE v.report = ? AND"+asKnown, " ORDER BY v.place"
		args = append([]any{q.Report}, args[1:]...)
	case m != "":
		query = columns + inOrder + " find MATCH ? AND" + asKnown
		args = slices.Insert(args, 1, any(m))
	}
	if !q.Oldest {
		order += " DESC"
	}
	return s.scanVersions(ctx, query+order, args...)
}

func (s *Store) scanVersions(ctx context.Context, query string, args ...any) iter.Seq2[version, error] {
	return func(yield func(version, error) bool) {
		rows, err := s.read.QueryContext(ctx, query, args...)
		if err != nil {
			yield(version{}, fmt.Errorf("searching %s: %w", s.path, damaged(err)))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var v version
			var since int64
			var encoded []byte
			err := rows.Scan(&v.report, &since, &encoded)
			if err == nil {
				v.lines, err = ledger.DecodeLines(v.report, since, encoded)
			}
			if !yield(v, damaged(err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(version{}, fmt.Errorf("searching %s: %w", s.path, damaged(err)))
		}
	}
}

// Lines yields every line that holds as of an entry.
func (s *Store) Lines(ctx context.Context, entry int64) iter.Seq2[ledger.Line, error] {
	return func(yield func(ledger.Line, error) bool) {
		const query = "SELECT report, since, lines FROM version WHERE since <= ? AND until > ? ORDER BY report"
		for v, err := range s.scanVersions(ctx, query, asOf(entry), asOf(entry)) {
			if err != nil {
				yield(ledger.Line{}, err)
				return
			}
			for _, l := range v.lines {
				if !yield(l, nil) {
					return
				}
			}
		}
	}
}

// nowhere is a facet that no report has.
const nowhere = `facets : "x"`

// match is a question in the syntax of FTS5; words and facets are letters and
// digits, so that none of them can be taken for syntax. What must not be in a
// statement may be elsewhere in its report, so it is left to whoever looks again.
func match(q *ledger.Query) string {
	var all []string
	for _, clause := range q.Words {
		if clause.Not {
			continue
		}
		var phrases []string
		for _, p := range clause.Any {
			phrases = append(phrases, phrase(p))
		}
		if len(phrases) == 0 {
			phrases = []string{nowhere} // nothing of nothing will do
		}
		all = append(all, "("+strings.Join(phrases, " OR ")+")")
	}
	for _, topic := range q.About {
		all = append(all, "("+strings.Join(append(inColumn(topic.Facets(), `facets : "%s"`), phrase(topic.Phrase)), " OR ")+")")
	}
	for _, facets := range q.Facets() {
		all = append(all, "("+strings.Join(inColumn(facets, `facets : "%s"`), " OR ")+")")
	}
	return strings.Join(all, " AND ")
}

func phrase(p ledger.Phrase) string {
	if !p.Plain() {
		return nowhere
	}
	quoted := `text : "` + strings.Join(p.Words, " ") + `"`
	if p.Prefix {
		quoted += " *"
	}
	return quoted
}

// inColumn is each word looked for in one column, as format has it.
func inColumn(list []string, format string) []string {
	var all []string
	for _, s := range list {
		all = append(all, fmt.Sprintf(format, s))
	}
	return all
}

// Names yields the entities that have all of words in their names.
func (s *Store) Names(ctx context.Context, words []string, ids ...ledger.EntityID) iter.Seq2[ledger.Name, error] {
	query, args := "SELECT id, key, name, kind FROM name WHERE true", []any{}
	for _, w := range words {
		query += " AND id IN (SELECT entity FROM naming WHERE word = ?)"
		args = append(args, w)
	}
	if len(ids) > 0 {
		query += " AND id IN (" + marks(len(ids)) + ")"
		for _, id := range ids {
			args = append(args, int64(id))
		}
	}
	return func(yield func(ledger.Name, error) bool) {
		names, err := s.names(ctx, query+" ORDER BY name, id", args)
		if err != nil {
			yield(ledger.Name{}, fmt.Errorf("looking for names in %s: %w", s.path, damaged(err)))
			return
		}
		for _, n := range names {
			err := s.describe(ctx, &n)
			if !yield(n, damaged(err)) || err != nil {
				return
			}
		}
	}
}

func (s *Store) names(ctx context.Context, query string, args []any) ([]ledger.Name, error) {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []ledger.Name
	for rows.Next() {
		var n ledger.Name
		var id int64
		var kind string
		if err := rows.Scan(&id, &n.Key, &n.Name, &kind); err != nil {
			return nil, err
		}
		n.ID, n.Kind = ledger.EntityID(id), parley.EntityKind(kind)
		all = append(all, n)
	}
	return all, rows.Err()
}

// describe adds a name's words and how many reports speak of it.
func (s *Store) describe(ctx context.Context, n *ledger.Name) error {
	rows, err := s.read.QueryContext(ctx, "SELECT word FROM naming WHERE entity = ? ORDER BY word", int64(n.ID))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var w string
		if err := rows.Scan(&w); err != nil {
			return err
		}
		n.Words = append(n.Words, w)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	n.Reports, err = s.count(ctx, match(&ledger.Query{Named: []ledger.EntityID{n.ID}}))
	return err
}

// fewSuperseded is up to how many versions that no longer hold it is cheaper to
// look for each of them than to look up each version that matches.
var fewSuperseded = 500

// count is how many reports match as they are now.
func (s *Store) count(ctx context.Context, match string) (reports int, err error) {
	const (
		old   = "SELECT count(*) FROM version WHERE until < 9223372036854775807" // by its index
		held  = "SELECT count(*) FROM find CROSS JOIN version AS v ON v.number = find.rowid & ? WHERE find MATCH ? AND v.until = ?"
		minus = "SELECT (SELECT count(*) FROM find WHERE find MATCH ?1) - (SELECT count(*) FROM version AS v CROSS JOIN find ON find.rowid = v.place" +
			" WHERE v.until < 9223372036854775807 AND find MATCH ?1)"
	)
	var superseded int
	if err := s.read.QueryRowContext(ctx, old).Scan(&superseded); err != nil {
		return 0, err
	}
	if superseded > fewSuperseded {
		err = s.read.QueryRowContext(ctx, held, 1<<dayBits-1, match, int64(forever)).Scan(&reports)
	} else {
		err = s.read.QueryRowContext(ctx, minus, match).Scan(&reports)
	}
	return reports, err
}
