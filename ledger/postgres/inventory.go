package postgres

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgtype"

	"parley"
	"parley/ledger"
)

// Check yields what is in the schema and not of it: tables, triggers and rules of
// others could change what is filed. Whether its pages and indexes are whole is for
// pg_amcheck and checksums.
func (s *Store) Check(ctx context.Context) iter.Seq2[string, error] {
	const query = `
SELECT format('the schema has the trigger %s on %s, which is not parley''s', tgname, tgrelid::regclass) FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid
  WHERE relnamespace = $1::regnamespace AND NOT tgisinternal
UNION ALL SELECT format('the schema has the rule %s on %s, which is not parley''s', rulename, ev_class::regclass) FROM pg_rewrite JOIN pg_class ON ev_class = pg_class.oid
  WHERE relnamespace = $1::regnamespace AND relkind <> 'v'
UNION ALL SELECT format('the schema has %s, which is not parley''s', relname) FROM pg_class
  WHERE relnamespace = $1::regnamespace AND NOT relname = ANY($2)
UNION ALL SELECT format('the schema lacks %s', name) FROM unnest($2::text[]) AS name
  WHERE NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = $1::regnamespace AND relname = name)
UNION ALL SELECT format('the index %s is not valid', indexrelid::regclass) FROM pg_index JOIN pg_class ON indexrelid = pg_class.oid
  WHERE relnamespace = $1::regnamespace AND NOT (indisvalid AND indisready)
UNION ALL SELECT format('there are %s deals in the index of reports that it has not, or not then', count(*)) FROM deal AS d
  WHERE NOT EXISTS (SELECT FROM version AS v WHERE v.report = d.report AND v.since = d.since AND v.until = d.until) HAVING count(*) > 0
UNION ALL SELECT format('there are %s heads, not 1', count(*)) FROM head HAVING count(*) <> 1`
	return func(yield func(string, error) bool) {
		rows, err := s.pool.Query(ctx, query, s.schema, relations)
		if err != nil {
			yield("", damaged(err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var fault string
			err := rows.Scan(&fault)
			if !yield(fault, damaged(err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield("", damaged(err))
		}
	}
}

// relations are the tables and indexes of the schema.
var relations = []string{
	"migration", "migration_pkey", "entry", "entry_pkey", "entry_reading", "entry_decision", "head", "head_pkey", "once", "once_pkey", "once_seq", "body", "body_pkey",
	"raw", "raw_pkey", "version", "version_pkey", "version_find", "name", "name_pkey", "naming", "naming_pkey", "naming_entity",
	"deal", "deal_pkey", "deal_since", "deal_until",
}

// paged yields the rows of a query a page at a time. The query takes the key of the
// last row as its first arguments and the number of rows after them; a row says its
// key.
func paged[T any](ctx context.Context, s *Store, query string, first []any, scan func(row) (T, []any, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for after := first; ; {
			all, last, err := onePage(ctx, s, query, append(after, page), scan)
			if err != nil {
				var none T
				yield(none, damaged(err))
				return
			}
			for _, v := range all {
				if !yield(v, nil) {
					return
				}
			}
			if len(all) < page {
				return
			}
			after = last
		}
	}
}

type row interface{ Scan(into ...any) error }

func onePage[T any](ctx context.Context, s *Store, query string, after []any, scan func(row) (T, []any, error)) (all []T, last []any, err error) {
	rows, err := s.pool.Query(ctx, query, after...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		v, key, err := scan(rows)
		if err != nil {
			return nil, nil, err
		}
		all, last = append(all, v), key
	}
	return all, last, rows.Err()
}

// Kept yields what there is beside each entry.
func (s *Store) Kept(ctx context.Context) iter.Seq2[ledger.Kept, error] {
	const query = "WITH taken AS ((SELECT seq FROM body WHERE seq > $1 ORDER BY seq LIMIT $2) UNION (SELECT seq FROM raw WHERE seq > $1 ORDER BY seq LIMIT $2)" +
		" UNION (SELECT seq FROM once WHERE seq > $1 ORDER BY seq LIMIT $2) ORDER BY seq LIMIT $2)" +
		" SELECT seq, EXISTS (SELECT FROM body WHERE body.seq = taken.seq), EXISTS (SELECT FROM raw WHERE raw.seq = taken.seq)," +
		" (SELECT count(*) FROM once WHERE once.seq = taken.seq) FROM taken ORDER BY seq"
	return paged(ctx, s, query, []any{int64(-1 << 63)}, func(r row) (k ledger.Kept, key []any, err error) {
		err = r.Scan(&k.Seq, &k.Body, &k.Raw, &k.Keys)
		return k, []any{k.Seq}, err
	})
}

// place is where the words of a version are: in its own row.
func place(report, since int64) int64 { return since<<31 | report }

// Versions yields what the index has.
func (s *Store) Versions(ctx context.Context) iter.Seq2[ledger.Version, error] {
	const query = "SELECT v.report, v.since, v.until, day, v.lines, names, coalesce(deal.lines, '') FROM version AS v" +
		" LEFT JOIN deal ON deal.report = v.report AND deal.since = v.since AND deal.until = v.until" +
		" WHERE (v.since, v.report) > ($1, $2) ORDER BY v.since, v.report LIMIT $3"
	return paged(ctx, s, query, []any{int64(-1 << 63), int64(0)}, func(r row) (v ledger.Version, key []any, err error) {
		var day int32
		err = r.Scan(&v.Report, &v.Since, &v.Until, &day, &v.Lines, &v.Names, &v.Deal)
		if v.Until == forever {
			v.Until = 0
		}
		v.Day, v.Place = parley.Day(day), place(v.Report, v.Since)
		return v, []any{v.Since, v.Report}, err
	})
}

// Texts yields what can be searched for.
func (s *Store) Texts(ctx context.Context) iter.Seq2[ledger.Text, error] {
	const query = "SELECT report, since, lacks, find, words, entities, names FROM version WHERE (since, report) > ($1, $2) ORDER BY since, report LIMIT $3"
	return paged(ctx, s, query, []any{int64(-1 << 63), int64(0)}, func(r row) (t ledger.Text, key []any, err error) {
		var report, since int64
		var v stored
		if err = r.Scan(&report, &since, &v.lacks, &v.find, &v.words, &v.entities, &v.names); err == nil {
			t = v.text()
		}
		t.Place = place(report, since)
		return t, []any{since, report}, err
	})
}

// stored is what can be searched for of a version as its row has it.
type stored struct {
	lacks    int16
	find     pgtype.TSVector
	words    *string
	entities []int64
	names    []byte
}

// text is what an audit compares. Where columns that say the same do not agree, it
// is what nothing else is.
func (v *stored) text() (t ledger.Text) {
	if v.words == nil {
		t = v.found()
	} else {
		words, facets, _ := strings.Cut(*v.words, "\n")
		t = ledger.Text{Words: ledger.SumOf(strings.Fields(words)), Facets: ledger.SumOf(strings.Fields(facets))}
		if want, lacks := vectorOf(strings.Fields(words), strings.Fields(facets)); lacks != v.lacks || want.String() != v.find.String() {
			t.Words.Add(-1, markAll)
		}
	}
	if (v.lacks == lacksNothing) != (v.words == nil) {
		t.Words.Add(-1, markAll)
	}
	names, err := ledger.DecodeNames(0, v.names)
	var ids []int64
	for _, n := range names {
		if !slices.Contains(ids, int64(n.ID)) {
			ids = append(ids, int64(n.ID))
		}
	}
	if err != nil || !slices.Equal(ids, v.entities) {
		t.Facets.Add(-1, markAll)
	}
	return t
}

// found is what find has where it has all.
func (v *stored) found() (t ledger.Text) {
	var facets []string
	for _, l := range v.find.Lexemes {
		f, is := strings.CutPrefix(l.Word, facetMark)
		switch {
		case is && len(l.Positions) == 0:
			facets = append(facets, f)
		case len(l.Positions) == 0:
			t.Words.Add(-1, l.Word) // a word without a place
		}
		for _, p := range l.Positions {
			t.Words.Add(int(p.Position)-1, l.Word)
		}
	}
	slices.Sort(facets)
	t.Facets = ledger.SumOf(facets)
	return t
}

// Register yields the entities of the index.
func (s *Store) Register(ctx context.Context) iter.Seq2[ledger.Name, error] {
	const query = "WITH taken AS ((SELECT id FROM name WHERE id > $1 ORDER BY id LIMIT $2)" +
		" UNION (SELECT DISTINCT entity FROM naming WHERE entity > $1 ORDER BY entity LIMIT $2) ORDER BY id LIMIT $2)" +
		" SELECT id, coalesce(key, ''), coalesce(name, ''), coalesce(kind, ''), (SELECT array_agg(word ORDER BY word) FROM naming WHERE entity = id)" +
		" FROM taken LEFT JOIN name USING (id) ORDER BY id"
	return paged(ctx, s, query, []any{int64(-1 << 63)}, func(r row) (n ledger.Name, after []any, err error) {
		var id int64
		var key, name []byte
		var kind string
		err = r.Scan(&id, &key, &name, &kind, &n.Words)
		n.ID, n.Key, n.Name, n.Kind = ledger.EntityID(id), string(key), string(name), parley.EntityKind(kind)
		return n, []any{id}, err
	})
}
