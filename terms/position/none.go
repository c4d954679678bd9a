package position

import (
	"slices"
	"strings"

	"parley"
)

// What looks like a stance and is none, or not of who says it.

// isNone reports whether a unit words no position of anybody: it asks a reporter for
// no name, its statement tells nothing or is only supposed, or lies in one that says
// that it is not so, or nobody says it.
func (s *scene) isNone(u *unit) bool {
	if _, silent := s.inCue(u, "tells nothing"); silent != "" {
		return true
	}
	return s.isOfNobody(u) || s.rejectsClaim(u) || s.asksForNoName(u) || s.isSupposed(&s.record.Statements[u.statement]) || s.isDoubted(u)
}

// isOfNobody reports whether a unit is what nobody says: "no one in Norland demands it", or
// what neither of two refuses.
func (s *scene) isOfNobody(u *unit) bool {
	st := &s.record.Statements[u.statement]
	return s.opensWith(st, "nobody") || s.isOfNeither(st) && (st.Act == parley.ActReject || st.Act == parley.ActDeny)
}

// rejectsClaim reports whether a unit begins with a claim that is rejected, which denies it and
// says of no term where anybody stands. A claim to something is one to have it.
func (s *scene) rejectsClaim(u *unit) bool {
	words, found := first(s.record.Report.Text, u.span, "claim")
	if found == "" || words.Start != u.span.Start || strings.HasPrefix(s.record.Report.Text[words.End:], " to ") {
		return false
	}
	act := s.record.Statements[u.statement].Act
	return act == parley.ActReject || act == parley.ActDeny
}

// asksForNoName reports whether a unit begins by asking not to be named, which is no
// demand of anybody's in a negotiation.
func (s *scene) asksForNoName(u *unit) bool {
	words, found := first(s.record.Report.Text, u.span, "no name")
	return found != "" && isSlight(s.record.Report.Text[u.span.Start:words.Start])
}

// isSlight reports whether words are none, or small ones before what is asked for:
// "for anonymity", "that their names not be used".
func isSlight(words string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(words)) {
		switch w {
		case "for", "that", "his", "her", "their", "its", "on", "condition", "of":
		default:
			return false
		}
	}
	return true
}

// isPutOff reports whether a unit says that something is pushed back to a later day.
func (s *scene) isPutOff(u *unit) bool {
	return s.isSaid(u.said, "put off") || s.isSaid(s.record.Statements[u.statement].Cue, "put off")
}

// tellsOfStance reports whether a unit begins with a stance of nobody in particular, and
// only tells of it: "opposition to taxes united them". Who calls such a stance right or
// needed takes it.
func (s *scene) tellsOfStance(u *unit) bool {
	text := s.record.Report.Text
	words, found := first(text, u.span, "stance")
	if found == "" || len(wordsIn(text, parley.Span{Start: u.span.Start, End: words.Start})) > 1 {
		return false
	}
	lead := strings.ToLower(text[max(0, u.span.Start-len("that ")):words.Start])
	_, valued := first(text, parley.Span{Start: words.End, End: u.span.End}, "valued")
	return valued == "" && strings.Contains(lead, "that ")
}

// commandsOwn reports whether a statement is an order to those who serve its speaker,
// or his side: that is no demand on anybody whom one negotiates with. What he orders
// them not to do he may be against.
func (s *scene) commandsOwn(u *unit) bool {
	st := &s.record.Statements[u.statement]
	if s.hasWord(u.said, func(w string) bool { return w == "not" }) {
		return false
	}
	if !slices.ContainsFunc(st.Cue, func(c parley.Span) bool {
		_, found := first(s.record.Report.Text, c, "commands")
		return found != ""
	}) {
		return false
	}
	side := s.sideOf(st.Speaker)
	if len(st.Addressees) > 0 {
		return side != "" && !slices.ContainsFunc(st.Addressees, func(id string) bool { return s.sideOf(id) != side })
	}
	return len(st.Content) > 0 && s.beginsWithServants(st.Content[0])
}

// beginsWithServants reports whether words begin with a body that obeys: "the army to",
// "his troops to".
func (s *scene) beginsWithServants(span parley.Span) bool {
	const most = 5 // words before "to", or up to what obeys
	words := wordsIn(s.record.Report.Text, span)
	for i, w := range words[:min(most, len(words))] {
		if w.stem == "to" {
			return false
		}
		if _, found := first(s.record.Report.Text, w.Span, "serves"); found != "" {
			return i+1 < len(words) && words[i+1].stem != "of" && words[i+1].stem != "in" // "the army of Norland" is not his
		}
	}
	return false
}
