package stand

import (
	"slices"
	"strings"

	"parley"
	"parley/ledger"
)

// A Row is a position of one report, as a fold gives it: without its status, as
// none was rejected, and where it is not known when it was taken, from the first day
// to the first day.
type Row struct {
	ledger.Position
	Topic Topic
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

// issueOf is the issue of a term's key.
func issueOf(key string) string {
	issue, _, _ := strings.Cut(key, "@")
	return issue
}

func topicOf(d *ledger.Deal, p *ledger.Position) Topic {
	if p.Term != "" {
		return Topic{p.Term, p.Option}
	}
	for i := range d.Proposals {
		if q := &d.Proposals[i]; q.Of.Line == p.Proposal && q.Status != ledger.StatusRejected {
			return Topic{Key: ProposalKey(q.Name)}
		}
	}
	return Topic{}
}

// ProposalKey is the key of the topic that a proposal of that name is.
func ProposalKey(name string) string {
	words := slices.DeleteFunc(ledger.Words(name), func(w string) bool { return w == "the" || w == "a" || w == "an" })
	return proposalPrefix + strings.Join(words, " ")
}

// DealOf is what the index of a case would have of the deal in a record that is the
// report of that number.
func DealOf(report int64, r *parley.Record, key ledger.Keyer) *ledger.Deal {
	return dealOf(report, 0, r, ledger.NewState(), key)
}

func dealOf(report, reading int64, r *parley.Record, state *ledger.State, key ledger.Keyer) *ledger.Deal {
	lean := *r
	lean.Report.Text = "" // words are not indexed here
	deal := ledger.IndexRecord(report, reading, &lean, state, key).Deal
	return &deal
}

// Day is when the position was taken, as EDTF; empty where that is not known.
func (r *Row) Day() string {
	switch {
	case r.Last == parley.FirstDay:
		return ""
	case r.First == r.Last:
		return r.First.String()
	}
	return r.First.String() + "/" + r.Last.String()
}
