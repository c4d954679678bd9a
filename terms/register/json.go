package register

import "encoding/json"

// MarshalJSON prints a term as its file has it.
func (t *Term) MarshalJSON() ([]byte, error) {
	type option struct {
		ID    string   `json:"id"`
		Name  string   `json:"name"`
		PAX   []string `json:"pax"`
		Touch []string `json:"touch"`
	}
	out := struct {
		Term    string   `json:"term"`
		Name    string   `json:"name"`
		Part    string   `json:"part_of"`
		PAX     []string `json:"pax"`
		Unit    string   `json:"unit"`
		Place   bool     `json:"place"`
		Touch   []string `json:"touch"`
		Unless  []string `json:"unless"`
		Options []option `json:"options"`
		File    string   `json:"file"`
	}{t.Issue, t.Name, t.Part, listed(t.PAX), t.Unit, t.PerPlace, texts(t.touch), texts(t.unless), []option{}, t.File}
	for _, o := range t.Options {
		out.Options = append(out.Options, option{o.ID, o.Name, listed(o.PAX), texts(o.touch)})
	}
	return json.Marshal(out)
}

func listed(list []string) []string { return append([]string{}, list...) }

func texts(phrases []phrase) []string {
	out := []string{}
	for _, p := range phrases {
		out = append(out, p.text)
	}
	return out
}
