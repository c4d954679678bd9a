package contacts

import (
	"encoding/json"

	"parley"
	"parley/ask"
)

// The types below are what is printed, field for field in the order of
// docs/timeline.md.

type jsonContact struct {
	ID           string               `json:"id"`
	Kind         parley.ContactKind   `json:"kind"`
	Status       parley.ContactStatus `json:"status"`
	When         *string              `json:"when"`
	DateWords    *string              `json:"date_words"`
	First        *string              `json:"first"`
	Last         *string              `json:"last"`
	Participants []jsonParticipant    `json:"participants"`
	Place        *string              `json:"place"`
	Host         *string              `json:"host"`
	Condition    *jsonWords           `json:"condition"`
	Disputed     bool                 `json:"disputed"`
	Reports      int                  `json:"reports"`
	Sources      []ask.Root           `json:"sources"`
	History      []jsonTelling        `json:"history"`
	Sides        []jsonSide           `json:"sides"`
}

type jsonParticipant struct {
	Name     string  `json:"name"`
	Capacity *string `json:"capacity"`
	For      *string `json:"for"`
	Reports  int     `json:"reports"`
}

type jsonWords struct {
	ask.Line
	Words []ask.Quote `json:"words"`
}

type jsonTelling struct {
	jsonWords
	Status parley.ContactStatus `json:"status"`
	When   *string              `json:"when"`
	By     *string              `json:"by"`
	Step   bool                 `json:"step"`
	Why    *string              `json:"why"`
}

type jsonSide struct {
	Name   string      `json:"name"`
	Topics []jsonTopic `json:"topics"`
}

type jsonTopic struct {
	jsonWords
	Only bool `json:"only"`
}

// Encode prints a contact of a dossier as JSON.
func (c *Contact) Encode(e ask.Encoder) ([]byte, error) {
	out := jsonContact{
		ID: c.ID, Kind: c.Kind, Status: c.Status, When: ask.OrNull(c.When), DateWords: ask.OrNull(c.DateWords), First: day(c.Days.First), Last: day(c.Days.Last),
		Participants: []jsonParticipant{}, Place: ask.OrNull(c.Place), Host: ask.OrNull(c.Host), Disputed: c.Disputed, Reports: c.Reports(),
		Sources: e.Roots(c.Sources), History: []jsonTelling{}, Sides: []jsonSide{},
	}
	for _, p := range c.Participants {
		out.Participants = append(out.Participants, jsonParticipant{p.Name, ask.OrNull(p.Capacity), ask.OrNull(p.For), p.Reports})
	}
	if t := c.Condition; t != nil {
		out.Condition = &jsonWords{e.Line(t.Record, t.Contact.ID), e.Quotes(t.Record, t.Contact.Condition)}
	}
	for _, t := range c.Tellings {
		out.History = append(out.History, jsonTelling{jsonWords{e.Line(t.Record, t.Contact.ID), e.Quotes(t.Record, t.Contact.Evidence...)},
			t.Contact.Status, ask.OrNull(t.Contact.When.EDTF), ask.OrNull(t.By), t.Step, ask.OrNull(t.Why)})
	}
	for _, s := range c.Sides {
		side := jsonSide{s.Name, []jsonTopic{}}
		for _, t := range s.Topics {
			side.Topics = append(side.Topics, jsonTopic{jsonWords{e.Line(t.Record, ""), e.Quotes(t.Record, t.Spans...)}, t.Only})
		}
		out.Sides = append(out.Sides, side)
	}
	return json.Marshal(out)
}

// Reports is how many reports tell of it.
func (c *Contact) Reports() int {
	seen := map[*parley.Record]bool{}
	for _, t := range c.Tellings {
		seen[t.Record] = true
	}
	return len(seen)
}

// day is a day as EDTF has it, null for one before or after all others.
func day(d parley.Day) *string {
	if d == parley.FirstDay || d == parley.LastDay {
		return nil
	}
	return ask.OrNull(d.String())
}
