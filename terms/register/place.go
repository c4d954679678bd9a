package register

import (
	"cmp"
	_ "embed"
	"strings"

	"parley"
	"parley/internal/gazetteer"
	"parley/internal/table"
)

// A placed is a place that words name.
type placed struct {
	key     string // its code, or its name where it has none: "UA-14", "donbas"
	name    string // as shown
	id      string // of its entity; empty where the gazetteer alone knows it
	country bool
}

// longestList is how many places a list may have.
const longestList = 12

// placesAt is the list of places that begins with the word at i, and where it
// ends: "the entire Donetsk region", "Kherson and parts of Zaporizhzhia". It has
// countries or other places, not both. None where no place stands there.
func (v *view) placesAt(i int) (list []placed, end int) {
	for len(list) < longestList {
		p, next := v.placeAt(i)
		if next == 0 || len(list) > 0 && p.country != list[0].country {
			break
		}
		list, end = append(list, p), next
		if end >= len(v.words) || v.words[end-1].ends {
			break
		}
		i = end
		for n := 0; n < 3 && i < len(v.words) && !v.words[i-1].ends && joins[v.words[i].text]; n++ {
			i++
		}
		if i == end && !v.words[end-1].comma {
			break
		}
	}
	return list, end
}

var joins = map[string]bool{"and": true, "or": true, "as": true, "well": true, "in": true}

// placeAt is the place whose name begins with the word at i or behind the words
// that lead up to one, and the word behind it and behind the word for its kind. Of
// "Ukraine's Crimea" it is what is owned.
func (v *view) placeAt(i int) (owner placed, end int) {
	for n := 0; n <= gap && i < len(v.words); n++ {
		if n > 0 && v.words[i-1].ends {
			break
		}
		m, ok := v.places[i]
		switch {
		case ok && v.words[m.end-1].owns:
			owner, end, i = m.placed, m.end, m.end
		case ok:
			return m.placed, v.behindKind(m.end)
		case leads[v.words[i].text]:
			i++
		default:
			return owner, end
		}
	}
	return owner, end
}

// behindKind is where a name goes on to with the word for its kind: "Donetsk region".
func (v *view) behindKind(end int) int {
	for n := 0; n < gap && end < len(v.words) && !v.words[end-1].ends && !v.words[end-1].comma && kinds[v.words[end].text]; n++ {
		end++
	}
	return end
}

//go:embed places.txt
var placesFile string

var leads, kinds, verbs = readPlaces()

// readPlaces reads the words that may stand before and behind a place's name, and the
// verbs of what is done to a place.
func readPlaces() (leads, kinds, verbs map[string]bool) {
	all := map[string]map[string]bool{"before": {}, "behind": {}, "verb": {}}
	for head, entry := range table.Entries("places.txt", placesFile) {
		if all[head] == nil {
			panic("places.txt: head " + head + " is neither before, behind nor verb")
		}
		for _, w := range wordsOf(entry) {
			all[head][w.text] = true
		}
	}
	return all["before"], all["behind"], all["verb"]
}

// around are the places that a phrase without a place of its own is of: behind
// it, with a word such as "in" between, or right before it. Before a verb stands who
// does it, and the place is what it is done to: "Norland recognised Ostia as independent".
func (v *view) around(from, end int) []placed {
	if end < len(v.words) && !v.words[end-1].ends && prepositions[v.words[end].text] {
		if list, _ := v.placesAt(end + 1); len(list) > 0 && !v.words[end].ends {
			return list
		}
	}
	if verbs[v.words[from].text] {
		for i := from + 1; i < end; i++ {
			if m, ok := v.places[i]; ok && !m.people {
				return []placed{m.placed}
			}
		}
		return nil
	}
	for at, m := range v.endingAt(from) {
		if at >= 0 && !v.words[from-1].ends && !v.words[from-1].comma && !m.people {
			return []placed{m.placed}
		}
	}
	return nil
}

var prepositions = map[string]bool{
	"in": true, "of": true, "over": true, "for": true, "across": true, "around": true, "from": true, "inside": true, "within": true, "at": true,
	"on": true, "throughout": true, "near": true,
}

// endingAt yields the place that ends right before the word at i.
func (v *view) endingAt(i int) func(func(int, named) bool) {
	return func(yield func(int, named) bool) {
		for back := 1; back <= 6 && back <= i; back++ {
			if m, ok := v.places[i-back]; ok && m.end == i {
				yield(i-back, m)
				return
			}
		}
	}
}

// placeOf is an entity as a place.
func placeOf(e *parley.Entity) placed {
	p := placed{name: e.Name, id: e.ID, key: cmp.Or(e.Codes.Division, e.Codes.Country), country: e.Codes.Country != ""}
	if usual := gazetteer.Place(e.Name); usual != "" {
		p.name = usual
	}
	if p.key == "" {
		p.key = keyOf(p.name)
	}
	return p
}

// isPeople reports whether words name a people, not their country.
func isPeople(words string) bool {
	side := gazetteer.SideOf(words)
	return side != "" && !strings.EqualFold(side, words)
}

// Sides are the countries and groups of a record, by name and by code.
type sides map[string]string

func sidesOf(entities []parley.Entity) sides {
	all := sides{}
	for _, e := range entities {
		if e.Kind != parley.EntityCountry && e.Kind != parley.EntityGroup {
			continue
		}
		for _, key := range []string{"=" + e.Codes.Country, gazetteer.Fold(e.Name)} {
			if _, taken := all[key]; !taken && key != "=" {
				all[key] = e.ID
			}
		}
	}
	return all
}

// of is the entity that e is a side as: the country of a people or of a seat, the
// party of a person or body; e itself where none is known.
func (s sides) of(e *parley.Entity) string {
	if e.Codes.Country != "" {
		return e.ID
	}
	side := cmp.Or(gazetteer.SideOf(e.Name), gazetteer.SeatOf(e.Name))
	if c := gazetteer.CountryNamed(side); c != nil && side != "" {
		if id := s["="+c.Code]; id != "" {
			return id
		}
	}
	if id := s[gazetteer.Fold(side)]; side != "" && id != "" {
		return id
	}
	return cmp.Or(e.Party, e.ID)
}
