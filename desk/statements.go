package desk

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"parley"
	"parley/ask/search"
	"parley/desk/api"
	"parley/ledger"
)

// A statementsPage is a question and what it finds.
type statementsPage struct {
	rights
	api.Question
	Asked    string // the question as an address has it
	AsOf     int64  // the entry that the list is as of
	All      int    // -1 where it takes a further look to know
	Names    []search.Understood
	Lines    []line
	Next     string // address of the page after this one; empty for the last
	From     int
	Trouble  string // why the question finds nothing
	Acts     []parley.Act
	Certain  []parley.Certainty
	Classes  []parley.SourceClass
	Statuses []ledger.Status
	Terms    []api.Term
	Kept     []keptView
}

// A keptView is a question that is kept in the case.
type keptView struct {
	Name, Link string
	Now        bool // it is the one of this page
}

// Has reports whether a box of the form is ticked.
func (p *statementsPage) Has(field string, value any) bool {
	list := map[string][]string{"act": p.Act, "certainty": p.Certainty, "class": p.Class, "status": p.Status, "term": p.Term}[field]
	return slices.Contains(list, fmt.Sprint(value))
}

// IsNarrow reports whether a filter of those that are folded away is set.
func (p *statementsPage) IsNarrow() bool {
	return len(p.Act)+len(p.Certainty)+len(p.Class)+len(p.Status) > 0 || p.KnownAt != "" || p.Oldest || p.Negated
}

func (d *Desk) statements(q *request) error {
	form := q.URL.Query()
	page := &statementsPage{Question: api.QuestionOf(form), Acts: parley.Acts, Certain: parley.Certainties, Classes: parley.SourceClasses, Statuses: ledger.Statuses}
	question, err := page.Ask()
	if err == nil {
		page.Asked = viewOf(question)
		err = d.find(q, page, question, form.Get("cursor"))
	}
	if status(err) == 404 || status(err) == 422 {
		page.Trouble, err = problem(err), nil // of the question, which stays in the form
	}
	if err != nil {
		return err
	}
	state, err := d.Case.State(q.Context(), 0)
	if err != nil {
		return err
	}
	for _, k := range api.Kept(state) {
		asked := viewOf(k.Question)
		page.Kept = append(page.Kept, keptView{k.Name, "/statements?" + asked, asked == page.Asked})
	}
	if page.Terms, err = d.termList(q.Context()); err != nil {
		return err
	}
	return q.show(200, "statements", "Statements", page)
}

// find puts a part of what a question finds in the page.
func (d *Desk) find(q *request, page *statementsPage, question search.Question, cursor string) error {
	found, err := d.listing.Find(q.Context(), question, cursor, 0, mostListed)
	if err != nil {
		return err
	}
	page.AsOf, page.All, page.From, page.Names = found.AsOf, found.All, found.From, found.Names
	for _, hit := range found.Hits {
		page.Lines = append(page.Lines, newLine(hit.Filing, hit.Statement))
	}
	if found.Cursor != "" {
		page.Next = "/statements?" + strings.TrimPrefix(page.Asked+"&cursor="+found.Cursor, "&")
	}
	return nil
}

// viewOf is a question as the address of a page has it.
func viewOf(q search.Question) string {
	form := url.Values{}
	set := func(field string, values ...string) {
		for _, v := range values {
			if v != "" {
				form.Add(field, v)
			}
		}
	}
	set("text", q.Text)
	set("by", strings.Join(q.By, "; "))
	set("to", strings.Join(q.To, "; "))
	set("about", strings.Join(q.About, "; "))
	set("term", q.Terms...)
	set("act", texts(q.Acts)...)
	set("certainty", texts(q.Certain)...)
	set("class", texts(q.Classes)...)
	set("status", texts(q.Status)...)
	set("since", q.Since)
	set("until", q.Until)
	set("held-at", q.HeldAt)
	set("known-at", q.KnownAt)
	if q.Report != 0 {
		set("report", fmt.Sprint(q.Report))
	}
	if q.Negated {
		set("negated", "on")
	}
	if q.Oldest {
		set("oldest", "on")
	}
	return form.Encode()
}

func texts[T ~string](list []T) (all []string) {
	for _, v := range list {
		all = append(all, string(v))
	}
	return all
}

// keep keeps the question of the form in the case, under a name.
func (d *Desk) keep(q *request) error {
	if err := q.ParseForm(); err != nil {
		return fmt.Errorf("reading the form: %v: %w", err, parley.ErrInvalid)
	}
	asked := api.QuestionOf(q.PostForm)
	question, err := asked.Ask()
	if err != nil {
		return err
	}
	if _, err := api.Keep(q.Context(), q.filer(), q.PostFormValue("name"), question); err != nil {
		return err
	}
	return q.to("/statements?" + viewOf(question))
}
