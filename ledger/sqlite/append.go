package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"parley"
	"parley/ledger"
)

// Append files drafts, as [ledger.Store] says. What is dear and needs no
// transaction is done before it.
func (s *Store) Append(ctx context.Context, now time.Time, drafts []ledger.Draft) ([]ledger.Filed, error) {
	packed := make([][2][]byte, len(drafts))
	for i, d := range drafts {
		packed[i][0] = s.squeeze.EncodeAll(d.Body, nil)
		if d.Raw != nil {
			packed[i][1] = s.squeeze.EncodeAll(d.Raw, nil)
		}
	}
	var filed []ledger.Filed
	purged := false
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		a, err := s.newAppender(ctx, tx, now)
		if err != nil {
			return err
		}
		for i := range drafts {
			f, err := a.file(drafts[i], packed[i][0], packed[i][1])
			if err != nil {
				return err
			}
			filed = append(filed, f)
		}
		purged = a.gone != nil
		return a.finish()
	})
	if err != nil || purged {
		s.seen.clear() // it may have names that were taken back, or away
	}
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

	unread map[int64]bool           // reports that are filed by this Append and have no reading yet
	gone   map[ledger.EntityID]bool // named by what was purged; nil where nothing was
}

func (s *Store) newAppender(ctx context.Context, tx *sql.Tx, now time.Time) (*appender, error) {
	a := &appender{indexer: newIndexer(ctx, tx, s.seen), unread: map[int64]bool{}}
	var err error
	if a.tree, err = head(ctx, tx); err != nil {
		return nil, err
	}
	var others int64 // changes when another has written
	if err := tx.QueryRowContext(ctx, "PRAGMA data_version").Scan(&others); err != nil {
		return nil, err
	}
	if others != s.others {
		s.seen.clear() // they may have taken names away
		s.others = others
	}
	a.now = now.UTC().Truncate(time.Millisecond)
	var latest int64
	err = tx.QueryRowContext(ctx, "SELECT time FROM entry WHERE seq = ?", a.tree.Size).Scan(&latest)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	if last := time.UnixMilli(latest).UTC(); last.After(a.now) {
		a.now = last
	}
	return a, nil
}

func (a *appender) file(d ledger.Draft, body, raw []byte) (ledger.Filed, error) {
	var err error
	if d.Of.Report, err = a.report(d.Of.Report); err != nil {
		return ledger.Filed{}, err
	}
	there, err := a.there(&d)
	if err != nil || there != 0 {
		e, entryErr := a.entry(there, err)
		return ledger.Filed{Entry: e}, entryErr
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
	a.exec("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", e.Seq, string(e.Kind), string(e.Author.Kind)+" "+e.Author.Name,
		e.Time.UnixMilli(), e.Of.Report, e.Of.Line, e.Supersedes, e.Body[:])
	if d.Removed == nil {
		a.exec("INSERT INTO body VALUES (?, ?)", e.Seq, body)
	}
	if raw != nil {
		a.exec("INSERT INTO raw VALUES (?, ?)", e.Seq, raw)
	}
	delete(a.unread, d.Of.Report)
	if d.Kind == ledger.KindReport {
		a.last = e.Seq
		a.fresh[e.Seq], a.unread[e.Seq] = true, true
		if d.Once != "" {
			a.exec("INSERT INTO once VALUES (?, ?)", onceKey(d.Once), e.Seq)
		}
		if d.Slot != "" {
			a.exec("INSERT OR REPLACE INTO once VALUES (?, ?)", onceKey(d.Slot), e.Seq)
		}
	}
	for _, x := range d.Index {
		report, err := a.report(x.Report)
		if err != nil {
			return ledger.Filed{}, err
		}
		a.index(report, e.Seq, x.Index)
	}
	if len(d.Drop) > 0 {
		a.drop(d.Of.Report, d.Drop)
	}
	return ledger.Filed{Entry: e, New: true}, a.err
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

// there is the entry that says already what d would; 0 for none.
func (a *appender) there(d *ledger.Draft) (int64, error) {
	var seq int64
	var err error
	switch {
	case d.Kind == ledger.KindReport && d.Once != "":
		err = a.statement("SELECT seq FROM once WHERE key = ?").QueryRowContext(a.ctx, onceKey(d.Once)).Scan(&seq)
		if seq != 0 {
			a.last = seq
		}
	case d.Kind == ledger.KindReading && d.Supersedes == 0 && !a.unread[d.Of.Report]:
		err = a.statement("SELECT max(seq) FROM entry WHERE report = ? AND kind = 'reading' AND author = ?").QueryRowContext(
			a.ctx, d.Of.Report, string(d.Author.Kind)+" "+d.Author.Name).Scan(&nullable{&seq})
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return seq, err
}

func (a *appender) entry(seq int64, err error) (ledger.Entry, error) {
	if err != nil {
		return ledger.Entry{}, err
	}
	return scanEntry(a.statement("SELECT "+entryColumns+" FROM entry WHERE seq = ?").QueryRowContext(a.ctx, seq))
}

func (a *appender) finish() error {
	a.exec("UPDATE head SET size = ?, roots = ?", a.tree.Size, a.tree.Encode())
	a.indexer.finish()
	a.rename()
	return a.err
}

func onceKey(once string) []byte {
	h := sha256.Sum256([]byte(once))
	return h[:16]
}

// nullable reads a NULL as nothing.
type nullable struct{ to *int64 }

func (n *nullable) Scan(v any) error {
	if i, ok := v.(int64); ok {
		*n.to = i
	} else if v != nil {
		return fmt.Errorf("column holds %T, not an integer: %w", v, parley.ErrTampered)
	}
	return nil
}
