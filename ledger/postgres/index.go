package postgres

import (
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"parley/ledger"
)

// forever is the until of a version that holds.
const forever = math.MaxInt64

// An indexer writes the derived tables.
type indexer struct {
	ctx   context.Context
	tx    pgx.Tx
	fresh map[int64]bool // reports of which the index can have nothing yet

	versions []*version
	open     map[int64]*version // of those, by report, the one that holds
	ended    map[int64]int64    // reports whose version in the table ends, and at which entry
	names    map[ledger.EntityID]ledger.Name
	order    []ledger.EntityID // of names
}

// A version is a row of the table to come.
type version struct {
	report, since, until int64
	*ledger.Index
}

func newIndexer(ctx context.Context, tx pgx.Tx) *indexer {
	return &indexer{
		ctx: ctx, tx: tx, fresh: map[int64]bool{}, open: map[int64]*version{}, ended: map[int64]int64{}, names: map[ledger.EntityID]ledger.Name{},
	}
}

// index gives a report another version in the index; with nil, none.
func (x *indexer) index(report, since int64, index *ledger.Index) {
	switch before := x.open[report]; {
	case before != nil && before.since == since:
		x.versions = without(x.versions, before) // it never held
	case before != nil:
		before.until = since
	case !x.fresh[report] && x.ended[report] == 0:
		x.ended[report] = since
	}
	delete(x.open, report)
	if index == nil {
		return
	}
	v := &version{report, since, forever, index}
	x.versions, x.open[report] = append(x.versions, v), v
	for _, n := range index.Names {
		if _, is := x.names[n.ID]; !is {
			x.order = append(x.order, n.ID)
		}
		all := x.names[n.ID]
		all.Add(n)
		x.names[n.ID] = all
	}
}

func without(all []*version, one *version) []*version {
	return slices.DeleteFunc(all, func(v *version) bool { return v == one })
}

// flush writes the rows that wait.
func (x *indexer) flush() error {
	if len(x.ended) > 0 {
		var reports, sinces []int64
		for report, since := range x.ended {
			reports, sinces = append(reports, report), append(sinces, since)
		}
		for _, table := range []string{"version", "deal"} {
			query := "UPDATE " + table + " AS t SET until = e.since FROM unnest($1::bigint[], $2::bigint[]) AS e (report, since)" +
				" WHERE t.report = e.report AND t.until = $3"
			if _, err := x.tx.Exec(x.ctx, query, reports, sinces, int64(forever)); err != nil {
				return err
			}
		}
	}
	var rows, deals [][]any
	for _, v := range x.versions {
		rows = append(rows, v.row())
		if !v.Deal.Empty() {
			deals = append(deals, []any{v.report, v.since, v.until, ledger.EncodeDeal(&v.Deal)})
		}
	}
	if err := x.copyInto("deal", []string{"report", "since", "until", "lines"}, deals); err != nil {
		return err
	}
	columns := []string{"report", "since", "until", "day", "lacks", "find", "entities", "lines", "names", "words"}
	if err := x.copyInto("version", columns, rows); err != nil {
		return err
	}
	if err := x.writeNames(); err != nil {
		return err
	}
	x.versions = nil
	clear(x.open)
	clear(x.ended)
	clear(x.fresh) // what the index has of them is in the table now
	return nil
}

// row is a version as a row.
func (v *version) row() []any {
	facets := v.Facets()
	find, lacks := vectorOf(v.Words, facets)
	entities := make([]int64, 0, len(v.Names))
	seen := map[ledger.EntityID]bool{}
	for _, n := range v.Names {
		if !seen[n.ID] {
			entities = append(entities, int64(n.ID))
		}
		seen[n.ID] = true
	}
	var words *string
	if lacks != lacksNothing {
		all := strings.Join(v.Words, " ") + "\n" + strings.Join(facets, " ")
		words = &all
	}
	return []any{v.report, v.since, v.until, int32(v.Day), lacks, find, entities, ledger.EncodeLines(v.Lines), ledger.EncodeNames(v.Names), words}
}

// writeNames puts in the names that are not there yet.
func (x *indexer) writeNames() error {
	if len(x.order) == 0 {
		return nil
	}
	var ids, entities []int64
	var keys, names [][]byte
	var kinds, words []string
	for _, id := range x.order {
		n := x.names[id]
		ids, keys, names, kinds = append(ids, int64(id)), append(keys, []byte(n.Key)), append(names, []byte(n.Name)), append(kinds, string(n.Kind))
		for _, w := range n.Words {
			words, entities = append(words, w), append(entities, int64(id))
		}
	}
	const intoName = "INSERT INTO name SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::text[]) ON CONFLICT DO NOTHING"
	if _, err := x.tx.Exec(x.ctx, intoName, ids, keys, names, kinds); err != nil {
		return err
	}
	const intoNaming = "INSERT INTO naming SELECT * FROM unnest($1::text[], $2::bigint[]) ON CONFLICT DO NOTHING"
	if _, err := x.tx.Exec(x.ctx, intoNaming, words, entities); err != nil {
		return err
	}
	clear(x.names)
	x.order = nil
	return nil
}

func (x *indexer) copyInto(table string, columns []string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	if _, err := x.tx.CopyFrom(x.ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(rows)); err != nil {
		return fmt.Errorf("filling the table %s: %w", table, err)
	}
	return nil
}

// mostVersions bounds the versions that wait when an index is made anew.
const mostVersions = 1000

// Reindex makes the index anew, in one transaction. Others read what there was
// until it ends.
func (s *Store) Reindex(ctx context.Context, all iter.Seq2[ledger.Indexed, error]) error {
	err := s.inTx(ctx, func(tx pgx.Tx) error {
		if err := s.lock(ctx, tx); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "DELETE FROM version; DELETE FROM deal; DELETE FROM name; DELETE FROM naming"); err != nil {
			return err
		}
		x := newIndexer(ctx, tx)
		for i, err := range all {
			if err != nil {
				return err
			}
			x.index(i.Report, i.Since, i.Index)
			if len(x.versions) >= mostVersions {
				if err := x.flush(); err != nil {
					return err
				}
			}
		}
		return x.flush()
	})
	if err == nil {
		_, err = s.pool.Exec(ctx, "VACUUM (ANALYZE) version, deal, name, naming")
	}
	if err != nil {
		return fmt.Errorf("making the index of %s anew: %w", s.name, err)
	}
	return nil
}
