package contact

import "parley"

// Every lists the contacts that a record speaks of, also those that an analyst
// would not list.
func Every(record *parley.Record, dates []parley.Date) []parley.Contact {
	t := newText(record, dates, nil)
	var all []parley.Contact
	for _, g := range t.read() {
		all = append(all, t.contact(g, "", 0))
	}
	t.leave(record)
	return all
}

// A Candidate is a contact with what speaks for and against it, and the events of
// its report with what speaks for each who may take part: what weights are made from.
type Candidate struct {
	Kind     parley.ContactKind   `json:"kind"`
	Key      string               `json:"key"`
	Who      []int                `json:"who"`
	Status   parley.ContactStatus `json:"status"`
	Features []string             `json:"f"`
	Evidence [][2]int             `json:"ev"`
	Quote    string               `json:"quote"`
	Sum      float64              `json:"sum"`
	Sense    *float64             `json:"sense"` // the network's log-odds; nil for none
}

// An EventLine is an event, by the bytes of its word and of its sentence.
type EventLine struct {
	Kind   parley.ContactKind `json:"kind"`
	Key    string             `json:"key"`
	At     int                `json:"at"`
	Start  int                `json:"s"`
	End    int                `json:"end"`
	Actors []ActorLine        `json:"actors"`
	Status []string           `json:"status"`
}

// An ActorLine is somebody in the sentence of an event.
type ActorLine struct {
	Entity   int      `json:"e"`
	Role     string   `json:"role"`
	Words    string   `json:"q"`
	Features []string `json:"f"`
}

// UseWeights puts other weights in the place of the embedded ones.
func UseWeights(file string) { learned = readWeights(file) }

// UsePart puts other numbers in the place of those by which pointers to who takes part are
// weighed.
func UsePart(network, bias float64) { senses["part network"], senses["part bias"] = network, bias }

// Candidates are the events and the contacts of a record, which gets all who may take part.
func Candidates(record *parley.Record, dates []parley.Date, sense *parley.Sense) (events []EventLine, groups []Candidate) {
	t := newText(record, dates, sense)
	for _, e := range t.events() {
		s := t.sentences[e.sentence]
		t.settleStatus(&e)
		line := EventLine{Kind: e.kind, Key: e.key, At: e.span.Start, Start: s.Start, End: s.End, Status: e.statusCues}
		roles := t.roles(e)
		for i, a := range t.actors[e.sentence] {
			if a.first <= e.last && a.last >= e.first || a.kind == parley.EntityMedium || a.kind == parley.EntityDocument {
				continue
			}
			line.Actors = append(line.Actors, ActorLine{a.entity, roles[i], record.Report.Text[a.Start:a.End], t.partFeatures(e, i, roles[i])})
		}
		events = append(events, line)
	}
	all := t.read()
	for i, g := range all {
		e := g.events[g.chief]
		c := Candidate{Kind: e.kind, Key: e.key, Who: g.who, Status: e.status, Features: t.groupFeatures(all, i)}
		c.Sum, _ = learned.sum("contact", c.Features)
		if sense != nil {
			odds := t.senseOf(g)
			c.Sense = &odds
		}
		c.Quote = record.Report.Text[t.sentences[e.sentence].Start:t.sentences[e.sentence].End]
		for _, o := range g.events {
			x := t.evidence(o)
			c.Evidence = append(c.Evidence, [2]int{x.Start, x.End})
		}
		groups = append(groups, c)
	}
	record.Entities = t.record.Entities
	return events, groups
}
