package resolve

import (
	"slices"
	"strings"

	"parley"
	"parley/internal/gazetteer"
)

// A mark is a place in a phrase that names a side, a body or a person.
type mark struct {
	span   parley.Span
	entity int // -1 for a word that only a table knows
	party  int // of the entity or word, -1 where that is not known
	person bool
	owner  bool // in the possessive: Lind’s envoy
	side   bool // a country, a people or a group itself
	table  string
}

// marks are those in span, in their order, entity e's own left out. What is
// joined by a hyphen to another word is none: U.S.-backed, pro-Russian.
func (p *profiler) marks(span parley.Span, e int) []mark {
	text := p.reading.Report.Text
	joined := func(s parley.Span) bool {
		return s.End < len(text) && text[s.End] == '-' || s.Start > 0 && text[s.Start-1] == '-'
	}
	var all []mark
	covered := func(s parley.Span) bool {
		return slices.ContainsFunc(all, func(k mark) bool { return k.span.Overlaps(s) })
	}
	i, _ := slices.BinarySearchFunc(p.reading.Mentions, span.Start, func(m parley.Mention, start int) int { return m.Start - start })
	for ; i < len(p.reading.Mentions) && p.reading.Mentions[i].Start < span.End; i++ {
		m, of := p.reading.Mentions[i], p.cast.ByMention[i]
		owns := m.Form == parley.MentionPronoun && slices.Contains(owners, strings.ToLower(p.reading.Report.Quote(m.Span)))
		if m.End > span.End || of < 0 || of == e || m.Form != parley.MentionName && !owns || joined(m.Span) || covered(m.Span) {
			continue
		}
		if k, ok := p.markOf(m.Span, of); ok && !(k.side && p.beginsPeople(m.Span, span.End)) && (k.party >= 0 || k.person || !p.beginsSide(m.Span, span.End)) {
			all = append(all, k)
		}
	}
	tokens := p.tokens(span)
	for n, t := range tokens {
		if !t.upper {
			continue
		}
		for last := min(len(tokens)-1, n+2); last >= n; last-- {
			s := parley.Span{Start: t.Start, End: tokens[last].End}
			side, table := sideCalled(shown(text[s.Start:s.End]))
			if side == "" || joined(s) || covered(s) || !strings.HasPrefix(table, "demonyms") && p.endsName(s) {
				continue
			}
			at := p.side(side, table)
			all = append(all, mark{span: s, entity: at, party: at, side: true, table: table})
		}
	}
	slices.SortFunc(all, func(a, b mark) int { return a.span.Compare(b.span) })
	return all
}

// beginsSide reports whether a table has a longer name that begins with the words
// of span: the reader saw "European" in European Commission.
func (p *profiler) beginsSide(span parley.Span, end int) bool {
	const far, words = 60, 3 // bytes, and of them the first words
	for _, t := range first(words, p.tokens(parley.Span{Start: span.End, End: min(end, p.boundary(span.End, far))})) {
		if side, _ := sideCalled(shown(p.reading.Report.Text[span.Start:t.End])); side != "" {
			return true
		}
	}
	return false
}

// beginsPeople reports whether a table has a people's name that goes on from the words of
// span: the reader saw "Saudi" in Saudi Arabian.
func (p *profiler) beginsPeople(span parley.Span, end int) bool {
	const far = 30
	next := first(1, p.tokens(parley.Span{Start: span.End, End: min(end, p.boundary(span.End, far))}))
	return len(next) > 0 && next[0].upper && gazetteer.SideOf(shown(p.reading.Report.Text[span.Start:next[0].End])) != ""
}

// endsName reports whether a side's name ends another's, as the capital right before it
// tells, which is no title's or people's: New Jersey.
func (p *profiler) endsName(span parley.Span) bool {
	const far = 40
	text := p.reading.Report.Text
	before := p.tokens(parley.Span{Start: lineStart(text, span.Start, far), End: span.Start})
	if len(before) == 0 {
		return false
	}
	t := before[len(before)-1]
	return t.upper && !t.owner && isAll(text[t.End:span.Start], " ") && t.Start > lineStart(text, span.Start, far) && !p.startsSentence(t) &&
		!isRoleNoun(t.word) && !isRoleWord("modifier", t.word) && !strangers[t.word] && !slices.Contains(determiners, t.word) && gazetteer.SideOf(t.word) == ""
}

func first(n int, all []token) []token { return all[:min(n, len(all))] }

// sideCalled is the side that a form says by itself: a people, a country, a group
// or a seat.
func sideCalled(form string) (side, table string) {
	if side := gazetteer.SideOf(form); side != "" {
		return side, sideTable(form)
	}
	if c := countryNamed(form); c != nil && gazetteer.Fold(form) != "states" && gazetteer.Fold(form) != "car" {
		return c.Name, "countries.tsv: " + form
	}
	if side := gazetteer.SeatOf(form); side != "" {
		return side, "seats.txt: " + form
	}
	if side := gazetteer.Group(form); side != "" {
		return side, "groups.txt: " + form
	}
	return "", ""
}

var owners = strings.Fields(`his her its their`)

// markOf is the mark that a mention of entity of makes.
func (p *profiler) markOf(span parley.Span, of int) (mark, bool) {
	entity := &p.cast.Entities[of]
	k := mark{span: span, entity: of, party: -1}
	after := p.reading.Report.Text[span.End:]
	k.owner = possessive(after) > 0 || isOwner(p.reading.Report.Quote(span))
	switch entity.Kind {
	case parley.EntityPerson:
		k.person = true
		return k, true
	case parley.EntityDocument, parley.EntityPlace:
		return k, false
	case parley.EntityMedium:
		return k, true
	}
	if of < len(p.roles) && entity.Party == "" && !p.placed[of] {
		p.placeBody(of)
		entity = &p.cast.Entities[of] // sides may have been added
	}
	k.party = p.partyOf(of)
	if k.party >= 0 && gazetteer.SideOf(entity.Name) != "" {
		k.entity, k.side = k.party, true // its people stand for a country
	}
	k.side = k.side || k.party == of
	for _, why := range entity.Reasons {
		if why.Field == "party" {
			k.table = why.Table
		}
	}
	return k, true
}
