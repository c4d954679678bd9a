package contact

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"

	"parley"
	"parley/internal/table"
)

//go:embed weights.tsv
var weightsTable string

// Weights are what each feature adds to an answer: an answer is the sum over the
// features that hold, a plain sum of numbers of the table, in the order of the
// features.
type weights map[string]map[feature]float64

var learned = readWeights(weightsTable)

// Weights names the weights that contacts are told by.
func Weights() string {
	return fmt.Sprintf("terms/contact sha256:%x", sha256.Sum256([]byte(weightsTable+senseFile)))
}

func readWeights(file string) weights {
	all := weights{}
	for f := range table.Rows("weights.tsv", file, 3) {
		v, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			panic(fmt.Sprintf("weights.tsv: weight %q of %q: %v", f[2], f[1], err))
		}
		if all[f[0]] == nil {
			all[f[0]] = map[feature]float64{}
		}
		all[f[0]][f[1]] = v
	}
	return all
}

// sum is what the features add for an answer, and the one that adds most.
func (w weights) sum(answer string, features []feature) (total float64, most feature) {
	of := w[answer]
	total = of["bias"]
	best := math.Inf(-1)
	for _, f := range features {
		v := of[f]
		total += v
		if v > best {
			best, most = v, f
		}
	}
	return total, most
}

// settleStatus decides whether an event takes place: as taking.tsv says, but what is of
// next week has not been held, and where no line of it fits, by its kind and date. The network's sense of it was tried beside them
// and told it no better.
func (t *text) settleStatus(e *event) {
	e.statusCues, e.rule = t.statusFeatures(*e)
	if status, ok := t.calledOff(*e); ok {
		e.status, e.rule, e.isOff = status, nil, true
		return
	}
	if e.rule != nil {
		e.status = e.rule.status
		if d := t.dateOf(*e); (e.status == parley.ContactHeld || e.status == parley.ContactOngoing) && d >= 0 && isAhead(t.record.Report.Quote(t.dates[d].Span)) {
			e.status, e.isAhead = parley.ContactPlanned, true
		}
		return
	}
	sums := make([]float64, len(parley.ContactStatuses))
	for i, s := range parley.ContactStatuses {
		sums[i], _ = learned.sum("status "+string(s), e.statusCues)
		if learned["status "+string(s)] == nil {
			sums[i] = math.Inf(-1)
		}
	}
	top := slices.Max(sums)
	if math.IsInf(top, -1) {
		e.status = parley.ContactHeld
		return
	}
	e.status = parley.ContactStatuses[slices.Index(sums, top)]
}

// settleParts decides who takes part in an event.
func (t *text) settleParts(e *event) {
	r := t.rolesOf(*e)
	roles := r.found
	for i, a := range t.actors[e.sentence] {
		if a.first <= e.last && a.last >= e.first || a.kind == parley.EntityMedium || a.kind == parley.EntityDocument {
			continue
		}
		byTable, why := learned.sum("part", t.partFeatures(*e, i, roles[i]))
		sum, table := t.withPointers(byTable, e.span, a.Span), "weights.tsv: part"
		if byTable <= leastPart {
			table = "sense.tsv, against weights.tsv: part"
		}
		if e.wants == "sent" && roles[i] != "object" && roles[i] != "with" {
			continue // who sends stays
		}
		if sum <= leastPart || roles[i] == "" || r.isOfPerson(i) || r.isLate(i) {
			continue
		}
		if n := slices.IndexFunc(e.who, func(p part) bool { return p.entity == a.entity }); n >= 0 {
			if e.who[n].score < sum {
				e.who[n] = part{a, sum, why, table, roles[i]}
			}
			continue
		}
		e.who = append(e.who, part{a, sum, why, table, roles[i]})
		if a.also > 0 {
			second := a
			second.entity, second.also = a.also-1, 0
			e.who = append(e.who, part{second, sum, why, table, roles[i]})
		}
	}
	r.joinLists(e)
	r.joinHolder(e)
	r.joinPartner(e)
	r.joinCertain(e)
	if e.kind == parley.ContactVisit && e.isVerb && !slices.ContainsFunc(e.who, func(p part) bool { return p.kind == parley.EntityPerson || !isWhere(p.role) }) {
		e.who = nil // a place that nobody is said to visit
	}
	slices.SortStableFunc(e.who, func(a, b part) int { return cmp.Or(cmp.Compare(comes[a.role], comes[b.role]), a.Compare(b.Span)) })
	e.date = t.dateOf(*e)
}

// isWhere reports whether a role may be of where one goes.
func isWhere(role string) bool { return role == "object" || role == "to" || role == "in" }

// comes says which roles name who is come to or called, after who comes or calls.
var comes = map[string]int{"with": 1, "to": 1, "of": 1, "from": 1, "in": 1, "object": 1}

// leastPart is the least sum of one who takes part.
const leastPart = 0.0
