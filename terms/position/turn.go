package position

import (
	"strings"

	"parley"
)

// Words that turn a stance: who demands that somebody do not do a thing rejects the
// thing, and who will not do it "unless" or "until" sets a condition.

// turn gives a candidate that was chosen the stance that its words turn its own into.
func (j *judged) turn(s *scene, u *unit, least float64) {
	if j.chance < least && j.rule == "" {
		return
	}
	switch j.stance {
	case parley.StanceDemand:
		if words, found := s.demandsNot(u); found != "" {
			j.stance, j.rule, j.words = parley.StanceReject, found, words
		}
	case parley.StanceReject:
		if words, found := s.notUnless(u); found != "" {
			j.stance, j.rule, j.words = parley.StanceConditional, found, words
		}
	}
}

// demandsNot finds what makes a demand one that something be not done: "urged Norland
// not to sign", "called for the deal to be rejected", "Norland should not sign".
func (s *scene) demandsNot(u *unit) (parley.Span, string) {
	text := s.record.Report.Text
	if words, found := first(text, u.span, "demanded not"); found != "" && !s.goesOnBut(u, words) {
		return words, found
	}
	if _, asks := s.inCue(u, "asks"); asks == "" {
		return parley.Span{}, ""
	}
	words, found := first(text, u.span, "asked not")
	const most = 4 // words before it: whom the demand is made on
	if found == "" || s.goesOnBut(u, words) || len(wordsIn(text, parley.Span{Start: u.span.Start, End: words.Start})) > most {
		return parley.Span{}, ""
	}
	return words, found
}

// goesOnBut reports whether a unit goes on, behind words, with what is to be done in
// place of that: "should not wait but impose them".
func (s *scene) goesOnBut(u *unit, words parley.Span) bool {
	rest := strings.ToLower(s.record.Report.Text[words.End:u.span.End])
	return strings.Contains(rest, " but ") || strings.Contains(rest, " rather than ")
}

// notUnless finds what makes a refusal one on condition: "will not sign until Norland
// has left". A negation stands before it in the same clause, or in the cue.
func (s *scene) notUnless(u *unit) (parley.Span, string) {
	text := s.record.Report.Text
	words, found := first(text, u.span, "only with")
	if found == "" {
		return parley.Span{}, ""
	}
	if _, empty := first(text, parley.Span{Start: words.Start, End: u.span.End}, "without more"); empty != "" {
		return parley.Span{}, ""
	}
	before := parley.Span{Start: u.span.Start, End: words.Start}
	if strings.ContainsAny(text[before.Start:before.End], ",;:") {
		return parley.Span{}, ""
	}
	not := func(spans ...parley.Span) bool { return s.hasWord(spans, func(w string) bool { return w == "not" }) }
	if !not(before) && !not(s.record.Statements[u.statement].Cue...) {
		return parley.Span{}, ""
	}
	return words, found
}
