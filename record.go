package parley

import "fmt"

// A Record is everything parley keeps of one report. Each line of it rests on
// spans of Report; Weights names the model that read them, so that the same
// report and the same weights give the same record.
type Record struct {
	Report     Report
	Entities   []Entity
	Statements []Statement
	Weights    string   // digest of the reader's weights, "sha256:…"
	Warnings   []string // what a user must know before relying on the record
}

// RecordVersion is the version of the record's schema, as printed in its JSON.
//
//	1: report, entities with mentions, statements with source, cue, content, kind, speaker, nesting.
const RecordVersion = 1

// Verify holds every span of r against its report's text. The error is an
// [ErrInvalid] that names the line and what is wrong with its span.
func (r *Record) Verify() error {
	for _, e := range r.Entities {
		for _, m := range e.Mentions {
			if err := r.Report.Verify(m.Span); err != nil {
				return fmt.Errorf("mention of entity %s: %w", e.ID, err)
			}
		}
	}
	for _, s := range r.Statements {
		for _, part := range []struct {
			role  string
			spans []Span
		}{{"source", s.Source}, {"cue", s.Cue}, {"content", s.Content}} {
			for _, span := range part.spans {
				if err := r.Report.Verify(span); err != nil {
					return fmt.Errorf("%s of statement %s: %w", part.role, s.ID, err)
				}
			}
		}
	}
	return nil
}
