package stand

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"parley"
	"parley/internal/table"
	"parley/ledger"
	"parley/terms/proposal"
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
	Key    string // of a term; of a proposal "proposal:" and what tells it from others; empty where no register knows the issue
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

// plansOf are the keys of the proposals of a report, by line.
func plansOf(d *ledger.Deal) map[string]string {
	if len(d.Proposals) == 0 {
		return nil
	}
	all := map[string]string{}
	for i := range d.Proposals {
		if p := &d.Proposals[i]; p.Status != ledger.StatusRejected {
			all[p.Of.Line] = planKey(d.Report, p.Name, p.Points)
		}
	}
	return all
}

func topicOf(p *ledger.Position, plans map[string]string) Topic {
	if p.Term != "" {
		return Topic{p.Term, p.Option}
	}
	return Topic{Key: plans[p.Proposal]}
}

//go:embed plans.txt
var plansFile string

// vague are the words that do not tell one plan from another.
var vague = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, entry := range table.Entries("plans.txt", plansFile) {
		for _, w := range strings.Fields(entry) {
			all[w] = true
		}
	}
	return all
})

// planKey is the key of the topic that a proposal of a report is: a treaty that the
// tables know by its letters, another by the words of its name that tell it from
// others and its number of points. One without any is of its report alone.
func planKey(report int64, name string, points int) string {
	if key := proposal.Key(&parley.Proposal{Name: name}); key != "" {
		return proposalPrefix + key
	}
	words := ledger.Words(name)
	telling := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return vague()[w] || strings.Trim(w, "0123456789") == "" && points > 0 })
	if points > 0 {
		telling = append([]string{fmt.Sprint(points), "points"}, telling...)
	}
	if len(telling) == 0 {
		return fmt.Sprintf("%s%s of %d", proposalPrefix, strings.Join(words, " "), report)
	}
	return proposalPrefix + strings.Join(telling, " ")
}

// dealOf is what the index of a case would have of the deal in a record that is the
// report of that number.
func dealOf(report int64, r *parley.Record, key ledger.Keyer) *ledger.Deal {
	return dealIn(report, 0, r, ledger.NewState(), key)
}

// dealIn is the same of a reading, with what people decided.
func dealIn(report, reading int64, r *parley.Record, state *ledger.State, key ledger.Keyer) *ledger.Deal {
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
