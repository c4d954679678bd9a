package anchor

import (
	"cmp"
	"slices"
)

// A run is n words that old has from one word on, and new from another.
type run struct{ old, new, n int32 }

const (
	// leastRun is how many words a run around a word that is unique must have to
	// be held against others.
	leastRun = 4

	// A stretch counts as rewritten that needs mostEdits more edits than the
	// lengths differ by; so does one of leastRewritten words that after as many
	// edits has less than one word in common for two edits; and every one once the
	// budget of steps is spent, or the trace is full.
	mostEdits      = 1024
	leastRewritten = 256
	leastBudget    = 1 << 20
	budgetPerWord  = 16
	mostTrace      = 1 << 22
)

// An aligner finds runs, in order in both texts.
type aligner struct {
	old, new []int32
	once     []pair
	budget   int // of steps
	runs     []run

	reach []int32 // of edits: by diagonal
	trace []int32 // of edits: what reach was after each number of edits
}

func newAligner(old, new []int32, once []pair) *aligner {
	words := len(old) + len(new)
	return &aligner{
		old: old, new: new, once: once,
		budget: leastBudget + budgetPerWord*words,
		trace:  make([]int32, 0, min(4*words, 1<<16)),
	}
}

func (a *aligner) align() []run {
	shorter := int32(min(len(a.old), len(a.new)))
	head := int32(0)
	for head < shorter && a.old[head] == a.new[head] {
		head++
	}
	oldEnd, newEnd := int32(len(a.old)), int32(len(a.new))
	for oldEnd > head && newEnd > head && a.old[oldEnd-1] == a.new[newEnd-1] {
		oldEnd, newEnd = oldEnd-1, newEnd-1
	}
	a.add(run{0, 0, head})
	o, n := head, head
	for _, r := range heaviest(a.around(piece{head, oldEnd}, piece{head, newEnd})) {
		if shift := max(o-r.old, n-r.new, 0); shift < r.n {
			r = run{r.old + shift, r.new + shift, r.n - shift}
			a.edits(piece{o, r.old}, piece{n, r.new})
			a.add(r)
			o, n = r.old+r.n, r.new+r.n
		}
	}
	a.edits(piece{o, oldEnd}, piece{n, newEnd})
	a.add(run{oldEnd, newEnd, int32(len(a.old)) - oldEnd})
	return a.runs
}

// add appends a run, joining it to the last where it continues it.
func (a *aligner) add(r run) {
	if r.n == 0 {
		return
	}
	if k := len(a.runs); k > 0 {
		if last := &a.runs[k-1]; last.old+last.n == r.old && last.new+last.n == r.new {
			last.n += r.n
			return
		}
	}
	a.runs = append(a.runs, r)
}

// around are the runs within two pieces around words that each text has once.
func (a *aligner) around(old, new piece) []run {
	var all []run
	end, shift := int32(-1), int32(0) // of the last run
	for _, p := range a.once {
		if !(old.lo <= p.old && p.old < old.hi) || p.old < end && p.new-p.old == shift {
			continue
		}
		r := run{p.old, p.new, 1}
		for r.old > old.lo && r.new > new.lo && a.old[r.old-1] == a.new[r.new-1] {
			r = run{r.old - 1, r.new - 1, r.n + 1}
		}
		for r.old+r.n < old.hi && r.new+r.n < new.hi && a.old[r.old+r.n] == a.new[r.new+r.n] {
			r.n++
		}
		end, shift = r.old+r.n, p.new-p.old
		if r.n >= leastRun {
			all = append(all, r)
		}
	}
	return all
}

// heaviest chooses of runs in the order of old those with the most words that are
// in the order of new too, by a tree of the best sums (Fenwick 1994).
func heaviest(runs []run) []run {
	byNew := make([]int, len(runs))
	for i := range byNew {
		byNew[i] = i
	}
	slices.SortFunc(byNew, func(i, j int) int { return cmp.Compare(runs[i].new, runs[j].new) })
	rank := make([]int, len(runs))
	for r, i := range byNew {
		rank[i] = r + 1
	}
	sum := make([]int, len(runs)+1)    // by run + 1: the most words of those up to it that end with it
	before := make([]int, len(runs)+1) // by run + 1: the one before it there
	tree := make([]int, len(runs)+1)   // of runs + 1
	last := 0
	for i, r := range runs {
		best := 0
		for k := rank[i] - 1; k > 0; k -= k & -k {
			if sum[tree[k]] > sum[best] {
				best = tree[k]
			}
		}
		sum[i+1], before[i+1] = sum[best]+int(r.n), best
		for k := rank[i]; k < len(tree); k += k & -k {
			if sum[i+1] > sum[tree[k]] {
				tree[k] = i + 1
			}
		}
		if sum[i+1] > sum[last] {
			last = i + 1
		}
	}
	var chosen []run
	for ; last > 0; last = before[last] {
		chosen = append(chosen, runs[last-1])
	}
	slices.Reverse(chosen)
	return chosen
}
