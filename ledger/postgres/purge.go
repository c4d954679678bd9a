package postgres

import (
	"context"
	"fmt"

	"parley/ledger"
)

// drop removes what entries about a report hold, and all that the index had of it.
func (a *appender) drop(report int64, entries []int64) error {
	if err := a.flush(); err != nil {
		return err
	}
	if a.gone == nil {
		a.gone = map[ledger.EntityID]bool{}
	}
	for _, query := range []string{"DELETE FROM body WHERE seq = ANY($1)", "DELETE FROM raw WHERE seq = ANY($1)"} {
		if _, err := a.tx.Exec(a.ctx, query, entries); err != nil {
			return err
		}
	}
	if _, err := a.tx.Exec(a.ctx, "DELETE FROM deal WHERE report = $1", report); err != nil {
		return err
	}
	names, err := a.namesIn("DELETE FROM version WHERE report = $1 RETURNING report, names", report)
	for _, n := range names {
		a.gone[n.ID] = true
	}
	return err
}

// rename gives each entity that a purged report named the name and the words that
// the others know it by; one that they do not name has none any more.
func (a *appender) rename() error {
	if len(a.gone) == 0 {
		return nil
	}
	var named ledger.Query
	var ids []int64
	for id := range a.gone {
		named.Named, ids = append(named.Named, id), append(ids, int64(id))
	}
	for _, query := range []string{"DELETE FROM name WHERE id = ANY($1)", "DELETE FROM naming WHERE entity = ANY($1)"} {
		if _, err := a.tx.Exec(a.ctx, query, ids); err != nil {
			return err
		}
	}
	names, err := a.namesIn("SELECT report, names FROM version WHERE find @@ $1::tsquery ORDER BY since, report", queryOf(&named).loose)
	if err != nil {
		return err
	}
	for _, n := range names {
		if !a.gone[n.ID] {
			continue
		}
		all := a.names[n.ID]
		if all.ID == 0 {
			a.order = append(a.order, n.ID)
		}
		all.Add(n)
		a.names[n.ID] = all
	}
	return a.writeNames()
}

// namesIn are the names of the versions that a query yields.
func (a *appender) namesIn(query string, arg any) ([]ledger.Name, error) {
	rows, err := a.tx.Query(a.ctx, query, arg)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []ledger.Name
	for rows.Next() {
		var report int64
		var encoded []byte
		if err := rows.Scan(&report, &encoded); err != nil {
			return nil, err
		}
		names, err := ledger.DecodeNames(report, encoded)
		if err != nil {
			return nil, err
		}
		all = append(all, names...)
	}
	return all, rows.Err()
}

// scrub writes the tables anew that had what was purged, and what the planner noted
// of their commonest values.
func (s *Store) scrub(ctx context.Context) error {
	if _, err := s.pool.Exec(ctx, "VACUUM (FULL, ANALYZE) body, raw, version, deal, name, naming"); err != nil {
		return fmt.Errorf("removing what was purged from the tables of %s: %w", s.name, damaged(err))
	}
	return nil
}
