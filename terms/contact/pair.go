package contact

import (
	"slices"
	"sort"

	"parley"
)

// A couple is two who were named together: who took part in a contact, or stand in
// the headline.
type couple [2]int

// pairUp puts those for whom "the two leaders" or "both sides" of the sentence of event n stands
// in its place among the actors: the two of the couple named last that fits. What stands behind
// the next event waits for it: "talks with Berg and a meeting the two had".
func (t *text) pairUp(all []event, n int, before []couple) {
	s := all[n].sentence
	words := t.sentences[s].words
	from, to := 0, len(words)
	if n > 0 && all[n-1].sentence == s {
		from = all[n].first
	}
	for next := n + 1; next < len(all) && all[next].sentence == s; next++ {
		if all[next].first > all[next-1].last+1 { // not "dinner meeting"
			to = all[next].first
			break
		}
	}
	for i := from; i < to; i++ {
		class, n := pairs.at(words, i)
		if n == 0 || i+n < len(words) && words[i+n].text == "of" {
			continue // "both sides of the border"
		}
		if class == "bare" {
			if !doSomething(words, i, i+n) {
				continue // "the two reports"
			}
			class = "either"
		}
		two, ok := t.joinedBefore(s, i, class)
		if !ok {
			two, ok = t.coupleOf(class, before)
		}
		if !ok {
			continue
		}
		span := parley.Span{Start: words[i].Start, End: words[i+n-1].End}
		a := actor{span, i, i + n - 1, two[0], parley.MentionDescription, t.record.Entities[two[0]].Kind, two[1] + 1}
		kept := slices.DeleteFunc(slices.Clone(t.actors[s]), func(o actor) bool { return o.first <= a.last && a.first <= o.last })
		at := sort.Search(len(kept), func(k int) bool { return kept[k].first > a.first })
		t.actors[s] = slices.Insert(kept, at, a)
	}
}

// doSomething reports whether words from one on to another are the subject of a verb behind them:
// "the two met".
func doSomething(words []word, from, to int) bool {
	if to >= len(words) || from > 0 && class(words, from-1) == "of" {
		return false
	}
	w := words[to]
	if to+1 < len(words) && (w.text == "held" || w.text == "seen") && heldAway[words[to+1].text] {
		return false // "the two held since May"
	}
	return !w.capital && (class(words, to) == "be" || pastForms[w.text] || w.text == "talked" || w.text == "discussed" || w.text == "agreed" || w.text == "meet")
}

// heldAway are words behind "held" where it is a participle.
var heldAway = map[string]bool{"since": true, "for": true, "in": true, "at": true, "by": true, "hostage": true, "captive": true}

// joinedBefore is the couple of two people that a sentence joins by and right before word i: "Lind
// and Berg talked when the two met".
func (t *text) joinedBefore(s, i int, class string) (couple, bool) {
	const reach = 8 // words
	words, actors := t.sentences[s].words, t.actors[s]
	for k := len(actors) - 1; k > 0 && class != "side"; k-- {
		a, b := actors[k-1], actors[k]
		if b.last >= i {
			continue
		}
		isCouple := i-b.last <= reach && a.kind == parley.EntityPerson && b.kind == parley.EntityPerson && a.entity != b.entity
		if !isCouple || words[a.last+1].text != "and" || b.first-a.last > 3 || k > 1 && a.first > 0 && words[a.first-1].text == "," {
			break
		}
		return couple{a.entity, b.entity}, true
	}
	return couple{}, false
}

// maxCouples is how many couples named last are looked at.
const maxCouples = 8

// coupleOf is the last couple that a phrase of a class can stand for.
func (t *text) coupleOf(class string, before []couple) (couple, bool) {
	for i := len(before) - 1; i >= max(0, len(before)-maxCouples); i-- {
		two := before[i]
		people := 0
		for _, e := range two {
			if t.record.Entities[e].Kind == parley.EntityPerson {
				people++
			}
		}
		switch {
		case class == "person" && people == 2, class == "either" && people != 1, class == "side" && people == 0:
			return two, true
		case class == "side" && people > 0:
			a, b := t.sideOf(two[0]), t.sideOf(two[1])
			if a != b && t.record.Entities[a].Kind != parley.EntityPerson && t.record.Entities[b].Kind != parley.EntityPerson {
				return couple{a, b}, true
			}
		}
	}
	return couple{}, false
}

// sideOf is the side that an entity belongs to, or else itself.
func (t *text) sideOf(entity int) int {
	if p, ok := t.byID[t.record.Entities[entity].Party]; ok {
		return p
	}
	return entity
}

// headlined is the couple of the headline, where it names two people, or else two
// others, and no more.
func (t *text) headlined() []couple {
	if !t.hasHeadline {
		return nil
	}
	var people, others []int
	for _, a := range t.actors[0] {
		switch {
		case a.kind == parley.EntityPerson && !slices.Contains(people, a.entity):
			people = append(people, a.entity)
		case takesPart(a.kind) && a.kind != parley.EntityPerson && !slices.Contains(others, a.entity):
			others = append(others, a.entity)
		}
	}
	var all []couple
	for _, list := range [][]int{others, people} {
		if len(list) == 2 {
			all = append(all, couple(list))
		}
	}
	return all
}

// coupled is the couple of an event, where just two take part.
func coupled(e event) (couple, bool) {
	var two []int
	for _, p := range e.who {
		if !slices.Contains(two, p.entity) {
			two = append(two, p.entity)
		}
	}
	if len(two) != 2 {
		return couple{}, false
	}
	return couple(two), true
}
