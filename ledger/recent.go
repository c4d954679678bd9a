package ledger

import (
	"sync"

	"parley"
)

// A reading is one that was decoded. Nobody changes it.
type reading struct {
	report, reading Entry
	record          *parley.Record
}

// Recent keeps the readings that were asked for last, as whoever looks at a case
// asks for the same again and again. Its zero value is empty.
type recent struct {
	mu         sync.Mutex
	young, old map[int64]reading // by entry
}

// mostRecent bounds each generation: some twenty megabytes of ordinary reports.
const mostRecent = 64

func (r *recent) get(seq int64) (reading, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if found, ok := r.young[seq]; ok {
		return found, true
	}
	found, ok := r.old[seq]
	return found, ok
}

func (r *recent) put(seq int64, found reading) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.young) >= mostRecent || r.young == nil {
		r.old, r.young = r.young, map[int64]reading{}
	}
	r.young[seq] = found
}

func (r *recent) clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.old, r.young = nil, nil
}
