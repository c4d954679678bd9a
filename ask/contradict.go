package ask

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
)

// A Contradiction is two lines of different reports that cannot both hold. It is
// listed, never settled.
type Contradiction struct {
	ID   string // x1, x2, … within a dossier
	Kind ContradictionKind
	A, B Side
	Rule string   // in words
	On   []string // words that both sides have
}

// A ContradictionKind says what the two sides differ in.
type ContradictionKind string

const (
	ContradictionNegation ContradictionKind = "negation" // one speaker says it and its opposite
	ContradictionDenial   ContradictionKind = "denial"   // one says it, another denies it
	ContradictionNumber   ContradictionKind = "number"   // one counts so many, the other so many
	ContradictionResponse ContradictionKind = "response" // one confirms it, another denies it
)

// ContradictionKinds lists every kind.
var ContradictionKinds = []ContradictionKind{ContradictionNegation, ContradictionDenial, ContradictionNumber, ContradictionResponse}

// A Side is one of the two lines: a passage of a statement, or a response.
type Side struct {
	Record   *parley.Record
	Passage  *Passage         // nil for a response
	Response *parley.Response // nil for a passage
	Who      string
	Words    string
}

const (
	// What two passages share besides the negation or the number in which they
	// differ, at least.
	negationShared    = 4
	negationContained = 0.85
	negationJaccard   = 0.6
	denialShared      = 3
	denialCommon      = 1
	denialContained   = 0.75
	denialJaccard     = 0.5
	numberShared      = 3
	numberContained   = 0.75
	numberJaccard     = 0.5
	numberDays        = 1  // later counts are higher
	mostNumbered      = 64 // passages that count the same are compared with as many
)

// Contradictions lists the pairs of lines that cannot both hold, in the order of
// the dossier.
func (d *Dossier) Contradictions() []Contradiction {
	nodes := distinctNodes(d.passages, d.groups)
	seen := map[[2]int]bool{}
	var all []Contradiction
	add := func(i, j int) {
		pair := [2]int{min(i, j), max(i, j)}
		if i == j || seen[pair] {
			return
		}
		seen[pair] = true
		if c, ok := d.opposed(&nodes[pair[0]], &nodes[pair[1]]); ok {
			all = append(all, c)
		}
	}
	sameWords(nodes, add)
	denied(nodes, add)
	sameCount(nodes, add)
	all = append(all, d.opposedResponses()...)
	slices.SortStableFunc(all, func(a, b Contradiction) int {
		return cmp.Or(compareSides(a.A, b.A), compareSides(a.B, b.B), cmp.Compare(a.Kind, b.Kind))
	})
	for i := range all {
		all[i].ID = fmt.Sprintf("x%d", i+1)
	}
	return all
}

func compareSides(a, b Side) int {
	return cmp.Or(compareReports(&a.Record.Report, &b.Record.Report), cmp.Compare(a.at(), b.at()), cmp.Compare(a.line(), b.line()))
}

func (s Side) at() int {
	if s.Passage != nil {
		return parley.Hull(s.Passage.Spans).Start
	}
	return parley.Hull(s.Response.Evidence).Start
}

func (s Side) line() string {
	if s.Passage != nil {
		return s.Passage.Statement.ID
	}
	return s.Response.ID
}

// denied adds, for each passage that somebody denies, those that share its words.
func denied(nodes []node, add func(i, j int)) {
	byStem := map[string][]int{}
	for i, n := range nodes {
		for _, s := range n.stems {
			byStem[s] = append(byStem[s], i)
		}
	}
	for i, n := range nodes {
		if !n.denies {
			continue
		}
		shared := map[int]int{}
		for _, s := range n.stems {
			list := byStem[s]
			for _, j := range list[:min(len(list), mostNeighbours)] {
				shared[j]++
			}
		}
		for j, count := range shared {
			if count >= denialShared {
				add(i, j)
			}
		}
	}
}

// sameCount adds the pairs of nodes that count the same.
func sameCount(nodes []node, add func(i, j int)) {
	byNoun := map[string][]int{}
	for i, n := range nodes {
		for _, x := range n.numbers {
			byNoun[x.noun] = append(byNoun[x.noun], i)
		}
	}
	for _, list := range byNoun {
		slices.SortFunc(list, func(a, b int) int { return cmp.Or(cmp.Compare(nodes[a].day, nodes[b].day), cmp.Compare(a, b)) })
		for k, i := range list {
			for _, j := range list[k+1 : min(len(list), k+1+mostNumbered)] {
				add(i, j)
			}
		}
	}
}

// opposed holds two nodes against each other, in those of their reports that
// differ.
func (d *Dossier) opposed(a, b *node) (Contradiction, bool) {
	apart, dated := daysApart(a.day, b.day)
	if dated && apart > claimDays || a.asked || b.asked || a.possible != b.possible {
		return Contradiction{}, false
	}
	p, q := differentReports(a, b)
	if p == nil || p.sentence() == q.sentence() {
		return Contradiction{}, false
	}
	c := Contradiction{A: passageSide(p), B: passageSide(q)}
	if compareSides(c.B, c.A) < 0 {
		c.A, c.B = c.B, c.A
	}
	shared := sharedStems(a.stems, b.stems)
	shorter := min(len(a.stems), len(b.stems))
	if shorter == 0 {
		return Contradiction{}, false
	}
	contained := float64(len(shared)) / float64(shorter)
	jaccard := float64(len(shared)) / float64(len(a.stems)+len(b.stems)-len(shared))
	c.On = p.inWords(shared)
	common := sharedStems(a.common, b.common)
	oneSpeaker := alike(a.speaker, b.speaker)
	same := a.asserts() == b.asserts()
	switch {
	case !same && oneSpeaker && len(common) >= leastCommon && len(shared) >= negationShared && contained >= negationContained &&
		jaccard >= negationJaccard && (a.denies != b.denies || deniesOneOf(shared, a, b)):
		c.Kind, c.Rule = ContradictionNegation, "one speaker, the same words, and one side denies them"
		return c, true
	case !same && !oneSpeaker && a.denies != b.denies && a.speaker.key != "" && b.speaker.key != "" &&
		len(common) >= denialCommon && len(shared) >= denialShared && contained >= denialContained && jaccard >= denialJaccard:
		c.Kind, c.Rule = ContradictionDenial, "one speaker denies what another says in the same words"
		return c, true
	}
	if x := clashing(a.numbers, b.numbers); same && x != nil && !(dated && apart > numberDays) {
		rest := len(shared) - 1 // the noun
		if rest >= numberShared && len(common) > leastCommon-1 && float64(rest) >= numberContained*float64(shorter-2) && jaccard >= numberJaccard {
			c.Kind, c.Rule = ContradictionNumber, fmt.Sprintf("the same count differs: %s, %s", x[0].words, x[1].words)
			return c, true
		}
	}
	return Contradiction{}, false
}

// asserts reports whether a passage says yes to its words.
func (n *node) asserts() bool { return n.negated == n.denies }

// deniesOneOf reports whether a word that both sides share stands behind a denial
// on one of them, and not on the other.
func deniesOneOf(shared []string, a, b *node) bool {
	return slices.ContainsFunc(shared, func(s string) bool { return slices.Contains(a.denied, s) != slices.Contains(b.denied, s) })
}

// aroundBytes is how far from a passage its sentence is looked for.
const aroundBytes = 1000

// sentence is the words of the sentence that a passage stands in. What two reports
// print alike, as copies of one text do, is no contradiction, however it was read.
func (p *Passage) sentence() string {
	text, hull := p.Record.Report.Text, parley.Hull(p.Spans)
	around := parley.Span{Start: max(0, hull.Start-aroundBytes), End: min(len(text), hull.End+aroundBytes)}
	if at := strings.LastIndex(text[around.Start:hull.Start], "\n\n"); at >= 0 {
		around.Start += at
	}
	if at := strings.Index(text[hull.End:around.End], "\n\n"); at >= 0 {
		around.End = hull.End + at
	}
	var all []string
	for _, s := range sentences(text, around) {
		if s.Start < hull.End && hull.Start < s.End {
			all = append(all, foldedWords(text[s.Start:s.End])...)
		}
	}
	return strings.Join(all, " ")
}

// differentReports picks a passage of each node, of different reports; nil where
// both are of one report alone.
func differentReports(a, b *node) (p, q *Passage) {
	for _, q := range b.members {
		if q.report != a.members[0].report {
			return a.members[0], q
		}
	}
	for _, p := range a.members {
		if p.report != b.members[0].report {
			return p, b.members[0]
		}
	}
	return nil, nil
}

func passageSide(p *Passage) Side {
	return Side{Record: p.Record, Passage: p, Who: p.speaker.name, Words: p.text}
}

// opposedResponses lists the responses of different reports to one claim, or of
// one party to what they name alike, of which one is yes and one is no.
func (d *Dossier) opposedResponses() []Contradiction {
	type reply struct {
		Side
		report   int
		who      *speaker
		to       []string // stems of what is answered
		answered string
		day      day
	}
	var yes, no []reply
	for _, f := range d.files {
		for k := range f.Responses {
			r := &f.Responses[k]
			one := reply{report: f.index, day: dayOf(f.Report.Published), who: &speaker{}}
			one.Side = Side{Record: f.Record, Response: r, Who: f.name(r.By), Words: wordsOf(&f.Report, r.Evidence)}
			if e := f.entities[r.By]; e != nil {
				one.who = speakerOf(e)
			}
			one.answered = f.answeredWords(r)
			one.to = meaningful(foldedWords(one.answered))
			slices.Sort(one.to)
			if agrees[r.Kind] != "" {
				yes = append(yes, one)
			} else if r.Kind == parley.ResponseDeny || r.Kind == parley.ResponseReject {
				no = append(no, one)
			}
		}
	}
	var all []Contradiction
	for _, y := range yes {
		for _, n := range no[:min(len(no), mostNeighbours)] {
			apart, dated := daysApart(y.day, n.day)
			if y.report == n.report || dated && apart > claimDays || agrees[y.Response.Kind] != n.Response.Kind {
				continue
			}
			if y.Response.Kind != parley.ResponseConfirm && !alike(y.who, n.who) {
				continue // one may accept what another rejects
			}
			shared := sharedStems(y.to, n.to)
			if !answerAlike(len(shared), min(len(y.to), len(n.to)), dated) {
				continue
			}
			c := Contradiction{Kind: ContradictionResponse, A: y.Side, B: n.Side, On: inWords(y.answered, shared),
				Rule: fmt.Sprintf("one side answers %s, the other %s", y.Response.Kind, n.Response.Kind)}
			if compareSides(c.B, c.A) < 0 {
				c.A, c.B = c.B, c.A
			}
			all = append(all, c)
		}
	}
	return all
}

// answerAlike reports whether two responses that share so many words of what they
// answer, of so many that the shorter has, answer the same.
func answerAlike(shared, shorter int, dated bool) bool {
	if shared >= 3 {
		return 2*shared >= shorter
	}
	return dated && shared == 2 && shorter <= 3
}

// agrees maps a response that says yes to the one that says no to the same.
var agrees = map[parley.ResponseKind]parley.ResponseKind{
	parley.ResponseConfirm:    parley.ResponseDeny,
	parley.ResponseNotDispute: parley.ResponseDeny,
	parley.ResponseAccept:     parley.ResponseReject,
}

// answeredWords are the words for what a response answers: its own, and those of
// the statement or exhibit.
func (f *file) answeredWords(r *parley.Response) string {
	text := wordsOf(&f.Report, r.To.Words)
	if s := f.statements[r.To.Statement]; s != nil {
		text += " " + wordsOf(&f.Report, s.Content)
	}
	if x := f.exhibits[r.To.Exhibit]; x != nil {
		text += " " + f.exhibitName(x)
	}
	return text
}

func foldedWords(text string) []string {
	var all []string
	for _, w := range words(text) {
		all = append(all, w.folded)
	}
	return all
}
