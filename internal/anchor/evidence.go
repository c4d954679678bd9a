package anchor

// That a word is in both texts says little: "said" is in every report. What a
// stretch weighs is the sum over its words, where one that each text has once
// counts twice and punctuation nothing.
const (
	// enough keeps a run that lies between any changes; a lighter one must weigh
	// more than the change before it or the one after it has words.
	enough = 4

	// leastMoved is what words found in another place must weigh, with what is
	// the same around them.
	leastMoved = 6
)

// weigh gives the weight of each word by its id.
func (v *vocabulary) weigh(old text, once []pair) []uint8 {
	weights := make([]uint8, len(v.isWord))
	for id, isWord := range v.isWord {
		if isWord {
			weights[id] = 1
		}
	}
	for _, p := range once {
		weights[old.ids[p.old]] = 2
	}
	return weights
}

// weight is that of the words of old in p.
func (m *Map) weight(p piece) int {
	sum := 0
	for _, id := range m.old.ids[p.lo:p.hi] {
		sum += int(m.weights[id])
	}
	return sum
}

// words counts the words among ids that are no punctuation.
func (m *Map) words(ids []int32) int {
	n := 0
	for _, id := range ids {
		if m.weights[id] > 0 {
			n++
		}
	}
	return n
}

// A change counts the words between two runs, in each text.
type change struct{ old, new int }

// noChange is where both texts begin or end with the run.
var noChange = change{-1, -1}

func (m *Map) between(r, next run) change {
	o, n := r.old+r.n, r.new+r.n
	if o == next.old && n == next.new {
		return noChange
	}
	return change{m.words(m.old.ids[o:next.old]), m.words(m.new.ids[n:next.new])}
}

// strong leaves out the runs that are no evidence, so that the changes on both
// sides of one become a single change, which may outweigh the run before it too.
func (m *Map) strong(runs []run) []run {
	type weighed struct {
		run
		weight int
		before change
	}
	isWeak := func(w weighed, after change) bool {
		return w.weight < enough && w.weight <= max(w.before.old, w.before.new) && w.weight <= max(after.old, after.new)
	}
	var kept []weighed
	var last run
	for _, r := range append(runs, run{int32(len(m.old.ids)), int32(len(m.new.ids)), 0}) {
		c := m.between(last, r)
		for len(kept) > 0 && isWeak(kept[len(kept)-1], c) {
			w := kept[len(kept)-1]
			n := m.words(m.old.ids[w.old : w.old+w.n])
			c = change{w.before.old + n + c.old, w.before.new + n + c.new}
			kept = kept[:len(kept)-1]
		}
		kept = append(kept, weighed{r, m.weight(piece{r.old, r.old + r.n}), c})
		last = r
	}
	strong := make([]run, 0, len(kept))
	for _, w := range kept[:len(kept)-1] { // the last is the end of the texts
		strong = append(strong, w.run)
	}
	return strong
}
