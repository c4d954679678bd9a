package contact

import "parley"

// calledOff reports whether a contact is said to be off further on than taking.tsv looks: behind
// a clause put in between, "talks that were due on Monday have been postponed", or of "it" or
// "that meeting", "were to meet, but it was cancelled".
func (t *text) calledOff(e event) (parley.ContactStatus, bool) {
	words := t.sentences[e.sentence].words
	if !e.isVerb && t.isSubject(e) {
		if status, ok := offIn(words, e.last+1, true); ok {
			return status, true
		}
	}
	for i := e.last + 1; i < len(words)-1; i++ {
		if w := words[i].text; w == "but" || w == "until" {
			if n := refersBack(words[i+1:]); n > 0 {
				return offIn(words, i+1+n, false)
			}
		}
	}
	if next := e.sentence + 1; next < len(t.sentences) && t.isLastOf(e) {
		if n := refersBack(t.sentences[next].words); n > 0 {
			return offIn(t.sentences[next].words, n, false)
		}
	}
	return "", false
}

// isSubject reports whether the noun of an event may be the subject of its sentence: no
// preposition, no conjunction and no verb governs it.
func (t *text) isSubject(e event) bool {
	if g := t.governors(e.sentence, e.first); len(g) > 0 && (g[0].name == "resume" || g[0].name == "hold" || g[0].name == "continue") {
		return false // "resume negotiations that were broken off"
	}
	const reach = 6 // words
	words := t.sentences[e.sentence].words
	for i := e.first - 1; i >= max(0, e.first-reach); i-- {
		c, _ := classes.at(words, i)
		switch {
		case c == "of" && i > 0 && triggersAt(words, i-1): // "round of talks"
		case c == "that" || c == "says" || words[i].text == ";" || words[i].text == ",":
			return true
		case c != "" && c != "and" || form(words[i].text) == "past" && !words[i].capital && i != e.first-1:
			return false
		}
	}
	return true
}

// offIn finds a passive of words for what is called off or put off among words from one on, in
// the same clause; behind a relative clause too, which must begin with such a form of be and says
// nothing where the sentence goes on with a verb of its own: "talks that had been suspended ended".
func offIn(words []word, from int, relative bool) (status parley.ContactStatus, ok bool) {
	const reach, direct = 30, 8 // words, behind a relative clause and without one
	to, passive, inRelative := from+direct, from-reach, false
	if relative {
		to = from + reach
	}
	for i := from; i < min(len(words), to); i++ {
		c, _ := classes.at(words, i)
		cue, _ := cues.at(words, i)
		isPast := form(words[i].text) == "past"
		switch w := words[i].text; {
		case w == ";" || w == ":" || w == "“" || w == "\"" || c == "says" || c == "conj" || w == "and" && ok || !relative && determiners[w]:
			return status, ok
		case w == "that" || w == "which" || c == "that":
			if !relative || ok || !isAuxiliary(words, i+1) {
				return status, ok
			}
			inRelative = true
		case c == "be" || w == "'s":
			passive = i
		case (cue == "cancel" || cue == "postpone") && (isPast || w == "off") && i-passive <= 3, w == "fell" && cue == "cancel":
			status, ok = parley.ContactCancelled, true
			if cue == "postpone" {
				status = parley.ContactPostponed
			}
		case ok && (cue == "resume" || cue == "began" || cue == "held"):
			return "", false // "talks that had been suspended resumed"
		case isPast && i-passive > 3 && !reduced[w] && !words[i].capital && i > from:
			return status, ok && !inRelative
		}
	}
	return status, ok
}

// reduced are participles behind a noun with no form of be: "talks planned for Monday".
var reduced = map[string]bool{"planned": true, "scheduled": true, "slated": true, "set": true, "arranged": true, "proposed": true, "expected": true, "called": true}

// isAuxiliary reports whether word i is a form of be or have.
func isAuxiliary(words []word, i int) bool {
	return class(words, i) == "be" || i < len(words) && auxiliaries[words[i].text]
}

// refersBack is how many words stand at the head of others for a contact told of right before:
// "it", "that meeting"; 0 for none.
func refersBack(words []word) int {
	i := 0
	if len(words) > 0 && words[0].text == "but" {
		i = 1
	}
	if i >= len(words) {
		return 0
	}
	switch words[i].text {
	case "it":
		return i + 1
	case "that", "this", "the":
		switch c := class(words, i+1); {
		case c == "be":
			return i + 1
		case i+1 < len(words) && (words[i+1].text == "event" || triggersAt(words, i+1)):
			return i + 2
		}
	}
	return 0
}

// class is that of word i, empty behind the last.
func class(words []word, i int) string {
	if i >= len(words) {
		return ""
	}
	c, _ := classes.at(words, i)
	return c
}

// isLastOf reports whether an event is the last of its sentence.
func (t *text) isLastOf(e event) bool {
	words := t.sentences[e.sentence].words
	for i := e.last + 1; i < len(words); i++ {
		if tr, n := triggers.at(words, i); n > 0 && tr.kind != "none" {
			return false
		}
	}
	return true
}
