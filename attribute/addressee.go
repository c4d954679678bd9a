package attribute

import (
	_ "embed"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/table"
)

//go:embed addressing.txt
var addressingFile string

// addressing tells how a word names whom a statement is said to, "with interview"
// for the interview with somebody; see the file.
var addressing = readAddressing(addressingFile)

func readAddressing(file string) map[string]bool {
	words := map[string]bool{}
	for how, word := range table.Entries("addressing.txt", file) {
		words[how+" "+word] = true
	}
	return words
}

// The rules by which a statement has its addressees, as an analyst reads them.
const (
	ruleObject  = "whom the cue's verb has for its object"
	ruleAsked   = "who is asked, and answers"
	ruleTeller  = "he who tells that he was told"
	rulePhrase  = "with whom or to whom, in the sentence of the cue"
	ruleCarried = "the addressee of what the speaker said before, in this paragraph or the last"
)

// address fills the addressees of statements, which order lists by attribution:
// those that the reader saw, or else whom the words tell, or else whom the reader's
// network points to, or else those of what the same speaker said right before.
func address(p pointer, statements []parley.Statement, order, around []int, voices []voice) {
	reading, cast := p.reading, p.cast
	h := hearer{p, around, voices, parley.NewNesting(reading.Attributions), mentionsByEnd(reading)}
	talks := map[string]talk{} // by speaker
	for n, i := range order {
		s := &statements[n]
		found, why := h.told(i)
		for _, m := range found {
			id := entity(cast, m)
			if e := h.teller(i, m); e != nil && e.ID != s.Speaker {
				id, why = e.ID, parley.Reason{Field: "addressees", Rule: ruleTeller, Words: []parley.Span{reading.Mentions[m].Span}}
			}
			if id != "" && id != s.Speaker && m != voices[i].mention && !slices.Contains(s.Addressees, id) {
				s.Addressees = append(s.Addressees, id)
			}
		}
		if len(s.Addressees) == 0 && !h.tellsBoth(reading.Attributions[i]) {
			if who := h.addressee(i, s.Speaker); who.Entity != "" && who.Odds > sense[addresseeNone] {
				s.Addressees, why = append(s.Addressees, who.Entity), h.because("addressees", who)
			}
		}
		if len(s.Addressees) > 0 && why.Rule != "" {
			s.Reasons = append(s.Reasons, why)
		}
		if around[i] >= 0 || s.Speaker == "" {
			continue // who is quoted within another's words
		}
		verb := lastWord(reading.Report.Quote(s.Cue[len(s.Cue)-1]))
		before, spoke := talks[s.Speaker]
		switch {
		case len(s.Addressees) > 0 && (addressing["tells "+verb] || addressing["goes on "+verb]):
			talks[s.Speaker] = talk{n, s.Cue, 0}
		case len(s.Addressees) == 0 && spoke && before.said < longestTalk && addressing["goes on "+verb] && h.goesOn(before.last, s):
			first := statements[before.first]
			s.Addressees = slices.Clone(first.Addressees)
			s.Reasons = append(s.Reasons, parley.Reason{Field: "addressees", Rule: ruleCarried, Table: "addressing.txt: goes on " + verb, Words: first.Cue})
			talks[s.Speaker] = talk{before.first, s.Cue, before.said + 1}
		case len(s.Addressees) == 0 && spoke && before.said < longestTalk && h.near(before.last, s.Cue): // "but implied"
			talks[s.Speaker] = talk{before.first, s.Cue, before.said + 1}
		default:
			delete(talks, s.Speaker)
		}
	}
}

// A talk is what somebody goes on saying after he told somebody something.
type talk struct {
	first int           // index of the statement that tells whom
	last  []parley.Span // the latest cue
	said  int           // further statements
}

// longestTalk is how many further statements are taken for said to the same: of 690 that
// went on from "said" near by, three in four were, the fourth no less often than the first.
const longestTalk = 4

// A hearer finds whom statements are said to.
type hearer struct {
	pointer
	around  []int
	voices  []voice
	nesting *parley.Nesting
	ending  map[int]int // by where it ends: the longest mention that ends there
}

// told are the mentions of whom attribution i is said to. Where the reader saw
// none there is a reason.
func (h *hearer) told(i int) ([]int, parley.Reason) {
	var found []int
	a := h.reading.Attributions[i]
	for n, piece := range a.Addressee {
		m := h.reading.MentionAt(piece)
		if m < 0 || !h.isTo(a, m) || h.kindOf(m) == parley.EntityDocument || isOccasion(h.reading.Report.Quote(piece)) || h.kindOf(m) == parley.EntityMedium && h.isChannel(piece) || n > 0 && h.describes(a.Addressee[n-1], piece) {
			continue
		}
		found = append(found, m)
	}
	if len(found) > 0 {
		return found, parley.Reason{}
	}
	m, rule, key := h.object(a), ruleObject, ""
	if m < 0 {
		m, rule = h.asked(i), ruleAsked
	}
	if m < 0 {
		m, key = h.phrase(i)
		rule = rulePhrase
	}
	if m < 0 {
		return nil, parley.Reason{}
	}
	why := parley.Reason{Field: "addressees", Rule: rule, Words: []parley.Span{h.reading.Mentions[m].Span}}
	if key != "" {
		why.Table = "addressing.txt: " + key
	}
	return []int{m}, why
}

// teller is the person within whose words attribution i lies, where he tells that
// he was told: "officials told him". Nil for other mentions than him, her and me, and
// for him and her in quotation marks or before who tells it.
func (h *hearer) teller(i, m int) *parley.Entity {
	pronoun := strings.ToLower(h.reading.Report.Quote(h.reading.Mentions[m].Span))
	if h.around[i] < 0 || !slices.Contains([]string{"him", "her", "me"}, pronoun) {
		return nil
	}
	teller := h.voices[h.around[i]].mention
	if pronoun != "me" && (teller >= 0 && h.reading.Mentions[teller].Start > h.reading.Mentions[m].Start || h.inMarks(h.reading.Mentions[m].Span)) {
		return nil
	}
	e := entityOf(h.cast, teller)
	if e == nil || e.Kind != parley.EntityPerson {
		return nil
	}
	return e
}

// advised is whom the verb before an infinitive cue has for its object: advising X
// to confirm.
func (h *hearer) advised(cue parley.Span) int {
	text := h.reading.Report.Text
	before, ok := strings.CutSuffix(text[:cue.Start], " to ")
	m, known := h.ending[len(before)]
	if !ok || !known || !addressing["object "+lastWord(text[:h.reading.Mentions[m].Start])] {
		return -1
	}
	return m
}

// object is the mention right behind the cue, whose verb has it for whom is told.
func (h *hearer) object(a parley.Attribution) int {
	cue := a.Cue[len(a.Cue)-1]
	text := h.reading.Report.Text
	if m := h.advised(parley.Hull(a.Cue)); m >= 0 {
		return m
	}
	verb := verbOf(h.reading.Report.Quote(cue))
	if !addressing["object "+verb] && !addressing["gives "+verb] {
		return -1
	}
	at := cue.End + len(text[cue.End:]) - len(strings.TrimLeft(text[cue.End:], " "))
	m := mentionFrom(h.reading, at)
	if m < 0 || h.isSubject(m) || h.isOwner(m) || addressing["gives "+verb] && !h.isGiven(m) {
		return -1
	}
	return h.whole(m)
}

// verbOf is the verb at the end of cue in small letters, with its preposition: "call on". Empty
// for a passive, which has no object.
func verbOf(cue string) string {
	all := strings.Fields(strings.ToLower(cue))
	if len(all) == 0 || isPassive(strings.Join(all, " ")) && all[0] != "asked" {
		return ""
	}
	verb := all[len(all)-1]
	if len(all) > 1 && (verb == "on" || verb == "to" || verb == "upon") {
		verb = all[len(all)-2] + " " + verb
	}
	return verb
}

// isGiven reports whether a second object follows mention m: "offered Berg a truce", but not
// "offered Berg as mediator".
func (h *hearer) isGiven(m int) bool {
	rest := h.reading.Report.Text[h.reading.Mentions[m].End:]
	next, _, _ := strings.Cut(strings.TrimLeft(rest[:min(len(rest), longestTitle)], " "), " ")
	return strings.HasPrefix(rest, " ") && (determiners[next] || next == "no" || next == "any" || next == "more" || strings.ContainsAny(next, "$€£0123456789"))
}

// asked is who is asked, where that is all that the report says: "asked whether",
// "was pressed". He stands before the cue, or else speaks next in the sentence.
func (h *hearer) asked(i int) int {
	text := h.reading.Report.Text
	cue := parley.Hull(h.reading.Attributions[i].Cue)
	if h.voices[i].asked {
		return h.reading.SpeakerOf(h.reading.Attributions[i])
	}
	clause := sentence(text, cue)
	words := strings.Fields(strings.ToLower(h.reading.Report.Quote(cue)))
	isTold := len(words) > 1 && slices.Contains(tellings, words[len(words)-1])
	if len(words) == 0 || !addressing["by "+words[len(words)-1]] && !isTold || len(h.reading.Attributions[i].Source) > 0 {
		return -1
	}
	if len(words) > 1 {
		if !isPassive(strings.Join(words, " ")) {
			return -1
		}
		if m, ok := h.ending[len(strings.TrimRight(text[:cue.Start], " "))]; ok {
			return m
		}
		return -1
	}
	switch before := strings.TrimRight(text[clause.Start:cue.Start], " "); {
	case before == "", strings.EqualFold(lastWord(before), "when"), strings.EqualFold(lastWord(before), "if"):
	default:
		return -1
	}
	return h.answers(i, clause)
}

// answers is who speaks in the sentence that asks him in attribution i: behind
// the question, or else before it.
func (h *hearer) answers(i int, clause parley.Span) int {
	all := h.reading.Attributions
	best := -1
	j := sort.Search(len(all), func(j int) bool { return all[j].Cue[0].Start >= clause.Start })
	for ; j < len(all) && all[j].Cue[0].Start < clause.End; j++ {
		if j == i || h.around[j] != h.around[i] || h.voices[j].mention < 0 {
			continue
		}
		best = h.voices[j].mention
		if j > i {
			break
		}
	}
	return best
}

// isSubject reports whether a verb follows mention m: "warned Norland would".
func (h *hearer) isSubject(m int) bool {
	rest := strings.Fields(h.reading.Report.Text[h.reading.Mentions[m].End:min(len(h.reading.Report.Text), h.reading.Mentions[m].End+40)])
	return len(rest) > 0 && slices.Contains(finites, strings.ToLower(rest[0]))
}

var finites = strings.Fields(`is are was were has have had will would can could may might must shall should does do did is’nt isn’t wasn’t won’t`)

// phrase is the mention that a preposition in the sentence of attribution i's cue
// makes the addressee, with the key of the table that says so: in an interview
// with X. What stands in the content, or in that of others, does not count.
func (h *hearer) phrase(i int) (mention int, key string) {
	text := h.reading.Report.Text
	cue := parley.Hull(h.reading.Attributions[i].Cue)
	clause := sentence(text, cue)
	all := h.reading.Mentions
	m, _ := slices.BinarySearchFunc(all, clause.Start, func(m parley.Mention, at int) int { return m.Start - at })
	for ; m < len(all) && all[m].Start < clause.End; m++ {
		words := withoutTitle(strings.Fields(text[max(clause.Start, all[m].Start-longestPhrase):all[m].Start]))
		if len(words) < 2 || h.isOwner(m) {
			continue
		}
		if key := keyOf(words); key != "" && h.sameLevel(i, all[m].Span) && !(strings.HasPrefix(key, "directly ") && h.isOthersVerb(i, all[m].Span)) {
			if to := h.whole(m); to >= 0 {
				return to, key
			}
		}
	}
	return -1, ""
}

// isOthersVerb reports whether the verb of "said to" right before span is the cue of another
// attribution than the i-th.
func (h *hearer) isOthersVerb(i int, span parley.Span) bool {
	verb := parley.Span{Start: max(0, span.Start-longestPhrase), End: span.Start}
	all := h.reading.Attributions
	j := sort.Search(len(all), func(j int) bool { return all[j].Cue[0].Start >= verb.Start })
	last := -1 // the attribution whose cue stands last before span
	for ; j < len(all) && all[j].Cue[0].Start < verb.End; j++ {
		last = j
	}
	return last >= 0 && last != i && all[last].Cue[0].Start > parley.Hull(all[i].Cue).Start
}

// longestPhrase is how many bytes before a mention are looked at.
const longestPhrase = 100

// withoutTitle is words in small letters without the article and title at their
// end, which a mention may be without: a letter to Foreign Minister.
func withoutTitle(words []string) []string {
	last := len(words)
	for last > 1 && (startsUpper(words[last-1]) || slices.Contains([]string{"the", "a", "an", "of", "top"}, words[last-1])) {
		last--
	}
	small := make([]string, last)
	for k := range small {
		small[k] = strings.ToLower(words[k])
	}
	return small
}

// keyOf is the key of the table for words that end in a preposition: "with
// interview" for in an interview Monday with. Empty for none.
func keyOf(words []string) string {
	const far = 4 // words
	last := len(words) - 1
	if key := words[last] + " " + words[last-1]; addressing["directly "+key] {
		return "directly " + key
	}
	for k := last - 1; k >= max(0, last-far); k-- {
		if key := words[last] + " " + strings.Trim(words[k], ",.“”\"’'"); addressing[key] {
			return key
		}
	}
	return ""
}

// whole is whom a phrase that begins with mention m means: the host in "CNN's Kai
// Berg", the outlet in "CNN's morning show", -1 in "the Norland embassy" and for
// what nobody speaks to.
func (h *hearer) whole(m int) int {
	text, all := h.reading.Report.Text, h.reading.Mentions
	rest := text[all[m].End:]
	owned := isPossessive(h.reading.Report.Quote(all[m].Span))
	for _, end := range []string{"'s ", "’s ", "' ", "’ "} {
		if strings.HasPrefix(rest, end) {
			owned = true
		}
	}
	if owned {
		for k := m + 1; k < len(all) && all[k].Start < all[m].End+longestTitle; k++ {
			if between := text[all[m].End:max(all[m].End, all[k].Start)]; strings.ContainsAny(between, ".;:\n") {
				break
			}
			if h.kindOf(k) == parley.EntityPerson && all[k].Start >= all[m].End {
				return k
			}
		}
	}
	switch kind := h.kindOf(m); {
	case isOccasion(h.reading.Report.Quote(all[m].Span)):
		return -1
	case kind == parley.EntityMedium:
		return m
	case kind == parley.EntityDocument, kind == parley.EntityPlace, owned:
		return -1
	}
	if next, ok := strings.CutPrefix(rest, " "); ok && startsUpper(next) && !slices.ContainsFunc(days, func(d string) bool { return strings.HasPrefix(next, d) }) {
		return -1
	}
	return m
}

// longestTitle is how many bytes may stand between an outlet and its host.
const longestTitle = 30

var days = strings.Fields(`Monday Tuesday Wednesday Thursday Friday Saturday Sunday`)

// kindOf is the kind of whom mention m stands for.
func (h *hearer) kindOf(m int) parley.EntityKind {
	if e := h.cast.Entity(m); e != nil {
		return e.Kind
	}
	return h.reading.Mentions[m].Kind
}

// isOwner reports whether mention m only says whose something is: "her" does where
// a noun follows, but is herself in "told her that".
func (h *hearer) isOwner(m int) bool {
	form := strings.ToLower(h.reading.Report.Quote(h.reading.Mentions[m].Span))
	if form != "her" {
		return slices.Contains(ofMine, form)
	}
	rest := h.reading.Report.Text[h.reading.Mentions[m].End:]
	next, _, _ := strings.Cut(strings.TrimLeft(rest[:min(len(rest), longestTitle)], " "), " ")
	if !strings.HasPrefix(rest, " ") || startsUpper(next) || strings.Trim(next, "“”‘’\"'(") != next {
		return false
	}
	return !noNouns[strings.TrimRight(next, ",.;:")]
}

// noNouns are words behind "her" that begin no noun phrase of hers.
var noNouns = set(`that whether if how what why when where who not to in on at of about for from with by during last this and but as the a an
	he she it they we you i his their its there monday tuesday wednesday thursday friday saturday sunday`)

// sameLevel reports whether span stands in the contents that attribution i's cue
// stands in, and in no others.
func (h *hearer) sameLevel(i int, span parley.Span) bool {
	return slices.Equal(h.nesting.Around(span), h.nesting.Around(parley.Hull(h.reading.Attributions[i].Cue)))
}

// goesOn reports whether s may belong to the talk whose last cue is given: it is
// near, by no other channel, and no saying of another time ("has said").
func (h *hearer) goesOn(last []parley.Span, s *parley.Statement) bool {
	return h.near(last, s.Cue) && s.Channel == (parley.Span{}) && !isPerfect(h.reading.Report, s)
}

// isPerfect reports whether s was made before what is told: "has said".
func isPerfect(report *parley.Report, s *parley.Statement) bool {
	first, _, several := strings.Cut(report.Quote(s.Cue[0]), " ")
	return several && slices.Contains([]string{"has", "have", "had"}, first)
}

// near reports whether cue stands in the paragraph of the last one or the next.
func (h *hearer) near(last, cue []parley.Span) bool {
	from, to := parley.Hull(last).End, parley.Hull(cue).Start
	if from > to || to-from > 3*longestSentence {
		return false
	}
	paragraphs := 0
	for line := range strings.Lines(h.reading.Report.Text[from:to]) {
		if strings.HasSuffix(line, "\n") && strings.TrimSpace(line) != "" {
			paragraphs++
		}
	}
	return paragraphs <= 1
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
