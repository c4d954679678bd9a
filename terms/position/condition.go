package position

import (
	"strings"

	"parley"
)

// A condition makes of an acceptance or an offer a conditional one, wherever in the
// sentence it stands: "would accept it, he said, if Norland left".

// conditionOf finds the words of a class of phrases.tsv that make a condition: in the
// unit, or in what its statement says further on in the same sentence.
func (s *scene) conditionOf(u *unit, class string) (words, clause parley.Span, found string) {
	text := s.record.Report.Text
	if words, found := first(text, u.span, class); found != "" && !isConcession(text, words.Start) {
		return words, parley.Span{Start: words.Start, End: u.span.End}, found
	}
	const most = 120 // bytes between two pieces of a sentence
	end := u.span.End
	for _, piece := range s.record.Statements[u.statement].Content {
		if piece.Start < end {
			continue
		}
		if piece.Start-end > most || strings.ContainsAny(text[end:piece.Start], ".!?;\n") || endsSentence(text[:end]) {
			break
		}
		if words, found := first(text, piece, class); found != "" && !isConcession(text, words.Start) {
			return words, parley.Span{Start: words.Start, End: piece.End}, found
		}
		end = piece.End
	}
	return parley.Span{}, parley.Span{}, ""
}

// endsSentence reports whether words end in a full stop.
func endsSentence(words string) bool {
	words = strings.TrimRight(words, "\"'”’")
	return words == "" || strings.ContainsRune(".!?", rune(words[len(words)-1]))
}

// isConcession reports whether the word before at makes "if" no condition: "even if", or
// a question, "to see if".
func isConcession(text string, at int) bool {
	before := strings.ToLower(strings.TrimRight(text[max(0, at-12):at], " "))
	switch before[strings.LastIndexByte(before, ' ')+1:] {
	case "even", "as", "see", "ask", "asks", "asked", "asking", "know", "wonder", "wondered", "decide", "determine", "check", "learn", "question":
		return true
	}
	return false
}

// underCondition makes what a candidate accepts or offers conditional where the same
// sentence sets a condition, and takes for that what it would accept with one. What was
// agreed, "in exchange for" something, is accepted all the same.
func (j *judged) underCondition(s *scene, u *unit, least float64) {
	isTaken := j.chance >= least || j.rule != ""
	if isTaken && j.stance != parley.StanceOffer && (j.stance != parley.StanceAccept || s.agrees(u)) {
		return
	}
	words, _, found := s.conditionOf(u, "firm condition")
	if found == "" {
		return
	}
	if !isTaken {
		if _, would := s.inCue(u, "would"); would == "" && !s.isSaid(u.said, "would") || j.role != roleSpeaker || len(s.touched(u.span)) == 0 {
			return
		}
		j.chance = 0
	}
	j.stance, j.rule, j.words = parley.StanceConditional, found, words
}
