package stand

import (
	"slices"
	"strings"

	"parley"
	"parley/ledger"
	"parley/resolve"
)

// surnames lead from people who go by a surname alone to the one person of the
// records who bears it; whose surname several bear stays alone. In a case, to which
// others may come any day, people say who is one.
func surnames(records []*parley.Record, key ledger.Keyer) func(ledger.EntityID) ledger.EntityID {
	short, full := map[string]*parley.Entity{}, map[string][]*parley.Entity{} // by key; by the last word of a key
	for _, r := range records {
		for i := range r.Entities {
			e := &r.Entities[i]
			k := key(e)
			if e.Kind != parley.EntityPerson || k == "" {
				continue
			}
			last := k[strings.LastIndex(k, " ")+1:]
			if len(strings.Fields(k)) == 2 { // person, surname
				short[k] = e
			} else if !slices.ContainsFunc(full[last], func(other *parley.Entity) bool { return key(other) == k }) {
				full[last] = append(full[last], e)
			}
		}
	}
	roots := map[ledger.EntityID]ledger.EntityID{}
	for k, e := range short {
		bearers := full[k[strings.LastIndex(k, " ")+1:]]
		if len(bearers) == 1 && resolve.Same(e, bearers[0]) {
			roots[ledger.EntityOf(k)] = ledger.EntityOf(key(bearers[0]))
		}
	}
	if len(roots) == 0 {
		return nil
	}
	return func(id ledger.EntityID) ledger.EntityID {
		if root, is := roots[id]; is {
			return root
		}
		return id
	}
}
