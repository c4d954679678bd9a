package attribute

import (
	_ "embed"
	"fmt"
	"slices"
	"sort"
	"strings"

	"parley"
	"parley/internal/table"
)

var (
	//go:embed responses.tsv
	responsesFile string

	responding = readResponses()
)

// An answer is what words of responses.tsv stand for.
type answer struct {
	kind, negated parley.ResponseKind // empty where that is no response
}

// readResponses gives the lexicon for each place: cue, verb, content, judged.
func readResponses() map[string]*lexicon[answer] {
	places := map[string]*lexicon[answer]{"cue": {}, "verb": {}, "content": {}, "judged": {}}
	for row := range table.Rows("responses.tsv", responsesFile, 4) {
		kind := func(field string) parley.ResponseKind { return parley.ResponseKind(strings.TrimPrefix(field, "-")) }
		value := answer{kind(row[2]), kind(row[3])}
		places[row[0]].add(row[1], value)
		if row[0] == "verb" {
			places["cue"].add(row[1], value)
		}
	}
	return places
}

// findResponses finds who answers what, by the words of the statements: first the
// cue's, and where that only says that something is said, the content's.
func (a *account) findResponses() {
	for i := range a.statements {
		s := &a.statements[i]
		if s.Speaker == "" {
			continue
		}
		r, ok, barred := a.answerOf(s)
		if barred || !a.senseResponse(i, &r, ok) {
			continue
		}
		for _, by := range a.partiesOf(s) {
			r.By = by
			a.respond(r)
		}
	}
	inOrder := func(r, t parley.Response) int { return r.Evidence[0].Compare(t.Evidence[0]) }
	slices.SortStableFunc(a.responses, inOrder)
	a.byStatement = len(a.responses)
	a.unattributed()
	slices.SortStableFunc(a.responses, inOrder)
	for i := range a.responses {
		r := &a.responses[i]
		r.ID = fmt.Sprintf("r%d", i+1)
		a.link(r)
		if r.To.Exhibit != "" {
			x := a.exhibit(r.To.Exhibit)
			x.Responses = append(x.Responses, r.ID)
		}
	}
}

// answerOf is the response that the words of s make. One is barred where its words are
// there, but say that it is not made: "was expected to accept".
func (a *account) answerOf(s *parley.Statement) (r parley.Response, ok, barred bool) {
	if endsInWithout(a.text, s.Cue) {
		return r, false, true
	}
	if r, ok, barred = a.byCue(s); ok {
		return r, true, false
	}
	if r, ok = a.byContent(s); ok {
		return r, true, false
	}
	return r, false, barred
}

// partiesOf is who makes s: each of those that its source names and joins, both
// Norland and Vestland, or else the speaker.
func (a *account) partiesOf(s *parley.Statement) []string {
	if len(s.Source) != 1 {
		return []string{s.Speaker}
	}
	var ids []string
	source, at := s.Source[0], s.Source[0].Start
	from, to := mentionsIn(a.reading, source)
	for i := from; i < to; i++ {
		m, id := a.reading.Mentions[i], entity(a.cast, i)
		if m.Form != parley.MentionName || m.Start < at || m.End > source.End {
			continue
		}
		before := strings.ToLower(strings.TrimSpace(a.text[at:m.Start]))
		if m.Kind == parley.EntityPerson {
			before = strings.ToLower(withoutCapitals(strings.TrimSpace(a.text[at:m.Start])))
		}
		if id == "" || at == source.Start && !beforeFirst[before] || at > source.Start && !betweenTwo[before] {
			return []string{s.Speaker}
		}
		if at = m.End; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) < 2 || at != source.End {
		return []string{s.Speaker}
	}
	return ids
}

// beforeFirst are the words before the first of several that a source names, and betweenTwo those
// before each other: "the Norlandic Republican" is one.
var (
	beforeFirst = map[string]bool{"": true, "the": true, "both": true, "both the": true}
	betweenTwo  = map[string]bool{",": true, ", the": true, "and": true, "and the": true, ", and": true, ", and the": true}
)

// withoutCapitals is words without those at their end that begin with a capital, a
// person's titles: "and" of "and Foreign Minister".
func withoutCapitals(words string) string {
	all := strings.Fields(words)
	for len(all) > 0 && startsUpper(all[len(all)-1]) && !strings.EqualFold(all[len(all)-1], "the") && !strings.EqualFold(all[len(all)-1], "both") {
		all = all[:len(all)-1]
	}
	return strings.Join(all, " ")
}

// respond keeps r, unless one of the responses right before has words of it and
// its kind, and is of the same party or r of no statement.
func (a *account) respond(r parley.Response) {
	hull := parley.Hull(r.Evidence)
	near := a.responses
	if r.Statement == "" {
		near = near[:sort.Search(a.byStatement, func(i int) bool { return a.responses[i].Evidence[0].Start >= hull.End })]
	}
	for _, other := range near[max(0, len(near)-lookBack):] {
		if (other.By == r.By || r.Statement == "") && other.Kind == r.Kind && parley.Hull(other.Evidence).Overlaps(hull) {
			return
		}
	}
	a.responses = append(a.responses, r)
}

// reach is how far behind a cue, in bytes, its phrase may go on.
const reach = 60

// byCue makes the response that the cue of s says: "denied", "declined to
// comment". An infinitive is done by nobody yet, so that is barred: "urged him to
// accept".
func (a *account) byCue(s *parley.Statement) (_ parley.Response, ok, barred bool) {
	cue := parley.Hull(s.Cue)
	line := sentence(a.text, cue)
	words := a.words(parley.Span{Start: max(line.Start, cue.Start-reach), End: min(line.End, cue.End+reach)})
	var best parley.Response
	longest := 0
	for i, w := range words {
		if w.Start >= cue.End || !parley.Covers(s.Cue, w.Span) {
			continue
		}
		e, end, ok := responding["cue"].at(words, i)
		if !ok || len(e.words) <= longest {
			continue
		}
		if a.isDoneTo(s, words, i) || isUrged(words[:i], cue) || isToCome(words[:i]) || isNotYet(words[:i]) || a.isSupposed(cue.Start) {
			barred = true
			continue
		}
		kind, rule := e.value.kind, ruleCueWords
		if negation(words, i) >= 0 {
			kind, rule = e.value.negated, ruleCueDenied
		} else if isPromised(kind, words[:i]) {
			barred = true
			continue
		}
		longest = len(e.words)
		best = parley.Response{
			By: s.Speaker, Kind: kind, Statement: s.ID,
			To:       parley.Answered{Words: s.Content},
			Evidence: joined(a.text, slices.Concat(s.Cue, s.Content)),
			Reasons:  []parley.Reason{{Field: "kind", Rule: rule, Table: "responses.tsv: " + e.text, Words: []parley.Span{{Start: w.Start, End: words[end-1].End}}}},
		}
	}
	found := longest > 0 && best.Kind != ""
	return best, found, barred || longest > 0 && !found
}

// unattributed finds responses of which the report itself tells: a party, and
// behind it a verb of responses.tsv that is no statement's cue. "The White House
// did not respond."
//
// What lies in somebody's words is no telling of the report's, and is left to his
// statement.
func (a *account) unattributed() {
	nesting := parley.NewNesting(a.reading.Attributions)
	for i, m := range a.reading.Mentions {
		by := entity(a.cast, i)
		if by == "" || !canAnswer[a.kind(by)] || strings.HasPrefix(a.text[m.End:], "-") {
			continue
		}
		words := a.words(parley.Span{Start: m.End, End: min(len(a.text), m.End+reach)})
		for j, w := range words {
			if j > 4 || strings.ContainsAny(a.text[m.End:w.Start], ",;:.\n“”\"()") {
				break
			}
			e, end, ok := responding["verb"].at(words, j)
			if ok && a.isCue(w.Span) {
				break
			}
			if !ok {
				if !isAuxiliary(w.text) {
					break
				}
				continue
			}
			if !a.isSupposed(m.Start) && len(nesting.Around(w.Span)) == 0 {
				a.respondUnattributed(by, m.Span, words, j, end, e)
			}
			break
		}
	}
}

// canAnswer are the kinds of entities that respond.
var canAnswer = map[parley.EntityKind]bool{parley.EntityPerson: true, parley.EntityOrganisation: true, parley.EntityCountry: true, parley.EntityGroup: true, parley.EntityMedium: true}

var auxiliaries = set(`has have had did do does would will could can is are was were be been also again then have since not never yet
	both all later now still soon itself himself immediately sunday monday tuesday wednesday thursday friday saturday on`)

func isAuxiliary(w string) bool {
	return auxiliaries[w] || strings.HasSuffix(w, "ly") || strings.HasSuffix(w, "n't")
}

func (a *account) respondUnattributed(by string, m parley.Span, words []token, i, end int, e entry[answer]) {
	kind := e.value.kind
	denied := negation(words, i) >= 0
	if denied {
		kind = e.value.negated
	}
	isModal := func(w token) bool { return modalVerbs[w.text] }
	if kind == "" || isNotYet(words[:i]) || !denied && slices.ContainsFunc(words[:i], isModal) {
		return
	}
	hit := parley.Span{Start: words[i].Start, End: words[end-1].End}
	evidence := parley.Span{Start: words[0].Start, End: a.clauseEnd(hit)}
	r := parley.Response{
		By: by, Kind: kind, Evidence: []parley.Span{evidence},
		Reasons: []parley.Reason{{Field: "kind", Rule: "a party and a verb that no statement has", Table: "responses.tsv: " + e.text, Words: []parley.Span{m, hit}}},
	}
	if behind := trimmed(a.text, parley.Span{Start: hit.End, End: evidence.End}); behind.Len() > 0 {
		r.To.Words = []parley.Span{behind}
	}
	a.respond(r)
}

// clauseEnd is where the clause that goes on behind at ends: at a comma, a
// semicolon or the sentence's end.
func (a *account) clauseEnd(at parley.Span) int {
	end := sentence(a.text, at).End
	if n := strings.IndexAny(a.text[at.End:end], ",;"); n >= 0 {
		end = at.End + n
	}
	return trimmed(a.text, parley.Span{Start: at.Start, End: end}).End
}

// trimmed leaves out what is no word at the ends of s.
func trimmed(text string, s parley.Span) parley.Span {
	words := text[s.Start:s.End]
	noWord := func(r rune) bool { return !isWord(r) }
	left := strings.TrimLeftFunc(words, noWord)
	s.Start += len(words) - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, noWord))
	return s
}

// isCue reports whether at lies in the cue of a statement.
func (a *account) isCue(at parley.Span) bool {
	from, to := a.statementsIn(parley.Span{Start: at.Start - reach, End: at.End})
	for _, s := range a.statements[from:to] {
		if parley.Covers(s.Cue, at) {
			return true
		}
	}
	return false
}

// isUrged reports whether "to" stands before cue, as the last of the words before,
// and not what the speaker does himself: he appeared to confirm.
func isUrged(before []token, cue parley.Span) bool {
	n := len(before)
	if n == 0 || before[n-1].text != "to" || before[n-1].End > cue.Start {
		return false
	}
	return n == 1 || !ownDoing[before[n-2].text]
}

// isToCome reports whether the words before a verb say that it is still to be
// done: "is expected to".
func isToCome(before []token) bool {
	n := len(before)
	return n > 1 && before[n-1].text == "to" && awaiting[before[n-2].text]
}

// isPromised reports whether the words before a verb only say that somebody will confirm
// or deny: who "will accept" has told so.
func isPromised(kind parley.ResponseKind, before []token) bool {
	if kind != parley.ResponseConfirm && kind != parley.ResponseDeny {
		return false
	}
	return slices.ContainsFunc(before[max(0, len(before)-2):], func(w token) bool { return modalVerbs[w.text] })
}

// isNotYet reports whether the words before a verb say that it is not done so far.
func isNotYet(before []token) bool {
	for i := max(1, len(before)-3); i < len(before); i++ {
		if not := before[i-1].text; before[i].text == "yet" && (denials[not] || strings.HasSuffix(not, "n't")) {
			return true
		}
	}
	return false
}

// isSupposed reports whether the clause that holds at only supposes something:
// "if Lind", "unless", "whether".
func (a *account) isSupposed(at int) bool {
	clause := parley.Span{Start: max(sentence(a.text, parley.Span{Start: at, End: at}).Start, at-reach), End: at}
	if n := strings.LastIndexAny(a.text[clause.Start:at], ",;:“”\""); n >= 0 {
		clause.Start += n + 1
	}
	return slices.ContainsFunc(a.words(clause), func(w token) bool { return supposing[w.text] })
}

var (
	awaiting  = set(`expected likely unlikely set due ready willing prepared about poised yet`)
	supposing = set(`if unless whether`)
	// modalVerbs are those of auxiliaries behind which nothing is done so far; who
	// "would not accept" has refused.
	modalVerbs = set(`would will could can`)
)

var ownDoing = set(`appears appeared appear seems seemed seem continues continued continue rushed rushes moved quick came`)

// isDoneTo reports whether the i-th word, in the cue of s, says what others do to
// its source: "Lind was accused".
func (a *account) isDoneTo(s *parley.Statement, words []token, i int) bool {
	if !strings.HasSuffix(words[i].text, "ed") || len(s.Source) == 0 || s.Source[0].Start > words[i].End {
		return false
	}
	for j := i - 1; j >= max(0, i-2); j-- {
		switch words[j].text {
		case "was", "were", "been", "being", "is", "are":
			next := a.words(parley.Span{Start: words[i].End, End: min(len(a.text), words[i].End+len(" of "))})
			return len(next) > 0 && (next[0].text == "of" || next[0].text == "for" || next[0].text == "by")
		}
	}
	return false
}

var denials = set(`not never no cannot neither nor without hardly stopped`)

// negation is the index of the word that denies the i-th, up to three before it;
// -1 for none.
func negation(words []token, i int) int {
	for j := i - 1; j >= max(0, i-3); j-- {
		if denials[words[j].text] || strings.HasSuffix(words[j].text, "n't") {
			return j
		}
	}
	return -1
}

// byContent makes the response that lies in what s says: "that is not true". Who
// would sign only if something comes first has not accepted.
func (a *account) byContent(s *parley.Statement) (parley.Response, bool) {
	places := []string{"content"}
	if a.names(s) {
		places = append(places, "judged")
	}
	for _, place := range places {
		for _, piece := range s.Content {
			words := a.words(piece)
			for i := range words {
				e, end, ok := responding[place].at(words, i)
				if !ok {
					continue
				}
				kind := e.value.kind
				if (kind == parley.ResponseCriticise || kind == parley.ResponseWelcome) && negation(words, i) >= 0 {
					kind = e.value.negated
				}
				hit := parley.Span{Start: words[i].Start, End: words[end-1].End}
				if kind == "" || kind == parley.ResponseAccept && s.Act == parley.ActCommitConditional || a.saidWithin(s, hit) {
					continue
				}
				clause := sentence(a.text, hit)
				clause = parley.Span{Start: max(clause.Start, piece.Start), End: min(clause.End, piece.End)}
				clause.Start = clause.End - len(strings.TrimLeft(a.text[clause.Start:clause.End], " \n"))
				return parley.Response{
					By: s.Speaker, Kind: kind, Statement: s.ID,
					Evidence: []parley.Span{clause},
					Reasons:  []parley.Reason{{Field: "kind", Rule: ruleContentWords, Table: "responses.tsv: " + e.text, Words: []parley.Span{hit}}},
				}, true
			}
		}
	}
	return parley.Response{}, false
}

// naming cues are followed by what something is called.
var namingCues = set(`call calls called calling describe describes described describing label labels labelled labeled labelling labeling brand brands
	branded branding dub dubs dubbed characterize characterizes characterized characterise characterised deem deems deemed declare declares declared
	portray portrays portrayed paint paints painted denounce denounced`)

func (a *account) names(s *parley.Statement) bool {
	return slices.ContainsFunc(a.words(parley.Hull(s.Cue)), func(w token) bool { return namingCues[w.text] })
}

// saidWithin reports whether at lies in what another statement says that is
// itself in the words of s: the response is that one's.
func (a *account) saidWithin(s *parley.Statement, at parley.Span) bool {
	from, to := a.statementsIn(parley.Span{Start: at.Start - longestSentence, End: at.End + longestSentence})
	for i := from; i < to; i++ {
		if o := &a.statements[i]; o.ID != s.ID && o.Speaker != "" && parley.Covers(o.Content, at) && a.isWithin(o, s) {
			return true
		}
	}
	return false
}

// isWithin reports whether going outward from o one comes to s.
func (a *account) isWithin(o, s *parley.Statement) bool {
	for steps := 0; o.Within != "" && steps < longestChain; steps++ {
		if o.Within == s.ID {
			return true
		}
		o = &a.statements[a.byID[o.Within]]
	}
	return false
}

// joined puts spans in the order of the text and makes one of those between
// which no word stands.
func joined(text string, spans []parley.Span) []parley.Span {
	slices.SortFunc(spans, parley.Span.Compare)
	var all []parley.Span
	for _, s := range spans {
		if n := len(all); n > 0 && (s.Start <= all[n-1].End || len(tokensIn(text, parley.Span{Start: all[n-1].End, End: s.Start})) == 0) {
			all[n-1].End = max(all[n-1].End, s.End)
			continue
		}
		all = append(all, s)
	}
	return all
}
