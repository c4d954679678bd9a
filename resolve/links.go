package resolve

import (
	"cmp"
	"slices"
	"strings"

	"parley"
)

// A linker joins mentions to those that they stand for, each to one other: the
// links are a forest. At the root of a tree stands a name, or a description that
// is somebody of its own, or a pronoun that nobody is known for.
type linker struct {
	reading  *parley.Reading
	names    *namer
	nesting  *parley.Nesting
	several  []bool                  // by mention: it is a description of several joined by "and"
	searches map[string]*search      // by what is looked for
	bearers  map[string]map[int]bool // by an office: the figures named under it

	sources      []parley.Span    // of the attributions, their first pieces, in order
	isTranscript bool             // it has turns enough
	held         map[int][]string // by figure: its posts; nil until asked for
	holders      map[string][]int // by post: the figures
	seen         map[who]int      // by whom a mention is of: where the last one begins, on the way through the text
	to           []int            // by mention: what it is linked to; itself at a root
	why          []parley.Reason  // by mention: what its link rests on; none at a root
}

// fewestTurns is how many turns make a transcript of a report.
const fewestTurns = 3

// newLinker links the mentions of a reading in the order of how sure that is.
func newLinker(r *parley.Reading, names *namer, several []bool) *linker {
	l := &linker{
		reading:  r,
		names:    names,
		nesting:  parley.NewNesting(r.Attributions),
		several:  several,
		searches: map[string]*search{},
		bearers:  map[string]map[int]bool{},
		seen:     map[who]int{},
		to:       make([]int, len(r.Mentions)),
		why:      make([]parley.Reason, len(r.Mentions)),
	}
	for i := range l.to {
		l.to[i] = i
	}
	turns := 0
	for _, a := range r.Attributions {
		l.sources = append(l.sources, a.Source[:min(1, len(a.Source))]...)
		if a.IsTurn {
			turns++
		}
	}
	l.isTranscript = turns >= fewestTurns
	slices.SortFunc(l.sources, parley.Span.Compare)
	l.linkDescriptions()
	l.linkPronouns()
	l.linkFirstPersons()
	return l
}

// kindOf is the kind of what a description at the root of links names.
func (l *linker) kindOf(end who) parley.EntityKind {
	switch {
	case end.description < 0:
		return ""
	case l.several[end.description]:
		return parley.EntityGroup
	}
	return kindOf(shown(l.reading.Report.Quote(l.reading.Mentions[end.description].Span)))
}

// root is where the links from mention i end.
func (l *linker) root(i int) int {
	for l.to[i] != i {
		l.to[i] = l.to[l.to[i]] // the next time is shorter
		i = l.to[i]
	}
	return i
}

// link leads mention i, and all that is linked to it, to another by a rule. It
// leaves out -1 and what would lead in a circle: in “I agree,” he said, "he" may
// refer back to "I".
func (l *linker) link(i, to int, rule string) {
	if to >= 0 && l.root(i) != l.root(to) {
		l.why[l.root(i)] = parley.Reason{Rule: rule, Words: []parley.Span{l.reading.Mentions[to].Span}}
		l.to[l.root(i)] = l.root(to)
	}
}

// linkPronouns leads third persons to their antecedents. But he, she or it that
// speaks is whoever spoke last and can be meant, or whom a sentence was about
// since, as reports go on about one speaker; that is right more often than the
// reader's antecedent.
func (l *linker) linkPronouns() {
	speaks := l.speakers()
	var spoke []int // the latest sources and subjects on the way through the text, the first persons left out
	inSentence := -1
	for i := range l.reading.Mentions {
		if l.isFirstPerson(i) {
			if speaker, _ := l.speaker(i); speaker >= 0 && speaker < i {
				l.see(speaker, i)
			}
			continue
		}
		if l.isPronoun(i) {
			to, rule := l.thirdPerson(i, spoke, speaks)
			l.link(i, to, rule)
		}
		l.see(i, i)
		_, isSource := speaks[i]
		if isSubject := l.isSubject(i, &inSentence); isSource || isSubject && !l.isPronoun(i) {
			spoke = append(spoke, i)
		}
		spoke = spoke[max(0, len(spoke)-memory):]
	}
}

// thirdPerson is whom pronoun i stands for and the rule that says so, -1 for nobody. It spoke
// after those of spoke; speaks is as from speakers.
func (l *linker) thirdPerson(i int, spoke []int, speaks map[int]bool) (to int, rule string) {
	nested, isSource := speaks[i]
	if to := l.relative(i); to >= 0 {
		return to, ruleRelative
	}
	antecedent := l.antecedent(i)
	if antecedent >= 0 && !l.isAtHand(i, antecedent) {
		antecedent = -1
	}
	if antecedent < 0 || !l.sameParagraph(antecedent, i) {
		if to := l.inQuotation(i); to >= 0 {
			return to, ruleInQuotation
		}
	}
	if isSource {
		if to := l.lastSpeaker(i, spoke, speaks); to >= 0 {
			return to, ruleSpokeLast
		}
	}
	if l.isPlural(i) && (isSource || antecedent < 0 && l.pronoun(i) != "them") {
		if to := l.aroundMany(i); to >= 0 {
			return to, ruleAround
		}
	}
	if isSource && !nested && l.isPlural(i) {
		if to := l.lastGroup(i, spoke, speaks); to >= 0 {
			return to, ruleGroupSpoke
		}
	}
	if antecedent < 0 && isSource && l.isPlural(i) {
		return l.lastOfMany(i, spoke), ruleGroupSpoke
	}
	return antecedent, ruleAntecedent
}

// isSubject reports whether mention i, outside of what anybody says, is the first
// of its sentence that nothing makes a part of a phrase; lastSentence is where the
// sentence of the last such mention begins.
func (l *linker) isSubject(i int, lastSentence *int) bool {
	m := l.reading.Mentions[i]
	text := l.reading.Report.Text
	start := sentenceStart(text, m.Start)
	if start == *lastSentence {
		return false
	}
	before := strings.Fields(strings.ToLower(text[start:m.Start]))
	if len(before) > 0 && slices.Contains(prepositions, before[len(before)-1]) {
		return false
	}
	if possessive(text[m.End:]) > 0 || len(l.nesting.Around(m.Span)) > 0 {
		return false
	}
	*lastSentence = start
	return true
}

// see notes that mention at is of whom mention i is.
func (l *linker) see(i, at int) {
	if w, known := whoIs(l.root(i), l.reading, l.names); known {
		l.seen[w] = l.reading.Mentions[at].Start
	}
}

// isAtHand reports whether whom mention j is of was spoken of not far before pronoun i.
func (l *linker) isAtHand(i, j int) bool {
	w, known := whoIs(l.root(j), l.reading, l.names)
	return !known || l.reading.Mentions[i].Start-l.seen[w] <= atHand
}

// sameParagraph reports whether no line ends between mentions i and j, which stands behind.
func (l *linker) sameParagraph(i, j int) bool {
	from, to := l.reading.Mentions[i].Start, l.reading.Mentions[j].Start
	return from > to || !strings.Contains(l.reading.Report.Text[from:to], "\n")
}

// sentenceStart is where the sentence around at begins, or some bytes before it.
func sentenceStart(text string, at int) int {
	const far = 300
	from := max(0, at-far)
	for k := at - 1; k > from; k-- {
		if text[k] == '\n' {
			return k + 1
		}
		if n := leading(text[k:], " "); n > 0 && (strings.ContainsRune(".?!\"", rune(text[k-1])) || strings.HasSuffix(text[:k], "”")) {
			return k + n
		}
	}
	return from
}

// atHand is how many bytes before a pronoun whom it stands for is spoken of, by any mention.
const atHand = 700

// memory is how many sources back a pronoun may reach for one that agrees.
const memory = 20

// lastSpeaker is the last of those who spoke that pronoun i can mean, -1 for none
// and for pronouns that do not tell. A pronoun that speaks for the report passes
// over those who spoke in another's words, if there is somebody else.
func (l *linker) lastSpeaker(i int, spoke []int, nested map[int]bool) int {
	switch l.pronoun(i) {
	case "he", "she", "it":
	default:
		return -1
	}
	best := -1
	for _, s := range slices.Backward(spoke) {
		switch {
		case len(l.bearing(l.root(s)).kinds) == 0 || !l.canBe(i, s):
		case nested[i] || !nested[s]:
			return s
		case best < 0:
			best = s
		}
	}
	return best
}

// lastGroup is the last group that spoke for the report and that they, who do so
// too, can be: of the last two who did, or of whom it spoke.
func (l *linker) lastGroup(i int, spoke []int, nested map[int]bool) int {
	const few = 2
	passed := 0
	for _, s := range slices.Backward(spoke) {
		switch {
		case nested[s]:
			continue
		case l.isMany(s) && l.canBe(i, s):
			return s
		}
		if passed++; passed == few {
			return -1
		}
	}
	return -1
}

// near is how many sources back they may reach for a group.
const near = 3

// lastOfMany is the last group that spoke and that they can be.
func (l *linker) lastOfMany(i int, spoke []int) int {
	for _, s := range slices.Backward(spoke[max(0, len(spoke)-near):]) {
		if l.isMany(s) && l.canBe(i, s) {
			return s
		}
	}
	return -1
}

// isMany reports whether mention i is of a group, or of several.
func (l *linker) isMany(i int) bool {
	root := l.root(i)
	return l.several[root] || slices.Contains(l.bearing(root).kinds, parley.EntityGroup)
}

// aroundMany is the group in whose statement they speak: officials said they
// were told. -1 where somebody else states it.
func (l *linker) aroundMany(i int) int {
	for _, a := range l.nesting.Around(l.reading.Mentions[i].Span) {
		s := l.reading.SpeakerOf(l.reading.Attributions[a])
		switch {
		case s < 0 || s == i:
			continue
		case l.isMany(s) && l.canBe(i, s):
			return s
		}
		return -1
	}
	return -1
}

// speakers tells which mentions are the source of an attribution, and whether
// only of some that lie within another's words.
func (l *linker) speakers() map[int]bool {
	nested := map[int]bool{}
	for i, a := range l.reading.Attributions {
		if speaker := l.reading.SpeakerOf(a); speaker >= 0 {
			before, known := nested[speaker]
			isNested := slices.ContainsFunc(l.nesting.Around(parley.Hull(a.Cue)), func(j int) bool { return j != i && len(l.reading.Attributions[j].Source) > 0 })
			nested[speaker] = isNested && (before || !known)
		}
	}
	return nested
}

// linkFirstPersons leads each to whoever speaks where it stands. Only where the
// speaker is a pronoun that leads to nobody its antecedent counts, and then for
// the speaker too: who it is that nobody says to speak is not told by whom the
// report named before.
func (l *linker) linkFirstPersons() {
	var inSpeech []int
	for i := range l.reading.Mentions {
		if !l.isFirstPerson(i) {
			continue
		}
		speaker, isIn := l.speaker(i)
		if !isIn {
			continue
		}
		l.link(i, speaker, ruleFirstPerson)
		isQuoted := func(a int) bool { return l.quotes(l.reading.Attributions[a], l.reading.Mentions[i].Span) }
		if speaker >= 0 && slices.ContainsFunc(l.nesting.Around(l.reading.Mentions[i].Span), isQuoted) {
			inSpeech = append(inSpeech, i) // "our time", unquoted, is everybody's
		}
	}
	for _, i := range inSpeech {
		speaker, antecedent := l.root(i), l.reading.Antecedents[i]
		if l.isPronoun(speaker) && antecedent >= 0 && (l.isFirstPerson(speaker) || l.canBe(speaker, antecedent)) {
			l.link(i, antecedent, ruleAntecedent)
		}
	}
}

// speaker is the source of the innermost attribution that mention i stands in
// and is not the source of, -1 where it names none: of those that quote it, if any does,
// as in “he thinks that we agree” we are not he. Outside of any attribution
// the report itself speaks, or in a transcript whose turn it is.
func (l *linker) speaker(i int) (speaker int, isIn bool) {
	m := l.reading.Mentions[i]
	speaker = -1
	for _, a := range l.nesting.Around(m.Span) {
		attribution := l.reading.Attributions[a]
		s := l.reading.SpeakerOf(attribution)
		if slices.ContainsFunc(attribution.Source, m.Overlaps) || s == i {
			continue
		}
		if l.quotes(attribution, m.Span) || l.opens(attribution, m.Span) {
			return s, true
		}
		if !isIn {
			speaker, isIn = s, true
		}
	}
	return speaker, isIn
}

func (l *linker) isPronoun(i int) bool { return l.reading.Mentions[i].Form == parley.MentionPronoun }

var firstPersons = strings.Fields(`i me my mine myself we us our ours ourselves`)

func (l *linker) isFirstPerson(i int) bool {
	return l.isPronoun(i) && slices.Contains(firstPersons, l.pronoun(i))
}

// pronoun is the word that pronoun i is, though "said" may be drawn with it.
func (l *linker) pronoun(i int) string {
	form := l.reading.Report.Quote(l.reading.Mentions[i].Span)
	return cmp.Or(subject(form), strings.ToLower(form))
}
