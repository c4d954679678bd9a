package ledger

import (
	"strings"

	"parley"
)

// A Position is a position as the index keeps it: what it takes to say where
// everybody stands over a whole case. Words are in the record alone.
type Position struct {
	Of        Address
	Status    Status // of one that rests on a rejected statement, rejected
	Statement string // that it rests on, by its id; empty for the report's own words

	Party EntityID // whose position it is; 0 for somebody without a name
	Steps []Step   // up from the party to whom it acts for; which of them count is for whoever asks
	By    EntityID // who says so; 0 for the report itself

	Term     string   // its key, "territory@UA-14"; empty where no register knows the issue
	Option   string   // of the term; empty for the term as such
	To       EntityID // whom the option benefits or binds
	Proposal string   // that it is a stance on, by its id; empty for none

	Stance      parley.Stance
	Basis       parley.Basis
	Private     bool
	First, Last parley.Day // within which it was taken, see [Taken]; both 0 where that is not known
}

// A Step is one of [parley.Behalf], between entities of a case.
type Step struct {
	Kind  parley.EntityKind // of whoever acts
	For   EntityID
	Field string
	As    string // the words for what whoever acts is; of many the first
}

// mostAs bounds the bytes of a step's words.
const mostAs = 64

func (r *indexing) position(p *parley.Position) Position {
	out := Position{
		Of: Address{r.report, p.ID}, Status: r.status(p.ID, p.Statement), Statement: p.Statement,
		Party: r.entity(p.Party), By: r.entity(p.By), Term: r.term(p.Term), Stance: p.Stance, Basis: p.Basis, Private: p.Private,
	}
	out.Steps = r.steps(p.Party)
	if out.Term != "" {
		out.Option, out.To = p.Option, r.entity(r.benefits(p.Term, p.Option))
	}
	if !r.rejected(p.Proposal) {
		out.Proposal = p.Proposal
	}
	if first, last, ok := Taken(r.record.Report.Published, p.Held.EDTF, r.said[p.Statement]); ok {
		out.First, out.Last = first, last
	}
	return out
}

// steps are those up from an entity, as far as everybody in them has a name.
func (r *indexing) steps(id string) []Step {
	var all []Step
	for _, b := range parley.Behalves(id, func(id string) *parley.Entity { return r.people[id] }) {
		to := r.entity(b.For)
		if to == 0 || r.rejected(b.Entity) {
			break
		}
		as := b.As[:min(len(b.As), mostAs)]
		all = append(all, Step{b.Kind, to, b.Field, strings.ToValidUTF8(as, "")})
	}
	return all
}

// Taken is the range of days within which a position was taken: that of held, or
// else that of said, or else that of the report. Whatever a report says was taken
// was so by the day it was published.
func Taken(published, held, said string) (first, last parley.Day, ok bool) {
	reported, by, isDated := parley.Days(published)
	for _, edtf := range []string{held, said} {
		first, last, ok = parley.Days(edtf)
		if ok && isDated && first <= by {
			last = min(last, by)
		}
		if ok {
			return first, last, true
		}
	}
	return reported, by, isDated
}

// benefits is to whom the record has an option of a term.
func (r *indexing) benefits(term, option string) string {
	for _, o := range r.terms[term].Options {
		if o.ID == option {
			return o.To
		}
	}
	return ""
}

const aPosition = "position"

func (p *Position) encode(b []byte) []byte {
	b = appendWords(b, p.Of.Line, aPosition, string(p.Status), p.Statement)
	b = appendIDs(b, p.Party, p.By)
	b = appendCount(b, len(p.Steps))
	for _, s := range p.Steps {
		b = appendWords(b, string(s.Kind), s.Field, s.As)
		b = appendIDs(b, s.For)
	}
	b = appendWords(b, p.Term, p.Option)
	b = appendIDs(b, p.To)
	b = appendWords(b, p.Proposal, string(p.Stance), string(p.Basis))
	b = appendBool(b, p.Private)
	return appendDays(b, p.First, p.Last)
}

func (f *fields) position(of Address) Position {
	p := Position{Of: of, Status: Status(f.word()), Statement: f.word(), Party: f.id(), By: f.id()}
	for n := f.count(); n > 0 && f.err == nil; n-- {
		p.Steps = append(p.Steps, Step{Kind: parley.EntityKind(f.word()), Field: f.word(), As: f.word(), For: f.id()})
	}
	p.Term, p.Option, p.To, p.Proposal, p.Stance, p.Basis = f.word(), f.word(), f.id(), f.word(), parley.Stance(f.word()), parley.Basis(f.word())
	p.Private, p.First, p.Last = f.bool(), f.day(), f.day()
	return p
}
