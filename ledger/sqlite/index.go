package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"strings"

	"parley/ledger"
)

// dayBits is how far the day is shifted in a rowid of find; the number of the
// version is below. Days before 1970 make it negative, and the order stays.
const dayBits = 38

// An indexer writes the derived tables. It keeps the first error.
type indexer struct {
	ctx        context.Context
	tx         *sql.Tx
	seen       *seen
	statements map[string]*sql.Stmt // by their text; they end with the transaction
	fresh      map[int64]bool       // reports of which the index can have nothing yet
	versions   int64
	places     []place
	err        error
}

// A place is a row of find to come. FTS5 is many times as fast where rows come in
// order, so they wait for the end of the transaction.
type place struct {
	rowid        int64
	text, facets string
}

func newIndexer(ctx context.Context, tx *sql.Tx, seen *seen) *indexer {
	x := &indexer{ctx: ctx, tx: tx, seen: seen, statements: map[string]*sql.Stmt{}, fresh: map[int64]bool{}}
	x.err = tx.QueryRowContext(ctx, "SELECT versions FROM head").Scan(&x.versions)
	return x
}

func (x *indexer) statement(query string) *sql.Stmt {
	if st := x.statements[query]; st != nil {
		return st
	}
	st, err := x.tx.PrepareContext(x.ctx, query)
	if err != nil {
		x.err = err
		return new(sql.Stmt) // which answers with an error
	}
	x.statements[query] = st
	return st
}

func (x *indexer) exec(query string, args ...any) {
	if x.err != nil {
		return
	}
	if st := x.statement(query); x.err == nil {
		_, x.err = st.ExecContext(x.ctx, args...)
	}
}

// index gives a report another version in the index; with nil, none.
func (x *indexer) index(report, since int64, index *ledger.Index) {
	if !x.fresh[report] {
		x.exec("UPDATE version SET until = ? WHERE report = ? AND until = ?", since, report, int64(forever))
		x.exec("UPDATE deal SET until = ? WHERE report = ? AND until = ?", since, report, int64(forever))
	}
	delete(x.fresh, report)
	if index == nil {
		return
	}
	x.versions++
	rowid := int64(index.Day)<<dayBits | x.versions
	x.exec("INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?)", x.versions, report, since, int64(forever), rowid,
		ledger.EncodeLines(index.Lines), ledger.EncodeNames(index.Names))
	if !index.Deal.Empty() {
		x.exec("INSERT OR REPLACE INTO deal VALUES (?, ?, ?, ?)", report, since, int64(forever), ledger.EncodeDeal(&index.Deal))
	}
	x.places = append(x.places, place{rowid, strings.Join(index.Words, " "), strings.Join(index.Facets(), " ")})
	for _, n := range index.Names {
		x.name(n)
	}
}

func (x *indexer) name(n ledger.Name) {
	if x.seen.name(n.ID) {
		x.exec("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?)", int64(n.ID), n.Key, n.Name, string(n.Kind))
	}
	for _, w := range n.Words {
		if x.seen.word(w, n.ID) {
			x.exec("INSERT OR IGNORE INTO naming VALUES (?, ?)", w, int64(n.ID))
		}
	}
}

func (x *indexer) finish() {
	slices.SortFunc(x.places, func(a, b place) int {
		if a.rowid < b.rowid {
			return -1
		}
		return 1
	})
	for _, p := range x.places {
		x.exec("INSERT INTO find (rowid, text, facets) VALUES (?, ?, ?)", p.rowid, p.text, p.facets)
	}
	x.exec("UPDATE head SET versions = ?", x.versions)
}

// Reindex makes the index anew, in one transaction.
func (s *Store) Reindex(ctx context.Context, all iter.Seq2[ledger.Indexed, error]) error {
	s.seen.clear()
	defer s.seen.clear()
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		for _, empty := range []string{
			"DELETE FROM version", "DELETE FROM deal", "DELETE FROM name", "DELETE FROM naming", "UPDATE head SET versions = 0",
			"INSERT INTO find (find) VALUES ('delete-all')",
		} {
			if _, err := tx.ExecContext(ctx, empty); err != nil {
				return err
			}
		}
		x := newIndexer(ctx, tx, s.seen)
		for i, err := range all {
			if err != nil {
				return err
			}
			if x.index(i.Report, i.Since, i.Index); x.err != nil {
				return x.err
			}
			if len(x.places) > mostPlaces {
				x.finish()
				x.places = x.places[:0]
			}
		}
		x.finish()
		return x.err
	})
	if err != nil {
		return fmt.Errorf("making the index of %s anew: %w", s.path, err)
	}
	return nil
}

// mostPlaces bounds the rows of find that wait.
const mostPlaces = 1000

// scrub takes what was purged out of free pages and out of the word lists of FTS5,
// which keep deleted words until they are merged.
func (s *Store) scrub(ctx context.Context) error {
	for _, query := range []string{"INSERT INTO find (find) VALUES ('optimize')", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := s.write.ExecContext(ctx, query); err != nil {
			return fmt.Errorf("removing what was purged from the index and free pages of %s: %w", s.path, damaged(err))
		}
	}
	return nil
}
