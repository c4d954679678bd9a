package anchor

import "strings"

// Where words are inserted into a text that has some of them already, the fewest
// edits do not tell which are new. "He said no. He said yes." may be "He said
// yes." with "He said no. " before it, or with "no. He said " in its midst; of
// these, slide takes the insertion that begins and ends where sentences and
// paragraphs do. Where two are equally good, the words that differ between them
// are doubtful. Deletions are the same in the old text, but leave no doubt.
func (m *Map) slide(runs []run) []run {
	s := slider{budget: 8 * (len(m.old.ids) + len(m.new.ids))}
	out := []run{{}} // the beginning of the texts
	for _, r := range append(runs, run{int32(len(m.old.ids)), int32(len(m.new.ids)), 0}) {
		for len(out) > 0 {
			last := &out[len(out)-1]
			end := run{last.old + last.n, last.new + last.n, 0}
			gapOld, gapNew := r.old-end.old, r.new-end.new
			var by, doubtful int32
			switch {
			case gapOld == 0 && gapNew == 0: // both texts begin or end here
			case gapOld == 0:
				by, doubtful = s.best(&m.new, end.new, gapNew, last.n, r.n)
			case gapNew == 0:
				by, _ = s.best(&m.old, end.old, gapOld, last.n, r.n)
			}
			last.n += by
			r = run{r.old + by, r.new + by, r.n - by}
			if doubtful > 0 {
				m.doubt(piece{r.old, r.old + doubtful})
			}
			if last.n > 0 {
				break
			}
			out = out[:len(out)-1]
		}
		if r.n > 0 {
			out = append(out, r)
		}
	}
	return out
}

// doubt keeps doubtful in order, and its pieces apart.
func (m *Map) doubt(p piece) {
	for k := len(m.doubtful); k > 0 && m.doubtful[k-1].hi >= p.lo; k-- {
		p = piece{min(p.lo, m.doubtful[k-1].lo), max(p.hi, m.doubtful[k-1].hi)}
		m.doubtful = m.doubtful[:k-1]
	}
	m.doubtful = append(m.doubtful, p)
}

// A slider has a budget of steps, as texts may repeat one word a million times.
type slider struct{ budget int }

// best says by how many words to move the gap of n words at start of t, at most
// left to the left or right to the right, and behind it how many words further
// it would be as good.
func (s *slider) best(t *text, start, n, left, right int32) (by, further int32) {
	lo, hi := int32(0), int32(0)
	for -lo < left && t.ids[start+lo-1] == t.ids[start+n+lo-1] && s.budget > 0 {
		lo--
		s.budget--
	}
	for hi < right && t.ids[start+hi] == t.ids[start+n+hi] && s.budget > 0 {
		hi++
		s.budget--
	}
	if lo == hi {
		return 0, 0
	}
	most := -1
	for k := lo; k <= hi; k++ {
		switch score := t.edge(start+k) + t.edge(start+k+n); {
		case score > most:
			most, by, further = score, k, 0
		case score == most:
			further = k - by
		}
	}
	return by, further
}

// edge says how deep the cut is before word i.
func (t *text) edge(i int32) int {
	if i == 0 || int(i) == len(t.ids) {
		return 4
	}
	between := t.string[t.spans[i-1].end:t.spans[i].start]
	switch lines := strings.Count(between, "\n"); {
	case lines > 1:
		return 4
	case lines == 1:
		return 3
	case between == "":
		return 0
	}
	before := i - 1
	for before > 0 && strings.Contains(`”’"')]»`, t.word(before)) {
		before--
	}
	switch {
	case strings.Contains(".!?…", t.word(before)):
		return 2
	case strings.Contains(",;:—–", t.word(i-1)), strings.Contains("“‘«([—–", t.word(i)):
		return 1
	}
	return 0
}

func (t *text) word(i int32) string { return t.string[t.spans[i].start:t.spans[i].end] }
