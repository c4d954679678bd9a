package anchor

import (
	"cmp"
	"slices"

	"parley"
)

// A Pair is a statement of an old reading and the one of a new reading that
// stands for it.
type Pair struct {
	Old, New string // ids

	// Same says that source, cue and content are the very same words. Where it
	// is false, who decided on the old one should look at the new one.
	Same bool
}

// Match pairs statements of the old text with statements of the new one, a later
// version or the same text read again, in the order of the old ones, one to one; lost are the ids of those without a partner.
// Partners share words of their cues, and half of the words of the shorter
// content: two that share less say different things, whatever the cue. Of what is
// left then, partners share words of their sources, where they have any, and half
// of the words of the longer content. Of several possible partners the likest is
// taken, of equally like ones the first. Ids, speakers and acts play no part.
func (m *Map) Match(old, new []parley.Statement) (pairs []Pair, lost []string) {
	k := matcher{partner: make([]int, len(old)), taken: make([]bool, len(new))}
	for i, s := range old {
		k.partner[i] = -1
		k.old = append(k.old, outline{m.came(s.Source), m.came(s.Cue), m.came(s.Content)})
	}
	for _, s := range new {
		k.new = append(k.new, outline{m.stand(s.Source), m.stand(s.Cue), m.stand(s.Content)})
	}
	k.pair(func(o outline) part { return o.cue }, outline.hasCueOf)
	k.pair(func(o outline) part { return o.content }, outline.hasContentOf)
	for i, j := range k.partner {
		if j < 0 {
			lost = append(lost, old[i].ID)
			continue
		}
		pairs = append(pairs, Pair{old[i].ID, new[j].ID, k.old[i].like(k.new[j]) == same})
	}
	return pairs, lost
}

// An outline is where the words of a statement are in the new text.
type outline struct{ source, cue, content part }

// A part is the pieces that are left of a source, cue or content, in order and
// apart, in words of the new text; of a text that did not change, in bytes.
type part struct {
	pieces []piece
	len    int32 // with what was lost
}

// came is where spans of the old text came to, word by word.
func (m *Map) came(spans []parley.Span) part {
	if m.old.string == m.new.string {
		return m.stand(spans)
	}
	var p part
	for _, span := range spans {
		from := m.old.within(span)
		p.len += from.len()
		if to, ok := m.Span(span); ok {
			p.pieces = append(p.pieces, m.new.within(to))
			continue
		}
		if m.isDoubtful(from) {
			continue
		}
		for i := from.lo; i < from.hi; i++ {
			to := m.at[i]
			switch last := len(p.pieces) - 1; {
			case to < 0:
			case last >= 0 && p.pieces[last].hi == to:
				p.pieces[last].hi++
			default:
				p.pieces = append(p.pieces, piece{to, to + 1})
			}
		}
	}
	return p.inOrder()
}

// stand is where spans of the new text are.
func (m *Map) stand(spans []parley.Span) part {
	var p part
	for _, span := range spans {
		piece := piece{int32(span.Start), int32(span.End)}
		if m.old.string != m.new.string {
			piece = m.new.within(span)
		}
		p.len += piece.len()
		p.pieces = append(p.pieces, piece)
	}
	return p.inOrder()
}

// inOrder sorts the pieces and joins those that overlap.
func (p part) inOrder() part {
	slices.SortFunc(p.pieces, func(a, b piece) int { return cmp.Compare(a.lo, b.lo) })
	apart := p.pieces[:0]
	for _, piece := range p.pieces {
		if k := len(apart) - 1; k >= 0 && piece.lo < apart[k].hi {
			p.len -= min(piece.hi, apart[k].hi) - piece.lo
			apart[k].hi = max(apart[k].hi, piece.hi)
			continue
		}
		apart = append(apart, piece)
	}
	p.pieces = apart
	return p
}

// shared counts what p and q have in common.
func (p part) shared(q part) int32 {
	n := int32(0)
	for i, j := 0, 0; i < len(p.pieces) && j < len(q.pieces); {
		a, b := p.pieces[i], q.pieces[j]
		n += max(min(a.hi, b.hi)-max(a.lo, b.lo), 0)
		if a.hi < b.hi {
			i++
		} else {
			j++
		}
	}
	return n
}

// like is the share of words in common, in thousandths (Dice); two empty parts
// are the same.
func (p part) like(q part) int {
	if p.len+q.len == 0 {
		return 1000
	}
	return int(2000 * int64(p.shared(q)) / int64(p.len+q.len))
}

// same is how like a statement is to itself.
const same = 6 * 1000

// like weighs the cue above the rest, as statements within each other share
// their contents.
func (o outline) like(n outline) int {
	return 4*o.cue.like(n.cue) + o.content.like(n.content) + o.source.like(n.source)
}

// hasCueOf reports whether n may stand for o, given how many words of their cues
// they share; hasContentOf, given how many of their contents.
func (o outline) hasCueOf(n outline, shared int32) bool {
	return shared > 0 && 2*o.content.shared(n.content) >= min(o.content.len, n.content.len)
}

func (o outline) hasContentOf(n outline, shared int32) bool {
	return 2*shared >= max(o.content.len, n.content.len) &&
		(o.source.shared(n.source) > 0 || o.source.len+n.source.len == 0)
}

// A matcher pairs outlines, by their place in the lists.
type matcher struct {
	old, new []outline
	partner  []int  // by old: of new, or -1
	taken    []bool // by new
}

// pair pairs what has no partner yet, going by one part.
func (k *matcher) pair(by func(outline) part, mayBe func(o, n outline, shared int32) bool) {
	type candidate struct{ old, new, like int }
	var all []candidate
	pieces := k.pieces(by)
	shared := make([]int32, len(k.new))
	for i, o := range k.old {
		if k.partner[i] >= 0 {
			continue
		}
		for _, j := range count(shared, pieces, by(o)) {
			if mayBe(o, k.new[j], shared[j]) {
				all = append(all, candidate{i, j, o.like(k.new[j])})
			}
			shared[j] = 0
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(a.old, b.old), cmp.Compare(a.new, b.new))
	})
	for _, c := range all {
		if k.partner[c.old] < 0 && !k.taken[c.new] {
			k.partner[c.old], k.taken[c.new] = c.new, true
		}
	}
}

// pieces are those of one part of what is not taken, as a tree.
func (k *matcher) pieces(by func(outline) part) []owned {
	var all []owned
	for j, n := range k.new {
		if k.taken[j] {
			continue
		}
		for _, p := range by(n).pieces {
			all = append(all, owned{p, j, 0})
		}
	}
	slices.SortFunc(all, func(a, b owned) int { return cmp.Compare(a.lo, b.lo) })
	reaching(all)
	return all
}

// count adds to shared, by owner, how much p shares with pieces, and returns
// whose count it touched.
func count(shared []int32, pieces []owned, p part) (touched []int) {
	for _, piece := range p.pieces {
		overlapping(pieces, piece, func(o owned) {
			if shared[o.owner] == 0 {
				touched = append(touched, o.owner)
			}
			shared[o.owner] += min(piece.hi, o.hi) - max(piece.lo, o.lo)
		})
	}
	return touched
}

// An owned piece is one of an outline's. Many in the order of where they begin are
// a search tree, whose root is in the middle: reach is the furthest end of all
// pieces below one and itself.
type owned struct {
	piece
	owner int
	reach int32
}

func reaching(tree []owned) int32 {
	if len(tree) == 0 {
		return 0
	}
	mid := len(tree) / 2
	tree[mid].reach = max(tree[mid].hi, reaching(tree[:mid]), reaching(tree[mid+1:]))
	return tree[mid].reach
}

// overlapping visits the pieces of tree that have something of p.
func overlapping(tree []owned, p piece, visit func(owned)) {
	if len(tree) == 0 || tree[len(tree)/2].reach <= p.lo {
		return
	}
	mid := len(tree) / 2
	overlapping(tree[:mid], p, visit)
	if tree[mid].lo >= p.hi {
		return
	}
	if tree[mid].hi > p.lo {
		visit(tree[mid])
	}
	overlapping(tree[mid+1:], p, visit)
}
