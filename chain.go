package parley

// A Hop is a station on the way of a statement to the report: whoever it is
// known by. A chain of hops runs from the outermost to the one next to the
// speaker and leaves out the report's own publisher and the speaker. In "X
// said, according to a recording obtained by the Herald" it is: the Herald, the
// recording.
type Hop struct {
	Kind      HopKind `json:"kind,omitzero"`
	Entity    string  `json:"entity,omitzero"`    // id of the entity; empty for an exhibit
	Exhibit   string  `json:"exhibit,omitzero"`   // id of the exhibit; empty for others
	Cue       []Span  `json:"cue,omitzero"`       // the words that say so: "obtained by", "according to"
	Statement string  `json:"statement,omitzero"` // id of the statement that the hop makes; empty where it is none
}

// A HopKind says what sort of station a hop is.
type HopKind string

const (
	HopMedium       HopKind = "medium"       // an outlet or agency
	HopExhibit      HopKind = "exhibit"      // a recording, a paper
	HopIntermediary HopKind = "intermediary" // whoever passed it on
)

// HopKinds lists every kind of hop.
var HopKinds = []HopKind{HopMedium, HopExhibit, HopIntermediary}

// A SourceClass says how a statement's source is named, and so how well it can
// be held to its words.
type SourceClass string

const (
	SourceNamed       SourceClass = "named"       // a person by name
	SourceAnonymous   SourceClass = "anonymous"   // persons without a name: "a senior official"
	SourceInstitution SourceClass = "institution" // a body, a state, an outlet
	SourceDocument    SourceClass = "document"    // a plan, a poll, a recording
)

// SourceClasses lists every class.
var SourceClasses = []SourceClass{SourceNamed, SourceAnonymous, SourceInstitution, SourceDocument}
