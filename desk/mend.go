package desk

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"parley"
	"parley/ask/search"
	"parley/clerk/amend"
	"parley/ledger"
)

// A fieldView is a field of a line beside what the machine had in its place.
type fieldView struct {
	amend.Field
	Machine string
	Differs bool
}

// beside lays the fields of a line as it stands beside those of the machine's reading,
// and says whether any differs.
func beside(f *ledger.Filing, id string) (all []fieldView, differ bool) {
	machine := *f
	machine.Record = f.Machine
	was := amend.Fields(&machine, id)
	for i, field := range amend.Fields(f, id) {
		v := fieldView{Field: field}
		if i < len(was) {
			v.Machine, v.Differs = was[i].Shown, was[i].Shown != field.Shown || was[i].At != field.At
		}
		differ = differ || v.Differs
		all = append(all, v)
	}
	return all, differ && len(was) > 0
}

// A passage is the part of a report's text around some words, in which a person marks
// others.
type passage struct {
	Start int // of the text, in bytes of the report's
	Text  string
	Whole bool // whether it is the whole text
}

// mostAround is how many bytes stand before and behind the words of a passage.
const mostAround = 3000

// passageOf is the paragraphs that some words stand in, with those beside them.
func passageOf(r *parley.Report, spans []parley.Span) passage {
	if len(spans) == 0 {
		return passage{Text: r.Text, Whole: true}
	}
	hull := parley.Hull(spans)
	start, end := hull.Start, hull.End
	for range 2 { // their own paragraph, and one more
		start = max(0, strings.LastIndexByte(strings.TrimRight(r.Text[:start], "\n"), '\n')+1)
		rest := strings.TrimLeft(r.Text[end:], "\n")
		end = len(r.Text) - len(rest)
		if next := strings.IndexByte(rest, '\n'); next >= 0 {
			end += next
		} else {
			end = len(r.Text)
		}
	}
	if hull.Start-start > mostAround {
		start = hull.Start - mostAround
		start += strings.IndexByte(r.Text[start:], ' ') + 1
		start = min(start, hull.Start)
	}
	if end-hull.End > mostAround {
		end = hull.End + search.EndWord(r.Text[hull.End:], mostAround)
	}
	return passage{start, r.Text[start:end], start == 0 && end == len(r.Text)}
}

// wordsOf are where a line's words stand.
func wordsOf(record *parley.Record, id string) []parley.Span {
	if s := statement(record, id); s != nil {
		return slices.Concat(s.Source, s.Cue, s.Content)
	}
	for _, p := range record.Positions {
		if p.ID == id {
			return p.Evidence
		}
	}
	for _, p := range record.Proposals {
		if p.ID == id {
			return p.Evidence[:min(len(p.Evidence), 1)]
		}
	}
	for _, c := range record.Contacts {
		if c.ID == id {
			return c.Evidence
		}
	}
	for _, a := range record.Responses {
		if a.ID == id {
			return a.Evidence
		}
	}
	for _, t := range record.Terms {
		if t.ID == id {
			return t.Evidence[:min(len(t.Evidence), 1)]
		}
	}
	if x := exhibit(record, id); x != nil {
		return x.Evidence[:min(len(x.Evidence), 1)]
	}
	for _, e := range record.Entities {
		if e.ID == id && len(e.Mentions) > 0 {
			return []parley.Span{e.Mentions[0].Span}
		}
	}
	return nil
}

// nouns are the lines that have a page, by the letter of their ids.
var nouns = map[byte]string{'s': "statement", 'e': "entity", 'p': "entity", 'o': "position", 'd': "proposal", 'c': "contact", 'r': "response", 'x': "exhibit", 't': "term"}

// since lists what was decided of a line after an entry; with 0, nothing.
func since(state *ledger.State, of ledger.Address, seen int64) (all []ledger.Judgement) {
	for _, j := range state.Of(of) {
		if seen != 0 && j.Seq > seen && j.Kind != ledger.KindNote {
			all = append(all, j)
		}
	}
	return all
}

// A conflictPage is two decisions of one line: what others have decided since a person
// saw it, and what that person would.
type conflictPage struct {
	Of     ledger.Address
	Theirs []ledger.Judgement
	Decide string
	Fields []conflictField
	Form   url.Values // what the person sent, of what they changed
	Seen   int64
}

type conflictField struct {
	Label, Now, Mine string
}

// conflict shows both sides of a conflict; nothing is filed.
func (q *request) conflict(f *ledger.Filing, of ledger.Address, seen int64, theirs []ledger.Judgement) error {
	head, err := q.desk.Case.Head(q.Context())
	if err != nil {
		return err
	}
	page := &conflictPage{Of: of, Theirs: theirs, Decide: q.PostFormValue("decide"), Seen: head.Size, Form: url.Values{}}
	for _, kept := range []string{"reason", "back"} {
		page.Form[kept] = q.PostForm[kept]
	}
	if page.Decide == "correct" {
		before, err := q.desk.Case.Filing(q.Context(), of.Report, seen)
		if err != nil {
			return err
		}
		d, err := amend.Correction(before, of.Line, q.PostForm)
		if err != nil {
			return err
		}
		for name, values := range q.PostForm { // a field with who else it is, and where it stands
			field, _, _ := strings.Cut(name, "-")
			if slices.Contains(d.Fields, field) {
				page.Form[name] = values
			}
		}
		page.Fields = mine(f, of.Line, d)
	}
	return q.show(409, "conflict", "Somebody else was quicker", page)
}

// mine lays the fields that a correction changes beside how they stand now.
func mine(f *ledger.Filing, id string, d ledger.Decision) (all []conflictField) {
	record := *f.Record
	record.Entities, record.Statements, record.Terms = slices.Clone(record.Entities), slices.Clone(record.Statements), slices.Clone(record.Terms)
	record.Positions, record.Proposals, record.Contacts = slices.Clone(record.Positions), slices.Clone(record.Proposals), slices.Clone(record.Contacts)
	d.Correct(&record)
	corrected := *f
	corrected.Record = &record
	mine := amend.Fields(&corrected, id)
	for i, now := range amend.Fields(f, id) {
		if i < len(mine) && (now.Shown != mine[i].Shown || now.At != mine[i].At) {
			all = append(all, conflictField{now.Label, now.Shown, mine[i].Shown})
		}
	}
	return all
}

// A newPage is the form for a line that a reading lacks.
type newPage struct {
	Of      ledger.Address
	Noun    string
	Fields  []fieldView
	Passage passage
	Nouns   []string
}

// newLine shows the form for a line that the reading lacks, or files it.
func (d *Desk) newLine(q *request) error {
	f, err := q.filing()
	if err != nil {
		return err
	}
	noun := cmp.Or(q.URL.Query().Get("noun"), amend.Nouns[0])
	fields := amend.NewFields(f, noun)
	if fields == nil {
		return fmt.Errorf("%q is no line that can be added: %w", noun, parley.ErrInvalid)
	}
	if q.Method == "POST" {
		if err := q.ParseForm(); err != nil {
			return fmt.Errorf("reading the form: %v: %w", err, parley.ErrInvalid)
		}
		decision, err := amend.Addition(f, noun, q.PostForm)
		if err != nil {
			return err
		}
		decision.Reason = strings.TrimSpace(q.PostFormValue("reason"))
		e, err := q.filer().Decide(q.Context(), ledger.KindCorrect, f.Address(""), decision)
		if err != nil {
			return err
		}
		return q.to("/lines/" + e.Of.String())
	}
	page := &newPage{Of: f.Address(""), Noun: noun, Passage: passageOf(&f.Record.Report, nil), Nouns: amend.Nouns}
	for _, field := range fields {
		page.Fields = append(page.Fields, fieldView{Field: field})
	}
	return q.show(200, "new", "Add a "+noun, page)
}

// way is on whose word a statement is known; nil for another line.
func (d *Desk) way(ctx context.Context, f *ledger.Filing, id string) (*search.Way, error) {
	if statement(f.Record, id) == nil {
		return nil, nil
	}
	return search.Chain(ctx, d.Case, f.Address(id), 0)
}
