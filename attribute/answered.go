package attribute

import (
	_ "embed"
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

// link says what r answers: an exhibit that it names, or an earlier statement of
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
	if reason, id := a.statementAnswered(r, words); id != "" {
		r.To.Statement = id
		r.Reasons = append(r.Reasons, reason)
	}
}

// statementAnswered is the earlier statement that words speak of: one of somebody
// whose claim they name, or with which they share most.
func (a *account) statementAnswered(r *parley.Response, spans []parley.Span) (parley.Reason, string) {
	at := parley.Hull(r.Evidence).Start
	_, before := a.statementsIn(parley.Span{End: at})
	named, claim, bare := a.namedIn(spans)
	mine := a.stems(spans)
	best, most := -1, 0
	var shared []parley.Span
	for i := before - 1; i >= max(0, before-lookBack); i-- {
		s := &a.statements[i]
		if s.Speaker == "" || s.Speaker == r.By || s.ID == r.Statement || parley.Hull(s.Content).Overlaps(parley.Hull(r.Evidence)) {
			continue
		}
		isNamed := slices.Contains(named, s.Speaker)
		if act, known := actOf[r.Kind]; known && s.Act == act && !isNamed && bare == (parley.Span{}) {
			continue // the same is told again, or done by another
		}
		both := a.common(mine, s.Content)
		score := 2 * len(both)
		if isNamed {
			score++
			if claim != (parley.Span{}) {
				score += 3
			}
		} else if claim != (parley.Span{}) && len(both) > 0 {
			score++
		}
		if score > most {
			best, most, shared = i, score, both
		}
		if bare != (parley.Span{}) {
			if a.sentencesApart(s, at) {
				return parley.Reason{Field: "to", Rule: "what was said right before", Table: "claims.txt: bare", Words: []parley.Span{bare}}, s.ID
			}
			if claim == (parley.Span{}) {
				return parley.Reason{}, ""
			}
			bare = parley.Span{} // "the claim" of somebody further back
		}
	}
	if best < 0 || most < 4 {
		return parley.Reason{}, ""
	}
	reason := parley.Reason{Field: "to", Rule: "words that it shares with an earlier statement", Words: shared}
	if claim != (parley.Span{}) && slices.Contains(named, a.statements[best].Speaker) {
		reason.Rule, reason.Table = "it names the speaker's claim", "claims.txt: claim"
		reason.Words = append([]parley.Span{claim}, shared...)
	}
	return reason, a.statements[best].ID
}

// namedIn are the entities that spans name, the first claim word, and the words for
// what was said that are all there is: "it", "writing that", "these allegations".
func (a *account) namedIn(spans []parley.Span) (entities []string, claim, bare parley.Span) {
	var all []token
	said := false // the claim is one of words: no plan
	for _, span := range spans {
		from, to := mentionsIn(a.reading, span)
		for i := from; i < to; i++ {
			if id := entity(a.cast, i); id != "" {
				entities = append(entities, id)
			}
		}
		words := a.words(span)
		all = append(all, words...)
		for i := range words {
			switch e, _, _ := claimWords.at(words, i); {
			case (e.value == "claim" || e.value == "said") && claim == (parley.Span{}):
				claim, said = words[i].Span, e.value == "said"
			case e.value == "bare":
				bare = words[i].Span
			}
		}
	}
	if len(all) == 2 && all[1].Span == claim && (toWhatWasSaid[all[0].text] || said && all[0].text == "the") {
		return entities, claim, parley.Span{Start: all[0].Start, End: claim.End}
	}
	isDoing := len(all) > 1 && strings.HasSuffix(all[0].text, "ing") && bare == all[len(all)-1].Span
	if len(all) != 1 && !(isDoing && len(all) < 4) {
		bare = parley.Span{}
	}
	return entities, claim, bare
}

var toWhatWasSaid = set(`this that these those`)

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
	people president minister government country their there these thing things think those through under until wants where which while whole would should
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

// sentencesApart reports whether at lies in the sentence of s or the next.
func (a *account) sentencesApart(s *parley.Statement, at int) bool {
	hull := parley.Hull(slices.Concat(s.Cue, s.Content))
	return at-hull.End <= longestSentence && strings.Count(a.text[min(hull.End, at):at], "\n") <= 2
}
