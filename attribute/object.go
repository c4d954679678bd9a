package attribute

import (
	"slices"
	"strings"

	"parley"
)

// An object is what the words of a response speak of.
type object struct {
	named  []string    // entities
	claim  parley.Span // the first claim word
	said   bool        // the claim is one of words: no plan
	done   bool        // bare are words for what somebody just did
	owners []string    // whose claim it is: "Lind's remarks", "remarks by Lind"
	bare   parley.Span // words for what was said that are all there is: "it", "writing that", "these allegations"
	stems  map[string]parley.Span
}

// objectOf reads spans, up to a colon: behind it stand the words themselves.
func (a *account) objectOf(spans []parley.Span) object {
	var o object
	var all []token
	for _, span := range spans {
		if n := strings.Index(a.text[span.Start:span.End], ":"); n > 0 {
			span.End = span.Start + n
		}
		from, to := mentionsIn(a.reading, span)
		for i := from; i < to; i++ {
			if id := entity(a.cast, i); id != "" {
				o.named = append(o.named, id)
			}
		}
		words := a.words(span)
		for i := range words {
			switch e, _, _ := claimWords.at(words, i); {
			case e.value == "bare":
				o.bare = words[i].Span
			case isClaim(words, i):
				if o.claim == (parley.Span{}) {
					o.claim, o.said, o.done = words[i].Span, e.value == "said", e.value == "done"
				}
				o.owners = append(o.owners, a.ownersOf(words[i].Span, span)...)
			}
		}
		all = append(all, words...)
	}
	o.stems = a.stems(spans)
	delete(o.stems, stemOf(strings.ToLower(a.text[o.claim.Start:o.claim.End])))
	for len(all) > 1 && toSomething[all[0].text] {
		all = all[1:]
	}
	if len(all) == 2 && all[1].Span == o.claim && (toWhatWasSaid[all[0].text] || (o.said || o.done) && all[0].text == "the") {
		o.bare = parley.Span{Start: all[0].Start, End: o.claim.End}
		return o
	}
	isDoing := len(all) > 1 && strings.HasSuffix(all[0].text, "ing") && o.bare == all[len(all)-1].Span
	if len(all) != 1 && !(isDoing && len(all) < 4) {
		o.bare = parley.Span{}
	}
	return o
}

var (
	toWhatWasSaid = set(`this that these those`)
	// toSomething are the words that lead to the object of a verb: "balked at it".
	toSomething = set(`at to with of on by from against about over`)
)

// isClaim reports whether the i-th of words is a claim word.
func isClaim(words []token, i int) bool {
	e, _, ok := claimWords.at(words, i)
	return ok && e.value != "bare"
}

// ownersOf are those whose the claim is, as the words around it in span say.
func (a *account) ownersOf(claim, span parley.Span) []string {
	var ids []string
	from, to := mentionsIn(a.reading, parley.Span{Start: max(span.Start, claim.Start-reach), End: min(span.End, claim.End+reach)})
	for i := from; i < to; i++ {
		if id := entity(a.cast, i); id != "" && a.isOwnerOf(a.reading.Mentions[i].Span, claim) {
			ids = append(ids, id)
		}
	}
	return ids
}

// isOwnerOf reports whether the claim is that of whom the mention at names: "Lind's first remarks",
// "remarks made by Lind".
func (a *account) isOwnerOf(at, claim parley.Span) bool {
	const near = 4 // words between
	if at.Start >= claim.End {
		between := strings.Fields(a.between(claim, at))
		if len(between) > 0 && between[0] == "made" {
			between = between[1:]
		}
		if len(between) > 1 && between[0] == "of" && !determiners[between[1]] || len(between) > 2 && between[0] == "of" {
			return false // "allegations of ties to Norland" are not Norland's
		}
		return len(between) > 0 && len(between) <= near && ofWhom[between[0]]
	}
	if at.End > claim.Start {
		return false
	}
	form, between := strings.ToLower(a.text[at.Start:at.End]), a.between(at, claim)
	owned := slices.Contains(ofMine, form) || isPossessive(form) || slices.ContainsFunc(owning, func(end string) bool { return strings.HasPrefix(between, end) })
	return owned && len(strings.Fields(between)) <= near && !strings.ContainsAny(between, ",;.")
}

// ofWhom are the words between a claim and whose it is, owning what stands behind whose it is.
var (
	ofWhom = set(`by of from`)
	owning = []string{"'s ", "’s ", "' ", "’ "}
)

// score is how much an earlier statement has of o: what the words both count, more
// where the object names its speaker, and enough by itself where the claim is his. A plan has
// words of its own, which must be the statement's too: "Lind's tax plan". It is 0
// for less than least.
func (o object) score(both, least int, isNamed, isOwner bool) int {
	switch {
	case isOwner && (o.said || both > 0 || len(o.stems) == 0):
		return both + ownedClaim
	case both < least:
		return 0
	case isNamed, o.claim != (parley.Span{}):
		return both + 1
	}
	return both
}

// weight is what words that an earlier statement shares count: two each, and one those
// that much of the report speaks of.
func (a *account) weight(both []parley.Span) int {
	sum := 0
	for _, at := range both {
		if sum += 2; a.isTopic(stemOf(strings.ToLower(a.text[at.Start:at.End]))) {
			sum--
		}
	}
	return sum
}

// isTopic reports whether so many statements have a stem that it tells nothing of what
// one of them says.
func (a *account) isTopic(stem string) bool {
	if a.told == nil {
		a.told = map[string]int{}
		for i := range a.statements {
			for stem := range a.stems(a.statements[i].Content) {
				a.told[stem]++
			}
		}
	}
	return a.told[stem] > 3+len(a.statements)/20
}
