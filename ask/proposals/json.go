package proposals

import (
	"encoding/json"

	"parley"
	"parley/ask"
)

// The types below are what is printed, field for field in the order of
// docs/timeline.md.

type jsonProposal struct {
	ID        string         `json:"id"`
	Name      string         `json:"name"`
	Names     []string       `json:"names"`
	By        []string       `json:"by"`
	Points    *int           `json:"points"`
	Seen      int            `json:"points_seen"`
	Status    *string        `json:"status"`
	Date      *string        `json:"date"`
	Terms     []string       `json:"terms"`
	Reports   int            `json:"reports"`
	Sources   []ask.Root     `json:"sources"`
	History   []jsonMention  `json:"history"`
	Worded    []jsonPoint    `json:"seen"`
	Lineage   []jsonEdge     `json:"lineage"`
	Attitudes []jsonAttitude `json:"attitudes"`
}

type jsonWords struct {
	ask.Line
	Words []ask.Quote `json:"words"`
}

type jsonMention struct {
	jsonWords
	Name   string  `json:"name"`
	Status *string `json:"status"`
	Step   bool    `json:"step"`
	Why    *string `json:"why"`
}

type jsonPoint struct {
	Number     *int        `json:"number"`
	Terms      []string    `json:"terms"`
	Quantities []string    `json:"quantities"`
	Wordings   []jsonWords `json:"wordings"`
}

type jsonEdge struct {
	jsonWords
	Kind parley.LineageKind `json:"kind"`
	To   *string            `json:"to"`
	Name *string            `json:"name"`
}

type jsonAttitude struct {
	jsonWords
	Party   string        `json:"party"`
	Stance  parley.Stance `json:"stance"`
	Basis   parley.Basis  `json:"basis"`
	Private bool          `json:"private"`
	Held    *string       `json:"held"`
	Step    bool          `json:"step"`
}

type jsonDifference struct {
	A   *jsonPoint `json:"a"`
	B   *jsonPoint `json:"b"`
	How Change     `json:"how"`
	Why *string    `json:"why"`
}

// Encode prints a proposal of a dossier as JSON.
func (p *Proposal) Encode(e ask.Encoder) ([]byte, error) {
	out := jsonProposal{
		ID: p.ID, Name: p.Name, Names: listed(p.Names), By: []string{}, Points: orNone(p.Points), Seen: len(p.Seen), Status: ask.OrNull(string(p.Status)),
		Date: ask.OrNull(p.Date), Terms: listed(p.Terms), Reports: len(p.Mentions), Sources: e.Roots(p.Sources), History: []jsonMention{},
		Worded: []jsonPoint{}, Lineage: []jsonEdge{}, Attitudes: []jsonAttitude{},
	}
	for _, by := range p.By {
		out.By = append(out.By, by.Name)
	}
	for _, m := range p.Mentions {
		out.History = append(out.History, jsonMention{jsonWords{e.Line(m.Record, m.Proposal.ID), e.Quotes(m.Record, m.Proposal.Evidence...)},
			m.Proposal.Name, ask.OrNull(string(m.Proposal.Status)), m.Step, ask.OrNull(m.Why)})
	}
	for i := range p.Seen {
		out.Worded = append(out.Worded, *p.Seen[i].encode(e))
	}
	for _, l := range p.Lineage {
		out.Lineage = append(out.Lineage, jsonEdge{jsonWords{e.Line(l.Record, ""), e.Quotes(l.Record, l.Spans...)}, l.Kind, ask.OrNull(l.To), ask.OrNull(l.Name)})
	}
	for _, a := range p.Attitudes {
		out.Attitudes = append(out.Attitudes, jsonAttitude{jsonWords{e.Line(a.Record, a.Position.ID), e.Quotes(a.Record, a.Position.Evidence...)},
			a.Name, a.Position.Stance, a.Position.Basis, a.Position.Private, ask.OrNull(a.Position.Held.EDTF), a.Step})
	}
	return json.Marshal(out)
}

// Encode prints a difference as JSON.
func (d *Difference) Encode(e ask.Encoder) ([]byte, error) {
	return json.Marshal(jsonDifference{d.A.encode(e), d.B.encode(e), d.How, ask.OrNull(d.Why)})
}

func (o *Point) encode(e ask.Encoder) *jsonPoint {
	if o == nil {
		return nil
	}
	out := &jsonPoint{orNone(o.Number), listed(o.Terms), listed(o.Quantities()), []jsonWords{}}
	for _, w := range o.Wordings {
		out.Wordings = append(out.Wordings, jsonWords{e.Line(w.Record, w.Point.Statement), e.Quotes(w.Record, w.Point.Words...)})
	}
	return out
}

func orNone(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

func listed(all []string) []string {
	if all == nil {
		return []string{}
	}
	return all
}
