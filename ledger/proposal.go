package ledger

import "parley"

// A Proposal is a proposal as the index keeps it.
type Proposal struct {
	Of     Address
	Status Status
	Name   string
	Entity EntityID // as which it is spoken of; 0 for none
	By     []EntityID
	Points int                   // that it has; 0 where that is not told
	Seen   int                   // of them, that the report words
	Stage  parley.ProposalStatus // how far it has come; empty where that is not told
	Terms  []string              // keys of those that its points touch

	First, Last parley.Day // within which it was made, or first known; all days where that is not told
}

func (r *indexing) proposal(p *parley.Proposal) Proposal {
	out := Proposal{
		Of: Address{r.report, p.ID}, Status: r.status(p.ID, ""), Name: p.Name, Entity: r.entity(p.Entity), By: r.entities(p.By),
		Points: p.Points, Seen: len(p.Seen), Stage: p.Status,
	}
	for _, t := range p.Terms {
		if key := r.term(t); key != "" {
			out.Terms = append(out.Terms, key)
		}
	}
	out.First, out.Last, _ = parley.Days(p.Date.EDTF)
	return out
}

const aProposal = "proposal"

func (p *Proposal) encode(b []byte) []byte {
	b = appendWords(b, p.Of.Line, aProposal, string(p.Status), p.Name)
	b = appendIDs(b, p.Entity)
	b = appendList(b, p.By)
	b = appendCount(b, p.Points)
	b = appendCount(b, p.Seen)
	b = appendWords(b, string(p.Stage))
	b = appendCount(b, len(p.Terms))
	b = appendWords(b, p.Terms...)
	return appendDays(b, p.First, p.Last)
}

func (f *fields) proposal(of Address) Proposal {
	p := Proposal{
		Of: of, Status: Status(f.word()), Name: f.word(), Entity: f.id(), By: f.list(),
		Points: f.count(), Seen: f.count(), Stage: parley.ProposalStatus(f.word()),
	}
	for n := f.count(); n > 0 && f.err == nil; n-- {
		p.Terms = append(p.Terms, f.word())
	}
	p.First, p.Last = f.day(), f.day()
	return p
}
