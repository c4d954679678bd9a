package parley

// A Deal is what one report says of a deal: the terms that it touches, who stands
// where on them, the plans and the contacts.
type Deal struct {
	Terms     []Term
	Positions []Position
	Proposals []Proposal
	Contacts  []Contact
}
