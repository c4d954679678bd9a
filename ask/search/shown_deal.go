package search

import (
	"slices"

	"parley"
)

// restsOn marks as gone the positions and contacts that rest on a statement which
// is: without it they would be the report's own.
func restsOn(in *parley.Record, gone map[string]bool) {
	for _, p := range in.Positions {
		gone[p.ID] = gone[p.ID] || gone[p.Statement]
	}
	for _, c := range in.Contacts {
		gone[c.ID] = gone[c.ID] || gone[c.Statement]
	}
}

// dropDeal adds to out what is left of the deal. A position on a term that is gone
// is on none.
func dropDeal(in, out *parley.Record, gone map[string]bool) {
	left := func(id string) string {
		if gone[id] {
			return ""
		}
		return id
	}
	isGone := func(id string) bool { return gone[id] }
	those := func(ids []string) []string { return slices.DeleteFunc(slices.Clone(ids), isGone) }
	for _, t := range in.Terms {
		if gone[t.ID] {
			continue
		}
		t.Place, t.Statements, t.Options = left(t.Place), those(t.Statements), slices.Clone(t.Options)
		for i := range t.Options {
			t.Options[i].To = left(t.Options[i].To)
		}
		out.Terms = append(out.Terms, t)
	}
	for _, p := range in.Positions {
		if gone[p.ID] {
			continue
		}
		if gone[p.Term] {
			p.Term, p.Option = "", ""
		}
		p.Party, p.By, p.Proposal = left(p.Party), left(p.By), left(p.Proposal)
		out.Positions = append(out.Positions, p)
	}
	for _, p := range in.Proposals {
		if gone[p.ID] {
			continue
		}
		p.Entity, p.By, p.Terms = left(p.Entity), those(p.By), those(p.Terms)
		p.Seen = slices.DeleteFunc(slices.Clone(p.Seen), func(point parley.Point) bool { return gone[point.Statement] })
		for i := range p.Seen {
			p.Seen[i].Terms = those(p.Seen[i].Terms)
		}
		p.Lineage = slices.Clone(p.Lineage)
		for i := range p.Lineage {
			p.Lineage[i].Proposal = left(p.Lineage[i].Proposal)
		}
		out.Proposals = append(out.Proposals, p)
	}
	for _, c := range in.Contacts {
		if !gone[c.ID] {
			c.Participants, c.Host, c.Place = those(c.Participants), left(c.Host), left(c.Place)
			out.Contacts = append(out.Contacts, c)
		}
	}
}

// maskDeal adds to out, a sealed report's record with its statements, what rests on them
// of the deal: their words are the statements'. When and where something was, and what
// only the report's own words tell, is left out.
func maskDeal(in, out *parley.Record, hide func(string) string, put func(string) parley.Span) {
	said := map[string][]parley.Span{} // by statement
	for _, s := range out.Statements {
		said[s.ID] = s.Content
	}
	for _, t := range in.Terms {
		shown := parley.Term{ID: t.ID, Key: t.Key, Issue: t.Issue, Name: hide(t.Name), PAX: t.PAX, Place: t.Place, Statements: t.Statements}
		for _, o := range t.Options {
			shown.Options = append(shown.Options, parley.TermOption{ID: o.ID, Name: hide(o.Name), To: o.To})
		}
		for _, id := range t.Statements {
			shown.Evidence = append(shown.Evidence, said[id]...)
		}
		out.Terms = append(out.Terms, shown)
	}
	for _, p := range in.Proposals {
		name := hide(p.Name)
		out.Proposals = append(out.Proposals, parley.Proposal{
			ID: p.ID, Name: name, Entity: p.Entity, By: p.By, Status: p.Status, Terms: p.Terms, Evidence: []parley.Span{put(name)},
		})
	}
	for _, p := range in.Positions {
		if p.Statement != "" {
			out.Positions = append(out.Positions, parley.Position{
				ID: p.ID, Party: p.Party, By: p.By, Term: p.Term, Option: p.Option, Proposal: p.Proposal, Stance: p.Stance, Basis: p.Basis,
				Private: p.Private, Statement: p.Statement, Evidence: said[p.Statement], Confidence: p.Confidence,
			})
		}
	}
	for _, c := range in.Contacts {
		if c.Statement != "" {
			out.Contacts = append(out.Contacts, parley.Contact{
				ID: c.ID, Kind: c.Kind, Participants: c.Participants, Status: c.Status, Statement: c.Statement, Evidence: said[c.Statement],
			})
		}
	}
}
