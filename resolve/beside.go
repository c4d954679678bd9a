package resolve

import (
	"regexp"
	"slices"
	"sort"
	"strings"

	"parley"
	"parley/internal/gazetteer"
)

// rolesBeside are the roles that the words around name m of entity e say.
func (p *profiler) rolesBeside(e int, m parley.Mention) []role {
	if p.isOfPerson(m) {
		return nil // "President Kai Berg of Norland", where the reader took Norland for a person
	}
	var all []role
	span, ok := p.before(m)
	if !ok {
		span, ok = p.beforeFirst(m)
	}
	if ok {
		if r, ok := p.roleIn(span, e, ruleTitleBefore); ok {
			r.title = ofOne(r.title)
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

// beforeFirst is the plural office before the first of several names that m is another of:
// "Democratic senators Oda Lind, Kai Berg and Ib Sand".
func (p *profiler) beforeFirst(m parley.Mention) (span parley.Span, ok bool) {
	const most = 8
	text, isInside := p.reading.Report.Text, false // isInside: before the last name of the list
	for range most {
		before := strings.TrimRight(text[:m.Start], " ")
		switch bare, ends := strings.CutSuffix(before, " and"); {
		case ends && isInside:
			return span, false // "senators Oda Lind and Kai Berg, Ib Sand said"
		case ends:
			before = strings.TrimRight(bare, " ")
		case !strings.HasSuffix(before, ","):
			return span, false
		}
		isInside = true
		before = strings.TrimSuffix(before, ",")
		if m, ok = p.nameAround(parley.Span{Start: len(before) - 1, End: len(before)}); !ok || m.End != len(before) || m.Kind != parley.EntityPerson || len(before) == 0 {
			return span, false
		}
		if span, ok = p.before(m); ok {
			noun := lastWord(p.reading.Report.Quote(span))
			return span, slices.Contains(severalTitles, noun) || isPluralNoun(noun) && nounKind(noun) == parley.EntityGroup
		}
	}
	return span, false
}

// ofOne is the title of one of several: Top Democrat, of Top Democrats.
func ofOne(title string) string {
	last := lastWord(title)
	if !isPluralNoun(last) || nounKind(last) != parley.EntityGroup || !strings.HasSuffix(title, last[1:]) {
		return title
	}
	if stem, ok := strings.CutSuffix(title, "ies"); ok {
		return stem + "y"
	}
	return title[:len(title)-len(last)+len(singular(last))]
}

// severalTitles are short titles before the names of several.
var severalTitles = strings.Fields(`sens reps`)

// isOfPerson reports whether "of" leads from a person's name to name m.
func (p *profiler) isOfPerson(m parley.Mention) bool {
	of := trailing(p.reading.Report.Text[:m.Start], " of ")
	if of < 0 || of == m.Start {
		return false
	}
	at := m.Start - of
	before, ok := p.nameAround(parley.Span{Start: at - 1, End: at})
	return ok && before.End == at && before.Kind == parley.EntityPerson
}

// letter is that of a party in the United States: (R-Ohio), D-Calif.
var letter = regexp.MustCompile(`^,? \(?([RD])(?:\.?,|-) ?[A-Z]`)

// ofBehind is the side in "President Kai Berg of Norland".
func (p *profiler) ofBehind(m parley.Mention, e int) mark {
	const far = 40
	text := p.reading.Report.Text[m.End:]
	of := leading(text, " of ")
	if of < 0 {
		return mark{party: -1}
	}
	span := parley.Span{Start: m.End + of, End: p.boundary(m.End+of, far)}
	if marks := p.marks(span, e); len(marks) > 0 && marks[0].span.Start <= span.Start+4 && !marks[0].person {
		return marks[0]
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
	if n := possessive(between); last.side && (n > 0 && isAll(between[n:], " ") || isAll(between, " ") && strings.HasSuffix(strings.ToLower(text[:last.span.End]), "s")) && isOwner(text[last.span.Start:last.span.End]+between) {
		return last
	}
	return mark{party: -1}
}

// isOwner reports whether a form ends in a possessive, white space aside.
func isOwner(form string) bool {
	form = strings.TrimRightFunc(form, isBlank)
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
	inCommas := isAll(gap, ", ")
	if !isAll(gap, " ") && !(inCommas && strings.Contains(text[m.Start:m.End], " ")) {
		return span, false
	}
	first := len(all)
	for first > 0 {
		t := all[first-1]
		if first < len(all) && !isAll(text[t.End:all[first].Start], " ") || !p.mayStandBefore(t) {
			break
		}
		first--
		if t.owner || gazetteer.SideOf(t.word) != "" && t.upper && !(first > 0 && all[first-1].upper) {
			first = p.wholeName(all, first)
			break
		}
	}
	if k := first - 2; k >= 0 && all[k+1].word == "to" && all[k].upper && isRoleNoun(all[k].word) {
		first = k // "Assistant to the President for Ferries"
		for first > 0 && all[first-1].upper && p.mayStandBefore(all[first-1]) {
			first--
		}
	}
	for first < len(all) && (slices.Contains(ofWords, all[first].word) || p.startsSentence(all[first])) {
		first++
	}
	for i := len(all) - 1; i > first; i-- { // "a spokesman for Speaker Lind" is not about Lind
		if slices.Contains(ofWords, all[i].word) && slices.ContainsFunc(all[i+1:], func(t token) bool { return isRoleNoun(t.word) || titles[t.word] != "" }) {
			first = i + 1
			break
		}
	}
	if first == len(all) || slices.Contains(prepositions, all[len(all)-1].word) {
		return span, false
	}
	if inCommas && !all[first].owner && !slices.Contains(determiners, all[first].word) && gazetteer.SideOf(all[first].word) == "" && !p.opensSide(all[first:]) && !p.ownerWithin(all[first:]) {
		return span, false // "As president, Lind"
	}
	return parley.Span{Start: all[first].Start, End: all[len(all)-1].End}, true
}

// startsSentence reports whether a word has its capital from the beginning of a
// sentence, as far as no table and no name has it: Give President Lind credit.
func (p *profiler) startsSentence(t token) bool {
	before := strings.TrimRight(p.reading.Report.Text[lineStart(p.reading.Report.Text, t.Start, 4):t.Start], " \u00a0“\"")
	if !t.upper || before != "" && !strings.HasSuffix(before, ".") && !strings.HasSuffix(before, "-") {
		return false
	}
	first, _, _ := strings.Cut(t.word, "-") // then-Senator
	known := isRoleNoun(t.word) || isRoleWord("modifier", first) || t.owner || slices.Contains(determiners, t.word)
	_, named := p.nameAround(t.Span)
	return !known && !named && gazetteer.SideOf(t.word) == ""
}

// nameAround is the first name, of the few mentions before the end of span, that
// holds where span begins: a possessive may stick out.
func (p *profiler) nameAround(span parley.Span) (parley.Mention, bool) {
	const few = 16
	mentions := p.reading.Mentions
	end := sort.Search(len(mentions), func(i int) bool { return mentions[i].Start >= span.End })
	for i := max(0, end-few); i < end; i++ {
		if m := mentions[i]; m.Form == parley.MentionName && m.Start <= span.Start && span.Start < m.End {
			return m, true
		}
	}
	return parley.Mention{}, false
}

// opensSide reports whether the first two words are a people's name: South Korean.
func (p *profiler) opensSide(all []token) bool {
	return len(all) > 1 && gazetteer.SideOf(p.reading.Report.Text[all[0].Start:all[1].End]) != ""
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
	"even": true, "only": true, "also": true, "still": true, "yet": true, "now": true, "later": true, "earlier": true, "instead": true, "both": true, "not": true, "if": true, "as": true, "either": true, "neither": true,
	"january": true, "february": true, "march": true, "april": true, "june": true, "july": true, "august": true, "september": true, "october": true, "november": true, "december": true}

// asideOfAge and the party's letter may stand between a name and its apposition.
var asideBehind = regexp.MustCompile(`^(?:[ \x{A0}]\([^()\n]{1,40}\))?,(?:[ \x{A0}]\d{1,3},|[ \x{A0}][RD]-[A-Z][\w.]*,)?[ \x{A0}]`)

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
	if slices.Contains(prepositions, first.word) {
		return span, false // "Lind, with President Berg"
	}
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
			if i+1 == len(s) || leading(s[i+1:], " ") > 0 && (i < 2 || s[i-2] != '.' && s[i-2] != ' ') {
				return i
			}
		}
	}
	return -1
}
