package postgres

import (
	"context"
	"fmt"
	"iter"

	"parley/ledger"
)

// Deals yields what the index has of the deal in each report. What is filed meanwhile
// is not seen, as it is of later entries.
func (s *Store) Deals(ctx context.Context, after, asOf int64) iter.Seq2[ledger.Deal, error] {
	query := "SELECT report, since, lines FROM deal WHERE report > $1 AND since <= $2 AND until > $2 AND $3::bigint >= 0 ORDER BY report LIMIT $4"
	if after > 0 {
		query = "SELECT moved.report, coalesce(deal.since, 0), coalesce(deal.lines, '') FROM" +
			" (SELECT report FROM deal WHERE since > $3 AND since <= $2 AND report > $1" +
			" UNION SELECT report FROM deal WHERE until > $3 AND until <= $2 AND until < 9223372036854775807 AND report > $1" +
			" UNION SELECT report FROM entry WHERE kind = 'purge' AND kind NOT IN ('report', 'reading') AND seq > $3 AND seq <= $2 AND report > $1) AS moved" +
			" LEFT JOIN deal ON deal.report = moved.report AND deal.since <= $2 AND deal.until > $2 ORDER BY moved.report LIMIT $4"
	}
	return func(yield func(ledger.Deal, error) bool) {
		fail := func(err error) {
			yield(ledger.Deal{}, fmt.Errorf("reading the deals in the index of %s: %w", s.name, damaged(err)))
		}
		if asOf == 0 {
			tree, err := s.Head(ctx)
			if err != nil {
				fail(err)
				return
			}
			asOf = tree.Size
		}
		var decoder ledger.DealDecoder
		all := paged(ctx, s, query, []any{int64(-1 << 63), asOf, max(after, 0)}, func(r row) (ledger.Deal, []any, error) {
			var report, since int64
			var encoded []byte
			if err := r.Scan(&report, &since, &encoded); err != nil {
				return ledger.Deal{}, nil, err
			}
			deal, err := decoder.Decode(report, since, encoded)
			return deal, []any{report, asOf, max(after, 0)}, err
		})
		for deal, err := range all {
			if err != nil {
				fail(err)
				return
			}
			if !yield(deal, nil) {
				return
			}
		}
	}
}
