package parley

// An Act is what is done by saying something (speech act), in the terms of
// negotiations; the closed list of the record. CAMEO's finer codes stand beside.
type Act string

const (
	ActAssert            Act = "assert"
	ActAnnounce          Act = "announce"
	ActConfirm           Act = "confirm"
	ActDeny              Act = "deny"
	ActNotDispute        Act = "not-dispute"
	ActDeclineComment    Act = "decline-comment"
	ActAccept            Act = "accept"
	ActReject            Act = "reject"
	ActDemand            Act = "demand"
	ActRequest           Act = "request"
	ActPropose           Act = "propose"
	ActOffer             Act = "offer"
	ActPromise           Act = "promise"
	ActThreaten          Act = "threaten"
	ActWarn              Act = "warn"
	ActAccuse            Act = "accuse"
	ActAdvise            Act = "advise"
	ActPraise            Act = "praise"
	ActRegret            Act = "regret"
	ActAsk               Act = "ask"
	ActCommitConditional Act = "commit-conditional"
	ActOther             Act = "other" // attitudes and what none of the others names
)

// Acts lists every act in the order of the documentation.
var Acts = []Act{
	ActAssert, ActAnnounce, ActConfirm, ActDeny, ActNotDispute, ActDeclineComment, ActAccept, ActReject,
	ActDemand, ActRequest, ActPropose, ActOffer, ActPromise, ActThreaten, ActWarn, ActAccuse,
	ActAdvise, ActPraise, ActRegret, ActAsk, ActCommitConditional, ActOther,
}

// A Certainty is how sure a statement's source presents its content (FactBank:
// CT, PR, PS, Uu). What is demanded, wanted or asked is neither: unknown.
type Certainty string

const (
	Certain          Certainty = "certain"
	Probable         Certainty = "probable"
	Possible         Certainty = "possible"
	CertaintyUnknown Certainty = "unknown"
)

// Certainties lists every certainty from the surest down.
var Certainties = []Certainty{Certain, Probable, Possible, CertaintyUnknown}
