package stand

import (
	"cmp"
	"iter"
	"slices"

	"parley"
	"parley/ledger"
)

// A Stand is where a side stands on a topic on one basis, in public or in private.
type Stand struct {
	Basis   parley.Basis
	Private bool
	Stances []parley.Stance // the latest; several where none of them is known to be later than the others
	Rows    int             // positions in all

	// Conflict reports whether the latest stances are for and against at once.
	Conflict bool

	// Vague reports whether the latest may have been taken after the day that was
	// asked for.
	Vague bool

	fold  *Fold
	place place
	rows  []row // in the order of time
}

// A Change is a run of positions of one stance: the first of them is when and in
// which words it came about.
type Change struct {
	Stance parley.Stance
	First  Row
	Last   Row // of the run
	Rows   int
}

// A Leaning is the direction of a stance.
type Leaning int

// A stance is for its topic, against it, or between.
const (
	LeaningAgainst Leaning = -1
	LeaningBetween Leaning = 0
	LeaningFor     Leaning = 1
)

// LeaningOf is the direction of a stance. Whoever demands or offers something is
// for it; a condition, and being open, are neither.
func LeaningOf(s parley.Stance) Leaning {
	switch s {
	case parley.StanceAccept, parley.StanceDemand, parley.StanceOffer:
		return LeaningFor
	case parley.StanceReject:
		return LeaningAgainst
	}
	return LeaningBetween
}

// derive derives, of the rows of a cell, the stand on each basis, in public before in
// private.
func (f *Fold) derive(c *cell) {
	if c.derived {
		return
	}
	slices.SortFunc(c.rows, f.compare)
	c.derived, c.stands = true, nil
	for i := 0; i < len(c.rows); {
		first := &c.rows[i]
		j := i + 1
		for j < len(c.rows) && c.rows[j].basis == first.basis && c.rows[j].private == first.private {
			j++
		}
		c.stands = append(c.stands, f.standOf(c, c.rows[i:j]))
		i = j
	}
}

// compare orders rows by what they rest on, and then by when they were taken: by the
// first day on which that may have been, the last, and then by stance, so that
// reports of one day are not told apart by which was filed first.
func (f *Fold) compare(a, b row) int {
	switch {
	case a.basis != b.basis:
		return cmp.Compare(a.basis, b.basis)
	case a.private != b.private && a.private:
		return 1
	case a.private != b.private:
		return -1
	case a.first != b.first:
		return cmp.Compare(a.first, b.first)
	case a.last != b.last:
		return cmp.Compare(a.last, b.last)
	case a.stance != b.stance:
		return cmp.Compare(a.stance, b.stance)
	case a.report != b.report:
		return cmp.Compare(a.report, b.report)
	}
	x, y := f.lines[a.line], f.lines[b.line]
	return cmp.Or(cmp.Compare(ledger.LineNumber(x), ledger.LineNumber(y)), cmp.Compare(x, y))
}

// standOf derives a stand from its rows, which are in order.
func (f *Fold) standOf(c *cell, rows []row) Stand {
	newest := rows[len(rows)-1].first
	s := Stand{Basis: parley.Bases[rows[0].basis], Private: rows[0].private, Rows: len(rows), fold: f, place: c.place, rows: rows}
	has := 0 // a bit for each stance
	for i := range rows {
		if r := &rows[i]; r.last >= newest {
			s.Vague = s.Vague || f.heldAt != nil && r.last > *f.heldAt
			has |= 1 << r.stance
		}
	}
	s.Stances = stanceSets[has]
	if s.isMixed() {
		return s
	}
	for _, x := range s.Stances {
		for _, y := range s.Stances {
			s.Conflict = s.Conflict || LeaningOf(x) == LeaningFor && LeaningOf(y) == LeaningAgainst
		}
	}
	return s
}

// stanceSets are all sets of stances, by their bits.
var stanceSets = func() [][]parley.Stance {
	all := make([][]parley.Stance, 1<<len(parley.Stances))
	for set := range all {
		for i, stance := range parley.Stances {
			if set&(1<<i) != 0 {
				all[set] = append(all[set], stance)
			}
		}
	}
	return all
}()

// isMixed reports whether the positions are on many issues, none of which a register
// knows, or of many people without a name: then each stands for itself.
func (s *Stand) isMixed() bool { return s.place.side == 0 || s.fold.topics[s.place.topic].Key == "" }

// All yields the positions in the order of time.
func (s *Stand) All() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for i := range s.rows {
			if !yield(s.fold.out(s.place.topic, &s.rows[i])) {
				return
			}
		}
	}
}

// Latest lists the positions that have the latest stances, the newest first: at most
// n of them.
func (s *Stand) Latest(n int) []Row {
	newest := s.rows[len(s.rows)-1].first
	if s.isMixed() {
		newest = parley.FirstDay
	}
	var out []Row
	for i := len(s.rows) - 1; i >= 0 && len(out) < n; i-- {
		if s.rows[i].last >= newest {
			out = append(out, s.fold.out(s.place.topic, &s.rows[i]))
		}
	}
	return out
}

// Changes lists the history of a stand in the order of time. Where several stances
// are of one time the last change is not all that stands.
func (s *Stand) Changes() []Change {
	var out []Change
	for i := 0; i < len(s.rows); {
		j := i + 1
		for j < len(s.rows) && s.rows[j].stance == s.rows[i].stance && !s.isMixed() {
			j++
		}
		first, last := s.fold.out(s.place.topic, &s.rows[i]), s.fold.out(s.place.topic, &s.rows[j-1])
		out = append(out, Change{Stance: first.Stance, First: first, Last: last, Rows: j - i})
		i = j
	}
	return out
}

// Reports is how many reports the positions are in.
func (s *Stand) Reports() int {
	all := make([]int64, len(s.rows))
	for i := range s.rows {
		all[i] = s.rows[i].report
	}
	slices.Sort(all)
	return len(slices.Compact(all))
}

// leaning is the direction of what stands; not ok where the stances differ in it.
func (s *Stand) leaning() (l Leaning, ok bool) {
	l = LeaningOf(s.Stances[0])
	for _, other := range s.Stances[1:] {
		if LeaningOf(other) != l {
			return 0, false
		}
	}
	return l, true
}
