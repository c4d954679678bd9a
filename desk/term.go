package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/ask"
	"parley/ask/stand"
	"parley/ask/terms"
	"parley/desk/api"
	"parley/ledger"
	"parley/terms/register"
)

// A termRow is a term in a list.
type termRow struct {
	api.Term
	PlaceName string
	Link      string
}

// A termPage is one term: who stands where on it, and how that came about, what touches
// it, and the file that defines it.
type termPage struct {
	rights
	termRow
	Stands     []termStand
	Statements []line
	Left       int        // statements that the page has no room for
	Words      []evidence // of reports that touch it in no statement
	More       bool
}

// A termStand is where a party stands on a term or an option of it.
type termStand struct {
	Party, Option string
	Link          string // of the cell
	standHistory
}

func (d *Desk) term(q *request) error {
	page, err := d.termOf(q.Context(), q.PathValue("term"))
	if err != nil {
		return err
	}
	return q.show(200, "term", capital(page.Name), page)
}

// termOf is all of a term that is known by its key.
func (d *Desk) termOf(ctx context.Context, key string) (*termPage, error) {
	rows, t, err := d.termRows(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(rows, func(r termRow) bool { return r.Key == key })
	if i < 0 || key == "" {
		return nil, fmt.Errorf("no report touches a term %q: %w", key, parley.ErrNotFound)
	}
	page := &termPage{termRow: rows[i], More: t.of.More}
	if page.File.Text, err = d.termText(ctx, page.File); err != nil {
		return nil, err
	}
	if page.Stands, err = d.termStands(ctx, key); err != nil {
		return nil, err
	}
	k := slices.IndexFunc(t.terms, func(told terms.Term) bool { return told.Key == key })
	if k < 0 {
		return page, nil
	}
	for _, told := range slices.Backward(t.terms[k].Tellings) {
		page.tell(t.of, told)
	}
	return page, nil
}

// tell adds what a report has of a term.
func (page *termPage) tell(l *laid, told terms.Telling) {
	if len(told.Term.Statements) == 0 && len(page.Words) < mostListed {
		page.Words = append(page.Words, l.evidence(told.Record, "", ask.Words(&told.Record.Report, told.Term.Evidence), "", ""))
	}
	f := l.Filings[told.Record]
	for _, id := range told.Term.Statements {
		s := statement(f.Record, id)
		switch {
		case s == nil:
		case len(page.Statements) == mostListed:
			page.Left++
		default:
			page.Statements = append(page.Statements, newLine(f, s))
		}
	}
}

// termText is the text of a term's file.
func (d *Desk) termText(ctx context.Context, file api.TermFile) (string, error) {
	if file.Entry == 0 {
		for _, t := range register.General().Terms() {
			if t.File == file.Name {
				return t.Text, nil
			}
		}
		return "", nil
	}
	state, err := d.Case.State(ctx, 0)
	if err != nil {
		return "", err
	}
	for _, j := range state.TermFiles() {
		if j.Seq == file.Entry {
			return j.Text, nil
		}
	}
	return "", nil
}

// termStands are where parties stand on a term and its options, as of now.
func (d *Desk) termStands(ctx context.Context, key string) (all []termStand, err error) {
	l, done, err := d.libraryAt(ctx, "", "")
	if err != nil {
		return nil, err
	}
	defer done()
	m := l.Matrix(nil)
	v := &stand.View{Matrix: m}
	for i, t := range m.Topics {
		if t.Key == key {
			v.Rows = append(v.Rows, i)
		}
	}
	for i := range m.Parties {
		v.Columns = append(v.Columns, i)
	}
	ids, topics := v.Shown()
	if err := l.Load(ctx, ids, topics); err != nil {
		return nil, err
	}
	for _, row := range v.Rows {
		for column := range m.Parties {
			cell, ok := m.Cell(row, column)
			if !ok {
				continue
			}
			topic, party := m.Topics[row].Topic, m.Parties[column].ID
			s := termStand{Party: cmp.Or(l.Name(party), "people without a name"), Link: cellPath(nil, topic, party)}
			if topic.Option != "" {
				s.Option = l.Label(topic)
			}
			histories, err := histories(ctx, l, &cell, s.Party)
			if err != nil {
				return nil, err
			}
			for _, h := range histories {
				s.standHistory = h
				all = append(all, s)
			}
		}
	}
	return all, nil
}

// termRows lists every term that a report touches, and those that positions are on
// which older reports have.
func (d *Desk) termRows(ctx context.Context) ([]termRow, *touched, error) {
	l, err := d.laid(ctx)
	if err != nil {
		return nil, nil, err
	}
	state, err := d.Case.State(ctx, 0)
	if err != nil {
		return nil, nil, err
	}
	t, own := l.touched, state.TermFiles()
	if t.once.Do(func() { t.find(l, own) }); t.err != nil {
		return nil, nil, t.err
	}
	positions, names, err := d.countPositions(ctx)
	if err != nil {
		return nil, nil, err
	}
	var rows []termRow
	for i := range t.terms {
		told := &t.terms[i]
		row := newTermRow(told.Key, told.Name, t.own, own)
		row.Reports, row.Statements, row.Positions = len(told.Tellings), told.Statements, positions[told.Key]
		for _, o := range told.Options {
			row.Options = append(row.Options, fmt.Sprintf("%s (%d)", o.Name, o.Reports))
		}
		for _, telling := range told.Tellings {
			row.PlaceName = cmp.Or(row.PlaceName, entityName(telling.Record, telling.Term.Place))
		}
		rows = append(rows, row.placed())
	}
	for _, n := range names {
		if !slices.ContainsFunc(rows, func(r termRow) bool { return r.Key == n.Key }) {
			row := newTermRow(n.Key, n.Name, t.own, own)
			row.Positions = positions[n.Key]
			rows = append(rows, row.placed())
		}
	}
	return rows, t, nil
}

func newTermRow(key, name string, own []*register.Term, files []ledger.Judgement) termRow {
	issue, place, _ := strings.Cut(key, "@")
	row := termRow{Term: api.Term{Key: key, Name: name, Place: place, Options: []string{}}, Link: termPath(key)}
	if t := register.General().Term(issue); t != nil {
		row.File.Name = t.File
	}
	for i, t := range own {
		if t.Issue == issue {
			row.Own, row.File = true, api.TermFile{Name: files[i].Name, Entry: files[i].Seq}
		}
	}
	return row
}

// placed has a name for the place, where no report names it apart: that before the
// name of the term, or its code.
func (r termRow) placed() termRow {
	if head, _, has := strings.Cut(r.Name, ": "); r.PlaceName == "" && r.Place != "" && has {
		r.PlaceName = head
	}
	r.PlaceName = cmp.Or(r.PlaceName, r.Place)
	return r
}

// countPositions is how many positions there are on each term by its key, and what
// the terms are called.
func (d *Desk) countPositions(ctx context.Context) (map[string]int, []api.Term, error) {
	names, err := d.termList(ctx)
	if err != nil {
		return nil, nil, err
	}
	l, done, err := d.libraryAt(ctx, "", "")
	if err != nil {
		return nil, nil, err
	}
	defer done()
	n := map[string]int{}
	for _, t := range l.Matrix(nil).Topics {
		n[t.Key] += t.Rows
	}
	return n, names, nil
}

// everyTerm is what programs are told of terms.
func (d *Desk) everyTerm(ctx context.Context) ([]api.Term, error) {
	rows, _, err := d.termRows(ctx)
	all := []api.Term{}
	for _, r := range rows {
		all = append(all, r.Term)
	}
	return all, err
}

// oneTerm is what programs are told of one.
func (d *Desk) oneTerm(ctx context.Context, key string) (api.TermOf, error) {
	page, err := d.termOf(ctx, key)
	if err != nil {
		return api.TermOf{}, err
	}
	out := api.TermOf{Term: page.Term, Stands: []api.TermStand{}, Words: []api.TermWords{}}
	for _, s := range page.Stands {
		v := api.TermStand{
			Party: s.Party, Option: s.Option, Basis: s.Basis, Private: s.Private, Stances: s.Stances, Conflict: s.Conflict, Rows: s.Rows, Changes: []api.TermChange{},
		}
		for _, c := range s.Changes {
			v.Changes = append(v.Changes, api.TermChange{Of: ledger.Address{Report: c.Report, Line: c.Line}.String(), Stance: c.Stance, Day: c.Day, Words: c.Words, By: c.By})
		}
		out.Stands = append(out.Stands, v)
	}
	for _, l := range page.Statements {
		out.Words = append(out.Words, api.TermWords{Of: l.Of.String(), Speaker: l.Speaker, Words: l.Words})
	}
	return out, nil
}
