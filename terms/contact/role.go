package contact

import (
	"parley"
)

// Roles: how those who take part stand to the words of an event.
//
//	owner        "Trump's call", "their meeting"
//	pair         "U.S.-China talks", "the Iran talks"
//	object       "met Xi", "called Netanyahu"
//	with, …      behind the preposition: "talks with", "between", "a letter to", "a visit by"
//	for          "plans for Lind to visit"
//	subject      the nearest before that nothing governs: "Abe will meet"
//	antecedent   before who or which: "Clinton, who met"
//	main         the subject of the clause that the event's hangs on: "Abe spoke after talks"
//	main behind  likewise where that follows: "After talks, Abe spoke"
//
// Each begins a list: whoever is joined to him by and takes part in the same way.

// roles says for each actor of an event's sentence how he stands to it; empty
// for not at all.
func (t *text) roles(e event) []string { return t.rolesOf(e).found }

// rolesOf finds the roles of an event's sentence.
func (t *text) rolesOf(e event) *roleFinder {
	r := &roleFinder{t: t, e: e, words: t.sentences[e.sentence].words, actors: t.actors[e.sentence]}
	r.found = make([]string, len(r.actors))
	r.behind()
	r.before()
	return r
}

type roleFinder struct {
	t      *text
	e      event
	words  []word
	actors []actor
	found  []string

	isParted bool // the subject stands before what is put in between
}

func (r *roleFinder) class(i int) string {
	c, _ := classes.at(r.words, i)
	return c
}

// set gives a role to an actor and to those joined to him behind.
func (r *roleFinder) set(i int, role string) {
	for _, k := range r.list(i) {
		if r.found[k] == "" {
			r.found[k] = role
		}
	}
}

// list is actor i and those behind that are joined to him: "A, B and C", "A of Norland
// and B of Vestland".
func (r *roleFinder) list(i int) []int {
	all, last := []int{i}, 1
	for k := i; k+1 < len(r.actors); k++ {
		if r.isOfPerson(k + 1) {
			continue
		}
		link := r.link(k)
		if link == "" {
			break
		}
		all = append(all, k+1)
		if link == "and" {
			last = len(all)
			break
		}
	}
	return all[:last]
}

// link is what joins actor k to the next: "and", "," or nothing.
func (r *roleFinder) link(k int) string {
	a, b := r.actors[k], r.actors[k+1]
	if b.first-a.last > 9 || b.first <= a.last {
		if b.first <= a.last+1 && r.hyphenated(a, b) {
			return "and"
		}
		return ""
	}
	if b.last+1 < len(r.words) && r.words[b.last+1].text == "to" && r.words[a.last+1].text == "," {
		return "" // "with Lind, and Tamm to Ostia"
	}
	if w := r.words[min(a.last+2, len(r.words)-1)].text; r.words[a.last+1].text == "," && (w == "a" || w == "an") {
		return "" // "Lind, a banker and Norland's envoy"
	}
	link := ""
	for i := a.last + 1; i < b.first; i++ {
		c := r.class(i)
		switch w := r.words[i].text; {
		case c == "and":
			link = "and"
		case w == "," && link == "":
			link = ","
		case (w == "-" || w == "–") && a.End == r.words[i].Start && r.words[i].End == b.Start:
			link = "and" // "Norland–Vestland"; a dash between blanks joins nobody
		case c == "of" || c == "for" || w == "," || w == ".":
		case c != "":
			return ""
		}
	}
	return link
}

// hyphenated reports whether two actors are parts of one word: "Trump-Kim".
func (r *roleFinder) hyphenated(a, b actor) bool {
	return a.End < b.Start && r.t.record.Report.Text[a.End:b.Start] == "-"
}

// next is the first actor that begins at word i or behind, before limit, with no
// word of a class between; -1 for none.
func (r *roleFinder) next(i, limit int) int {
	for k, a := range r.actors {
		if a.first < i || possessive[r.words[a.first].text] && a.first == a.last {
			continue // "his counterpart Kai Tamm"
		}
		if a.first > limit {
			return -1
		}
		for w := i; w < a.first; w++ {
			c := r.class(w)
			if c != "" && c != "of" && c != "for" && c != "and" || r.words[w].text == "," && w != a.first-1 {
				return -1
			}
		}
		return k
	}
	return -1
}

// behind finds the object, and who stands behind a preposition.
func (r *roleFinder) behind() {
	e := r.e
	if e.isVerb || e.words == "meeting" || e.wants == "object" {
		from := r.t.behindDate(e.sentence, e.last+1)
		if k := r.next(from, from+7); k >= 0 && r.plain(from, r.actors[k].first) && !(e.kind != parley.ContactVisit && r.owns(k)) {
			r.set(k, "object")
		}
	}
	topic := false // what is spoken of follows: "briefed Lind on his talks with Berg"
	for i := e.last + 1; i < min(len(r.words), e.last+16); i++ {
		c, n := classes.at(r.words, i)
		if topic && triggersAt(r.words, i) {
			return
		}
		topic = topic || c == "on" && e.wants == "object"
		w := r.words[i].text
		nextWith := i+1 < len(r.words) && r.class(i+1) == "with"
		switch {
		case w == "," && !nextWith && !r.resumes(i), w == ";", w == ":", w == "“", w == "”", w == "\"", w == "—":
			return
		case c == "that" || c == "who" || c == "says" || c == "be" || c == "conj" || c == "and" && !nextWith && !r.startsList(i):
			return
		case c == "with" || c == "between" || c == "by" || c == "to" || c == "from" || c == "of" || c == "in":
			if k := r.next(i+n, i+9); k >= 0 {
				r.set(k, c)
			}
		}
		if n > 1 {
			i += n - 1
		}
	}
}

// owns reports whether something of actor k's follows, and not he, is met or spoken of:
// "discussed Norland's fleet".
func (r *roleFinder) owns(k int) bool {
	next := r.actors[k].last + 1
	return next < len(r.words) && r.words[next].text == "'s"
}

// resumes reports whether the words from the comma at i are put in between, and with
// follows: "met at his residence, the Red House, with".
func (r *roleFinder) resumes(i int) bool {
	for k := i + 1; k < min(len(r.words)-1, i+8); k++ {
		if r.words[k].text == "," {
			return r.class(k+1) == "with"
		}
	}
	return false
}

// startsList reports whether the and at word i lies within a list of actors.
func (r *roleFinder) startsList(i int) bool {
	for k := range r.actors {
		if r.found[k] != "" && r.actors[k].last < i && k+1 < len(r.actors) && r.actors[k+1].first > i && r.found[k+1] == r.found[k] {
			return true
		}
	}
	return false
}

// plain reports whether words from and to hold no class and no mark.
func (r *roleFinder) plain(from, to int) bool {
	for i := from; i < to; i++ {
		w := r.words[i].text
		if r.class(i) != "" || !isWordText(w) && w != "." && w != "'s" {
			return false
		}
	}
	return true
}

// before finds the owner, the pair and the subject.
func (r *roleFinder) before() {
	r.owner()
	if r.isInvited() || r.isWithin() {
		return // "their invitation to visit" is theirs who do not
	}
	if r.count("between") > 1 || r.count("pair") > 1 || r.count("owner") > 0 && (r.e.kind == parley.ContactVisit || r.count("with") > 0) {
		return // they are all
	}
	barrier, conj := -1, false
	for i := r.e.first - 1; i >= 0; i-- {
		if k := r.endingAt(i); k >= 0 {
			if r.stands(k) {
				if by := r.addressing(k); by >= 0 {
					r.set(k, "object")
					k = by
				}
				r.setBack(k, "subject")
				return
			}
			if r.isFor(k) || r.isCalledOn(k) {
				r.setBack(k, "for")
				return
			}
			i = r.actors[k].first
			continue
		}
		c, w := r.class(i), r.words[i].text
		if opens := r.opensAside(i); opens >= 0 {
			i, r.isParted = opens, true
			continue
		}
		if c == "who" {
			if w != "whose" {
				r.antecedent(i)
			}
			return
		}
		if c == "conj" && r.e.first-i < 12 {
			barrier, conj = i, true
			break
		}
		if c == "that" || c == "says" || w == ";" || w == ":" || w == "“" || w == "—" {
			barrier = i
			break
		}
	}
	if conj {
		r.main(barrier)
	} else if barrier >= 0 {
		r.outer(barrier)
	} else {
		r.mainBehind()
	}
}

// addressing is who says something to actor k in the contact: "Lind told Berg in a
// phone call"; -1 for nobody.
func (r *roleFinder) addressing(k int) int {
	if k == 0 || r.e.isVerb {
		return -1
	}
	behind := false
	for i := r.actors[k].last + 1; i < r.e.first; i++ {
		c := r.class(i)
		behind = behind || c == "in" || c == "by" || c == "for"
		if c != "" && c != "of" && c != "on" && !behind || r.words[i].text == "," {
			return -1
		}
	}
	a, verb := r.actors[k-1], r.actors[k].first-1
	for verb > a.last+1 && r.words[verb].capital {
		verb-- // his title
	}
	if !behind || a.last >= verb || verb-a.last > 3 || !r.stands(k-1) {
		return -1
	}
	tells, _ := triggers.at(r.words, verb)
	asks, _ := cues.at(r.words, verb)
	if tells.key != "tell" && asks != "propose" && r.class(verb) != "says" {
		return -1
	}
	return k - 1
}

func (r *roleFinder) count(role string) int {
	n := 0
	for _, f := range r.found {
		if f == role {
			n++
		}
	}
	return n
}

// endingAt is the actor whose last word is i, -1 for none.
func (r *roleFinder) endingAt(i int) int {
	for k, a := range r.actors {
		if a.last == i {
			return k
		}
	}
	return -1
}

// stands reports whether nothing governs an actor: no preposition before him,
// nothing of his behind.
func (r *roleFinder) stands(k int) bool {
	a := r.actors[k]
	if a.last+1 < len(r.words) && (r.words[a.last+1].text == "'s" || r.words[a.last+1].text == "’" || r.words[a.last+1].text == "'") {
		return false
	}
	if a.form == parley.MentionPronoun && possessive[r.words[a.first].text] {
		return false
	}
	if k > 0 && a.kind != parley.EntityPerson && r.words[max(0, a.first-1)].text == "," && r.actors[k-1].last == a.first-2 {
		return r.stands(k - 1) // "in Doha, Qatar"
	}
	for i := a.first - 1; i >= max(0, a.first-4); i-- {
		switch c := r.class(i); {
		case triggersAt(r.words, i):
			return true
		case c == "of" && i > 0 && officials[r.words[i-1].text]:
			return true // "negotiators of Norland"
		case (c == "of" || c == "for") && i > 0 && a.kind == parley.EntityPerson && r.isTitle(i, a.first):
			return true // "Secretary of State Lind", "Assistant for Foreign Affairs Lind"
		case (c == "on" || c == "in") && i+1 < a.first && r.t.isDated(r.words[i+1:a.first]):
			return true // "On Monday Lind met"
		case c == "with" || c == "between" || c == "to" || c == "of" || c == "by" || c == "from" || c == "in" || c == "on" || c == "for":
			return false
		case c != "" || !isWordText(r.words[i].text):
			return true
		}
	}
	return true
}

// isTitle reports whether the of or for at word i stands in a title before word to: the
// words round it all have capitals.
func (r *roleFinder) isTitle(i, to int) bool {
	if i+1 >= to || !r.words[i-1].capital {
		return false
	}
	for k := i + 1; k < to; k++ {
		if !r.words[k].capital {
			return false
		}
	}
	return true
}

// isFor reports whether an actor stands behind for, and the event is what he is to
// do: "plans for Lind to visit", "steps for Lind, including a call".
func (r *roleFinder) isFor(k int) bool {
	a := r.actors[k]
	if a.last+1 >= len(r.words) || r.prep(k) != "for" {
		return false
	}
	next := r.words[a.last+1].text
	return next == "to" || next == "," && a.last+2 < len(r.words) && r.words[a.last+2].text == "including"
}

// isCalledOn reports whether an actor is called on to do what the event tells: "called on Lind
// to visit".
func (r *roleFinder) isCalledOn(k int) bool {
	a := r.actors[k]
	if a.last+1 >= len(r.words) || r.words[a.last+1].text != "to" {
		return false
	}
	for i := a.first - 1; i > max(0, a.first-4); i-- {
		if c := r.class(i); c != "" {
			asks, _ := cues.at(r.words, i-1)
			return (c == "on" || c == "to") && asks == "propose"
		}
	}
	return false
}

// prep is the class of the preposition before an actor; empty for none.
func (r *roleFinder) prep(k int) string {
	for i := r.actors[k].first - 1; i >= max(0, r.actors[k].first-4); i-- {
		if c := r.class(i); c != "" || !isWordText(r.words[i].text) {
			return c
		}
	}
	return ""
}

// setBack gives a role to an actor and to those joined to him before.
func (r *roleFinder) setBack(k int, role string) {
	if r.found[k] == "" {
		r.found[k] = role
	}
	first := true
	for k > 0 {
		link := r.link(k - 1)
		if link == "" || first && link != "and" {
			return
		}
		k, first = k-1, false
		if k > 0 && !r.stands(k) && r.actors[k].kind != parley.EntityPerson && r.actors[k].first-r.actors[k-1].last <= 2 {
			k-- // "Durbin of Illinois and Graham"
		}
		if r.found[k] == "" {
			r.found[k] = role
		}
	}
}

// owner finds whose the contact is, and pairs before the word.
func (r *roleFinder) owner() {
	for k := len(r.actors) - 1; k >= 0; k-- {
		a := r.actors[k]
		if a.last >= r.e.first {
			continue
		}
		gap := r.e.first - a.last - 1
		if gap > 6 || r.e.isVerb {
			return
		}
		next := r.words[a.last+1].text
		switch {
		case (next == "'s" || next == "’" || next == "'") && r.plain(a.last+2, r.e.first):
			r.setBack(k, "owner")
			return
		case a.form == parley.MentionPronoun && possessive[r.words[a.first].text] && r.plain(a.last+1, r.e.first):
			r.setBack(k, "owner")
			return
		case gap <= 3 && a.kind != parley.EntityPerson && r.isNounPhrase(a.last+1, r.e.first), gap == 0, r.paired(k) && gap <= 3:
			r.setBack(k, "pair")
			if k > 0 && r.ownsNext(k) {
				r.setBack(k-1, "owner") // "Lind's White House visit"
			}
			return
		}
		return
	}
}

// ownsNext reports whether the actor before k owns what k is of.
func (r *roleFinder) ownsNext(k int) bool {
	a, b := r.actors[k-1], r.actors[k]
	return b.first-a.last <= 5 && b.first-a.last >= 2 && r.words[a.last+1].text == "'s" && r.plain(a.last+2, b.first)
}

// paired reports whether an actor is the second of two with a hyphen between.
func (r *roleFinder) paired(k int) bool {
	return k > 0 && r.hyphenated(r.actors[k-1], r.actors[k])
}

// isNounPhrase reports whether words may be adjectives and nouns before another.
func (r *roleFinder) isNounPhrase(from, to int) bool {
	for i := from; i < to; i++ {
		w := r.words[i].text
		if r.class(i) != "" || !isWordText(w) || form(w) == "past" || form(w) == "s" && w != "arms" && w != "sanctions" || determiners[w] {
			return false
		}
	}
	return true
}
