package register

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/gazetteer"
)

// A view is a record's report in words.
type view struct {
	record  *parley.Record
	words   []word
	places  map[int]named // by the word that begins them
	parties map[int]named
	names   map[string]string // of entities, by their ids
	named   []string          // by word: the id of the organisation whose name it is part of
}

// A named is where a place or a party is named.
type named struct {
	placed
	end    int    // the word behind it
	people bool   // the name is that of a people: "Russian"
	party  string // entity id of the side
}

func newView(record *parley.Record) *view {
	v := &view{record: record, words: wordsOf(record.Report.Text), places: map[int]named{}, parties: map[int]named{}, names: map[string]string{}}
	sides := sidesOf(record.Entities)
	taken := make([]bool, len(v.words)) // by words of a mention
	v.named = make([]string, len(v.words))
	for i := range record.Entities {
		e := &record.Entities[i]
		v.names[e.ID] = e.Name
		place, side := placeOf(e), sides.of(e)
		for _, m := range e.Mentions {
			v.mention(e, m, named{placed: place, party: side}, taken)
		}
	}
	v.unmentioned(taken)
	v.possessives(record)
	return v
}

// mention files one mention of an entity, of those that begin at one word the
// longest.
func (v *view) mention(e *parley.Entity, m parley.Mention, n named, taken []bool) {
	from, to := v.wordsIn(m.Span)
	if from == to {
		return
	}
	n.end, n.people = to, isPeople(v.record.Report.Quote(m.Span))
	if m.Form == parley.MentionName {
		for i := from; i < to; i++ {
			taken[i] = true
			if e.Kind == parley.EntityOrganisation || e.Kind == parley.EntityGroup {
				v.named[i] = e.ID
			}
		}
	}
	isPlace := (e.Kind == parley.EntityPlace || e.Kind == parley.EntityCountry) && m.Form == parley.MentionName && n.key != ""
	if isPlace && v.places[from].end < to {
		v.places[from] = n
	}
	if isParty(e, m, n.party) && v.parties[from].end < to {
		v.parties[from] = n
	}
}

// isParty reports whether a mention can be of a party to a deal. A pronoun for
// somebody of no side is not.
func isParty(e *parley.Entity, m parley.Mention, side string) bool {
	switch e.Kind {
	case parley.EntityCountry, parley.EntityOrganisation, parley.EntityGroup:
		return true
	case parley.EntityPerson:
		return m.Form != parley.MentionPronoun || side != e.ID
	}
	return false
}

// wordsIn are the words that begin in a span.
func (v *view) wordsIn(s parley.Span) (from, to int) {
	at := func(offset int) int {
		i, _ := slices.BinarySearchFunc(v.words, offset, func(w word, offset int) int { return cmp.Compare(w.span.Start, offset) })
		return i
	}
	return at(s.Start), at(s.End)
}

// longestName is how many words the name of a place in the gazetteer may have.
const longestName = 3

// unmentioned files places of the gazetteer that no mention names: capital
// letters, and one place of that name alone.
func (v *view) unmentioned(taken []bool) {
	for i := 0; i < len(v.words); i++ {
		if taken[i] || !v.isCapital(i) {
			continue
		}
		for n := min(longestName, len(v.words)-i); n > 0; n-- {
			if n > 1 && (taken[i+n-1] || !v.isCapital(i+n-1) || v.words[i+n-2].ends || v.words[i+n-2].comma) {
				continue
			}
			name := v.record.Report.Text[v.words[i].span.Start:v.words[i+n-1].span.End]
			if p, ok := known(name); ok {
				v.places[i] = named{placed: p, end: i + n}
				i += n - 1
				break
			}
		}
	}
}

func (v *view) isCapital(i int) bool {
	r, _ := utf8.DecodeRuneInString(v.record.Report.Text[v.words[i].span.Start:])
	return unicode.IsUpper(r)
}

// known is the place that a name stands for in the gazetteer, where it is one.
func known(name string) (placed, bool) {
	if c := gazetteer.CountryNamed(name); c != nil {
		return placed{key: c.Code, name: c.Name, country: true}, true
	}
	usual := gazetteer.Place(name)
	if d := gazetteer.Divisions(name); len(d) == 1 && d[0].Code != "" {
		return placed{key: d[0].Code, name: cmp.Or(usual, name)}, true
	}
	if usual != "" || gazetteer.Claimants(name) != nil {
		return placed{key: keyOf(cmp.Or(usual, name)), name: cmp.Or(usual, name)}, true
	}
	return placed{}, false
}

// keyOf is the key of a place that has no code.
func keyOf(name string) string { return strings.ReplaceAll(gazetteer.Fold(name), " ", "-") }

// possessives files "its", "our" and the like in a statement's content as the side
// of its speaker.
func (v *view) possessives(record *parley.Record) {
	speakers := map[string]string{}
	sides := sidesOf(record.Entities)
	for i := range record.Entities {
		speakers[record.Entities[i].ID] = sides.of(&record.Entities[i])
	}
	var contents []piece
	for n, s := range record.Statements {
		for _, c := range s.Content {
			contents = append(contents, piece{c, n})
		}
	}
	slices.SortFunc(contents, inOrder)
	var open []piece
	for i, w := range v.words {
		if !own[w.text] || v.parties[i].end > 0 {
			continue
		}
		open = slices.DeleteFunc(open, func(p piece) bool { return p.End <= w.span.Start })
		for len(contents) > 0 && contents[0].Start <= w.span.Start {
			open = append(open, contents[0])
			contents = contents[1:]
		}
		if n := len(open); n > 0 && open[n-1].Contains(w.span) {
			if side := speakers[record.Statements[open[n-1].of].Speaker]; side != "" {
				v.parties[i] = named{party: side, end: i + 1}
			}
		}
	}
}

var own = map[string]bool{"its": true, "our": true, "their": true}

// partyAt is the party whose mention begins with the word at i, or with the one
// behind "the", and where it ends; 0 where there is none.
func (v *view) partyAt(i int) (id string, end int) {
	m, ok := v.parties[i]
	if !ok && v.words[i].text == "the" && i+1 < len(v.words) {
		m, ok = v.parties[i+1]
	}
	if ok {
		return m.party, m.end
	}
	return "", 0
}
