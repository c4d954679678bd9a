package parley

// A Response is what a party says, or pointedly does not say, to a claim, an
// exhibit, a proposal or an event.
type Response struct {
	ID        string // unique within a record: r1, r2, …
	By        string // entity id
	Kind      ResponseKind
	To        Answered
	Statement string // id of the statement that makes it; empty where none does
	Evidence  []Span
	Reasons   []Reason
}

// Answered is what a response answers: one of the ids, or none where the record
// has no line for it, and the words for it.
type Answered struct {
	Statement, Exhibit, Proposal, Event string // ids
	Words                               []Span // by which the response names it
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
