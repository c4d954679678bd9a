package postgres

import (
	"context"
	"fmt"
	"iter"
	"slices"
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
		all := selection{where: "since <= $1 AND until > $1", order: "report, day, since", after: ">"}
		for v, err := range s.selected(ctx, &all, entry) {
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

// versions yields what the index has of each report that may be asked for.
func (s *Store) versions(ctx context.Context, q *ledger.Query) iter.Seq2[found, error] {
	// The sum is for the planner, which would rather use the primary key and look at
	// the words of each report than use the index of words.
	asked := selection{where: "since + 0 <= $1 AND until > $1", order: "day, since, report", after: ">"}
	if !q.Oldest {
		asked.order, asked.after = "day DESC, since DESC, report DESC", "<"
	}
	m := queryOf(q)
	asked.strict = m.strict
	if m.loose != "" {
		asked.and("find @@ $%d::tsquery", m.loose)
	}
	if q.Report != 0 {
		asked.and("report = $%d", q.Report)
	}
	return func(yield func(found, error) bool) {
		for v, err := range s.selected(ctx, &asked, q.AsOf) {
			if err == nil && (!v.inRow || v.lacks != lacksNothing && !held(q, v.words, v.entities)) {
				continue
			}
			if !yield(v, err) || err != nil {
				return
			}
		}
	}
}

// A selection is which versions are asked for as of an entry, $1, and in which order.
type selection struct {
	where  string
	args   []any  // from $2 on
	order  string // of report, since and day
	after  string // the comparison by which the next follow
	strict string // a tsquery that those found are held against; empty for none
}

func (s *selection) and(condition string, arg any) {
	s.args = append(s.args, arg)
	s.where += " AND " + fmt.Sprintf(condition, len(s.args)+1)
}

// next are the keys of the first versions of the selection after a key, as many as
// most, or with 0 all.
func (s *selection) next(asOf int64, after *key, most int) (query string, args []any) {
	args = append([]any{asOf}, s.args...)
	query = "SELECT report, since, day FROM version WHERE " + s.where
	if after != nil {
		n := len(args)
		query += fmt.Sprintf(" AND (%s) %s (%s)", strings.ReplaceAll(s.order, " DESC", ""), s.after,
			strings.NewReplacer("report", fmt.Sprint("$", n+1), "since", fmt.Sprint("$", n+2), "day", fmt.Sprint("$", n+3), " DESC", "").Replace(s.order))
		args = append(args, after.report, after.since, after.day)
	}
	query += " ORDER BY " + s.order
	if most > 0 {
		query += fmt.Sprintf(" LIMIT %d", most)
	}
	return query, args
}

// A key is of a version, with its place in the order.
type key struct {
	report, since int64
	day           int32
}

// firstPage is how many versions are looked for first: most people want to see a
// few, and to put all in order takes its time.
const firstPage = 100

// selected yields versions as of one moment: what is filed meanwhile is not seen,
// as it is of later entries.
func (s *Store) selected(ctx context.Context, sel *selection, asOf int64) iter.Seq2[found, error] {
	return func(yield func(found, error) bool) {
		if asOf == 0 {
			tree, err := s.Head(ctx)
			if err != nil {
				yield(found{}, err)
				return
			}
			asOf = tree.Size
		}
		var last *key
		for most := firstPage; ; most = 0 {
			query, args := sel.next(asOf, last, most)
			keys, err := s.keys(ctx, query, args)
			if err != nil {
				yield(found{}, fmt.Errorf("searching %s: %w", s.name, damaged(err)))
				return
			}
			for some := range slices.Chunk(keys, page) {
				all, err := s.at(ctx, some, sel.strict)
				if err != nil {
					yield(found{}, fmt.Errorf("searching %s: %w", s.name, damaged(err)))
					return
				}
				for _, v := range all {
					if !yield(v, nil) {
						return
					}
				}
			}
			if len(keys) < most || most == 0 {
				return
			}
			last = &keys[len(keys)-1]
		}
	}
}

func (s *Store) keys(ctx context.Context, query string, args []any) ([]key, error) {
	rows, err := s.pool.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []key
	for rows.Next() {
		var k key
		if err := rows.Scan(&k.report, &k.since, &k.day); err != nil {
			return nil, err
		}
		all = append(all, k)
	}
	return all, rows.Err()
}

// found is a version as a search needs it.
type found struct {
	report   int64
	lines    []ledger.Line
	inRow    bool // its phrases are, as far as find can tell
	lacks    int16
	words    []string // where it lacks something
	entities []int64  // likewise
}

// at are the versions of keys, in their order.
func (s *Store) at(ctx context.Context, keys []key, strict string) ([]found, error) {
	query := "SELECT v.report, v.since, v.lines, %s, v.lacks, v.words, CASE WHEN v.lacks > 0 THEN v.entities END" +
		" FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS k (report, since, n) JOIN version AS v USING (report, since) ORDER BY k.n"
	reports, sinces := make([]int64, len(keys)), make([]int64, len(keys))
	for i, k := range keys {
		reports[i], sinces[i] = k.report, k.since
	}
	args := []any{reports, sinces}
	if strict == "" {
		query = fmt.Sprintf(query, "true")
	} else {
		query, args = fmt.Sprintf(query, "v.lacks > 0 OR v.find @@ $3::tsquery"), append(args, strict)
	}
	rows, err := s.pool.Query(ctx, query, args...)
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
		if err := rows.Scan(&v.report, &since, &encoded, &v.inRow, &v.lacks, &words, &v.entities); err != nil {
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
		spoken, args = " AND find @@ $3::tsquery", append(args, queryOf(&named).loose)
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
