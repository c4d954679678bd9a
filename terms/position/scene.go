package position

import (
	"cmp"
	"slices"

	"parley"
)

// A scene is what of a record is looked up to see where parties stand.
type scene struct {
	record     *parley.Record
	deal       *parley.Deal
	sense      *parley.Sense // nil for none
	units      []unit
	mentions   []mention      // in the order of the text
	entities   map[string]int // by id: index into the record's
	statements map[string]int // likewise
	inside     map[int][]int  // statements by the one that they lie in
	says       map[string]int // by entity id: how many statements it makes
	rank       map[string]int // by entity id: how many are mentioned more often
	touches    []touch        // in the order of the text
}

type mention struct {
	parley.Span
	entity string
	form   parley.MentionForm
}

// A touch is words of the unit's report that name a term or proposal.
type touch struct {
	parley.Span
	term     int // index into the deal's, or -1
	proposal int // likewise
}

func newScene(record *parley.Record, deal *parley.Deal, sense *parley.Sense) *scene {
	s := &scene{
		record: record, deal: deal, sense: sense, units: units(record),
		entities: map[string]int{}, statements: map[string]int{}, inside: map[int][]int{}, says: map[string]int{}, rank: map[string]int{},
	}
	order := make([]int, len(record.Entities))
	for i, e := range record.Entities {
		s.entities[e.ID], order[i] = i, i
		for _, m := range e.Mentions {
			s.mentions = append(s.mentions, mention{m.Span, e.ID, m.Form})
		}
	}
	slices.SortStableFunc(s.mentions, func(a, b mention) int { return a.Compare(b.Span) })
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(len(record.Entities[j].Mentions), len(record.Entities[i].Mentions))
	})
	for n, i := range order {
		s.rank[record.Entities[i].ID] = n
	}
	for i, st := range record.Statements {
		s.statements[st.ID] = i
		if st.Speaker != "" {
			s.says[st.Speaker]++
		}
	}
	for i, st := range record.Statements {
		if outer, ok := s.statements[st.Within]; ok {
			s.inside[outer] = append(s.inside[outer], i)
		}
	}
	s.touch()
	return s
}

// touch lists where terms and proposals are named.
func (s *scene) touch() {
	for i, t := range s.deal.Terms {
		for _, words := range t.Evidence {
			s.touches = append(s.touches, touch{words, i, -1})
		}
	}
	for i, p := range s.deal.Proposals {
		for _, words := range p.Evidence {
			s.touches = append(s.touches, touch{words, -1, i})
		}
	}
	slices.SortStableFunc(s.touches, func(a, b touch) int { return a.Compare(b.Span) })
}

// touched are the touches that begin in span, the first few.
func (s *scene) touched(span parley.Span) []touch {
	i, _ := slices.BinarySearchFunc(s.touches, span.Start, func(t touch, start int) int { return cmp.Compare(t.Start, start) })
	const most = 12
	first := i
	for i < len(s.touches) && s.touches[i].Start < span.End && i < first+most {
		i++
	}
	return s.touches[first:i]
}

// entity is the one with an id, nil for none.
func (s *scene) entity(id string) *parley.Entity {
	if i, ok := s.entities[id]; ok {
		return &s.record.Entities[i]
	}
	return nil
}

// outer is the statement that one lies in, nil for none.
func (s *scene) outer(st *parley.Statement) *parley.Statement {
	if i, ok := s.statements[st.Within]; ok {
		return &s.record.Statements[i]
	}
	return nil
}

// innerMost is how many of the statements within one are looked at.
const innerMost = 8

// inner are the statements within that of a unit whose cues stand in it.
func (s *scene) inner(u *unit) []*parley.Statement {
	var all []*parley.Statement
	list := s.inside[u.statement]
	for _, i := range list[:min(len(list), 8*innerMost)] {
		st := &s.record.Statements[i]
		if len(all) < innerMost && len(st.Cue) > 0 && u.span.Start <= st.Cue[0].Start && st.Cue[0].Start < u.span.End {
			all = append(all, st)
		}
	}
	return all
}
