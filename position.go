package parley

// A Position is where a party stands on a term, a proposal, or an issue that no
// register knows, in the words of one report. What stands over many reports is
// derived from these.
type Position struct {
	ID         string     `json:"id,omitzero"`       // unique within a record: o1, o2, …
	Party      string     `json:"party,omitzero"`    // entity id of whose position it is
	By         string     `json:"by,omitzero"`       // entity id of who says so; empty for the report itself
	Term       string     `json:"term,omitzero"`     // id of a term; empty where no register knows the issue
	Option     string     `json:"option,omitzero"`   // id of an option of the term; empty for the term as such
	Proposal   string     `json:"proposal,omitzero"` // id of the proposal that it is a stance on; empty for none
	About      []Span     `json:"about,omitzero"`    // the words for what it is a stance on
	Stance     Stance     `json:"stance,omitzero"`
	Condition  Span       `json:"condition,omitzero"` // the zero Span where there is none
	Basis      Basis      `json:"basis,omitzero"`
	Private    bool       `json:"private,omitzero"`    // not said to the public: on a leaked call, in closed talks
	Held       Date       `json:"held,omitzero"`       // when it was taken; empty where only the report's own date tells
	Quantities []Quantity `json:"quantities,omitzero"` // of what is wanted or offered
	Statement  string     `json:"statement,omitzero"`  // id of the statement that rests on; empty for the report's own words
	Evidence   []Span     `json:"evidence,omitzero"`
	Reasons    []Reason   `json:"reasons,omitzero"`
	Confidence float64    `json:"confidence,omitzero"` // that there is a position with this stance, 0 to 1; 0 where rules alone decided
}

// A Stance is the closed list of how a party can stand.
type Stance string

const (
	StanceAccept      Stance = "accept"
	StanceReject      Stance = "reject"
	StanceDemand      Stance = "demand"
	StanceOffer       Stance = "offer"
	StanceConditional Stance = "conditional" // accepts if something
	StanceOpen        Stance = "open"        // has not decided, or rules nothing out
)

// Stances lists every stance.
var Stances = []Stance{StanceAccept, StanceReject, StanceDemand, StanceOffer, StanceConditional, StanceOpen}

// A Basis says what a position rests on. Positions on different bases are never
// mixed.
type Basis string

const (
	BasisOwn        Basis = "own"        // the party's own statement
	BasisAttributed Basis = "attributed" // another says so of it, or the report
	BasisInferred   Basis = "inferred"   // from what it did or from what it said of something else
	BasisRedLine    Basis = "red-line"   // own words that rule out any other outcome
)

// Bases lists every basis, the firmest ground first.
var Bases = []Basis{BasisRedLine, BasisOwn, BasisAttributed, BasisInferred}
