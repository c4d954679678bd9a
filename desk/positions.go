package desk

import (
	"cmp"
	"context"
	"fmt"
	"maps"
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
	Link         string     // of the term's page; empty for a plan
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
// must be used before done is called. Many may use it at once; what is filed goes in
// when nobody does, so that nothing may be written to a browser meanwhile.
func (d *Desk) library(ctx context.Context, form url.Values) (l *stand.Library, done func(), err error) {
	return d.libraryAt(ctx, form.Get("held-at"), form.Get("known-at"))
}

func (d *Desk) libraryAt(ctx context.Context, held, knownAt string) (l *stand.Library, done func(), err error) {
	var heldAt *parley.Day
	if held != "" {
		_, last, ok := parley.Days(held)
		if !ok {
			return nil, nil, fmt.Errorf("%q is no date such as 2025-11-24, 2025-11 or 2025: %w", held, parley.ErrInvalid)
		}
		heldAt = &last
	}
	asOf, err := search.AsOf(ctx, d.Case, knownAt)
	if err != nil {
		return nil, nil, err
	}
	done = func() {}
	if asOf != 0 { // which is nobody else's
		l, err = stand.Case(ctx, d.Case, asOf)
	} else {
		l, done, err = d.libraryNow(ctx)
	}
	if err == nil && heldAt != nil {
		narrowed := *l
		narrowed.Fold = l.With(stand.Options{HeldAt: heldAt})
		l = &narrowed
	}
	return l, done, err
}

// libraryNow is the positions of the case as it is.
func (d *Desk) libraryNow(ctx context.Context) (*stand.Library, func(), error) {
	head, err := d.Case.Head(ctx)
	if err != nil {
		return nil, nil, err
	}
	s := &d.shelf
	for {
		s.standing.RLock()
		if s.stands != nil && s.upTo >= head.Size {
			return s.stands, s.standing.RUnlock, nil
		}
		s.standing.RUnlock()
		if err := s.follow(ctx, d.Case, head.Size); err != nil {
			return nil, nil, err
		}
	}
}

// follow puts in what was filed up to an entry.
func (s *shelf) follow(ctx context.Context, c *ledger.Case, upTo int64) (err error) {
	s.standing.Lock()
	defer s.standing.Unlock()
	if s.stands != nil && s.upTo >= upTo {
		return nil
	}
	if s.watch == nil {
		s.watch = stand.NewWatch(c)
	}
	if s.stands, err = s.watch.Now(ctx); err == nil {
		s.upTo = upTo
		s.took(s.stands)
	}
	return err
}

func (d *Desk) positions(q *request) error {
	form := q.URL.Query()
	head, err := d.Case.Head(q.Context())
	if err != nil {
		return err
	}
	page, err := d.shelf.matrices.Get(q.Context(), head.Size, form.Encode(), func(ctx context.Context) (*positionsPage, error) {
		return d.makePositions(ctx, form, head.Size)
	})
	if status(err) == 422 || status(err) == 404 {
		page = &positionsPage{HeldAt: form.Get("held-at"), KnownAt: form.Get("known-at"), Entries: head.Size, Trouble: problem(err)}
	} else if err != nil {
		return err
	}
	return q.show(200, "positions", "Positions", page)
}

// makePositions makes a page that nobody changes any more.
func (d *Desk) makePositions(ctx context.Context, form url.Values, entries int64) (*positionsPage, error) {
	l, done, err := d.library(ctx, form)
	if err != nil {
		return nil, err
	}
	defer done()
	page := &positionsPage{HeldAt: form.Get("held-at"), KnownAt: form.Get("known-at"), Entries: entries}
	if days := d.shelf.taken(); days[1] != 0 {
		page.First, page.Last = days[0].String(), days[1].String()
	}
	if page.Marks, err = d.marks(ctx, entries); err != nil {
		return nil, err
	}
	return page, page.fill(ctx, form, l)
}

// fill puts the matrix in a page.
func (page *positionsPage) fill(ctx context.Context, form url.Values, l *stand.Library) error {
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
	if err := l.Load(ctx, ids, shown); err != nil {
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
		if !topic.IsProposal() {
			row.Link = termPath(topic.Key)
		}
		for p := range parties {
			cell, _ := m.Cell(t, p)
			row.Cells = append(row.Cells, cellView{
				Topic: row.Name, Party: page.Parties[p], Link: cellPath(maps.Clone(form), topic, parties[p].ID),
				Stands: standViews(&cell), Differs: cell.Differs(),
			})
		}
		page.Topics = append(page.Topics, row)
	}
	slices.SortStableFunc(page.Topics, func(a, b topicRow) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
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

// cellPath is the page of a cell, as of the two clocks that a form has; nil for now.
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
	page, err := d.makeCell(q.Context(), q.URL.Query())
	if err != nil {
		return err
	}
	return q.show(200, "cell", page.Party+" on "+page.Topic, page)
}

func (d *Desk) makeCell(ctx context.Context, form url.Values) (*cellPage, error) {
	l, done, err := d.library(ctx, form)
	if err != nil {
		return nil, err
	}
	defer done()
	m := l.Matrix(nil)
	topic := stand.Topic{Key: form.Get("topic"), Option: form.Get("option")}
	t := slices.IndexFunc(m.Topics, func(in stand.TopicIn) bool { return in.Topic == topic })
	p := slices.IndexFunc(m.Parties, func(in stand.Party) bool { return fmt.Sprint(int64(in.ID)) == form.Get("party") })
	if t < 0 || p < 0 {
		return nil, fmt.Errorf("no report has a position of that party on %q: %w", topic.Key, parley.ErrNotFound)
	}
	cell, _ := m.Cell(t, p)
	v := &stand.View{Matrix: m, Rows: []int{t}, Columns: []int{p}}
	ids, topics := v.Shown()
	if err := l.Load(ctx, ids, topics); err != nil {
		return nil, err
	}
	page := &cellPage{Topic: l.Label(stand.Topic{Key: topic.Key}), Party: cmp.Or(l.Name(m.Parties[p].ID), "people without a name"), Differs: cell.Differs()}
	if topic.Option != "" {
		page.Topic += ": " + l.Label(topic)
	}
	page.Stands, err = histories(ctx, l, &cell, page.Party)
	return page, err
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
				evidence: evidence{c.First.Of.Report, c.First.Of.Line, source.Words(), cmp.Or(r.Publisher, reportName(r)), r.Published, source.SaidBy(), holder(source, party), cited(r, c.First.Of, source.Words(), l.IsSealed(c.First.Of.Report))},
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
