package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"math"
	"strings"
	"time"

	"parley"
	"parley/ledger"
)

// forever is the until of a line that holds.
const forever = math.MaxInt64

type queryer interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Head is the tree over all entries.
func (s *Store) Head(ctx context.Context) (*ledger.Tree, error) { return head(ctx, s.read) }

func head(ctx context.Context, q queryer) (*ledger.Tree, error) {
	var size int64
	var roots []byte
	if err := q.QueryRowContext(ctx, "SELECT size, roots FROM head").Scan(&size, &roots); err != nil {
		return nil, fmt.Errorf("reading the head of the log: %w", damaged(err))
	}
	return ledger.DecodeTree(size, roots)
}

const entryColumns = "seq, kind, author, time, report, line, supersedes, body"

// Entry is the entry with that number.
func (s *Store) Entry(ctx context.Context, seq int64) (ledger.Entry, error) {
	e, err := scanEntry(s.row(ctx, "SELECT "+entryColumns+" FROM entry WHERE seq = ?", seq))
	if errors.Is(err, sql.ErrNoRows) {
		return e, fmt.Errorf("there is no entry %d: %w", seq, parley.ErrNotFound)
	}
	return e, err
}

// row asks for one row, with a statement that is prepared once: to compile one
// takes as long as to run it.
func (s *Store) row(ctx context.Context, query string, args ...any) *sql.Row {
	if st, ok := s.prepared.Load(query); ok {
		return st.(*sql.Stmt).QueryRowContext(ctx, args...)
	}
	st, err := s.read.PrepareContext(ctx, query)
	if err != nil {
		return s.read.QueryRowContext(ctx, query, args...) // which says why
	}
	if first, there := s.prepared.LoadOrStore(query, st); there {
		st.Close()
		st = first.(*sql.Stmt)
	}
	return st.QueryRowContext(ctx, args...)
}

// Entries yields entries in order.
func (s *Store) Entries(ctx context.Context, since int64, kinds ...ledger.Kind) iter.Seq2[ledger.Entry, error] {
	where := "WHERE seq > ?"
	args := []any{since}
	if len(kinds) > 0 {
		where += " AND kind IN (" + marks(len(kinds)) + ")"
		decisions := true
		for _, k := range kinds {
			args = append(args, string(k))
			decisions = decisions && k != ledger.KindReport && k != ledger.KindReading
		}
		if decisions {
			where += " AND kind NOT IN ('report', 'reading')" // for its index
		}
	}
	return func(yield func(ledger.Entry, error) bool) {
		rows, err := s.read.QueryContext(ctx, "SELECT "+entryColumns+" FROM entry "+where+" ORDER BY seq", args...)
		if err != nil {
			yield(ledger.Entry{}, damaged(err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			if e, err := scanEntry(rows); !yield(e, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(ledger.Entry{}, damaged(err))
		}
	}
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func scanEntry(row interface{ Scan(...any) error }) (ledger.Entry, error) {
	var e ledger.Entry
	var kind, author string
	var ms int64
	var body []byte
	if err := row.Scan(&e.Seq, &kind, &author, &ms, &e.Of.Report, &e.Of.Line, &e.Supersedes, &body); err != nil {
		return e, damaged(err)
	}
	if len(body) != len(e.Body) {
		return e, fmt.Errorf("entry %d has a digest of %d bytes, not %d: %w", e.Seq, len(body), len(e.Body), parley.ErrTampered)
	}
	copy(e.Body[:], body)
	e.Kind, e.Time = ledger.Kind(kind), time.UnixMilli(ms).UTC()
	authorKind, name, _ := strings.Cut(author, " ")
	e.Author = ledger.Author{Kind: ledger.AuthorKind(authorKind), Name: name}
	return e, nil
}

// Body is the body of an entry.
func (s *Store) Body(ctx context.Context, seq int64) ([]byte, error) {
	body, err := s.blob(ctx, "SELECT bytes FROM body WHERE seq = ?", seq)
	if !errors.Is(err, sql.ErrNoRows) {
		return body, err
	}
	if _, err := s.Entry(ctx, seq); err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("the body of entry %d: %w", seq, ledger.ErrRemoved)
}

// Raw is the bytes that a report was read from; nil where they are its text.
func (s *Store) Raw(ctx context.Context, report int64) ([]byte, error) {
	raw, err := s.blob(ctx, "SELECT bytes FROM raw WHERE seq = ?", report)
	if !errors.Is(err, sql.ErrNoRows) {
		return raw, err
	}
	_, err = s.Body(ctx, report)
	return nil, err
}

func (s *Store) blob(ctx context.Context, query string, seq int64) ([]byte, error) {
	var packed []byte
	if err := s.row(ctx, query, seq).Scan(&packed); err != nil {
		return nil, damaged(err)
	}
	bytes, err := s.unpack.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("unpacking the body of entry %d: %v: %w", seq, err, parley.ErrTampered)
	}
	return bytes, nil
}

// Once is the report that was filed under that key.
func (s *Store) Once(ctx context.Context, once string) (int64, error) {
	var seq int64
	err := s.read.QueryRowContext(ctx, "SELECT seq FROM once WHERE key = ?", onceKey(once)).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return seq, damaged(err)
}

// Reading is the last reading of a report by the entry asOf.
func (s *Store) Reading(ctx context.Context, report, asOf int64) (int64, error) {
	var seq int64
	if asOf == 0 {
		asOf = forever
	}
	err := s.row(ctx, "SELECT max(seq) FROM entry WHERE report = ? AND kind = 'reading' AND seq <= ?", report, asOf).Scan(&nullable{&seq})
	return seq, damaged(err)
}
