package contact

import (
	"slices"

	"parley"
)

// place is the entity where an event takes place: of a visit where it leads, else
// what stands behind in or at. -1 where that is not told.
func (t *text) place(e event) int {
	roles := t.roles(e)
	for i, a := range t.actors[e.sentence] {
		if a.kind == parley.EntityPerson || a.kind == parley.EntityMedium || a.kind == parley.EntityDocument || a.kind == parley.EntityGroup {
			continue
		}
		switch {
		case roles[i] == "in", e.kind == parley.ContactVisit && (roles[i] == "to" || roles[i] == "object" || roles[i] == "pair"):
			return a.entity
		case roles[i] == "pair" && a.kind != parley.EntityCountry && e.kind == parley.ContactMeeting:
			return a.entity // "the White House meeting"
		}
	}
	return -1
}

// host is who receives the others, -1 where that is not told.
func (t *text) host(e event) int {
	role := "subject"
	switch e.key {
	case "host", "invite":
	case "invitation":
		role = "owner"
	default:
		return -1
	}
	roles := t.roles(e)
	for i, a := range t.actors[e.sentence] {
		if roles[i] == role {
			return a.entity
		}
	}
	return -1
}

// condition is the clause on which an event shall take place; the zero Span for
// none.
func (t *text) condition(e event) parley.Span {
	s := t.sentences[e.sentence]
	for i := e.last + 1; i < len(s.words); i++ {
		class, n := conditions.at(s.words, i)
		if n == 0 || class == "if" && (e.status == parley.ContactHeld || e.status == parley.ContactOngoing || i-e.last > 12) {
			continue
		}
		end := i + n
		for end < len(s.words) && !endsClause(s.words[end].text) {
			end++
		}
		if end > i+n {
			return parley.Span{Start: s.words[i].Start, End: s.words[end-1].End}
		}
	}
	return parley.Span{}
}

func endsClause(w string) bool {
	switch w {
	case ",", ";", ".", "”", "\"", "!", "?", ":":
		return true
	}
	return false
}

// topic is what an event is said to be about: the words behind on, about or over,
// up to the next mark or clause; the zero Span where that is not told.
func (t *text) topic(e event) parley.Span {
	s := t.sentences[e.sentence]
	for i := e.last + 1; i < min(len(s.words)-1, e.last+10); i++ {
		class, n := classes.at(s.words, i)
		if class == "that" || class == "who" || class == "says" || class == "conj" || class == "be" || endsClause(s.words[i].text) {
			return parley.Span{}
		}
		if class != "on" || t.isDated(s.words[i+n:]) || triggersAt(s.words, i) {
			continue // on the phone, on Monday
		}
		end := i + n
		for end < len(s.words) && end < i+n+maxTopic && !t.endsTopic(s, end) {
			end++
		}
		if end > i+n {
			return parley.Span{Start: s.words[i+n].Start, End: s.words[end-1].End}
		}
	}
	return parley.Span{}
}

// maxTopic is how many words a topic has at most.
const maxTopic = 10

func (t *text) endsTopic(s sentence, i int) bool {
	class, n := classes.at(s.words, i)
	w := s.words[i].text
	return endsClause(w) || w == "—" || w == "–" || w == "“" || n > 0 && class != "of" && class != "for" && class != "and" || t.isDated(s.words[i:])
}

// isDated reports whether a date begins with the first of words, which there may be
// none of.
func (t *text) isDated(words []word) bool {
	if len(words) == 0 {
		return true
	}
	at := words[0].Start
	i, _ := slices.BinarySearchFunc(t.dates, at, func(d parley.Date, at int) int { return d.Span.Start - at })
	return i < len(t.dates) && t.dates[i].Span.Start == at || i > 0 && t.dates[i-1].Span.Start <= at && at < t.dates[i-1].Span.End
}

// recorded is the recording in which the participants of a conversation are heard,
// nil for none: what it holds is a call.
func (t *text) recorded(e event) *parley.Exhibit {
	if e.kind != parley.ContactTalks && e.kind != parley.ContactCall || e.isBorrowed && e.key != "conversation" {
		return nil
	}
	for i, x := range t.record.Exhibits {
		if x.Kind != parley.ExhibitRecording && x.Kind != parley.ExhibitTranscript || len(x.Participants) < 2 {
			continue
		}
		heard := 0
		for _, p := range e.who {
			if slices.Contains(x.Participants, t.record.Entities[p.entity].ID) {
				heard++
			}
		}
		if heard >= 2 && heard == len(e.who) && (e.key == "speak" || e.key == "conversation" || e.kind == parley.ContactCall) {
			return &t.record.Exhibits[i]
		}
	}
	return nil
}
