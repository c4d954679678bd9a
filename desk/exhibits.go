package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"parley"
	"parley/ask/search"
	"parley/desk/api"
	"parley/ledger"
)

// An exhibitsPage is what was filed, and what reports show or rest on.
type exhibitsPage struct {
	api.Exhibits
	Filed bool // something was
}

func (d *Desk) exhibits(q *request) error {
	all, err := d.listExhibits(q.Context())
	if err != nil {
		return err
	}
	page := &exhibitsPage{all, len(all.Exhibits) > 0 && all.Exhibits[0].SHA256 != ""}
	return q.show(200, "exhibits", "Exhibits", page)
}

// exhibit shows one: what was filed by its entry, what a report speaks of by its address.
func (d *Desk) exhibit(q *request) error {
	of := q.PathValue("entry")
	if of == "" {
		n, err := q.number("report")
		if err != nil {
			return err
		}
		of = ledger.Address{Report: n, Line: q.PathValue("line")}.String()
	}
	filed, shown, _, err := d.everyExhibit(q.Context())
	if err != nil {
		return err
	}
	for _, j := range filed {
		if of == fmt.Sprint(j.Seq) {
			x := filedExhibit(j, shown)
			return q.show(200, "exhibit", capital(x.Name), x)
		}
	}
	i := slices.IndexFunc(shown, func(x shownExhibit) bool { return x.at(x.exhibit.ID) == of })
	if i < 0 {
		return fmt.Errorf("there is no exhibit %q in the newest reports: %w", of, parley.ErrNotFound)
	}
	x := shown[i].view(filed)
	for k := range shown {
		why, ok := search.MayBe(shown[i].known, shown[k].record, shown[k].exhibit)
		if ok && k != i && len(x.Alike) < mostAlike {
			x.Alike = append(x.Alike, shown[k].alike(why))
		}
	}
	return q.show(200, "exhibit", capital(x.Name), x)
}

// listExhibits lists what was filed, in order, and then what the reports that are laid
// side by side speak of, the newest report first. Exhibits of two reports are never
// taken for one.
func (d *Desk) listExhibits(ctx context.Context) (api.Exhibits, error) {
	out := api.Exhibits{Exhibits: []api.Exhibit{}}
	filed, shown, more, err := d.everyExhibit(ctx)
	for _, j := range filed {
		out.Exhibits = append(out.Exhibits, filedExhibit(j, shown))
	}
	for i := range shown {
		out.Exhibits = append(out.Exhibits, shown[i].view(filed))
	}
	out.More = more
	return out, err
}

func (d *Desk) everyExhibit(ctx context.Context) (filed []ledger.Judgement, shown []shownExhibit, more bool, err error) {
	l, err := d.laid(ctx)
	if err != nil {
		return nil, nil, false, err
	}
	state, err := d.Case.State(ctx, 0)
	if err != nil {
		return nil, nil, false, err
	}
	for _, j := range state.Of(ledger.Address{}) {
		if j.Kind == ledger.KindExhibit && j.UndoneBy == 0 {
			filed = append(filed, j)
		}
	}
	for _, record := range slices.Backward(l.Records) {
		t := &teller{l.Filings[record], record, state, nil}
		for i := range record.Exhibits {
			x := &record.Exhibits[i]
			if state.Status(t.filing.Reading.Seq, x.ID) != ledger.StatusRejected {
				shown = append(shown, shownExhibit{t, x, decisionOf(record, x)})
			}
		}
	}
	return filed, shown, l.More, nil
}

// mostAlike is how many others that may be the same an exhibit is said to have.
const mostAlike = 20

// A shownExhibit is one that a report speaks of.
type shownExhibit struct {
	*teller
	exhibit *parley.Exhibit
	known   *ledger.Decision // what is known of it, as a person would file it
}

func decisionOf(record *parley.Record, x *parley.Exhibit) *ledger.Decision {
	d := &ledger.Decision{Exhibit: x.Kind, Date: x.Date.EDTF}
	for _, id := range x.Participants {
		if name := entityName(record, id); name != "" {
			d.Participants = append(d.Participants, name)
		}
	}
	return d
}

func (x *shownExhibit) alike(why []string) api.Alike {
	r := &x.record.Report
	name := exhibitName(x.record, x.exhibit) + ", " + cmp.Or(r.Publisher, reportName(r))
	copied := x.cite(x.exhibit.ID, "", string(x.exhibit.Kind), nil)
	return api.Alike{Of: x.at(x.exhibit.ID), Name: name, Why: why, Copy: copied.String(), Sealed: copied.Sealed}
}

// view is an exhibit of a report, with what answers it and rests on it there, and what
// was filed that may be it.
func (x *shownExhibit) view(filed []ledger.Judgement) api.Exhibit {
	r, id := &x.record.Report, x.exhibit.ID
	copied := x.cite(id, "", string(x.exhibit.Kind), x.exhibit.Evidence[:min(1, len(x.exhibit.Evidence))])
	v := api.Exhibit{
		Of: x.at(id), Name: exhibitName(x.record, x.exhibit), Kind: x.exhibit.Kind, Date: x.exhibit.Date.EDTF, Duration: x.exhibit.Duration,
		Participants: append([]string{}, x.known.Participants...), ObtainedBy: entityName(x.record, x.exhibit.ObtainedBy),
		Words: words(r, x.exhibit.Evidence), Status: x.state.Status(x.filing.Reading.Seq, id), Title: reportName(r), Published: r.Published,
		Copy: copied.String(), Sealed: copied.Sealed, Alike: []api.Alike{},
	}
	v.Reactions, v.Rests = x.reactions(), x.rests()
	for _, j := range filed {
		if why, ok := search.MayBe(j.Decision, x.record, x.exhibit); ok {
			v.Alike = append(v.Alike, api.Alike{Of: fmt.Sprint(j.Seq), Name: filedName(j), Why: why})
		}
	}
	return v
}

func (x *shownExhibit) reactions() []api.Response {
	all := []api.Response{}
	for i := range x.record.Responses {
		a := &x.record.Responses[i]
		if a.To.Exhibit == x.exhibit.ID || slices.Contains(x.exhibit.Responses, a.ID) {
			all = append(all, x.response(a))
		}
	}
	return all
}

func (x *shownExhibit) rests() []api.Resting {
	all := []api.Resting{}
	for i := range x.record.Statements {
		s := &x.record.Statements[i]
		if slices.ContainsFunc(s.Chain, func(h parley.Hop) bool { return h.Exhibit == x.exhibit.ID }) {
			copied := x.cite(s.ID, s.Speaker, "statement", s.Content)
			all = append(all, api.Resting{
				Of: x.at(s.ID), Speaker: entityName(x.record, s.Speaker), Words: words(&x.record.Report, s.Content),
				Copy: copied.String(), Sealed: copied.Sealed,
			})
		}
	}
	return all
}

func filedName(j ledger.Judgement) string { return cmp.Or(j.Name, string(j.Exhibit), "exhibit") }

// filedExhibit is what was filed, with what the exhibits of reports that may be it
// have of it.
func filedExhibit(j ledger.Judgement, shown []shownExhibit) api.Exhibit {
	v := api.Exhibit{
		Of: fmt.Sprint(j.Seq), Name: filedName(j), Kind: j.Exhibit, Date: j.Date, Participants: append([]string{}, j.Participants...), ObtainedBy: j.ObtainedBy,
		SHA256: j.SHA256, Kept: j.Kept, FiledBy: j.Author.Name, Published: j.Time.UTC().Format("2006-01-02"),
		Reactions: []api.Response{}, Rests: []api.Resting{}, Alike: []api.Alike{},
	}
	for i := range shown {
		if why, ok := search.MayBe(j.Decision, shown[i].record, shown[i].exhibit); ok {
			v.Alike = append(v.Alike, shown[i].alike(why))
			v.Reactions = append(v.Reactions, shown[i].reactions()...)
			v.Rests = append(v.Rests, shown[i].rests()...)
		}
	}
	return v
}
