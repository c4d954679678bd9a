package proposal

import (
	"cmp"
	"slices"
	"sort"

	"parley"
)

// nearStart is how many bytes of the words that a response answers may stand before
// the proposal, for an article and an adverb: what is named further on is only part
// of what is answered.
const nearStart = 24

// Answer puts into each response that answers no line yet the proposal that its words
// name.
func Answer(responses []parley.Response, proposals []parley.Proposal) {
	type named struct {
		parley.Span
		id string
	}
	var all []named
	for _, p := range proposals {
		for _, s := range p.Evidence {
			all = append(all, named{s, p.ID})
		}
	}
	slices.SortStableFunc(all, func(a, b named) int { return cmp.Compare(a.Start, b.Start) })
	for i := range responses {
		to := &responses[i].To
		if to.Statement != "" || to.Exhibit != "" || to.Proposal != "" || to.Event != "" || len(to.Words) == 0 {
			continue
		}
		words := to.Words[0]
		at := sort.Search(len(all), func(k int) bool { return all[k].Start >= words.Start })
		if at < len(all) && words.Contains(all[at].Span) && all[at].Start-words.Start <= nearStart {
			to.Proposal = all[at].id
		}
	}
}
