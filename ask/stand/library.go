package stand

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"parley"
	"parley/ledger"
)

// A Library is a fold with what it takes to show its positions: what parties and
// topics are called, and the records that they are in. As long as nothing is put into
// the fold, many may read it at once.
type Library struct {
	*Fold
	loading *sync.Mutex // over names and labels, which are loaded as they are asked for; nil where all are there
	names   map[ledger.EntityID]string
	labels  map[Topic]string
	records map[int64]*parley.Record // of what was gathered
	held    *holding                 // of a case as a whole; nil otherwise

	labelled map[Topic]int64 // of a case: the report that a label is from
}

// Gather folds the positions of records, which are known by their place among them,
// from 1, and their entities by key; whoever goes by a surname alone is the one who
// bears it. They must not change afterwards.
func Gather(records []*parley.Record, key ledger.Keyer) *Library {
	g := newGathering()
	g.l.Root = surnames(records, key)
	for i, r := range records {
		g.put(dealOf(int64(i+1), r, key), r, key)
	}
	return g.library()
}

// GatherFilings folds the positions of some reports of a case, as the filings have
// them, all of which are as of one entry.
func GatherFilings(c *ledger.Case, filings []*ledger.Filing) *Library {
	g := newGathering()
	for i, f := range filings {
		if i == 0 {
			g.l.Root = rootsOf(f.State)
		}
		g.put(dealIn(f.Report.Seq, f.Reading.Seq, f.Record, f.State, c.Key), f.Record, func(e *parley.Entity) string {
			return f.State.Key(f.Report.Seq, c.Key(e))
		})
	}
	return g.library()
}

// A gathering is a library in the making.
type gathering struct {
	l      *Library
	names  map[ledger.EntityID]tally
	labels map[Topic]tally
}

func newGathering() *gathering {
	return &gathering{&Library{Fold: &Fold{}, loading: new(sync.Mutex), records: map[int64]*parley.Record{}}, map[ledger.EntityID]tally{}, map[Topic]tally{}}
}

func (g *gathering) put(deal *ledger.Deal, r *parley.Record, key ledger.Keyer) {
	g.l.Put(deal)
	g.l.records[deal.Report] = r
	if len(deal.Positions) == 0 {
		return
	}
	for i := range r.Entities {
		e := &r.Entities[i]
		if id := ledger.EntityOf(key(e)); id != 0 {
			add(g.names, g.l.root(id), e.Name)
		}
	}
	for t, name := range labelsOf(deal.Report, r) {
		add(g.labels, t, name)
	}
}

func (g *gathering) library() *Library {
	g.l.names, g.l.labels = commonest(g.names), commonest(g.labels)
	return g.l
}

// A tally counts names for one thing.
type tally map[string]int

func add[K comparable](all map[K]tally, key K, name string) {
	if all[key] == nil {
		all[key] = tally{}
	}
	all[key][name]++
}

// commonest is of each thing the name that it has most often, of equals the longest.
func commonest[K comparable](all map[K]tally) map[K]string {
	out := map[K]string{}
	for key, names := range all {
		out[key] = slices.MinFunc(slices.Collect(maps.Keys(names)), func(a, b string) int {
			return cmp.Or(names[b]-names[a], len(b)-len(a), cmp.Compare(a, b))
		})
	}
	return out
}

// labelsOf are the names that a record, the report of that number, has for topics.
func labelsOf(report int64, r *parley.Record) map[Topic]string {
	all := map[Topic]string{}
	for _, t := range r.Terms {
		all[Topic{Key: t.Key}] = cmp.Or(t.Name, t.Key)
		for _, o := range t.Options {
			all[Topic{t.Key, o.ID}] = cmp.Or(o.Name, o.ID)
		}
	}
	for _, p := range r.Proposals {
		all[Topic{Key: planKey(report, p.Name, p.Points)}] = p.Name
	}
	return all
}

// Topics are those that there is a position on, in the order in which they came.
func (l *Library) Topics() []Topic {
	var all []Topic
	for _, t := range l.topics {
		if t.Rows > 0 {
			all = append(all, t.Topic)
		}
	}
	return all
}

// TopicsOf reports of a topic whether its name or key has all words of one of some
// texts. What is asked must be loaded.
func (l *Library) TopicsOf(texts []string) func(Topic) bool {
	return func(t Topic) bool {
		have := ledger.Words(l.Label(Topic{Key: t.Key}) + " " + l.Label(t) + " " + t.Key)
		return slices.ContainsFunc(texts, func(text string) bool {
			words := ledger.Words(text)
			return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(have, w) })
		})
	}
}

// Named lists who a name may stand for in a library of files: those who bear exactly
// that name, or else all whose name has its words.
func (l *Library) Named(name string) []ledger.EntityID {
	words := ledger.Words(name)
	var exact, all []ledger.EntityID
	for id, own := range l.names {
		have := ledger.Words(own)
		if len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(have, w) }) {
			continue
		}
		all = append(all, id)
		if slices.Equal(words, have) {
			exact = append(exact, id)
		}
	}
	if len(exact) > 0 {
		all = exact
	}
	slices.Sort(all)
	return all
}

// lock has names and labels for one alone, and gives what ends that.
func (l *Library) lock() (unlock func()) {
	if l.loading == nil {
		return func() {}
	}
	l.loading.Lock()
	return l.loading.Unlock
}

// Name is what a party is called; empty for one without a name.
func (l *Library) Name(id ledger.EntityID) string {
	defer l.lock()()
	return l.names[id]
}

// Label is what a topic is called: of an option the option's name alone.
func (l *Library) Label(t Topic) string {
	unlock := l.lock()
	label := l.labels[t]
	unlock()
	switch {
	case t.Key == "":
		return "no term"
	case label != "":
		return label
	case t.Option != "":
		return t.Option
	case t.IsProposal():
		return strings.TrimPrefix(t.Key, proposalPrefix)
	}
	return t.Key
}

// A Source is a position with its record, to show its words.
type Source struct {
	Row
	Record   *parley.Record
	Position *parley.Position
	Ways     []Way // by which it counts for a side
}

// Source finds the record of a position.
func (l *Library) Source(ctx context.Context, r Row) (*Source, error) {
	record, err := l.find(ctx, r.Of.Report)
	if err != nil {
		return nil, err
	}
	for i := range record.Positions {
		if p := &record.Positions[i]; p.ID == r.Of.Line {
			_, ways := sideIn(record, p.Party)
			return &Source{r, record, p, ways}, nil
		}
	}
	return nil, fmt.Errorf("report %d has no position %s: %w", r.Of.Report, r.Of.Line, parley.ErrNotFound)
}

// find is the record of a report.
func (l *Library) find(ctx context.Context, report int64) (*parley.Record, error) {
	if l.held != nil {
		return l.held.find(ctx, report)
	}
	if r := l.records[report]; r != nil {
		return r, nil
	}
	return nil, fmt.Errorf("report %d was not gathered: %w", report, parley.ErrNotFound)
}

// Words are those of the report that the position rests on.
func (s *Source) Words() string { return s.quote(s.Position.Evidence) }

// About is the words for what it is a stance on.
func (s *Source) About() string { return s.quote(s.Position.About) }

// Condition is the words of its condition; empty where there is none.
func (s *Source) Condition() string {
	if s.Position.Condition == (parley.Span{}) {
		return ""
	}
	return s.quote([]parley.Span{s.Position.Condition})
}

func (s *Source) quote(spans []parley.Span) string {
	var parts []string
	for _, span := range spans {
		parts = append(parts, strings.Join(strings.Fields(s.Record.Report.Quote(span)), " "))
	}
	return strings.Join(parts, " … ")
}

// Party is the name of whose position it is.
func (s *Source) Party() string { return nameOf(s.Record, s.Position.Party) }

// SaidBy is the name of who says that it is so; empty for the report itself.
func (s *Source) SaidBy() string { return nameOf(s.Record, s.Position.By) }
