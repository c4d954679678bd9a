package postgres

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/jackc/pgx/v5"

	"parley"
	"parley/ledger"
)

// page is how many rows are asked for at once. What is yielded is in memory by
// then, so that whoever takes it may use the store meanwhile and holds no
// connection.
const page = 500

type queryer interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// Head is the tree over all entries.
func (s *Store) Head(ctx context.Context) (*ledger.Tree, error) { return head(ctx, s.pool) }

func head(ctx context.Context, q queryer) (*ledger.Tree, error) {
	var size int64
	var roots []byte
	if err := q.QueryRow(ctx, "SELECT size, roots FROM head").Scan(&size, &roots); err != nil {
		return nil, fmt.Errorf("reading the head of the log: %w", damaged(err))
	}
	return ledger.DecodeTree(size, roots)
}

const entryColumns = "entry.seq, kind, author_kind, author, time, report, line, supersedes, body"

// entries yields the entries of rows, what comes before their columns in before.
func entries(rows pgx.Rows, before ...any) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		defer rows.Close()
		for rows.Next() {
			var e ledger.Entry
			var kind, authorKind string
			var author, body []byte
			var at time.Time
			err := rows.Scan(append(before, &e.Seq, &kind, &authorKind, &author, &at, &e.Of.Report, &e.Of.Line, &e.Supersedes, &body)...)
			if err == nil && len(body) != len(e.Body) {
				err = fmt.Errorf("entry %d has a digest of %d bytes, not %d: %w", e.Seq, len(body), len(e.Body), parley.ErrTampered)
			}
			copy(e.Body[:], body)
			e.Kind, e.Time = ledger.Kind(kind), at.UTC()
			e.Author = ledger.Author{Kind: ledger.AuthorKind(authorKind), Name: string(author)}
			if !yield(e, damaged(err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(ledger.Entry{}, damaged(err))
		}
	}
}

// Entry is the entry with that number.
func (s *Store) Entry(ctx context.Context, seq int64) (ledger.Entry, error) {
	rows, err := s.pool.Query(ctx, "SELECT "+entryColumns+" FROM entry WHERE seq = $1", seq)
	if err != nil {
		return ledger.Entry{}, damaged(err)
	}
	for e, err := range entries(rows) {
		return e, err
	}
	return ledger.Entry{}, fmt.Errorf("there is no entry %d: %w", seq, parley.ErrNotFound)
}

// Entries yields entries in order.
func (s *Store) Entries(ctx context.Context, since int64, kinds ...ledger.Kind) iter.Seq2[ledger.Entry, error] {
	query := "SELECT " + entryColumns + " FROM entry WHERE seq > $1 AND seq <= $2"
	if len(kinds) > 0 {
		query += " AND kind = ANY($3)"
	}
	decisions := len(kinds) > 0
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = string(k)
		decisions = decisions && k != ledger.KindReport && k != ledger.KindReading
	}
	if decisions {
		query += " AND kind NOT IN ('report', 'reading')" // for its index
	}
	query += fmt.Sprintf(" ORDER BY seq LIMIT %d", page)
	return func(yield func(ledger.Entry, error) bool) {
		tree, err := s.Head(ctx)
		for since := since; err == nil; {
			args := []any{since, tree.Size}
			if len(kinds) > 0 {
				args = append(args, names)
			}
			var all []ledger.Entry
			if all, err = s.entries(ctx, query, args...); err != nil {
				break
			}
			for _, e := range all {
				if !yield(e, nil) {
					return
				}
				since = e.Seq
			}
			if len(all) < page {
				return
			}
		}
		yield(ledger.Entry{}, err)
	}
}

func (s *Store) entries(ctx context.Context, query string, args ...any) ([]ledger.Entry, error) {
	rows, err := s.pool.Query(ctx, query, args...)
	if err != nil {
		return nil, damaged(err)
	}
	var all []ledger.Entry
	for e, err := range entries(rows) {
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
}

// Body is the body of an entry.
func (s *Store) Body(ctx context.Context, seq int64) ([]byte, error) {
	var body []byte
	err := s.pool.QueryRow(ctx, "SELECT bytes FROM body WHERE seq = $1", seq).Scan(&body)
	if !errors.Is(err, pgx.ErrNoRows) {
		return body, damaged(err)
	}
	if _, err := s.Entry(ctx, seq); err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("the body of entry %d: %w", seq, ledger.ErrRemoved)
}

// Raw is the bytes that a report was read from; nil where they are its text.
func (s *Store) Raw(ctx context.Context, report int64) ([]byte, error) {
	var raw []byte
	err := s.pool.QueryRow(ctx, "SELECT bytes FROM raw WHERE seq = $1", report).Scan(&raw)
	if !errors.Is(err, pgx.ErrNoRows) {
		return raw, damaged(err)
	}
	_, err = s.Body(ctx, report)
	return nil, err
}

// Once is the report that was filed under that key.
func (s *Store) Once(ctx context.Context, once string) (int64, error) {
	key := keyOf(once)
	var seq int64
	err := s.pool.QueryRow(ctx, "SELECT seq FROM once WHERE key = $1", key[:]).Scan(&seq)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	return seq, damaged(err)
}

// Reading is the last reading of a report by the entry asOf.
func (s *Store) Reading(ctx context.Context, report, asOf int64) (int64, error) {
	if asOf == 0 {
		asOf = forever
	}
	var seq int64
	err := s.pool.QueryRow(ctx, "SELECT coalesce(max(seq), 0) FROM entry WHERE report = $1 AND kind = 'reading' AND seq <= $2", report, asOf).Scan(&seq)
	return seq, damaged(err)
}
