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

	Confidence float64 // of the attribution, see [Attribution]
}

// A StatementKind says whose words the content is in.
type StatementKind string

const (
	StatementDirect   StatementKind = "direct"   // all in quotation marks
	StatementIndirect StatementKind = "indirect" // the report's words
	StatementMixed    StatementKind = "mixed"    // partly quoted
)
