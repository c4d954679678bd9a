package attribute

import (
	_ "embed"
	"slices"
	"strings"

	"parley"
	"parley/internal/table"
)

var (
	//go:embed outlets.txt
	outletsFile string

	outletWords = readOutlets()
)

// readOutlets gives for each word of outlets.txt its sort.
func readOutlets() map[string]string {
	sorts := map[string]string{}
	for sort, entry := range table.Entries("outlets.txt", outletsFile) {
		sorts[sort+" "+strings.ToLower(entry)] = sort
	}
	return sorts
}

// longestChain keeps a statement nested in many others from a chain that nobody
// could follow.
const longestChain = 12

// findChains fills how each statement reached the report, outermost hop first:
//
//   - what lies within another statement is known by that one's speaker, and by
//     whatever that one is known by;
//   - what was said to an outlet is known by it, and so is what the same speaker
//     goes on to say;
//   - what an exhibit has is known by the exhibit, and that by whoever got hold of it.
func (a *account) findChains() {
	done := make([]bool, len(a.statements))
	for i := range a.statements {
		var inward []int // i and those around it that have no chain yet
		for j := i; j >= 0 && !done[j]; j = a.outer(&a.statements[j]) {
			inward = append(inward, j)
		}
		for _, j := range slices.Backward(inward) {
			a.chain(j)
			done[j] = true
		}
	}
}

// chain fills that of statement i, whose outer one has its own.
func (a *account) chain(i int) {
	s := &a.statements[i]
	if o := a.outer(s); o >= 0 {
		outer := &a.statements[o]
		for _, h := range outer.Chain {
			a.hop(s, h)
		}
		a.spokenBy(s, o)
		if h, ok := a.cited(outer); ok && a.hop(s, h) {
			s.Reasons = append(s.Reasons, parley.Reason{Field: "chain", Rule: "whom the outlet cites", Words: h.Cue})
		}
	} else if hops, reason := a.goesOn(i); len(hops) > 0 {
		for _, h := range hops {
			a.hop(s, h)
		}
		s.Reasons = append(s.Reasons, reason)
	}
	if s.Within == "" {
		if x := a.exhibitOf(i); x != nil {
			a.obtained(s, x)
		} else {
			a.heardIn(s, i)
		}
	}
	a.toldTo(s, i)
}

// hop adds h to the chain of s, unless it is there or is the speaker himself.
func (a *account) hop(s *parley.Statement, h parley.Hop) bool {
	if h.Entity != "" && (h.Entity == s.Speaker || a.isPublisher(h.Entity)) || len(s.Chain) >= longestChain {
		return false
	}
	if h.Exhibit != "" && s.Speaker != "" && a.exhibit(h.Exhibit).Entity == s.Speaker {
		return false
	}
	for _, other := range s.Chain {
		if h.Entity != "" && h.Entity == other.Entity || h.Exhibit != "" && h.Exhibit == other.Exhibit {
			return false
		}
	}
	s.Chain = append(s.Chain, h)
	return true
}

// isPublisher reports whether the entity is the one that published the report.
func (a *account) isPublisher(id string) bool {
	name := a.reading.Report.Publisher
	if name == "" {
		return false
	}
	e := a.entities[id]
	same := func(s string) bool {
		return strings.EqualFold(strings.TrimPrefix(s, "The "), strings.TrimPrefix(name, "The "))
	}
	return e != nil && same(e.Name) || e != nil && slices.ContainsFunc(e.Aliases, same)
}

// spokenBy adds the hop that the speaker of statement o makes, in whose words s
// lies.
func (a *account) spokenBy(s *parley.Statement, o int) {
	outer := &a.statements[o]
	h := parley.Hop{Kind: parley.HopIntermediary, Entity: outer.Speaker, Cue: outer.Cue, Statement: outer.ID}
	if x := a.exhibitOf(o); x != nil {
		a.obtained(s, x)
		h.Kind, h.Entity, h.Exhibit = parley.HopExhibit, "", x.ID
	} else if a.kind(outer.Speaker) == parley.EntityMedium {
		h.Kind = parley.HopMedium
	}
	rule := "it lies within what another says"
	if h.Entity == "" && h.Exhibit == "" || !a.hop(s, h) { // nobody is known to pass it on
		rule = "it lies within words that have this chain"
	}
	if len(s.Chain) > 0 {
		s.Reasons = append(s.Reasons, parley.Reason{Field: "chain", Rule: rule, Words: outer.Cue})
	}
}

// obtained adds the hop of whoever got hold of x.
func (a *account) obtained(s *parley.Statement, x *parley.Exhibit) {
	if x.ObtainedBy == "" {
		return
	}
	h := parley.Hop{Kind: parley.HopIntermediary, Entity: x.ObtainedBy}
	if a.kind(x.ObtainedBy) == parley.EntityMedium {
		h.Kind = parley.HopMedium
	}
	for _, r := range x.Reasons {
		if r.Field == "obtained_by" {
			h.Cue = r.Words
		}
	}
	if a.hop(s, h) {
		s.Reasons = append(s.Reasons, parley.Reason{Field: "chain", Rule: "who got hold of the exhibit", Words: h.Cue})
	}
}

// toldTo adds the outlet that s was said to: its addressee, or one named in its
// sentence outside of what is said, behind "told", "to", "on" and the like.
func (a *account) toldTo(s *parley.Statement, i int) {
	for _, id := range s.Addressees {
		if a.isOutlet(id) && a.hop(s, parley.Hop{Kind: parley.HopMedium, Entity: id, Cue: s.Cue}) {
			s.Reasons = append(s.Reasons, parley.Reason{Field: "chain", Rule: "it was said to an outlet", Words: s.Cue})
			return
		}
	}
	id, at, before := a.outletOf(i)
	if id == "" {
		return
	}
	if a.hop(s, parley.Hop{Kind: parley.HopMedium, Entity: id, Cue: []parley.Span{before}}) {
		s.Reasons = append(s.Reasons, parley.Reason{Field: "chain", Rule: "it was said to or in an outlet", Table: "outlets.txt: before", Words: []parley.Span{before, at}})
	}
}

// isOutlet reports whether the entity is one that passes on what others say, and
// not a place where everybody speaks for himself.
func (a *account) isOutlet(id string) bool {
	if a.kind(id) != parley.EntityMedium {
		return false
	}
	e := a.entities[id]
	if isOccasion(e.Name) {
		return false
	}
	isPublic := func(name string) bool {
		return outletWords["public "+strings.TrimPrefix(strings.ToLower(name), "the ")] != ""
	}
	return !isPublic(e.Name) && !slices.ContainsFunc(e.Aliases, isPublic)
}

// outletOf is the outlet that the sentence of statement i names as the place of
// saying it, with its words and the one before.
func (a *account) outletOf(i int) (id string, at, before parley.Span) {
	s := &a.statements[i]
	cue := parley.Hull(s.Cue)
	around := sentence(a.text, cue)
	from, to := mentionsIn(a.reading, around)
	for m := from; m < to; m++ {
		at := a.reading.Mentions[m].Span
		e := entity(a.cast, m)
		if e == "" || !a.isOutlet(e) || e == s.Speaker || parley.Covers(s.Content, at) || a.inAnother(i, at) {
			continue
		}
		words := a.words(parley.Span{Start: around.Start, End: at.Start})
		for len(words) > 0 && (words[len(words)-1].text == "the" || words[len(words)-1].text == "state") {
			words = words[:len(words)-1]
		}
		if len(words) == 0 || outletWords["before "+words[len(words)-1].text] == "" {
			continue
		}
		if words[len(words)-1].text == "from" && parley.Hull(s.Content).Contains(at) {
			continue // of what is said there: "a post from the Herald"
		}
		if words[len(words)-1].text == "citing" && a.kind(s.Speaker) == parley.EntityMedium {
			continue // by which the outlet knows what it tells, not by which its telling is known
		}
		return e, at, words[len(words)-1].Span
	}
	return "", at, before
}

// inAnother reports whether at belongs to another statement than the i-th: it
// lies in what that says, or that one's cue, of another speaker, stands between.
func (a *account) inAnother(i int, at parley.Span) bool {
	s := &a.statements[i]
	cue := parley.Hull(s.Cue)
	between := parley.Hull([]parley.Span{cue, at})
	from, to := a.statementsIn(sentence(a.text, cue))
	for j := from; j < to; j++ {
		o := &a.statements[j]
		if j == i || o.ID == s.Within {
			continue
		}
		if parley.Covers(o.Content, at) && !parley.Covers(o.Content, cue) {
			return true
		}
		if c := parley.Hull(o.Cue); o.Speaker != s.Speaker && c.Start > between.Start && c.End < between.End && o.Within == s.Within {
			return true
		}
	}
	return false
}

// farthestOn is how far, in bytes, one statement may follow another and still go
// on from it.
const farthestOn = 700

// goesOn gives the outlets by which the statement before i is known, if its
// speaker goes on to speak in i.
func (a *account) goesOn(i int) ([]parley.Hop, parley.Reason) {
	s := &a.statements[i]
	if s.Channel != (parley.Span{}) || isPerfect(a.reading.Report, s) {
		return nil, parley.Reason{} // by another way, or at another time
	}
	for j := i - 1; j >= 0; j-- {
		p := &a.statements[j]
		if parley.Hull(s.Cue).Start-parley.Hull(p.Cue).End > farthestOn {
			break
		}
		if p.Within != "" && (p.Speaker != s.Speaker || !a.saysFurther(s)) {
			continue
		}
		if p.Speaker != s.Speaker || s.Speaker == "" {
			break
		}
		var hops []parley.Hop
		for _, h := range p.Chain {
			switch h.Kind {
			case parley.HopExhibit: // how far that reaches, heardIn says
				return nil, parley.Reason{}
			case parley.HopMedium:
				hops = append(hops, h)
			}
		}
		return hops, parley.Reason{Field: "chain", Rule: "the same speaker goes on", Words: p.Cue}
	}
	return nil, parley.Reason{}
}

// saysFurther reports whether the cue of s, or a word beside it, says that somebody goes on:
// "also", "added".
func (a *account) saysFurther(s *parley.Statement) bool {
	const beside = 12 // bytes
	cue := parley.Hull(s.Cue)
	line := sentence(a.text, cue)
	near := parley.Span{Start: max(line.Start, cue.Start-beside), End: min(line.End, cue.End+beside)}
	return slices.ContainsFunc(a.words(near), func(w token) bool {
		return outletWords["further "+w.text] != "" && !parley.Covers(s.Content, w.Span)
	})
}

// heardIn adds the exhibit that s rests on without lying within words of it:
// one of which its speaker is heard, where
//
//   - the sentence names it: "During the five-minute conversation, …";
//   - the sentence says that it is not the report's own knowledge: "reportedly";
//   - s goes on from a statement that rests on it: "He also suggested …".
func (a *account) heardIn(s *parley.Statement, i int) {
	cue := parley.Hull(s.Cue)
	around := sentence(a.text, cue)
	for _, n := range a.namingsIn(around) {
		x := &a.exhibits[n.exhibit]
		passedOn := isHeard(x.Kind) || x.Kind == parley.ExhibitDocument && x.ObtainedBy != ""
		if passedOn && !parley.Covers(s.Source, n.noun) && !a.isSaid(n.noun, around) && a.speaksIn(s, x, n) {
			a.restOn(s, x, n.phrase, "its sentence names the exhibit that the speaker is heard in", "")
			return
		}
	}
	x := a.lastHeard(cue.Start)
	if x == nil || s.Speaker == "" || !slices.Contains(x.Participants, s.Speaker) {
		return
	}
	goesOn := a.goesOnFrom(s, i, x)
	for _, w := range a.words(around) {
		sort := outletWords["hearsay "+w.text] + outletWords["further "+w.text]
		if parley.Covers(s.Content, w.Span) || sort == "" {
			continue
		}
		if sort == "hearsay" {
			a.restOn(s, x, w.Span, "hearsay of somebody who is heard in the exhibit", "outlets.txt: hearsay")
			return
		}
		if goesOn {
			a.restOn(s, x, w.Span, "the speaker goes on with what the exhibit has", "outlets.txt: further")
			return
		}
	}
}

// isSaid reports whether at lies in what a statement of the sentence says: who
// confirms a leak does not speak in it.
func (a *account) isSaid(at, sentence parley.Span) bool {
	from, to := a.statementsIn(sentence)
	return slices.ContainsFunc(a.statements[from:to], func(s parley.Statement) bool { return parley.Covers(s.Content, at) })
}

// speaksIn reports whether the speaker of s is heard in x; where nobody is known
// to be, whether n stands behind "in", "on" or "during".
func (a *account) speaksIn(s *parley.Statement, x *parley.Exhibit, n naming) bool {
	if len(x.Participants) > 0 {
		return slices.Contains(x.Participants, s.Speaker)
	}
	before := a.words(parley.Span{Start: max(n.sentence.Start, n.phrase.Start-10), End: n.phrase.Start})
	return len(before) > 0 && slices.Contains([]string{"in", "on", "during"}, before[len(before)-1].text)
}

// lastHeard is the recording or transcript named last before at, nil for none.
func (a *account) lastHeard(at int) *parley.Exhibit {
	named := a.namingsIn(parley.Span{Start: max(0, at-farthestHeard), End: at})
	for _, n := range slices.Backward(named) {
		if x := &a.exhibits[n.exhibit]; isHeard(x.Kind) {
			return x
		}
	}
	return nil
}

// farthestHeard is how far, in bytes, behind the naming of an exhibit words may
// still be out of it.
const farthestHeard = 1500

// goesOnFrom reports whether the statement before the i-th, of those that lie in
// no other's words, is of the same speaker and rests on x.
func (a *account) goesOnFrom(s *parley.Statement, i int, x *parley.Exhibit) bool {
	for j := i - 1; j >= 0 && parley.Hull(s.Cue).Start-parley.Hull(a.statements[j].Cue).End <= farthestOn; j-- {
		p := &a.statements[j]
		if p.Within != "" {
			continue
		}
		return p.Speaker == s.Speaker && slices.ContainsFunc(p.Chain, func(h parley.Hop) bool { return h.Exhibit == x.ID })
	}
	return false
}

// restOn adds x to the chain of s, and before it whoever got hold of it.
func (a *account) restOn(s *parley.Statement, x *parley.Exhibit, words parley.Span, rule, table string) {
	a.obtained(s, x)
	if a.hop(s, parley.Hop{Kind: parley.HopExhibit, Exhibit: x.ID, Cue: []parley.Span{words}}) {
		s.Reasons = append(s.Reasons, parley.Reason{Field: "chain", Rule: rule, Table: table, Words: []parley.Span{words}})
	}
}
