package resolve

import (
	"regexp"
	"sort"

	"parley"
)

// A turn of a transcript goes from a line that opens with who speaks and a colon
// to the next such line.
type turn struct {
	start   int
	speaker int // a mention, -1 where who is named is none (QUESTION:)
}

// turnOpening is a line that opens with one to six words in capitals or of a
// capital, a bracket or none, and a colon.
var turnOpening = regexp.MustCompile(`(?m)^[ \t]*((?:\p{Lu}[\p{L}\p{N}.’'-]*[ \t]?){1,6}(?:\([^()\n]*\))?):[ \t\x{A0}]+\S`)

// fewest is how many lines so opened make a transcript.
const fewest = 3

// turnsOf are the turns of a report that is a transcript, in their order.
func turnsOf(r *parley.Reading) []turn {
	found := turnOpening.FindAllStringSubmatchIndex(r.Report.Text, -1)
	if len(found) < fewest {
		return nil
	}
	turns := make([]turn, len(found))
	for k, at := range found {
		turns[k] = turn{at[0], mentionIn(r, parley.Span{Start: at[2], End: at[3]})}
	}
	return turns
}

// mentionIn is the first name of a person in span, or else the first mention.
func mentionIn(r *parley.Reading, span parley.Span) int {
	first := -1
	i := sort.Search(len(r.Mentions), func(i int) bool { return r.Mentions[i].Start >= span.Start })
	for ; i < len(r.Mentions) && r.Mentions[i].End <= span.End; i++ {
		if r.Mentions[i].Kind == parley.EntityPerson {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	return first
}

// turnSpeaker is the mention of whoever's turn mention i stands in, -1 for none.
func (l *linker) turnSpeaker(i int) int {
	k := sort.Search(len(l.turns), func(k int) bool { return l.turns[k].start > l.reading.Mentions[i].Start }) - 1
	if k < 0 {
		return -1
	}
	return l.turns[k].speaker
}
