package proposal

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/gazetteer"
)

// A phrase is one place where the text speaks of a plan or deal: "Trump's 28-point
// peace plan", and what that tells of it.
type phrase struct {
	line           int // index into the lines
	from, head, to int // words of the line: the whole, and the noun
	parley.Span        // from the article on
	noun           noun
	table          string // the entry that made it one

	article  string   // "the", "a", "'s" for a genitive, empty for none
	kinds    []string // of kinds.tsv
	proper   []string // countries, places and other names that tell which it is, in small letters
	letters  string   // "INF"
	years    []string
	number   string // "1441": of the resolution
	points   int
	counted  bool // it is counted by phases or pages instead
	stages   []string
	apart    string // a stage that is of another text than one without
	idle     bool
	another  bool // "a second", "another"
	dated    bool // the phrase itself tells when
	isNew    bool // "a new plan", and "the new plan", which may be the one just named
	status   parley.ProposalStatus
	isNamed  bool // by a name: "the Geneva Accord"
	isPlaced bool // by the place where it was made, or another name

	by      []string // entity ids of whose it is
	byWords []parley.Span
	date    parley.Date

	isIntention bool // "plan to visit"
	doings      []done
	worded      bool // its points stand behind it
	isVersion   bool // "a revised version of"
}

// A done is what the text says is done with a proposal.
type done struct {
	doing
	entry    string
	words    parley.Span
	supposed bool // it may be done, or is not
}

// longestPhrase is how many words before its noun a phrase may have.
const longestPhrase = 10

// phrases finds those of a line.
func (f *finder) phrasesOf(at int) []phrase {
	l := f.lines[at]
	var all []phrase
	for i := 0; i < len(l.words); i++ {
		if _, end, ok := never.at(l.words, i); ok && !f.hasNounBehind(l, end) {
			i = end - 1
			continue
		}
		p, ok := f.phraseAt(at, i)
		if !ok {
			continue
		}
		all = append(all, p)
		i = p.to - 1
	}
	return all
}

// hasNounBehind reports whether what never.txt has ends before another noun: "bad
// business plan" is none, "the arms deal framework" is.
func (f *finder) hasNounBehind(l line, end int) bool {
	if end >= len(l.words) || !l.words[end].adjoins() {
		return false
	}
	_, _, ok := nouns.at(l.words, end)
	return ok
}

// hasNounNear reports whether a noun of nouns.tsv, or a name, stands among the words
// from i on.
func (f *finder) hasNounNear(l line, i int) bool {
	for end := i + 6; i < end && i < len(l.words) && l.words[i].adjoins(); i++ {
		_, _, isNoun := nouns.at(l.words, i)
		if _, _, isName := names.at(l.words, i); isNoun || isName {
			return true
		}
	}
	return false
}

// phraseAt is the phrase whose noun, or whose name, begins with the i-th word.
func (f *finder) phraseAt(at, i int) (phrase, bool) {
	l := f.lines[at]
	p := phrase{line: at, head: i}
	if e, end, ok := names.at(l.words, i); ok && isWritten(f.text, l.spanOf(i, end)) {
		p.to, p.noun = end, noun{singular: e.value.letters, class: e.value.class, begins: "text"}
		p.letters, p.isNamed, p.table = e.value.letters, true, "acronyms.tsv: "+e.value.letters
		if e.value.kind != "" {
			p.kinds = []string{e.value.kind}
		}
		if f.hasNounBehind(l, end) {
			return phrase{}, false // "the INF treaty" is found by its noun
		}
	} else if a, ok := f.given[l.words[i].text]; ok && isLetters(f.text[l.words[i].Start:l.words[i].End]) && !f.hasNounBehind(l, i+1) {
		p.to, p.noun = i+1, noun{singular: a.letters, class: a.class, begins: "text"}
		p.letters, p.isNamed, p.table = a.letters, true, "nouns.tsv: "+a.full
	} else if e, end, ok := nouns.at(l.words, i); ok && !f.isVerb(l, i, end) {
		p.to, p.noun, p.table = end, e.value, "nouns.tsv: "+e.value.singular
		if f.hasNounBehind(l, end) && !l.words[end-1].genitive {
			return phrase{}, false // "treaty draft", "plan proposal": the last noun counts
		}
	} else {
		return phrase{}, false
	}
	if p.isNamed {
		p.from, p.article = p.head, "the"
		p.stand(p.letters)
	} else {
		f.openPhrase(l, &p)
		f.readModifiers(l, &p)
	}
	for j := p.from; j <= p.head; j++ {
		e, end, ok := lineages.at(l.words, j)
		p.isVersion = p.isVersion || ok && e.value.where == "version" && end > p.to && f.hasNounNear(l, end)
	}
	if !p.isVersion {
		f.readNumber(l, &p)
		f.readBehind(l, &p)
	}
	if p.from == p.to-1 && !p.isNamed && p.article == "" {
		return phrase{}, false
	}
	p.Span = l.spanOf(p.from, p.to)
	f.readDoings(l, &p)
	p.another = p.another || p.isVersion || p.isNew && p.article != "the"
	_, _, p.worded = f.wordingBehind(p)
	return p, p.article != "none" && (!p.noun.plural || p.maybeSeveral())
}

// readNumber takes the number of a resolution behind its noun, which is its name.
func (f *finder) readNumber(l line, p *phrase) {
	if p.noun.class != "resolution" || p.noun.plural || !f.hasNumber(l, p.to) {
		return
	}
	p.number, p.isNamed = l.words[p.to].text, true
	p.to++
}

// hasNumber reports whether the i-th word is the number of what the word before it
// names: "Resolution 1441".
func (f *finder) hasNumber(l line, i int) bool {
	if i >= len(l.words) || !l.words[i-1].capital || strings.TrimSpace(l.words[i].before) != "" {
		return false
	}
	number := f.text[l.words[i].Start:l.words[i].End]
	return len(number) <= 6 && strings.Trim(number, "0123456789") == ""
}

// maybeSeveral reports whether a noun in the plural speaks of one text all the same:
// "the Minsk agreements", "Obama's proposals".
func (p *phrase) maybeSeveral() bool {
	if p.noun.class == "plan" {
		return p.by != nil && p.article == "'s"
	}
	return p.isAgreement() && (p.isNamed || p.isPlaced) && p.article != "a" && p.article != "'s"
}

// isWritten reports whether a name of acronyms.tsv is written as one: letters just as
// the table has them ("START", not "Start"), several words with a capital.
func isWritten(text string, s parley.Span) bool {
	name := text[s.Start:s.End]
	if _, ok := acronyms[name]; ok {
		return true
	}
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(r) && strings.Contains(name, " ")
}

// isVerb reports whether the noun at words[i:end] is a verb there: "to deal with",
// "Republicans plan to".
func (f *finder) isVerb(l line, i, end int) bool {
	if end != i+1 {
		return false
	}
	var before, after string
	if i > 0 && l.words[i].adjoins() {
		before = l.words[i-1].text
	}
	if end < len(l.words) && l.words[end].adjoins() {
		after = l.words[end].text
	}
	if strings.HasSuffix(before, "n't") || verbal[before] {
		return true
	}
	switch l.words[i].text {
	case "resolution":
		return after == "of" || after == "to" // of a conflict
	case "draft", "drafts":
		if articles[after] != "" && strings.HasSuffix(before, "s") && !l.words[i-1].genitive {
			return true // "the words draft themselves", "his lawyers draft the text"
		}
	}
	switch l.words[i].text {
	case "plan", "plans", "deal", "deals", "measure", "measures", "draft", "drafts", "accord", "pact", "document", "documents", "text", "texts", "package":
		hasArticle := false
		for j := i - 1; j >= 0 && i-j <= 3 && l.words[j+1].adjoins(); j-- {
			hasArticle = hasArticle || articles[l.words[j].text] != "" || l.words[j].genitive
		}
		return !hasArticle && (after == "to" || after == "on" && l.words[i].text[0] == 'p' || after == "a" || after == "the" || after == "with")
	}
	return false
}

// verbal are words behind which a noun of nouns.tsv is a verb.
var verbal = setOf(`to will would can could may might should must shall not never i you we they he she who do does did`)

// articles are the words that open a phrase; those of "none" make it speak of no
// text in particular.
var articles = map[string]string{
	"the": "the", "this": "the", "that": "the", "these": "the", "those": "the", "both": "the",
	"a": "a", "an": "a", "one": "a", "another": "a",
	"his": "'s", "her": "'s", "its": "'s", "their": "'s", "our": "'s", "my": "'s", "your": "'s",
	"any": "none", "no": "none", "some": "none", "every": "none", "each": "none", "such": "none", "many": "none", "several": "none",
	"other": "none", "all": "none", "what": "none", "whatever": "none", "most": "none", "more": "none", "these kinds": "none",
}

// parting are words that no phrase goes on before.
var parting = setOf(`of in on at to for with by from and or but as that which who whose is are was were be been being has had have having
	will would could can may might should must shall do does did not if when while before after than about into over under between through
	against without within during said says say saying told tells tell asked whether so because since until unless amid despite toward towards
	want wants wanted seek seeks sought need needs needed make makes made take takes took get gets got give gives gave find finds found
	push pushes pushed call calls called including like also it he she they we i you there then now only just even still more most too here out up off down back`)

// headlong are verbs that stand right before what is done with a plan: "Norland's army
// rejects Halm truce plan".
var headlong = setOf(`rejects accepts backs slams blasts unveils hails welcomes mulls weighs eyes opposes supports endorses approves presents drafts tables signs
	scraps ditches defends attacks criticises criticizes adopts passes blocks vetoes pushes rejected accepted backed unveiled welcomed opposed endorsed`)

// openPhrase finds where the phrase begins, and with what.
func (f *finder) openPhrase(l line, p *phrase) {
	p.from = p.head
	for i := p.head - 1; i >= 0 && p.head-i <= longestPhrase; i-- {
		w := l.words[i]
		if w.sentence != l.words[p.head].sentence || !l.words[i+1].adjoins() {
			break
		}
		if a := articles[w.text]; a != "" && (!w.capital || i == 0 || l.words[i-1].sentence != w.sentence || w.text == "the") {
			p.from, p.article = i, a
			p.another = w.text == "another"
			if a == "'s" {
				f.owner(l, p, i)
			}
			return
		}
		if w.genitive {
			p.article, p.from = "'s", i
			f.owner(l, p, i)
			return
		}
		if parting[w.text] && !(w.text == "and" && f.isInName(l, i, p.head)) || i > 0 && headlong[w.text] && !l.words[i-1].genitive {
			break
		}
	}
	for p.from > 0 && p.head-p.from < longestPhrase && l.words[p.from].adjoins() && f.informs(l, p.from-1) {
		p.from--
	}
}

// isInName reports whether the i-th word, "and", stands in a name that ends in head:
// "the Friendship and Cooperation Treaty".
func (f *finder) isInName(l line, i, head int) bool {
	if l.headline || i == 0 || !l.words[i].adjoins() || !l.words[i-1].capital || gazetteer.SideOf(l.words[i-1].text) != "" {
		return false
	}
	if _, ended := f.endingAt(l.words[i-1]); ended {
		return false // "Norland and the Cooperation Treaty"
	}
	for _, w := range l.words[i+1 : head+1] {
		if !w.capital {
			return false
		}
	}
	return true
}

// informs reports whether the i-th word may stand before a noun without an article
// and say something of it: "Iran nuclear deal".
func (f *finder) informs(l line, i int) bool {
	w := l.words[i]
	if i+1 < len(l.words) && l.words[i+1].sentence != w.sentence || parting[w.text] || articles[w.text] != "" {
		return false
	}
	if _, known := stages[w.text]; known || isYear(w.text) || pointsOf(w.text) > 0 {
		return true
	}
	_, end, ok := kinds.at(l.words, i)
	isName := i > 0 && l.words[i-1].sentence == w.sentence && (!l.headline || f.written[w.text])
	return ok && end > i || w.capital && (isName || gazetteer.SideOf(w.text) != "" || gazetteer.CountryNamed(w.text) != nil)
}

// isAgreement reports whether p speaks of what several sides agreed on, or may.
func (p *phrase) isAgreement() bool { return p.noun.class == "deal" || p.noun.class == "treaty" }

// owner finds whose the phrase is by its genitive or possessive, the i-th word.
func (f *finder) owner(l line, p *phrase, i int) {
	w := l.words[i]
	if d, ok := f.dateIn(w.Span); ok {
		p.date = d
		for p.from > 0 && l.words[p.from-1].Start >= d.Span.Start && !parting[l.words[p.from-1].text] {
			p.from--
		}
		p.article, p.dated = "the", true
		return
	}
	m, ok := f.endingAt(w)
	if p.isAgreement() && (!ok || !w.genitive || f.record.Entities[m.entity].Kind != parley.EntityPerson) {
		// A deal is of all its parties: "Iran's nuclear deal" says with whom it is.
		if ok && w.genitive && f.mayOwn(m.entity) {
			p.proper = appendNew(p.proper, properKey(f.record.Entities[m.entity].Name))
		}
		for ok && p.from > 0 && l.words[p.from-1].Start >= m.Start {
			p.from--
		}
		return
	}
	if !ok {
		if country := f.side(w.text); country != "" {
			p.by, p.byWords = []string{country}, []parley.Span{w.Span}
		}
		return
	}
	for p.from > 0 && l.words[p.from-1].Start >= m.Start {
		p.from--
	}
	if f.mayOwn(m.entity) {
		p.by, p.byWords = []string{f.record.Entities[m.entity].ID}, []parley.Span{m.Span}
	}
}

// mostTold is how many kinds, names or years of one text are kept.
const mostTold = 64

// appendNew appends s if it is not there.
func appendNew(list []string, s string) []string {
	if s == "" || len(list) >= mostTold || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
