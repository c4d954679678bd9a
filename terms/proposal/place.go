package proposal

import (
	"slices"
	"strings"

	"parley"
)

// A text is a plan or deal that phrases of the report agree to speak of. One that
// has not begun is only hoped for, or supposed: "the plan" may speak of it too, and
// then not of another.
type text struct {
	id        string
	begun     bool
	beginning int    // index of the phrase that began it
	rule      string // by which it did
	phrases   []int
	classes   []string
	nouns     []string
	kinds     []string
	proper    []string
	years     []string
	numbers   []string
	points    int
	apart     string
	another   bool
	isNamed   bool
	stages    []string
	letters   []string
	noun      string
	by        []string
	byWords   []parley.Span
	pronouns  []phrase // where it is called "it"
}

// lookBack is how many of the texts named last are compared with a phrase. A report
// of a deal has few; a hostile one may have any number.
const lookBack = 40

// place gives the i-th phrase to a text, or begins one with it.
func (f *finder) place(i int) {
	p := &f.phrases[i]
	t := f.alsoCalled(i)
	if other := f.textOf(p); t == nil {
		t = other
	} else if other != nil && other != t && p.letters != "" && slices.Contains(other.letters, p.letters) {
		f.absorb(t, other)
	}
	if t == nil {
		if p.noun.begins == "again" {
			return
		}
		t = &text{}
		f.texts = append(f.texts, t)
	} else {
		f.forget(t)
		f.texts = append(f.texts, t)
	}
	t.take(i, p)
	f.of[i] = t
	if rule := f.begins(p); rule != "" && !t.begun {
		t.begun, t.beginning, t.rule = true, i, rule
	}
}

// forget takes t out of the texts named last, if it is one of them.
func (f *finder) forget(t *text) {
	tail := max(0, len(f.texts)-lookBack)
	if n := slices.Index(f.texts[tail:], t); n >= 0 {
		f.texts = slices.Delete(f.texts, tail+n, tail+n+1)
	}
}

// mostAbsorbed is how many phrases two texts may have that are made one.
const mostAbsorbed = 200

// absorb makes two texts one that turn out to be.
func (f *finder) absorb(t, other *text) {
	if len(t.phrases)+len(other.phrases) > mostAbsorbed {
		return
	}
	begun, beginning, rule := t.begun, t.beginning, t.rule
	if other.begun && (!begun || other.beginning < beginning) {
		begun, beginning, rule = true, other.beginning, other.rule
	}
	all := slices.Concat(t.phrases, other.phrases)
	slices.Sort(all)
	*t = text{begun: begun, beginning: beginning, rule: rule}
	for _, i := range all {
		t.take(i, &f.phrases[i])
		f.of[i] = t
	}
	f.forget(other)
}

func (t *text) take(i int, p *phrase) {
	t.phrases = append(t.phrases, i)
	t.classes = appendNew(t.classes, p.noun.class)
	t.nouns = appendNew(t.nouns, p.noun.singular)
	for _, k := range p.kinds {
		t.kinds = appendNew(t.kinds, k)
	}
	for _, k := range p.proper {
		t.proper = appendNew(t.proper, k)
	}
	for _, k := range p.years {
		t.years = appendNew(t.years, k)
	}
	t.numbers = appendNew(t.numbers, p.number)
	if t.points == 0 {
		t.points = p.points
	}
	if t.apart == "" {
		t.apart = p.apart
	}
	for _, s := range p.stages {
		t.stages = appendNew(t.stages, s)
	}
	t.letters = appendNew(t.letters, p.letters)
	t.isNamed = t.isNamed || p.isNamed
	if len(t.phrases) == 1 {
		t.another, t.noun = p.another || p.isNew, p.noun.singular
	}
	if len(t.by) == 0 {
		t.by, t.byWords = p.by, p.byWords
	}
}

// alsoCalled is the text of the phrase before the i-th, where the i-th is only another
// name for it, or says what it is: "the Asian deal known as …", "the Partnership, a
// trade deal".
func (f *finder) alsoCalled(i int) *text {
	if i == 0 || f.phrases[i-1].line != f.phrases[i].line {
		return nil
	}
	before, p := &f.phrases[i-1], &f.phrases[i]
	if p.from < before.to {
		return nil
	}
	words := f.lines[p.line].words
	to := p.from
	for to > before.to && (words[to-1].text == "the" || words[to-1].text == "so-called") {
		to--
	}
	between := words[before.to:to]
	called := len(between) == 2 && between[1].text == "as" && between[0].text == "known" ||
		len(between) == 3 && between[2].text == "as" && between[1].text == "known" ||
		len(between) == 1 && (between[0].text == "called" || between[0].text == "dubbed" || between[0].text == "named")
	isWhat := len(between) == 0 && p.article == "a" && words[p.from].sentence == words[before.head].sentence && strings.Trim(words[p.from].before, " )") == ","
	inBrackets := len(between) == 0 && p.letters != "" && strings.HasSuffix(words[p.from].before, "(")
	if !called && !isWhat && !inBrackets {
		return nil
	}
	return f.of[i-1]
}

// textOf is the text that p speaks of, nil for a new one.
func (f *finder) textOf(p *phrase) *text {
	var best *text
	most, rivals := -1, 0
	last := -1
	for _, t := range f.texts[max(0, len(f.texts)-lookBack):] {
		n, ok := f.agree(t, p)
		if !ok || n == 0 && len(p.by) > 0 && p.article == "'s" && !t.mayBeOf(p) {
			continue
		}
		at := t.phrases[len(t.phrases)-1]
		if n > 0 {
			rivals++
		}
		if n == 0 && !t.begun && f.phrases[at].line < p.line-1 {
			continue // what is only hoped for is soon forgotten
		}
		if n > most || n == most && at > last {
			best, most, last = t, n, at
		}
	}
	if best == nil || most > 0 {
		return best
	}
	definite := p.article == "the"
	if len(p.by) > 0 && p.article == "'s" {
		definite = best.mayBeOf(p)
	}
	if p.article == "a" && !p.tellsWhich() && best.begun && p.isMade() && len(best.kinds)+len(best.proper)+len(best.years) == 0 {
		return best // a report that tells its story twice
	}
	switch {
	case !definite || p.idle && len(best.phrases) > 0 && best.begun:
		return nil
	case p.isIntention && best.begun:
		return nil // "the deal to end the war" is the one that is hoped for
	case p.tellsWhich() || len(p.by) > 0:
		// "The US plan" is the plan just named where it is the only one.
		if f.alone(best, p) && p.points == 0 && !p.another && len(p.letters) == 0 && (len(p.proper) == 0 || slices.Contains(best.classes, p.noun.class)) && (best.begun || !p.isNamed) {
			return best
		}
		return nil
	}
	return best
}

// mayBeOf reports whether t can be the proposal that p says is somebody's: one that
// is nobody's yet, and that goes by the same noun.
func (t *text) mayBeOf(p *phrase) bool {
	return t.begun && t.noun == p.noun.singular && len(t.by) == 0 && !t.isNamed
}

// isMade reports whether the text tells that such a deal was made: "reached an
// agreement".
func (p *phrase) isMade() bool {
	return slices.ContainsFunc(p.doings, func(d done) bool { return d.known == "yes" && !d.supposed })
}

// isAuthored reports whether the text tells that somebody made it: "proposed by
// Egypt".
func (p *phrase) isAuthored() bool {
	return slices.ContainsFunc(p.doings, func(d done) bool { return d.authors && !d.supposed })
}

// tellsWhich reports whether the phrase itself says which text it speaks of.
func (p *phrase) tellsWhich() bool {
	return len(p.kinds)+len(p.proper)+len(p.years)+len(p.letters)+p.points > 0 || p.apart != "" || p.counted
}

// alone reports whether no other text than t that has begun can be meant.
func (f *finder) alone(t *text, p *phrase) bool {
	for _, other := range f.texts[max(0, len(f.texts)-lookBack):] {
		if other != t && other.begun && mayRefer(p.noun, other.classes) {
			return false
		}
	}
	return true
}

// agree reports whether p can speak of t, and how much of what they tell is alike.
func (f *finder) agree(t *text, p *phrase) (alike int, ok bool) {
	if !mayRefer(p.noun, t.classes) || p.article == "a" && !slices.Contains(t.classes, p.noun.class) {
		return 0, false
	}
	if p.another && t.another && fold(f.text[p.Start:p.End]) == fold(f.text[f.phrases[t.phrases[0]].Start:f.phrases[t.phrases[0]].End]) {
		return 1, true // "a separate deal", told twice
	}
	if p.another && (p.article == "a" || p.article == "") || p.points > 0 && t.points > 0 && p.points != t.points {
		return 0, false
	}
	if p.another && !t.another && p.tellsWhich() || p.isNew && !t.another && (t.isNamed || len(t.years) > 0) {
		return 0, false
	}
	if p.apart != "" && p.apart != t.apart && (t.apart != "" || p.article != "the" || t.begun && p.tellsWhich()) {
		return 0, false
	}
	if !t.mayBeCalled(p) {
		return 0, false
	}
	if p.number != "" && slices.Contains(t.numbers, p.number) {
		return 4, true
	}
	alike += common(p.stages, t.stages)
	if p.points > 0 && p.points == t.points {
		alike += 2
	}
	var letters []string
	if p.letters != "" {
		letters = []string{p.letters}
	}
	if common(letters, t.letters) > 0 {
		return alike + 3, true
	}
	if len(letters) > 0 && len(t.letters) == 0 && len(p.kinds) > 0 && many[p.kinds[0]] && common(p.proper, t.proper) == 0 {
		return 0, false
	}
	for _, dimension := range [][2][]string{{letters, t.letters}, {p.kinds, t.kinds}, {p.proper, t.proper}, {p.years, t.years}} {
		n := common(dimension[0], dimension[1])
		if n == 0 && len(dimension[0]) > 0 && len(dimension[1]) > 0 {
			return 0, false
		}
		alike += n
	}
	if len(p.by) > 0 && len(t.by) > 0 {
		if !f.related(p.by, t.by) {
			return 0, false
		}
		alike++
	}
	if alike > 0 && p.article == "a" && !f.tellsAll(t, p) {
		return 0, false
	}
	return alike, true
}

// mayBeCalled reports whether t may go by the noun and the number of p: of two numbers
// they are two, and a declaration is not the treaty named before.
func (t *text) mayBeCalled(p *phrase) bool {
	if p.number != "" && len(t.numbers) > 0 && !slices.Contains(t.numbers, p.number) {
		return false
	}
	return !ownNames[p.noun.singular] || slices.Contains(t.nouns, p.noun.singular)
}

// ownNames are nouns that a text goes by only if it is one: no agreement is called the
// declaration.
var ownNames = map[string]bool{"declaration": true, "protocol": true, "protocols": true, "convention": true, "communique": true, "communiqué": true}

// tellsAll reports whether an indefinite phrase tells as much as is known of t: a
// report that tells its story twice names it twice as if for the first time.
func (f *finder) tellsAll(t *text, p *phrase) bool {
	return common(p.kinds, t.kinds) == len(t.kinds) && common(p.proper, t.proper) == len(t.proper) && slices.Equal(p.years, t.years) && (t.points == 0 || t.points == p.points)
}

func mayRefer(n noun, classes []string) bool {
	return slices.Contains(classes, n.class) || slices.ContainsFunc(n.refers, func(c string) bool { return slices.Contains(classes, c) })
}

func common(a, b []string) int {
	n := 0
	for _, s := range a {
		if slices.Contains(b, s) {
			n++
		}
	}
	return n
}

// related reports whether one of a is one of b, or of its party, or its envoy.
func (f *finder) related(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y || f.isOf(x, y) || f.isOf(y, x) {
				return true
			}
		}
	}
	return false
}

func (f *finder) isOf(x, y string) bool {
	i, ok := f.byID[x]
	if !ok {
		return false
	}
	e := &f.record.Entities[i]
	return e.Party == y || e.Represents == y
}

// entityOf is the document that the cast has for t: one whose mention ends where a
// phrase does.
func (f *finder) entityOf(t *text) string {
	for _, i := range t.phrases {
		p := &f.phrases[i]
		for _, k := range f.byEnd[p.End] {
			e := &f.record.Entities[f.mentions[k].entity]
			if e.Kind == parley.EntityDocument && f.mentions[k].Start < p.End && f.mentions[k].End > f.lines[p.line].words[p.head].Start {
				return e.ID
			}
		}
	}
	return ""
}
