package eval

import (
	"encoding/json"
	"fmt"

	"parley"
)

// Labels is what an analyst, or a system, says of one report, made comparable:
// words as character sets without spaces and closing punctuation, parties by
// name. A name that is not known is empty.
type Labels struct {
	statements []statement
	responses  []claim
	positions  []claim
	contacts   []contact
	entities   []entity
	aliases    aliases
}

// An entity is somebody of a report, with the name of his party.
type entity struct {
	name, party string
}

type statement struct {
	source, cue, content charSet
	speaker              string
	addressees           []string
	act, kind, certainty string
	wordOf               string // on whose word it is known
}

// A claim is a response or a position: who takes which line, on which words.
type claim struct {
	party    string
	line     string // the response's kind, the position's stance
	evidence charSet
}

type contact struct {
	kind, status string
	participants []string
	evidence     charSet
}

// ReadLabels reads either form of a report's JSON: labels by exact words, or
// the object that `parley read --json` prints, known by its "report". In the
// latter every span of a statement must hold the words it claims.
func ReadLabels(text *Text, data []byte) (*Labels, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return nil, fmt.Errorf("%v: %w", err, parley.ErrInvalid)
	}
	if _, isRecord := fields["report"]; isRecord {
		return readRecord(text, data)
	}
	for _, list := range []string{"entities", "statements", "responses", "positions", "contacts"} {
		if fields[list] == nil {
			return nil, fmt.Errorf("labels without %q: %w", list, parley.ErrInvalid)
		}
	}
	return readExactWords(text, data)
}

// labelsJSON is the form of labels by exact words.
type labelsJSON struct {
	Entities []struct {
		Name    string   `json:"name"`
		Aliases []string `json:"aliases"`
		Party   string   `json:"party"`
	} `json:"entities"`
	Statements []struct {
		Sentence  string   `json:"sentence"`
		Source    string   `json:"source"`
		Cue       string   `json:"cue"`
		Content   []string `json:"content"`
		Speaker   string   `json:"speaker"`
		Addressee string   `json:"addressee"`
		Kind      string   `json:"kind"`
		Act       string   `json:"act"`
		Certainty string   `json:"certainty"`
		WordOf    string   `json:"on_word_of"`
	} `json:"statements"`
	Responses []struct {
		Who      string `json:"who"`
		Kind     string `json:"kind"`
		Evidence string `json:"evidence"`
	} `json:"responses"`
	Positions []struct {
		Party    string `json:"party"`
		Stance   string `json:"stance"`
		Evidence string `json:"evidence"`
	} `json:"positions"`
	Contacts []struct {
		Kind     string   `json:"kind"`
		Who      []string `json:"who"`
		Status   string   `json:"status"`
		Evidence string   `json:"evidence"`
	} `json:"contacts"`
}

func readExactWords(text *Text, data []byte) (*Labels, error) {
	var in labelsJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return nil, fmt.Errorf("%v: %w", err, parley.ErrInvalid)
	}
	out := &Labels{aliases: aliases{}}
	for _, e := range in.Entities {
		out.aliases[e.Name] = e.Aliases
		out.entities = append(out.entities, entity{e.Name, e.Party})
	}
	for _, s := range in.Statements {
		cue, cueEnd := text.cueOf(s.Sentence, s.Cue)
		st := statement{
			cue:     text.bare(cue, cueEnd),
			speaker: s.Speaker, act: s.Act, kind: s.Kind, certainty: s.Certainty, wordOf: s.WordOf,
		}
		if s.Source != "" {
			st.source = text.nearest(s.Source, cue)
		}
		for _, piece := range s.Content {
			st.content.unite(text.nearest(piece, cue))
		}
		if s.Addressee != "" {
			st.addressees = []string{s.Addressee}
		}
		out.statements = append(out.statements, st)
	}
	for _, r := range in.Responses {
		out.responses = append(out.responses, claim{r.Who, r.Kind, text.nearest(r.Evidence, 0)})
	}
	for _, p := range in.Positions {
		out.positions = append(out.positions, claim{p.Party, p.Stance, text.nearest(p.Evidence, 0)})
	}
	for _, c := range in.Contacts {
		out.contacts = append(out.contacts, contact{c.Kind, c.Status, c.Who, text.nearest(c.Evidence, 0)})
	}
	return out, nil
}

// cueOf finds a cue by its words: the first after the opening words of its
// sentence, else the first in the text, else the text's beginning.
func (t *Text) cueOf(sentence, cue string) (from, to int) {
	from = t.find(cue, max(0, t.find(sentence, 0)))
	if from < 0 {
		from = max(0, t.find(cue, 0))
	}
	return from, min(t.Len(), from+len([]rune(cue)))
}

// nearest is the characters of the place of words nearest to at; empty where
// the text does not hold them.
func (t *Text) nearest(words string, at int) charSet {
	from, to, found := t.near(words, at)
	if !found {
		return nil
	}
	return t.bare(from, to)
}

// bare is the characters of [from,to) less spaces and closing punctuation.
func (t *Text) bare(from, to int) charSet {
	var set charSet
	set.addRange(from, to)
	return set.without(t.spaces).without(t.punctuation)
}
