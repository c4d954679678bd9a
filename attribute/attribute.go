// Package attribute makes statements of a reading's attributions: who says them
// to whom, inside which other statement, in whose words (quotation.go), when
// (said.go); what is done by them, how surely, by which way and by what sort of
// source (manner.go). An account (account.go) then says what they rest on
// (exhibit.go), on whose word they reached the report (chain.go) and what answers
// what (response.go). The words by which it tells are in its tables.
//
// Who is looked up in the cast: a statement's speaker is the entity of the
// mention that its source is. A source without a mention, or of which nobody is
// known, leaves the speaker open; where no source was read, the words before the
// cue may tell (speaker.go). To whom is what the reader saw, or else the words
// around the cue (addressee.go). Where neither names anybody, the reader's network may
// point to somebody (pointed.go).
package attribute

import (
	"cmp"
	"fmt"
	"slices"

	"parley"
)

// Attribute makes a statement of each attribution, in the order of the cues.
func Attribute(reading *parley.Reading, cast *parley.Cast) *parley.Account {
	a := newAccount(reading, cast, statements(reading, cast))
	a.timeStatements()
	a.fileTranscript()
	a.findExhibits()
	a.findChains()
	a.findVoices()
	a.findResponses()
	return &parley.Account{Statements: a.statements, Exhibits: a.exhibits, Responses: a.responses}
}

func statements(reading *parley.Reading, cast *parley.Cast) []parley.Statement {
	if len(reading.Attributions) == 0 {
		return nil
	}
	order := cueOrder(reading.Attributions)
	ids := make([]string, len(order)) // by attribution
	for n, i := range order {
		ids[i] = fmt.Sprintf("s%d", n+1)
	}
	around := within(reading.Attributions)
	voices := voices(reading, cast, around, order)
	manner, pointer := newManner(reading, cast), newPointer(reading, cast)
	statements := make([]parley.Statement, len(order))
	for n, i := range order {
		a := reading.Attributions[i]
		statements[n] = parley.Statement{
			ID:         ids[i],
			Kind:       kind(reading.Report, a.Cue, a.Content, pointer.marked),
			Source:     source(reading, a, voices[i]),
			Cue:        a.Cue,
			Content:    a.Content,
			Confidence: a.Confidence,
		}
		if a.IsTurn {
			statements[n].Kind = parley.StatementDirect
		}
		var outside []parley.Span
		if outer := around[i]; outer >= 0 {
			statements[n].Within = ids[outer]
			outside = reading.Attributions[outer].Content
		}
		var why parley.Reason
		if statements[n].Speaker, why = speaker(reading, cast, voices[i]); why.Rule != "" {
			statements[n].Reasons = append(statements[n].Reasons, why)
		}
		var teller *parley.Entity // in whose words this lies
		if outer := around[i]; outer >= 0 {
			teller = entityOf(cast, voices[outer].mention)
		}
		if who, margin, kind := pointer.speaker(i, voices[i], statements[n].Speaker, teller); kind != "" && margin > sense[kind] {
			pointer.name(&statements[n], who)
			voices[i].mention = who.Mention
		}
		manner.fill(&statements[n], voices[i].mention, outside, a.Acts)
	}
	handDown(reading.Report, statements)
	address(pointer, statements, order, around, voices)
	takeTurns(reading, statements, order)
	whenSaid(reading, cast, statements)
	return statements
}

// cueOrder lists the attributions in the order of their cues in the text, which
// is the reading's own unless two cues begin together.
func cueOrder(attributions []parley.Attribution) []int {
	order := make([]int, len(attributions))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return parley.Hull(attributions[i].Cue).Compare(parley.Hull(attributions[j].Cue))
	})
	return order
}

// source is that of a, or of one without any the mention that speaks.
func source(reading *parley.Reading, a parley.Attribution, v voice) []parley.Span {
	if (len(a.Source) == 0 || v.asked || v.instead) && v.mention >= 0 {
		return []parley.Span{reading.Mentions[v.mention].Span}
	}
	if v.asked {
		return nil
	}
	return a.Source
}

// entity is the id of what a mention stands for, empty where that is not known.
func entity(cast *parley.Cast, mention int) string {
	if e := entityOf(cast, mention); e != nil {
		return e.ID
	}
	return ""
}

// entityOf is what a mention stands for, nil where that is not known.
func entityOf(cast *parley.Cast, mention int) *parley.Entity {
	if mention < 0 {
		return nil
	}
	return cast.Entity(mention)
}

// within finds for each attribution the innermost other whose content holds its
// cue, -1 for none. Of two that hold each other the one with the longer content
// is the outer; no attribution lies within itself by way of others.
func within(attributions []parley.Attribution) []int {
	nesting := parley.NewNesting(attributions)
	outer := make([]int, len(attributions))
	for i := range outer {
		outer[i] = -1
	}
	for i, a := range attributions {
		for _, j := range nesting.Around(parley.Hull(a.Cue)) {
			if i != j && isOuter(attributions, j, i) && !leadsTo(outer, j, i) {
				outer[i] = j
				break
			}
		}
	}
	return outer
}

// isOuter reports whether j, which holds i, is not rather held by it.
func isOuter(attributions []parley.Attribution, j, i int) bool {
	if !attributions[i].Holds(attributions[j]) {
		return true
	}
	return cmp.Or(cmp.Compare(length(attributions[j].Content), length(attributions[i].Content)), cmp.Compare(i, j)) > 0
}

func length(spans []parley.Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

// leadsTo reports whether going outward from i one comes to target.
func leadsTo(outer []int, i, target int) bool {
	for ; i >= 0; i = outer[i] {
		if i == target {
			return true
		}
	}
	return false
}
