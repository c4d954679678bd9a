package parley

import (
	"cmp"
	"slices"
	"sort"
)

// A Sense is what the reader's network makes of a report's words for the deal, token
// by token: how far they look like words by which an analyst would list a position or
// a contact. It finds nothing by itself; the crafts weigh it beside what their tables
// say. A nil Sense senses nothing: a reading with half of the layers, or as PolNeAR, has
// none.
type Sense struct {
	Starts   []int     // the byte at which each token begins, in order
	Stances  []float32 // (tokens, 1 + stances) logits: no position, then as [Stances]
	Contacts []float32 // (tokens, 1 + statuses) logits: no contact, then as [SensedStatuses]
	Families []float32 // (tokens, 4) logits: no contact, meeting, call, message
	Pointers *Pointers // to mentions; nil for none
}

// SensedStatuses are the statuses of contacts that a [Sense] tells apart, in its order.
var SensedStatuses = []ContactStatus{ContactHeld, ContactOngoing, ContactPlanned, ContactProposed, ContactCancelled}

// SensedResponses are the kinds of response that an attribution's Responses tell apart,
// in their order, behind none.
var SensedResponses = []ResponseKind{
	ResponseConfirm, ResponseDeny, ResponseAccept, ResponseReject, ResponseNotDispute, ResponseDeclineComment, ResponseWelcome, ResponseCriticise,
}

// sensedFamilies is the place of a kind of contact among those of Families: people
// come together, call or write.
var sensedFamilies = map[ContactKind]int{ContactMeeting: 1, ContactTalks: 1, ContactSummit: 1, ContactVisit: 1, ContactCall: 2, ContactMessage: 3}

// Stance is how much the tokens of spans speak for a position of each stance over
// none: the means of the log-odds of those that speak most, a third of all, in the
// order of [Stances]. What a position is worded by is mostly a part of its sentence.
func (s *Sense) Stance(spans []Span) []float64 {
	return s.odds(spans, func(s *Sense) []float32 { return s.Stances }, 1+len(Stances), 3)
}

// Contact is how much the tokens of spans speak for a contact of each status over
// none: the means of their log-odds, in the order of [SensedStatuses].
func (s *Sense) Contact(spans []Span) []float64 {
	return s.odds(spans, func(s *Sense) []float32 { return s.Contacts }, 1+len(SensedStatuses), 1)
}

// Family is how much the tokens of spans speak for a contact of a kind's family over
// none.
func (s *Sense) Family(spans []Span, kind ContactKind) float64 {
	const families = 3
	place, known := sensedFamilies[kind]
	if !known {
		return 0
	}
	return s.odds(spans, func(s *Sense) []float32 { return s.Families }, 1+families, 1)[place-1]
}

// odds is the mean of each logit but the first, less the first, over one in so many of
// the tokens that begin in spans: those with the highest of these.
func (s *Sense) odds(spans []Span, of func(*Sense) []float32, labels, oneIn int) []float64 {
	means := make([]float64, labels-1)
	if s == nil {
		return means
	}
	var rows [][]float32
	for _, span := range spans {
		first, after := sort.SearchInts(s.Starts, span.Start), sort.SearchInts(s.Starts, span.End)
		for t := first; t < after; t++ {
			rows = append(rows, of(s)[t*labels:(t+1)*labels])
		}
	}
	if oneIn > 1 {
		most := func(row []float32) float32 { return slices.Max(row[1:]) - row[0] }
		slices.SortStableFunc(rows, func(a, b []float32) int { return cmp.Compare(most(b), most(a)) })
		rows = rows[:(len(rows)+oneIn-1)/oneIn]
	}
	for _, row := range rows {
		for i, v := range row[1:] {
			means[i] += float64(v) - float64(row[0])
		}
	}
	for i := range means {
		means[i] /= float64(max(1, len(rows)))
	}
	return means
}
