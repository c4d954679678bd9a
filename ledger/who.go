package ledger

import "slices"

// WhoSince lists what was decided after an entry of who is who, where one of the keys is
// part of it: merges, splits, and what took them back or brought them back. It is what
// somebody has not seen who knows the case as it was then.
func (s *State) WhoSince(entry int64, keys ...string) (all []Judgement) {
	roots := map[string]bool{}
	for _, k := range keys {
		roots[k], roots[s.root(k)] = true, true
	}
	is := func(k string) bool { return roots[k] || roots[s.root(k)] }
	for _, d := range s.decisions {
		if d.Seq <= entry {
			continue
		}
		of := d
		for of.Kind == KindUndo {
			of = s.decisions[s.find(of.Supersedes)]
		}
		if (of.Kind == KindMerge || of.Kind == KindSplit) && (slices.ContainsFunc(of.Keys, is) || is(of.Into)) {
			all = append(all, Judgement{d.Entry, d.Decision, s.undone[d.Seq]})
		}
	}
	return all
}
