package ask

import (
	"time"

	"parley"
)

// An Encoder prints what answers have of reports, as JSON: which they are, and words
// with their places, in characters.
type Encoder struct{ inner *answerEncoder }

// NewEncoder is the encoder of the dossier.
func (d *Dossier) NewEncoder() Encoder { return Encoder{d.encoder()} }

// A Line is where something is told, as answers print it.
type Line struct {
	Report    *string `json:"report"`    // id
	Address   string  `json:"address"`   // in the case, "12/c1"; without a case the id of the line
	Input     *string `json:"input"`     // where the report was read from
	Publisher *string `json:"publisher"` // its outlet
	Published *string `json:"published"`
	Recorded  *string `json:"recorded"` // when the case came to know it
}

// Line is where a line of a record is.
func (e Encoder) Line(r *parley.Record, line string) Line {
	d := e.inner.dossier
	out := Line{orNull(r.Report.ID), d.Address(r, line), orNull(r.Report.Input), orNull(r.Report.Publisher), orNull(r.Report.Published), nil}
	if known := d.Known(r); !known.IsZero() {
		out.Recorded = orNull(known.UTC().Format(time.RFC3339))
	}
	return out
}

// A Quote is words of a report with their place in it, in characters.
type Quote struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Quotes are spans of a report with their words.
func (e Encoder) Quotes(r *parley.Record, spans ...parley.Span) []Quote {
	out := []Quote{}
	for _, s := range e.inner.spans(&r.Report, spans) {
		out = append(out, Quote(s))
	}
	return out
}

// A Root is an independent source, as answers print it.
type Root struct {
	Kind    SourceKind `json:"kind"`
	Name    string     `json:"name"`
	Reports []Line     `json:"reports"`
}

// Roots are sources.
func (e Encoder) Roots(all []Source) []Root {
	out := []Root{}
	for _, s := range all {
		root := Root{s.Kind, s.Name, []Line{}}
		for _, c := range s.Carriers {
			root.Reports = append(root.Reports, e.Line(c.Record, ""))
		}
		out = append(out, root)
	}
	return out
}

// OrNull is text for JSON: null where there is none.
func OrNull(s string) *string { return orNull(s) }
