package contact

import (
	"slices"

	"parley"
)

// joinLists lets all who are joined by and in one role take part where one of them does:
// each is weighed alone, and those far from the words of the event are weighed too low.
func (r *roleFinder) joinLists(e *event) {
	if e.wants == "sent" {
		return
	}
	for k := 0; k < len(r.actors); k++ {
		list := r.closeList(k)
		if !e.isVerb && isLoose(r.found[k]) {
			continue // "Lind and Berg hailed the talks" are not theirs
		}
		if len(list) > 1 && r.isMeetingOf(e, k) {
			e.who = append(e.who, part{r.actors[k], leastPart, "a meeting of several", "", "of"})
		}
		if first := r.takingPart(e, list); first >= 0 {
			for _, i := range list {
				r.join(e, i, e.who[first])
			}
		}
		k = list[len(list)-1]
	}
}

// isLate reports whether an actor is called dead, whose tomb or heirs are visited: "the late
// President Lind".
func (r *roleFinder) isLate(i int) bool {
	a := r.actors[i]
	for k := a.first - 1; k >= 0 && a.kind == parley.EntityPerson; k-- {
		switch w := r.words[k]; {
		case w.text == "late" || w.text == "slain":
			return true
		case !w.capital && w.text != "president" && w.text != "leader":
			return false
		}
	}
	return false
}

// isMeetingOf reports whether actor k stands right behind the of of a meeting: "a summit of
// Norland and Vestland". Talks of something may be about it.
func (r *roleFinder) isMeetingOf(e *event, k int) bool {
	isMeeting := e.kind == parley.ContactMeeting || e.kind == parley.ContactSummit
	return isMeeting && !e.isVerb && len(e.who) == 0 && r.found[k] == "of" && r.class(e.last+1) == "of" && r.actors[k].first-e.last <= 3 && takesPart(r.actors[k].kind)
}

// isLoose reports whether a role is that of another clause or verb, which may be about the
// contact and no part of it.
func isLoose(role string) bool {
	return role == "subject" || role == "main" || role == "main behind" || role == "outer"
}

// closeList is actor k and those joined to him with nothing but titles between.
func (r *roleFinder) closeList(k int) []int {
	all := r.list(k)
	for n := 1; n < len(all); n++ {
		if !r.isTitled(all[n-1], all[n]) {
			return all[:n]
		}
	}
	return all
}

// isTitled reports whether nothing but joining words and titles stand between two actors:
// no verb, no quotation, no second clause.
func (r *roleFinder) isTitled(a, b int) bool {
	if first := r.actors[a]; first.form == parley.MentionPronoun && possessive[r.words[first.first].text] {
		return false
	}
	const most = 3 // small words of a title: "then foreign minister"
	small := 0
	for i := r.actors[a].last + 1; i < r.actors[b].first; i++ {
		w := r.words[i]
		switch c := r.class(i); {
		case w.text == "including" || w.text == "'s" || !isWordText(w.text) && w.text != "," && w.text != "." && w.text != "-" && w.text != "–" && w.text != "&":
			return false
		case c != "" || w.capital || determiners[w.text]:
		default:
			small++
		}
		if f := form(w.text); !w.capital && (f == "past" || f == "ing" && w.text != "incoming" && w.text != "acting") || small > most {
			return false
		}
	}
	return true
}

// takingPart is the first of an event's parts that is one of a list of actors, -1 for none.
func (r *roleFinder) takingPart(e *event, list []int) int {
	return slices.IndexFunc(e.who, func(p part) bool {
		return slices.ContainsFunc(list, func(i int) bool { return r.actors[i].Span == p.Span })
	})
}

// join adds actor i to an event, in which the other takes part in the same role.
func (r *roleFinder) join(e *event, i int, with part) {
	a := r.actors[i]
	isPart := slices.ContainsFunc(e.who, func(p part) bool { return p.entity == a.entity })
	if isPart || r.found[i] != with.role || !takesPart(a.kind) || a.first <= e.last && a.last >= e.first || a.also > 0 || r.narrows(i) || r.isLate(i) {
		return
	}
	e.who = append(e.who, part{a, with.score, "joined to one who takes part", "", with.role})
}

// narrows reports whether an actor that is no person only says whose or where another is:
// Norland of "President Lind of Norland and", Vestland of "Norland and Vestland farms".
func (r *roleFinder) narrows(i int) bool {
	a := r.actors[i]
	if a.form == parley.MentionPronoun && possessive[r.words[a.first].text] || r.found[i] != "owner" && r.owns(i) {
		return true
	}
	if a.kind == parley.EntityPerson {
		return false
	}
	if r.isOfPerson(i) {
		return true
	}
	next := a.last + 1
	return a.form == parley.MentionName && next < len(r.words) && r.class(next) == "" && isWordText(r.words[next].text) && !triggersAt(r.words, next)
}

// joinHolder lets who holds the contact take part beside those who stand behind it: the
// subject of "are holding talks with", of "have consulted with", of "Lind, who came late, met".
func (r *roleFinder) joinHolder(e *event) {
	if len(e.who) == 0 || slices.ContainsFunc(e.who, func(p part) bool { return p.role != "with" && p.role != "to" && p.role != "object" }) {
		return
	}
	for k, role := range r.found {
		if role == "subject" && (r.isParted || len(e.who) == 1 && r.holds(r.actors[k].last+1, *e) || r.wants(k, *e)) {
			first := k
			for first > 0 && r.found[first-1] == role {
				first--
			}
			for i := first; i <= k; i++ {
				r.join(e, i, part{role: role, score: e.who[0].score})
			}
			return
		}
	}
}

// holds reports whether the words from one on to an event are but the verb that holds it,
// or nothing before the event's own verb.
func (r *roleFinder) holds(from int, e event) bool {
	if from >= e.first {
		return false
	}
	held := e.isVerb
	for i := from; i < e.first; i++ {
		if c := r.class(i); c == "on" && r.t.isDated(r.words[i+1:]) {
			continue // "Lind on Friday spoke with"
		} else if c != "" && c != "be" || !isWordText(r.words[i].text) {
			return false
		}
		switch c, _ := cues.at(r.words, i); c {
		case "hold", "held", "continue", "resume", "began", "have":
			held = true
		case "not", "cancel", "postpone", "propose", "want":
			return false
		}
	}
	return held
}

// wants reports whether actor k calls off, seeks or offers a contact with whoever stands behind
// it: "is cancelling talks with", "was willing to speak to".
func (r *roleFinder) wants(k int, e event) bool {
	does := false
	for i := r.actors[k].last + 1; i < e.first; i++ {
		if c := r.class(i); c != "" && c != "be" && c != "to" && c != "for" || !isWordText(r.words[i].text) {
			return false
		}
		switch c, _ := cues.at(r.words, i); c {
		case "cancel", "postpone", "propose", "want":
			does = true
		}
	}
	return does && r.isLikely(e, k)
}

// isOfPerson reports whether an actor only says whose person the one before is: Norland of
// "President Lind of Norland".
func (r *roleFinder) isOfPerson(i int) bool {
	return i > 0 && r.actors[i].kind == parley.EntityCountry && r.actors[i-1].kind == parley.EntityPerson &&
		r.actors[i-1].last == r.actors[i].first-2 && r.class(r.actors[i].first-1) == "of"
}

// joinPartner lets who stands right behind the with of a contact take part where the words
// before it are but those of whoever holds it: "held consultations with his counterpart, Berg".
// The table must take both for parts; where the network takes neither, each is unsure of one
// for want of the other.
func (r *roleFinder) joinPartner(e *event) {
	partner := slices.Index(r.found, "with")
	holder := -1
	for k, role := range r.found {
		if role == "subject" && r.holds(r.actors[k].last+1, *e) {
			holder = k
		}
	}
	if partner < 0 || holder < 0 || len(e.who) > 1 || !r.isLikely(*e, partner) || !r.isLikely(*e, holder) {
		return
	}
	for _, k := range []int{holder, partner} {
		r.join(e, k, part{role: r.found[k]})
	}
	r.joinLists(e)
}

// isLikely reports whether the table takes actor i for one who takes part.
func (r *roleFinder) isLikely(e event, i int) bool {
	sum, _ := learned.sum("part", r.t.partFeatures(e, i, r.found[i]))
	return sum > leastPart && takesPart(r.actors[i].kind)
}
