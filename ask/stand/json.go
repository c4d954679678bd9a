package stand

import (
	"context"
	"encoding/json"

	"parley"
	"parley/ledger"
)

// Version is the version of the answer in JSON.
//
//	1: parties, topics, cells with their stands, silence, positions of no term.
const Version = 1

// A View is what is shown of a matrix: some of its parties and topics, by index, in
// order, and how much of it.
type View struct {
	*Matrix
	Rows    []int // topics
	Columns []int // parties
	History bool  // with each change
	Latest  int   // positions shown of what stands, at most
}

type jsonMatrix struct {
	Schema  int          `json:"schema"`
	Reports []jsonReport `json:"reports"` // that are referred to
	Parties []jsonParty  `json:"parties"`
	Topics  []jsonTopic  `json:"topics"`
	Cells   []jsonCell   `json:"cells"`
	LeftOut int          `json:"left_out"`
}

type jsonReport struct {
	Number    int64   `json:"number"` // in the case, or among the inputs
	ID        *string `json:"id"`
	Input     *string `json:"input"`
	Title     *string `json:"title"`
	Publisher *string `json:"publisher"`
	Published *string `json:"published"`
}

type jsonParty struct {
	Name      *string  `json:"name"`
	Positions int      `json:"positions"`
	Speakers  []string `json:"speakers"` // whose positions count for it
}

type jsonTopic struct {
	Kind      string  `json:"kind"` // "term", "proposal", "none"
	Key       *string `json:"key"`
	Option    *string `json:"option"`
	Name      string  `json:"name"` // of an option the option's
	Term      *string `json:"term"` // the name of the term that it is an option of
	Positions int     `json:"positions"`
	Silent    []int   `json:"silent"` // parties of whom no position is reported
}

type jsonCell struct {
	Topic   int         `json:"topic"`
	Party   int         `json:"party"`
	Differs bool        `json:"private_differs"`
	Stands  []jsonStand `json:"stands"`
}

type jsonStand struct {
	Basis     parley.Basis    `json:"basis"`
	Private   bool            `json:"private"`
	Stances   []parley.Stance `json:"stances"`
	Conflict  bool            `json:"conflict"`
	Vague     bool            `json:"vague"`
	Positions int             `json:"positions"`
	Reports   int             `json:"reports"`
	Latest    []jsonPosition  `json:"latest"`
	Changes   []jsonChange    `json:"changes,omitempty"`
}

type jsonChange struct {
	Stance    parley.Stance `json:"stance"`
	Positions int           `json:"positions"`
	First     jsonPosition  `json:"first"`
	Last      string        `json:"last"` // day
}

type jsonPosition struct {
	Report    int64         `json:"report"`
	Line      string        `json:"line"`
	Stance    parley.Stance `json:"stance"`
	Day       *string       `json:"day"`
	Party     *string       `json:"party"`
	By        *string       `json:"by"`
	Ways      []jsonWay     `json:"ways"`
	About     *string       `json:"about"`
	Words     string        `json:"words"`
	Condition *string       `json:"condition"`
	Statement *string       `json:"statement"`
}

type jsonWay struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Field string `json:"field"`
	As    string `json:"as"`
	Rule  string `json:"rule"`
}

// A jsonEncoder remembers which reports it has referred to.
type jsonEncoder struct {
	context.Context
	*Library
	View
	seen map[int64]bool
	out  jsonMatrix
}

// EncodeJSON prints a view as JSON.
func (l *Library) EncodeJSON(ctx context.Context, v View) ([]byte, error) {
	e := &jsonEncoder{ctx, l, v, map[int64]bool{}, jsonMatrix{
		Schema: Version, Reports: []jsonReport{}, Parties: []jsonParty{}, Topics: []jsonTopic{}, Cells: []jsonCell{}, LeftOut: v.Left,
	}}
	for _, i := range v.Columns {
		p := jsonParty{orNull(l.Name(v.Parties[i].ID)), v.Parties[i].Rows, []string{}}
		for _, id := range v.For(i) {
			p.Speakers = append(p.Speakers, l.Name(id))
		}
		e.out.Parties = append(e.out.Parties, p)
	}
	for t, i := range v.Rows {
		topic := e.topic(v.Topics[i])
		for p, k := range v.Columns {
			c, ok := v.Cell(i, k)
			if !ok {
				topic.Silent = append(topic.Silent, p)
				continue
			}
			cell, err := e.cell(c)
			if err != nil {
				return nil, err
			}
			cell.Topic, cell.Party = t, p
			e.out.Cells = append(e.out.Cells, cell)
		}
		e.out.Topics = append(e.out.Topics, topic)
	}
	return json.Marshal(e.out)
}

func (e *jsonEncoder) topic(t TopicIn) jsonTopic {
	out := jsonTopic{Kind: "term", Key: orNull(t.Key), Option: orNull(t.Option), Name: e.Label(t.Topic), Positions: t.Rows, Silent: []int{}}
	if t.Option != "" {
		out.Term = orNull(e.Label(Topic{Key: t.Key}))
	}
	switch {
	case t.Key == "":
		out.Kind = "none"
	case t.IsProposal():
		out.Kind, out.Key = "proposal", orNull(t.Key[len(proposalPrefix):])
	}
	return out
}

func (e *jsonEncoder) cell(c Cell) (jsonCell, error) {
	out := jsonCell{Differs: c.Differs()}
	for i := range c.Stands {
		s := &c.Stands[i]
		one := jsonStand{Basis: s.Basis, Private: s.Private, Stances: s.Stances, Conflict: s.Conflict, Vague: s.Vague, Positions: s.Rows, Reports: s.Reports()}
		for _, r := range s.Latest(e.Latest) {
			p, err := e.position(r)
			if err != nil {
				return out, err
			}
			one.Latest = append(one.Latest, p)
		}
		if e.History {
			for _, change := range s.Changes() {
				p, err := e.position(change.First)
				if err != nil {
					return out, err
				}
				one.Changes = append(one.Changes, jsonChange{change.Stance, change.Rows, p, change.Last.Day()})
			}
		}
		out.Stands = append(out.Stands, one)
	}
	return out, nil
}

func (e *jsonEncoder) position(r Row) (jsonPosition, error) {
	s, err := e.Source(e.Context, r)
	if err != nil {
		return jsonPosition{}, err
	}
	if !e.seen[r.Of.Report] {
		e.seen[r.Of.Report] = true
		report := &s.Record.Report
		e.out.Reports = append(e.out.Reports, jsonReport{r.Of.Report, orNull(report.ID), orNull(report.Input), orNull(report.Title), orNull(report.Publisher), orNull(report.Published)})
	}
	out := jsonPosition{
		Report: r.Of.Report, Line: r.Of.Line, Stance: r.Stance, Day: orNull(r.Day()), Party: orNull(s.Party()), By: orNull(s.SaidBy()), Ways: []jsonWay{},
		About: orNull(s.About()), Words: s.Words(), Condition: orNull(s.Condition()), Statement: orNull(s.Position.Statement),
	}
	for _, w := range s.Ways {
		out.Ways = append(out.Ways, jsonWay(w))
	}
	return out, nil
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Shown are the parties, with whoever counts for them, and the topics of a view, for
// [Library.Load].
func (v *View) Shown() (ids []ledger.EntityID, topics []Topic) {
	for _, i := range v.Columns {
		ids = append(append(ids, v.Parties[i].ID), v.For(i)...)
	}
	for _, i := range v.Rows {
		topics = append(topics, v.Topics[i].Topic)
	}
	return ids, topics
}
