package resolve

import (
	"slices"
	"strings"

	"parley"
)

// A linker joins mentions to those that they stand for, each to one other: the
// links are a forest. At the root of a tree stands a name, or a description that
// is somebody of its own, or a pronoun that nobody is known for.
type linker struct {
	reading *parley.Reading
	nesting *parley.Nesting
	to      []int // by mention: what it is linked to; itself at a root
}

// newLinker links the mentions of a reading in the order of how sure that is.
func newLinker(r *parley.Reading) *linker {
	l := &linker{reading: r, nesting: parley.NewNesting(r.Attributions), to: make([]int, len(r.Mentions))}
	for i := range l.to {
		l.to[i] = i
	}
	l.linkDescriptions()
	l.linkPronouns()
	l.linkFirstPersons()
	return l
}

// root is where the links from mention i end.
func (l *linker) root(i int) int {
	for l.to[i] != i {
		l.to[i] = l.to[l.to[i]] // the next time is shorter
		i = l.to[i]
	}
	return i
}

// link leads mention i, and all that is linked to it, to another. It leaves out
// -1 and what would lead in a circle: in “I agree,” he said, "he" may refer back
// to "I".
func (l *linker) link(i, to int) {
	if to >= 0 && l.root(i) != l.root(to) {
		l.to[l.root(i)] = l.root(to)
	}
}

// linkDescriptions leads each description to the name it is built round, or else
// to its antecedent, or else, if it is not somebody new ("a", "another"), to an
// earlier description in the same words.
func (l *linker) linkDescriptions() {
	d := describer{l.reading}
	latest := map[string]int{} // by words
	for i, m := range l.reading.Mentions {
		if m.Form != parley.MentionDescription {
			continue
		}
		if head := d.head(i); head >= 0 {
			l.link(i, head)
			continue
		}
		key, isNew := descriptionKey(l.reading.Report.Quote(m.Span))
		earlier, known := latest[key]
		switch {
		case l.reading.Antecedents[i] >= 0:
			l.link(i, l.reading.Antecedents[i])
		case known && !isNew:
			l.link(i, earlier)
		}
		latest[key] = i
	}
}

// descriptionKey is what descriptions in the same words share, and whether the
// words begin somebody new (an official, another official).
func descriptionKey(form string) (key string, isNew bool) {
	all := words(form)
	if len(all) > 1 {
		switch all[0] {
		case "a", "an":
			all, isNew = all[1:], true
		case "another", "one", "some", "other", "two", "three", "several", "many":
			isNew = true
		case "the", "this", "that", "these", "those":
			all = all[1:]
		}
	}
	return strings.Join(all, " "), isNew
}

func (l *linker) linkPronouns() {
	for i := range l.reading.Mentions {
		if l.isPronoun(i) && !l.isFirstPerson(i) {
			l.link(i, l.reading.Antecedents[i])
		}
	}
}

// linkFirstPersons leads each to whoever speaks where it stands. Only where the
// speaker is not known its antecedent counts, and then for the speaker too.
func (l *linker) linkFirstPersons() {
	var inSpeech []int
	for i := range l.reading.Mentions {
		if !l.isPronoun(i) || !l.isFirstPerson(i) {
			continue
		}
		if speaker, isIn := l.speaker(i); isIn {
			l.link(i, speaker)
			inSpeech = append(inSpeech, i)
		}
	}
	for _, i := range inSpeech {
		if l.isPronoun(l.root(i)) {
			l.link(i, l.reading.Antecedents[i])
		}
	}
}

// speaker is the source of the innermost attribution that mention i stands in
// and is not the source of, -1 where it names none. Outside of any attribution
// the report itself speaks.
func (l *linker) speaker(i int) (speaker int, isIn bool) {
	m := l.reading.Mentions[i]
	for _, a := range l.nesting.Around(m.Span) {
		source := l.reading.Attributions[a].Source
		switch {
		case slices.ContainsFunc(source, m.Overlaps):
			continue
		case len(source) == 0:
			return -1, true
		}
		return l.reading.MentionAt(source[0]), true
	}
	return -1, false
}

func (l *linker) isPronoun(i int) bool { return l.reading.Mentions[i].Form == parley.MentionPronoun }

var firstPersons = strings.Fields(`i me my mine myself we us our ours ourselves`)

func (l *linker) isFirstPerson(i int) bool {
	return slices.Contains(firstPersons, strings.ToLower(l.reading.Report.Quote(l.reading.Mentions[i].Span)))
}
