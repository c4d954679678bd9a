package audit

import (
	"slices"

	"parley/ledger"
)

// An event is a report of which the index has something else from an entry on.
type event struct {
	report int64
	ends   bool // it has nothing of it any more, as there is a newer version
	may    bool // it need not: the next entry, filed with this one, does it for both
}

// events lists what an entry that was taken in changes of the index, by report.
// It has the newest version of each report; of one that was purged it has
// nothing, from the beginning.
func (r *replay) events(e, next *fetched) []event {
	var all []event
	add := func(report int64, may bool) {
		if k := r.known[report]; k.kind == ledger.KindReport && k.newer == 0 && r.purged[report] == 0 {
			all = append(all, event{report: report, may: may})
		}
	}
	switch k := r.known[e.Seq]; {
	case e.Kind == ledger.KindReport:
		may := next != nil && next.Kind == ledger.KindReading && next.Of.Report == e.Seq && next.Seq == e.Seq+1
		all = r.ends(k.before, may)
		add(e.Seq, may)
	case e.Kind == ledger.KindReading && k.of != 0:
		if k.of == e.Seq-1 {
			all = r.ends(r.known[k.of].before, false)
		}
		add(k.of, false)
	case r.taken.decision == nil:
	case isCarried(e.Entry):
		add(e.Of.Report, next != nil && isCarried(next.Entry) && next.Of.Report == e.Of.Report && next.Seq == e.Seq+1)
	default:
		for _, report := range r.state.Affects(e.Entry, r.taken.decision) {
			if !slices.ContainsFunc(all, func(v event) bool { return v.report == report }) {
				add(report, false)
			}
		}
	}
	return all
}

func (r *replay) ends(before int64, may bool) []event {
	if before == 0 || r.purged[before] != 0 {
		return nil
	}
	return []event{{report: before, ends: true, may: may}}
}

// isCarried tells the decisions that were carried over with a new version or
// reading. All that are of one report are filed at once.
func isCarried(e ledger.Entry) bool {
	switch e.Kind {
	case ledger.KindAccept, ledger.KindReject, ledger.KindCorrect, ledger.KindNote:
		return e.Supersedes != 0
	}
	return false
}
