package eval

import (
	"cmp"
	"math"
	"slices"
)

// A Tally counts agreement about one kind of thing: how many the gold holds,
// how many the system, and how many of them agree.
type Tally struct {
	Right, Gold, System int
}

// F1 is in per cent; not a number where neither holds anything.
func (t Tally) F1() float64 {
	if t.Gold+t.System == 0 {
		return math.NaN()
	}
	return float64(200*t.Right) / float64(t.Gold+t.System)
}

// A RecordTally is the counts of one report, or the sum over several.
type RecordTally struct {
	Name string

	Content  Tally // statements, matched by content
	Relation Tally // with the same source too
	Nested   Tally // Relation among the gold's statements that lie inside another or hold one; System is 0

	// Of the statements matched by content, how many agree in the rest.
	Speaker, Act, Kind, Certainty int
	Addressees, WordOf            Tally

	Responses, ResponsesLoose Tally // loose: whatever the kind
	Positions, PositionsLoose Tally // loose: whatever the stance
	Contacts, ContactsLoose   Tally // loose: whatever the status

	Parties Tally // of entities: Gold have one, System of these are given one
}

// compareParties counts the gold's entities that have a party, and those of them
// to which system gives one, the same or another. An entity is found by any of
// its names.
func (t *RecordTally) compareParties(gold, system *Labels, known aliases) {
	for _, e := range gold.entities {
		if e.party == "" {
			continue
		}
		t.Parties.Gold++
		i := slices.IndexFunc(system.entities, func(s entity) bool {
			return s.name == e.name || slices.Contains(gold.aliases[e.name], s.name) || slices.Contains(system.aliases[s.name], e.name)
		})
		if i < 0 {
			i = slices.IndexFunc(system.entities, func(s entity) bool { return known.same(s.name, e.name) })
		}
		if i < 0 || system.entities[i].party == "" {
			continue
		}
		t.Parties.System++
		party := system.entities[i].party
		if slices.ContainsFunc(append(slices.Clone(system.aliases[party]), party), func(form string) bool { return known.sameSide(form, e.party) }) {
			t.Parties.Right++
		}
	}
}

// CompareRecords counts where system agrees with gold, both of the same text.
func CompareRecords(gold, system *Labels) RecordTally {
	var t RecordTally
	known := gold.aliases.and(system.aliases)
	t.compareParties(gold, system, known)
	t.compareStatements(withContent(gold.statements), withContent(system.statements), known)

	sameParty := func(a, b claim) bool { return known.same(a.party, b.party) && covers(a.evidence, b.evidence) >= .3 }
	sameLine := func(a, b claim) bool { return a.line == b.line && sameParty(a, b) }
	byEvidence := func(ok func(a, b claim) bool) func(a, b claim) float64 {
		return func(a, b claim) float64 { return oneAnd(ok(a, b), a.evidence, b.evidence) }
	}
	t.Responses = agree(gold.responses, system.responses, byEvidence(sameLine))
	t.ResponsesLoose = agree(gold.responses, system.responses, byEvidence(sameParty))
	t.Positions = agree(gold.positions, system.positions, byEvidence(sameLine))
	t.PositionsLoose = agree(gold.positions, system.positions, byEvidence(sameParty))

	t.Contacts = agree(gold.contacts, system.contacts, func(a, b contact) float64 {
		return oneAnd(a.status == b.status && sameContact(a, b, known), a.evidence, b.evidence)
	})
	t.ContactsLoose = agree(gold.contacts, system.contacts, func(a, b contact) float64 {
		return oneAnd(sameContact(a, b, known), a.evidence, b.evidence)
	})
	return t
}

func withContent(statements []statement) []statement {
	return slices.DeleteFunc(slices.Clone(statements), func(s statement) bool { return s.content.len() == 0 })
}

func (t *RecordTally) compareStatements(gold, system []statement, known aliases) {
	matched := match(gold, system, func(a, b statement) float64 {
		content := a.content.iou(b.content)
		if content < .5 {
			return 0
		}
		// The conversions keep the products from being fused with the sums,
		// which would round otherwise on other machines.
		return content + float64(.01*a.source.iou(b.source)) + float64(.01*a.cue.iou(b.cue))
	})
	t.Content = Tally{len(matched), len(gold), len(system)}
	t.Relation = Tally{0, len(gold), len(system)}
	hasRelation := make([]bool, len(gold))
	for _, m := range matched {
		a, b := gold[m.gold], system[m.system]
		if a.source.iou(b.source) >= .5 {
			t.Relation.Right++
			hasRelation[m.gold] = true
		}
		t.compareFields(a, b, known)
	}
	for i := range gold {
		if nested(gold, i) {
			t.Nested.Gold++
			if hasRelation[i] {
				t.Nested.Right++
			}
		}
	}
}

func (t *RecordTally) compareFields(a, b statement, known aliases) {
	count := func(n *int, agrees bool) {
		if agrees {
			*n++
		}
	}
	count(&t.Speaker, known.same(a.speaker, b.speaker))
	count(&t.Act, a.act == b.act)
	count(&t.Kind, a.kind == b.kind)
	count(&t.Certainty, a.certainty == b.certainty)
	t.Addressees.Gold += len(a.addressees)
	t.Addressees.System += len(b.addressees)
	t.Addressees.Right += alsoNamed(a.addressees, b.addressees, known)
	count(&t.WordOf.Gold, a.wordOf != "")
	count(&t.WordOf.System, b.wordOf != "")
	count(&t.WordOf.Right, a.wordOf != "" && b.wordOf != "" && known.same(a.wordOf, b.wordOf))
}

// nested reports whether statement i lies inside another or holds one's cue.
func nested(all []statement, i int) bool {
	holds := func(outer, inner statement) bool {
		return float64(inner.cue.common(outer.content)) > .8*float64(inner.cue.len())
	}
	for k := range all {
		if k != i && (holds(all[k], all[i]) || holds(all[i], all[k])) {
			return true
		}
	}
	return false
}

// alsoNamed counts the names that some of others names too.
func alsoNamed(names, others []string, known aliases) int {
	n := 0
	for _, x := range names {
		if slices.ContainsFunc(others, func(y string) bool { return known.same(x, y) }) {
			n++
		}
	}
	return n
}

// family puts the kinds of contact that reports do not tell apart under one name.
func family(kind string) string {
	switch kind {
	case "meeting", "talks", "summit", "visit":
		return "meet"
	}
	return kind
}

// sameContact asks for the same family and two participants, or all there are.
func sameContact(a, b contact, known aliases) bool {
	n := alsoNamed(a.participants, b.participants, known)
	return family(a.kind) == family(b.kind) && n > 0 && n >= min(2, len(a.participants), len(b.participants))
}

// covers is how much of the shorter evidence the two share, 0 to 1.
func covers(a, b charSet) float64 {
	return float64(a.common(b)) / float64(max(1, min(a.len(), b.len())))
}

func oneAnd(ok bool, a, b charSet) float64 {
	if !ok {
		return 0
	}
	return 1 + covers(a, b)
}

func agree[T any](gold, system []T, score func(a, b T) float64) Tally {
	return Tally{len(match(gold, system, score)), len(gold), len(system)}
}

type pairing struct {
	score        float64
	gold, system int
}

// match pairs gold and system one to one, the highest score first and none at
// 0; of equal scores the last of the gold, then of the system, as Python's
// reversed sort of tuples has it.
func match[T any](gold, system []T, score func(a, b T) float64) []pairing {
	var all, taken []pairing
	for i, g := range gold {
		for j, s := range system {
			if v := score(g, s); v > 0 {
				all = append(all, pairing{v, i, j})
			}
		}
	}
	slices.SortFunc(all, func(a, b pairing) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.gold, a.gold), cmp.Compare(b.system, a.system))
	})
	usedGold, usedSystem := make([]bool, len(gold)), make([]bool, len(system))
	for _, p := range all {
		if !usedGold[p.gold] && !usedSystem[p.system] {
			usedGold[p.gold], usedSystem[p.system] = true, true
			taken = append(taken, p)
		}
	}
	return taken
}
