package attribute

import "parley"

// A Pointing is whom the reader's network points to in a statement: what the numbers of
// sense.tsv are chosen by.
type Pointing struct {
	Kind   string  `json:"kind"` // of speaker, empty where the words name him
	Who    string  `json:"who"`  // entity
	Margin float64 `json:"margin"`
	Hears  string  `json:"hears"` // entity
	Odds   float64 `json:"odds"`
}

// Pointings are those of a reading's statements.
func Pointings(reading *parley.Reading, cast *parley.Cast, statements []parley.Statement) []Pointing {
	order := cueOrder(reading.Attributions)
	voices := voices(reading, cast, within(reading.Attributions), order)
	p := newPointer(reading, cast)
	all := make([]Pointing, len(order))
	for n, i := range order {
		told, _ := speaker(reading, cast, voices[i])
		who, margin, kind := p.speaker(i, voices[i], told, nil)
		hears := p.addressee(i, statements[n].Speaker)
		all[n] = Pointing{kind, who.Entity, margin, hears.Entity, hears.Odds}
	}
	return all
}
