package eval

import (
	"encoding/json"
	"fmt"

	"parley"
)

// recordJSON is the part of `parley read --json` that is measured.
type recordJSON struct {
	Entities []struct {
		ID      string   `json:"id"`
		Name    string   `json:"name"`
		Aliases []string `json:"aliases"`
		Party   string   `json:"party"`
	} `json:"entities"`
	Statements []struct {
		Source     []spanJSON `json:"source"`
		Cue        []spanJSON `json:"cue"`
		Content    []spanJSON `json:"content"`
		Speaker    string     `json:"speaker"`
		Addressees []string   `json:"addressees"`
		Kind       string     `json:"kind"`
		Act        string     `json:"act"`
		Certainty  string     `json:"certainty"`
		Chain      []struct {
			Entity string `json:"entity"`
		} `json:"chain"`
	} `json:"statements"`
	Responses []struct {
		By       string     `json:"by"`
		Kind     string     `json:"kind"`
		Evidence []spanJSON `json:"evidence"`
	} `json:"responses"`
	Positions []struct {
		Party    string     `json:"party"`
		Stance   string     `json:"stance"`
		Evidence []spanJSON `json:"evidence"`
	} `json:"positions"`
	Contacts []struct {
		Kind         string     `json:"kind"`
		Participants []string   `json:"participants"`
		Status       string     `json:"status"`
		Evidence     []spanJSON `json:"evidence"`
	} `json:"contacts"`
}

type spanJSON struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

func readRecord(text *Text, data []byte) (*Labels, error) {
	var in recordJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return nil, fmt.Errorf("%v: %w", err, parley.ErrInvalid)
	}
	if err := in.verify(text); err != nil {
		return nil, err
	}
	out := &Labels{aliases: aliases{}}
	names := map[string]string{} // by entity id; an unknown id has no name
	for _, e := range in.Entities {
		names[e.ID] = e.Name
		out.aliases[e.Name] = e.Aliases
	}
	for _, e := range in.Entities {
		out.entities = append(out.entities, entity{e.Name, names[e.Party]})
	}
	nameAll := func(ids []string) []string {
		var all []string
		for _, id := range ids {
			all = append(all, names[id])
		}
		return all
	}
	for _, s := range in.Statements {
		st := statement{
			source: text.union(s.Source), cue: text.union(s.Cue), content: text.union(s.Content),
			speaker: names[s.Speaker], addressees: nameAll(s.Addressees),
			act: s.Act, kind: s.Kind, certainty: s.Certainty,
		}
		for _, hop := range s.Chain { // the innermost hop that is not the speaker
			if hop.Entity != "" && hop.Entity != s.Speaker {
				st.wordOf = names[hop.Entity]
			}
		}
		out.statements = append(out.statements, st)
	}
	for _, r := range in.Responses {
		out.responses = append(out.responses, claim{names[r.By], r.Kind, text.union(r.Evidence)})
	}
	for _, p := range in.Positions {
		out.positions = append(out.positions, claim{names[p.Party], p.Stance, text.union(p.Evidence)})
	}
	for _, c := range in.Contacts {
		out.contacts = append(out.contacts, contact{c.Kind, c.Status, nameAll(c.Participants), text.union(c.Evidence)})
	}
	return out, nil
}

// verify holds every span to its words: a record that misquotes has no score.
func (in *recordJSON) verify(text *Text) error {
	for i, s := range in.Statements {
		for _, spans := range [][]spanJSON{s.Source, s.Cue, s.Content} {
			for _, span := range spans {
				if err := span.verify(text); err != nil {
					return fmt.Errorf("statement %d: %w", i+1, err)
				}
				if held := text.slice(span.Start, span.End); held != span.Text {
					return fmt.Errorf("statement %d: span [%d,%d) holds %q, not %q: %w",
						i+1, span.Start, span.End, held, span.Text, parley.ErrInvalid)
				}
			}
		}
	}
	var evidence [][]spanJSON
	for _, r := range in.Responses {
		evidence = append(evidence, r.Evidence)
	}
	for _, p := range in.Positions {
		evidence = append(evidence, p.Evidence)
	}
	for _, c := range in.Contacts {
		evidence = append(evidence, c.Evidence)
	}
	for _, spans := range evidence {
		for _, span := range spans {
			if err := span.verify(text); err != nil {
				return fmt.Errorf("evidence: %w", err)
			}
		}
	}
	return nil
}

func (s spanJSON) verify(text *Text) error {
	if s.Start < 0 || s.Start > s.End || s.End > text.Len() {
		return fmt.Errorf("span [%d,%d) is outside a text of %d characters: %w", s.Start, s.End, text.Len(), parley.ErrInvalid)
	}
	return nil
}

// union is the characters that any of spans covers.
func (t *Text) union(spans []spanJSON) charSet {
	var all charSet
	for _, s := range spans {
		all.unite(t.bare(s.Start, s.End))
	}
	return all
}
