package parley

import (
	"fmt"
	"slices"
)

// Verify holds every span of r against its report's text, every id against its
// list, every reference against the ids, every closed list against its members.
// The error is an [ErrInvalid] that names the line and both sides.
func (r *Record) Verify() error {
	if faults := r.Faults(); len(faults) > 0 {
		return faults[0].Err
	}
	return nil
}

// A Fault is a line of a record that does not hold, and why.
type Fault struct {
	Line string // its id; empty where it has none
	Err  error  // an [ErrInvalid]
}

// mostFaults is how many faults of a record are listed.
const mostFaults = 100

// Faults lists all that [Record.Verify] has to say, the first hundred of it.
func (r *Record) Faults() []Fault {
	v := verifier{report: &r.Report}
	v.ids(r)
	for _, e := range r.Entities {
		v.entity(e)
	}
	for _, s := range r.Statements {
		v.statement(s)
	}
	for _, a := range r.Responses {
		v.response(a)
	}
	for _, x := range r.Exhibits {
		v.exhibit(x)
	}
	v.deal(r)
	return v.faults
}

// A verifier keeps the first faults.
type verifier struct {
	report *Report

	// Ids.
	entities, statements, responses, exhibits map[string]bool
	terms, proposals, contacts                map[string]bool

	at     string // the line in hand
	faults []Fault
}

func (v *verifier) fail(format string, args ...any) {
	if len(v.faults) < mostFaults {
		v.faults = append(v.faults, Fault{v.at, fmt.Errorf(format+": %w", append(args, ErrInvalid)...)})
	}
}

func (v *verifier) ids(r *Record) {
	unique := func(noun string, n int, id func(int) string) map[string]bool {
		seen := map[string]bool{}
		for i := range n {
			if v.at = id(i); v.at == "" || seen[v.at] {
				v.fail("%s id %q is empty or used twice", noun, id(i))
			}
			seen[id(i)] = true
		}
		return seen
	}
	v.entities = unique("entity", len(r.Entities), func(i int) string { return r.Entities[i].ID })
	v.statements = unique("statement", len(r.Statements), func(i int) string { return r.Statements[i].ID })
	v.responses = unique("response", len(r.Responses), func(i int) string { return r.Responses[i].ID })
	v.exhibits = unique("exhibit", len(r.Exhibits), func(i int) string { return r.Exhibits[i].ID })
	v.terms = unique("term", len(r.Terms), func(i int) string { return r.Terms[i].ID })
	v.proposals = unique("proposal", len(r.Proposals), func(i int) string { return r.Proposals[i].ID })
	v.contacts = unique("contact", len(r.Contacts), func(i int) string { return r.Contacts[i].ID })
	unique("position", len(r.Positions), func(i int) string { return r.Positions[i].ID })
}

func (v *verifier) entity(e Entity) {
	v.at = e.ID
	line := "entity " + v.at
	oneOf(v, line, "kind", e.Kind, EntityKinds, false)
	for _, m := range e.Mentions {
		v.spans(line, "mention", m.Span)
		v.reason(line, m.Reason)
	}
	for _, o := range e.Offices {
		v.spans(line, "office", o.Words...)
		v.refers(line, "office of", "entities", v.entities, o.Of)
	}
	v.refers(line, "party", "entities", v.entities, e.Party)
	v.refers(line, "represents", "entities", v.entities, e.Represents)
	v.reasons(line, e.Reasons)
}

func (v *verifier) statement(s Statement) {
	v.at = s.ID
	line := "statement " + v.at
	oneOf(v, line, "kind", s.Kind, StatementKinds, true)
	oneOf(v, line, "act", s.Act, Acts, true)
	oneOf(v, line, "certainty", s.Certainty, Certainties, true)
	oneOf(v, line, "source class", s.SourceClass, SourceClasses, true)
	v.spans(line, "source", s.Source...)
	v.spans(line, "cue", s.Cue...)
	v.spans(line, "content", s.Content...)
	v.spans(line, "hedge", s.Hedges...)
	v.spans(line, "reason for anonymity", s.Anonymity...)
	v.optional(line, "date", s.Said.Span)
	v.optional(line, "channel", s.Channel)
	v.refers(line, "speaker", "entities", v.entities, s.Speaker)
	v.refers(line, "addressee", "entities", v.entities, s.Addressees...)
	v.refers(line, "within", "statements", v.statements, s.Within)
	for _, h := range s.Chain {
		oneOf(v, line, "kind of hop", h.Kind, HopKinds, false)
		v.spans(line, "cue of hop", h.Cue...)
		v.refers(line, "hop", "entities", v.entities, h.Entity)
		v.refers(line, "hop", "exhibits", v.exhibits, h.Exhibit)
		v.refers(line, "hop", "statements", v.statements, h.Statement)
	}
	v.reasons(line, s.Reasons)
}

func (v *verifier) response(r Response) {
	v.at = r.ID
	line := "response " + v.at
	oneOf(v, line, "kind", r.Kind, ResponseKinds, false)
	v.spans(line, "evidence", r.Evidence...)
	v.spans(line, "what is answered", r.To.Words...)
	v.refers(line, "by", "entities", v.entities, r.By)
	v.refers(line, "statement", "statements", v.statements, r.Statement, r.To.Statement)
	v.refers(line, "to", "exhibits", v.exhibits, r.To.Exhibit)
	v.refers(line, "to", "proposals", v.proposals, r.To.Proposal)
	v.refers(line, "to", "contacts", v.contacts, r.To.Event)
	v.reasons(line, r.Reasons)
}

func (v *verifier) exhibit(x Exhibit) {
	v.at = x.ID
	line := "exhibit " + v.at
	oneOf(v, line, "kind", x.Kind, ExhibitKinds, false)
	v.spans(line, "evidence", x.Evidence...)
	v.optional(line, "date", x.Date.Span)
	v.refers(line, "entity", "entities", v.entities, x.Entity)
	v.refers(line, "participant", "entities", v.entities, x.Participants...)
	v.refers(line, "obtained by", "entities", v.entities, x.ObtainedBy)
	v.refers(line, "response", "responses", v.responses, x.Responses...)
	v.reasons(line, x.Reasons)
}

func (v *verifier) spans(line, part string, spans ...Span) {
	for _, span := range spans {
		if err := v.report.Verify(span); err != nil && len(v.faults) < mostFaults {
			v.faults = append(v.faults, Fault{v.at, fmt.Errorf("%s of %s: %w", part, line, err)})
		}
	}
}

// optional holds a span that the zero Span stands for the absence of.
func (v *verifier) optional(line, part string, span Span) {
	if span != (Span{}) {
		v.spans(line, part, span)
	}
}

func (v *verifier) reasons(line string, reasons []Reason) {
	for _, r := range reasons {
		v.reason(line, r)
	}
}

func (v *verifier) reason(line string, r Reason) {
	v.spans(line, "reason", r.Words...)
}

// refers holds references against ids; an empty one refers to nothing.
func (v *verifier) refers(line, field, list string, ids map[string]bool, references ...string) {
	for _, id := range references {
		if id != "" && !ids[id] {
			v.fail("%s: %s %q is not among the %d %s", line, field, id, len(ids), list)
		}
	}
}

func oneOf[T ~string](v *verifier, line, field string, value T, list []T, mayBeEmpty bool) {
	if !slices.Contains(list, value) && !(mayBeEmpty && value == "") {
		v.fail("%s: %s %q is none of %v", line, field, value, list)
	}
}
