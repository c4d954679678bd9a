package attribute

import (
	"slices"
	"strings"

	"parley"
)

// cited is the hop of whom an outlet cites for what it says in s: "the Herald, citing an
// official, said"; "the Herald reported, citing an official".
func (a *account) cited(s *parley.Statement) (parley.Hop, bool) {
	if a.kind(s.Speaker) != parley.EntityMedium {
		return parley.Hop{}, false
	}
	var places []int // where a mention of him may begin
	for _, piece := range s.Source[min(1, len(s.Source)):] {
		places = append(places, piece.Start)
	}
	end := s.Cue[len(s.Cue)-1].End
	for _, word := range citing {
		if joint := ", " + word + " "; strings.HasPrefix(a.text[end:], joint) {
			places = append(places, end+len(joint))
		}
	}
	for _, at := range places {
		m, before := mentionFrom(a.reading, at), strings.TrimRight(a.text[:at], " ")
		word := lastWord(before)
		if m < 0 || !slices.Contains(citing, word) {
			continue
		}
		if id := entity(a.cast, m); id != "" && id != s.Speaker {
			return parley.Hop{Kind: parley.HopIntermediary, Entity: id, Cue: []parley.Span{{Start: len(before) - len(word), End: len(before)}}}, true
		}
	}
	return parley.Hop{}, false
}

var citing = []string{"citing", "quoting"}
