// Package atlas lays out where the terms of a deal lie: for each territory what
// proposals and parties want of it, in whose words, with its outline. A map of that
// shows claims, not facts: each feature says who proposes it, and within which state
// the base map draws the land, which is the base map's own view.
package atlas

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/ask"
	"parley/ask/proposals"
	"parley/internal/gazetteer"
	"parley/internal/shapes"
)

// A Claim is one way to settle a term of one place, as one proposal has it or, where
// no proposal does, as reports word it.
type Claim struct {
	ID         string // m1, m2, … within a dossier
	Term       string // key: "territory@UA-14"
	Issue      string
	Name       string // of the term, as shown: "Donetsk: territory"
	Place      string // the name that most reports have
	Option     string // id of an option of the term; empty for the term as such
	OptionName string // as shown: "ceded to Russia"
	To         string // the name of whom it benefits or binds; empty where no report tells
	Claimants  []string
	Proposal   *proposals.Proposal // nil where no proposal has it
	Wordings   []Wording           // what first became known first
	Stances    []Stance
	Sources    []ask.Source
	Shape      *shapes.Shape // nil where no outline is known

	key key
}

// A Wording is that a report words the claim.
type Wording struct {
	Record *parley.Record
	Line   string // id of the term
	By     string // who says so; empty for the report's own words
	Spans  []parley.Span

	statement string
}

// Words are the wording's.
func (w *Wording) Words() string { return ask.Words(&w.Record.Report, w.Spans) }

// A Stance is where a party stands on the claim, or on its term as such.
type Stance struct {
	Party    string
	Record   *parley.Record
	Position *parley.Position
	AsSuch   bool // on the term, whichever way it is settled
}

// Words are those that say so.
func (s *Stance) Words() string { return ask.Words(&s.Record.Report, s.Position.Evidence) }

// key is what makes two wordings one claim.
type key struct {
	term, option, to string
	proposal         *proposals.Proposal
}

// Of lists the claims of a dossier on places, by term and then by option and
// proposal. The proposals are those of the dossier.
func Of(d *ask.Dossier, all []proposals.Proposal) []Claim {
	a := &atlas{of: d, byKey: map[key]*Claim{}, proposal: map[*parley.Proposal]*proposals.Proposal{}, places: map[string]map[string]int{}, stances: map[string][]Stance{}}
	for i := range all {
		for _, m := range all[i].Mentions {
			a.proposal[m.Proposal] = &all[i]
		}
	}
	for _, record := range d.Records {
		for i := range record.Terms {
			if t := &record.Terms[i]; strings.Contains(t.Key, "@") {
				a.put(record, t)
			}
		}
		a.stand(record)
	}
	claims := make([]Claim, 0, len(a.claims))
	for _, c := range a.claims {
		a.finish(c)
		claims = append(claims, *c)
	}
	slices.SortStableFunc(claims, func(a, b Claim) int {
		return cmp.Or(cmp.Compare(a.Term, b.Term), cmp.Compare(a.Option, b.Option), cmp.Compare(a.key.to, b.key.to), cmp.Compare(number(a.Proposal), number(b.Proposal)))
	})
	for i := range claims {
		claims[i].ID = fmt.Sprintf("m%d", i+1)
	}
	return claims
}

// number is the place of a proposal in its list; what no proposal has comes last.
func number(p *proposals.Proposal) int {
	if p == nil {
		return 1 << 30
	}
	n := 0
	fmt.Sscanf(p.ID, "p%d", &n)
	return n
}

// An atlas is claims in the making.
type atlas struct {
	of       *ask.Dossier
	claims   []*Claim
	byKey    map[key]*Claim
	proposal map[*parley.Proposal]*proposals.Proposal
	places   map[string]map[string]int // by term: names of the place, with how many reports have them
	stances  map[string][]Stance       // by term
}

// put adds what a record has of a term: a claim for each option, in each proposal
// whose points word it, or in none.
func (a *atlas) put(r *parley.Record, t *parley.Term) {
	if who, ok := a.of.Somebody(r, t.Place); ok {
		if a.places[t.Key] == nil {
			a.places[t.Key] = map[string]int{}
		}
		a.places[t.Key][who.Entity.Name]++
	}
	options := t.Options
	if len(options) == 0 {
		options = []parley.TermOption{{Evidence: t.Evidence}}
	}
	for _, o := range options {
		of := key{term: t.Key, option: o.ID}
		to, known := a.of.Somebody(r, o.To)
		if known {
			of.to = cmp.Or(to.Side, to.Key)
		}
		for _, w := range a.wordings(r, t, o) {
			of.proposal = w.in
			c := a.byKey[of]
			if c == nil {
				c = &Claim{Term: t.Key, Issue: t.Issue, Name: cmp.Or(t.Name, t.Key), Option: o.ID, OptionName: cmp.Or(o.Name, o.ID), Proposal: w.in, key: of}
				a.byKey[of] = c
				a.claims = append(a.claims, c)
			}
			if known {
				c.To = to.Entity.Name
			}
			c.Wordings = append(c.Wordings, w.Wording)
		}
	}
}

// A worded option is one in a proposal, or nil for none.
type worded struct {
	Wording
	in *proposals.Proposal
}

// wordings are an option's: of its words those that lie in points of a proposal are
// that proposal's, the others nobody's but whoever's who says them.
func (a *atlas) wordings(r *parley.Record, t *parley.Term, o parley.TermOption) []worded {
	var all []worded
	free := slices.Clone(o.Evidence)
	for i := range r.Proposals {
		p := &r.Proposals[i]
		for _, point := range p.Seen {
			if !slices.Contains(point.Terms, t.ID) {
				continue
			}
			in := func(s parley.Span) bool {
				return slices.ContainsFunc(point.Words, func(w parley.Span) bool { return w.Start < s.End && s.Start < w.End })
			}
			if slices.ContainsFunc(o.Evidence, in) || isOnly(t, in) {
				free = slices.DeleteFunc(free, in)
				all = append(all, worded{Wording{r, t.ID, a.sayer(r, point.Statement), point.Words, point.Statement}, a.proposal[p]})
			}
		}
	}
	for _, s := range free {
		id, shortest := "", 0
		for i := range r.Statements { // the innermost that has the words
			st := &r.Statements[i]
			if length := parley.Hull(st.Content).Len(); (id == "" || length < shortest) && parley.Covers(st.Content, s) && slices.Contains(t.Statements, st.ID) {
				id, shortest = st.ID, length
			}
		}
		all = append(all, worded{Wording{r, t.ID, a.sayer(r, id), []parley.Span{s}, id}, nil})
	}
	return all
}

// isOnly reports whether a point that touches a term can mean but one way to settle
// it: there is one at most, and the words of none lie in it.
func isOnly(t *parley.Term, in func(parley.Span) bool) bool {
	if len(t.Options) == 0 {
		return true
	}
	return len(t.Options) == 1 && !slices.ContainsFunc(t.Options[0].Evidence, in)
}

// sayer is who makes a statement.
func (a *atlas) sayer(r *parley.Record, id string) string {
	for i := range r.Statements {
		if s := &r.Statements[i]; s.ID == id && id != "" {
			if who, ok := a.of.Somebody(r, s.Speaker); ok {
				return who.Entity.Name
			}
			return ask.Words(&r.Report, s.Source)
		}
	}
	return ""
}

// finish adds to a claim what follows from its term and wordings.
func (a *atlas) finish(c *Claim) {
	_, code, _ := strings.Cut(c.Term, "@")
	for name, n := range a.places[c.Term] {
		if best := a.places[c.Term][c.Place]; n > best || n == best && name < c.Place {
			c.Place = name
		}
	}
	c.Shape = outline(code, c.Place)
	if c.Place == "" && c.Shape != nil {
		c.Place = c.Shape.Name
	}
	c.Place = cmp.Or(c.Place, code)
	c.Claimants = gazetteer.Claimants(c.Place)
	for _, s := range a.stances[c.Term] {
		if s.Position.Option == "" || s.Position.Option == c.Option {
			s.AsSuch = s.Position.Option == "" && c.Option != ""
			c.Stances = append(c.Stances, s)
		}
	}
	var told []ask.Telling
	for _, w := range c.Wordings {
		told = append(told, ask.Telling{Record: w.Record, Statement: w.statement})
	}
	c.Sources = a.of.Rests(told)
}

// outline is that of the code that the key of a term has behind its @, which is ISO
// 3166's or else the name of the place: of a region, a state, or a division that no
// other has the name of.
func outline(code, name string) *shapes.Shape {
	if s := shapes.Division(code); s != nil {
		return s
	}
	if s := shapes.Country(code); s != nil {
		return s
	}
	for _, form := range []string{strings.ReplaceAll(code, "-", " "), name} {
		if s := shapes.Region(form); s != nil {
			return s
		}
		if c := gazetteer.CountryNamed(form); c != nil {
			return shapes.Country(c.Code)
		}
		if all := gazetteer.Divisions(form); len(all) == 1 {
			return shapes.Division(all[0].Code)
		}
	}
	return nil
}

// stand adds where a record has parties stand on terms of places.
func (a *atlas) stand(r *parley.Record) {
	keys := map[string]string{}
	for _, t := range r.Terms {
		keys[t.ID] = t.Key
	}
	for i := range r.Positions {
		p := &r.Positions[i]
		key := keys[p.Term]
		if key == "" || !strings.Contains(key, "@") {
			continue
		}
		s := Stance{Record: r, Position: p}
		if who, ok := a.of.Somebody(r, p.Party); ok {
			s.Party = who.Entity.Name
		}
		a.stances[key] = append(a.stances[key], s)
	}
}
