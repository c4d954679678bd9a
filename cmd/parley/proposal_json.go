package main

import (
	"parley"
	"parley/internal/anchor"
	"parley/terms/points"
)

// A jsonText is what parley proposal points --json prints.
type jsonText struct {
	Title    string      `json:"title,omitempty"`
	Preamble string      `json:"preamble,omitempty"`
	Points   []jsonPoint `json:"points"`
	Closing  string      `json:"closing,omitempty"`
}

type jsonPoint struct {
	Number string   `json:"number"` // empty for a bullet
	Path   string   `json:"path"`
	Within *int     `json:"within,omitempty"` // place in the list, from 0, of the point that holds it
	Words  string   `json:"words"`
	Start  int      `json:"start"` // in code points of the text, from the label on
	End    int      `json:"end"`
	Terms  []string `json:"terms"`
}

func textJSON(text *points.Text) jsonText {
	out := jsonText{Title: text.Report.Title, Preamble: between(text, text.Preamble), Closing: between(text, text.Closing)}
	at, runes := 0, 0 // code points before at
	upTo := func(n int) int {
		runes += len([]rune(text.Report.Text[at:n]))
		at = n
		return runes
	}
	for i := range text.Points {
		p := jsonOf(text, i)
		span := text.Points[i].Span()
		p.Start = upTo(span.Start)
		p.End = upTo(span.End)
		out.Points = append(out.Points, p)
	}
	return out
}

func jsonOf(text *points.Text, i int) jsonPoint {
	point := &text.Points[i]
	p := jsonPoint{Number: point.Number, Path: point.Path, Words: between(text, point.Words), Terms: point.Terms}
	if point.Within >= 0 {
		p.Within = &point.Within
	}
	if p.Terms == nil {
		p.Terms = []string{}
	}
	return p
}

func between(text *points.Text, s parley.Span) string { return text.Report.Text[s.Start:s.End] }

// A jsonPair is a line of what parley proposal compare --json prints.
type jsonPair struct {
	How     points.Change `json:"how"`
	Moved   bool          `json:"moved,omitempty"`
	Alike   float64       `json:"alike,omitempty"`
	Because string        `json:"because,omitempty"`
	A       *jsonSide     `json:"a,omitempty"`
	B       *jsonSide     `json:"b,omitempty"`
	Edits   [][]jsonEdit  `json:"edits,omitempty"`
}

type jsonSide struct {
	Point  int      `json:"point"` // place in the list of points, from 0
	Number string   `json:"number"`
	Path   string   `json:"path"`
	Words  string   `json:"words"`
	Terms  []string `json:"terms"`
}

type jsonEdit struct {
	Kind anchor.EditKind `json:"kind"`
	Text string          `json:"text"`
}

func pairsJSON(a, b *points.Text, pairs []points.Pair) map[string]any {
	all := []jsonPair{}
	for _, pair := range pairs {
		line := jsonPair{How: pair.How, Moved: pair.Moved, Alike: pair.Alike, Because: pair.Because, A: sideJSON(a, pair.A), B: sideJSON(b, pair.B)}
		for _, c := range pair.Edits {
			var edits []jsonEdit
			for _, e := range c.Edits {
				edits = append(edits, jsonEdit{e.Kind, e.Text})
			}
			line.Edits = append(line.Edits, edits)
		}
		all = append(all, line)
	}
	return map[string]any{"a": a.Report.ID, "b": b.Report.ID, "points": all}
}

func sideJSON(text *points.Text, i int) *jsonSide {
	if i < 0 {
		return nil
	}
	p := jsonOf(text, i)
	return &jsonSide{i, p.Number, p.Path, p.Words, p.Terms}
}
