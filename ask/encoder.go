package ask

import "parley"

// An Encoder prints what answers to other questions have of reports: which they
// are, and words with their places, in characters.
type Encoder struct{ *answerEncoder }

// NewEncoder is the encoder of the dossier.
func (d *Dossier) NewEncoder() Encoder { return Encoder{d.encoder()} }

// Reports lists the reports, for an answer to name each by its place in the list.
func (e Encoder) Reports() any { return e.reports() }

// Words are spans of a report with their words.
func (e Encoder) Words(r *parley.Record, spans ...parley.Span) any { return e.spans(&r.Report, spans) }

// Sources are sources, with the reports that rest on them.
func (e Encoder) Sources(all []Source) any {
	out := []jsonSource{}
	for _, s := range all {
		out = append(out, jsonSource{s.Kind, s.Name, e.carriers(s.Carriers)})
	}
	return out
}

// OrNull is text for JSON: null where there is none.
func OrNull(s string) *string { return orNull(s) }
