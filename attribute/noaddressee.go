package attribute

import (
	"slices"
	"strings"

	"parley"
)

// isTo reports whether mention m, which the reader took for an addressee of a, is neither by whom
// it was said nor a place where somebody said it: "said from Ostia that".
func (h *hearer) isTo(a parley.Attribution, m int) bool {
	switch lastWord(h.reading.Report.Text[:h.reading.Mentions[m].Start]) {
	case "by":
		return false
	case "from", "in":
		verb := lastWord(h.reading.Report.Quote(a.Cue[len(a.Cue)-1]))
		kind := h.kindOf(m)
		return !addressing["goes on "+verb] || kind != parley.EntityPlace && kind != parley.EntityCountry
	}
	return true
}

// tellsBoth reports whether the cue of a has two for its object whom it does not name, who
// are nobody else: "urged both sides".
func (h *hearer) tellsBoth(a parley.Attribution) bool {
	cue := a.Cue[len(a.Cue)-1]
	rest := strings.TrimLeft(h.reading.Report.Text[cue.End:], " ")
	return addressing["object "+verbOf(h.reading.Report.Quote(cue))] &&
		slices.ContainsFunc(twos, func(two string) bool { return strings.HasPrefix(rest, two) })
}

var twos = []string{"both sides", "both parties", "both countries", "both governments", "both leaders", "the two sides", "the two parties",
	"the two countries", "the two governments", "the two leaders", "all sides", "all parties", "each other", "one another"}

// describes reports whether piece only says who the one named before is: "Kai Berg, an
// adviser".
func (h *hearer) describes(before, piece parley.Span) bool {
	text := h.reading.Report.Text
	named, m := h.reading.MentionAt(before), h.reading.MentionAt(piece)
	if named < 0 || h.reading.Mentions[named].Form != parley.MentionName || h.reading.Mentions[m].Form != parley.MentionDescription {
		return false
	}
	first, _, _ := strings.Cut(text[piece.Start:piece.End], " ")
	behind := strings.TrimLeft(text[piece.End:], " ")
	return before.End < piece.Start && strings.TrimSpace(text[before.End:piece.Start]) == "," && determiners[strings.ToLower(first)] && !strings.HasPrefix(behind, "and ")
}

// occasions are what is attended: "told a news conference" names none who heard it.
var occasions = strings.Fields(`conference briefing hearing rally interview summit`)

// isOccasion reports whether form is one with an article: "a news conference", but not
// "the Ostia Security Conference", which is a body.
func isOccasion(form string) bool {
	form, _, _ = strings.Cut(form, " outside ")
	all := strings.Fields(form)
	if len(all) > 2 && (all[0] == "a" || all[0] == "an") && all[len(all)-1] == "press" {
		return true // cut from "a regular press conference"
	}
	if slices.ContainsFunc(all, func(w string) bool {
		return w == "of" || w == "at" || w == "in" || w == "for" || startsUpper(w) && w != all[0]
	}) {
		return false // "the chairman of the hearing", "a Senate hearing" are people
	}
	return len(all) > 1 && determiners[strings.ToLower(all[0])] && slices.Contains(occasions, all[len(all)-1])
}

// isChannel reports whether an outlet that the reader took for an addressee is
// where something was said: on state TV, in the Herald.
func (p pointer) isChannel(piece parley.Span) bool {
	before := strings.Fields(p.reading.Report.Text[max(0, piece.Start-longestTitle):piece.Start])
	for _, w := range slices.Backward(before) {
		if w == "on" || w == "in" {
			return true
		}
		if !startsUpper(w) && w != "the" && w != "state" {
			return false
		}
	}
	return false
}
