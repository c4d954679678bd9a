package parley

// A Statement is an attribution whose parties are known: who said what to whom.
// Speaker and Addressees are entity ids; unknown is empty, never a guess.
type Statement struct {
	ID         string // unique within a record: s1, s2, … in the order of the cues
	Kind       StatementKind
	Speaker    string
	Addressees []string
	Within     string // the statement whose content holds this one's cue; empty for the outermost

	Source  []Span
	Cue     []Span
	Content []Span

	Act       Act
	CAMEO     string // code of CAMEO 1.1b3, three digits or more: "0841"; empty where none fits
	Negated   bool   // the act is denied: "did not say"
	Certainty Certainty
	Hedges    []Span // that weaken it: "reportedly", "likely"
	Said      Date
	Timecode  Timecode // in a transcript: when in the recording the content is spoken
	Channel   Span     // by which it was said: "in a Truth Social post"; the zero Span where that is not told

	SourceClass SourceClass
	Anonymity   []Span // why the source has no name, as printed: "because he was not authorised to speak"
	Chain       []Hop  // outermost first

	Reasons    []Reason
	Confidence float64 // of the attribution, see [Attribution]
}

// A StatementKind says whose words the content is in.
type StatementKind string

const (
	StatementDirect   StatementKind = "direct"   // all in quotation marks
	StatementIndirect StatementKind = "indirect" // the report's words
	StatementMixed    StatementKind = "mixed"    // partly quoted
)
