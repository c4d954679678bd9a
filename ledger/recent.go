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
	cleared    int               // times
}

// mostRecent bounds each generation: some twenty megabytes of ordinary reports.
const mostRecent = 64

// get is a reading, and how many times all were forgotten before.
func (r *recent) get(seq int64) (found reading, ok bool, cleared int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if found, ok := r.young[seq]; ok {
		return found, true, r.cleared
	}
	found, ok = r.old[seq]
	return found, ok, r.cleared
}

// put keeps a reading that was looked for when all had been forgotten that many
// times; of a later purge it knows nothing.
func (r *recent) put(seq int64, found reading, cleared int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if cleared != r.cleared {
		return
	}
	if len(r.young) >= mostRecent || r.young == nil {
		r.old, r.young = r.young, map[int64]reading{}
	}
	r.young[seq] = found
}

func (r *recent) clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.old, r.young, r.cleared = nil, nil, r.cleared+1
}
