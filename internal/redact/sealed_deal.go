package redact

import "parley"

// deal adds what rests on the statements of the deal: its words are the statements'.
// When and where something was, and how much, is left out; and on [Contents] what only
// the report's own words tell. On [Nothing] which issue it is could tell the report too.
func (s *seal) deal() {
	said := map[string][]parley.Span{} // by statement
	for _, st := range s.out.Statements {
		said[st.ID] = st.Content
	}
	for _, t := range s.in.Terms {
		s.out.Terms = append(s.out.Terms, s.term(t, said))
	}
	for _, p := range s.in.Proposals {
		name := s.hide(p.Name)
		shown := parley.Proposal{ID: p.ID, Name: name, Entity: p.Entity, By: p.By, Status: p.Status, Terms: p.Terms, Evidence: []parley.Span{s.put(name)}}
		for _, l := range p.Lineage {
			if s.level == Nothing {
				l.Words = s.masked(l.Words)
				shown.Lineage = append(shown.Lineage, l)
			}
		}
		s.out.Proposals = append(s.out.Proposals, shown)
	}
	for _, p := range s.in.Positions {
		if p.Statement == "" && s.level == Contents {
			continue
		}
		shown := parley.Position{
			ID: p.ID, Party: p.Party, By: p.By, Term: p.Term, Proposal: p.Proposal, Stance: p.Stance, Basis: p.Basis,
			Private: p.Private, Statement: p.Statement, Evidence: s.evidence(p.Evidence, said[p.Statement]), Confidence: p.Confidence,
			About: s.masked(p.About), Condition: s.maskedOne(p.Condition),
		}
		if s.level == Contents {
			shown.Option = p.Option
		}
		s.out.Positions = append(s.out.Positions, shown)
	}
	for _, c := range s.in.Contacts {
		if c.Statement != "" || s.level == Nothing {
			s.out.Contacts = append(s.out.Contacts, parley.Contact{
				ID: c.ID, Kind: c.Kind, Participants: c.Participants, Status: c.Status, Statement: c.Statement, Evidence: s.evidence(c.Evidence, said[c.Statement]),
				Topics: s.masked(c.Topics), Condition: s.maskedOne(c.Condition),
			})
		}
	}
}

func (s *seal) term(t parley.Term, said map[string][]parley.Span) parley.Term {
	if s.level == Nothing {
		return parley.Term{ID: t.ID, Key: Mask, Issue: Mask, Name: Mask, Statements: t.Statements, Evidence: s.masked(t.Evidence)}
	}
	shown := parley.Term{ID: t.ID, Key: t.Key, Issue: t.Issue, Name: s.hide(t.Name), PAX: t.PAX, Place: t.Place, Statements: t.Statements}
	for _, o := range t.Options {
		shown.Options = append(shown.Options, parley.TermOption{ID: o.ID, Name: s.hide(o.Name), To: o.To})
	}
	for _, id := range t.Statements {
		shown.Evidence = append(shown.Evidence, said[id]...)
	}
	return shown
}

// evidence is the words of a line: those of its statement, or the mask.
func (s *seal) evidence(own, said []parley.Span) []parley.Span {
	if s.level == Nothing {
		return s.masked(own)
	}
	return said
}

func (s *seal) maskedOne(span parley.Span) parley.Span {
	if span == (parley.Span{}) || s.level == Contents {
		return parley.Span{}
	}
	return s.put(Mask)
}
