package proposal

import "parley"

// lineage finds from which earlier texts t comes, in the words of lineage.tsv.
func (f *finder) lineage(t *text, p *parley.Proposal) {
	for _, i := range t.phrases {
		ph := f.phrases[i]
		l := f.lines[ph.line]
		_, to := l.sentenceOf(ph.head)
		for j := ph.from; j < to && j < ph.to+reach; j++ {
			e, end, ok := lineages.at(l.words, j)
			if !ok {
				continue
			}
			if isVersion := e.value.where == "version"; isVersion != (j <= ph.head) || isVersion && end <= ph.head {
				continue
			}
			if earlier := f.phraseNear(ph.line, end, to, i); earlier >= 0 {
				f.descend(t, p, e.value.kind, l.spanOf(j, end), earlier)
			}
		}
	}
}

// phraseNear is the first phrase of a line that begins between two words, beside the
// one given; -1 for none.
func (f *finder) phraseNear(line, from, to, but int) int {
	for i := but + 1; i < len(f.phrases) && f.phrases[i].line == line; i++ {
		if p := f.phrases[i]; p.from >= from && p.head < to {
			if p.from-from > 4 {
				break
			}
			return i
		}
	}
	return -1
}

func (f *finder) descend(t *text, p *parley.Proposal, kind parley.LineageKind, words parley.Span, earlier int) {
	edge := parley.Lineage{Kind: kind, Words: []parley.Span{{Start: words.Start, End: f.phrases[earlier].End}}}
	if other := f.of[earlier]; other != nil && other != t {
		edge.Proposal = other.id // empty for one that was left out
	}
	p.Lineage = append(p.Lineage, edge)
}
