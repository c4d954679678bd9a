package attribute

import (
	"crypto/sha256"
	_ "embed"
	"fmt"
	"math"
	"slices"

	"parley"
	"parley/internal/table"
)

//go:embed sense.tsv
var senseFile string

// sense says how the reader's network is weighed beside the tables, by number: how
// many log-odds the word of a table is worth by the rule it was found with. Of the
// acts, or the kinds of response, the one with the most wins. Of speakers and addressees
// it is by how many log-odds the network must prefer somebody to whom else there is.
// train/manner.py and train/pointing.py choose the numbers on reports that the network was not trained on.
var sense = table.Numbers("sense.tsv", senseFile,
	"act, "+ruleCue, "act, "+ruleDenied, "act, "+ruleContent, "act, "+ruleNoTable,
	"response, "+ruleCueWords, "response, "+ruleCueRejects, "response, "+ruleCueDenied, "response, "+ruleContentWords, "response, none",
	speakerNone, speakerPronoun, addresseeNone)

// The rules by which the tables tell an act, and a response.
const (
	ruleCue     = "what the cue does"
	ruleDenied  = "the cue is denied"
	ruleContent = "what the content does"
	ruleNoTable = "no table names the cue"

	ruleCueWords     = "the cue's words"
	ruleCueRejects   = "the cue's words, rejecting" // the network knows best who does
	ruleCueDenied    = "the cue's words, negated"
	ruleContentWords = "words of what is said"
)

// Weights names the numbers by which acts and responses are told beside the tables.
func Weights() string {
	return fmt.Sprintf("attribute sha256:%x", sha256.Sum256([]byte(senseFile)))
}

// byNetwork is the rule of what the network decided.
const byNetwork = "what the network makes of the words"

// literal are the acts and responses that are what their words say they are: "did not
// dispute", "declined to comment". Where a table found them, it alone decides.
var literal = []string{string(parley.ActNotDispute), string(parley.ActDeclineComment)}

// sense weighs what the network makes of a statement beside what by, the reason of
// the tables, has.
func (v *verdict) sense(acts []float32, by *parley.Reason) {
	if acts == nil || v.negated || slices.Contains(literal, string(v.act)) {
		return
	}
	odds := make([]float64, len(acts))
	for i, z := range acts {
		odds[i] = float64(z)
	}
	if i := slices.Index(parley.Acts, v.act); i >= 0 {
		odds[i] += sense["act, "+by.Rule]
	}
	act := parley.Acts[slices.Index(odds, slices.Max(odds))]
	if act == v.act {
		return
	}
	if by.Table != "" {
		by.Table = "sense.tsv, against " + by.Table
	} else {
		by.Table = "sense.tsv"
	}
	by.Rule, v.act = byNetwork, act
}

// contrary are the kinds that a response of a kind is not where its cue says it: who "conceded"
// denied nothing, and who "refused the request" said something.
var contrary = map[parley.ResponseKind][]parley.ResponseKind{
	parley.ResponseConfirm: {parley.ResponseDeny, parley.ResponseDeclineComment},
	parley.ResponseDeny:    {parley.ResponseConfirm, parley.ResponseDeclineComment},
	parley.ResponseAccept:  {parley.ResponseReject, parley.ResponseDeclineComment},
	parley.ResponseReject:  {parley.ResponseAccept, parley.ResponseDeclineComment},
}

// senseResponse weighs what the network makes of the i-th statement beside r, which
// the tables found if ok, and reports whether it is a response. What only the network
// takes for one answers what the statement is about.
func (a *account) senseResponse(i int, r *parley.Response, ok bool) bool {
	logits := a.attributions[i].Responses
	if logits == nil || ok && (slices.Contains(literal, string(r.Kind)) || !slices.Contains(parley.SensedResponses, r.Kind)) {
		return ok
	}
	odds := make([]float64, len(logits)) // of none, then of each kind
	for k, z := range logits {
		odds[k] = float64(z)
	}
	if ok {
		rule := r.Reasons[0].Rule
		if rule == ruleCueWords {
			for _, kind := range contrary[r.Kind] {
				odds[1+slices.Index(parley.SensedResponses, kind)] = math.Inf(-1)
			}
			if r.Kind == parley.ResponseReject {
				rule = ruleCueRejects
			}
		}
		odds[1+slices.Index(parley.SensedResponses, r.Kind)] += sense["response, "+rule]
	} else {
		odds[0] += sense["response, none"]
	}
	best := slices.Index(odds, slices.Max(odds))
	if best == 0 {
		return false
	}
	kind, s := parley.SensedResponses[best-1], &a.statements[i]
	switch {
	case !ok:
		*r = parley.Response{
			By: s.Speaker, Kind: kind, Statement: s.ID,
			To:       parley.Answered{Words: s.Content},
			Evidence: joined(a.text, slices.Concat(s.Cue, s.Content)),
			Reasons:  []parley.Reason{{Field: "kind", Rule: byNetwork, Table: "sense.tsv", Words: s.Cue}},
		}
	case kind != r.Kind:
		r.Kind, r.Reasons[0].Rule, r.Reasons[0].Table = kind, byNetwork, "sense.tsv, against "+r.Reasons[0].Table
	}
	return true
}
