// Package position finds where each party stands, on the terms and proposals of a
// record or on what no register knows.
//
//	statements → units, with whose position each may word (candidate.go)
//	           → features (feature.go), by the classes of words of wording.tsv
//	           → the chance of each stance (model.go), by weights.tsv and, where the
//	             reader's network was asked, sense.tsv
//	           → positions, one of a party for the same words
//
// The weights are read off labelled reports (train/stances.py). They are a table:
// each position names the features that told most for it.
package position

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
)

// leastByTable is the chance of a stance from which on a unit is taken for a position
// where no network was asked. The most is right in all where each that is righter than
// half of that is taken.
const leastByTable = 0.12

// Find lists the positions of a record in the order of their evidence. Of deal, the
// terms and the proposals are known; sense is what the reader's network makes of the
// words, nil for nothing.
func Find(record *parley.Record, deal *parley.Deal, sense *parley.Sense) []parley.Position {
	s := newScene(record, deal, sense)
	var all []judged
	for n := range s.units {
		all = append(all, s.judge(n)...)
	}
	kept := distinct(s, all)
	slices.SortStableFunc(kept, func(a, b judged) int {
		return slices.CompareFunc(s.units[a.unit].evidence, s.units[b.unit].evidence, parley.Span.Compare)
	})
	var positions []parley.Position
	for _, j := range kept {
		positions = append(positions, s.ofEach(j)...)
	}
	for i := range positions {
		positions[i].ID = fmt.Sprintf("o%d", i+1)
	}
	return positions
}

// A judged is a candidate with its likeliest stance and how sure that is.
type judged struct {
	candidate
	chance float64
	stance parley.Stance
	rule   string // the phrase that decided, alone or over the weights, else empty
	words  parley.Span
}

// judge lists the candidates of a unit that may be positions.
func (s *scene) judge(n int) []judged {
	candidates := s.candidates(n)
	if len(candidates) == 0 {
		return nil
	}
	u := &s.units[n]
	if s.isNone(u) || s.commandsOwn(u) || !namesMatter(s.record.Report.Text, u.said) {
		return nil
	}
	var unit score
	unit.weigh([]string{"bias"})
	unit.weigh(s.ofUnit(u))
	sensed, least := s.sensed(u), s.least()
	barred := s.barred(u)
	var all []judged
	for _, c := range candidates {
		z := unit
		z.weigh(s.ofParty(c))
		z.senses(sensed)
		p := z.chances()
		j := judged{candidate: c}
		for i, v := range p {
			if v > j.chance && !barred[parley.Stances[i]] {
				j.chance, j.stance = v, parley.Stances[i]
			}
		}
		if j.chance < least && c.role == roleSpeaker {
			j.byRule(s, u)
		}
		j.underCondition(s, u, least)
		j.turns(s, u, least)
		if j.chance >= least || j.rule != "" {
			all = append(all, j)
		}
	}
	return all
}

// byTable are the chances of a candidate's stances by the table of weights alone.
func (s *scene) byTable(c candidate) score {
	var z score
	z.weigh([]string{"bias"})
	z.weigh(s.ofUnit(&s.units[c.unit]))
	z.weigh(s.ofParty(c))
	return z.chances()
}

// byRule gives a candidate the stance that a phrase of phrases.tsv makes of what is
// said of a term or proposal. Its chance is then none: no weights decided.
//
// What somebody's own words never allow he rejects, whatever it is; what he calls his own he
// demands.
func (j *judged) byRule(s *scene, u *unit) {
	text := s.record.Report.Text
	if words, found := first(text, u.span, "never"); found != "" && s.record.Statements[u.statement].Kind != parley.StatementIndirect {
		j.chance, j.stance, j.rule, j.words = 0, parley.StanceReject, found, words
		if insists(text[u.span.Start:words.Start]) {
			j.stance = parley.StanceDemand
		}
		return
	}
	if len(s.touched(u.span)) == 0 {
		return
	}
	if words, found := s.notRejected(u); found != "" {
		j.chance, j.stance, j.rule, j.words = 0, parley.StanceOpen, found, words
		return
	}
	for _, stance := range parley.Stances {
		if words, found := first(text, u.span, string(stance)); found != "" {
			j.chance, j.stance, j.rule, j.words = 0, stance, found, words
			return
		}
	}
}

// distinct keeps of the candidates that say the same the likeliest: for the same words
// one position, also where one says what another wants.
func distinct(s *scene, all []judged) []judged {
	slices.SortStableFunc(all, func(a, b judged) int { return cmp.Compare(b.chance, a.chance) })
	known := map[int][]int{} // units by the stretches of text that they touch
	var kept []judged
	for _, j := range all {
		evidence := s.units[j.unit].evidence
		same := func(stretch int) bool {
			return slices.ContainsFunc(known[stretch], func(n int) bool { return overlap(evidence, s.units[n].evidence) })
		}
		if slices.ContainsFunc(stretches(evidence), same) {
			continue
		}
		for _, stretch := range stretches(evidence) {
			known[stretch] = append(known[stretch], j.unit)
		}
		kept = append(kept, j)
	}
	return kept
}

// stretches are the numbers of the kilobytes that spans touch, the first few.
func stretches(spans []parley.Span) []int {
	var all []int
	for _, s := range spans {
		for n := s.Start >> 10; n <= s.End>>10 && len(all) < 16; n++ {
			if !slices.Contains(all, n) {
				all = append(all, n)
			}
		}
	}
	return all
}

// overlap reports whether two lists of spans share three tenths of the shorter.
func overlap(a, b []parley.Span) bool {
	common := 0
	for _, s := range a {
		for _, t := range b {
			common += max(0, min(s.End, t.End)-max(s.Start, t.Start))
		}
	}
	return 10*common >= 3*min(length(a), length(b))
}

func length(spans []parley.Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

// insists reports whether the words before what is never allowed are of what the speaker
// holds to be his: "our right to Ostia is not negotiable".
func insists(before string) bool {
	before = strings.ToLower(before)
	isOwn := strings.HasPrefix(before, "our ") || strings.HasPrefix(before, "my ")
	return isOwn && !strings.Contains(before, " we ") || strings.Contains(before, " right to ")
}
