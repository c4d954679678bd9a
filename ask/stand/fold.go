package stand

import (
	"maps"
	"slices"

	"parley"
	"parley/ledger"
)

// A Fold is the positions of many reports, by who stands where on what. A report
// may be put again, with what it says now; then only the cells that it touches are
// derived anew. The zero Fold is empty. It is for one goroutine.
type Fold struct {
	// Root is what an entity was merged into, itself where it was not; nil where none
	// was. It must not change once there is a row.
	Root func(ledger.EntityID) ledger.EntityID

	cells   map[place]*cell
	reports map[int64][2]int // where in touched the cells are in which a report has rows, each once
	touched []*cell
	holes   int     // in touched
	changed []*cell // since they were derived
	parties map[ledger.EntityID]int
	topics  []TopicIn // by their numbers; of some no row is left
	firsts  []int64   // of each topic the first report that has it; 0 where that must be looked for
	heldAt  *parley.Day
	rows    int
	left    int // that were left out of it
	*tables
}

// Tables are what rows refer to by numbers. Folds that were made of one share them.
type tables struct {
	topic  map[Topic]int32
	line   map[string]int32 // ids of lines
	lines  []string
	chain  map[string]int32
	chains [][]ledger.Step
	counts []int // of each chain, how many of its steps count
}

// A place is where a row belongs.
type place struct {
	side  ledger.EntityID
	topic int32
}

// A cell is the rows of one place, and what was derived of them last.
type cell struct {
	place
	rows    []row
	derived bool
	stands  []Stand

	own, inferred int // rows in own words, and inferred ones
	counted       int // rows that count
}

// counts is how many rows of a cell count: inferred ones do not where the side has
// said itself where it stands.
func (c *cell) counts() int {
	if c.own > 0 {
		return len(c.rows) - c.inferred
	}
	return len(c.rows)
}

// tally adds n to the rows of the kind of r.
func (c *cell) tally(r *row, n int) {
	switch parley.Bases[r.basis] {
	case parley.BasisOwn, parley.BasisRedLine:
		c.own += n
	case parley.BasisInferred:
		c.inferred += n
	}
}

// A row is a position as a fold keeps it: small and without pointers, as there may be a
// million.
type row struct {
	report      int64
	party, by   ledger.EntityID
	first, last parley.Day
	line, chain int32 // chain -1: none
	stance      uint8
	basis       uint8
	private     bool
}

func (f *Fold) init() {
	if f.cells != nil {
		return
	}
	f.cells, f.reports, f.parties = map[place]*cell{}, map[int64][2]int{}, map[ledger.EntityID]int{}
	if f.tables == nil {
		f.tables = &tables{topic: map[Topic]int32{}, line: map[string]int32{}, chain: map[string]int32{}}
	}
}

// Put has a fold know what a report says now, in place of what it said before; with
// an empty deal, nothing. Positions that a person rejected are left out.
func (f *Fold) Put(d *ledger.Deal) {
	f.init()
	f.drop(d.Report)
	start := len(f.touched)
	plans := plansOf(d)
	for i := range d.Positions {
		p := &d.Positions[i]
		if p.Status == ledger.StatusRejected {
			continue
		}
		kept, side := f.row(d.Report, p)
		c := f.add(place{f.root(side), f.topicNumber(topicOf(p, plans))}, kept)
		if !slices.Contains(f.touched[start:], c) {
			f.touched = append(f.touched, c)
		}
	}
	if end := len(f.touched); end > start {
		f.reports[d.Report] = [2]int{start, end}
	}
}

func (f *Fold) add(p place, r row) *cell {
	c := f.cells[p]
	if c == nil {
		c = &cell{place: p, derived: true}
		f.cells[p] = c
	}
	c.rows = append(c.rows, r)
	c.tally(&r, 1)
	if first := &f.firsts[c.topic]; f.topics[c.topic].Rows == 0 || *first != 0 && r.report < *first {
		*first = r.report
	}
	f.count(c, 1)
	return c
}

// first is the first report that has a topic; 0 for none.
func (f *Fold) first(t Topic) int64 {
	if f.tables == nil {
		return 0
	}
	n, known := f.topic[t]
	if !known || int(n) >= len(f.topics) || f.topics[n].Rows == 0 {
		return 0
	}
	if f.firsts[n] != 0 {
		return f.firsts[n]
	}
	for _, c := range f.cells {
		if c.topic != n {
			continue
		}
		for i := range c.rows {
			if r := c.rows[i].report; f.firsts[n] == 0 || r < f.firsts[n] {
				f.firsts[n] = r
			}
		}
	}
	return f.firsts[n]
}

// count adds n rows that a cell has got.
func (f *Fold) count(c *cell, n int) {
	f.rows += n
	more := c.counts() - c.counted
	c.counted += more
	f.parties[c.side] += more
	f.topics[c.topic].Rows += more
	if c.derived {
		c.derived, c.stands = false, nil
		f.changed = append(f.changed, c)
	}
}

func (f *Fold) drop(report int64) {
	at := f.reports[report]
	for _, c := range f.touched[at[0]:at[1]] {
		before := len(c.rows)
		if f.firsts[c.topic] == report {
			f.firsts[c.topic] = 0
		}
		c.rows = slices.DeleteFunc(c.rows, func(r row) bool {
			if r.report == report {
				c.tally(&r, -1)
			}
			return r.report == report
		})
		f.count(c, len(c.rows)-before)
		if len(c.rows) == 0 {
			delete(f.cells, c.place)
		}
		if f.parties[c.side] == 0 {
			delete(f.parties, c.side)
		}
	}
	delete(f.reports, report)
	if f.holes += at[1] - at[0]; f.holes > len(f.touched)/2 {
		f.compact()
	}
}

// compact takes out of touched what no report has any more.
func (f *Fold) compact() {
	kept := make([]*cell, 0, len(f.touched)-f.holes)
	for report, at := range f.reports {
		start := len(kept)
		kept = append(kept, f.touched[at[0]:at[1]]...)
		f.reports[report] = [2]int{start, len(kept)}
	}
	f.touched, f.holes = kept, 0
}

func (f *Fold) root(id ledger.EntityID) ledger.EntityID {
	if f.Root == nil {
		return id
	}
	return f.Root(id)
}

func (f *Fold) topicNumber(t Topic) int32 {
	n, known := f.topic[t]
	if !known {
		n = int32(len(f.topic))
		f.topic[t] = n
	}
	for int(n) >= len(f.topics) {
		f.topics, f.firsts = append(f.topics, TopicIn{}), append(f.firsts, 0)
	}
	f.topics[n].Topic = t
	return n
}

// row is a position as the fold keeps it, and whom it counts for.
func (f *Fold) row(report int64, p *ledger.Position) (row, ledger.EntityID) {
	chain, side := f.chainOf(p)
	line, known := f.line[p.Of.Line]
	if !known {
		line = int32(len(f.lines))
		f.line[p.Of.Line], f.lines = line, append(f.lines, p.Of.Line)
	}
	first, last := p.First, p.Last
	if first == 0 && last == 0 {
		first, last = parley.FirstDay, parley.FirstDay
	}
	return row{
		report: report, party: p.Party, by: p.By, first: first, last: last, line: line, chain: chain,
		stance: number(parley.Stances, p.Stance), basis: number(parley.Bases, p.Basis), private: p.Private,
	}, side
}

// number is the place of a value in its closed list. One that is in none is the
// last, as no record that holds has it.
func number[T comparable](list []T, value T) uint8 {
	for i, v := range list {
		if v == value {
			return uint8(i)
		}
	}
	return uint8(len(list) - 1)
}

// chainOf is the number of the steps up from a party, and where those lead that
// count.
func (f *Fold) chainOf(r *ledger.Position) (number int32, side ledger.EntityID) {
	if len(r.Steps) == 0 {
		return -1, r.Party
	}
	key := make([]byte, 0, 64)
	for _, s := range r.Steps {
		key = append(append(append(append(append(key, s.Kind...), '\t'), s.Field...), '\t'), s.As...)
		key = appendID(key, s.For)
	}
	number, known := f.chain[string(key)]
	if !known {
		number = int32(len(f.chains))
		f.chain[string(key)] = number
		f.chains, f.counts = append(f.chains, slices.Clone(r.Steps)), append(f.counts, counted(r.Steps))
	}
	if n := f.counts[number]; n > 0 {
		return number, r.Steps[n-1].For
	}
	return number, r.Party
}

// counted is how many steps up from a party count.
func counted(steps []ledger.Step) int {
	for n, s := range steps {
		if does, _ := counts(s.Kind, s.Field, s.As); !does || s.For == 0 {
			return n
		}
	}
	return len(steps)
}

func appendID(b []byte, id ledger.EntityID) []byte {
	b = append(b, '\n')
	for range 8 {
		b, id = append(b, byte(id)), id>>8
	}
	return b
}

// out is a row as others see it.
func (f *Fold) out(topic int32, r *row) Row {
	out := Row{Topic: f.topics[topic].Topic, Position: ledger.Position{
		Of: ledger.Address{Report: r.report, Line: f.lines[r.line]}, Party: r.party, By: r.by,
		Stance: parley.Stances[r.stance], Basis: parley.Bases[r.basis], Private: r.private, First: r.first, Last: r.last,
	}}
	if r.chain >= 0 {
		out.Steps = f.chains[r.chain]
	}
	return out
}

// Sides are the parties that have a row, in no order that means anything, but always
// the same.
func (f *Fold) Sides() []ledger.EntityID {
	return slices.Sorted(maps.Keys(f.parties))
}

// Len is how many positions a fold has.
func (f *Fold) Len() int { return f.rows }

// Derive derives what stands in the cells that have changed since. Whoever asks
// for a cell has it derived anyway.
func (f *Fold) Derive() {
	for _, c := range f.changed {
		f.derive(c)
	}
	f.changed = f.changed[:0]
}
