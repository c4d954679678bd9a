package contact

import (
	"fmt"
	"slices"
	"strings"

	"parley"
)

// addUnnamed seats those whom nobody names and nothing but their place makes one who
// takes part: the rebel groups of "talks with rebel groups". They become entities of
// the record where a contact is listed that they take part in.
func (t *text) addUnnamed() {
	known := map[string]int{} // entity by the words
	for s := range t.sentences {
		words := t.sentences[s].words
		for i := 0; i < len(words); i++ {
			tr, n := triggers.at(words, i)
			if n == 0 || tr.kind == "none" {
				continue
			}
			for _, at := range t.awaited(s, tr, i+n-1) {
				first, last, ok := t.people(s, at)
				if !ok {
					continue
				}
				span := parley.Span{Start: words[first].Start, End: words[last].End}
				key := strings.ToLower(t.record.Report.Quote(parley.Span{Start: words[t.withoutArticle(s, first)].Start, End: span.End}))
				e, isKnown := known[key]
				if !isKnown {
					e = len(t.record.Entities)
					known[key] = e
					t.record.Entities = append(t.record.Entities, parley.Entity{Kind: parley.EntityGroup, Name: t.record.Report.Quote(span)})
					t.weight = append(t.weight, 0)
				}
				t.seatUnnamed(s, span, first, last, e)
			}
			i += n - 1
		}
	}
}

// awaited are the words of a sentence where somebody is to stand who takes part in what the
// trigger that ends in word last tells of: behind with, between and its and, by, or right
// behind a verb.
func (t *text) awaited(s int, tr trigger, last int) []int {
	const reach = 12 // words
	words := t.sentences[s].words
	var all []int
	if tr.isVerb && tr.wants != "place" && tr.wants != "sent" {
		all = append(all, last+1)
	}
	between := false
	for i := last + 1; i < min(len(words), last+reach); i++ {
		class, n := classes.at(words, i)
		switch w := words[i].text; {
		case class == "with" || class == "between" || class == "by" && !tr.isVerb:
			between = between || class == "between"
			all = append(all, i+n)
		case class == "and" && between:
			all = append(all, i+n)
		case class == "that" || class == "who" || class == "says" || class == "be" || class == "conj" || !isWordText(w) && w != "'s":
			return all
		}
	}
	return all
}

// people is the noun phrase of people that begins with word i: adjectives and nouns in small
// letters, up to one of peoples.txt. It is none where somebody named stands in it.
func (t *text) people(s, i int) (first, last int, ok bool) {
	const longest = 5 // words
	words := t.sentences[s].words
	if i < len(words) && (words[i].text == "no" || words[i].text == "any") {
		return 0, 0, false
	}
	for last = i; last < min(len(words), i+longest); last++ {
		w := words[last]
		isOwner := w.capital && ownsApparatus(words, last)
		if c, _ := classes.at(words, last); c != "" || w.capital && !isOwner || !isWordText(w.text) || t.isActor(s, last) {
			return 0, 0, false
		}
		isPeople := peoples[w.text] == "many" || peoples[w.text] == "body" && determiners[words[i].text] && last > i
		if isPeople && !t.goesOn(s, last+1) {
			last, ok = t.complement(s, last)
			return i, last, ok
		}
	}
	return 0, 0, false
}

// ownsApparatus reports whether word i is of the name before an apparatus: "Ada Lind campaign".
func ownsApparatus(words []word, i int) bool {
	for i < len(words) && words[i].capital {
		i++
	}
	return i < len(words) && apparatus[words[i].text]
}

// complement is the last word of a phrase of people with what stands behind its of: "victims
// of the flood". It is none where that is a side, which takes part itself: "the leaders of
// Norland".
func (t *text) complement(s, last int) (int, bool) {
	const longest = 7 // words
	words := t.sentences[s].words
	if last+2 >= len(words) || words[last+1].text != "of" {
		return last, true
	}
	end := last
	for i := last + 2; i < min(len(words), last+longest); i++ {
		if c, _ := classes.at(words, i); c != "" || !isWordText(words[i].text) && words[i].text != "'s" || t.isDated(words[i:]) {
			break
		}
		for _, a := range t.actors[s] {
			if a.last == i && a.kind != parley.EntityPlace && a.kind != parley.EntityPerson && (i+1 == len(words) || words[i+1].text != "'s") {
				return last, false
			}
		}
		end = i
	}
	return end, true
}

// goesOn reports whether the phrase before word i goes on with it: with another noun, or
// with whose it is.
func (t *text) goesOn(s, i int) bool {
	words := t.sentences[s].words
	if i >= len(words) {
		return false
	}
	return words[i].text == "'s" || words[i].text == "'" || words[i].text == "’" || peoples[words[i].text] != "" || t.isActor(s, i)
}

func (t *text) isActor(s, word int) bool {
	return slices.ContainsFunc(t.actors[s], func(a actor) bool { return a.first <= word && word <= a.last })
}

// withoutArticle is the first word of a phrase behind its article: the rebels and rebels are
// one entity, her cabinet and his are two.
func (t *text) withoutArticle(s, first int) int {
	if w := t.sentences[s].words[first].text; determiners[w] && !possessive[w] {
		return first + 1
	}
	return first
}

func (t *text) seatUnnamed(s int, span parley.Span, first, last, entity int) {
	a := actor{span, first, last, entity, parley.MentionDescription, parley.EntityGroup, 0}
	at, _ := slices.BinarySearchFunc(t.actors[s], a, func(o, a actor) int { return o.first - a.first })
	t.actors[s] = slices.Insert(t.actors[s], at, a)
	e := &t.record.Entities[entity]
	form := t.record.Report.Quote(span)
	if form != e.Name && !slices.Contains(e.Aliases, form) {
		e.Aliases = append(e.Aliases, form)
	}
	e.Mentions = append(e.Mentions, parley.Mention{
		Span: span, Form: parley.MentionDescription, Kind: parley.EntityGroup, Reason: parley.Reason{Rule: "takes part in a contact, and nothing else names it", Table: "peoples.txt"},
	})
}

// enter gives an unnamed entity its place in the record, and is its ID.
func (t *text) enter(entity int) string {
	e := &t.record.Entities[entity]
	if e.ID == "" {
		t.named++
		e.ID = fmt.Sprintf("e%d", t.named)
		t.entered = append(t.entered, entity)
	}
	return e.ID
}

// leave gives a record those of its text that entered.
func (t *text) leave(record *parley.Record) {
	for _, e := range t.entered {
		record.Entities = append(record.Entities, t.record.Entities[e])
	}
}
