package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"maps"
	"math"
	"net/url"
	"slices"
	"sync"

	"parley"
	"parley/ledger"
)

// mostFaults is how many faults of the file SQLite lists before it gives up.
const mostFaults = 100

// Check yields what SQLite finds wrong with the file, what is not as the
// migrations make it, and counts that do not agree.
func (s *Store) Check(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		// FTS5 keeps in memory where its words lie, and looks whether others have moved
		// them before it searches, but not before it is checked.
		fresh, err := s.apart()
		if err != nil {
			yield("", err)
			return
		}
		defer fresh.Close()
		for fault, err := range (&Store{read: fresh}).column(ctx, fmt.Sprintf("PRAGMA integrity_check(%d)", mostFaults)) {
			if (err != nil || fault != "ok") && !yield(fault, err) {
				return
			}
		}
		for fault, err := range s.foreign(ctx) {
			if !yield(fault, err) {
				return
			}
		}
		const counts = "SELECT 'the head counts ' || versions || ' versions in the index, the last has number ' || coalesce((SELECT max(number) FROM version), 0)" +
			" FROM head WHERE versions < coalesce((SELECT max(number) FROM version), 0) UNION ALL" +
			" SELECT 'there are ' || count(*) || ' heads, not 1' FROM head HAVING count(*) <> 1 UNION ALL" +
			" SELECT 'there are ' || count(*) || ' deals in the index of reports that it has not, or not then' FROM deal AS d WHERE NOT EXISTS" +
			" (SELECT * FROM version AS v WHERE v.report = d.report AND v.since = d.since AND v.until = d.until) HAVING count(*) > 0"
		for fault, err := range s.column(ctx, counts) {
			if !yield(fault, err) {
				return
			}
		}
	}
}

// foreign yields what the file's schema has that the migrations do not make, and the
// other way round: a trigger could change what is filed.
func (s *Store) foreign(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		model, err := ownSchema()
		if err != nil {
			yield("", fmt.Errorf("making a model of the schema: %w", err))
			return
		}
		want := maps.Clone(model)
		for row, err := range s.column(ctx, schemaQuery) {
			if err == nil && want[row] {
				delete(want, row)
				continue
			}
			if !yield(fmt.Sprintf("the schema has %q, which is not parley's", row), err) {
				return
			}
		}
		for _, row := range slices.Sorted(maps.Keys(want)) {
			if !yield(fmt.Sprintf("the schema lacks %q", row), nil) {
				return
			}
		}
	}
}

const schemaQuery = "SELECT type || ' ' || name || coalesce(': ' || sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY 1"

// ownSchema is what the migrations make of an empty file.
var ownSchema = sync.OnceValues(func() (map[string]bool, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	ctx := context.Background()
	for _, m := range migrations {
		if _, err := db.ExecContext(ctx, m); err != nil {
			return nil, err
		}
	}
	rows := map[string]bool{}
	for row, err := range (&Store{read: db}).column(ctx, schemaQuery) {
		if err != nil {
			return nil, err
		}
		rows[row] = true
	}
	return rows, nil
})

// column yields the one column of a query.
func (s *Store) column(ctx context.Context, query string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for rows, err := range each(ctx, s.read, query) {
			var text string
			if err == nil {
				err = rows.Scan(&text)
			}
			if !yield(text, damaged(err)) {
				return
			}
		}
	}
}

// each yields the rows of a query, each to be scanned, and last the error that
// ended them.
func each(ctx context.Context, q queryer, query string, args ...any) iter.Seq2[*sql.Rows, error] {
	return func(yield func(*sql.Rows, error) bool) {
		rows, err := q.QueryContext(ctx, query, args...)
		if err != nil {
			yield(nil, damaged(err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			if !yield(rows, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(nil, damaged(err))
		}
	}
}

// Kept yields what there is beside each entry.
func (s *Store) Kept(ctx context.Context) iter.Seq2[ledger.Kept, error] {
	const query = "SELECT seq, 0 AS what FROM body UNION ALL SELECT seq, 1 FROM raw UNION ALL SELECT seq, 2 FROM once ORDER BY seq"
	return func(yield func(ledger.Kept, error) bool) {
		var kept ledger.Kept
		any := false
		for rows, err := range each(ctx, s.read, query) {
			var seq int64
			var what int
			if err == nil {
				err = rows.Scan(&seq, &what)
			}
			if err != nil {
				yield(kept, damaged(err))
				return
			}
			if any && seq != kept.Seq {
				if !yield(kept, nil) {
					return
				}
				kept = ledger.Kept{}
			}
			any, kept.Seq = true, seq
			switch what {
			case 0:
				kept.Body = true
			case 1:
				kept.Raw = true
			default:
				kept.Keys++
			}
		}
		if any {
			yield(kept, nil)
		}
	}
}

// Versions yields what the index has.
func (s *Store) Versions(ctx context.Context) iter.Seq2[ledger.Version, error] {
	const query = "SELECT v.number, v.report, v.since, v.until, v.place, v.lines, v.names, coalesce(d.lines, x'') FROM version AS v" +
		" LEFT JOIN deal AS d ON d.report = v.report AND d.since = v.since AND d.until = v.until ORDER BY v.since, v.report, v.number"
	return func(yield func(ledger.Version, error) bool) {
		for rows, err := range each(ctx, s.read, query) {
			var v ledger.Version
			var number int64
			if err == nil {
				err = rows.Scan(&number, &v.Report, &v.Since, &v.Until, &v.Place, &v.Lines, &v.Names, &v.Deal)
			}
			if v.Until == forever {
				v.Until = 0
			}
			if err == nil && v.Place&(1<<dayBits-1) != number {
				v.Place = math.MinInt64 // where nothing can be: a search would not come from there to this version
			}
			v.Day = parley.Day(v.Place >> dayBits)
			if !yield(v, damaged(err)) || err != nil {
				return
			}
		}
	}
}

// Texts yields what can be searched for. FTS5 keeps words, not texts, and tells
// only in the order of the words which are where.
func (s *Store) Texts(ctx context.Context) iter.Seq2[ledger.Text, error] {
	return func(yield func(ledger.Text, error) bool) {
		texts, err := s.texts(ctx)
		if err != nil {
			yield(ledger.Text{}, fmt.Errorf("reading the words in the index of %s: %w", s.path, damaged(err)))
			return
		}
		for _, t := range texts {
			if !yield(*t, nil) {
				return
			}
		}
	}
}

// apart is a connection of its own, which writes only what is temporary.
func (s *Store) apart() (*sql.DB, error) {
	pragmas := url.Values{"_pragma": {fmt.Sprintf("busy_timeout(%d)", busyMS), "temp_store(2)", "trusted_schema(0)"}}
	db, err := sql.Open("sqlite", uri(s.path, s.way, pragmas, "_txlock=deferred"))
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", s.path, err)
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

func (s *Store) texts(ctx context.Context) (map[int64]*ledger.Text, error) {
	db, err := s.apart()
	if err != nil {
		return nil, err
	}
	defer db.Close()
	// A list of words is a table of its own, if one of this connection alone, so
	// that it must be one that may write.
	if _, err := db.ExecContext(ctx, "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, find, 'instance')"); err != nil {
		return nil, err
	}
	texts := map[int64]*ledger.Text{}
	var term, column sql.RawBytes
	for rows, err := range each(ctx, db, "SELECT doc, col, offset, term FROM temp.vocabulary") {
		var place int64
		var n int
		if err == nil {
			err = rows.Scan(&place, &column, &n, &term)
		}
		if err != nil {
			return nil, err
		}
		t := texts[place]
		if t == nil {
			t = &ledger.Text{Place: place}
			texts[place] = t
		}
		if string(column) == "text" {
			t.Words.Add(n, string(term))
		} else {
			t.Facets.Add(n, string(term))
		}
	}
	return texts, nil
}

// Register yields the entities of the index.
func (s *Store) Register(ctx context.Context) iter.Seq2[ledger.Name, error] {
	const query = "SELECT id, 0, key, name, kind FROM name UNION ALL SELECT entity, 1, word, '', '' FROM naming ORDER BY 1, 2, 3"
	return func(yield func(ledger.Name, error) bool) {
		var name ledger.Name
		any := false
		for rows, err := range each(ctx, s.read, query) {
			var id int64
			var isWord bool
			var first, second, kind string
			if err == nil {
				err = rows.Scan(&id, &isWord, &first, &second, &kind)
			}
			if err != nil {
				yield(name, damaged(err))
				return
			}
			if any && ledger.EntityID(id) != name.ID {
				if !yield(name, nil) {
					return
				}
				name = ledger.Name{}
			}
			any, name.ID = true, ledger.EntityID(id)
			if isWord {
				name.Words = append(name.Words, first)
			} else {
				name.Key, name.Name, name.Kind = first, second, parley.EntityKind(kind)
			}
		}
		if any {
			yield(name, nil)
		}
	}
}
