package contact

import (
	"slices"
	"strings"

	"parley"
)

// An event is one place where the words tell of a contact.
type event struct {
	trigger
	sentence    int
	first, last int // its words
	verb        int // the word that cues stand round, first but for a second who is sent
	words       string
	span        parley.Span // of the words of the trigger
	who         []part
	status      parley.ContactStatus
	statusCues  []feature
	rule        *taking // the line of taking.tsv that fits, nil for none
	isAhead     bool    // its date says so, against rule
	isOff       bool    // what stands further on says so
	isBorrowed  bool    // its participants were named elsewhere
	date        int     // index into the dates, -1 for none
	isPlural    bool
	statement   int             // whose content tells of it, -1 for the report's own words
	exhibit     *parley.Exhibit // the recording in which it is heard, nil for none
}

// A part is one who takes part, with the place that says so.
type part struct {
	actor
	score float64
	rule  string
	table string // where its weight stands
	role  string
}

// events finds every place of the text whose words tell of a contact, in order.
func (t *text) events() []event {
	var all []event
	for n, s := range t.sentences {
		for i := 0; i < len(s.words); i++ {
			found := triggers.all(s.words, i)
			if len(found) == 0 || t.isNamed(n, i) {
				continue
			}
			for _, f := range found {
				last := i + len(f.words) - 1
				if f.value.kind == "none" {
					i = last
					break
				}
				if f.value.isVerb && len(found) > 1 && t.isNoun(n, i) {
					continue
				}
				if f.value.isVerb && t.isAttribute(n, i, last) || !f.value.isVerb && t.isNoMatter(n, i, last, found) {
					continue
				}
				if t.hasWhatItWants(n, f.value, i, last) && !t.isToMedia(n, i, last) {
					if k := len(all) - 1; k >= 0 && t.isByPhone(all[k], f.value, n, i) {
						all[k].kind = parley.ContactCall // "spoke by phone"
						i = last
						break
					}
					all = append(all, t.event(f.value, n, i, last))
					if at := t.alsoSent(n, f.value, last); at > 0 {
						second := t.event(f.value, n, at, at)
						second.verb = last
						all = append(all, second)
					}
					i = last
					break
				}
			}
		}
	}
	return all
}

// isByPhone reports whether the words at word i say that the talks of the event before were a
// call: "spoke by phone", "discussed it with Lind in a call".
func (t *text) isByPhone(e event, tr trigger, s, i int) bool {
	if e.sentence != s || !e.isVerb || e.kind != parley.ContactTalks {
		return false
	}
	if tr.key == "by phone" {
		return e.key == "speak" && i-e.last <= 6
	}
	if g := t.governors(s, e.first); len(g) > 0 && g[0].name == "not" {
		return false // "did not discuss sanctions in a call" that was held
	}
	const near, reach = 12, 4 // words
	if tr.key != "phone call" || i-e.last > near || t.leavesClause(s, e.last+1, i) {
		return false
	}
	return t.words(s, i-reach, i, "in", "during") && t.words(s, i-reach, i, "a", "an", "the", "their")
}

// isNoun reports whether a word that may be a noun or a verb is a noun: a verb
// stands behind its auxiliary or a pronoun, or with an s behind who does it.
func (t *text) isNoun(s, word int) bool {
	words := t.sentences[s].words
	if f := form(words[word].text); f == "past" || f == "ing" || word == 0 {
		return false
	}
	before := words[word-1].text
	if auxiliaries[before] {
		return false
	}
	for _, a := range t.actors[s] {
		if a.last == word-1 {
			return a.form != parley.MentionPronoun && form(words[word].text) != "s" || possessive[before]
		}
	}
	return true
}

// isAttribute reports whether a participle only tells of what kind the noun behind it is: "a
// negotiated settlement".
func (t *text) isAttribute(s, first, last int) bool {
	words := t.sentences[s].words
	if first == 0 || last+1 >= len(words) || form(words[last].text) != "past" || words[first-1].text != "a" && words[first-1].text != "an" && words[first-1].text != "the" {
		return false
	}
	next := words[last+1]
	return class(words, last+1) == "" && isWordText(next.text) && !next.capital && !t.isActor(s, last+1)
}

// isNoMatter reports whether a noun of a contact tells of none that is told here: it is what
// somebody learned or spoke of, "discussed the talks", "learned of the call from Lind", by which he
// spoke to a reporter, "said by phone", or no noun: "calls the plan".
func (t *text) isNoMatter(s, first, last int, found []entry[trigger]) bool {
	words := t.sentences[s].words
	if first == 0 {
		return false
	}
	if strings.HasPrefix(words[first].text, "encounter") && t.words(s, last+1, last+10, vessels...) {
		return true // of those who guard a border
	}
	if len(found) > 1 && found[0].value.isVerb && last == first && form(words[first].text) == "s" && words[first].text != "talks" && !t.isNoun(s, first) {
		return true
	}
	before := words[first-1].text
	if class(words, first-1) == "says" && (before == "said" || before == "says") && (words[first].text == "by" || words[first].text == "over") {
		return true
	}
	if before != "the" && before != "that" && before != "those" || first < 2 {
		return false
	}
	if strings.HasPrefix(words[first-2].text, "discuss") {
		return true
	}
	c := class(words, first-2)
	return (c == "of" || c == "on") && first > 2 && learns[words[first-3].text]
}

// vessels are words for what meets at sea and in the air.
var vessels = []string{"ship", "ships", "vessel", "vessels", "boat", "boats", "jet", "jets", "plane", "planes", "aircraft", "warship", "warships", "warplanes", "destroyer", "drone", "drones", "submarine", "tanker", "patrols"}

// learns are verbs for what is done about a contact that is told elsewhere.
var learns = map[string]bool{"learned": true, "learnt": true, "heard": true, "hear": true, "knew": true, "know": true, "informed": true, "comment": true, "commented": true, "aware": true}

func (t *text) event(tr trigger, sentence, first, last int) event {
	words := t.sentences[sentence].words
	span := parley.Span{Start: words[first].Start, End: words[last].End}
	e := event{trigger: tr, sentence: sentence, first: first, last: last, verb: first, span: span, date: -1, words: words[first].text}
	e.isPlural = !tr.isVerb && len(words[last].text) > 2 && strings.HasSuffix(words[last].text, "s")
	e.statement = t.statementAt(span)
	return e
}

// alsoSent is the word and before a second who is sent to a second place: "is
// sending Lind to Norland, and Tamm to Ostia"; 0 for none.
func (t *text) alsoSent(s int, tr trigger, last int) int {
	if tr.wants != "sent" {
		return 0
	}
	words := t.sentences[s].words
	for k := 1; k < len(t.actors[s]); k++ {
		a := t.actors[s][k]
		if a.first <= last || a.kind != parley.EntityPerson || a.last+1 >= len(words) || words[a.last+1].text != "to" {
			continue
		}
		for i := a.first - 1; i > last && i >= a.first-4; i-- {
			if words[i].text == "and" {
				return i
			}
		}
	}
	return 0
}

// isNamed reports whether the word is inside the name of a person, a medium or a body:
// "Meet" of "Meet the Press", "Negotiation" of "the Program on Negotiation".
func (t *text) isNamed(s, word int) bool {
	for _, a := range t.actors[s] {
		if a.first <= word && word <= a.last && a.form == parley.MentionName && (a.kind == parley.EntityMedium || a.kind == parley.EntityPerson || a.kind == parley.EntityOrganisation) {
			return true
		}
	}
	return false
}

// isToMedia reports whether those addressed a few words behind are media.
func (t *text) isToMedia(s, first, last int) bool {
	words := t.sentences[s].words
	for i := last + 1; i < min(len(words), last+5); i++ {
		if media[words[i].text] {
			return true
		}
		if c, n := classes.at(words, i); n > 0 && c != "with" && c != "to" || words[i].text == "," {
			return false
		}
	}
	return false
}

func (t *text) hasWhatItWants(s int, tr trigger, first, last int) bool {
	switch tr.wants {
	case "object":
		from := t.behindDate(s, last+1)
		for _, a := range t.actors[s] {
			if a.first > last {
				return a.first-from < 6 && !t.crosses(s, from, a.first) && takesPart(a.kind)
			}
		}
		return false
	case "alone":
		for _, a := range t.actors[s] {
			if a.first > last {
				return a.first-last <= 6 && !t.crosses(s, last+1, a.first) && a.kind == parley.EntityPerson && t.isOver(s, a.last+1)
			}
		}
		return false
	case "with":
		return t.behind(s, last, "with", 12) || t.behind(s, last, "between", 12) || t.behind(s, last, "to", 3) || t.words(s, last+1, last+5, "phone", "telephone")
	case "sent":
		for _, a := range t.actors[s] {
			if a.first > last {
				return a.kind == parley.EntityPerson && !t.crosses(s, last+1, a.first) && t.leadsToPlace(s, a.last)
			}
		}
		return false
	case "place":
		return t.leadsToPlace(s, last)
	case "to":
		return t.behind(s, last, "to", 6) || t.behind(s, last, "in", 3) || t.behind(s, last, "for", 3)
	}
	return true
}

// behindDate is word i, or the one behind a date that begins there: "received today, Thursday,
// Mr. Lind".
func (t *text) behindDate(s, i int) int {
	words := t.sentences[s].words
	from := i
	for k := i; k < len(words); k++ {
		switch {
		case t.isDated(words[k:]):
			from = k + 1
		case words[k].text != ",":
			if from > i && words[k-1].text == "," {
				return k
			}
			return from
		}
	}
	return from
}

// leadsToPlace reports whether to, for or in and then a place stand behind a word.
func (t *text) leadsToPlace(s, last int) bool {
	words := t.sentences[s].words
	for i := last + 1; i < min(len(words), last+7); i++ {
		if c, n := classes.at(words, i); c == "to" || c == "for" || c == "in" {
			for _, a := range t.actors[s] {
				if a.first > i {
					return a.first-i-n <= 3 && !t.crosses(s, i+n, a.first) && a.kind != parley.EntityPerson && a.kind != parley.EntityMedium && a.kind != parley.EntityDocument
				}
			}
			return false
		}
	}
	return false
}

// isOver reports whether nothing is said of whom a word's actor is called: the
// clause ends at word i, or goes on with a preposition, a date or an adverb.
func (t *text) isOver(s, i int) bool {
	words := t.sentences[s].words
	if i >= len(words) {
		return true
	}
	if c, n := classes.at(words, i); n > 0 {
		return c != "for"
	}
	return t.isDated(words[i:]) || words[i].text == "." || words[i].text == "," || strings.HasSuffix(words[i].text, "ly")
}

func takesPart(kind parley.EntityKind) bool {
	return kind != parley.EntityMedium && kind != parley.EntityDocument && kind != parley.EntityPlace
}

// behind reports whether a word of class stands within reach behind a word.
func (t *text) behind(s, word int, class string, reach int) bool {
	words := t.sentences[s].words
	for i := word + 1; i < len(words) && i <= word+reach; i++ {
		if c, _ := classes.at(words, i); c == class {
			return true
		}
	}
	return false
}

func (t *text) words(s, from, to int, any ...string) bool {
	words := t.sentences[s].words
	for i := max(0, from); i < min(to, len(words)); i++ {
		if slices.Contains(any, words[i].text) {
			return true
		}
	}
	return false
}

// crosses reports whether a word of any class lies between words from and to.
func (t *text) crosses(s, from, to int) bool {
	words := t.sentences[s].words
	for i := from; i < to; i++ {
		if c, n := classes.at(words, i); n > 0 && c != "and" || words[i].text == "," {
			return true
		}
	}
	return false
}
