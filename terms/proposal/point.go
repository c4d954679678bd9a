package proposal

import (
	"slices"
	"strings"

	"parley"
	"parley/terms/quantity"
)

// seen finds the points of t that the report words: in statements of which it is
// the source, behind a verb of wording.tsv, and in a list.
func (f *finder) seen(t *text, p *parley.Proposal) {
	var all []parley.Point
	for _, s := range f.spoken[t] {
		said := f.points(s.Content, s.ID, f.numberNear(s))
		if cue := f.ownVerb(s); len(said) > 0 && cue.Len() > 0 {
			said[0].Words[0].Start = cue.Start
		}
		all = append(all, said...)
	}
	for n, i := range t.phrases {
		ph := f.phrases[i]
		if words, number, ok := f.wordingBehind(ph); ok {
			all = append(all, f.points([]parley.Span{words}, "", number)...)
		}
		if words, ok := f.under(ph); ok {
			all = append(all, f.points([]parley.Span{words}, "", 0)...)
		}
		if n+1 == len(t.phrases) || f.phrases[t.phrases[n+1]].line != ph.line || f.sentence(f.phrases[t.phrases[n+1]]) != f.sentence(ph) {
			all = append(all, f.goesOn(i)...)
		}
		all = append(all, f.listed(ph)...)
	}
	slices.SortStableFunc(all, func(a, b parley.Point) int { return a.Words[0].Compare(b.Words[0]) })
	for _, point := range all {
		if n := len(p.Seen); n > 0 && overlap(p.Seen[n-1].Words, point.Words) {
			if p.Seen[n-1].Statement == "" {
				p.Seen[n-1].Statement = point.Statement
			}
			continue
		}
		if point.Statement == "" {
			point.Statement = f.statementOf(point.Words[0])
		}
		for _, w := range point.Words {
			point.Quantities = append(point.Quantities, quantity.Find(f.text, w)...)
		}
		p.Seen = append(p.Seen, point)
	}
}

func overlap(a, b []parley.Span) bool { return parley.Hull(a).Overlaps(parley.Hull(b)) }

func (f *finder) sentence(p phrase) int { return f.lines[p.line].words[p.head].sentence }

// quote gives each statement of which a text is the source to that text: by the
// phrase that its source ends in, or else by the entity that speaks.
func (f *finder) quote() {
	f.spoken = map[*text][]*parley.Statement{}
	byPhrase, byEntity := map[int]quoted{}, map[string]*text{}
	for _, t := range f.texts {
		for _, i := range t.phrases {
			byPhrase[f.phrases[i].End] = quoted{t, f.phrases[i].Start}
		}
		if e := f.entityOf(t); e != "" && byEntity[e] == nil {
			byEntity[e] = t
		}
	}
	for i := range f.record.Statements {
		s := &f.record.Statements[i]
		if s.Negated || len(s.Content) == 0 || len(s.Source) == 0 || !f.gives(s) {
			continue
		}
		q := byPhrase[s.Source[0].End]
		t := q.text
		if t != nil && q.start-s.Source[0].Start > len("article 10 of ") {
			continue // a sponsor of the bill
		}
		if t == nil && s.Speaker != "" {
			t = byEntity[s.Speaker]
		}
		if t != nil {
			f.spoken[t] = append(f.spoken[t], s)
		}
	}
}

// A quoted is a text and where the phrase begins by which it is.
type quoted struct {
	text  *text
	start int
}

// gives reports whether the cue of s is one by which a text is quoted or followed,
// or words something.
func (f *finder) gives(s *parley.Statement) bool {
	for _, cue := range s.Cue {
		words := wordsIn(f.text, cue, 0)
		for i, w := range words {
			if head := cues[w.text]; head == "saying" || head != "" && i == 0 && len(words) < 3 {
				return true
			}
			if len(wordings[w.text]) > 0 {
				return true
			}
		}
	}
	return false
}

// ownVerb is the cue of s where that is a verb of the point itself, right before the
// content: "bans" missiles.
func (f *finder) ownVerb(s *parley.Statement) parley.Span {
	cue := parley.Hull(s.Cue)
	words := wordsIn(f.text, cue, 0)
	if len(words) == 0 || cue.End > s.Content[0].Start || strings.TrimSpace(f.text[cue.End:s.Content[0].Start]) != "" {
		return parley.Span{}
	}
	for i := range words {
		if e, end, ok := wordings.at(words, i); ok && e.value && end == len(words) {
			return parley.Span{Start: words[i].Start, End: cue.End}
		}
	}
	return parley.Span{}
}

// mayGoOn reports whether what stands behind a phrase goes on to speak of it, so
// that a relative clause further on is its: "a plan drafted in May, which".
func (f *finder) mayGoOn(l line, i int) bool {
	w := l.words[i]
	return strings.HasPrefix(w.before, ",") || isParticiple(w.text) || prepositions[w.text]
}

// wordingBehind is what stands behind a verb of wording.tsv of which p is the
// subject: "the plan calls for", "a plan, made in May, which would require".
func (f *finder) wordingBehind(p phrase) (words parley.Span, number int, ok bool) {
	l := f.lines[p.line]
	_, to := l.sentenceOf(p.head)
	for i := p.to; i < to && i < p.to+15; i++ {
		w := l.words[i]
		near := i == p.to && strings.Trim(w.before, " ”\"’'") == ""
		if _, _, other := nouns.at(l.words, i); other {
			break
		}
		relative := (w.text == "that" || w.text == "which") && (i == p.to || f.mayGoOn(l, p.to))
		resumed := strings.HasPrefix(w.before, ",") && helpingVerbs[w.text] && !f.hasVerb(l, p.to, i)
		if !near && !relative && !resumed {
			continue
		}
		if relative {
			i++
		}
		if near && f.isObject(l, p.Span) {
			continue // "the provision in the treaty removes"
		}
		if words, ok := f.wordingAt(l, i, to); ok && !(near && isDoneTo(l, i, to)) {
			return words, f.number(l, p.from, i), true
		}
		if near && helpingVerbs[w.text] || !near && !relative {
			return parley.Span{}, 0, false
		}
		if relative {
			i--
		}
	}
	return parley.Span{}, 0, false
}

// isDoneTo reports whether the verb at i says what is done to the text: "a deal
// proposed last week".
func isDoneTo(l line, i, to int) bool {
	return isParticiple(l.words[i].text) && i+1 < to && (prepositions[l.words[i+1].text] || helping[l.words[i+1].text] || l.words[i+1].text == "earlier")
}

func (f *finder) hasVerb(l line, from, to int) bool {
	for i := from; i < to; i++ {
		if helpingVerbs[l.words[i].text] || l.words[i].text == "said" || l.words[i].text == "that" {
			return true
		}
	}
	return false
}

var helpingVerbs = setOf(`would will could may might should must shall can is was has had does did`)

// beside are the words between a subject and its verb.
var beside = setOf(`would will could may might should must shall can also reportedly currently essentially effectively now still further then
	initially originally instead already simply largely only therefore additionally in addition had has is was to expected supposed understood said believed
	broadly specifically explicitly`)

// wordingAt is what the wording behind words from i on says, where only small words
// stand before its verb.
func (f *finder) wordingAt(l line, i, to int) (parley.Span, bool) {
	for start := i; i < to && i < start+6; i++ {
		if e, end, ok := wordings.at(l.words, i); ok && end < to && strings.Trim(l.words[end].before, " “”\"‘’'") == "" {
			if isQuotedAlone(l, end) || e.value && isOfNothing(l, end, to) {
				return parley.Span{}, false
			}
			first := end
			if e.value {
				first = i
			}
			return f.clause(l, first, to)
		}
		if !beside[l.words[i].text] || i == start && l.words[i].text == "to" {
			return parley.Span{}, false
		}
	}
	return parley.Span{}, false
}

// isQuotedAlone reports whether a quotation ends with the verb before the end-th word:
// somebody's word for what a text would do, "“constrain” the government", is no point.
func isQuotedAlone(l line, end int) bool {
	return strings.HasPrefix(strings.TrimLeft(l.words[end].before, "\"”’"), " ") && l.words[end].before[0] != ' '
}

// isOfNothing reports whether what stands behind a verb is what a text is good for
// rather than what it holds: "removes an obstacle", "ends months of uncertainty".
func isOfNothing(l line, from, to int) bool {
	const most = 4 // words of it
	for i := from; i < min(to, from+most); i++ {
		if vague[l.words[i].text] {
			return true
		}
	}
	return false
}

var vague = setOf(`obstacle obstacles hurdle hurdles impasse gridlock stalemate deadlock uncertainty doubt doubts fear fears speculation chance chances
	hope hopes momentum tension tensions`)

// clause is from the first-th word to where what the text holds ends: at the
// sentence's end, or where somebody else speaks or something is set against it.
func (f *finder) clause(l line, first, to int) (parley.Span, bool) {
	to = min(to, first+longestClause)
	end := to
	for i := first + 1; i < to; i++ {
		w := l.words[i]
		goesOn := w.text == "are" || w.text == "were" || w.text == "have" || w.text == "is" || helpingVerbs[w.text]
		if (against[w.text] || goesOn) && strings.ContainsAny(w.before, ",;—–-") {
			end = i
			break
		}
		if strings.ContainsAny(w.before, ",”\"") && f.reports(l, i, to) {
			end = i
			break
		}
		if strings.ContainsAny(w.before, "—–") && i > first+1 {
			end = i
			break
		}
	}
	if end <= first {
		return parley.Span{}, false
	}
	s := parley.Span{Start: l.words[first].Start, End: l.words[end-1].whole}
	return s, s.Len() > 5
}

// longestClause is how many words of what a text holds are taken.
const longestClause = 120

// reports reports whether a clause that says who spoke begins at i: "officials said".
func (f *finder) reports(l line, i, to int) bool {
	for j := i; j < to && j < i+7; j++ {
		if j > i && strings.ContainsAny(l.words[j].before, ",;") {
			return false
		}
		switch l.words[j].text {
		case "said", "says", "according", "told", "reported", "wrote", "added":
			return true
		}
	}
	return false
}

var against = setOf(`but although though while whereas however yet which who prompting leaving drawing raising despite because since even a an`)

// under is what is to be done under p: "Under the plan, …" to the sentence's end, or
// "… under the plan" where the clause before says what would be done.
func (f *finder) under(p phrase) (parley.Span, bool) {
	l := f.lines[p.line]
	from, to := l.sentenceOf(p.head)
	if p.from == 0 || l.words[p.from-1].text != "under" || l.words[p.from-1].sentence != l.words[p.head].sentence {
		return parley.Span{}, false
	}
	if p.from > 1 && duties[l.words[p.from-2].text] {
		return parley.Span{}, false
	}
	if p.from-1 == from {
		for i := p.to; i < to && i < p.to+reach; i++ {
			if strings.HasPrefix(l.words[i].before, ",") {
				for j := i; j < i+5 && j+1 < to; j++ {
					if l.words[j].text == "said" || l.words[j].text == "says" {
						i = j + 1
					}
				}
				return f.clause(l, i, to)
			}
		}
		return parley.Span{}, false
	}
	from = max(from, p.from-longestClause)
	first := from
	for i := p.from - 2; i > from; i-- {
		if strings.ContainsAny(l.words[i].before, ",;:") {
			first = i
			break
		}
	}
	for _, w := range l.words[first : p.from-1] {
		if w.text == "would" || w.text == "must" {
			s := parley.Span{Start: l.words[first].Start, End: l.words[p.from-2].whole}
			return s, true
		}
	}
	return parley.Span{}, false
}

// duties are words behind which "under the plan" says whose they are, not what is to
// be done under it.
var duties = setOf(`commitments commitment obligations obligation limits limit terms duties requirements pledges promises rights restrictions allowed required permitted`)

// goesOn is what the sentence behind the i-th phrase's says of its text, called "it":
// "It would also require". It is safe only where the sentence before speaks of no
// other.
func (f *finder) goesOn(i int) []parley.Point {
	p := f.phrases[i]
	n := f.sentence(p)
	for _, other := range []int{i - 1, i + 1} {
		if other >= 0 && other < len(f.phrases) && f.phrases[other].line == p.line && f.sentence(f.phrases[other]) == n {
			return nil
		}
	}
	var all []parley.Point
	l := f.lines[p.line]
	_, next := l.sentenceOf(p.head)
	at := p.line
	if next == len(l.words) {
		at, next = at+1, 0
	}
	if at >= len(f.lines) {
		return nil
	}
	l = f.lines[at]
	if next >= len(l.words) || l.words[next].text != "it" {
		return nil
	}
	_, to := l.sentenceOf(next)
	if words, ok := f.wordingAt(l, next+1, to); ok {
		all = f.points([]parley.Span{words}, "", 0)
	}
	return all
}

// statementOf is the innermost statement whose content holds s.
func (f *finder) statementOf(s parley.Span) string {
	id, least := "", 0
	for _, i := range f.around.Around(s) {
		for _, piece := range f.record.Statements[i].Content {
			if piece.Contains(s) && (id == "" || piece.Len() < least) {
				id, least = f.record.Statements[i].ID, piece.Len()
			}
		}
	}
	return id
}
