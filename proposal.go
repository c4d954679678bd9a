package parley

// A Proposal is a plan or text of a deal that a report speaks of. How many points
// it has and how many of them the report words are kept apart: what is not seen is
// not known.
type Proposal struct {
	ID       string         `json:"id,omitzero"`      // unique within a record: d1, d2, …
	Name     string         `json:"name,omitzero"`    // the fullest form the report uses: "28-point peace plan"
	Aliases  []string       `json:"aliases,omitzero"` // other forms, in order of first use
	Entity   string         `json:"entity,omitzero"`  // id of the entity that it is spoken of as; empty for none
	By       []string       `json:"by,omitzero"`      // entity ids of whose plan it is
	Points   int            `json:"points,omitzero"`  // how many it has in all; 0 where that is not told
	Seen     []Point        `json:"seen,omitzero"`    // those that the report words
	Date     Date           `json:"date,omitzero"`    // when it was made, or first known
	Status   ProposalStatus `json:"status,omitzero"`  // empty where the report does not tell
	Terms    []string       `json:"terms,omitzero"`   // ids of the terms that its points touch
	Lineage  []Lineage      `json:"lineage,omitzero"`
	Evidence []Span         `json:"evidence,omitzero"` // every place that names it
	Reasons  []Reason       `json:"reasons,omitzero"`
}

// A Point is one item of a proposal as far as a report words it.
type Point struct {
	Number     int        `json:"number,omitzero"` // in the proposal's own order; 0 where that is not told
	Words      []Span     `json:"words,omitzero"`
	Statement  string     `json:"statement,omitzero"` // id of the statement that words it; empty for the report's own words
	Terms      []string   `json:"terms,omitzero"`     // ids
	Quantities []Quantity `json:"quantities,omitzero"`
}

// Lineage is an edge from a proposal to an earlier one, on its words.
type Lineage struct {
	Kind     LineageKind `json:"kind,omitzero"`
	Proposal string      `json:"proposal,omitzero"` // id of the earlier one; empty where the record has no line for it
	Words    []Span      `json:"words,omitzero"`
}

// A ProposalStatus is the closed list of how far a proposal has come.
type ProposalStatus string

const (
	ProposalDraft     ProposalStatus = "draft"
	ProposalLeaked    ProposalStatus = "leaked"
	ProposalTabled    ProposalStatus = "tabled" // put to the other side
	ProposalAgreed    ProposalStatus = "agreed"
	ProposalSigned    ProposalStatus = "signed"
	ProposalWithdrawn ProposalStatus = "withdrawn"
)

// ProposalStatuses lists every status.
var ProposalStatuses = []ProposalStatus{ProposalDraft, ProposalLeaked, ProposalTabled, ProposalAgreed, ProposalSigned, ProposalWithdrawn}

// A LineageKind is the closed list of edges between proposals (PROV-O's
// wasDerivedFrom, wasRevisionOf and wasInfluencedBy, in that order, then a
// translation).
type LineageKind string

const (
	LineageBasedOn    LineageKind = "based-on"
	LineageAmends     LineageKind = "amends"
	LineageAnswers    LineageKind = "answers"
	LineageTranslates LineageKind = "translates"
)

// LineageKinds lists every kind of edge.
var LineageKinds = []LineageKind{LineageBasedOn, LineageAmends, LineageAnswers, LineageTranslates}
