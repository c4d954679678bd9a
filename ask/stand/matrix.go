package stand

import (
	"cmp"
	"iter"
	"slices"

	"parley"
	"parley/ledger"
)

// A Matrix is where sides stand on topics. It holds until the next Put.
type Matrix struct {
	Parties []Party   // the one with the most positions first, all without a name last
	Topics  []TopicIn // a term as such before its options
	Left    int       // positions that the options left out

	fold     *Fold
	numbers  []int32                               // of the topics
	speakers map[ledger.EntityID][]ledger.EntityID // whose positions count for whom, see For
}

// A Party is a row of the matrix: a side, or whoever speaks for himself.
type Party struct {
	ID   ledger.EntityID // 0 for all who have no name
	Rows int
}

// A TopicIn is a topic and how many positions there are on it.
type TopicIn struct {
	Topic
	Rows int
}

// A Cell is where a party stands on a topic.
type Cell struct {
	Party, Topic int     // indexes
	Stands       []Stand // by basis, what is public before what is private
}

// Options narrow what a fold has; each that is set leaves out positions.
type Options struct {
	Parties  map[ledger.EntityID]bool // of these, and what counts for them
	Topics   func(Topic) bool
	Bases    []parley.Basis
	HeldAt   *parley.Day // taken by then, as far as is known
	ByPerson bool        // nobody's position counts for another
}

// With is a fold with what the options leave of f, which stays as it is. Nothing can
// be put into it.
func (f *Fold) With(o Options) *Fold {
	out := &Fold{Root: f.Root, heldAt: o.HeldAt, tables: f.tables}
	out.init()
	for _, c := range f.cells {
		if o.Topics != nil && !o.Topics(f.topics[c.topic].Topic) {
			out.left += len(c.rows)
			continue
		}
		for _, r := range c.rows {
			at := c.place
			if o.ByPerson {
				at.side = f.root(r.party)
			}
			switch {
			case o.Parties != nil && !o.Parties[c.side] && !o.Parties[f.root(r.party)],
				len(o.Bases) > 0 && !slices.Contains(o.Bases, parley.Bases[r.basis]),
				o.HeldAt != nil && r.first > *o.HeldAt:
				out.left++
				continue
			}
			out.topicNumber(f.topics[c.topic].Topic)
			out.add(at, r)
		}
	}
	return out
}

// Matrix is who stands where. Of parties with as many positions the order is that of
// their names; nil stands for none.
func (f *Fold) Matrix(name func(ledger.EntityID) string) *Matrix {
	if name == nil {
		name = func(ledger.EntityID) string { return "" }
	}
	m := &Matrix{fold: f, Left: f.left}
	for id, n := range f.parties {
		if n > 0 {
			m.Parties = append(m.Parties, Party{id, n})
		}
	}
	slices.SortFunc(m.Parties, func(a, b Party) int {
		if (a.ID == 0) != (b.ID == 0) {
			return cmp.Compare(b.ID, a.ID)
		}
		return cmp.Or(b.Rows-a.Rows, cmp.Compare(name(a.ID), name(b.ID)), cmp.Compare(a.ID, b.ID))
	})
	of := map[string]int{}
	for i, t := range f.topics {
		if t.Rows > 0 {
			m.numbers = append(m.numbers, int32(i))
			of[t.Key] += t.Rows
		}
	}
	slices.SortFunc(m.numbers, func(i, j int32) int {
		a, b := f.topics[i], f.topics[j]
		return cmp.Or(a.rank()-b.rank(), of[b.Key]-of[a.Key], cmp.Compare(a.Key, b.Key),
			min(len(a.Option), 1)-min(len(b.Option), 1), b.Rows-a.Rows, cmp.Compare(a.Option, b.Option))
	})
	for _, n := range m.numbers {
		m.Topics = append(m.Topics, f.topics[n])
	}
	return m
}

// rank puts terms before proposals, and what no register knows last.
func (t Topic) rank() int {
	switch {
	case t.Key == "":
		return 2
	case t.IsProposal():
		return 1
	}
	return 0
}

// Cell is where a party stands on a topic, by their indexes; not ok for silence: no
// position of that party on that topic is reported, which is not to say that it is
// open.
func (m *Matrix) Cell(topic, party int) (c Cell, ok bool) {
	found := m.fold.cells[place{m.Parties[party].ID, m.numbers[topic]}]
	if found == nil {
		return Cell{}, false
	}
	m.fold.derive(found)
	return Cell{party, topic, found.stands}, true
}

// Cells yields the cells that are no silence, by topic and then by party.
func (m *Matrix) Cells() iter.Seq[Cell] {
	return func(yield func(Cell) bool) {
		for t := range m.Topics {
			for p := range m.Parties {
				if c, ok := m.Cell(t, p); ok && !yield(c) {
					return
				}
			}
		}
	}
}

// For lists those whose positions count for a party, others than itself.
func (m *Matrix) For(party int) []ledger.EntityID {
	if m.speakers == nil {
		m.speakers = map[ledger.EntityID][]ledger.EntityID{}
		for p, c := range m.fold.cells {
			for i := range c.rows {
				id := m.fold.root(c.rows[i].party)
				if list := m.speakers[p.side]; id != p.side && (len(list) == 0 || list[len(list)-1] != id) {
					m.speakers[p.side] = append(list, id)
				}
			}
		}
		for side, list := range m.speakers {
			slices.Sort(list)
			m.speakers[side] = slices.Compact(list)
		}
	}
	return m.speakers[m.Parties[party].ID]
}

// Differs reports whether what is said in private leans otherwise than what is said
// in public: on the same basis, or where nothing is said so in public, in own words.
// Of what no register knows, and of people without a name, that is not told.
func (c *Cell) Differs() bool {
	if len(c.Stands) == 0 || c.Stands[0].isMixed() {
		return false
	}
	public := func(basis parley.Basis) *Stand {
		i := slices.IndexFunc(c.Stands, func(s Stand) bool { return !s.Private && s.Basis == basis })
		if i < 0 {
			return nil
		}
		return &c.Stands[i]
	}
	for i := range c.Stands {
		if !c.Stands[i].Private {
			continue
		}
		other := cmp.Or(public(c.Stands[i].Basis), public(parley.BasisRedLine), public(parley.BasisOwn))
		if other == nil {
			continue
		}
		a, isOne := c.Stands[i].leaning()
		b, isOther := other.leaning()
		if a != b || isOne != isOther {
			return true
		}
	}
	return false
}
