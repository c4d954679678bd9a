package parley

// A Response is what a party says, or pointedly does not say, to a claim, an
// exhibit, a proposal or an event.
type Response struct {
	ID        string       `json:"id,omitzero"` // unique within a record: r1, r2, …
	By        string       `json:"by,omitzero"` // entity id
	Kind      ResponseKind `json:"kind,omitzero"`
	To        Answered     `json:"to,omitzero"`
	Statement string       `json:"statement,omitzero"` // id of the statement that makes it; empty where none does
	Evidence  []Span       `json:"evidence,omitzero"`
	Reasons   []Reason     `json:"reasons,omitzero"`
}

// Answered is what a response answers: one of the ids, or none where the record
// has no line for it, and the words for it.
type Answered struct {
	// Ids; empty but for one at most.
	Statement string `json:"statement,omitzero"`
	Exhibit   string `json:"exhibit,omitzero"`
	Proposal  string `json:"proposal,omitzero"`
	Event     string `json:"event,omitzero"`
	Words     []Span `json:"words,omitzero"` // by which the response names it
}

// A ResponseKind is the closed list of responses.
type ResponseKind string

const (
	ResponseConfirm        ResponseKind = "confirm"
	ResponseDeny           ResponseKind = "deny"
	ResponseAccept         ResponseKind = "accept"
	ResponseReject         ResponseKind = "reject"
	ResponseNotDispute     ResponseKind = "not-dispute"
	ResponseDeclineComment ResponseKind = "decline-comment"
	ResponseNoReply        ResponseKind = "no-reply" // did not answer when asked
	ResponseWelcome        ResponseKind = "welcome"
	ResponseCriticise      ResponseKind = "criticise"
)

// ResponseKinds lists every kind of response.
var ResponseKinds = []ResponseKind{
	ResponseConfirm, ResponseDeny, ResponseAccept, ResponseReject, ResponseNotDispute,
	ResponseDeclineComment, ResponseNoReply, ResponseWelcome, ResponseCriticise,
}
