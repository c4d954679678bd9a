package attribute

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"

	"parley"
	"parley/internal/table"
)

var (
	//go:embed claims.txt
	claimsFile string

	claimWords = readClaims()
)

func readClaims() *lexicon[string] {
	var l lexicon[string]
	for sort, entry := range table.Entries("claims.txt", claimsFile) {
		l.add(entry, sort)
	}
	return &l
}

// lookBack is among how many statements before a response what it answers is
// looked for.
const lookBack = 40

// link says what r answers: an exhibit that it names, or a statement of
// somebody else.
func (a *account) link(r *parley.Response) {
	words := r.To.Words
	if len(words) == 0 {
		words = r.Evidence
	}
	for _, span := range words {
		for _, n := range a.namingsIn(span) {
			if x := &a.exhibits[n.exhibit]; x.Entity != r.By {
				r.To.Exhibit = x.ID
				r.Reasons = append(r.Reasons, parley.Reason{Field: "to", Rule: "it names the exhibit", Table: n.table, Words: []parley.Span{n.phrase}})
				return
			}
		}
	}
	for _, find := range []func(*parley.Response, []parley.Span) (parley.Reason, string){a.claimWithin, a.claimApposed, a.statementAnswered, a.chargeDenied} {
		if reason, id := find(r, words); id != "" {
			r.To.Statement = id
			r.Reasons = append(r.Reasons, reason)
			return
		}
	}
}

// claimWithin is the statement of somebody else whose cue is a claim word of spans: who
// rejects "Lind's demand that he go" answers that demand.
func (a *account) claimWithin(r *parley.Response, spans []parley.Span) (parley.Reason, string) {
	hull := parley.Hull(spans)
	from, to := a.statementsIn(hull)
	for i := from; i < to; i++ {
		s := &a.statements[i]
		if s.ID == r.Statement || s.Speaker == "" || s.Speaker == r.By || s.Within != r.Statement || len(s.Cue) != 1 {
			continue
		}
		words := a.words(s.Cue[0])
		if len(words) != 1 || !isClaim(words, 0) || !parley.Covers(spans, s.Cue[0]) {
			continue
		}
		return parley.Reason{Field: "to", Rule: "the claim that its words hold", Table: "claims.txt: " + words[0].text, Words: s.Cue}, s.ID
	}
	return parley.Reason{}, ""
}

// apposed is the beginning of "a charge that Lind denies", behind what is called a charge.
var apposed = regexp.MustCompile(`, an? ([a-z]+) `)

// claimApposed is the statement that a claim word behind its comma names: "accused
// Lind of theft, a charge Lind denies".
func (a *account) claimApposed(r *parley.Response, _ []parley.Span) (parley.Reason, string) {
	evidence := parley.Hull(r.Evidence)
	line := sentence(a.text, evidence)
	all := apposed.FindAllStringSubmatchIndex(a.text[line.Start:min(line.End, evidence.End)], -1)
	if len(all) == 0 {
		return parley.Reason{}, ""
	}
	last := all[len(all)-1]
	comma, claim := line.Start+last[0], parley.Span{Start: line.Start + last[2], End: line.Start + last[3]}
	if !isClaim(a.words(claim), 0) || claim.End < evidence.Start && (evidence.Start-claim.End > reach || strings.Contains(a.text[claim.End:evidence.Start], ",")) {
		return parley.Reason{}, ""
	}
	from, to := a.statementsIn(parley.Span{Start: line.Start, End: comma})
	for i := to - 1; i >= from; i-- {
		if s := &a.statements[i]; a.mayAnswer(r, s) && parley.Hull(slices.Concat(s.Cue, s.Content)).End == comma {
			return parley.Reason{Field: "to", Rule: "what a claim word behind it names", Table: "claims.txt: " + a.text[claim.Start:claim.End], Words: []parley.Span{claim}}, s.ID
		}
	}
	return parley.Reason{}, ""
}

// statementAnswered is the earlier statement that words speak of: one of somebody
// whose claim they name, what was said right before, or one with which they share most.
func (a *account) statementAnswered(r *parley.Response, spans []parley.Span) (parley.Reason, string) {
	at := parley.Hull(r.Evidence).Start
	_, before := a.statementsIn(parley.Span{End: at})
	o := a.objectOf(spans)
	best, most := -1, 0
	var shared []parley.Span
	for i := before - 1; i >= max(0, before-lookBack); i-- {
		s := &a.statements[i]
		if !a.mayAnswer(r, s) {
			continue
		}
		isNamed, isOwner := slices.Contains(o.named, s.Speaker), slices.Contains(o.owners, s.Speaker)
		if a.isOwn(r.By, s.Speaker) && !isOwner {
			if o.bare != (parley.Span{}) {
				return parley.Reason{}, ""
			}
			continue
		}
		if act, known := actOf[r.Kind]; known && s.Act == act && !isNamed && o.bare == (parley.Span{}) {
			continue // the same is told again, or done by another
		}
		both := a.common(o.stems, s.Content)
		if score := o.score(a.weight(both), leastShared(r.Kind), isNamed, isOwner); score > most {
			best, most, shared = i, score, both
		}
		if o.bare != (parley.Span{}) {
			if a.isRightBefore(s, at, o.done) {
				return parley.Reason{Field: "to", Rule: "what was said right before", Table: "claims.txt: bare", Words: []parley.Span{o.bare}}, a.outermostAnswered(r, i)
			}
			if o.claim == (parley.Span{}) {
				return parley.Reason{}, ""
			}
			o.bare = parley.Span{} // "the claim" of somebody further back
		}
	}
	if best < 0 {
		return parley.Reason{}, ""
	}
	reason := parley.Reason{Field: "to", Rule: "words that it shares with an earlier statement", Words: shared}
	if slices.Contains(o.owners, a.statements[best].Speaker) {
		reason.Rule, reason.Table = "it names the speaker's claim", "claims.txt: claim"
		reason.Words = append([]parley.Span{o.claim}, shared...)
	}
	return reason, a.statements[best].ID
}

// mayAnswer reports whether s, which stands before r, may be what r answers.
func (a *account) mayAnswer(r *parley.Response, s *parley.Statement) bool {
	return s.Speaker != "" && s.Speaker != r.By && s.ID != r.Statement && !parley.Hull(s.Content).Overlaps(parley.Hull(r.Evidence))
}

// isOwn reports whether one of two is the side or the body of the other: a minister does
// not answer what his country demands.
func (a *account) isOwn(by, speaker string) bool {
	is := func(id, of string) bool {
		e := a.entities[id]
		holds := func(o parley.Office) bool { return o.Of == of && o.To == "" }
		return e != nil && (e.Party == of || e.Represents == of || slices.ContainsFunc(e.Offices, holds))
	}
	return is(by, speaker) || is(speaker, by)
}

// outermostAnswered is the id of the i-th statement, or of the outermost that it lies
// within and that r may answer: "that account" is all of what somebody told. An
// outlet only passes on what it tells.
func (a *account) outermostAnswered(r *parley.Response, i int) string {
	for steps := 0; steps < longestChain; steps++ {
		o := a.outer(&a.statements[i])
		if o < 0 || !a.mayAnswer(r, &a.statements[o]) || a.isOwn(r.By, a.statements[o].Speaker) || a.kind(a.statements[o].Speaker) == parley.EntityMedium {
			break
		}
		i = o
	}
	return a.statements[i].ID
}

// leastShared is what the words that a response of a kind shares with an earlier statement must
// count: a denial repeats what it denies, but who condemns something mostly speaks of what
// happened, and who says nothing of nothing.
func leastShared(kind parley.ResponseKind) int {
	switch kind {
	case parley.ResponseConfirm, parley.ResponseDeny, parley.ResponseNotDispute, parley.ResponseReject:
		return 4
	case parley.ResponseDeclineComment, parley.ResponseNoReply:
		return ownedClaim
	}
	return 6
}

// ownedClaim is what it counts that the claim is the speaker's.
const ownedClaim = 8

// chargeDenied is the accusation of whoever denies, made right before.
func (a *account) chargeDenied(r *parley.Response, _ []parley.Span) (parley.Reason, string) {
	if r.Kind != parley.ResponseDeny {
		return parley.Reason{}, ""
	}
	at := parley.Hull(r.Evidence).Start
	from, to := a.statementsIn(parley.Span{Start: at - longestSentence, End: at})
	for i := to - 1; i >= from; i-- {
		s := &a.statements[i]
		if s.Act != parley.ActAccuse || !a.mayAnswer(r, s) || a.isOwn(r.By, s.Speaker) {
			continue
		}
		if m := a.accused(s); m >= 0 && (entity(a.cast, m) == r.By || a.isOwn(r.By, entity(a.cast, m))) {
			return parley.Reason{Field: "to", Rule: "the accusation of who denies, right before", Words: []parley.Span{a.reading.Mentions[m].Span}}, s.ID
		}
	}
	return parley.Reason{}, ""
}

// accused is the first whom an accusation names, -1 for nobody.
func (a *account) accused(s *parley.Statement) int {
	for _, piece := range s.Content {
		first, last := mentionsIn(a.reading, piece)
		for m := first; m < last; m++ {
			if entity(a.cast, m) != "" {
				return m
			}
		}
	}
	return -1
}

// actOf is the act of a statement that does what a response of a kind does.
var actOf = map[parley.ResponseKind]parley.Act{
	parley.ResponseConfirm: parley.ActConfirm, parley.ResponseDeny: parley.ActDeny, parley.ResponseAccept: parley.ActAccept, parley.ResponseReject: parley.ActReject,
	parley.ResponseNotDispute: parley.ActNotDispute, parley.ResponseDeclineComment: parley.ActDeclineComment,
}

// stems are the beginnings of the long words of spans, by which words are held
// to be alike, with where they stand. Names are left out: much is said of the same
// people.
func (a *account) stems(spans []parley.Span) map[string]parley.Span {
	stems := map[string]parley.Span{}
	for _, span := range spans {
		for _, w := range a.words(span) {
			if stem := stemOf(w.text); stem != "" && !a.isName(w.Span) {
				if _, known := stems[stem]; !known {
					stems[stem] = w.Span
				}
			}
		}
	}
	return stems
}

// stemOf is the beginning of a word of five letters or more.
func stemOf(w string) string {
	if runes := []rune(w); len(runes) >= 5 && !emptyWords[w] {
		return string(runes[:min(len(runes), 6)])
	}
	return ""
}

// emptyWords tell nothing of what a statement is on: small words, whom most reports name,
// sums, and verbs that stand beside any noun.
var emptyWords = set(`about after again against because before being between could didn't doesn't during every other never might
	people president minister former previous already cannot support government country their there these thing things think those through under until wants where which while whole would should
	saying still since really united states
	million millions billion billions trillion trillions dollar dollars percent going making taking around`)

// common are the words, where mine stand, that contents has too.
func (a *account) common(mine map[string]parley.Span, contents []parley.Span) []parley.Span {
	var both []parley.Span
	for stem := range a.stems(contents) {
		if at, ok := mine[stem]; ok {
			both = append(both, at)
		}
	}
	slices.SortFunc(both, parley.Span.Compare)
	return both
}

// isRightBefore reports whether at lies in the sentence of s or, unless only the same will do, in the next.
func (a *account) isRightBefore(s *parley.Statement, at int, same bool) bool {
	hull := parley.Hull(slices.Concat(s.Cue, s.Content))
	if same {
		return at <= sentence(a.text, hull).End
	}
	return at-hull.End <= longestSentence && strings.Count(a.text[min(hull.End, at):at], "\n") <= 2
}
