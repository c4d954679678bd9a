package ledger

import (
	"slices"

	"parley"
)

// Correct puts a correction into a record whose lists are its own. Of a line that is
// there it changes the fields that the person changed, so that another's correction
// of another field stays, and can be undone without this one.
func (d *Decision) Correct(out *parley.Record) {
	for _, e := range d.Entities {
		if !slices.ContainsFunc(out.Entities, func(have parley.Entity) bool { return have.ID == e.ID }) {
			out.Entities = append(out.Entities, e)
		}
	}
	for _, t := range d.Terms {
		out.Terms = put(out.Terms, func(have parley.Term) bool { return have.ID == t.ID }, func(have parley.Term) parley.Term { return withOptions(have, t) }, t)
	}
	if s := d.Statement; s != nil {
		out.Statements = put(out.Statements, func(have parley.Statement) bool { return have.ID == s.ID }, d.CorrectStatement, *s)
	}
	if e := d.Entity; e != nil {
		out.Entities = put(out.Entities, func(have parley.Entity) bool { return have.ID == e.ID }, d.CorrectEntity, *e)
	}
	if p := d.Position; p != nil {
		out.Positions = put(out.Positions, func(have parley.Position) bool { return have.ID == p.ID }, d.CorrectPosition, *p)
	}
	if p := d.Proposal; p != nil {
		out.Proposals = put(out.Proposals, func(have parley.Proposal) bool { return have.ID == p.ID }, d.CorrectProposal, *p)
	}
	if c := d.Contact; c != nil {
		out.Contacts = put(out.Contacts, func(have parley.Contact) bool { return have.ID == c.ID }, d.CorrectContact, *c)
	}
}

// withOptions is a term with those options of another that it lacks.
func withOptions(t, other parley.Term) parley.Term {
	t.Options = slices.Clone(t.Options)
	for _, o := range other.Options {
		if !slices.ContainsFunc(t.Options, func(have parley.TermOption) bool { return have.ID == o.ID }) {
			t.Options = append(t.Options, o)
		}
	}
	return t
}

// put corrects the line that same finds in list, or adds it.
func put[T any](list []T, same func(T) bool, correct func(T) T, line T) []T {
	if i := slices.IndexFunc(list, same); i >= 0 {
		list[i] = correct(list[i])
		return list
	}
	return append(list, line)
}

// CorrectStatement is a statement with the fields that the correction names as the
// correction has them. A correction that names none, or one that is not known, is
// of the whole.
func (d *Decision) CorrectStatement(s parley.Statement) parley.Statement {
	if len(d.Fields) == 0 {
		return *d.Statement
	}
	for _, field := range d.Fields {
		switch field {
		case "speaker":
			s.Speaker = d.Statement.Speaker
		case "addressees":
			s.Addressees = d.Statement.Addressees
		case "act":
			s.Act, s.CAMEO = d.Statement.Act, d.Statement.CAMEO
		case "certainty":
			s.Certainty = d.Statement.Certainty
		case "negated":
			s.Negated = d.Statement.Negated
		case "kind":
			s.Kind = d.Statement.Kind
		case "source":
			s.Source = d.Statement.Source
		case "cue":
			s.Cue = d.Statement.Cue
		case "content":
			s.Content = d.Statement.Content
		default:
			return *d.Statement
		}
	}
	s.Reasons = d.reasons(s.Reasons, d.Statement.Reasons)
	return s
}

// CorrectEntity is an entity with the fields that the correction names as the
// correction has them; see [Decision.CorrectStatement].
func (d *Decision) CorrectEntity(e parley.Entity) parley.Entity {
	if len(d.Fields) == 0 {
		return *d.Entity
	}
	for _, field := range d.Fields {
		switch field {
		case "name":
			e.Name = d.Entity.Name
		case "kind":
			e.Kind = d.Entity.Kind
		case "role":
			e.Role = d.Entity.Role
		default:
			return *d.Entity
		}
	}
	e.Reasons = d.reasons(e.Reasons, d.Entity.Reasons)
	return e
}

// reasons are those that a line has, with the correction's for the fields that it
// changes.
func (d *Decision) reasons(have, own []parley.Reason) []parley.Reason {
	changes := func(r parley.Reason) bool { return slices.Contains(d.Fields, r.Field) }
	out := slices.DeleteFunc(slices.Clone(have), changes)
	for _, r := range own {
		if changes(r) {
			out = append(out, r)
		}
	}
	return out
}

// covers reports whether a correction leaves nothing of an earlier one of the line.
func (d *Decision) covers(earlier *Decision) bool {
	if len(d.Fields) == 0 {
		return true
	}
	return len(earlier.Fields) > 0 && !slices.ContainsFunc(earlier.Fields, func(f string) bool { return !slices.Contains(d.Fields, f) })
}
