package audit

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"slices"

	"parley/ledger"
)

// Names are the entities that the records speak of, by hashes, so that a large
// case's fit in memory.
type names struct {
	seed  maphash.Seed
	of    map[ledger.EntityID]*named
	words map[uint64]struct{} // by which each is asked for
}

// named is an entity.
type named struct {
	row           uint64 // its key, name and kind
	words         int
	report, since int64 // where it is spoken of first
	met           bool  // in the store's register
}

func newNames() names {
	return names{maphash.MakeSeed(), map[ledger.EntityID]*named{}, map[uint64]struct{}{}}
}

func (n *names) row(name *ledger.Name) uint64 {
	return maphash.Comparable(n.seed, [3]string{name.Key, name.Name, string(name.Kind)})
}

func (n *names) word(id ledger.EntityID, word string) uint64 {
	return maphash.Comparable(n.seed, struct {
		ledger.EntityID
		string
	}{id, word})
}

// take takes in the names of a report that is indexed.
func (n *names) take(index *ledger.Index, report, since int64) {
	for i := range index.Names {
		name := &index.Names[i]
		known := n.of[name.ID]
		if known == nil {
			known = &named{row: n.row(name), report: report, since: since}
			n.of[name.ID] = known
		}
		for _, w := range name.Words {
			h := n.word(name.ID, w)
			if _, is := n.words[h]; !is {
				n.words[h] = struct{}{}
				known.words++
			}
		}
	}
}

// register holds the store's register of names against those that the reports
// speak of.
func (a *auditor) register() {
	for name, err := range a.of.Register(a.ctx) {
		if err != nil {
			a.found(Finding{Kind: KindStore, Found: "the register of names cannot be read: " + why(err)})
			return
		}
		a.holdName(&name)
		if a.over() != nil {
			return
		}
	}
	var missing []ledger.EntityID
	for id, known := range a.names.of {
		if !known.met {
			missing = append(missing, id)
		}
	}
	slices.SortFunc(missing, func(x, y ledger.EntityID) int {
		return cmp.Or(cmp.Compare(a.names.of[x].since, a.names.of[y].since), cmp.Compare(x, y))
	})
	for _, id := range missing {
		known := a.names.of[id]
		a.found(Finding{Kind: KindName, Entry: known.since, Of: ledger.Address{Report: known.report}, Found: fmt.Sprintf("%s is not among the names of the case", a.nameOf(id, known))})
	}
}

// nameOf is the entity as the report that speaks of it first has it.
func (a *auditor) nameOf(id ledger.EntityID, known *named) string {
	if index := a.indexed(known.report); index != nil {
		for _, name := range index.Names {
			if name.ID == id {
				return fmt.Sprintf("%q", name.Name)
			}
		}
	}
	return fmt.Sprintf("entity %d", id)
}

func (a *auditor) holdName(name *ledger.Name) {
	known := a.names.of[name.ID]
	if known == nil {
		if !a.moved() {
			a.found(Finding{Kind: KindStray, Found: fmt.Sprintf("there is a name %q (%s), of which no report speaks", name.Name, name.Kind)})
		}
		return
	}
	known.met = name.Key != ""
	if !known.met {
		return // it is missing, and its words are there
	}
	wrong := func(found, want string) {
		a.found(Finding{Kind: KindName, Entry: known.since, Of: ledger.Address{Report: known.report}, Found: found, Want: want})
	}
	if ledger.EntityOf(name.Key) != name.ID {
		wrong(fmt.Sprintf("the name %q stands under another's number", name.Name), "")
	} else if a.names.row(name) != known.row {
		wrong(fmt.Sprintf("the name %q (%s) is not as this report has it", name.Name, name.Kind), "it is the first to speak of "+a.nameOf(name.ID, known))
	}
	words := 0
	for _, w := range name.Words {
		if _, is := a.names.words[a.names.word(name.ID, w)]; is {
			words++
		} else if !a.moved() {
			wrong(fmt.Sprintf("%q answers to the word %q", name.Name, w), "no report has it so")
		}
	}
	if words < known.words {
		wrong(fmt.Sprintf("%q answers to %d words", name.Name, words), fmt.Sprintf("reports have it by %d", known.words))
	}
}
