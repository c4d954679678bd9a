package parley

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
