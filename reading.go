package parley

import (
	"slices"
	"strings"
)

// A Reading is what the reader found in a report: words and their roles, before
// anybody is identified. Everything in it is a span of Report or an index into
// another list of the same reading.
type Reading struct {
	Report       *Report
	Attributions []Attribution // in the order of their cues
	Mentions     []Mention     // in the order of the text, see [Span.Compare]

	// Antecedents has an entry for each mention: the index of an earlier mention
	// of the same entity, or -1 where the mention begins a new one.
	Antecedents []int

	Sense   *Sense // nil where the reader had none
	Weights string // digest of the weights that read it
}

// MentionAt returns the index of the mention that covers exactly span, the
// first of several, or -1.
func (r *Reading) MentionAt(span Span) int {
	i, found := slices.BinarySearchFunc(r.Mentions, span, func(m Mention, s Span) int { return m.Compare(s) })
	if !found {
		return -1
	}
	return i
}

// SpeakerOf returns the index of the mention that speaks in a, or -1:
//
//   - the first piece of the source, as further ones only say more of it ("Lind, …
//     the envoy"); but one on the cue's line before one on another, and not whose
//     another is ("the group's leader, Lind");
//   - the piece right behind a cue that ends in "to", as in "according to";
//   - of a source that is empty, the addressee behind "by" ("was reported by the
//     Herald").
func (r *Reading) SpeakerOf(a Attribution) int {
	if piece, ok := r.speaking(a); ok {
		return r.MentionAt(piece)
	}
	return -1
}

func (r *Reading) speaking(a Attribution) (piece Span, ok bool) {
	cue := Hull(a.Cue)
	if len(a.Source) == 0 {
		for _, to := range a.Addressee {
			if cue.End <= to.Start && r.sameLine(cue, to) && endsIn(r.Report.Text[:to.Start], "by") {
				return to, true
			}
		}
		return Span{}, false
	}
	if len(a.Source) > 1 && endsIn(r.Report.Text[:cue.End], "to") {
		for _, piece := range a.Source {
			if cue.End <= piece.Start && strings.TrimSpace(r.Report.Text[cue.End:piece.Start]) == "" {
				return piece, true
			}
		}
	}
	if piece, ok := r.relative(a, cue); ok {
		return piece, true
	}
	for i, piece := range a.Source {
		behind := r.Report.Text[piece.End:]
		isOwner := i+1 < len(a.Source) && (strings.HasPrefix(behind, "’s ") || strings.HasPrefix(behind, "'s "))
		if r.sameLine(cue, piece) && !isOwner {
			return piece, true
		}
	}
	return a.Source[0], true
}

// relative is the piece of a source in several to which a relative clause with the cue
// belongs: of "Lind sent a letter to Berg, who has rejected it" Berg.
func (r *Reading) relative(a Attribution, cue Span) (Span, bool) {
	const far = 40 // bytes from the piece to the cue
	if len(a.Source) < 2 {
		return Span{}, false
	}
	for _, piece := range a.Source[1:] {
		if piece.End > cue.Start || cue.Start-piece.End > far {
			continue
		}
		words := strings.Fields(r.Report.Text[piece.End:cue.Start])
		if len(words) > 1 && words[0] == "," {
			words = words[1:]
		}
		if len(words) > 0 && len(words) < 4 && (words[0] == "who" || words[0] == "which") {
			return piece, true
		}
	}
	return Span{}, false
}

// sameLine reports whether no line ends between s and t.
func (r *Reading) sameLine(s, t Span) bool {
	between := Span{min(s.End, t.End), max(s.Start, t.Start)}
	return between.Start >= between.End || !strings.Contains(r.Report.Text[between.Start:between.End], "\n")
}

// endsIn reports whether the last word of text is word.
func endsIn(text, word string) bool {
	before, ok := strings.CutSuffix(strings.TrimRight(text, " "), word)
	return ok && (before == "" || strings.ContainsAny(before[len(before)-1:], " \n"))
}
