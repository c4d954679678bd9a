package position

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// turns makes of a demand that something be not done a rejection of it, "urged Norland not to
// strike", "should not strike", and of a refusal with a condition a conditional stance: "would
// not talk unless", "rules out talks while".
func (j *judged) turns(s *scene, u *unit, least float64) {
	if j.rule != "" || j.chance < least {
		return
	}
	switch j.stance {
	case parley.StanceDemand:
		if words, found := s.againstDoing(u); found != "" {
			j.stance, j.rule, j.words = parley.StanceReject, found, words
		}
	case parley.StanceReject:
		if words, found := s.refusesUnless(u); found != "" {
			j.stance, j.rule, j.words = parley.StanceConditional, found, words
		}
	}
}

// againstDoing finds what says that something is not to be done: at the head of what is said, or
// with the first of its words for what should be.
func (s *scene) againstDoing(u *unit) (parley.Span, string) {
	text := s.record.Report.Text
	if words, found := first(text, u.span, "not to do"); found != "" && words.Start == u.span.Start {
		if endsIt(text, words.End, u.span.End) {
			return words, "" // "not to abandon the ceasefire" asks for it
		}
		return words, found
	}
	words, found := first(text, u.span, "not be done")
	if found == "" {
		return words, ""
	}
	before := wordsIn(text, parley.Span{Start: u.span.Start, End: words.Start})
	if slices.ContainsFunc(before, func(w word) bool {
		return w.stem == "should" || w.stem == "must" || w.stem == "need" || w.stem == "can"
	}) {
		return words, "" // "should repeal it and should not leave"
	}
	if endsIt(text, words.End, u.span.End) {
		return words, ""
	}
	return words, found
}

// endsIt reports whether the words behind at begin with a verb of ending or breaking something.
func endsIt(text string, at, end int) bool {
	words, found := first(text, parley.Span{Start: at, End: end}, "ending")
	return found != "" && strings.TrimSpace(text[at:words.Start]) == ""
}

// refusesUnless finds a condition behind a denied or refusing word, in the same clause.
func (s *scene) refusesUnless(u *unit) (parley.Span, string) {
	text := s.record.Report.Text
	words, found := first(text, u.span, "refusal condition")
	if found == "" || isNoCondition(text, words, u.span.End) {
		return words, ""
	}
	refuses := func(span parley.Span) bool {
		return slices.ContainsFunc(hits(wordsIn(text, span)), func(h hit) bool { return h.class == "reject" })
	}
	before := clauseBefore(text, parley.Span{Start: u.span.Start, End: words.Start})
	denied := slices.ContainsFunc(wordsIn(text, before), func(w word) bool { return w.stem == "not" })
	if !denied && !refuses(before) && (before.Start > u.span.Start || !slices.ContainsFunc(s.record.Statements[u.statement].Cue, refuses)) {
		return words, ""
	}
	return words, found
}

// isNoCondition reports whether what words say that may begin a condition is how one leaves,
// "leave without a deal", or only when: "until Monday", "until after the vote".
func isNoCondition(text string, words parley.Span, end int) bool {
	const near = 24 // bytes
	from := max(0, words.Start-near)
	for !utf8.RuneStart(text[from]) {
		from++
	}
	isWithout := strings.EqualFold(text[words.Start:words.End], "without")
	for w := range strings.FieldsSeq(strings.ToLower(text[from:words.Start])) {
		if !isWithout {
			break
		}
		switch w {
		case "leave", "leaving", "leaves", "left", "go", "goes", "going", "exit", "exiting", "quit", "quitting":
			return true
		}
	}
	after := wordsIn(text, parley.Span{Start: words.End, End: end})
	if len(after) == 0 {
		return true
	}
	next := strings.ToLower(text[after[0].Start:after[0].End])
	switch next {
	case "hesitation", "reservation", "reservations", "explanation", "comment", "elaborating", "elaboration", "delay", "debate", "discussion", "explaining", "giving", "saying", "question":
		if isWithout {
			return true // how it is refused
		}
	}
	return naming["time"][next] || next == "after" || unicode.IsDigit(rune(next[0]))
}

// clauseBefore is what of span stands behind its last mark.
func clauseBefore(text string, span parley.Span) parley.Span {
	for i := span.End - 1; i >= span.Start; i-- {
		switch text[i] {
		case ',', ';', ':', '"':
			return parley.Span{Start: i + 1, End: span.End}
		}
	}
	return span
}
