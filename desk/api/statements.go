package api

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"parley"
	"parley/ask/search"
	"parley/ledger"
)

// A Statement is one as lists have it.
type Statement struct {
	Of        string             `json:"of" doc:"its address" example:"12/s3"`
	Speaker   string             `json:"speaker" doc:"empty where it is not known"`
	To        []string           `json:"to"`
	Cue       string             `json:"cue"`
	Words     string             `json:"words" doc:"its content"`
	Sentence  []Piece            `json:"sentence" doc:"the words with the sentence around them"`
	Act       parley.Act         `json:"act"`
	Certainty parley.Certainty   `json:"certainty"`
	Class     parley.SourceClass `json:"class"`
	Said      string             `json:"said" doc:"EDTF"`
	Negated   bool               `json:"negated"`
	Status    ledger.Status      `json:"status"`
	Title     string             `json:"title" doc:"what its report is called"`
	Publisher string             `json:"publisher"`
	Published string             `json:"published"`
	Sealed    bool               `json:"sealed" doc:"whether its source must not leave the case"`
	Copy      string             `json:"copy" doc:"its words and source as people paste them, masked where it is sealed"`
}

// A Piece is some text of a report.
type Piece struct {
	Text   string `json:"text"`
	Marked bool   `json:"marked,omitempty"`
	Gap    bool   `json:"gap,omitempty" doc:"whether text was left out before it"`
}

func newStatement(f *ledger.Filing, s *parley.Statement) Statement {
	r := &f.Record.Report
	cite := search.Cite(f, s)
	out := Statement{
		Of: f.Address(s.ID).String(), Speaker: nameOf(f.Record, s.Speaker), To: []string{}, Cue: quote(r, s.Cue), Words: quote(r, s.Content), Sentence: []Piece{},
		Act: s.Act, Certainty: s.Certainty, Class: s.SourceClass, Said: s.Said.EDTF, Negated: s.Negated, Status: f.Status(s.ID),
		Title: r.Title, Publisher: r.Publisher, Published: r.Published, Sealed: cite.Sealed, Copy: cite.String(),
	}
	for _, id := range s.Addressees {
		out.To = append(out.To, nameOf(f.Record, id))
	}
	for _, p := range search.Sentence(r, append(append(append([]parley.Span{}, s.Source...), s.Cue...), s.Content...)) {
		out.Sentence = append(out.Sentence, Piece(p))
	}
	return out
}

func nameOf(r *parley.Record, id string) string {
	for i := range r.Entities {
		if r.Entities[i].ID == id && id != "" {
			return r.Entities[i].Name
		}
	}
	return ""
}

func quote(r *parley.Report, spans []parley.Span) string {
	var all []string
	for _, s := range spans {
		all = append(all, strings.Join(strings.Fields(r.Quote(s)), " "))
	}
	return strings.Join(all, " … ")
}

// A Question is what a list asks, as the desk's own addresses have it.
type Question struct {
	Text      string   `query:"text" doc:"words of the statement; a phrase in quotation marks" example:"ceasefire \"buffer zone\""`
	By        string   `query:"by" doc:"who says it; several between semicolons, any of whom"`
	To        string   `query:"to" doc:"to whom, likewise"`
	About     string   `query:"about" doc:"words or names that the content has, all of them"`
	Term      []string `query:"term,explode" doc:"keys of terms: what a position on one of them rests on"`
	Act       []string `query:"act,explode"`
	Certainty []string `query:"certainty,explode"`
	Class     []string `query:"class,explode" doc:"of the source"`
	Status    []string `query:"status,explode" doc:"none stands for all but rejected"`
	Since     string   `query:"since" doc:"EDTF: said on or after its first day" example:"2025-10"`
	Until     string   `query:"until" doc:"EDTF: said on or before its last day"`
	HeldAt    string   `query:"held-at" doc:"EDTF: said by then"`
	KnownAt   string   `query:"known-at" doc:"as the case was then: a day, a time, or # and the number of an entry"`
	Report    int64    `query:"report" doc:"of that report alone"`
	Negated   bool     `query:"negated" doc:"only what is negated"`
	Oldest    bool     `query:"oldest" doc:"the oldest report first"`
}

// QuestionOf is the question that a form or an address holds.
func QuestionOf(form url.Values) Question {
	report, _ := strconv.ParseInt(form.Get("report"), 10, 64) // 0 is any
	return Question{
		Text: form.Get("text"), By: form.Get("by"), To: form.Get("to"), About: form.Get("about"), Term: given(form["term"]),
		Act: given(form["act"]), Certainty: given(form["certainty"]), Class: given(form["class"]), Status: given(form["status"]),
		Since: form.Get("since"), Until: form.Get("until"), HeldAt: form.Get("held-at"), KnownAt: form.Get("known-at"),
		Report: report, Negated: isOn(form, "negated"), Oldest: isOn(form, "oldest"),
	}
}

func given(list []string) (all []string) {
	for _, v := range list {
		if v != "" {
			all = append(all, v)
		}
	}
	return all
}

func isOn(form url.Values, field string) bool {
	return form.Has(field) && form.Get(field) != "false"
}

// Ask is the question as it is put to a case.
func (q *Question) Ask() (search.Question, error) {
	out := search.Question{
		Text: q.Text, By: names(q.By), To: names(q.To), About: names(q.About), Since: q.Since, Until: q.Until,
		HeldAt: q.HeldAt, KnownAt: q.KnownAt, Report: q.Report, Negated: q.Negated, Oldest: q.Oldest,
	}
	for _, t := range q.Term {
		out.Terms = append(out.Terms, names(t)...)
	}
	var errs [4]error
	out.Acts, errs[0] = closed("act", q.Act, parley.Acts)
	out.Certain, errs[1] = closed("certainty", q.Certainty, parley.Certainties)
	out.Classes, errs[2] = closed("class", q.Class, parley.SourceClasses)
	out.Status, errs[3] = closed("status", q.Status, ledger.Statuses)
	return out, errors.Join(errs[:]...)
}

// A listInput is a question and which part of the answer is asked for.
type listInput struct {
	Question
	Cursor string `query:"cursor" doc:"where to go on: the next of the answer before"`
	From   int    `query:"from" minimum:"0" doc:"the place of the first statement, from 0; within the list of the cursor where there is one"`
	N      int    `query:"n" minimum:"1" maximum:"200" default:"100" doc:"how many"`
}

// A Statements is some statements of a list.
type Statements struct {
	AsOf       int64       `json:"as_of" doc:"the entry of the log up to which the list is; it stays so while its cursor is used"`
	From       int         `json:"from"`
	Statements []Statement `json:"statements"`
	Next       string      `json:"next" doc:"the cursor to go on with; empty at the end"`
	All        int         `json:"all" doc:"how many there are; -1 where that takes a further look, as after the next page"`
	Names      []Names     `json:"names" doc:"how the names of the question were understood"`
}

// Names are those who a name of a question stands for.
type Names struct {
	Field    string   `json:"field"`
	Name     string   `json:"name"`
	Entities []string `json:"entities"`
}

func (a *api) statements() {
	get(a, "/statements", "list-statements", "What was said", a.list)
	type lineInput struct {
		Report int64  `path:"report"`
		Line   string `path:"line" example:"s3"`
	}
	get(a, "/lines/{report}/{line}", "get-statement", "One statement, with what people decided of it", func(ctx context.Context, in *lineInput) (Line, error) {
		return a.line(ctx, in.Report, in.Line)
	})
	get(a, "/lines/{report}/{line}/chain", "get-chain", "On whose word a statement is known", func(ctx context.Context, in *lineInput) (Chain, error) {
		return a.chain(ctx, in.Report, in.Line)
	})
}

func (a *api) list(ctx context.Context, in *listInput) (Statements, error) {
	out := Statements{Statements: []Statement{}, Names: []Names{}}
	q, err := in.Ask()
	if err != nil {
		return out, err
	}
	found, err := a.Found.Find(ctx, q, in.Cursor, in.From, in.N)
	if err != nil {
		return out, err
	}
	out.AsOf, out.From, out.All, out.Next = found.AsOf, found.From, found.All, found.Cursor
	for _, hit := range found.Hits {
		out.Statements = append(out.Statements, newStatement(hit.Filing, hit.Statement))
	}
	for _, u := range found.Names {
		n := Names{u.Field, u.Name, []string{}}
		for _, e := range u.Entities {
			n.Entities = append(n.Entities, e.Name)
		}
		out.Names = append(out.Names, n)
	}
	return out, nil
}

// A Line is a statement with its history.
type Line struct {
	Statement
	Speakers  []Entity   `json:"speakers" doc:"the entities of its report, by whose ids it can be corrected"`
	Decisions []Decision `json:"decisions" doc:"in order, the undone ones too"`
}

// An Entity of a report.
type Entity struct {
	ID   string            `json:"id" example:"e2"`
	Name string            `json:"name"`
	Kind parley.EntityKind `json:"kind"`
}

// A Decision is what somebody decided.
type Decision struct {
	Entry    int64       `json:"entry"`
	Kind     ledger.Kind `json:"kind"`
	By       string      `json:"by"`
	Time     string      `json:"time" format:"date-time"`
	Reason   string      `json:"reason"`
	Text     string      `json:"text"`
	UndoneBy int64       `json:"undone_by" doc:"the entry; 0 where it holds"`
}

func (a *api) line(ctx context.Context, report int64, id string) (Line, error) {
	f, err := a.Case.Filing(ctx, report, 0)
	if err != nil {
		return Line{}, err
	}
	s, err := statementOf(f, id)
	if err != nil {
		return Line{}, err
	}
	out := Line{Statement: newStatement(f, s), Speakers: []Entity{}, Decisions: []Decision{}}
	for _, e := range f.Record.Entities {
		out.Speakers = append(out.Speakers, Entity{e.ID, e.Name, e.Kind})
	}
	for _, j := range f.State.Of(f.Address(id)) {
		out.Decisions = append(out.Decisions, newDecision(j.Entry, j.Reason, j.Text, j.UndoneBy))
	}
	return out, nil
}

func newDecision(e ledger.Entry, reason, text string, undone int64) Decision {
	return Decision{e.Seq, e.Kind, e.Author.Name, e.Time.UTC().Format("2006-01-02T15:04:05.000Z"), reason, text, undone}
}

func statementOf(f *ledger.Filing, id string) (*parley.Statement, error) {
	for i := range f.Record.Statements {
		if f.Record.Statements[i].ID == id {
			return &f.Record.Statements[i], nil
		}
	}
	return nil, fmt.Errorf("report %d has no statement %q: %w", f.Report.Seq, id, parley.ErrNotFound)
}

// A Chain is how a statement reached its report, outermost first, and what each
// sentence of it rests on.
type Chain struct {
	Hops  []Hop  `json:"hops"`
	Roots []Root `json:"roots" doc:"for each claim that the statement carries"`
}

// A Hop is a station on the way.
type Hop struct {
	Kind  parley.HopKind `json:"kind"`
	Name  string         `json:"name"`
	Words string         `json:"words" doc:"the cue that says so"`
}

// A Root is a claim with its independent sources.
type Root struct {
	Words   string   `json:"words"`
	Reports int      `json:"reports" doc:"that carry it"`
	Sources []Source `json:"sources"`
}

// A Source is where a claim comes from.
type Source struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
}

func (a *api) chain(ctx context.Context, report int64, id string) (Chain, error) {
	out := Chain{[]Hop{}, []Root{}}
	way, err := search.Chain(ctx, a.Case, ledger.Address{Report: report, Line: id}, 0)
	if err != nil {
		return out, err
	}
	for _, h := range way.Hops {
		out.Hops = append(out.Hops, Hop{h.Kind, h.Name, h.Words})
	}
	for _, r := range way.Roots {
		root := Root{r.Words, r.Reports, []Source{}}
		for _, s := range r.Sources {
			root.Sources = append(root.Sources, Source{string(s.Kind), s.Name})
		}
		out.Roots = append(out.Roots, root)
	}
	return out, nil
}
