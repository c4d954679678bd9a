package parley

// An Exhibit is something that a report shows or rests on: a recording, a
// leaked paper, a post.
type Exhibit struct {
	ID           string      `json:"id,omitzero"` // unique within a record: x1, x2, …
	Kind         ExhibitKind `json:"kind,omitzero"`
	Entity       string      `json:"entity,omitzero"`       // id of the entity that it is spoken of as; empty for none
	Date         Date        `json:"date,omitzero"`         // when it was made
	Duration     string      `json:"duration,omitzero"`     // ISO 8601: PT5M
	Participants []string    `json:"participants,omitzero"` // entity ids of those heard, seen or writing in it
	ObtainedBy   string      `json:"obtained_by,omitzero"`  // entity id
	Responses    []string    `json:"responses,omitzero"`    // ids of the responses to it
	Evidence     []Span      `json:"evidence,omitzero"`
	Reasons      []Reason    `json:"reasons,omitzero"`
}

// An ExhibitKind is the closed list of exhibits.
type ExhibitKind string

const (
	ExhibitRecording  ExhibitKind = "recording"
	ExhibitTranscript ExhibitKind = "transcript"
	ExhibitDocument   ExhibitKind = "document"
	ExhibitPost       ExhibitKind = "post"
	ExhibitPhoto      ExhibitKind = "photo"
	ExhibitVideo      ExhibitKind = "video"
)

// ExhibitKinds lists every kind of exhibit.
var ExhibitKinds = []ExhibitKind{
	ExhibitRecording, ExhibitTranscript, ExhibitDocument, ExhibitPost, ExhibitPhoto, ExhibitVideo,
}
