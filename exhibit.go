package parley

// An Exhibit is something that a report shows or rests on: a recording, a
// leaked paper, a post.
type Exhibit struct {
	ID           string // unique within a record: x1, x2, …
	Kind         ExhibitKind
	Entity       string   // id of the entity that it is spoken of as; empty for none
	Date         Date     // when it was made
	Duration     string   // ISO 8601: PT5M
	Participants []string // entity ids of those heard, seen or writing in it
	ObtainedBy   string   // entity id
	Responses    []string // ids of the responses to it
	Evidence     []Span
	Reasons      []Reason
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
