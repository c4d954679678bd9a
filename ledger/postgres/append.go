package postgres

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"parley"
	"parley/ledger"
)

// Append files drafts, as [ledger.Store] says: it asks at once for all that may be
// there already, makes the entries, and copies them in as rows.
func (s *Store) Append(ctx context.Context, now time.Time, drafts []ledger.Draft) ([]ledger.Filed, error) {
	var filed []ledger.Filed
	purged := false
	err := s.inTx(ctx, func(tx pgx.Tx) error {
		if err := s.lock(ctx, tx); err != nil {
			return err
		}
		a := &appender{indexer: newIndexer(ctx, tx), now: now.UTC().Truncate(time.Millisecond)}
		if err := a.look(drafts); err != nil {
			return err
		}
		for _, d := range drafts {
			f, err := a.file(d)
			if err != nil {
				return err
			}
			filed = append(filed, f)
		}
		purged = a.gone != nil
		return a.finish()
	})
	if err == nil && purged {
		err = s.scrub(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("filing %d entries: %w", len(drafts), err)
	}
	return filed, nil
}

// An appender is one Append in its transaction.
type appender struct {
	*indexer
	tree *ledger.Tree
	now  time.Time
	last int64 // the report filed, or found, last

	once    map[onceKey]ledger.Entry // that is there, or filed by this Append
	read    map[readBy]ledger.Entry  // the last reading of a report by an author
	answers map[onceKey]int64        // keys that get another answer

	entries, bodies, raws [][]any // rows to come

	gone map[ledger.EntityID]bool // named by what was purged; nil where nothing was
}

type onceKey [16]byte

func keyOf(once string) onceKey {
	h := sha256.Sum256([]byte(once))
	return onceKey(h[:16])
}

type readBy struct {
	report int64
	author ledger.Author
}

// look asks for the head of the log and for what drafts may name.
func (a *appender) look(drafts []ledger.Draft) error {
	a.once, a.read, a.answers = map[onceKey]ledger.Entry{}, map[readBy]ledger.Entry{}, map[onceKey]int64{}
	var err error
	if a.tree, err = head(a.ctx, a.tx); err != nil {
		return err
	}
	var latest time.Time
	err = a.tx.QueryRow(a.ctx, "SELECT time FROM entry WHERE seq = $1", a.tree.Size).Scan(&latest)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return err
	}
	if latest.After(a.now) {
		a.now = latest.UTC()
	}
	var keys [][]byte
	var reports []int64
	for _, d := range drafts {
		switch {
		case d.Kind == ledger.KindReport && d.Once != "":
			key := keyOf(d.Once)
			keys = append(keys, key[:])
		case d.Kind == ledger.KindReading && d.Of.Report > 0:
			reports = append(reports, d.Of.Report)
		}
	}
	if len(keys) > 0 {
		rows, err := a.tx.Query(a.ctx, "SELECT once.key, "+entryColumns+" FROM once JOIN entry USING (seq) WHERE once.key = ANY($1)", keys)
		if err != nil {
			return err
		}
		var key []byte
		for e, err := range entries(rows, &key) {
			if err != nil {
				return err
			}
			a.once[onceKey(key)] = e
			reports = append(reports, e.Seq)
		}
	}
	return a.lookForReadings(reports)
}

func (a *appender) lookForReadings(reports []int64) error {
	if len(reports) == 0 {
		return nil
	}
	rows, err := a.tx.Query(a.ctx, "SELECT "+entryColumns+" FROM entry WHERE kind = 'reading' AND report = ANY($1) ORDER BY seq", reports)
	if err != nil {
		return err
	}
	for e, err := range entries(rows) {
		if err != nil {
			return err
		}
		a.read[readBy{e.Of.Report, e.Author}] = e
	}
	return nil
}

func (a *appender) file(d ledger.Draft) (ledger.Filed, error) {
	var err error
	if d.Of.Report, err = a.report(d.Of.Report); err != nil {
		return ledger.Filed{}, err
	}
	if there, is := a.there(&d); is {
		return ledger.Filed{Entry: there}, nil
	}
	if d.At != 0 && d.At != a.tree.Size+1 {
		return ledger.Filed{}, fmt.Errorf("entry %d was to be filed, but %d is next: %w", d.At, a.tree.Size+1, ledger.ErrMoved)
	}
	e := ledger.Entry{
		Seq: a.tree.Size + 1, Kind: d.Kind, Author: d.Author, Time: a.now, Of: d.Of,
		Supersedes: d.Supersedes, Body: ledger.DigestOf(d.Body),
	}
	if d.Removed != nil {
		e.Body = *d.Removed
	}
	if err := e.Verify(); err != nil {
		return ledger.Filed{}, err
	}
	a.tree.Add(e.Leaf())
	a.put(e, &d)
	for _, x := range d.Index {
		report, err := a.report(x.Report)
		if err != nil {
			return ledger.Filed{}, err
		}
		a.index(report, e.Seq, x.Index)
	}
	if len(d.Drop) > 0 {
		err = a.drop(d.Of.Report, d.Drop)
	}
	return ledger.Filed{Entry: e, New: true}, err
}

// put makes the rows of an entry.
func (a *appender) put(e ledger.Entry, d *ledger.Draft) {
	a.entries = append(a.entries, []any{
		e.Seq, string(e.Kind), string(e.Author.Kind), []byte(e.Author.Name), e.Time, e.Of.Report, e.Of.Line, e.Supersedes, e.Body[:],
	})
	if d.Removed == nil {
		a.bodies = append(a.bodies, []any{e.Seq, notNull(d.Body)})
	}
	if d.Raw != nil {
		a.raws = append(a.raws, []any{e.Seq, d.Raw})
	}
	switch e.Kind {
	case ledger.KindReport:
		a.last = e.Seq
		a.fresh[e.Seq] = true
		if d.Once != "" {
			a.once[keyOf(d.Once)], a.answers[keyOf(d.Once)] = e, e.Seq
		}
		if d.Slot != "" {
			a.answers[keyOf(d.Slot)] = e.Seq
		}
	case ledger.KindReading:
		a.read[readBy{e.Of.Report, e.Author}] = e
	}
}

func notNull(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// report is the number of a report, which in a draft may be [ledger.Last].
func (a *appender) report(report int64) (int64, error) {
	if report != ledger.Last {
		return report, nil
	}
	if a.last == 0 {
		return 0, fmt.Errorf("entry %d is about the report before it, but there is none: %w", a.tree.Size+1, parley.ErrInvalid)
	}
	return a.last, nil
}

// there is the entry that says already what d would.
func (a *appender) there(d *ledger.Draft) (e ledger.Entry, is bool) {
	switch {
	case d.Kind == ledger.KindReport && d.Once != "":
		if e, is = a.once[keyOf(d.Once)]; is {
			a.last = e.Seq
		}
	case d.Kind == ledger.KindReading && d.Supersedes == 0:
		e, is = a.read[readBy{d.Of.Report, d.Author}]
	}
	return e, is
}

// flush writes the rows that wait.
func (a *appender) flush() error {
	for _, table := range []struct {
		name    string
		columns []string
		rows    *[][]any
	}{
		{"entry", []string{"seq", "kind", "author_kind", "author", "time", "report", "line", "supersedes", "body"}, &a.entries},
		{"body", []string{"seq", "bytes"}, &a.bodies},
		{"raw", []string{"seq", "bytes"}, &a.raws},
	} {
		if err := a.copyInto(table.name, table.columns, *table.rows); err != nil {
			return err
		}
		*table.rows = nil
	}
	if len(a.answers) > 0 {
		var keys [][]byte
		var seqs []int64
		for key, seq := range a.answers {
			keys, seqs = append(keys, key[:]), append(seqs, seq)
		}
		const query = "INSERT INTO once SELECT * FROM unnest($1::bytea[], $2::bigint[]) ON CONFLICT (key) DO UPDATE SET seq = excluded.seq"
		if _, err := a.tx.Exec(a.ctx, query, keys, seqs); err != nil {
			return err
		}
		clear(a.answers)
	}
	return a.indexer.flush()
}

func (a *appender) finish() error {
	if err := a.flush(); err != nil {
		return err
	}
	if err := a.rename(); err != nil {
		return err
	}
	_, err := a.tx.Exec(a.ctx, "UPDATE head SET size = $1, roots = $2", a.tree.Size, a.tree.Encode())
	return err
}
