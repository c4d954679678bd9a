package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"parley/ledger"
)

// Deals yields what the index has of the deal in each report.
func (s *Store) Deals(ctx context.Context, after, entry int64) iter.Seq2[ledger.Deal, error] {
	query, args := "SELECT report, since, lines FROM deal WHERE since <= ?1 AND until > ?1 ORDER BY report", []any{asOf(entry)}
	if after > 0 {
		query = "SELECT m.report, coalesce(d.since, 0), coalesce(d.lines, x'') FROM" +
			" (SELECT report FROM deal WHERE since > ?2 AND since <= ?1" +
			" UNION SELECT report FROM deal WHERE until > ?2 AND until <= ?1 AND until < 9223372036854775807" +
			" UNION SELECT report FROM entry WHERE kind = 'purge' AND kind NOT IN ('report', 'reading') AND seq > ?2 AND seq <= ?1) AS m" +
			" LEFT JOIN deal AS d ON d.report = m.report AND d.since <= ?1 AND d.until > ?1 ORDER BY m.report"
		args = append(args, after)
	}
	return func(yield func(ledger.Deal, error) bool) {
		var decoder ledger.DealDecoder
		var encoded sql.RawBytes
		for rows, err := range each(ctx, s.read, query, args...) {
			var deal ledger.Deal
			var report, since int64
			if err == nil {
				err = rows.Scan(&report, &since, &encoded)
			}
			if err == nil {
				deal, err = decoder.Decode(report, since, encoded)
			}
			if err != nil {
				yield(deal, fmt.Errorf("reading the deals in the index of %s: %w", s.path, damaged(err)))
				return
			}
			if !yield(deal, nil) {
				return
			}
		}
	}
}
