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
//	table      what a contact's sum of weights is multiplied by
//	network    what the network's log-odds of a contact over none are multiplied by
//	bias       added to both
//	rule       what a line of taking.tsv adds to its status
//	by kind    what the weights of a status by kind and date are multiplied by
//	by status  what the network's log-odds of a status are multiplied by
var senses = table.Numbers("sense.tsv", senseFile, "table", "network", "bias", "rule", "by kind", "by status")

// A sensed is what the network makes of the words of an event, in log-odds over that
// there is no contact.
type sensed struct {
	statuses []float64 // in the order of [parley.SensedStatuses]; nil where nothing was sensed
	family   float64   // of the kind's family
}

func (t *text) senseOf(e *event) sensed {
	if t.sense == nil {
		return sensed{}
	}
	words := []parley.Span{e.span}
	return sensed{t.sense.Contact(words), t.sense.Family(words, e.kind)}
}

// sensed is what most speaks for a contact of the events of a group.
func (g *group) sensed() (status, family float64) {
	for i, e := range g.events {
		s := slices.Max(e.sensed.statuses)
		if i == 0 || s > status {
			status = s
		}
		if i == 0 || e.sensed.family > family {
			family = e.sensed.family
		}
	}
	return status, family
}

// withSense weighs what the network makes of a group beside the sum of its weights.
func (t *text) withSense(sum float64, g group) float64 {
	if t.sense == nil {
		return sum
	}
	status, family := g.sensed()
	return float64(senses["table"]*sum) + float64(senses["network"]*(status+family)/2) + senses["bias"]
}

// statusBySense is the status that the tables and the network give an event together.
func (e *event) statusBySense(sum func(parley.ContactStatus) float64) parley.ContactStatus {
	if e.rule != nil && !slices.Contains(parley.SensedStatuses, e.rule.status) {
		return e.rule.status
	}
	sums := make([]float64, len(parley.SensedStatuses))
	for i, status := range parley.SensedStatuses {
		sums[i] = float64(senses["by kind"]*sum(status)) + float64(senses["by status"]*e.sensed.statuses[i])
		if e.rule != nil && e.rule.status == status {
			sums[i] += senses["rule"]
		}
	}
	return parley.SensedStatuses[slices.Index(sums, slices.Max(sums))]
}
