package proposal

import (
	"cmp"
	"slices"

	"parley"
)

// findPronouns finds where the report says "it" of a text: right behind a phrase, in
// the same sentence or as the first word of the next, where no other text is spoken
// of, and where something is done with it that is done with texts: "it has not been
// discussed".
func (f *finder) findPronouns() {
	for i := range f.phrases {
		p, t := &f.phrases[i], f.of[i]
		if t == nil || !f.isOnly(i) {
			continue
		}
		l := f.lines[p.line]
		_, to := l.sentenceOf(p.head)
		end := to
		if i+1 < len(f.phrases) && f.phrases[i+1].line == p.line {
			end = min(end, f.phrases[i+1].from)
		}
		for j := p.to; j < end; j++ {
			f.pronoun(t, p, l, j)
		}
		if end == to && to < len(l.words) {
			f.pronoun(t, p, l, to)
		}
	}
}

// isOnly reports whether the sentence of the i-th phrase speaks of no other text
// before it.
func (f *finder) isOnly(i int) bool {
	n := f.sentence(f.phrases[i])
	for k := i - 1; k >= 0 && f.phrases[k].line == f.phrases[i].line && f.sentence(f.phrases[k]) == n; k-- {
		if f.of[k] != f.of[i] || i-k > lookBack {
			return false
		}
	}
	return true
}

// pronoun takes the j-th word for the text of p, if it is "it" and can be.
func (f *finder) pronoun(t *text, p *phrase, l line, j int) {
	w := l.words[j]
	if w.text != "it" || j+1 >= len(l.words) || !(helpingVerbs[l.words[j+1].text] || l.words[j+1].text == "is") {
		return
	}
	if m, ok := f.endingAt(w); ok && m.Span == w.Span && f.record.Entities[m.entity].Kind != parley.EntityDocument {
		return // the cast knows who it is
	}
	q := phrase{line: p.line, from: j, head: j, to: j + 1, Span: w.Span, noun: p.noun, article: "the"}
	f.doingsBehind(l, &q)
	if slices.ContainsFunc(q.doings, func(d done) bool { return d.known != "" }) {
		t.pronouns = append(t.pronouns, q)
	}
}

// places are the phrases of t and what is called "it", in order.
func (f *finder) places(t *text) []*phrase {
	var all []*phrase
	for _, i := range t.phrases {
		all = append(all, &f.phrases[i])
	}
	for i := range t.pronouns {
		all = append(all, &t.pronouns[i])
	}
	slices.SortStableFunc(all, func(a, b *phrase) int { return cmp.Compare(a.Start, b.Start) })
	return all
}
