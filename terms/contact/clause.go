package contact

import (
	"slices"

	"parley"
)

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

// isWithin reports whether an event stands in the words for somebody, who takes part then and no
// other: "told activists gathered in Ostia".
func (r *roleFinder) isWithin() bool {
	return slices.ContainsFunc(r.actors, func(a actor) bool {
		return a.kind != parley.EntityDocument && a.first < r.e.first && r.e.last <= a.last
	})
}

// isInvited reports whether a verb stands behind an invitation to do it.
func (r *roleFinder) isInvited() bool {
	i := r.e.first - 1
	return r.e.isVerb && i > 0 && r.words[i].text == "to" && (r.words[i-1].text == "invitation" || r.words[i-1].text == "invitations")
}

// opensAside is the comma before what is put in between and ends with the comma at word i, right
// before the event's verb: "Lind, who came late, met"; -1 for none.
func (r *roleFinder) opensAside(i int) int {
	const reach = 30 // words
	if r.words[i].text != "," || !r.e.isVerb {
		return -1
	}
	for k := i + 1; k < r.e.first; k++ {
		if c := r.class(k); c != "be" && c != "" && c != "to" || r.words[k].text == "," {
			return -1
		}
	}
	for k := i - 1; k > max(0, i-reach); k-- {
		c := r.class(k)
		if r.words[k-1].text == "," && (c == "who" || r.words[k].text == "according" || r.isApposition(k, i)) {
			return k - 1
		}
		if w := r.words[k].text; w == ";" || w == "“" || w == "\"" {
			return -1
		}
	}
	return -1
}

// isApposition reports whether the words from one on to another say what the person named right
// before their comma is: "Lind, the president's adviser,".
func (r *roleFinder) isApposition(from, to int) bool {
	k := r.endingAt(from - 2)
	if k < 0 || r.actors[k].kind != parley.EntityPerson || r.actors[k].form != parley.MentionName || !r.stands(k) {
		return false
	}
	first := r.words[from].text
	opens := determiners[first] || from+1 < to && r.words[from+1].text == "'s"
	for i := from; i < to; i++ {
		if c := r.class(i); c == "be" || c == "says" || c == "conj" || triggersAt(r.words, i) || r.words[i].text == "," {
			return false
		}
	}
	return opens
}

// antecedent finds who stands before the who at word at, or before an apposition that ends
// there: "Lind, the foreign minister, who spoke".
func (r *roleFinder) antecedent(at int) {
	const longest = 8 // words of an apposition
	reach := at - 4
	for i := at - 2; i > max(0, at-longest) && r.words[at-1].text == ","; i-- {
		if c := r.class(i); r.words[i].text == "," {
			reach = min(reach, i-1)
			break
		} else if c != "" && c != "of" && c != "for" {
			break
		}
	}
	for k := len(r.actors) - 1; k >= 0; k-- {
		if r.actors[k].last < at && r.actors[k].last >= reach {
			r.setBack(k, "antecedent")
			return
		}
	}
}
