package parley

// A Record is everything parley keeps of one report. Each line of it rests on
// spans of Report; Weights names the model that read them, so that the same
// report and the same weights give the same record.
type Record struct {
	Report     Report      `json:"report,omitzero"`
	Entities   []Entity    `json:"entities,omitzero"`
	Statements []Statement `json:"statements,omitzero"`
	Responses  []Response  `json:"responses,omitzero"`
	Exhibits   []Exhibit   `json:"exhibits,omitzero"`
	Terms      []Term      `json:"terms,omitzero"`
	Positions  []Position  `json:"positions,omitzero"`
	Proposals  []Proposal  `json:"proposals,omitzero"`
	Contacts   []Contact   `json:"contacts,omitzero"`
	Weights    string      `json:"weights,omitzero"`  // digest of all weights that read it, "sha256:…"
	Warnings   []string    `json:"warnings,omitzero"` // what a user must know before relying on the record
}

// RecordVersion is the version of the record's schema, as printed in its JSON.
//
//	1: report, entities with mentions, statements with source, cue, content, kind, speaker, nesting.
//	2: roles, parties, principals; acts, certainty, channel, dates, chains; responses, exhibits; reasons.
//	3: terms, positions, proposals and contacts.
const RecordVersion = 3
