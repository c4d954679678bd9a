package clerk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
)

// answersOf are the answers of a line of a record, with names in the place of ids, so
// that those of two readings can be compared; empty for a line that it has not, or
// that is not one on which decisions are carried over.
func answersOf(r *parley.Record, line string) string {
	names := calledIn(r)
	all := func(ids []string) string {
		var list []string
		for _, id := range ids {
			list = append(list, names[id])
		}
		return fmt.Sprintf("%q", list)
	}
	for i := range r.Statements {
		if s := &r.Statements[i]; s.ID == line {
			return fmt.Sprintf("statement %q %s %s %s %v %s", names[s.Speaker], all(s.Addressees), s.Act, s.Certainty, s.Negated, s.Kind)
		}
	}
	for i := range r.Entities {
		if e := &r.Entities[i]; e.ID == line {
			return fmt.Sprintf("entity %q %s %q %q %q", e.Name, e.Kind, e.Role, names[e.Party], names[e.Represents])
		}
	}
	for i := range r.Terms {
		if t := &r.Terms[i]; t.ID == line {
			options := []string{}
			for _, o := range t.Options {
				options = append(options, o.ID+" "+names[o.To])
			}
			return fmt.Sprintf("term %q %q", t.Key, options)
		}
	}
	for i := range r.Positions {
		if p := &r.Positions[i]; p.ID == line {
			condition := ""
			if p.Condition != (parley.Span{}) {
				condition = r.Report.Quote(p.Condition)
			}
			return fmt.Sprintf("position %q %q %q %q %q %s %s %v %s %q", names[p.Party], names[p.By], names[p.Term], p.Option, names[p.Proposal],
				p.Stance, p.Basis, p.Private, p.Held.EDTF, condition)
		}
	}
	for i := range r.Proposals {
		if p := &r.Proposals[i]; p.ID == line {
			return fmt.Sprintf("proposal %q %s %d %s %s", p.Name, all(p.By), p.Points, p.Status, p.Date.EDTF)
		}
	}
	for i := range r.Contacts {
		if c := &r.Contacts[i]; c.ID == line {
			return fmt.Sprintf("contact %s %s %s %q %q %s %s", c.Kind, c.Status, all(c.Participants), names[c.Host], names[c.Place], c.When.EDTF, c.Duration)
		}
	}
	return ""
}

// wordsOf are the words of a line, for the list of what was lost.
func wordsOf(r *parley.Record, line string) string {
	for i := range r.Statements {
		if s := &r.Statements[i]; s.ID == line {
			return r.Report.Quote(parley.Hull(slices.Concat(s.Source, s.Cue, s.Content)))
		}
	}
	for i := range r.Entities {
		if r.Entities[i].ID == line {
			return r.Entities[i].Name
		}
	}
	for i := range r.Terms {
		if t := &r.Terms[i]; t.ID == line {
			return cmp.Or(t.Name, t.Key)
		}
	}
	for i := range r.Positions {
		if r.Positions[i].ID == line {
			return cmp.Or(strings.Join(quotes(&r.Report, r.Positions[i].Evidence), " … "), line)
		}
	}
	for i := range r.Proposals {
		if r.Proposals[i].ID == line {
			return cmp.Or(r.Proposals[i].Name, line)
		}
	}
	for i := range r.Contacts {
		if r.Contacts[i].ID == line {
			return cmp.Or(strings.Join(quotes(&r.Report, r.Contacts[i].Evidence), " … "), line)
		}
	}
	return line
}
