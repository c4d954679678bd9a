package postgres

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"parley"
	"parley/ledger"
)

// Search yields the lines that a question asks for.
func (s *Store) Search(ctx context.Context, q ledger.Query) iter.Seq2[ledger.Line, error] {
	return func(yield func(ledger.Line, error) bool) {
		for v, err := range s.versions(ctx, &q) {
			if err != nil {
				yield(ledger.Line{}, err)
				return
			}
			for _, l := range v.lines {
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

// Lines yields every line that holds as of an entry.
func (s *Store) Lines(ctx context.Context, entry int64) iter.Seq2[ledger.Line, error] {
	return func(yield func(ledger.Line, error) bool) {
		places, err := s.places(ctx, "SELECT report, since FROM version WHERE since <= $1 AND until > $1 ORDER BY report", asOf(entry))
		if err != nil {
			yield(ledger.Line{}, err)
			return
		}
		for v, err := range s.at(ctx, places) {
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

func asOf(entry int64) int64 {
	if entry == 0 {
		return forever - 1
	}
	return entry
}

// versions yields what the index has of each report that may be asked for.
func (s *Store) versions(ctx context.Context, q *ledger.Query) iter.Seq2[found, error] {
	query, args := "SELECT report, since FROM version WHERE since <= $1 AND until > $1", []any{asOf(q.AsOf)}
	if m := queryOf(q); m != "" {
		args = append(args, m)
		query += fmt.Sprintf(" AND find @@ $%d::tsquery", len(args))
	}
	if q.Report != 0 {
		args = append(args, q.Report)
		query += fmt.Sprintf(" AND report = $%d", len(args))
	}
	query += " ORDER BY day DESC, since DESC, report DESC"
	if q.Oldest {
		query = strings.ReplaceAll(query, " DESC", "")
	}
	return func(yield func(found, error) bool) {
		places, err := s.places(ctx, query, args...)
		if err != nil {
			yield(found{}, err)
			return
		}
		for v, err := range s.at(ctx, places) {
			if err == nil && v.lacks != lacksNothing && !held(q, v.words, v.entities) {
				continue
			}
			if !yield(v, err) || err != nil {
				return
			}
		}
	}
}

// Places are versions by their keys, all as of one moment.
type places struct{ reports, sinces []int64 }

// places are the versions that a query finds, in its order. They stay what they are,
// whatever is filed while they are read.
func (s *Store) places(ctx context.Context, query string, args ...any) (p places, err error) {
	rows, err := s.pool.Query(ctx, query, args...)
	if err != nil {
		return p, fmt.Errorf("searching %s: %w", s.name, damaged(err))
	}
	defer rows.Close()
	for rows.Next() {
		var report, since int64
		if err := rows.Scan(&report, &since); err != nil {
			return p, damaged(err)
		}
		p.reports, p.sinces = append(p.reports, report), append(p.sinces, since)
	}
	if err := rows.Err(); err != nil {
		return p, fmt.Errorf("searching %s: %w", s.name, damaged(err))
	}
	return p, nil
}

// found is a version as a search needs it.
type found struct {
	report   int64
	lines    []ledger.Line
	lacks    int16
	words    []string // where it lacks something
	entities []int64  // likewise
}

// at yields the versions at places, in their order.
func (s *Store) at(ctx context.Context, p places) iter.Seq2[found, error] {
	return func(yield func(found, error) bool) {
		for n := page / 5; len(p.reports) > 0; n = page { // the first few come at once
			n = min(n, len(p.reports))
			all, err := s.page(ctx, p.reports[:n], p.sinces[:n])
			if err != nil {
				yield(found{}, fmt.Errorf("searching %s: %w", s.name, damaged(err)))
				return
			}
			for _, v := range all {
				if !yield(v, nil) {
					return
				}
			}
			p.reports, p.sinces = p.reports[n:], p.sinces[n:]
		}
	}
}

func (s *Store) page(ctx context.Context, reports, sinces []int64) ([]found, error) {
	const query = "SELECT v.report, v.since, v.lines, v.lacks, v.words, CASE WHEN v.lacks > 0 THEN v.entities END" +
		" FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS p (report, since, n) JOIN version AS v USING (report, since) ORDER BY p.n"
	rows, err := s.pool.Query(ctx, query, reports, sinces)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []found
	for rows.Next() {
		var v found
		var since int64
		var encoded []byte
		var words *string
		if err := rows.Scan(&v.report, &since, &encoded, &v.lacks, &words, &v.entities); err != nil {
			return nil, err
		}
		if v.lines, err = ledger.DecodeLines(v.report, since, encoded); err != nil {
			return nil, err
		}
		if words != nil {
			text, _, _ := strings.Cut(*words, "\n")
			v.words = strings.Fields(text)
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// Names yields the entities that have all of words in their names.
func (s *Store) Names(ctx context.Context, words []string, ids ...ledger.EntityID) iter.Seq2[ledger.Name, error] {
	return func(yield func(ledger.Name, error) bool) {
		names, err := s.names(ctx, words, ids)
		if err != nil {
			yield(ledger.Name{}, fmt.Errorf("looking for names in %s: %w", s.name, damaged(err)))
			return
		}
		for _, n := range names {
			if !yield(n, nil) {
				return
			}
		}
	}
}

// mostNamed is of how many names the reports are looked for by name; of more, all
// reports are looked through.
const mostNamed = 1000

func (s *Store) names(ctx context.Context, words []string, ids []ledger.EntityID) ([]ledger.Name, error) {
	if len(words) > 0 && !(ledger.Phrase{Words: words}).Plain() {
		return nil, nil // no name has such a word
	}
	wanted, err := s.named(ctx, words, ids)
	if err != nil || len(wanted) == 0 {
		return nil, err
	}
	spoken, args := "", []any{wanted, int64(forever)}
	if len(wanted) <= mostNamed {
		var named ledger.Query
		for _, id := range wanted {
			named.Named = append(named.Named, ledger.EntityID(id))
		}
		spoken, args = " AND find @@ $3::tsquery", append(args, queryOf(&named))
	}
	query := "SELECT name.id, key, name, kind, coalesce(spoken.reports, 0), coalesce(words.all, '{}') FROM name" +
		" LEFT JOIN (SELECT id, count(*) AS reports FROM version, unnest(entities) AS id WHERE until = $2" + spoken + " AND id = ANY($1) GROUP BY id) AS spoken USING (id)" +
		` LEFT JOIN (SELECT entity AS id, array_agg(word ORDER BY word) AS all FROM naming WHERE entity = ANY($1) GROUP BY entity) AS words USING (id)` +
		" WHERE name.id = ANY($1) ORDER BY name.name, name.id"
	rows, err := s.pool.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []ledger.Name
	for rows.Next() {
		var n ledger.Name
		var id int64
		var key, name []byte
		var kind string
		if err := rows.Scan(&id, &key, &name, &kind, &n.Reports, &n.Words); err != nil {
			return nil, err
		}
		if len(n.Words) == 0 {
			n.Words = nil
		}
		n.ID, n.Key, n.Name, n.Kind = ledger.EntityID(id), string(key), string(name), parley.EntityKind(kind)
		all = append(all, n)
	}
	return all, rows.Err()
}

// named are the ids of the names that have all of words, and are among ids where
// there are any.
func (s *Store) named(ctx context.Context, words []string, ids []ledger.EntityID) ([]int64, error) {
	var args []any
	var where []string
	if len(ids) > 0 {
		wanted := make([]int64, len(ids))
		for i, id := range ids {
			wanted[i] = int64(id)
		}
		args = append(args, wanted)
		where = append(where, "id = ANY($1)")
	}
	for _, w := range words {
		args = append(args, w)
		where = append(where, fmt.Sprintf("id IN (SELECT entity FROM naming WHERE word = $%d)", len(args)))
	}
	query := "SELECT id FROM name"
	if len(where) > 0 {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	rows, err := s.pool.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		all = append(all, id)
	}
	return all, rows.Err()
}
