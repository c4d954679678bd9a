package attribute

import (
	"slices"
	"strings"

	"parley"
)

const (
	ruleQuestion = "a turn that asks"
	ruleAnswered = "who has the next turn is asked"
	ruleTwo      = "two talk, and nobody else"
	ruleAnswers  = "who asked in the turn before is answered"
)

// takeTurns tells what the order of turns in a transcript does: one that ends in a
// question asks whoever speaks next, and he answers whoever asked.
func takeTurns(reading *parley.Reading, statements []parley.Statement, order []int) {
	before := -1 // the last turn
	for n, i := range order {
		if !reading.Attributions[i].IsTurn {
			continue
		}
		s := &statements[n]
		if onlyAsks(reading.Report, s) && s.Act != parley.ActAsk {
			s.Act, s.CAMEO, s.Certainty = parley.ActAsk, "", parley.CertaintyUnknown
			s.Reasons = slices.DeleteFunc(s.Reasons, func(r parley.Reason) bool { return r.Field == "act" || r.Field == "certainty" })
			for _, field := range []string{"act", "certainty"} {
				s.Reasons = append(s.Reasons, parley.Reason{Field: field, Rule: ruleQuestion, Words: s.Content[len(s.Content)-1:]})
			}
		}
		if before >= 0 && asks(reading.Report, &statements[before]) {
			speaksTo(&statements[before], s.Speaker, ruleAnswered, s.Source)
			speaksTo(s, statements[before].Speaker, ruleAnswers, statements[before].Source)
		}
		before = n
	}
	talkToEachOther(reading, statements, order)
}

// talkToEachOther makes each of two, of whom all turns are, the addressee of the other's, if one
// asks something: two who only tell may stand before the press.
func talkToEachOther(reading *parley.Reading, statements []parley.Statement, order []int) {
	var two []string
	isTalk := false
	for n, i := range order {
		if !reading.Attributions[i].IsTurn {
			continue
		}
		isTalk = isTalk || asks(reading.Report, &statements[n])
		if id := statements[n].Speaker; !slices.Contains(two, id) {
			two = append(two, id)
		}
		if len(two) > 2 {
			return
		}
	}
	if !isTalk || len(two) < 2 || slices.Contains(two, "") {
		return
	}
	for n, i := range order {
		if !reading.Attributions[i].IsTurn {
			continue
		}
		other := two[0]
		if other == statements[n].Speaker {
			other = two[1]
		}
		speaksTo(&statements[n], other, ruleTwo, statements[n].Source)
	}
}

// asks reports whether a turn ends in a question, brackets behind it aside.
func asks(report *parley.Report, s *parley.Statement) bool {
	words := lastWords(report, s)
	return strings.HasSuffix(words, "?") && !strings.HasSuffix(words, ", right?")
}

// onlyAsks reports whether a turn that asks does hardly anything else: few sentences stand
// before the question, or nobody is known to speak.
func onlyAsks(report *parley.Report, s *parley.Statement) bool {
	const few = 5 // sentences
	words := lastWords(report, s)
	return asks(report, s) && (s.Speaker == "" || strings.Count(words, ". ")+strings.Count(words, "? ") < few)
}

// lastWords is the last piece of what s says, without a bracket at its end.
func lastWords(report *parley.Report, s *parley.Statement) string {
	words := strings.TrimRight(report.Quote(s.Content[len(s.Content)-1]), " \n")
	if n := strings.LastIndexByte(words, '('); n > 0 && strings.HasSuffix(words, ")") {
		words = strings.TrimRight(words[:n], " \n")
	}
	return strings.TrimRight(words, "”\"")
}

// speaksTo makes who the addressee of s where it has none.
func speaksTo(s *parley.Statement, who, rule string, words []parley.Span) {
	if who == "" || who == s.Speaker || len(s.Addressees) > 0 {
		return
	}
	s.Addressees = []string{who}
	s.Reasons = append(s.Reasons, parley.Reason{Field: "addressees", Rule: rule, Words: words})
}
