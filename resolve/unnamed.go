package resolve

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"parley"
)

const ruleIdentified = "unnamed first, then named: the one person of that side and rank in the same conversation"

// identify leads a person without a name, who spoke with somebody, to the one
// person whom the report names soon after as that partner: "Lind told a Norlandic
// official … The recording captures Lind speaking with Ib Sand, an adviser to
// Norland’s president." Side and rank have to agree, and nobody else may fit;
// otherwise whoever is unnamed stays so.
func identify(cast *parley.Cast, reading *parley.Reading) {
	const most = 16
	all := conversations(cast, reading)
	if len(all) == 0 {
		return
	}
	known := preview(cast, reading)
	for _, c := range all[:min(most, len(all))] {
		if x, words := known.partner(c); x >= 0 {
			merge(cast, c.unnamed, x, words)
			return // one report, one such disguise: a second would be a guess
		}
	}
}

// A conversation is one attribution between somebody unnamed and a person named.
type conversation struct {
	unnamed, named int // entities
	from           int // byte behind which the unnamed may be named
}

// conversations are those of the reading, in its order.
func conversations(cast *parley.Cast, r *parley.Reading) []conversation {
	var all []conversation
	for _, a := range r.Attributions {
		speaker := r.SpeakerOf(a)
		for _, addressee := range told(r, a) {
			if speaker < 0 {
				continue
			}
			for _, pair := range [][2]int{{addressee, speaker}, {speaker, addressee}} {
				u, n := cast.ByMention[pair[0]], cast.ByMention[pair[1]]
				if u < 0 || n < 0 || u == n || !isUnnamedPerson(&cast.Entities[u]) || cast.Entities[n].Kind != parley.EntityPerson || !isNamed(&cast.Entities[n]) {
					continue
				}
				all = append(all, conversation{u, n, r.Mentions[pair[0]].End})
			}
		}
	}
	return all
}

// told are the mentions that attribution a is said to: as the reader saw it, or
// else what stands right behind the cue (told an official).
func told(r *parley.Reading, a parley.Attribution) []int {
	var all []int
	for _, piece := range a.Addressee {
		if i := r.MentionAt(piece); i >= 0 {
			all = append(all, i)
		}
	}
	if len(all) > 0 {
		return all
	}
	behind := parley.Hull(a.Cue).End + 1
	i, _ := slices.BinarySearchFunc(r.Mentions, behind, func(m parley.Mention, start int) int { return m.Start - start })
	if i < len(r.Mentions) && r.Mentions[i].Start == behind && r.Mentions[i].Form == parley.MentionDescription {
		all = append(all, i)
	}
	return all
}

// isUnnamedPerson reports whether e is one person without a name.
func isUnnamedPerson(e *parley.Entity) bool {
	return e.Kind == parley.EntityPerson && !isNamed(e) && len(e.Mentions) > 0
}

// preview is a profile of a copy of the cast, for its parties.
func preview(cast *parley.Cast, reading *parley.Reading) *profiler {
	p := &profiler{cast: &parley.Cast{Entities: slices.Clone(cast.Entities), ByMention: cast.ByMention}, reading: reading, sides: map[string]int{}}
	p.readWords()
	return p
}

// Words of a conversation.
var conversing = strings.Fields(`speaking spoke speaks talking talked conversation call phone phoned telephone told discussing discussed discussion chat chatting`)

// partner is the entity that the report names as the partner of c, and the
// words that say so; -1 for none or several.
func (p *profiler) partner(c conversation) (x int, words []parley.Span) {
	const far = 800 // bytes: this paragraph and the next
	x = -1
	text := p.reading.Report.Text
	i := sort.Search(len(p.reading.Mentions), func(i int) bool { return p.reading.Mentions[i].Start >= c.from })
	for ; i < len(p.reading.Mentions) && p.reading.Mentions[i].Start <= c.from+far; i++ {
		m, e := p.reading.Mentions[i], p.cast.ByMention[i]
		if e < 0 || e == c.named || m.Form != parley.MentionName ||
			p.cast.Entities[e].Kind != parley.EntityPerson || p.cast.Entities[e].Mentions[0].Start < c.from || !p.fits(c.unnamed, e) {
			continue
		}
		before := text[lineStart(text, m.Start, 200):m.Start]
		before = before[strings.LastIndex(before, ". ")+1:]
		span := parley.Span{Start: m.Start - len(before), End: m.Start}
		if !p.mentioned(c.named, span) || !p.spokenWith(span, e) {
			continue
		}
		if x >= 0 && x != e {
			return -1, nil
		}
		if x < 0 {
			x, words = e, []parley.Span{span, m.Span}
		}
	}
	return x, words
}

// spokenWith reports whether the last word of a conversation in span leads to
// what stands behind it: no other person is named between.
func (p *profiler) spokenWith(span parley.Span, e int) bool {
	for _, t := range slices.Backward(p.tokens(span)) {
		if slices.Contains(conversing, t.word) {
			between := p.marks(parley.Span{Start: t.End, End: span.End}, e)
			return !slices.ContainsFunc(between, func(k mark) bool { return k.person })
		}
	}
	return false
}

// mentioned reports whether the words of span speak of entity e.
func (p *profiler) mentioned(e int, span parley.Span) bool {
	return slices.ContainsFunc(p.cast.Entities[e].Mentions, func(m parley.Mention) bool { return span.Contains(m.Span) })
}

// fits reports whether a person can be the one described: of the same side, and
// an official if that is all that is said, or else of the same noun.
func (p *profiler) fits(unnamed, e int) bool {
	party := p.partyOf(unnamed)
	if party < 0 || party != p.partyOf(e) {
		return false
	}
	noun := headNoun(p.cast.Entities[unnamed].Name)
	for _, r := range p.roles[e] {
		if r.former || r.title == "" {
			continue
		}
		if noun == headNoun(r.title) || r.office && slices.Contains([]string{"official", "aide", "diplomat"}, noun) {
			return true
		}
	}
	return false
}

// merge makes one entity of two: unnamed, and x whom the report names later.
func merge(cast *parley.Cast, unnamed, x int, words []parley.Span) {
	one, other := cast.Entities[x], cast.Entities[unnamed]
	for i := range other.Mentions {
		if m := &other.Mentions[i]; m.Form == parley.MentionDescription {
			m.Reason = parley.Reason{Rule: ruleIdentified, Words: words}
		}
	}
	one.Mentions = slices.SortedFunc(slices.Values(slices.Concat(other.Mentions, one.Mentions)), func(a, b parley.Mention) int { return a.Compare(b.Span) })
	for _, form := range append([]string{other.Name}, other.Aliases...) {
		if !slices.Contains(one.Aliases, form) {
			one.Aliases = append([]string{form}, one.Aliases...)
		}
	}
	first, last := min(unnamed, x), max(unnamed, x)
	cast.Entities[first] = one
	cast.Entities = slices.Delete(cast.Entities, last, last+1)
	for i, e := range cast.ByMention {
		switch {
		case e == last:
			cast.ByMention[i] = first
		case e > last:
			cast.ByMention[i]--
		}
	}
	for e := range cast.Entities {
		cast.Entities[e].ID = fmt.Sprintf("e%d", e+1)
	}
}
