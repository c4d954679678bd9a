package timeline

import (
	"encoding/json"

	"parley"
	"parley/ask"
)

// jsonEvent is what is printed, field for field in the order of docs/timeline.md: what
// happened when, when it was said, when it was published and when the case came to know
// it.
type jsonEvent struct {
	Kind  Kind     `json:"kind"`
	ID    string   `json:"id"`
	When  *string  `json:"when"`
	First *string  `json:"first"`
	Last  *string  `json:"last"`
	Ahead bool     `json:"ahead"`
	What  string   `json:"what"`
	Who   []string `json:"who"`
	Said  *string  `json:"said"`
	ask.Line
	Words []ask.Quote `json:"words"`
}

// Encode prints an event of a dossier as JSON.
func (e *Event) Encode(enc ask.Encoder) ([]byte, error) {
	out := jsonEvent{e.Kind, e.ID, ask.OrNull(e.When), day(e.Days.First), day(e.Days.Last), e.Ahead, e.What, e.Who, ask.OrNull(e.Said()),
		enc.Line(e.Record, e.Line), enc.Quotes(e.Record, e.Spans...)}
	if out.Who == nil {
		out.Who = []string{}
	}
	return json.Marshal(out)
}

// Said is when the statement was made that tells of it, as EDTF; empty where the
// report tells of it in its own words, or does not say.
func (e *Event) Said() string {
	id := e.Line
	for _, c := range e.Record.Contacts {
		if c.ID == e.Line {
			id = c.Statement
		}
	}
	for _, p := range e.Record.Positions {
		if p.ID == e.Line {
			id = p.Statement
		}
	}
	if s := statement(e.Record, id); s != nil {
		return s.Said.EDTF
	}
	return ""
}

// day is a day as EDTF has it, null for one before or after all others.
func day(d parley.Day) *string {
	if d == parley.FirstDay || d == parley.LastDay {
		return nil
	}
	return ask.OrNull(d.String())
}
