// Package terms says what a report says of a deal: which terms it touches, who
// stands where on them, which plans there are and who met whom. The terms are data,
// one plain file each (parley/terms/register); the parts beside it each find one
// noun of the deal and do not know each other.
//
//	statements → quantities → contacts, proposals → terms → positions
package terms

import (
	"parley"
	"parley/terms/contact"
	"parley/terms/position"
	"parley/terms/proposal"
	"parley/terms/register"
)

// A Reader finds what a report says of a deal, with the terms of a register.
type Reader struct {
	Register *register.Register
}

// Weights names the weights that the parts rest on, each with its digest.
func Weights() []string { return []string{contact.Weights(), position.Weights()} }

// Deal is what the record says of the deal. The record has all but that; its
// responses get the proposals that they answer, and its entities those who take part in a
// contact and whom nothing else made one.
func (r *Reader) Deal(reading *parley.Reading, cast *parley.Cast, record *parley.Record) *parley.Deal {
	deal := r.find(reading, cast, record)
	settleTerms(&record.Report, deal)
	deal.Positions = append(deal.Positions, position.Infer(record, deal)...)
	return deal
}

func (r *Reader) find(reading *parley.Reading, cast *parley.Cast, record *parley.Record) *parley.Deal {
	deal := &parley.Deal{
		Contacts:  contact.Find(record, cast.Dates, reading.Sense),
		Proposals: proposal.Find(record, cast.Dates),
	}
	proposal.Answer(record.Responses, deal.Proposals)
	deal.Terms = r.Register.Touch(record, deal.Proposals)
	deal.Positions = position.Find(record, deal, reading.Sense)
	return deal
}
