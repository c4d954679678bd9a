package parley

// A Contact is a call, a meeting, a visit: an occasion on which parties speak with
// each other, held or not. What media hear of them in an interview is none.
type Contact struct {
	ID           string        `json:"id,omitzero"` // unique within a record: c1, c2, …
	Kind         ContactKind   `json:"kind,omitzero"`
	Participants []string      `json:"participants,omitzero"` // entity ids, who comes or calls first; in what capacity their entities say
	Host         string        `json:"host,omitzero"`         // entity id; empty where that is not told
	Place        string        `json:"place,omitzero"`        // entity id; empty where that is not told
	When         Date          `json:"when,omitzero"`
	Duration     string        `json:"duration,omitzero"` // ISO 8601: PT5M
	Status       ContactStatus `json:"status,omitzero"`
	Condition    Span          `json:"condition,omitzero"` // on which it shall take place; the zero Span where there is none
	Topics       []Span        `json:"topics,omitzero"`    // what it is said to be about
	Statement    string        `json:"statement,omitzero"` // id of the statement that tells of it; empty for the report's own words
	Evidence     []Span        `json:"evidence,omitzero"`
	Reasons      []Reason      `json:"reasons,omitzero"`
}

// A ContactKind is the closed list of contacts.
type ContactKind string

const (
	ContactCall    ContactKind = "call"
	ContactMeeting ContactKind = "meeting"
	ContactVisit   ContactKind = "visit"
	ContactTalks   ContactKind = "talks"
	ContactMessage ContactKind = "message"
	ContactSummit  ContactKind = "summit"
)

// ContactKinds lists every kind of contact.
var ContactKinds = []ContactKind{ContactCall, ContactMeeting, ContactVisit, ContactTalks, ContactMessage, ContactSummit}

// A ContactStatus says whether a contact takes place (IPTC eventoccurstatus:
// occurred, ongoing, planned and certain, planned and uncertain, cancelled,
// postponed).
type ContactStatus string

const (
	ContactHeld      ContactStatus = "held"
	ContactOngoing   ContactStatus = "ongoing"
	ContactPlanned   ContactStatus = "planned"
	ContactProposed  ContactStatus = "proposed"
	ContactCancelled ContactStatus = "cancelled"
	ContactPostponed ContactStatus = "postponed"
)

// ContactStatuses lists every status.
var ContactStatuses = []ContactStatus{ContactHeld, ContactOngoing, ContactPlanned, ContactProposed, ContactCancelled, ContactPostponed}
