package sqlite

import (
	"fmt"

	"parley/ledger"
)

// drop removes what entries about a report hold, and all that the index had of it.
func (a *appender) drop(report int64, entries []int64) {
	if a.gone == nil {
		a.gone = map[ledger.EntityID]bool{}
	}
	for _, seq := range entries {
		a.exec("DELETE FROM body WHERE seq = ?", seq)
		a.exec("DELETE FROM raw WHERE seq = ?", seq)
	}
	for _, n := range a.namesIn("SELECT report, names FROM version WHERE report = ?", report) {
		a.gone[n.ID] = true
	}
	a.exec("DELETE FROM find WHERE rowid IN (SELECT place FROM version WHERE report = ?)", report)
	a.exec("DELETE FROM version WHERE report = ?", report)
	a.exec("DELETE FROM deal WHERE report = ?", report)
}

// rename gives each entity that a purged report named the name and the words that
// the others know it by; one that they do not name has none any more.
func (a *appender) rename() {
	if len(a.gone) > 0 {
		a.seen.clear()
	}
	for id := range a.gone {
		a.exec("DELETE FROM name WHERE id = ?", int64(id))
		a.exec("DELETE FROM naming WHERE entity = ?", int64(id))
		named := ledger.Query{Named: []ledger.EntityID{id}}
		const query = "SELECT v.report, v.names FROM find CROSS JOIN version AS v ON v.number = find.rowid & ? WHERE find MATCH ? ORDER BY v.number"
		var all ledger.Name
		for _, n := range a.namesIn(query, 1<<dayBits-1, match(&named)) {
			if n.ID == id {
				all.Add(n)
			}
		}
		if all.ID != 0 {
			a.name(all)
		}
	}
}

// namesIn are the names of the versions that a query yields.
func (a *appender) namesIn(query string, args ...any) []ledger.Name {
	if a.err != nil {
		return nil
	}
	rows, err := a.tx.QueryContext(a.ctx, query, args...)
	if err != nil {
		a.err = err
		return nil
	}
	defer rows.Close()
	var all []ledger.Name
	for rows.Next() {
		var report int64
		var encoded []byte
		err := rows.Scan(&report, &encoded)
		var names []ledger.Name
		if err == nil {
			names, err = ledger.DecodeNames(report, encoded)
		}
		if err != nil {
			a.err = fmt.Errorf("reading the names of report %d: %w", report, err)
			return nil
		}
		all = append(all, names...)
	}
	a.err = rows.Err()
	return all
}
