package anchor

import "slices"

// edits aligns two pieces by the fewest insertions and deletions: Myers, "An
// O(ND) difference algorithm and its variations" (1986), the greedy one, with
// what it reached after each number of edits kept for the way back. Diagonal k
// holds the points (x words into old, x-k into new). It gives up, and leaves the
// pieces unaligned, where they are rewritten and when the budget is spent.
func (a *aligner) edits(oldPiece, newPiece piece) {
	old, new := a.old[oldPiece.lo:oldPiece.hi], a.new[newPiece.lo:newPiece.hi]
	n, m := oldPiece.len(), newPiece.len()
	if n == 0 || m == 0 {
		return
	}
	most := min(n+m, mostEdits+max(n-m, m-n))
	if need := int(2*most + 3); len(a.reach) < need {
		a.reach = make([]int32, need)
	}
	reach, zero := a.reach, most+1 // diagonal k is reach[zero+k]
	reach[zero+1] = 0
	a.trace = a.trace[:0]
	for d := int32(0); d <= most; d++ {
		lo, hi := diagonals(d, n, m)
		furthest, steps := int32(0), (hi-lo)/2+1
		a.trace = slices.Grow(a.trace, int(steps))
		for k := lo; k <= hi; k += 2 {
			x := reach[zero+k+1]
			if k != -d && (k == d || reach[zero+k-1] >= x) {
				x = reach[zero+k-1] + 1
			}
			start, y := x, x-k
			for x < n && y < m && old[x] == new[y] {
				x, y = x+1, y+1
			}
			reach[zero+k] = x
			a.trace = append(a.trace, x)
			steps += x - start
			furthest = max(furthest, x+y)
			if x >= n && y >= m {
				a.back(oldPiece, newPiece, d)
				return
			}
		}
		a.budget -= int(steps)
		if a.budget < 0 || len(a.trace) > mostTrace || d >= leastRewritten && min(n, m) >= leastRewritten && furthest < 2*d {
			return
		}
	}
}

// diagonals are the first and last that d edits can reach within n and m words.
func diagonals(d, n, m int32) (lo, hi int32) {
	return -d + 2*max(d-m, 0), d - 2*max(d-n, 0)
}

// back adds the runs on the way from the end to the start.
func (a *aligner) back(old, new piece, d int32) {
	n, m := old.len(), new.len()
	var found []run
	rows := make([]int, d+1) // where the diagonals of each number of edits begin in the trace
	for i := int32(1); i <= d; i++ {
		lo, hi := diagonals(i-1, n, m)
		rows[i] = rows[i-1] + int(hi-lo)/2 + 1
	}
	for x, k := n, n-m; ; d-- {
		if d == 0 {
			found = append(found, run{old.lo, new.lo, x})
			break
		}
		lo, _ := diagonals(d-1, n, m)
		reached := func(k int32) int32 { return a.trace[rows[d-1]+int(k-lo)/2] }
		from, start := k+1, int32(0)
		if k != -d && (k == d || reached(k-1) >= reached(k+1)) {
			from, start = k-1, 1
		}
		start += reached(from)
		found = append(found, run{old.lo + start, new.lo + start - k, x - start})
		x, k = reached(from), from
	}
	slices.Reverse(found)
	for _, r := range found {
		a.add(r)
	}
}
