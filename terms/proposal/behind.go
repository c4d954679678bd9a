package proposal

import (
	"sort"
	"strings"

	"parley"
	"parley/internal/abbrev"
	"parley/internal/gazetteer"
)

// reach is how many words behind a phrase, or before it, are looked at for what is
// done with it.
const reach = 12

// readBehind takes what stands behind the noun: letters in brackets, with whom it
// is, on what, and by whom.
func (f *finder) readBehind(l line, p *phrase) {
	i := p.to
	if i < len(l.words) && strings.Contains(l.words[i].before, "(") && isLetters(f.text[l.words[i].Start:l.words[i].End]) {
		if p.letters == "" {
			p.stand(f.text[l.words[i].Start:l.words[i].End])
		}
		i++
	}
	for steps := 0; steps < 3 && i < len(l.words) && l.words[i].adjoins() && l.words[i].sentence == l.words[p.head].sentence; steps++ {
		switch l.words[i].text {
		case "with", "between":
			if i+2 < len(l.words) && numeral(l.words[i+1].text) > 0 && isPointWord(l.words[i+2].text) {
				p.points = numeral(l.words[i+1].text)
				return
			}
			i = f.readPartners(l, p, i+1)
		case "on", "over", "for", "of", "to":
			next, ok := f.readSubject(l, p, i)
			if !ok {
				return
			}
			i = next
		case "by", "from":
			if p.noun.class != "deal" && p.noun.class != "treaty" {
				f.readAuthor(l, p, i+1)
			}
			return
		default:
			return
		}
	}
}

// readPartners takes the parties of a deal behind "with" and "between".
func (f *finder) readPartners(l line, p *phrase, i int) int {
	for ; i < len(l.words) && l.words[i].sentence == l.words[p.head].sentence; i++ {
		w := l.words[i]
		if w.text == "the" || w.text == "and" {
			continue
		}
		m, ok := f.longestFrom(l, i, min(len(l.words), i+5))
		if ok && f.mayOwn(m.entity) {
			if e := f.record.Entities[m.entity]; e.Kind != parley.EntityPerson {
				p.proper = appendNew(p.proper, properKey(e.Name))
			}
			for i+1 < len(l.words) && l.words[i+1].Start < m.End {
				i++
			}
		} else if c := gazetteer.CountryNamed(w.text); c != nil && w.capital && !abbrev.KeepsPoint(w.text, 0) {
			p.proper = appendNew(p.proper, properKey(c.Name))
		} else {
			break
		}
		if i+1 >= len(l.words) || l.words[i+1].text != "and" {
			return i + 1
		}
	}
	return i
}

// readSubject takes what a deal is on, or a plan is for, behind the preposition at
// i. Behind "to" it settles whether a plan is an intention only.
func (f *finder) readSubject(l line, p *phrase, i int) (next int, ok bool) {
	if l.words[i].text == "to" {
		p.isIntention = i+1 < len(l.words) && (p.noun.class != "plan" || !ending[l.words[i+1].text])
		return 0, false
	}
	if l.words[i].text == "of" && i+2 < len(l.words) {
		if n := numeral(l.words[i+1].text); n > 0 && isPointWord(l.words[i+2].text) {
			p.points = n
			return i + 3, true
		}
	}
	for j := i + 1; j < len(l.words) && j <= i+6 && l.words[j].adjoins() && l.words[j].sentence == l.words[p.head].sentence; j++ {
		w := l.words[j]
		if side := gazetteer.SideOf(w.text); side != "" && w.capital && len(p.proper) == 0 && l.words[i].text != "for" {
			p.proper = appendNew(p.proper, properKey(side))
		}
		if e, end, known := kinds.at(l.words, j); known {
			if len(p.kinds) == 0 {
				p.kinds = appendNew(p.kinds, e.value)
			}
			return end, true
		}
		if parting[w.text] && w.text != "of" {
			break
		}
	}
	return 0, false
}

// ending are verbs that a plan is for rather than that somebody plans: "a plan to
// end the war".
var ending = setOf(`end resolve settle halt stop avert avoid bring denuclearize denuclearise curb limit reduce lift ease revive normalize normalise`)

// readAuthor takes by whom it is, behind "by" and "from".
func (f *finder) readAuthor(l line, p *phrase, i int) {
	for end := i + 6; i < len(l.words) && i < end && l.words[i].sentence == l.words[p.head].sentence; i++ {
		w := l.words[i]
		m, ok := f.longestFrom(l, i, min(len(l.words), i+8))
		if ok && f.mayOwn(m.entity) {
			p.by = appendNew(p.by, f.record.Entities[m.entity].ID)
			p.byWords = append(p.byWords, m.Span)
			for i+1 < len(l.words) && l.words[i+1].Start < m.End {
				i++
			}
		} else if id := f.side(w.text); id != "" && w.capital {
			p.by = appendNew(p.by, id)
			p.byWords = append(p.byWords, w.Span)
		} else if w.text != "the" && w.text != "both" {
			return
		}
		if i+1 < len(l.words) && l.words[i+1].text == "and" {
			i++
			continue
		}
		if len(p.by) > 0 {
			return
		}
	}
}

// readDoings takes what is done with it: by a verb before it, "unveiled a plan",
// or behind it, "the plan, which was circulated in May".
func (f *finder) readDoings(l line, p *phrase) {
	f.doingsBefore(l, p)
	f.doingsBehind(l, p)
}

func (f *finder) doingsBefore(l line, p *phrase) {
	for i := max(0, p.from-3); i < p.from; i++ {
		if l.words[i].sentence != l.words[p.head].sentence {
			continue
		}
		e, end, ok := verbs.at(l.words, i)
		if !ok || end > p.from || !f.between(l, end, p.from) || i > 0 && (l.words[i-1].text == "was" || l.words[i-1].text == "were") {
			continue
		}
		d := done{doing: e.value, entry: "verbs.tsv: " + e.text, words: l.spanOf(i, end), supposed: isSupposed(l, i) || e.value.base && isAlsoTo(l, i)}
		p.doings = append(p.doings, d)
		if p.date.Span.Len() == 0 && !d.supposed && d.known == "yes" {
			p.date = f.dateBehind(l, p.to)
		}
		if d.authors && len(p.by) == 0 && p.article != "'s" && (!d.supposed || d.status == parley.ProposalTabled) {
			f.subjectOf(l, p, i)
		}
		return
	}
}

// between reports whether nothing but small words stands between a verb and the
// phrase: "agreed on Friday to" is none of it.
func (f *finder) between(l line, from, to int) bool {
	for _, w := range l.words[from:to] {
		if !slightly[w.text] && !w.genitive {
			return false
		}
	}
	return to >= len(l.words) || l.words[to].adjoins()
}

var slightly = setOf(`to on upon just already finally quickly formally publicly jointly tentatively officially reportedly up out off down their`)

// subjectOf takes who does what the verb at i says: the mention right before it.
func (f *finder) subjectOf(l line, p *phrase, i int) {
	for j := i - 1; j >= 0 && i-j <= 4 && l.words[j].sentence == l.words[i].sentence; j-- {
		if m, ok := f.endingAt(l.words[j]); ok {
			if f.mayOwn(m.entity) && !f.isObject(l, m.Span) {
				p.by, p.byWords = []string{f.record.Entities[m.entity].ID}, []parley.Span{m.Span}
			}
			return
		}
		if !helping[l.words[j].text] && !strings.HasSuffix(l.words[j].text, "ly") {
			return
		}
	}
}

// isObject reports whether a preposition stands before s, so that it is no subject.
func (f *finder) isObject(l line, s parley.Span) bool {
	i := sort.Search(len(l.words), func(i int) bool { return l.words[i].End > s.Start })
	if i == 0 || i == len(l.words) {
		return false
	}
	before := l.words[i-1]
	if before.text == "the" && i > 1 {
		before = l.words[i-2]
	}
	return before.sentence == l.words[i].sentence && l.words[i].adjoins() && prepositions[before.text]
}

var (
	helping      = setOf(`will would may could is to has had have also then just already first later recently last week month year on monday tuesday wednesday thursday friday saturday sunday is are was were`)
	prepositions = setOf(`of in on at to for with by from between against about over under like`)
)

// doingsBehind finds participles behind the phrase: right behind it, or behind a
// form of "to be".
func (f *finder) doingsBehind(l line, p *phrase) {
	for i := p.to; i < len(l.words) && i < p.to+reach && l.words[i].sentence == l.words[p.head].sentence; i++ {
		if _, _, other := nouns.at(l.words, i); other {
			return
		}
		e, end, ok := verbs.at(l.words, i)
		if !ok || !isParticiple(l.words[i].text) {
			continue
		}
		passive := i == p.to || isPassive(l, p.to, i)
		if !passive {
			if !ignorable(l, p.to, i) {
				return
			}
			continue
		}
		d := done{doing: e.value, entry: "verbs.tsv: " + e.text, words: l.spanOf(i, end), supposed: isSupposedFrom(l, p.to, i) || isSupposed(l, p.from)}
		p.doings = append(p.doings, d)
		for j := end; j < len(l.words) && j < end+5 && l.words[j].sentence == l.words[p.head].sentence; j++ {
			if l.words[j].text == "by" && d.authors && len(p.by) == 0 {
				f.readAuthor(l, p, j+1)
				break
			}
		}
		if p.date.Span.Len() == 0 && !d.supposed && d.status != "" {
			p.date = f.dateBehind(l, end)
		}
	}
}

func isParticiple(s string) bool {
	return strings.HasSuffix(s, "ed") || strings.HasSuffix(s, "en") || strings.HasSuffix(s, "wn") ||
		s == "struck" || s == "put" || s == "set" || s == "laid" || s == "inked" || s == "cut" || s == "upon"
}

// isPassive reports whether the participle at i is done to what stands before from:
// right behind it, behind "which was", or behind a comma, "signed".
func isPassive(l line, from, i int) bool {
	for j := i - 1; j >= from && i-j <= 4; j-- {
		switch w := l.words[j].text; {
		case w == "was" || w == "were" || w == "been" || w == "being" || w == "is" || w == "are" || w == "be" || w == "and":
			return true
		case strings.HasSuffix(w, "ly") || w == "first" || w == "jointly" || w == "not" || w == "already" || w == "never":
		default:
			return false
		}
	}
	return i-from <= 1 && l.words[i].before == ", "
}

// ignorable reports whether words[from:to] may stand between a phrase and what
// more is said of it.
func ignorable(l line, from, to int) bool { return to-from < 8 }

// isSupposed reports whether the verb at i may be done, or is not: "would sign",
// "to reach", "failed to".
func isSupposed(l line, i int) bool { return isSupposedFrom(l, max(0, i-4), i) }

func isSupposedFrom(l line, from, i int) bool {
	for j := i - 1; j >= from && i-j <= 6; j-- {
		w := l.words[j]
		if w.sentence != l.words[i].sentence {
			return false
		}
		if supposing[w.text] || strings.HasSuffix(w.text, "n't") {
			return true
		}
		if strings.ContainsAny(l.words[j+1].before, ",;:") {
			return false
		}
	}
	return false
}

// isAlsoTo reports whether the verb at i is the second of two that an infinitive or
// what may be done joins, however far before the first stands: "to be there in time for
// the last round and sign".
func isAlsoTo(l line, i int) bool {
	if i == 0 || l.words[i-1].text != "and" {
		return false
	}
	for j := i - 2; j >= 0 && i-j <= longestJoined && l.words[j].sentence == l.words[i].sentence; j-- {
		if infinite[l.words[j].text] {
			return true
		}
	}
	return false
}

// longestJoined is how many words before the second of two verbs are looked at.
const longestJoined = 16

var infinite = setOf(`to will would can could may might should must`)

var supposing = setOf(`to would will could can may might should must shall not never no yet if unless whether without until cannot hoping hopes hope
	before expected failed nearly almost likely unlikely when once any`)
