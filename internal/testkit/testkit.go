// Package testkit lets a language case be written as text: a report with its
// marks in brackets, and what is expected of it.
//
// # Marks
//
// A bracket marks the words after its bar; the tags before the bar say what they
// are. Brackets may nest.
//
//	[person#w s1|Oda Lind] [c1|told] [desc a1|a senior official] that [q1|peace is near].
//	[pronoun<w s2|She] [c2|added] that [q2|[country|Norland] agreed].
//
// At most one tag makes a mention: a kind of entity (person, organisation,
// country, group, place, medium, document) for a name of that kind, desc for a
// description, pronoun. #w after it names the mention; <w says that the mention
// so named, earlier in the text, is its antecedent. Both may stand, #x first.
//
// The other tags are roles: s source, c cue, t cue of a turn of a transcript, q
// content (what is quoted or reported), a addressee, each with the number of its attribution. A role may
// be marked more than once, for a source or content in pieces.
//
// A bracket without tags and a bar is text.
//
// # Cases
//
// A case is a txtar file in testdata: what it shows on top, then the marked
// report and the answer wanted. Its name is the sentence that the test reads.
//
//	A surname alone goes to the last person who bears it.
//	-- report --
//	[person|Oda Lind] spoke. [person|Lind] left.
//	-- want --
//	Oda Lind -> Oda Lind
//	Lind -> Oda Lind
//
// `go test PACKAGE -update` writes the answers that are given into the files;
// the difference is to be read before it is kept.
package testkit

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// Parse makes the reading that marked describes, and its report. A mark that
// says nothing, or refers to nothing, is a slip in a test and panics.
func Parse(marked string) *parley.Reading {
	p := parser{named: map[string]int{}, attributions: map[int]*parley.Attribution{}}
	p.read(marked)
	return p.reading()
}

// opening is a bracket with its tags: [person#w s1|
var opening = regexp.MustCompile(`^\[([a-z]+[0-9]*[#<\w]*(?: [a-z]+[0-9]*[#<\w]*)*)\|`)

type parser struct {
	text         strings.Builder
	open         []mark // brackets not yet closed; text brackets have no tags
	mentions     []mention
	named        map[string]int // by name: an index into mentions
	attributions map[int]*parley.Attribution
}

type mark struct {
	tags  []string
	start int
}

type mention struct {
	parley.Mention
	antecedent string // the name of it, or empty
	order      int    // of its bracket, for those that cover the same words
}

func (p *parser) read(marked string) {
	for marked != "" {
		if tags := opening.FindStringSubmatch(marked); tags != nil {
			p.open = append(p.open, mark{strings.Fields(tags[1]), p.text.Len()})
			marked = marked[len(tags[0]):]
			continue
		}
		switch {
		case marked[0] == '[':
			p.open = append(p.open, mark{start: p.text.Len()})
		case marked[0] == ']' && len(p.open) > 0:
			last := p.open[len(p.open)-1]
			p.open = p.open[:len(p.open)-1]
			if last.tags != nil {
				p.close(last)
				marked = marked[1:]
				continue
			}
		}
		p.text.WriteByte(marked[0])
		marked = marked[1:]
	}
	for _, m := range p.open {
		if m.tags != nil {
			panic(fmt.Sprintf("testkit: bracket [%s|%s is not closed", strings.Join(m.tags, " "), p.text.String()[m.start:]))
		}
	}
}

// close files the words of a mark under each of its tags.
func (p *parser) close(m mark) {
	span := parley.Span{Start: m.start, End: p.text.Len()}
	for _, tag := range m.tags {
		if !p.role(tag, span) {
			p.mention(tag, span)
		}
	}
}

var role = regexp.MustCompile(`^([sctqa])([0-9]+)$`)

// role reports whether tag is a role, and files it.
func (p *parser) role(tag string, span parley.Span) bool {
	parts := role.FindStringSubmatch(tag)
	if parts == nil {
		return false
	}
	n, err := strconv.Atoi(parts[2])
	if err != nil {
		panic("testkit: the number of " + tag + " is too large")
	}
	a := p.attributions[n]
	if a == nil {
		a = &parley.Attribution{Confidence: 1}
		p.attributions[n] = a
	}
	pieces := map[string]*[]parley.Span{"s": &a.Source, "c": &a.Cue, "t": &a.Cue, "q": &a.Content, "a": &a.Addressee}[parts[1]]
	*pieces = append(*pieces, span)
	a.IsTurn = a.IsTurn || parts[1] == "t"
	return true
}

var mentionTag = regexp.MustCompile(`^([a-z]+)(?:#(\w+))?(?:<(\w+))?$`)

func (p *parser) mention(tag string, span parley.Span) {
	parts := mentionTag.FindStringSubmatch(tag)
	if parts == nil {
		panic("testkit: tag " + tag + " is no mention and no role")
	}
	m := mention{antecedent: parts[3], order: len(p.mentions)}
	m.Span = span
	switch kind := parley.EntityKind(parts[1]); {
	case slices.Contains(parley.EntityKinds, kind):
		m.Form, m.Kind = parley.MentionName, kind
	case kind == "desc":
		m.Form = parley.MentionDescription
	case kind == "pronoun":
		m.Form = parley.MentionPronoun
	default:
		panic("testkit: tag " + tag + " is no kind of mention")
	}
	if name := parts[2]; name != "" {
		if _, taken := p.named[name]; taken {
			panic("testkit: two mentions are named #" + name)
		}
		p.named[name] = m.order
	}
	p.mentions = append(p.mentions, m)
}

func (p *parser) reading() *parley.Reading {
	r := &parley.Reading{Report: &parley.Report{ID: "r", Text: p.text.String()}}
	sorted := slices.Clone(p.mentions)
	slices.SortFunc(sorted, func(a, b mention) int { return cmp.Or(a.Compare(b.Span), cmp.Compare(a.order, b.order)) })
	place := make([]int, len(sorted)) // by order
	for i, m := range sorted {
		place[m.order] = i
	}
	for i, m := range sorted {
		r.Mentions = append(r.Mentions, m.Mention)
		r.Antecedents = append(r.Antecedents, p.antecedent(m, i, place))
	}
	for _, n := range slices.Sorted(maps.Keys(p.attributions)) {
		a := p.attributions[n]
		for _, pieces := range [][]parley.Span{a.Source, a.Cue, a.Content, a.Addressee} {
			slices.SortFunc(pieces, parley.Span.Compare)
		}
		if len(a.Cue) == 0 {
			panic("testkit: an attribution has no cue: " + r.Report.Quote(parley.Hull(slices.Concat(a.Source, a.Content))))
		}
		r.Attributions = append(r.Attributions, *a)
	}
	slices.SortStableFunc(r.Attributions, func(a, b parley.Attribution) int { return slices.CompareFunc(a.Cue, b.Cue, parley.Span.Compare) })
	return r
}

// antecedent finds the mention that m, the i-th of the text, refers back to.
func (p *parser) antecedent(m mention, i int, place []int) int {
	if m.antecedent == "" {
		return -1
	}
	order, ok := p.named[m.antecedent]
	if !ok || place[order] >= i {
		panic("testkit: no mention before <" + m.antecedent + " is named #" + m.antecedent)
	}
	return place[order]
}
