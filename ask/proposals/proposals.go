// Package proposals puts together what several reports say of plans and texts of a
// deal: the same plan in two reports is one, with the history of its status, the
// points that are known of how many, what it is based on or answers, and where each
// party stands on it. It is derived on reading, from lines that keep their words.
//
// It is careful rather than complete: two plans that are not the same must not be
// shown as one, so some that are the same stay apart.
package proposals

import (
	"cmp"
	"fmt"
	"slices"

	"parley"
	"parley/ask"
)

// A Proposal is what the reports of a dossier have of one plan or text.
type Proposal struct {
	ID        string   // p1, p2, … within a dossier
	Name      string   // the fullest form that a report uses
	Names     []string // other forms that tell which plan it is, in the order in which they became known
	By        []Party  // whose plan it is
	Points    int      // how many it has in all; 0 where no report tells
	Seen      []Point  // those that reports word
	Status    parley.ProposalStatus
	Date      string   // EDTF, as the report that is most exact has it; empty where none tells
	Terms     []string // keys of the terms that it touches
	Mentions  []Mention
	Lineage   []Edge
	Attitudes []Attitude
	Sources   []ask.Source
}

// A Party is whose plan it is, or who stands somewhere on it.
type Party struct {
	ask.Somebody
	Name string // the fullest that a report uses
}

// A Mention is a line of a report that speaks of a proposal.
type Mention struct {
	Record   *parley.Record
	Proposal *parley.Proposal
	Step     bool   // its status is another than that of the mention before
	Why      string // by what it is taken for the same; empty of the first that was looked at

	told
}

// Words are those that name it.
func (m *Mention) Words() string {
	return ask.Words(&m.Record.Report, m.Proposal.Evidence[:min(1, len(m.Proposal.Evidence))])
}

// A Point is one item of a proposal, as far as reports word it.
type Point struct {
	Number   int // 0 where no report tells
	Terms    []string
	Wordings []Wording // what first became known first
}

// A Wording is a point in the words of a report.
type Wording struct {
	Record *parley.Record
	Point  *parley.Point
}

// Words are the wording's.
func (w Wording) Words() string { return ask.Words(&w.Record.Report, w.Point.Words) }

// An Edge leads from a proposal to an earlier one.
type Edge struct {
	Kind   parley.LineageKind
	To     string // id of the earlier one; empty where the report has no line for it
	Name   string // of the earlier one; empty likewise
	Record *parley.Record
	Spans  []parley.Span
}

// Words are those that say so.
func (e Edge) Words() string { return ask.Words(&e.Record.Report, e.Spans) }

// An Attitude is where a party stands on a proposal, in one report.
type Attitude struct {
	Party
	Record   *parley.Record
	Position *parley.Position
	Step     bool // the party stood elsewhere before, on this basis, or nowhere that is known
}

// Words are those that say so.
func (a *Attitude) Words() string { return ask.Words(&a.Record.Report, a.Position.Evidence) }

// Of lists the proposals of a dossier, those that most reports speak of first.
func Of(d *ask.Dossier) []Proposal {
	mentions := mentions(d)
	slices.SortStableFunc(mentions, fullestFirst)
	m := merger{found: map[string][]*group{}}
	for _, t := range mentions {
		m.add(t)
	}
	var all []Proposal
	for _, g := range m.groups {
		all = append(all, g.proposal(d))
	}
	slices.SortStableFunc(all, func(a, b Proposal) int {
		first, other := a.Mentions[0], b.Mentions[0]
		return cmp.Or(cmp.Compare(len(b.Mentions), len(a.Mentions)), cmp.Compare(first.report, other.report), cmp.Compare(first.Proposal.ID, other.Proposal.ID))
	})
	of := map[*parley.Proposal]int{}
	for i := range all {
		all[i].ID = fmt.Sprintf("p%d", i+1)
		for _, mention := range all[i].Mentions {
			of[mention.Proposal] = i
		}
	}
	for i := range all {
		all[i].link(all, of)
	}
	return all
}

// proposal is what the mentions of a group come to.
func (g *group) proposal(d *ask.Dossier) Proposal {
	slices.SortStableFunc(g.mentions, knownFirst)
	p := Proposal{Points: g.points, Name: g.called()}
	var told []ask.Telling
	for i, m := range g.mentions {
		m.Step = m.Proposal.Status != "" && m.Proposal.Status != p.Status || i == 0
		p.Status = cmp.Or(m.Proposal.Status, p.Status)
		p.Mentions = append(p.Mentions, *m)
		for _, form := range append([]string{m.Proposal.Name}, m.Proposal.Aliases...) {
			if form != p.Name && !slices.Contains(p.Names, form) && len(m.nameOf(form).which) > 0 {
				p.Names = append(p.Names, form)
			}
		}
		for _, by := range m.by {
			p.By = add(p.By, by)
		}
		if edtf := m.Proposal.Date.EDTF; edtf != "" && (p.Date == "" || length(edtf) < length(p.Date)) {
			p.Date = edtf
		}
		p.see(m)
		p.stand(d, m)
		told = append(told, ask.Telling{Record: m.Record})
	}
	slices.SortStableFunc(p.Seen, func(a, b Point) int { return cmp.Compare(numbered(a), numbered(b)) })
	slices.Sort(p.Terms)
	p.Sources = d.Rests(told)
	return p
}

// numbered puts points without a number last.
func numbered(p Point) int {
	if p.Number == 0 {
		return int(^uint(0) >> 1)
	}
	return p.Number
}

// called is the fullest form that a report has for it: with the number of points, then
// the one that most reports have.
func (g *group) called() string {
	count := map[string]int{}
	for _, m := range g.mentions {
		count[m.Proposal.Name]++
	}
	best := g.mentions[0]
	for _, m := range g.mentions[1:] {
		if c := cmp.Or(cmp.Compare(len(m.which), len(best.which)), cmp.Compare(min(m.Proposal.Points, 1), min(best.Proposal.Points, 1)),
			cmp.Compare(count[m.Proposal.Name], count[best.Proposal.Name])); c > 0 {
			best = m
		}
	}
	return best.Proposal.Name
}

func length(edtf string) int64 {
	first, last, ok := parley.Days(edtf)
	if !ok {
		return int64(parley.LastDay)
	}
	return int64(last) - int64(first)
}

// add is parties with one more, who may be among them.
func add(all []Party, who ask.Somebody) []Party {
	i := slices.IndexFunc(all, func(p Party) bool {
		return p.Is(who) || p.Key == "" && who.Key == "" && p.Entity.Name == who.Entity.Name
	})
	if i < 0 {
		return append(all, Party{who, who.Entity.Name})
	}
	if len(who.Entity.Name) > len(all[i].Name) {
		all[i] = Party{who, who.Entity.Name}
	}
	return all
}

// see adds the points that a mention words. Two reports word one point if they number
// it alike, or touch the same terms by it, or share most of its words.
func (p *Proposal) see(m *Mention) {
	keys := m.terms()
	for _, id := range m.Proposal.Terms {
		p.touch(keys[id])
	}
	for i := range m.Proposal.Seen {
		point := &m.Proposal.Seen[i]
		w := Wording{m.Record, point}
		var terms []string
		for _, id := range point.Terms {
			terms = append(terms, keys[id])
			p.touch(keys[id])
		}
		slices.Sort(terms)
		at := slices.IndexFunc(p.Seen, func(o Point) bool { return o.isOf(w, terms) })
		if at < 0 {
			at = len(p.Seen)
			p.Seen = append(p.Seen, Point{Terms: terms})
		}
		seen := &p.Seen[at]
		seen.Number = cmp.Or(seen.Number, point.Number)
		seen.Wordings = append(seen.Wordings, w)
	}
}

func (p *Proposal) touch(term string) {
	if term != "" && !slices.Contains(p.Terms, term) {
		p.Terms = append(p.Terms, term)
	}
}

// terms are the keys of a record's terms by their ids.
func (m *Mention) terms() map[string]string {
	keys := map[string]string{}
	for _, t := range m.Record.Terms {
		keys[t.ID] = t.Key
	}
	return keys
}

// isOf reports whether a wording is of a point. Those of one report are told apart by
// it.
func (o *Point) isOf(w Wording, terms []string) bool {
	for _, other := range o.Wordings {
		if other.Record == w.Record {
			return false
		}
	}
	if o.Number != 0 && w.Point.Number != 0 {
		return o.Number == w.Point.Number
	}
	if len(terms) > 0 && slices.Equal(o.Terms, terms) {
		return true
	}
	return slices.ContainsFunc(o.Wordings, func(other Wording) bool { return similar(ask.Stems(other.Words()), ask.Stems(w.Words())) })
}

// Two texts are alike that have so many words in common and that share of the
// shorter's.
const (
	leastAlike = 3
	shareAlike = 0.6
)

func similar(a, b []string) bool {
	both := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			both++
		}
	}
	return both >= leastAlike && float64(both) >= shareAlike*float64(min(len(a), len(b)))
}

// stand adds where parties stand on the proposal in a mention's report.
func (p *Proposal) stand(d *ask.Dossier, m *Mention) {
	for i := range m.Record.Positions {
		position := &m.Record.Positions[i]
		if position.Proposal != m.Proposal.ID || position.Proposal == "" {
			continue
		}
		who, ok := d.Somebody(m.Record, position.Party)
		if !ok {
			continue
		}
		a := Attitude{Party: Party{who, who.Entity.Name}, Record: m.Record, Position: position, Step: true}
		for k := len(p.Attitudes) - 1; k >= 0; k-- {
			before := &p.Attitudes[k]
			if before.Is(who) && before.Position.Basis == position.Basis && before.Position.Private == position.Private {
				a.Step = before.Position.Stance != position.Stance
				break
			}
		}
		p.Attitudes = append(p.Attitudes, a)
	}
}

// link adds the edges to earlier proposals, each once for each report that has it.
func (p *Proposal) link(all []Proposal, of map[*parley.Proposal]int) {
	for _, m := range p.Mentions {
		for _, l := range m.Proposal.Lineage {
			e := Edge{Kind: l.Kind, Record: m.Record, Spans: l.Words}
			for i := range m.Record.Proposals {
				if earlier := &m.Record.Proposals[i]; earlier.ID == l.Proposal && l.Proposal != "" {
					to := &all[of[earlier]]
					e.To, e.Name = to.ID, to.Name
				}
			}
			p.Lineage = append(p.Lineage, e)
		}
	}
}
