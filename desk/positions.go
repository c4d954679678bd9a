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
	"parley/ask/stand"
	"parley/ledger"
)

// How much of a matrix a page has.
const (
	mostParties = 14
	mostTopics  = 60
	mostWords   = 40 // positions of a cell, on its own page
)

// A positionsPage is who stands where on which term, as of two clocks.
type positionsPage struct {
	HeldAt, KnownAt string
	Entries         int64
	Marks           string // of the log, for the slider: "1 2025-03-01T09:00Z, 41 …"
	First, Last     string // days within which positions were taken; empty where there are none
	Parties         []string
	Topics          []topicRow
	LeftParties     int
	LeftTopics      int
	Trouble         string
}

type topicRow struct {
	Name, Option string
	Cells        []cellView // by party; without stands for silence
}

// A cellView is a cell of the matrix, as a page shows it.
type cellView struct {
	Topic, Party string // names
	Link         string
	Stands       []standView
	Differs      bool // in private otherwise than in public
}

// A standView is where a party stands on one basis.
type standView struct {
	Basis    parley.Basis
	Private  bool
	Stances  []parley.Stance
	Conflict bool
	Vague    bool
	Rows     int
	Since    string
}

// Sign is the shape of a stance, for those who do not see its colour.
func (s standView) Sign() string {
	var all []string
	for _, stance := range s.Stances {
		all = append(all, signs[stance])
	}
	return strings.Join(all, "")
}

// Leaning is the class of its colour.
func (s standView) Leaning() string {
	if s.Conflict || len(s.Stances) == 0 {
		return "conflict"
	}
	return map[stand.Leaning]string{stand.LeaningFor: "for", stand.LeaningAgainst: "against", stand.LeaningBetween: "between"}[stand.LeaningOf(s.Stances[0])]
}

var signs = map[parley.Stance]string{
	parley.StanceAccept: "✓", parley.StanceReject: "✗", parley.StanceDemand: "▲", parley.StanceOffer: "◆", parley.StanceConditional: "◐", parley.StanceOpen: "○",
}

// library is the positions of the case as of the question of a page; what it gives
// must be used before done is called.
func (d *Desk) library(q *request) (l *stand.Library, done func(), err error) {
	form := q.URL.Query()
	return d.libraryAt(q.Context(), form.Get("held-at"), form.Get("known-at"))
}

func (d *Desk) libraryAt(ctx context.Context, held, knownAt string) (l *stand.Library, done func(), err error) {
	asOf, err := search.AsOf(ctx, d.Case, knownAt)
	if err != nil {
		return nil, nil, err
	}
	d.shelf.standing.Lock()
	done = d.shelf.standing.Unlock
	if asOf != 0 {
		l, err = stand.Case(ctx, d.Case, asOf)
	} else {
		if d.shelf.watch == nil {
			d.shelf.watch = stand.NewWatch(d.Case)
		}
		l, err = d.shelf.watch.Now(ctx)
	}
	if err != nil {
		done()
		return nil, nil, err
	}
	if asOf == 0 {
		d.shelf.took(l)
	}
	if held != "" {
		_, last, ok := parley.Days(held)
		if !ok {
			done()
			return nil, nil, fmt.Errorf("%q is no date such as 2025-11-24, 2025-11 or 2025: %w", held, parley.ErrInvalid)
		}
		narrowed := *l
		narrowed.Fold = l.With(stand.Options{HeldAt: &last})
		l = &narrowed
	}
	return l, done, nil
}

func (d *Desk) positions(q *request) error {
	form := q.URL.Query()
	page := &positionsPage{HeldAt: form.Get("held-at"), KnownAt: form.Get("known-at")}
	head, err := d.Case.Head(q.Context())
	if err != nil {
		return err
	}
	page.Entries = head.Size
	l, done, err := d.library(q)
	if status(err) == 422 || status(err) == 404 {
		page.Trouble = problem(err)
		return q.show(200, "positions", "Positions", page)
	}
	if err != nil {
		return err
	}
	defer done()
	if days := d.shelf.days; days[1] != 0 {
		page.First, page.Last = days[0].String(), days[1].String()
	}
	if page.Marks, err = d.marks(q.Context(), head.Size); err != nil {
		return err
	}
	if err := page.fill(q, l); err != nil {
		return err
	}
	return q.show(200, "positions", "Positions", page)
}

// fill puts the matrix in a page.
func (page *positionsPage) fill(q *request, l *stand.Library) error {
	m := l.Matrix(nil)
	parties := m.Parties[:min(len(m.Parties), mostParties)]
	var topics []int
	for i, t := range m.Topics {
		if t.Key != "" {
			topics = append(topics, i)
		}
	}
	page.LeftParties, page.LeftTopics = len(m.Parties)-len(parties), max(0, len(topics)-mostTopics)
	topics = topics[:min(len(topics), mostTopics)]
	v := &stand.View{Matrix: m, Rows: topics}
	for i := range parties {
		v.Columns = append(v.Columns, i)
	}
	ids, shown := v.Shown()
	if err := l.Load(q.Context(), ids, shown); err != nil {
		return err
	}
	for _, p := range parties {
		page.Parties = append(page.Parties, cmp.Or(l.Name(p.ID), "people without a name"))
	}
	for _, t := range topics {
		topic := m.Topics[t].Topic
		row := topicRow{Name: l.Label(stand.Topic{Key: topic.Key})}
		if topic.Option != "" {
			row.Option = l.Label(topic)
		}
		for p := range parties {
			cell, _ := m.Cell(t, p)
			row.Cells = append(row.Cells, cellView{
				Topic: row.Name, Party: page.Parties[p], Link: cellLink(q, topic, parties[p].ID),
				Stands: standViews(&cell), Differs: cell.Differs(),
			})
		}
		page.Topics = append(page.Topics, row)
	}
	slices.SortStableFunc(page.Topics, func(a, b topicRow) int { return cmp.Compare(a.Name, b.Name) })
	return nil
}

func standViews(cell *stand.Cell) (all []standView) {
	for i := range cell.Stands {
		s := &cell.Stands[i]
		view := standView{Basis: s.Basis, Private: s.Private, Stances: s.Stances, Conflict: s.Conflict, Vague: s.Vague, Rows: s.Rows}
		if changes := s.Changes(); len(changes) > 0 {
			view.Since = changes[len(changes)-1].First.Day()
		}
		all = append(all, view)
	}
	return all
}

// cellLink is the page of a cell, as of the same two clocks.
func cellLink(q *request, t stand.Topic, party ledger.EntityID) string {
	return cellPath(q.URL.Query(), t, party)
}

func cellPath(form url.Values, t stand.Topic, party ledger.EntityID) string {
	if form == nil {
		form = url.Values{}
	}
	form.Set("topic", t.Key)
	form.Set("option", t.Option)
	form.Set("party", fmt.Sprint(int64(party)))
	return "/positions/cell?" + form.Encode()
}

// A cellPage is where one party stands on one topic: each basis apart, how it came
// about, and in which words.
type cellPage struct {
	Topic, Party string
	Differs      bool
	Stands       []standHistory
}

type standHistory struct {
	standView
	Changes []changeView // the last first
}

type changeView struct {
	Stance    parley.Stance
	Day       string
	Rows      int
	Condition string
	evidence
}

// Sign is the shape of the stance.
func (c changeView) Sign() string { return signs[c.Stance] }

func (d *Desk) cell(q *request) error {
	form := q.URL.Query()
	l, done, err := d.library(q)
	if err != nil {
		return err
	}
	defer done()
	m := l.Matrix(nil)
	topic := stand.Topic{Key: form.Get("topic"), Option: form.Get("option")}
	t := slices.IndexFunc(m.Topics, func(in stand.TopicIn) bool { return in.Topic == topic })
	p := slices.IndexFunc(m.Parties, func(in stand.Party) bool { return fmt.Sprint(int64(in.ID)) == form.Get("party") })
	if t < 0 || p < 0 {
		return fmt.Errorf("no report has a position of that party on %q: %w", topic.Key, parley.ErrNotFound)
	}
	cell, _ := m.Cell(t, p)
	v := &stand.View{Matrix: m, Rows: []int{t}, Columns: []int{p}}
	ids, topics := v.Shown()
	if err := l.Load(q.Context(), ids, topics); err != nil {
		return err
	}
	page := &cellPage{Topic: l.Label(stand.Topic{Key: topic.Key}), Party: cmp.Or(l.Name(m.Parties[p].ID), "people without a name"), Differs: cell.Differs()}
	if topic.Option != "" {
		page.Topic += ": " + l.Label(topic)
	}
	if page.Stands, err = histories(q.Context(), l, &cell, page.Party); err != nil {
		return err
	}
	return q.show(200, "cell", page.Party+" on "+page.Topic, page)
}

// histories are how a cell came about, each basis apart.
func histories(ctx context.Context, l *stand.Library, cell *stand.Cell, party string) (all []standHistory, err error) {
	views := standViews(cell)
	for i := range cell.Stands {
		history := standHistory{standView: views[i]}
		changes := cell.Stands[i].Changes()
		slices.Reverse(changes)
		for _, c := range changes[:min(len(changes), mostWords)] {
			source, err := l.Source(ctx, c.First)
			if err != nil {
				return nil, err
			}
			r := &source.Record.Report
			history.Changes = append(history.Changes, changeView{
				Stance: c.Stance, Day: c.First.Day(), Rows: c.Rows, Condition: source.Condition(),
				evidence: evidence{c.First.Of.Report, c.First.Of.Line, source.Words(), cmp.Or(r.Publisher, reportName(r)), r.Published, source.SaidBy(), holder(source, party)},
			})
		}
		all = append(all, history)
	}
	return all, nil
}

// holder says whose position it is that counts for a party.
func holder(s *stand.Source, party string) string {
	if s.Party() == party || s.Party() == "" {
		return ""
	}
	return s.Party() + " counts for " + party
}
