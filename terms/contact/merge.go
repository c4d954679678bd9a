package contact

import (
	"slices"

	"parley"
)

// A group is the events that tell of one contact.
type group struct {
	events []event // in the order of the text
	who    []int   // entities, in the order of their first part
	chief  int     // the event that tells most of it
}

// family is what kinds of contact one place may call by several names.
func family(kind parley.ContactKind) string {
	switch kind {
	case parley.ContactCall, parley.ContactMessage:
		return string(kind)
	}
	return "meet"
}

// borrow gives the participants to events that name fewer than two of them, from
// the nearest event before that fits, or else the nearest behind: "the talks".
func (t *text) borrow(all []event) {
	for i := range all {
		e := &all[i]
		if len(e.who) >= 2 || e.isVerb {
			continue
		}
		if t.isDefinite(*e) && isWeak(e.who) {
			e.who = nil // "the conversation" is one told of
		}
		if !t.mayBorrow(*e) {
			continue
		}
		for _, j := range nearest(i, len(all)) {
			o := all[j]
			if j > i && t.sentences[o.sentence].line != t.sentences[e.sentence].line && t.sentences[e.sentence].line > 0 {
				break // what is told in a paragraph to come is another's
			}
			if o.isBorrowed || len(o.who) < 2 || family(o.kind) != family(e.kind) || !akin(o.trigger, e.trigger) {
				continue
			}
			if !holds(o.who, e.who) || o.isVerb && e.isPlural && !t.isDefinite(*e) {
				continue // "peace talks" are not that two spoke
			}
			if e.date >= 0 && o.date >= 0 && o.sentence != e.sentence && t.differ(o.date, e.date) {
				continue
			}
			e.who, e.isBorrowed = slices.Clone(o.who), true
			break
		}
	}
}

// mayBorrow reports whether the noun of an event may be about a contact that is told elsewhere:
// not "a meeting", not one with a name of its own, "the Ostia summit", not one that says of
// whom it is, nor a dinner or a hearing that is not "the dinner".
func (t *text) mayBorrow(e event) bool {
	const reach = 5 // words
	words := t.sentences[e.sentence].words
	if c := class(words, e.last+1); len(e.who) == 0 && (c == "of" || c == "with" || c == "between") {
		return false
	}
	if (occasions[e.key] || e.isPlural && e.kind != parley.ContactTalks) && !t.isDefinite(e) {
		return false
	}
	for i := e.first - 1; i >= max(0, e.first-reach); i-- {
		w := words[i]
		switch c, _ := classes.at(words, i); {
		case w.text == "a" || w.text == "an":
			return false
		case c != "" && c != "of" || determiners[w.text] || w.text == "'s" || !isWordText(w.text):
			return true
		case w.capital && i > 0 && !t.isDated(words[i:]) && !t.isWho(e, i):
			return false
		}
	}
	return true
}

// occasions are the keys of what is held in passing, or before many.
var occasions = map[string]bool{"session": true, "dinner": true, "conference": true}

// isWho reports whether a word is of somebody who takes part in an event.
func (t *text) isWho(e event, word int) bool {
	return slices.ContainsFunc(e.who, func(p part) bool { return p.first <= word && word <= p.last })
}

// isDefinite reports whether an event is of a contact told of already: "the talks".
func (t *text) isDefinite(e event) bool {
	words := t.sentences[e.sentence].words
	for i := e.first - 1; i >= max(0, e.first-2); i-- {
		switch words[i].text {
		case "the", "those", "these", "this", "that":
			return true
		}
	}
	return false
}

// isWeak reports whether those who take part do so only as the subjects of other
// clauses.
func isWeak(who []part) bool {
	return !slices.ContainsFunc(who, func(p part) bool { return p.role != "main" && p.role != "main behind" && p.role != "outer" })
}

// nearest lists the numbers before i, the nearest first, then those behind it; no
// more than so many of each.
func nearest(i, n int) []int {
	var all []int
	for j := i - 1; j >= max(0, i-maxBorrow); j-- {
		all = append(all, j)
	}
	for j := i + 1; j < min(n, i+maxBorrow); j++ {
		all = append(all, j)
	}
	return all
}

const maxBorrow = 40

// akin reports whether words may speak of one contact: "talks" are negotiations,
// "the meeting" may be a summit.
func akin(a, b trigger) bool {
	if a.kind == b.kind {
		return true
	}
	meet := func(k parley.ContactKind) bool { return k == parley.ContactMeeting || k == parley.ContactSummit }
	return meet(a.kind) && meet(b.kind)
}

// holds reports whether every one of some is among all.
func holds(all, some []part) bool {
	for _, p := range some {
		if !slices.ContainsFunc(all, func(o part) bool { return o.entity == p.entity }) {
			return false
		}
	}
	return true
}

// groups puts together the events that tell of one contact.
func (t *text) groups(all []event) []group {
	var gs []group
	for i, e := range all {
		if len(e.who) == 0 || i+1 < len(all) && t.isSaidIn(e, all[i+1]) || t.isSetting(all, i) || t.isNever(e) {
			continue
		}
		n := slices.IndexFunc(gs, func(g group) bool { return t.same(g, e) })
		if n < 0 {
			gs = append(gs, group{})
			n = len(gs) - 1
		}
		g := &gs[n]
		g.events = append(g.events, e)
		if len(g.events) == 1 || better(e, g.events[g.chief]) || e.status != g.events[g.chief].status {
			g.chief, g.who = len(g.events)-1, nil
			for _, p := range e.who {
				if !slices.Contains(g.who, p.entity) {
					g.who = append(g.who, p.entity)
				}
			}
		}
		if len(gs) > maxGroups {
			break
		}
	}
	return gs
}

const maxGroups = 200

// isSaidIn reports whether what somebody is told is told in the contact right behind:
// "told him in a phone call", "in a tense meeting".
func (t *text) isSaidIn(e, next event) bool {
	const near, reach = 14, 5 // words
	if e.kind != parley.ContactMessage || !e.isVerb || next.sentence != e.sentence || next.isVerb || next.first-e.last > near {
		return false
	}
	isIn := next.kind == parley.ContactCall || t.words(e.sentence, max(e.last+1, next.first-reach), next.first, "in", "during", "at")
	return isIn && next.kind != parley.ContactMessage && len(next.who) > 1 && holds(next.who, e.who)
}

// isNever reports whether an event was not even to be: "have not negotiated", "refused to reach
// a deal", "did not discuss it".
func (t *text) isNever(e event) bool {
	if e.status != parley.ContactCancelled || !e.isVerb {
		return false
	}
	g := t.governors(e.sentence, e.verb)
	isNot := len(g) > 0 && g[0].name == "not"
	return e.key == "agree" || isNot && e.key == "discuss" || isNot && len(g) > 1 && (g[1].name == "have" || g[1].name == "had")
}

// isSetting reports whether an event is but the occasion of one before it in the clause,
// with nobody else: "to meet at this month's gathering".
func (t *text) isSetting(all []event, i int) bool {
	const near = 14 // words
	e := all[i]
	if e.isVerb || family(e.kind) != "meet" {
		return false
	}
	at := t.occasion(e)
	for k := i - 1; k >= 0 && at >= 0 && all[k].sentence == e.sentence; k-- {
		o := all[k]
		if family(o.kind) == "meet" && o.last < at && at-o.last <= near && holds(o.who, e.who) && !t.leavesClause(e.sentence, o.last+1, at) {
			return true
		}
	}
	return false
}

// occasion is the word at or during that the noun of an event stands behind, -1 for none.
func (t *text) occasion(e event) int {
	const near = 6 // words
	words := t.sentences[e.sentence].words
	for i := e.first - 1; i >= max(0, e.first-near); i-- {
		switch w := words[i].text; {
		case w == "at" || w == "during":
			return i
		case w == ",":
			return -1
		}
		if c, _ := classes.at(words, i); c != "" && c != "of" {
			return -1
		}
	}
	return -1
}

// leavesClause reports whether another clause begins among words from and to.
func (t *text) leavesClause(s, from, to int) bool {
	words := t.sentences[s].words
	for i := from; i < to; i++ {
		switch c, _ := classes.at(words, i); c {
		case "that", "who", "conj", "says", "be":
			return true
		}
		if w := words[i].text; w == ";" || w == ":" {
			return true
		}
	}
	return false
}

// better reports whether e tells more of a contact than o.
func better(e, o event) bool {
	worth := func(e event) int {
		n := 2 * min(len(e.who), 3)
		if e.isBorrowed {
			n -= 3
		}
		if e.date >= 0 {
			n++
		}
		return n
	}
	return worth(e) > worth(o)
}

// same reports whether e tells of the contact of g. What the headline tells the text
// tells again, by whatever name: "Lind to meet Berg" are the talks that they will hold.
func (t *text) same(g group, e event) bool {
	o := g.events[g.chief]
	again := t.hasHeadline && o.sentence == 0 && len(g.who) > 1 && len(g.events) == 1
	if family(o.kind) != family(e.kind) || o.status != e.status && !(again && o.rule == nil) {
		return false
	}
	if !akin(o.trigger, e.trigger) && o.sentence != e.sentence && !again {
		return false
	}
	both := 0
	for _, p := range e.who {
		if slices.Contains(g.who, p.entity) {
			both++
		}
	}
	if both < min(2, len(g.who), len(e.who)) {
		return false
	}
	if o.date >= 0 && e.date >= 0 && o.sentence != e.sentence && !e.isBorrowed {
		return !t.differ(o.date, e.date)
	}
	return true
}
