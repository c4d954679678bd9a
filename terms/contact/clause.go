package contact

import "slices"

// main finds the subject of the clause before a conjunction, or else the one
// behind the event's own.
func (r *roleFinder) main(conj int) {
	if !r.standing(conj, "main", "that", "who") {
		r.mainBehind()
	}
}

// outer finds who says it, where the clause names nobody.
func (r *roleFinder) outer(at int) { r.standing(at, "outer") }

// standing gives a role to the last actor before word at whom nothing governs, no further
// back than a word of one of the classes. It reports whether there is one.
func (r *roleFinder) standing(at int, role string, stops ...string) bool {
	for i := at - 1; i >= 0; i-- {
		if k := r.endingAt(i); k >= 0 {
			if r.stands(k) {
				r.setBack(k, role)
				return true
			}
			i = r.actors[k].first
			continue
		}
		if slices.Contains(stops, r.class(i)) {
			break
		}
	}
	return false
}

// mainBehind finds the subject of the clause that follows the event's own.
func (r *roleFinder) mainBehind() {
	if !r.isFronted() {
		return
	}
	comma := false
	for i := r.e.last + 1; i < len(r.words); i++ {
		if r.words[i].text == "," {
			comma = true
		}
		if !comma {
			continue
		}
		for k, a := range r.actors {
			if a.first == i && r.stands(k) {
				r.set(k, "main behind")
				return
			}
		}
	}
}

// isFronted reports whether an event stands in words put before their clause:
// "After talks, …", "Speaking at a meeting, …".
func (r *roleFinder) isFronted() bool {
	for i := 0; i < r.e.first; i++ {
		switch r.class(i) {
		case "conj", "in", "on", "for", "with", "to", "from", "by":
			return true
		}
	}
	return form(r.words[0].text) == "ing"
}
