package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/ask/search"
	"parley/ledger"
)

// A line is a statement as pages show it.
type line struct {
	Of        ledger.Address
	Speaker   string // its name; empty for one that is not known
	To        string
	Cue       string
	Words     string
	Act       parley.Act
	Certainty parley.Certainty
	Class     parley.SourceClass
	Said      string // EDTF
	Depth     int
	Negated   bool
	Status    ledger.Status
	Report    string // what its report is called
	Published string
	Sentence  []search.Piece
	Copy      search.Citation // as people paste it
}

func newLine(f *ledger.Filing, s *parley.Statement) line {
	r := &f.Record.Report
	l := line{
		Of: f.Address(s.ID), Speaker: entityName(f.Record, s.Speaker), Cue: words(r, s.Cue), Words: words(r, s.Content),
		Act: s.Act, Certainty: s.Certainty, Class: s.SourceClass, Said: s.Said.EDTF, Depth: depthOf(f.Record, s),
		Negated: s.Negated, Status: f.Status(s.ID), Report: reportName(r), Published: r.Published,
		Sentence: search.Sentence(r, slices.Concat(s.Source, s.Cue, s.Content)), Copy: search.Cite(f, s),
	}
	var to []string
	for _, a := range s.Addressees {
		to = append(to, entityName(f.Record, a))
	}
	l.To = strings.Join(to, ", ")
	return l
}

// words are those of spans, with a gap marked where text lies between.
func words(r *parley.Report, spans []parley.Span) string {
	var all []string
	for _, s := range spans {
		all = append(all, strings.Join(strings.Fields(r.Quote(s)), " "))
	}
	return strings.Join(all, " … ")
}

// A linePage is all that is known of one statement: as it stands, as the machine
// read it, what people decided of it, and on whose word it is known.
type linePage struct {
	line
	Statement *parley.Statement
	Machine   *line // where a person changed it
	History   []ledger.Judgement
	Way       *search.Way
	Entities  []named
	Acts      []parley.Act
	Certain   []parley.Certainty
	Gone      bool // nothing more may be decided: a newer version of its report is there
}

func (d *Desk) line(q *request) error {
	f, s, err := q.statement()
	if err != nil {
		return err
	}
	page := &linePage{line: newLine(f, s), Statement: s, Acts: parley.Acts, Certain: parley.Certainties}
	if f.Status(s.ID) == ledger.StatusCorrected {
		if was := statement(f.Machine, s.ID); was != nil {
			machine := *f
			machine.Record = f.Machine
			l := newLine(&machine, was)
			page.Machine = &l
		}
	}
	for _, j := range f.State.Of(f.Address(s.ID)) {
		page.History = append(page.History, j)
	}
	for i := range f.Record.Entities {
		e := &f.Record.Entities[i]
		page.Entities = append(page.Entities, named{e.ID, e.Name, string(e.Kind), e.Role, entityName(f.Record, e.Represents)})
	}
	page.Way, err = search.Chain(q.Context(), d.Case, f.Address(s.ID), 0)
	if err != nil {
		return err
	}
	return q.show(200, "line", fmt.Sprintf("%s: %s", or(page.Speaker, "somebody"), firstWords(page.Words)), page)
}

// statement is the statement of the path, with its report.
func (q *request) statement() (*ledger.Filing, *parley.Statement, error) {
	f, err := q.filing()
	if err != nil {
		return nil, nil, err
	}
	s := statement(f.Record, q.PathValue("line"))
	if s == nil {
		return nil, nil, fmt.Errorf("report %d has no statement %q: %w", f.Report.Seq, q.PathValue("line"), parley.ErrNotFound)
	}
	return f, s, nil
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// decide files what a person decides of a statement, and leads back to where they
// came from.
func (d *Desk) decide(q *request) error {
	f, s, err := q.statement()
	if err != nil {
		return err
	}
	if err := q.ParseForm(); err != nil {
		return fmt.Errorf("reading the form: %v: %w", err, parley.ErrInvalid)
	}
	of, reason := f.Address(s.ID), strings.TrimSpace(q.PostFormValue("reason"))
	filer := q.filer()
	switch what := q.PostFormValue("decide"); what {
	case "accept":
		_, err = filer.Decide(q.Context(), ledger.KindAccept, of, ledger.Decision{Reason: reason})
	case "reject":
		_, err = filer.Decide(q.Context(), ledger.KindReject, of, ledger.Decision{Reason: reason})
	case "note":
		_, err = filer.Decide(q.Context(), ledger.KindNote, of, ledger.Decision{Text: reason})
	case "correct":
		err = d.correct(q, f, *s, reason)
	default:
		err = fmt.Errorf("%q is nothing that can be decided, want accept, reject, correct or note: %w", what, parley.ErrInvalid)
	}
	if err != nil {
		return err
	}
	return q.to(back(q.PostFormValue("back"), fmt.Sprintf("/lines/%d/%s", of.Report, of.Line)))
}

// back is a path of this desk that a form names, or else other.
func back(path, other string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return other
	}
	return path
}

// correct files the fields of a form that differ from how the statement stands.
func (d *Desk) correct(q *request, f *ledger.Filing, s parley.Statement, reason string) error {
	decision := ledger.Decision{Reason: reason}
	change := func(field string, differs bool) {
		if differs {
			decision.Fields = append(decision.Fields, field)
		}
	}
	if form, has := q.PostForm["act"]; has {
		change("act", parley.Act(form[0]) != s.Act)
		if s.Act != parley.Act(form[0]) {
			s.Act, s.CAMEO = parley.Act(form[0]), ""
		}
	}
	if form, has := q.PostForm["certainty"]; has {
		change("certainty", parley.Certainty(form[0]) != s.Certainty)
		s.Certainty = parley.Certainty(form[0])
	}
	if form, has := q.PostForm["speaker"]; has {
		change("speaker", form[0] != s.Speaker)
		s.Speaker = form[0]
	}
	if name := strings.TrimSpace(q.PostFormValue("speaker-name")); name != "" {
		added := parley.Entity{ID: newEntityID(f.Record), Name: name, Kind: parley.EntityPerson}
		decision.Entities = append(decision.Entities, added)
		if !slices.Contains(decision.Fields, "speaker") {
			decision.Fields = append(decision.Fields, "speaker")
		}
		s.Speaker = added.ID
	}
	if len(decision.Fields) == 0 {
		return fmt.Errorf("nothing was changed: %w", parley.ErrInvalid)
	}
	decision.Statement = &s
	_, err := q.filer().Decide(q.Context(), ledger.KindCorrect, f.Address(s.ID), decision)
	return err
}

// newEntityID is the next of p1, p2, …, as a person adds entities.
func newEntityID(record *parley.Record) string {
	for n := 1; ; n++ {
		id := fmt.Sprintf("p%d", n)
		if !slices.ContainsFunc(record.Entities, func(e parley.Entity) bool { return e.ID == id }) {
			return id
		}
	}
}

// removed is a report whose words are gone; lists leave it out.
func removed(err error) bool { return errors.Is(err, ledger.ErrRemoved) }

// lines collects the first hits of an answer.
func lines(ctx context.Context, answer *search.Answer, most int) (all []line, more bool, err error) {
	for hit, err := range answer.Hits {
		if removed(err) {
			continue
		}
		if err != nil {
			return nil, false, err
		}
		if len(all) == most {
			return all, true, nil
		}
		all = append(all, newLine(hit.Filing, hit.Statement))
	}
	return all, false, nil
}
