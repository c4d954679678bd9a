package audit

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/ledger"
	"parley/ledger/sqlite"
)

// A bench has a case in a file that is damaged on purpose.
type bench struct {
	t    *testing.T
	path string
}

func newBench(t *testing.T, file []byte) *bench {
	t.Helper()
	b := &bench{t, filepath.Join(t.TempDir(), "case.parley")}
	if err := os.WriteFile(b.path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return b
}

// fileOf is a case as fill makes it, and its checkpoint.
func fileOf(t *testing.T, fill func(*desk)) ([]byte, ledger.Checkpoint) {
	t.Helper()
	d := newDesk(t)
	fill(d)
	head, err := d.Case.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Case.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(d.path)
	if err != nil {
		t.Fatal(err)
	}
	return file, ledger.Checkpoint{Size: head.Size, Root: head.Root()}
}

// open opens the case as anybody would.
func (b *bench) open() (*ledger.Case, error) {
	store, err := sqlite.Open(b.t.Context(), b.path)
	if err != nil {
		return nil, err
	}
	b.t.Cleanup(func() { store.Close() })
	return ledger.NewCase(store, keyOf), nil
}

func (b *bench) mustOpen() *ledger.Case {
	b.t.Helper()
	c, err := b.open()
	if err != nil {
		b.t.Fatal(err)
	}
	return c
}

// inTx changes the file behind parley's back.
func (b *bench) inTx(change func(*sql.Tx) error) {
	b.t.Helper()
	db, err := sql.Open("sqlite", b.path+"?_pragma=synchronous(0)")
	if err != nil {
		b.t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.BeginTx(b.t.Context(), nil)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := errors.Join(change(tx), tx.Commit()); err != nil {
		b.t.Fatal(err)
	}
}

// exec does so by one statement.
func (b *bench) exec(query string, args ...any) {
	b.t.Helper()
	b.inTx(func(tx *sql.Tx) error {
		result, err := tx.Exec(query, args...)
		if err != nil {
			return fmt.Errorf("%s: %w", query, err)
		}
		if n, err := result.RowsAffected(); err == nil && n == 0 && !strings.HasPrefix(query, "CREATE") {
			return fmt.Errorf("%s changes nothing", query)
		}
		return nil
	})
}

// body is the body of an entry.
func (b *bench) body(seq int64) []byte {
	b.t.Helper()
	c := b.mustOpen()
	defer c.Close()
	body, err := c.Body(b.t.Context(), seq)
	if err != nil {
		b.t.Fatal(err)
	}
	return body
}

// packed is a body as the file has it, which another case shows.
func (b *bench) packed(body []byte) []byte {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), "packed.parley")
	store, err := sqlite.Create(b.t.Context(), path)
	if err != nil {
		b.t.Fatal(err)
	}
	defer store.Close()
	if _, err := store.Append(b.t.Context(), time.Time{}, []ledger.Draft{{Kind: ledger.KindNote, Author: ledger.Person("Ada Lind"), Body: body}}); err != nil {
		b.t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		b.t.Fatal(err)
	}
	defer db.Close()
	var blob []byte
	if err := db.QueryRowContext(b.t.Context(), "SELECT bytes FROM body").Scan(&blob); err != nil {
		b.t.Fatal(err)
	}
	return blob
}

// edit replaces words of a body.
func (b *bench) edit(seq int64, old, new string) {
	b.t.Helper()
	body := b.body(seq)
	if !bytes.Contains(body, []byte(old)) {
		b.t.Fatalf("the body of entry %d has no %q: %s", seq, old, body)
	}
	b.exec("UPDATE body SET bytes = ? WHERE seq = ?", b.packed(bytes.Replace(body, []byte(old), []byte(new), 1)), seq)
}

// drop takes an entry out of the log with all that hangs on it, and closes the gap:
// those behind it move up, and what names them follows.
func (b *bench) drop(seq int64) {
	b.t.Helper()
	b.exec("DELETE FROM entry WHERE seq = ?", seq)
	b.exec("DELETE FROM body WHERE seq = ?", seq)
	b.inTx(func(tx *sql.Tx) error {
		for _, query := range []string{
			"UPDATE entry SET seq = -seq WHERE seq > ?1", "UPDATE entry SET seq = -seq - 1 WHERE seq < -?1", "UPDATE entry SET report = report - 1 WHERE report > ?1",
			"UPDATE entry SET supersedes = supersedes - 1 WHERE supersedes > ?1",
			"UPDATE body SET seq = -seq WHERE seq > ?1", "UPDATE body SET seq = -seq - 1 WHERE seq < -?1", "UPDATE once SET seq = seq - 1 WHERE seq > ?1",
		} {
			if _, err := tx.Exec(query, seq); err != nil {
				return fmt.Errorf("%s: %w", query, err)
			}
		}
		return nil
	})
}

// swap gives two entries each other's numbers.
func (b *bench) swap(seq, other int64) {
	for _, table := range []string{"entry", "body"} {
		b.exec("UPDATE "+table+" SET seq = -1 WHERE seq = ?", seq)
		b.exec("UPDATE "+table+" SET seq = ? WHERE seq = ?", seq, other)
		b.exec("UPDATE "+table+" SET seq = ? WHERE seq = -1", other)
	}
}

// rehash computes everything anew that is a hash: whoever can change a case can do
// that too.
func (b *bench) rehash() {
	b.t.Helper()
	c := b.mustOpen()
	var tree ledger.Tree
	digests := map[int64]ledger.Digest{}
	for e, err := range c.Entries(b.t.Context(), 0) {
		if err != nil {
			break // it was made unreadable
		}
		if body, err := c.Body(b.t.Context(), e.Seq); err == nil {
			e.Body = ledger.DigestOf(body)
			digests[e.Seq] = e.Body
		}
		tree.Add(e.Leaf())
	}
	c.Close()
	b.inTx(func(tx *sql.Tx) error {
		for seq, digest := range digests {
			if _, err := tx.Exec("UPDATE entry SET body = ? WHERE seq = ?", digest[:], seq); err != nil {
				return err
			}
		}
		_, err := tx.Exec("UPDATE head SET size = ?, roots = ?", tree.Size, tree.Encode())
		return err
	})
}

// rederive makes the index and the keys anew too.
func (b *bench) rederive() {
	b.t.Helper()
	c := b.mustOpen()
	defer c.Close()
	if err := Reindex(b.t.Context(), c); err != nil {
		b.t.Fatal(err)
	}
}

func readAnew(_ context.Context, filed *parley.Record) (*parley.Record, error) {
	if filed.Weights != "sha256:w1" || filed.Report.Timed != nil {
		return nil, nil
	}
	return reading(filed.Report.URL, filed.Report.Published, filed.Report.Text), nil
}

// everything is all that a case answers with.
func everything(t *testing.T, of *ledger.Case) string {
	t.Helper()
	var b strings.Builder
	ctx := t.Context()
	say := func(what string, value any, err error) {
		fmt.Fprintf(&b, "%s %+v %v\n", what, value, err != nil)
	}
	head, err := of.Head(ctx)
	say("head", head, err)
	for e, err := range of.Entries(ctx, 0) {
		say("entry", string(e.Leaf()), err)
		body, err := of.Body(ctx, e.Seq)
		say("body", string(body), err)
		if e.Kind == ledger.KindReport {
			raw, err := of.Raw(ctx, e.Seq)
			say("raw", string(raw), err)
		}
	}
	for n, err := range of.Names(ctx, nil) {
		say("name", n, err)
		for _, q := range []ledger.Query{{By: []ledger.EntityID{n.ID}}, {Named: []ledger.EntityID{n.ID}}} {
			for r, err := range of.Reports(ctx, q) {
				say("report", r, err)
			}
		}
	}
	for _, asOf := range []int64{0, 2, 6, 7, 10, 14, 20, 21} {
		for l, err := range of.Lines(ctx, asOf) {
			say(fmt.Sprint("line as of ", asOf), l, err)
		}
		for d, err := range of.Deals(ctx, 0, asOf) {
			say(fmt.Sprint("deal as of ", asOf), d, err)
		}
		for _, text := range []string{"ferry", "said", "xylophone"} {
			m, err := ledger.ParseMatch(text)
			if err != nil {
				t.Fatal(err)
			}
			for l, err := range of.Search(ctx, ledger.Query{Words: m, AsOf: asOf}) {
				say(text, l, err)
			}
		}
	}
	return b.String()
}
