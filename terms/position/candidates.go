package position

import "parley"

// A Candidate is words that may be a position, whose, and what is known of it: what
// the weights are made of.
type Candidate struct {
	Unit     int           `json:"unit"`
	Party    string        `json:"party"`
	Role     string        `json:"role"`
	Evidence []parley.Span `json:"evidence"`
	Features []string      `json:"features"`
	Sense    []float64     `json:"sense"` // of each stance, see [parley.Sense.Stance]; nil for none
}

// Candidates lists what Find chooses from.
func Candidates(record *parley.Record, deal *parley.Deal, sense *parley.Sense) []Candidate {
	s := newScene(record, deal, sense)
	var all []Candidate
	for n := range s.units {
		unit := append([]string{"bias"}, s.ofUnit(&s.units[n])...)
		for _, c := range s.candidates(n) {
			features := append(unit[:len(unit):len(unit)], s.ofParty(c)...)
			all = append(all, Candidate{n, c.party, string(c.role), s.units[n].evidence, features, s.sensed(&s.units[n])})
		}
	}
	return all
}
