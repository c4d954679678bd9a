package stand

import (
	"slices"
	"strings"

	"parley"
	"parley/ledger"
)

// A Row is a position of one report, as a fold takes it.
type Row struct {
	Of     ledger.Address
	Since  int64 // the log entry from which on a case has it so; 0 where there is no case
	Party  ledger.EntityID
	Steps  []Step // up from the party
	By     ledger.EntityID
	Topic  Topic
	Stance parley.Stance
	Basis  parley.Basis

	Private     bool
	Status      ledger.Status
	First, Last parley.Day // within which it was taken; both [parley.FirstDay] where nothing tells
}

// A Step is one of [parley.Behalf], between entities of a whole case.
type Step struct {
	Kind  parley.EntityKind
	For   ledger.EntityID
	Field string
	As    string
}

// A Topic is what a position is a stance on: an option of a term, a term as such, a
// proposal, or neither.
type Topic struct {
	Key    string // of a term; of a proposal "proposal:" and its name's words; empty where no register knows the issue
	Option string // of the term
}

// IsProposal reports whether the topic is a proposal.
func (t Topic) IsProposal() bool { return strings.HasPrefix(t.Key, proposalPrefix) }

const proposalPrefix = "proposal:"

// Rows are the positions of a record that is the report of that number, whose
// entities have keys by key.
func Rows(report int64, r *parley.Record, key ledger.Keyer) []Row {
	if len(r.Positions) == 0 {
		return nil
	}
	ids := map[string]ledger.EntityID{}
	for i := range r.Entities {
		ids[r.Entities[i].ID] = ledger.EntityOf(key(&r.Entities[i]))
	}
	said := map[string]string{}
	for i := range r.Statements {
		said[r.Statements[i].ID] = r.Statements[i].Said.EDTF
	}
	rows := make([]Row, 0, len(r.Positions))
	for i := range r.Positions {
		p := &r.Positions[i]
		row := Row{
			Of: ledger.Address{Report: report, Line: p.ID}, Party: ids[p.Party], By: ids[p.By], Topic: topicOf(r, p),
			Stance: p.Stance, Basis: p.Basis, Private: p.Private, Status: ledger.StatusRead,
		}
		for _, b := range r.Behalves(p.Party) {
			row.Steps = append(row.Steps, Step{b.Kind, ids[b.For], b.Field, b.As})
		}
		row.First, row.Last = Taken(r.Report.Published, p.Held.EDTF, said[p.Statement])
		rows = append(rows, row)
	}
	return rows
}

func topicOf(r *parley.Record, p *parley.Position) Topic {
	if i := slices.IndexFunc(r.Terms, func(t parley.Term) bool { return t.ID == p.Term }); i >= 0 {
		return Topic{r.Terms[i].Key, p.Option}
	}
	if i := slices.IndexFunc(r.Proposals, func(d parley.Proposal) bool { return d.ID == p.Proposal }); i >= 0 {
		return Topic{Key: ProposalKey(r.Proposals[i].Name)}
	}
	return Topic{}
}

// ProposalKey is the key of the topic that a proposal of that name is.
func ProposalKey(name string) string {
	words := slices.DeleteFunc(ledger.Words(name), func(w string) bool { return w == "the" || w == "a" || w == "an" })
	return proposalPrefix + strings.Join(words, " ")
}

// Taken is the range of days within which a position was taken: that of held where
// that is known, else that of said, else that of the report. Whatever a report says
// was taken was so by the day it was published.
func Taken(published, held, said string) (first, last parley.Day) {
	reported, by, isDated := parley.Days(published)
	for _, edtf := range []string{held, said} {
		f, l, ok := parley.Days(edtf)
		if !ok {
			continue
		}
		if isDated && f <= by {
			l = min(l, by)
		}
		return f, l
	}
	if !isDated {
		return parley.FirstDay, parley.FirstDay
	}
	return reported, by
}
