package desk

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"parley"
	"parley/ask/search"
	"parley/clerk/amend"
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

func newLine(f *ledger.Filing, s *parley.Statement) line { return lineBy(f, s, search.NewCiter(f)) }

// lineBy is a line of many of one report.
func lineBy(f *ledger.Filing, s *parley.Statement, citer *search.Citer) line {
	r := &f.Record.Report
	l := line{
		Of: f.Address(s.ID), Speaker: entityName(f.Record, s.Speaker), Cue: words(r, s.Cue), Words: words(r, s.Content),
		Act: s.Act, Certainty: s.Certainty, Class: s.SourceClass, Said: s.Said.EDTF, Depth: depthOf(f.Record, s),
		Negated: s.Negated, Status: f.Status(s.ID), Report: reportName(r), Published: r.Published,
		Sentence: search.Sentence(r, slices.Concat(s.Source, s.Cue, s.Content)), Copy: citer.Statement(s),
	}
	var to []string
	for _, a := range s.Addressees {
		to = append(to, entityName(f.Record, a))
	}
	l.To = strings.Join(to, ", ")
	return l
}

// sealedSource is how the source of a sealed report is given; empty for another.
func sealedSource(f *ledger.Filing) string {
	if f.State.Sealed(f.Report.Seq) == 0 {
		return ""
	}
	return search.NewCiter(f).Source()
}

// words are those of spans, with a gap marked where text lies between.
func words(r *parley.Report, spans []parley.Span) string {
	var all []string
	for _, s := range spans {
		all = append(all, strings.Join(strings.Fields(r.Quote(s)), " "))
	}
	return strings.Join(all, " … ")
}

// A linePage is all that is known of one line: as it stands, as the machine read it,
// what people decided of it, and on whose word it is known.
type linePage struct {
	rights
	Of        ledger.Address
	Line      *line     // of a statement
	Other     *dealLine // of another noun
	Report    string
	Published string
	Fields    []fieldView
	IsPlain   bool // it can be accepted or rejected, and not corrected
	Differs   bool // from the machine's reading
	Passage   passage
	History   []ledger.Judgement
	Way       *search.Way
	Links     []linkGroup
	Sealed    string // how its source is given, where that is sealed
	Back      string // where what is decided here leads; empty for this page
	Seen      int64  // the entry up to which the page has what was decided
}

func (d *Desk) line(q *request) error {
	head, err := d.Case.Head(q.Context())
	if err != nil {
		return err
	}
	f, id, err := q.lineOf()
	if err != nil {
		return err
	}
	r := &f.Record.Report
	page := &linePage{
		Of: f.Address(id), Report: reportName(r), Published: r.Published,
		Passage: passageOf(r, wordsOf(f.Record, id)), History: f.State.Of(f.Address(id)), Seen: head.Size,
	}
	if nouns[id[0]] == "entity" {
		page.Passage = passage{}
	}
	if q.URL.Query().Get("back") == "review" {
		page.Back = "/review"
	}
	page.Fields, page.Differs = beside(f, id)
	if len(page.Fields) == 0 {
		page.Fields, page.IsPlain = plainFields(f, id), true
	}
	if len(page.Fields) == 0 {
		return fmt.Errorf("%v is no line that has a page: %w", page.Of, parley.ErrNotFound)
	}
	title := fmt.Sprintf("%s: %s", nouns[id[0]], cmp.Or(page.Fields[0].Shown, "nobody known"))
	if s := statement(f.Record, id); s != nil {
		l := newLine(f, s)
		page.Line, title = &l, fmt.Sprintf("%s: %s", cmp.Or(l.Speaker, "somebody"), firstWords(l.Words))
	} else {
		page.Other = newDealLine(f, id)
	}
	page.Links, page.Sealed = linksOf(f, id), sealedSource(f)
	if page.Way, err = d.way(q.Context(), f, id); err != nil {
		return err
	}
	return q.show(200, "line", capital(title), page)
}

// lineOf is the report of the path, and the id of a line that it has.
func (q *request) lineOf() (*ledger.Filing, string, error) {
	f, err := q.filing()
	if err != nil {
		return nil, "", err
	}
	id := q.PathValue("line")
	if !ledger.HasLine(f.Record, id) {
		return nil, "", fmt.Errorf("report %d has no line %q: %w", f.Report.Seq, id, parley.ErrNotFound)
	}
	return f, id, nil
}

// decide files what a person decides of a line, and leads back to where they came
// from. What another has decided since the person saw it is shown first.
func (d *Desk) decide(q *request) error {
	f, id, err := q.lineOf()
	if err != nil {
		return err
	}
	if err := q.ParseForm(); err != nil {
		return fmt.Errorf("reading the form: %v: %w", err, parley.ErrInvalid)
	}
	of, reason, what := f.Address(id), strings.TrimSpace(q.PostFormValue("reason")), q.PostFormValue("decide")
	seen := q.seen()
	if theirs := since(f.State, of, seen); len(theirs) > 0 && what != "note" {
		return q.conflict(f, of, seen, theirs)
	}
	filer := q.filer()
	filer.Seen = seen // another may be quicker still
	switch what {
	case "accept":
		_, err = filer.Decide(q.Context(), ledger.KindAccept, of, ledger.Decision{Reason: reason})
	case "reject":
		_, err = filer.Decide(q.Context(), ledger.KindReject, of, ledger.Decision{Reason: reason})
	case "note":
		_, err = filer.Decide(q.Context(), ledger.KindNote, of, ledger.Decision{Text: reason})
	case "correct":
		var decision ledger.Decision
		if decision, err = amend.Correction(f, id, q.PostForm); err == nil {
			decision.Reason = reason
			_, err = filer.Decide(q.Context(), ledger.KindCorrect, of, decision)
		}
	default:
		err = fmt.Errorf("%q is nothing that can be decided, want accept, reject, correct or note: %w", what, parley.ErrInvalid)
	}
	if errors.Is(err, parley.ErrConflict) {
		if now, nowErr := q.filing(); nowErr == nil {
			if theirs := since(now.State, of, seen); len(theirs) > 0 {
				return q.conflict(now, of, seen, theirs)
			}
		}
	}
	if err != nil {
		return err
	}
	return q.to(back(q.PostFormValue("back"), "/lines/"+of.String()))
}

// back is a path of this desk that a form names, or else other.
func back(path, other string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.Contains(path, `\`) || strings.ContainsFunc(path, unicode.IsControl) {
		return other
	}
	return path
}

// removed is a report whose words are gone; lists leave it out.
func removed(err error) bool { return errors.Is(err, ledger.ErrRemoved) }
