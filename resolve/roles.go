package resolve

import (
	"regexp"
	"slices"
	"sort"
	"strings"

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
			end = k.span.Start
			break
		}
	}
	if n := strings.IndexByte(p.reading.Report.Text[m.Start:end], ','); n >= 0 {
		end = m.Start + n
	}
	return parley.Span{Start: m.Start, End: end}
}

// namesPerson reports whether a description names a person, and not only as an
// owner or behind a preposition: it is of several then.
func (p *profiler) namesPerson(span parley.Span) bool {
	for _, k := range p.marks(span, -1) {
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

// rolesBeside are the roles that the words around name m of entity e say.
func (p *profiler) rolesBeside(e int, m parley.Mention) []role {
	var all []role
	if span, ok := p.before(m); ok {
		if r, ok := p.roleIn(span, e, ruleTitleBefore); ok {
			all = append(all, r)
			if of := p.ofBehind(m, e); of.party >= 0 && r.party < 0 {
				last := &all[len(all)-1]
				last.party, last.of, last.table, last.words, last.rule = of.party, of.entity, of.table, []parley.Span{of.span}, ruleOfCountry
			}
		}
	}
	if k := p.ownerBefore(m, e); k.party >= 0 {
		all = append(all, role{span: k.span, rule: ruleOwner, of: -1, party: k.party, principal: -1, table: k.table, words: []parley.Span{k.span}})
	}
	if span, ok := p.behind(m); ok {
		if r, ok := p.roleIn(span, e, ruleApposition); ok {
			all = append(all, r)
		}
	}
	if at := letter.FindStringSubmatchIndex(p.reading.Report.Text[m.End:]); at != nil {
		party := map[string]string{"R": "Republican Party", "D": "Democratic Party"}[p.reading.Report.Text[m.End+at[2]:m.End+at[3]]]
		words := parley.Span{Start: m.End + at[2], End: m.End + at[3]}
		table := "groups.txt: " + party
		all = append(all, role{rule: ruleLetter, party: p.side(party, table), of: -1, principal: -1, table: table, words: []parley.Span{words}})
	}
	return all
}

// letter is that of a party in the United States: (R-Ohio), D-Calif.
var letter = regexp.MustCompile(`^,? \(?([RD])(?:\.?,|-) ?[A-Z]`)

// ofBehind is the side in "President Kai Berg of Norland".
func (p *profiler) ofBehind(m parley.Mention, e int) mark {
	const far = 40
	text := p.reading.Report.Text[m.End:]
	if !strings.HasPrefix(text, " of ") {
		return mark{party: -1}
	}
	span := parley.Span{Start: m.End + 4, End: p.boundary(m.End+4, far)}
	for _, k := range p.marks(span, e) {
		if k.span.Start <= span.Start+4 && !k.person {
			return k
		}
		break
	}
	return mark{party: -1}
}

// ownerBefore is the country in "Norland’s Kai Berg".
func (p *profiler) ownerBefore(m parley.Mention, e int) mark {
	const far = 40
	text := p.reading.Report.Text[:m.Start]
	start := max(0, m.Start-far)
	start += strings.LastIndexAny(text[start:], "\n,.;:") + 1
	for start < m.Start && text[start]&0xC0 == 0x80 {
		start++
	}
	marks := p.marks(parley.Span{Start: start, End: m.Start}, e)
	if len(marks) == 0 {
		return mark{party: -1}
	}
	last := marks[len(marks)-1]
	between := text[last.span.End:]
	if n := possessive(between); last.side && (n > 0 && between[n:] == " " || between == " " && strings.HasSuffix(strings.ToLower(text[:last.span.End]), "s")) && isOwner(text[last.span.Start:last.span.End]+between) {
		return last
	}
	return mark{party: -1}
}

// isOwner reports whether a form ends in a possessive, white space aside.
func isOwner(form string) bool {
	form = strings.TrimRight(form, " ")
	for i := range form {
		if n := possessive(form[i:]); n > 0 && i+n == len(form) {
			return true
		}
	}
	return false
}

// boundary is at most far bytes behind start, within its line and on a rune.
func (p *profiler) boundary(start, far int) int {
	text := p.reading.Report.Text
	end := min(len(text), start+far)
	for end < len(text) && text[end]&0xC0 == 0x80 {
		end--
	}
	if n := strings.IndexByte(text[start:end], '\n'); n >= 0 {
		end = start + n
	}
	return end
}

// ownStart is where the person's own name begins in a mention with titles.
func (p *profiler) ownStart(m parley.Mention) int {
	all := p.tokens(m.Span)
	for i := len(all) - 2; i >= 0; i-- {
		if titles[all[i].word] != "" {
			return all[i+1].Start
		}
	}
	return m.Start
}

// before is the noun phrase that ends at a person's name: "Donald Trump’s special
// envoy, " or "Norlandic Foreign Minister ".
func (p *profiler) before(m parley.Mention) (span parley.Span, ok bool) {
	const far = 160
	text, end := p.reading.Report.Text, p.ownStart(m)
	start := max(0, end-far)
	if n := strings.LastIndexByte(text[start:end], '\n'); n >= 0 {
		start += n + 1
	}
	for start < end && text[start]&0xC0 == 0x80 {
		start++
	}
	all := p.tokens(parley.Span{Start: start, End: end})
	if len(all) == 0 {
		return span, false
	}
	gap := text[all[len(all)-1].End:end]
	if gap != " " && !(gap == ", " && strings.Contains(text[m.Start:m.End], " ")) {
		return span, false
	}
	first := len(all)
	for first > 0 {
		t := all[first-1]
		if first < len(all) && text[t.End:all[first].Start] != " " || !p.mayStandBefore(t) {
			break
		}
		first--
		if t.owner || gazetteer.SideOf(t.word) != "" && t.upper && !(first > 0 && all[first-1].upper) {
			first = p.wholeName(all, first)
			break
		}
	}
	for first < len(all) && (slices.Contains(ofWords, all[first].word) || p.startsSentence(all[first])) {
		first++
	}
	if first == len(all) {
		return span, false
	}
	if gap == ", " && !all[first].owner && !slices.Contains(determiners, all[first].word) && gazetteer.SideOf(all[first].word) == "" && !p.ownerWithin(all[first:]) {
		return span, false // "As president, Lind"
	}
	return parley.Span{Start: all[first].Start, End: all[len(all)-1].End}, true
}

// startsSentence reports whether a word has its capital from the beginning of a
// sentence, as far as no table and no name has it: Give President Lind credit.
func (p *profiler) startsSentence(t token) bool {
	before := strings.TrimRight(p.reading.Report.Text[lineStart(p.reading.Report.Text, t.Start, 4):t.Start], " “\"")
	if !t.upper || before != "" && !strings.HasSuffix(before, ".") && !strings.HasSuffix(before, "-") {
		return false
	}
	first, _, _ := strings.Cut(t.word, "-") // then-Senator
	known := isRoleNoun(t.word) || isRoleWord("modifier", first) || t.owner || slices.Contains(determiners, t.word)
	_, named := p.nameAround(t.Span)
	return !known && !named && gazetteer.SideOf(t.word) == ""
}

// nameAround is the first name, of the few mentions before the end of span, that
// holds it.
func (p *profiler) nameAround(span parley.Span) (parley.Mention, bool) {
	const few = 16
	mentions := p.reading.Mentions
	end := sort.Search(len(mentions), func(i int) bool { return mentions[i].Start >= span.End })
	for i := max(0, end-few); i < end; i++ {
		if m := mentions[i]; m.Form == parley.MentionName && m.Contains(span) {
			return m, true
		}
	}
	return parley.Mention{}, false
}

func (p *profiler) ownerWithin(all []token) bool {
	return slices.ContainsFunc(all, func(t token) bool { return t.owner })
}

// wholeName goes back to the beginning of the name that token first ends.
func (p *profiler) wholeName(all []token, first int) int {
	if m, ok := p.nameAround(all[first].Span); ok {
		for first > 0 && all[first-1].Start >= m.Start {
			first--
		}
	}
	return first
}

var determiners = strings.Fields(`a an the his her its their`)

// mayStandBefore reports whether a word can be of an office before a name.
func (p *profiler) mayStandBefore(t token) bool {
	switch {
	case slices.Contains(ofWords, t.word), t.word == "the":
		return true
	case slices.Contains(prepositions, t.word), slices.Contains(relatives, t.word), slices.Contains(conjunctions, t.word), strangers[t.word]:
		return false
	case t.upper && !slices.Contains(subjects, t.word):
		return true
	}
	return slices.Contains(determiners, t.word) || isRoleNoun(t.word) || t.owner ||
		!slices.ContainsFunc(strings.Split(t.word, "-"), func(w string) bool { return !isRoleWord("modifier", w) })
}

// strangers begin sentences with a capital and belong to no office.
var strangers = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true, "today": true, "yesterday": true, "meanwhile": true, "however": true, "then": true,
	"even": true, "only": true, "also": true, "still": true, "yet": true, "now": true, "later": true, "earlier": true, "instead": true, "both": true, "not": true, "if": true, "as": true}

// asideOfAge and the party's letter may stand between a name and its apposition.
var asideBehind = regexp.MustCompile(`^(?: \([^()\n]{1,40}\))?,(?: \d{1,3},| [RD]-[A-Z][\w.]*,)? `)

// behind is the apposition after a person's name: ", a top adviser to Kai Berg".
func (p *profiler) behind(m parley.Mention) (span parley.Span, ok bool) {
	const far = 200
	text := p.reading.Report.Text
	aside := asideBehind.FindStringIndex(text[m.End:p.boundary(m.End, far)])
	if aside == nil {
		return span, false
	}
	start := m.End + aside[1]
	end := p.boundary(start, far)
	relative := false
	for _, t := range p.tokens(parley.Span{Start: start, End: end}) {
		if relative = slices.Contains(relatives, t.word); relative || slices.Contains(finite, t.word) {
			end = t.Start
			break
		}
	}
	if n := apposed(text[start:end]); n >= 0 {
		end = start + n
	} else if !relative && end < len(text) && text[end] != '\n' {
		return span, false
	}
	all := p.tokens(parley.Span{Start: start, End: end})
	if len(all) == 0 {
		return span, false
	}
	first := all[0]
	opens := first.owner || slices.Contains(determiners, first.word) || first.upper || isRoleNoun(first.word) || isRoleWord("modifier", first.word)
	if !opens && (strings.HasSuffix(first.word, "ing") || len(all) < 2 || !isRoleNoun(all[1].word)) {
		return span, false // "study director at" opens one, too
	}
	return parley.Span{Start: start, End: all[len(all)-1].End}, true
}

// finite verbs end an apposition, or show that there is none.
var finite = strings.Fields(`said says told tells added adds is are was were has have had will would could should may might called wrote warned insisted announced argued but`)

// apposed is the length of what stands before the first mark that ends an
// apposition, -1 for none. A point within a word or behind a capital is none.
func apposed(s string) int {
	for i, r := range s {
		switch r {
		case ',', ';', ':', '(', ')', '—', '–', '“', '”', '"', '?', '!':
			return i
		case '.':
			if i+1 == len(s) || s[i+1] == ' ' && (i < 2 || s[i-2] != '.' && s[i-2] != ' ') {
				return i
			}
		}
	}
	return -1
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
	r := role{span: span, rule: rule, of: -1, party: -1, principal: -1}
	noun := singular(all[head].word)
	if isRoleWord("relation", noun) {
		return role{}, false
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

// singular is a noun of persons in the singular, as far as tables tell.
func singular(noun string) string {
	if stem, ok := strings.CutSuffix(noun, "ies"); ok && nouns[stem+"y"] != "" {
		return stem + "y"
	}
	if stem, ok := strings.CutSuffix(noun, "s"); ok && nouns[noun] == "" && nouns[stem] != "" {
		return stem
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
	var before []mark
	for _, k := range marks {
		if k.span.End <= all[head].End && !(k.person && !isRoleWord("agent", noun) && !isRoleWord("agent", singular(noun))) {
			before = append(before, k)
		}
	}
	if p.differ(before) {
		return // Norlandic and Vestlandic officials
	}
	for _, k := range before { // Republican U.S. Senator
		if k.party >= 0 && strings.HasSuffix(gazetteer.Group(p.cast.Entities[k.party].Name), " Party") {
			take(k)
			return
		}
	}
	if len(before) > 0 {
		take(before[0])
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
		if r.party < 0 && behind[0].entity >= 0 && p.cast.Entities[behind[0].entity].Kind == parley.EntityOrganisation {
			r.party = behind[0].entity // whoever speaks for a firm is on its side
		}
	}
}

// differ reports whether "and", "or" or a comma joins marks of several sides.
func (p *profiler) differ(marks []mark) bool {
	for i := 1; i < len(marks); i++ {
		a, b := marks[i-1], marks[i]
		if a.party == b.party || a.span.End > b.span.Start {
			continue
		}
		switch strings.Trim(p.reading.Report.Text[a.span.End:b.span.Start], " ") {
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
	for first < head && slices.Contains(determiners, all[first].word) {
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
	if prep < len(all) && all[prep].word == "of" {
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
