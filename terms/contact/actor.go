package contact

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"parley"
)

// An actor is a mention in a sentence of somebody who may take part, or of where.
type actor struct {
	parley.Span
	first, last int // its words within the sentence
	entity      int // index into the record's entities
	form        parley.MentionForm
	kind        parley.EntityKind
	also        int // of "the two leaders" the second, its index and one; else 0
}

// A text is a report taken apart: its sentences with the actors in each.
type text struct {
	record    *parley.Record
	byID      map[string]int // index of an entity
	sentences []sentence
	actors    [][]actor     // by sentence
	dates     []parley.Date // all, in order
	contents  []content
	weight    []int         // how often each entity is spoken of
	sense     *parley.Sense // nil for none

	named   int   // entities of the record, those that entered it among them
	entered []int // the others that take part in a listed contact, see addUnnamed

	hasHeadline bool // the first sentence is a line of its own that no stop ends
}

// A content is a piece of what a statement says.
type content struct {
	parley.Span
	statement int
}

func newText(record *parley.Record, dates []parley.Date, sense *parley.Sense) *text {
	own := *record
	own.Entities = slices.Clone(record.Entities)
	t := &text{record: &own, sense: sense, byID: map[string]int{}, sentences: sentencesOf(record.Report.Text), dates: dates, named: len(record.Entities)}
	for i, e := range record.Entities {
		t.byID[e.ID] = i
		t.weight = append(t.weight, len(e.Mentions))
	}
	for i, s := range record.Statements {
		for _, piece := range s.Content {
			t.contents = append(t.contents, content{piece, i})
		}
	}
	slices.SortStableFunc(t.contents, func(a, b content) int { return a.Compare(b.Span) })
	t.actors = make([][]actor, len(t.sentences))
	t.seat(t.mentions())
	for s := range t.actors {
		t.actors[s] = t.withoutAdjectives(s)
	}
	t.addUnnamed()
	t.hasHeadline = len(t.sentences) > 1 && isHeadline(record.Report.Text, t.sentences[0], t.sentences[1])
	return t
}

// isHeadline reports whether the first sentence of a text is a line of its own that no
// stop ends.
func isHeadline(text string, first, second sentence) bool {
	last := first.words[len(first.words)-1].text
	return last != "." && strings.Contains(text[first.End:second.Start], "\n")
}

type placed struct {
	parley.Mention
	entity int
}

// mentions lists those of all entities in the order of the text, the outer first.
func (t *text) mentions() []placed {
	var all []placed
	for i, e := range t.record.Entities {
		for _, m := range e.Mentions {
			all = append(all, placed{m, i})
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		return cmp.Or(a.Compare(b.Span), cmp.Compare(a.entity, b.entity))
	})
	return all
}

// seat puts each mention into its sentence. Of nested ones the outer acts, unless
// it joins several, who then act each for itself.
func (t *text) seat(all []placed) {
	for i := 0; i < len(all); {
		inner := i + 1
		for inner < len(all) && all[inner].Start < all[i].End {
			inner++
		}
		s := sort.Search(len(t.sentences), func(n int) bool { return t.sentences[n].End > all[i].Start })
		if s == len(t.sentences) || all[i].Start < t.sentences[s].Start {
			i++
			continue
		}
		if t.joins(s, all[i], all[i+1:inner]) {
			i++ // its parts come next, on their own
			continue
		}
		t.addActor(s, all[i])
		i = inner
	}
}

// joins reports whether outer is several people joined by and or a comma.
func (t *text) joins(s int, outer placed, inner []placed) bool {
	parts, reach := 0, outer.Start
	for _, m := range inner {
		if m.Start >= reach && m.entity != outer.entity && m.End <= outer.End && m.Form == parley.MentionName {
			parts++
			reach = m.End
		}
	}
	if parts < 2 {
		return false
	}
	for _, w := range t.sentences[s].words {
		if outer.Contains(w.Span) && (w.text == "and" || w.text == "or") {
			return true
		}
	}
	return false
}

func (t *text) addActor(s int, m placed) {
	words := t.sentences[s].words
	first := sort.Search(len(words), func(i int) bool { return words[i].End > m.Start })
	last := sort.Search(len(words), func(i int) bool { return words[i].Start >= m.End }) - 1
	if first > last || last >= len(words) {
		return
	}
	e := t.record.Entities[m.entity]
	a := actor{m.Span, first, last, m.entity, m.Form, e.Kind, 0}
	if p, ok := t.byID[e.Party]; ok && e.Kind == parley.EntityGroup && m.Form == parley.MentionName && e.Party != e.ID && !t.namesOfficials(s, last) {
		a.entity, a.kind = p, t.record.Entities[p].Kind // "Chinese officials" are China's
	}
	if n := len(t.actors[s]) - 1; n >= 0 && t.actors[s][n].entity == a.entity && t.actors[s][n].last+1 == first {
		t.actors[s][n].End, t.actors[s][n].last = a.End, last // one name in two mentions
		return
	}
	t.actors[s] = append(t.actors[s], a)
}

// namesOfficials reports whether the words behind a people's name are of some of
// its officials, who take part rather than the state.
func (t *text) namesOfficials(s, last int) bool {
	words := t.sentences[s].words
	for i := last + 1; i < min(len(words), last+3); i++ {
		if officials[words[i].text] {
			return true
		}
	}
	return false
}

// withoutAdjectives leaves out who only says where or whose the next is: Israel of
// "Israeli Prime Minister Benjamin Netanyahu", the FBI of "the FBI's general
// counsel, James Baker", Clinton of "Clinton's aide Cheryl Mills". Media hear of a
// contact and are left out too, and so is who only stands behind one: "Norland-backed
// talks".
func (t *text) withoutAdjectives(s int) []actor {
	var kept []actor // the last first
	report := t.record.Report.Text
	for _, a := range slices.Backward(t.actors[s]) {
		if a.kind == parley.EntityPerson && a.form == parley.MentionName && a.last+2 < len(t.sentences[s].words) && apparatus[t.sentences[s].words[a.last+1].text] && peoples[t.sentences[s].words[a.last+2].text] != "" {
			continue // "Lind administration officials"
		}
		if media[strings.ToLower(report[a.Start:a.End])] || slices.ContainsFunc(standsBehind, func(w string) bool {
			return len(report)-a.End >= len(w) && strings.EqualFold(report[a.End:a.End+len(w)], w)
		}) {
			continue
		}
		if len(kept) > 0 {
			b := kept[len(kept)-1]
			if b.kind == parley.EntityPerson && b.form == parley.MentionName && b.first-a.last <= 8 && t.isTitle(s, a, b.first) {
				continue
			}
		}
		kept = append(kept, a)
	}
	slices.Reverse(kept)
	return kept
}

// apparatus are words for those whom somebody leads: his name before them is not himself.
var apparatus = map[string]bool{"administration": true, "campaign": true, "transition": true, "team": true, "government": true}

// standsBehind are words joined to a name that make it that of a sponsor.
var standsBehind = []string{"-backed", "-brokered", "-facilitated", "-hosted", "-mediated", "-sponsored", "-supported"}

// isTitle reports whether the words from an actor to word "to" are but a title of
// whoever follows: no verb, no mark but a last comma, and behind a person an 's.
func (t *text) isTitle(s int, a actor, to int) bool {
	words := t.sentences[s].words
	owned := a.last+1 < len(words) && words[a.last+1].text == "'s"
	if a.kind == parley.EntityPerson && !owned || a.last+1 == to && a.kind == parley.EntityPerson {
		return false
	}
	for i := a.last + 1; i < to; i++ {
		w := words[i]
		if w.text == "'s" || w.text == "." {
			continue
		}
		if w.text == "," && i == to-1 && i > a.last+1 && !words[i-1].capital && words[i-1].text != "'s" {
			continue
		}
		c, _ := classes.at(words, i)
		if c != "" && c != "of" && c != "for" || !isWordText(w.text) || form(w.text) == "past" || triggersAt(words, i) {
			return false
		}
	}
	return true
}

func triggersAt(words []word, i int) bool {
	_, n := triggers.at(words, i)
	return n > 0
}

func isWordText(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return isWord(r)
}

// statementAt is the index of the innermost statement whose content holds at, -1 for none.
func (t *text) statementAt(span parley.Span) int {
	best, length := -1, 0
	// Contents are sorted by where they start; only a bounded number before span is looked at.
	end := sort.Search(len(t.contents), func(i int) bool { return t.contents[i].Start > span.Start })
	for i := end - 1; i >= max(0, end-maxContents); i-- {
		if c := t.contents[i]; c.Contains(span) && (best < 0 || c.Len() < length) {
			best, length = c.statement, c.Len()
		}
	}
	return best
}

// maxContents is how many contents that begin before a place may hold it.
const maxContents = 64
