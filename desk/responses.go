package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"parley"
	"parley/ask/search"
	"parley/desk/api"
	"parley/ledger"
)

// A responsesPage is who answered what, of the newest reports.
type responsesPage struct {
	api.Asked
	Kinds     []parley.ResponseKind
	Sorts     []api.AnsweredSort
	Responses []api.Response
	Left      int // that the page has no room for
	All       int // without the filters
	More      bool
	Trouble   string
}

// Has reports whether a box of the form is ticked.
func (p *responsesPage) Has(field string, value string) bool {
	return slices.Contains(map[string][]string{"kind": p.Kind, "to": p.To}[field], value)
}

func (d *Desk) responses(q *request) error {
	form := q.URL.Query()
	page := &responsesPage{Kinds: parley.ResponseKinds, Sorts: api.AnsweredSorts}
	page.Asked = api.Asked{Who: strings.TrimSpace(form.Get("who")), Kind: form["kind"], To: form["to"]}
	l, err := d.laid(q.Context())
	if err != nil {
		return err
	}
	page.More, page.All = l.More, l.countResponses()
	found, err := d.listResponses(q.Context(), page.Asked)
	if status(err) == 422 {
		page.Trouble, err = problem(err), nil
	}
	if err != nil {
		return err
	}
	n := min(len(found.Responses), mostEvents)
	page.Responses, page.Left = found.Responses[:n], len(found.Responses)-n
	return q.show(200, "responses", "Responses", page)
}

func (l *laid) countResponses() (n int) {
	for _, r := range l.Records {
		n += len(r.Responses)
	}
	return n
}

// listResponses lists the responses of the reports that are laid side by side, the
// newest report first.
func (d *Desk) listResponses(ctx context.Context, asked api.Asked) (api.Responses, error) {
	out := api.Responses{Responses: []api.Response{}}
	kinds, err := asked.Kinds()
	if err != nil {
		return out, err
	}
	sorts, err := asked.Sorts()
	if err != nil {
		return out, err
	}
	l, err := d.laid(ctx)
	if err != nil {
		return out, err
	}
	state, err := d.Case.State(ctx, 0)
	if err != nil {
		return out, err
	}
	out.More = l.More
	who := strings.ToLower(asked.Who)
	for _, record := range slices.Backward(l.Records) {
		t := teller{l.Filings[record], record, state, nil}
		for i := range record.Responses {
			a := &record.Responses[i]
			if len(kinds) > 0 && !slices.Contains(kinds, a.Kind) || len(sorts) > 0 && !slices.Contains(sorts, sortOf(a)) {
				continue
			}
			if r := t.response(a); r.Status != ledger.StatusRejected && strings.Contains(strings.ToLower(r.By), who) {
				out.Responses = append(out.Responses, r)
			}
		}
	}
	return out, nil
}

// A teller tells what a report has of responses and exhibits, as a person may decide
// of them now.
type teller struct {
	filing *ledger.Filing
	record *parley.Record // without what was rejected
	state  *ledger.State
	citer  *search.Citer
}

func (t *teller) at(id string) string {
	if id == "" {
		return ""
	}
	return t.filing.Address(id).String()
}

func (t *teller) cite(id, by, what string, spans []parley.Span) search.Citation {
	if t.citer == nil {
		t.citer = search.NewCiter(t.filing)
	}
	return t.citer.Line(id, by, what, "", spans)
}

func (t *teller) response(a *parley.Response) api.Response {
	r := &t.record.Report
	copied := t.cite(a.ID, a.By, string(a.Kind), a.Evidence)
	return api.Response{
		Of: t.at(a.ID), By: entityName(t.record, a.By), Kind: a.Kind, Words: words(r, a.Evidence), In: t.at(a.Statement), To: t.answered(a),
		Status: t.state.Status(t.filing.Reading.Seq, a.ID), Title: reportName(r), Publisher: r.Publisher, Published: r.Published,
		Copy: copied.String(), Sealed: copied.Sealed,
	}
}

// sortOf is what a response answers.
func sortOf(a *parley.Response) api.AnsweredSort {
	switch {
	case a.To.Statement != "":
		return api.AnsweredStatement
	case a.To.Exhibit != "":
		return api.AnsweredExhibit
	case a.To.Proposal != "":
		return api.AnsweredProposal
	case a.To.Event != "":
		return api.AnsweredContact
	}
	return api.AnsweredWords
}

func (t *teller) answered(a *parley.Response) api.Answered {
	to := api.Answered{Sort: sortOf(a), Words: words(&t.record.Report, a.To.Words)}
	to.Of = t.at(cmp.Or(a.To.Statement, a.To.Exhibit, a.To.Proposal, a.To.Event))
	var own []parley.Span
	switch to.Sort {
	case api.AnsweredStatement:
		if s := statement(t.record, a.To.Statement); s != nil {
			to.Name, own = cmp.Or(entityName(t.record, s.Speaker), "somebody"), s.Content
		}
	case api.AnsweredExhibit:
		if x := exhibit(t.record, a.To.Exhibit); x != nil {
			to.Name, own = exhibitName(t.record, x), x.Evidence[:min(1, len(x.Evidence))]
		}
	case api.AnsweredProposal:
		for _, p := range t.record.Proposals {
			if p.ID == a.To.Proposal {
				to.Name = p.Name
			}
		}
	case api.AnsweredContact:
		for _, c := range t.record.Contacts {
			if c.ID == a.To.Event {
				to.Name, own = strings.TrimSuffix(string(c.Kind)+" of "+names(t.record, c.Participants), " of "), c.Evidence
			}
		}
	}
	if to.Sort == api.AnsweredStatement || to.Words == "" {
		to.Words = cmp.Or(words(&t.record.Report, own), to.Words)
	}
	return to
}

func exhibit(record *parley.Record, id string) *parley.Exhibit {
	for i := range record.Exhibits {
		if record.Exhibits[i].ID == id && id != "" {
			return &record.Exhibits[i]
		}
	}
	return nil
}

func exhibitName(record *parley.Record, x *parley.Exhibit) string {
	return cmp.Or(entityName(record, x.Entity), string(x.Kind))
}
