package resolve

import (
	"slices"
	"strings"
	"unicode"

	"parley"
	"parley/internal/gazetteer"
)

// A role is what words beside a name, or in a description, say that somebody is.
type role struct {
	title     string // "top foreign policy adviser"
	span      parley.Span
	rule      string
	office    bool // an office or agency, no trade or kinship
	post      bool // an office that is listed
	former    bool
	of        int // the body or side whose office it is, -1 where the words do not say
	party     int // -1 where they do not say
	principal int // -1 for nobody's agent
	table     string
	words     []parley.Span // that party and principal rest on
}

const (
	ruleTitleBefore = "office before the name"
	ruleApposition  = "apposition behind the name"
	ruleDescribed   = "description"
	ruleLetter      = "letter of the party behind the name"
	ruleOfCountry   = "of the country behind the name"
	ruleOwner       = "country's own before the name"
)

// isRoleWord reports whether the table of roles lists word under a sort.
func isRoleWord(sort, word string) bool { return roleWords[sort][word] }

// isRoleNoun reports whether word names somebody by what he is, one or several.
func isRoleNoun(word string) bool {
	if first, last, ok := strings.Cut(word, "-"); ok { // secretary-general, vice-president
		return titles[first] == "office" && len(last) > 2 || isRoleNoun(last)
	}
	if titles[word] == "office" || titles[word] == "man" && nouns[word] != "" {
		return true
	}
	kind := nounKind(word)
	return kind == parley.EntityPerson || kind == parley.EntityGroup && nouns[word] == ""
}

// findRoles reads the roles of each person, and of those unnamed.
func (p *profiler) findRoles() {
	for e := range p.roles {
		entity := &p.cast.Entities[e]
		switch {
		case entity.Kind == parley.EntityPerson && isNamed(entity):
			for _, m := range entity.Mentions {
				switch {
				case m.Form == parley.MentionName:
					p.roles[e] = append(p.roles[e], p.rolesBeside(e, m)...)
				case m.Reason.Rule == ruleBuilt:
					if r, ok := p.roleIn(p.openingOf(m), e, ruleTitleBefore); ok {
						p.roles[e] = append(p.roles[e], r)
					}
				}
			}
		case !isNamed(entity) && (entity.Kind == parley.EntityPerson || entity.Kind == parley.EntityGroup || entity.Kind == parley.EntityOrganisation):
			for _, m := range entity.Mentions {
				if m.Form == parley.MentionDescription && !p.namesPerson(m.Span) {
					if r, ok := p.roleIn(p.trimmed(m.Span), e, ruleDescribed); ok {
						p.roles[e] = append(p.roles[e], r)
					}
				}
			}
		}
	}
}

// openingOf is what stands before the first comma or person's name in a
// description built round a name: "The Norlandic ambassador to Vestland, Ib Lind".
func (p *profiler) openingOf(m parley.Mention) parley.Span {
	end := m.Start
	for _, k := range p.marks(m.Span, -1) {
		if k.person && !k.owner {
			end = max(m.Start, k.span.Start)
			break
		}
	}
	if n := strings.IndexByte(p.reading.Report.Text[m.Start:end], ','); n >= 0 {
		end = m.Start + n
	}
	return parley.Span{Start: m.Start, End: m.Start + len(strings.TrimRightFunc(p.reading.Report.Text[m.Start:end], unicode.IsSpace))}
}

// namesPerson reports whether a description names a person, and not only as an
// owner or behind a preposition: it is of several then.
func (p *profiler) namesPerson(span parley.Span) bool {
	for _, k := range p.marks(span, -1) {
		if !span.Contains(k.span) {
			continue // it sticks out
		}
		if between := p.tokens(parley.Span{Start: span.Start, End: k.span.Start}); k.person && !k.owner &&
			!slices.ContainsFunc(between, func(t token) bool { return slices.Contains(prepositions, t.word) }) {
			return k.span.End == span.End || strings.HasPrefix(strings.TrimLeft(p.reading.Report.Text[k.span.End:span.End], ", "), "and ")
		}
	}
	return false
}

// trimmed is span without a clause that follows it: officials who spoke.
func (p *profiler) trimmed(span parley.Span) parley.Span {
	for _, t := range p.tokens(span) {
		if slices.Contains(relatives, t.word) && t.Start > span.Start {
			return parley.Span{Start: span.Start, End: t.Start}
		}
	}
	return span
}

// roleIn reads a noun phrase: its head noun, the side before it, and whom "of",
// "for" and "to" behind it name. Entity e is who it is about.
func (p *profiler) roleIn(span parley.Span, e int, rule string) (role, bool) {
	all := p.tokens(span)
	head, prep := -1, len(all)
	for i, t := range all {
		if i > 0 && slices.Contains(prepositions, t.word) || slices.Contains(relatives, t.word) || head >= 0 && slices.Contains(joints, t.word) {
			prep = i
			break
		}
		if isRoleNoun(t.word) && !t.owner {
			head = i
		}
	}
	if head < 0 || rule == ruleApposition && head+1 < prep {
		return role{}, false // "Lind, Minister Kai Berg"
	}
	if rule == ruleApposition && p.isAnothers(span, all[head:]) {
		return role{}, false // "Lind, Minister of Ferries Kai Berg"
	}
	r := role{span: span, rule: rule, of: -1, party: -1, principal: -1}
	noun := singular(all[head].word)
	if isRoleWord("relation", noun) {
		return p.likeOfAnother(r, noun, p.marks(span, e))
	}
	r.office = !isRoleWord("bystander", noun)
	r.post = isRoleWord("post", lastPart(noun))
	for _, t := range all[:head+1] {
		r.former = r.former || t.word == "former" || t.word == "ex" || t.word == "then" || strings.HasPrefix(t.word, "ex-") || strings.HasPrefix(t.word, "then-")
	}
	if rule != ruleDescribed && prep < len(all) && slices.Contains(joints, all[prep].word) {
		for prep+1 < len(all) && !slices.Contains(prepositions, all[prep].word) {
			prep++ // vice president and head of the Forum
		}
	}
	marks := p.marks(span, e)
	if !isRoleWord("bystander", noun) {
		p.readSides(&r, all, head, prep, noun, marks)
	}
	r.title = p.titleOf(all, head, prep, rule, marks)
	return r, true
}

// isAnothers reports whether an apposition from its head noun on is an office before the name
// of somebody else, with no more than capitals and "of" between.
func (p *profiler) isAnothers(span parley.Span, from []token) bool {
	if len(from) < 4 || !from[0].upper || from[1].word != "of" {
		return false
	}
	for _, k := range p.marks(span, -1) {
		if k.person && !k.owner && k.span.Start > from[1].End {
			between := p.tokens(parley.Span{Start: from[1].End, End: k.span.Start})
			return len(between) > 0 && !slices.ContainsFunc(between, func(t token) bool { return !t.upper || titles[t.word] != "" })
		}
	}
	return false
}

// likeOfAnother is the role that "her Norlandic counterpart" says: the side, and no office.
func (p *profiler) likeOfAnother(r role, noun string, marks []mark) (role, bool) {
	if !isRoleWord("like", noun) || len(marks) == 0 || p.differ(marks) {
		return role{}, false
	}
	k := marks[len(marks)-1]
	r.party, r.table, r.words = k.party, k.table, []parley.Span{k.span}
	return r, k.side && !k.owner
}

// lastPart is minister of deputy-minister, and secretary of secretary-general.
func lastPart(noun string) string {
	first, last, ok := strings.Cut(noun, "-")
	switch {
	case ok && titles[first] == "office" && !isRoleNoun(last):
		return first
	case ok:
		return last
	}
	return noun
}

// readSides finds party and principal in a phrase: what stands before the head
// says whose it is, or else what its prepositions lead to.
func (p *profiler) readSides(r *role, all []token, head, prep int, noun string, marks []mark) {
	take := func(k mark) {
		r.table, r.words = k.table, []parley.Span{k.span}
		switch {
		case k.person:
			r.principal = k.entity
		default:
			r.of, r.party = k.entity, k.party
			if isRoleWord("mouthpiece", noun) && k.entity >= 0 {
				r.principal = k.entity
			}
		}
	}
	before := p.marksBefore(all[head], noun, marks)
	if p.differ(before) {
		return // Norlandic and Vestlandic officials
	}
	if isRoleWord("rising", noun) {
		before = p.ofGroup(before)
	}
	for _, k := range before { // Republican U.S. Senator
		if k.party >= 0 && strings.HasSuffix(gazetteer.Group(p.cast.Entities[k.party].Name), " Party") {
			take(k)
			return
		}
	}
	if len(before) > 0 {
		take(before[0])
		if !p.isShared(before[0], all[:head+1]) {
			p.ofFirm(r, before[0])
		}
		return
	}
	if prep == len(all) {
		return
	}
	word := all[prep].word
	switch {
	case word == "to" && !isRoleWord("posted", noun) && isRoleWord("agent", noun), word == "of", word == "for", word == "at", word == "from", word == "in" && noun != "ambassador":
	default:
		return
	}
	behind := slices.DeleteFunc(slices.Clone(marks), func(k mark) bool { return k.span.Start < all[prep].End })
	for _, k := range behind {
		if k.person && (word == "to" || word == "of" || word == "for") && isRoleWord("agent", noun) {
			take(k)
			return
		}
	}
	if p.differ(behind) || len(behind) > 0 && word == "in" && behind[0].side {
		return // rebels in Norland
	}
	if len(behind) > 0 && !behind[0].person && !(behind[0].party < 0 && (word == "in" || word == "from")) {
		take(behind[0])
		p.ofFirm(r, behind[0])
	}
}

// marksBefore are those of marks before the head of a phrase that may say whose it is.
func (p *profiler) marksBefore(head token, noun string, marks []mark) []mark {
	var before []mark
	for _, k := range marks {
		isNobody := k.person && !isRoleWord("agent", noun) && !isRoleWord("agent", singular(noun))
		isPost := noun == "ambassador" && k.party >= 0 && p.cast.Entities[k.party].Kind != parley.EntityCountry // sent there by a country
		if k.span.End <= head.End && !isNobody && !isPost {
			before = append(before, k)
		}
	}
	return before
}

// ofFirm puts a role on the side of an organisation that has no other: whoever speaks for
// a firm or leads a union.
func (p *profiler) ofFirm(r *role, k mark) {
	if r.party < 0 && k.entity >= 0 && p.cast.Entities[k.entity].Kind == parley.EntityOrganisation {
		r.party = k.entity
	}
}

// isShared reports whether the office of the body before it, in those words, does not say
// on whose side somebody is: a chamber's, a court's, a ministry's, one that a state has.
func (p *profiler) isShared(k mark, office []token) bool {
	body := lastWord(p.reading.Report.Quote(k.span))
	if isRoleWord("shared", body) || isRoleWord("body", body) && body != "party" || isRoleWord("court", office[len(office)-1].word) {
		return true
	}
	state, _ := stateOf(p.reading.Report.Text[k.span.Start:office[len(office)-1].End])
	return state != "" || slices.ContainsFunc(office, func(t token) bool { return t.Start >= k.span.End && slices.Contains(joints, t.word) })
}

// differ reports whether "and", "or" or a comma joins marks of several sides.
func (p *profiler) differ(marks []mark) bool {
	for i := 1; i < len(marks); i++ {
		a, b := marks[i-1], marks[i]
		if a.party == b.party || a.span.End > b.span.Start {
			continue
		}
		switch strings.Join(strings.Fields(p.reading.Report.Text[a.span.End:b.span.Start]), " ") {
		case "and", "or", ",", ", and", "&":
			return true
		}
	}
	return false
}

// titleOf words a role: without articles, "former" kept, and without the side
// before it; "of …" belongs to it, "to …" says only whose it is.
func (p *profiler) titleOf(all []token, head, prep int, rule string, marks []mark) string {
	first := 0
	for first < head && (slices.Contains(determiners, all[first].word) || all[first].word == "currently" || all[first].word == "now") {
		first++
	}
	for _, k := range marks {
		stays := k.entity >= 0 && p.cast.Entities[k.entity].Kind == parley.EntityOrganisation && !k.side
		if first < len(all) && k.span.Start <= all[first].Start && k.span.End < all[head].Start && !stays {
			for first < head && all[first].Start < k.span.End {
				first++
			}
		}
	}
	end := all[head].End
	ofSide := slices.ContainsFunc(marks, func(k mark) bool { // President of Norland
		return prep < len(all) && k.side && k.span.Start <= all[min(prep+2, len(all)-1)].Start && k.span.End >= all[len(all)-1].End-len("’s") && k.span.Start >= all[prep].End
	})
	if prep+1 < len(all) && all[prep].word == "of" && !ofSide {
		end = all[len(all)-1].End
		for _, t := range all[prep+1:] {
			if slices.Contains(prepositions, t.word) && t.word != "of" && t.word != "for" {
				break
			}
			end = t.End
		}
	}
	return shown(p.reading.Report.Text[all[first].Start:end])
}
