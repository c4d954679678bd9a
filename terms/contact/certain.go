package contact

import (
	"slices"

	"parley"
)

// joinCertain lets those take part whom the words leave no doubt of, however they are weighed.
func (r *roleFinder) joinCertain(e *event) {
	if e.wants == "sent" || e.kind == parley.ContactVisit {
		return
	}
	for k := 0; k < len(r.actors); k++ {
		role := r.found[k]
		if led := r.ledBy(k); (role == "with" || role == "between") && led >= 0 {
			if led != k {
				e.who = slices.DeleteFunc(e.who, func(p part) bool { return p.Span == r.actors[k].Span })
			}
			r.take(e, led, role)
		} else if r.isCertain(k, *e) {
			r.take(e, k, role)
		} else if r.have(k, *e) {
			r.take(e, k, "subject")
		}
	}
	isWith := func(p part) bool { return p.role == "with" }
	if e.isVerb || !slices.ContainsFunc(e.who, isWith) {
		return
	}
	for k, role := range r.found {
		if role == "owner" || role == "subject" && len(r.closeList(k)) == 1 && r.holds(r.actors[k].last+1, *e) {
			r.take(e, k, role) // "his talks with", "Lind held talks with"
		}
	}
}

// isCertain reports whether actor k takes part in an event by his place alone: one of those who
// held it together, "Lind and Berg held talks", one of those between whom it was, "a meeting
// between Norland and Vestland", or who stands right behind it, "talks with Norland on".
func (r *roleFinder) isCertain(k int, e event) bool {
	switch a := r.actors[k]; r.found[k] {
	case "subject":
		list := r.closeList(k)
		next := r.actors[list[len(list)-1]].last + 1
		return !e.isVerb && len(list) > 1 && r.holds(next, e) && r.begins(next)
	case "between":
		return !e.isVerb && r.class(e.last+1) == "between" && a.first-e.last <= 4 && len(r.closeList(k)) > 1 && !r.narrows(k)
	case "with":
		near := r.class(e.last+1) == "with" && a.first-e.last <= 6 && r.plain(e.last+2, a.first)
		return near && r.t.isOver(e.sentence, a.last+1)
	}
	return false
}

// joinTraveller lets who travelled for a contact take part in it, whose status is that of the way
// there: "flew to Ostia for talks with Berg".
func (t *text) joinTraveller(way event, e *event) {
	const near = 10 // words
	isWay := way.sentence == e.sentence && way.isVerb && way.key == "travel" && e.first-way.last <= near
	if !isWay || e.isVerb || e.kind == parley.ContactVisit || t.leavesClause(e.sentence, way.last+1, e.first) {
		return
	}
	if g := t.governors(e.sentence, e.first); len(g) == 0 || g[0].name != "for" {
		return
	}
	for _, p := range way.who {
		isPart := slices.ContainsFunc(e.who, func(o part) bool { return o.entity == p.entity })
		if isLoose(p.role) && !isPart && p.last < way.first {
			e.who = append(e.who, p)
			e.status = way.status
		}
	}
}

// begins reports whether the words of who holds an event begin at word i: "held", "have held", and
// not a noun.
func (r *roleFinder) begins(i int) bool {
	cue, _ := cues.at(r.words, i)
	return r.class(i) == "be" || cue != ""
}

// take makes actor k, and those joined to him, part of an event.
func (r *roleFinder) take(e *event, k int, role string) {
	for n, i := range r.closeList(k) {
		a := r.actors[i]
		if n > 0 && r.narrows(i) {
			continue // "with Norland and Vestland farmers"
		}
		isPart := slices.ContainsFunc(e.who, func(p part) bool { return p.entity == a.entity })
		if isPart || !takesPart(a.kind) || a.first <= e.last && a.last >= e.first || r.isLate(i) || r.isOfPerson(i) {
			continue
		}
		e.who = append(e.who, part{a, leastPart, "the words say so", "", role})
		if a.also > 0 {
			a.entity, a.also = a.also-1, 0
			e.who = append(e.who, part{a, leastPart, "the words say so", "", role})
		}
	}
}

// ledBy is who takes part where actor k stands behind words for those who lead it: the side, "the
// leaders of Norland", or the person that is named behind, "the leader of Norland, Kai Berg"; -1
// where no such words stand there.
func (r *roleFinder) ledBy(k int) int {
	of := r.actors[k].first - 1
	for of > 0 && (determiners[r.words[of].text] || r.words[of].text == "both") {
		of--
	}
	if of < 2 || r.words[of].text != "of" || r.actors[k].kind == parley.EntityPerson {
		return -1
	}
	switch lead := r.words[of-1].text; {
	case officials[lead]:
		return k
	case heads[lead] && k+1 < len(r.actors):
		last, next := r.actors[k].last, r.actors[k+1]
		if next.kind == parley.EntityPerson && next.form == parley.MentionName && next.first == last+2 && r.words[last+1].text == "," {
			return k + 1
		}
	}
	return -1
}

// heads are words for one who leads.
var heads = map[string]bool{"leader": true, "head": true, "chief": true, "president": true, "chairman": true, "chairwoman": true, "chair": true, "minister": true, "king": true}

// have reports whether actor k is two who stand right behind the noun of an event and had it: "a
// meeting the two had".
func (r *roleFinder) have(k int, e event) bool {
	a := r.actors[k]
	at := e.last + 1
	if at < len(r.words) && r.words[at].text == "that" {
		at++
	}
	if e.isVerb || a.also == 0 || a.first != at || a.last+1 >= len(r.words) {
		return false
	}
	switch r.words[a.last+1].text {
	case "had", "have", "held", "attended":
		return true
	}
	return false
}
