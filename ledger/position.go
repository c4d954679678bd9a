package ledger

import "parley"

// A Position is a position as the index keeps it: what it takes to say where
// everybody stands over a whole case. Words are in the record alone.
type Position struct {
	Of        Address
	Status    Status // of one that rests on a rejected statement, rejected
	Statement string // that it rests on, by its id; empty for the report's own words

	Party     EntityID // whose position it is
	Side      EntityID // to which the report has the party belong, or for which it speaks; 0 where it does not say
	Principal EntityID // who sent the party; likewise
	By        EntityID // who says so; 0 for the report itself

	Term     string   // its key, "territory@UA-14"; empty where no register knows the issue
	Option   string   // of the term; empty for the term as such
	To       EntityID // whom the option benefits or binds
	Proposal string   // that it is a stance on, by its id; empty for none

	Stance      parley.Stance
	Basis       parley.Basis
	Private     bool
	First, Last parley.Day // within which it was taken, or else published; both 0 where neither is known
}

func (r *indexing) position(p *parley.Position) Position {
	out := Position{
		Of: Address{r.report, p.ID}, Status: r.status(p.ID, p.Statement), Statement: p.Statement,
		Party: r.entity(p.Party), By: r.entity(p.By), Term: r.term(p.Term), Stance: p.Stance, Basis: p.Basis, Private: p.Private,
	}
	if e := r.people[p.Party]; e != nil && out.Party != 0 {
		out.Side, out.Principal = r.entity(e.Party), r.entity(e.Represents)
	}
	if out.Term != "" {
		out.Option, out.To = p.Option, r.entity(r.benefits(p.Term, p.Option))
	}
	if !r.rejected(p.Proposal) {
		out.Proposal = p.Proposal
	}
	out.First, out.Last = r.days(p.Held)
	return out
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
	b = appendIDs(b, p.Party, p.Side, p.Principal, p.By)
	b = appendWords(b, p.Term, p.Option)
	b = appendIDs(b, p.To)
	b = appendWords(b, p.Proposal, string(p.Stance), string(p.Basis))
	b = appendBool(b, p.Private)
	return appendDays(b, p.First, p.Last)
}

func (f *fields) position(of Address) Position {
	return Position{
		Of: of, Status: Status(f.word()), Statement: f.word(),
		Party: f.id(), Side: f.id(), Principal: f.id(), By: f.id(),
		Term: f.word(), Option: f.word(), To: f.id(), Proposal: f.word(), Stance: parley.Stance(f.word()), Basis: parley.Basis(f.word()),
		Private: f.bool(), First: f.day(), Last: f.day(),
	}
}
