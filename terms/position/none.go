package position

import (
	"slices"
	"strings"

	"parley"
)

// What looks like a stance and is none, or not of who says it.

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
