package audit

import (
	"context"
	"fmt"

	"parley"
	"parley/ledger"
)

// Reindex makes the index of a case anew from its log. Where the log or a body
// does not hold it changes nothing and says so, with a [parley.ErrTampered].
func Reindex(ctx context.Context, of *ledger.Case) error {
	return of.Reindex(ctx, func(yield func(ledger.Indexed, error) bool) {
		var failure error
		r := newReplay(ctx, of, func(f Finding) {
			if failure == nil {
				failure = fmt.Errorf("%v: %w", f, parley.ErrTampered)
			}
		})
		r.readPurges()
		all := func(yield func(ledger.Entry) bool) {
			for e, err := range of.Entries(ctx, 0) {
				if err != nil {
					failure = err
					return
				}
				if !yield(e) {
					return
				}
			}
		}
		for e, next := range fetch(ctx, of.Store, all) {
			r.take(e)
			if failure == nil && !r.yieldEvents(e, next, yield) {
				return
			}
			if failure != nil {
				break
			}
		}
		if failure != nil {
			yield(ledger.Indexed{}, failure)
		}
	})
}

// yieldEvents yields what an entry changes of the index; false where no more is
// wanted.
func (r *replay) yieldEvents(e, next *fetched, yield func(ledger.Indexed, error) bool) bool {
	for _, v := range r.events(e, next) {
		if v.may {
			continue
		}
		indexed := ledger.Indexed{Report: v.report, Since: e.Seq}
		if !v.ends {
			indexed.Index = r.indexed(v.report)
		}
		if !yield(indexed, nil) {
			return false
		}
	}
	return true
}
