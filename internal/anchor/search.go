package anchor

import "slices"

const (
	// mostPlaces is how many places are looked at; words that have more are too
	// common to be told apart.
	mostPlaces = 256

	// mostContext is how many words before and behind are compared.
	mostContext = 32
)

// Places are the words of new that none of old became, by id: those of id i are
// at[first[i]:first[i+1]].
type places struct{ first, at []int32 }

func (m *Map) placesLeft() places {
	first := make([]int32, len(m.weights)+1)
	for i, old := range m.from {
		if old < 0 {
			first[m.new.ids[i]+1]++
		}
	}
	for id := range m.weights {
		first[id+1] += first[id]
	}
	at := make([]int32, first[len(first)-1])
	next := slices.Clone(first)
	for i, old := range m.from {
		if id := m.new.ids[i]; old < 0 {
			at[next[id]] = int32(i)
			next[id]++
		}
	}
	return places{first, at}
}

func (p places) of(id int32) []int32 { return p.at[p.first[id]:p.first[id+1]] }

// search looks for the very words of p where no others of old are, as the W3C's
// TextQuoteSelector does: exact words, of several places the one with the most
// of the same words around it. It must be better than any other, and with what
// is around it weigh enough to be no accident.
func (m *Map) search(p piece) (place int32, found bool) {
	starts, few := m.candidates(p)
	if !few {
		return 0, false
	}
	budget := 1<<16 + 8*int(p.len())
	best := -1
	for _, start := range starts {
		if !m.stands(p, start, &budget) {
			continue
		}
		switch around := m.around(p, start); {
		case around > best:
			place, best, found = start, around, true
		case around == best:
			found = false
		}
	}
	return place, found && budget > 0 && best+m.weight(p) >= leastMoved
}

// candidates are where p may begin in new, if they are few: going by the words
// of it that are aligned, and by the one that stands in the fewest other places.
func (m *Map) candidates(p piece) (starts []int32, few bool) {
	rarest := p.lo
	for i := p.lo; i < p.hi; i++ {
		if to := m.at[i]; to >= 0 && (i == p.lo || m.at[i-1] != to-1) {
			starts = append(starts, to-(i-p.lo))
		}
		if len(m.free.of(m.old.ids[i])) < len(m.free.of(m.old.ids[rarest])) {
			rarest = i
		}
	}
	others := m.free.of(m.old.ids[rarest])
	if len(starts)+len(others) > mostPlaces {
		return nil, false
	}
	for _, at := range others {
		starts = append(starts, at-(rarest-p.lo))
	}
	slices.Sort(starts)
	return slices.Compact(starts), true
}

// stands reports whether the words of p stand at start of new, and none of them is
// another word of old.
func (m *Map) stands(p piece, start int32, budget *int) bool {
	if start < 0 || int(start+p.len()) > len(m.new.ids) {
		return false
	}
	for i := range p.len() {
		*budget--
		from := m.from[start+i]
		if m.new.ids[start+i] != m.old.ids[p.lo+i] || from >= 0 && from != p.lo+i || *budget < 0 {
			return false
		}
	}
	return true
}

// around weighs the words next to p that are next to start in new, too.
func (m *Map) around(p piece, start int32) int {
	sum := 0
	for o, n, left := p.lo-1, start-1, mostContext; o >= 0 && n >= 0 && m.old.ids[o] == m.new.ids[n] && left > 0; o, n, left = o-1, n-1, left-1 {
		sum += int(m.weights[m.old.ids[o]])
	}
	oldEnd, newEnd := int32(len(m.old.ids)), int32(len(m.new.ids))
	for o, n, left := p.hi, start+p.len(), mostContext; o < oldEnd && n < newEnd && m.old.ids[o] == m.new.ids[n] && left > 0; o, n, left = o+1, n+1, left-1 {
		sum += int(m.weights[m.old.ids[o]])
	}
	return sum
}
