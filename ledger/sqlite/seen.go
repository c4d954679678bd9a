package sqlite

import (
	"sync"

	"parley/ledger"
)

// Seen remembers some of the names that are in the file already, so that the
// commonest are not put in a thousand times. It may forget, never invent.
type seen struct {
	mu    sync.Mutex
	names map[ledger.EntityID]bool
	words map[wordOf]bool
}

type wordOf struct {
	word   string
	entity ledger.EntityID
}

// mostSeen bounds what is remembered of each: some ten megabytes in all.
const mostSeen = 1 << 16

func newSeen() *seen {
	s := &seen{}
	s.clear()
	return s
}

// name reports whether a name may be new, and remembers it.
func (s *seen) name(id ledger.EntityID) bool { return first(s, s.names, id) }

func (s *seen) word(w string, id ledger.EntityID) bool { return first(s, s.words, wordOf{w, id}) }

func first[K comparable](s *seen, in map[K]bool, k K) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if in[k] {
		return false
	}
	if len(in) >= mostSeen {
		clear(in)
	}
	in[k] = true
	return true
}

func (s *seen) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names, s.words = map[ledger.EntityID]bool{}, map[wordOf]bool{}
}
