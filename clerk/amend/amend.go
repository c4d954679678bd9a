// Package amend makes corrections from forms: what of a line can be put right, how it
// stands, and the decision that a filled-in form comes to. Who asks files it.
package amend

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"

	"parley"
	"parley/ledger"
	"parley/terms/register"
)

// A Sort says how a field is filled in.
type Sort string

const (
	SortOne      Sort = "one"      // one of Choices, which may be none
	SortSeveral  Sort = "several"  // any of Choices; NAME-name is somebody whom they lack
	SortSomebody Sort = "somebody" // one of Choices; NAME-name is somebody whom they lack
	SortWords    Sort = "words"    // words of the report, with … between pieces; NAME-at is where they stand
	SortText     Sort = "text"
)

// A Field is one thing about a line that a person can put right.
type Field struct {
	Name, Label string
	Sort        Sort
	Choices     []Choice
	Values      []string // as a form has them
	At          string   // of words: their spans, as "12-45 60-71"
	Shown       string   // as people read it; empty for nothing
	Hint        string
}

// A Choice is one value of a field.
type Choice struct {
	Value, Name string
}

// Has reports whether a value is among those of the field.
func (f Field) Has(value string) bool { return slices.Contains(f.Values, value) }

// Fields lists what of a line can be put right, as it stands in f; none of a line
// that cannot be corrected.
func Fields(f *ledger.Filing, id string) []Field {
	w := &work{filing: f}
	w.line(id)
	return w.fields
}

// Correction is what a form makes of a line. Fields that the form lacks, or has as
// the line stands, stay; a form that changes nothing is a [parley.ErrInvalid].
func Correction(f *ledger.Filing, id string, form url.Values) (ledger.Decision, error) {
	w := &work{filing: f, form: form}
	switch {
	case w.line(id):
	case ledger.HasLine(f.Record, id):
		return ledger.Decision{}, fmt.Errorf("line %s is no statement, entity, position, proposal or contact, and only those can be corrected: %w", id, parley.ErrInvalid)
	default:
		return ledger.Decision{}, fmt.Errorf("report %d has no line %s: %w", f.Report.Seq, id, parley.ErrNotFound)
	}
	if w.err == nil && len(w.Fields) == 0 {
		w.err = fmt.Errorf("nothing was changed: %w", parley.ErrInvalid)
	}
	w.Reading = f.Reading.Seq
	return w.Decision, w.err
}

// Nouns are the lines that a person can add.
var Nouns = []string{"statement", "position", "proposal", "contact"}

// NewFields lists what a new line of a report is made of; none where noun is not one
// of [Nouns].
func NewFields(f *ledger.Filing, noun string) []Field {
	w := &work{filing: f}
	w.added(noun)
	return w.fields
}

// Addition is the line that a form adds to a report.
func Addition(f *ledger.Filing, noun string, form url.Values) (ledger.Decision, error) {
	w := &work{filing: f, form: form}
	if !w.added(noun) {
		return ledger.Decision{}, fmt.Errorf("%q is no line that can be added: %w", noun, parley.ErrInvalid)
	}
	if p := w.Position; p != nil && p.Basis == "" {
		if p.Basis = parley.BasisAttributed; p.By != "" && p.By == p.Party {
			p.Basis = parley.BasisOwn
		}
	}
	w.Fields, w.Reading = nil, f.Reading.Seq // all of it is the person's
	return w.Decision, w.err
}

// Work is one pass over the fields of a line, which lists them and, where there is a
// form, makes its changes.
type work struct {
	ledger.Decision
	filing *ledger.Filing
	form   url.Values
	near   int // where in the text its words are looked for
	fields []Field
	known  *register.Register
	err    error
}

func (w *work) line(id string) bool {
	r := w.filing.Record
	for _, s := range r.Statements {
		if s.ID == id {
			w.statement(s)
			return true
		}
	}
	for _, e := range r.Entities {
		if e.ID == id {
			w.entity(e)
			return true
		}
	}
	for _, p := range r.Positions {
		if p.ID == id {
			w.position(p)
			return true
		}
	}
	for _, p := range r.Proposals {
		if p.ID == id {
			w.proposal(p)
			return true
		}
	}
	for _, c := range r.Contacts {
		if c.ID == id {
			w.contact(c)
			return true
		}
	}
	return false
}

func (w *work) added(noun string) bool {
	switch noun {
	case "statement":
		w.statement(parley.Statement{Kind: parley.StatementIndirect, Act: parley.ActAssert, Certainty: parley.Certain})
	case "position":
		w.position(parley.Position{Stance: parley.StanceAccept})
	case "proposal":
		w.proposal(parley.Proposal{})
	case "contact":
		w.contact(parley.Contact{Kind: parley.ContactMeeting, Status: parley.ContactHeld})
	default:
		return false
	}
	return true
}

func (w *work) statement(s parley.Statement) {
	w.Statement, w.near = &s, parley.Hull(s.Cue).Start
	w.somebody("speaker", "Speaker", &s.Speaker, parley.EntityPerson)
	w.several("addressees", "To", &s.Addressees)
	act := s.Act
	one(w, "act", "Act", &s.Act, parley.Acts)
	if s.Act != act {
		s.CAMEO = ""
	}
	one(w, "certainty", "Certainty", &s.Certainty, parley.Certainties)
	w.yes("negated", "Negated", &s.Negated)
	one(w, "kind", "Whose words", &s.Kind, parley.StatementKinds)
	w.words("content", "What is said", &s.Content)
	w.words("cue", "The words that say so", &s.Cue)
	w.words("source", "The words for who speaks", &s.Source)
}

func (w *work) entity(e parley.Entity) {
	w.Entity = &e
	w.text("name", "Name", &e.Name, "")
	one(w, "kind", "Kind", &e.Kind, parley.EntityKinds)
	w.text("role", "Office or role", &e.Role, "")
}

func (w *work) position(p parley.Position) {
	w.Position, w.near = &p, parley.Hull(p.Evidence).Start
	w.somebody("party", "Party", &p.Party, parley.EntityCountry)
	one(w, "stance", "Stance", &p.Stance, parley.Stances)
	w.term(&p)
	w.among("proposal", "Proposal that it is on", &p.Proposal, w.plans())
	one(w, "basis", "Rests on", &p.Basis, parley.Bases)
	w.yes("private", "Said in private", &p.Private)
	w.somebody("by", "Who says so", &p.By, parley.EntityPerson)
	w.among("statement", "Statement that it rests on", &p.Statement, w.statements())
	w.date("held", "Taken on", &p.Held)
	w.words("evidence", "The words", &p.Evidence)
	w.words("about", "What it is on, in words", &p.About)
	w.span("condition", "Its condition, in words", &p.Condition)
}

func (w *work) proposal(p parley.Proposal) {
	w.Proposal, w.near = &p, parley.Hull(p.Evidence).Start
	w.text("name", "Name", &p.Name, "")
	w.several("by", "Whose plan", &p.By)
	w.number("points", "How many points", &p.Points)
	one(w, "status", "How far it has come", &p.Status, parley.ProposalStatuses)
	w.date("date", "Made on", &p.Date)
	w.words("evidence", "The words that name it", &p.Evidence)
}

func (w *work) contact(c parley.Contact) {
	w.Contact, w.near = &c, parley.Hull(c.Evidence).Start
	one(w, "kind", "Kind", &c.Kind, parley.ContactKinds)
	one(w, "status", "Status", &c.Status, parley.ContactStatuses)
	w.several("participants", "Who takes part", &c.Participants)
	w.somebody("host", "Host", &c.Host, parley.EntityPerson)
	w.somebody("place", "Place", &c.Place, parley.EntityPlace)
	w.date("when", "When", &c.When)
	w.text("duration", "How long", &c.Duration, "PT5M")
	w.among("statement", "Statement that tells of it", &c.Statement, w.statements())
	w.words("evidence", "The words", &c.Evidence)
	w.words("topics", "What it is about, in words", &c.Topics)
	w.span("condition", "Its condition, in words", &c.Condition)
}

// change sets a field to what the form has, where that is otherwise.
func change[T any](w *work, field string, at *T, to T) {
	if reflect.DeepEqual(*at, to) {
		return
	}
	*at = to
	if !slices.Contains(w.Fields, field) {
		w.Fields = append(w.Fields, field)
	}
}

// trouble keeps the first error.
func (w *work) trouble(err error) {
	if w.err == nil {
		w.err = err
	}
}
