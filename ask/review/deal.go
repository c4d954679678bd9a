package review

import (
	"math"
	"slices"

	"parley"
	"parley/ledger"
)

// What makes a line of the deal uncertain or important. Rules alone find contacts and
// proposals, so that each is as uncertain as others of its noun were measured to be:
// of the contacts of labelled reports about half are listed, of the proposals one in
// eight is not (docs/proposals.md).
const (
	byRules         = 0.5  // of a contact
	proposalByRules = 0.15 // of a proposal
	positionByRules = 0.3  // of a position that no weights gave

	// The confidence of a position is the chance that an analyst lists it, who lists few of
	// those that are right: with what its root lacks of 1, and so much of that, positions
	// wait among statements that need it as much.
	positionShare = 0.75
	unlikely      = 0.2 // a confidence below which it is said
	noParty       = 0.5
	noTopic       = 0.2 // a position on what no register knows
	noDate        = 0.1
	derived       = 0.1 // inferred, or told by another
	noOwner       = 0.2 // a proposal of nobody known
	fewKnown      = 0.1 // a contact of which few participants are known
	stands        = 0.5 // importance: for each position on a plan, or that stands otherwise
	firm          = 0.5 // of a red line
	hidden        = 0.25
)

// dealLines are the positions, proposals and contacts of a report that nobody has
// looked at, and that do not fall with a statement that somebody rejected.
func dealLines(f *ledger.Filing, otherwise map[ledger.Address][]ledger.Address) (all []Line) {
	waits := func(id, statement string) bool {
		return f.Status(id) == ledger.StatusRead && (statement == "" || f.Status(statement) != ledger.StatusRejected)
	}
	for i := range f.Record.Positions {
		if p := &f.Record.Positions[i]; waits(p.ID, p.Statement) {
			all = append(all, positionLine(f, p, otherwise[f.Address(p.ID)]))
		}
	}
	for i := range f.Record.Proposals {
		if p := &f.Record.Proposals[i]; waits(p.ID, "") {
			all = append(all, proposalLine(f, p))
		}
	}
	for i := range f.Record.Contacts {
		if c := &f.Record.Contacts[i]; waits(c.ID, c.Statement) {
			all = append(all, contactLine(f, c))
		}
	}
	return all
}

func positionLine(f *ledger.Filing, p *parley.Position, otherwise []ledger.Address) Line {
	l := Line{Filing: f, ID: p.ID, Noun: NounPosition, Uncertainty: positionByRules, Importance: 1}
	if p.Confidence > 0 {
		l.Uncertainty = positionShare * (1 - math.Sqrt(p.Confidence))
	}
	if p.Confidence > 0 && p.Confidence < unlikely {
		l.because("read with a confidence of %.2f", p.Confidence)
	}
	if p.Party == "" {
		l.Uncertainty += noParty
		l.because("whose it is is not known")
	}
	if p.Term == "" && p.Proposal == "" {
		l.Uncertainty += noTopic
		l.because("it is on no term that is known")
	}
	if p.Basis == parley.BasisInferred || p.Basis == parley.BasisAttributed {
		l.Uncertainty += derived
	}
	for _, other := range otherwise[:min(len(otherwise), mostCounted)] {
		l.because("stands otherwise in %v", other)
	}
	l.Importance += stands*float64(min(len(otherwise), mostCounted)) + moves
	if p.Basis == parley.BasisRedLine {
		l.Importance += firm
		l.because("it is a red line")
	}
	if p.Private {
		l.Importance += hidden
		l.because("it was said in private")
	}
	return l
}

func proposalLine(f *ledger.Filing, p *parley.Proposal) Line {
	l := Line{Filing: f, ID: p.ID, Noun: NounProposal, Uncertainty: proposalByRules, Importance: 1 + moves}
	if len(p.By) == 0 {
		l.Uncertainty += noOwner
		l.because("whose plan it is is not known")
	}
	if p.Status == "" {
		l.Uncertainty += noDate
	}
	n := 0
	for i := range f.Record.Positions {
		if f.Record.Positions[i].Proposal == p.ID {
			n++
		}
	}
	if n > 0 {
		l.because("positions are on it: %d", n)
	}
	l.Importance += stands * float64(min(n, mostCounted))
	l.countAnswers(func(to *parley.Answered) bool { return to.Proposal == p.ID })
	return l
}

func contactLine(f *ledger.Filing, c *parley.Contact) Line {
	l := Line{Filing: f, ID: c.ID, Noun: NounContact, Uncertainty: byRules, Importance: 1}
	if len(c.Participants) < 2 {
		l.Uncertainty += fewKnown
		l.because("who took part is not all known")
	}
	if c.When.EDTF == "" {
		l.Uncertainty += noDate
		l.because("when it was is not known")
	}
	if c.Status == parley.ContactCancelled || c.Status == parley.ContactPostponed {
		l.Importance += moves
		l.because("it was %s", c.Status)
	}
	l.countAnswers(func(to *parley.Answered) bool { return to.Event == c.ID })
	return l
}

// A standing is on what somebody has a position.
type standing struct {
	side, term, option string
	private            bool
}

// standings lists by position those by which the same side stands the other way on the
// same thing.
func standings(c *ledger.Case, filings []*ledger.Filing) map[ledger.Address][]ledger.Address {
	forIt, against := map[standing][]ledger.Address{}, map[standing][]ledger.Address{}
	for _, f := range filings {
		sides, terms := map[string]string{}, map[string]string{}
		for i := range f.Record.Entities {
			e := &f.Record.Entities[i]
			sides[e.ID] = f.State.Key(f.Report.Seq, c.Key(e))
		}
		for _, t := range f.Record.Terms {
			terms[t.ID] = t.Key
		}
		for _, p := range f.Record.Positions {
			at := standing{sides[p.Party], terms[p.Term], p.Option, p.Private}
			if at.side == "" || at.term == "" || f.Status(p.ID) == ledger.StatusRejected {
				continue
			}
			switch p.Stance {
			case parley.StanceAccept, parley.StanceDemand, parley.StanceOffer:
				forIt[at] = append(forIt[at], f.Address(p.ID))
			case parley.StanceReject:
				against[at] = append(against[at], f.Address(p.ID))
			}
		}
	}
	all := map[ledger.Address][]ledger.Address{}
	for at, list := range forIt { // into a map, and each list in its own order
		others := against[at]
		slices.SortFunc(list, compareAddresses)
		slices.SortFunc(others, compareAddresses)
		for _, a := range list {
			all[a] = others
		}
		for _, b := range others {
			all[b] = list
		}
	}
	return all
}
