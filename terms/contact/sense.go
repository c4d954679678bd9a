package contact

import (
	_ "embed"
	"slices"

	"parley"
	"parley/internal/table"
)

//go:embed sense.tsv
var senseFile string

// senses says how the reader's network is weighed beside the tables, once it has read
// a report: train/contacts.py chooses the numbers on reports that neither was made
// from.
//
//	table    what a contact's sum of weights is multiplied by
//	network  what the network's log-odds of a contact over none are multiplied by
//	bias     added to both
var senses = table.Numbers("sense.tsv", senseFile, "table", "network", "bias", "part network", "part bias")

// senseOf is what most speaks for a contact of the events of a group, in log-odds over
// that there is none: the likeliest status and the family of its kind, half each.
func (t *text) senseOf(g group) float64 {
	var status, family float64
	for i, e := range g.events {
		words := []parley.Span{e.span}
		s, f := slices.Max(t.sense.Contact(words)), t.sense.Family(words, e.kind)
		if i == 0 || s > status {
			status = s
		}
		if i == 0 || f > family {
			family = f
		}
	}
	return (status + family) / 2
}

// withSense weighs what the network makes of a group beside the sum of its weights.
func (t *text) withSense(sum float64, g group) float64 {
	if t.sense == nil {
		return sum
	}
	return float64(senses["table"]*sum) + float64(senses["network"]*t.senseOf(g)) + senses["bias"]
}

// withPointers weighs how far the network takes the mention at who for one who takes part
// in the contact of words beside the sum of his weights.
func (t *text) withPointers(sum float64, words, who parley.Span) float64 {
	if t.sense == nil || t.sense.Pointers == nil {
		return sum
	}
	m := t.sense.Pointers.Within(who)
	if m < 0 {
		return sum
	}
	return sum + float64(senses["part network"]*t.sense.Pointers.Takes(t.sense.Starts, words, m)) + senses["part bias"]
}
