package parley

// A Statement is an attribution whose parties are known: who said what to whom.
// Speaker and Addressees are entity ids; unknown is empty, never a guess.
type Statement struct {
	ID         string        `json:"id,omitzero"` // unique within a record: s1, s2, … in the order of the cues
	Kind       StatementKind `json:"kind,omitzero"`
	Speaker    string        `json:"speaker,omitzero"`
	Addressees []string      `json:"addressees,omitzero"`
	Within     string        `json:"within,omitzero"` // the statement whose content holds this one's cue; empty for the outermost

	Source  []Span `json:"source,omitzero"`
	Cue     []Span `json:"cue,omitzero"`
	Content []Span `json:"content,omitzero"`

	Act       Act       `json:"act,omitzero"`
	CAMEO     string    `json:"cameo,omitzero"`   // code of CAMEO 1.1b3, three digits or more: "0841"; empty where none fits
	Negated   bool      `json:"negated,omitzero"` // the act is denied: "did not say"
	Certainty Certainty `json:"certainty,omitzero"`
	Hedges    []Span    `json:"hedges,omitzero"` // that weaken it: "reportedly", "likely"
	Said      Date      `json:"said,omitzero"`
	Timecode  Timecode  `json:"timecode,omitzero"` // in a transcript: when in the recording the content is spoken
	Channel   Span      `json:"channel,omitzero"`  // by which it was said: "in a Truth Social post"; the zero Span where that is not told

	SourceClass SourceClass `json:"source_class,omitzero"`
	Anonymity   []Span      `json:"anonymity,omitzero"` // why the source has no name, as printed: "because he was not authorised to speak"
	Chain       []Hop       `json:"chain,omitzero"`     // outermost first

	Reasons    []Reason `json:"reasons,omitzero"`
	Confidence float64  `json:"confidence,omitzero"` // of the attribution, see [Attribution]
}

// A StatementKind says whose words the content is in.
type StatementKind string

const (
	StatementDirect   StatementKind = "direct"   // all in quotation marks, or a turn of a transcript
	StatementIndirect StatementKind = "indirect" // the report's words
	StatementMixed    StatementKind = "mixed"    // partly quoted
)

// StatementKinds lists every kind of statement.
var StatementKinds = []StatementKind{StatementDirect, StatementIndirect, StatementMixed}
