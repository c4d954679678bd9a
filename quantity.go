package parley

// A Quantity is an amount that a report words: "600,000 troops", "10 to 15 years". A
// range stays a range.
type Quantity struct {
	Span Span    `json:"span,omitzero"` // number and unit
	Low  float64 `json:"low,omitzero"`  // in Unit; of "at most 20 km" 0
	High float64 `json:"high,omitzero"` // in Unit; of one number the same as Low, of "at least 20 km" 0, as it is not known
	Unit string  `json:"unit,omitzero"` // UCUM where that has it ("km", "a", "%"), ISO 4217 of money ("USD"), else what is counted ("troops")
	// Bound says how the words limit it: empty for the number itself, else "about",
	// "at-least", "at-most", "between".
	Bound Bound `json:"bound,omitzero"`
}

// A Bound is the closed list of how words limit a quantity.
type Bound string

const (
	BoundAbout   Bound = "about"
	BoundAtLeast Bound = "at-least"
	BoundAtMost  Bound = "at-most"
	BoundBetween Bound = "between"
)

// Bounds lists every bound.
var Bounds = []Bound{BoundAbout, BoundAtLeast, BoundAtMost, BoundBetween}
