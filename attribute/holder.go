package attribute

import (
	_ "embed"
	"slices"

	"parley"
	"parley/internal/table"
)

var (
	//go:embed obtained.tsv
	obtainedFile string

	obtained = readObtained()
)

// readObtained gives for each verb the words that may follow it before whoever
// holds the exhibit, and "subject".
func readObtained() *lexicon[[]string] {
	places := map[string][]string{}
	var verbs []string
	for row := range table.Rows("obtained.tsv", obtainedFile, 2) {
		if places[row[0]] == nil {
			verbs = append(verbs, row[0])
		}
		places[row[0]] = append(places[row[0]], row[1])
	}
	var l lexicon[[]string]
	for _, verb := range verbs {
		l.add(verb, places[verb])
	}
	return &l
}

// A holder is whoever got hold of an exhibit or showed it, and the words for
// that.
type holder struct {
	entity string
	words  parley.Span // "obtained by"
	table  string
}

// nearHolder is how many words may stand between an exhibit and the verb, and
// holderReach how many bytes behind it are looked at.
const (
	nearHolder  = 8
	holderReach = 160
)

// holderOf is whom the sentence of n names as having got hold of it: behind the
// noun "obtained by", or before it an outlet as the verb's subject.
func (a *account) holderOf(n naming) holder {
	behind := a.words(parley.Span{Start: n.noun.End, End: min(n.sentence.End, n.noun.End+holderReach)})
	for i := range min(len(behind), nearHolder) {
		if _, _, another := exhibitNouns.at(behind, i); another && behind[0].text != "of" { // a recording of a call is one
			break
		}
		verb, end, ok := obtained.at(behind, i)
		if !ok || end >= len(behind) || !slices.Contains(verb.value, behind[end].text) {
			continue
		}
		if id, at := a.firstIn(parley.Span{Start: behind[end].End, End: n.sentence.End}); id != "" && len(a.words(parley.Span{Start: behind[end].End, End: at.Start})) <= 2 {
			return holder{id, parley.Span{Start: behind[i].Start, End: behind[end].End}, "obtained.tsv: " + verb.text}
		}
	}
	before := a.words(parley.Span{Start: max(n.sentence.Start, n.phrase.Start-reach), End: n.phrase.Start})
	for i := max(0, len(before)-3); i < len(before); i++ {
		verb, end, ok := obtained.at(before, i)
		if !ok || !slices.Contains(verb.value, "subject") {
			continue
		}
		if id := a.subjectBefore(before[i].Start, n.sentence, parley.EntityMedium); id != "" {
			return holder{id, parley.Span{Start: before[i].Start, End: before[end-1].End}, "obtained.tsv: " + verb.text}
		}
	}
	return holder{}
}

// firstIn is the entity of the first mention in span that has one, the longest of
// those that begin together.
func (a *account) firstIn(span parley.Span) (id string, at parley.Span) {
	from, to := mentionsIn(a.reading, span)
	for i := from; i < to; i++ {
		if id := entity(a.cast, i); id != "" && !a.isAdjective(i) {
			return id, a.reading.Mentions[i].Span
		}
	}
	return "", parley.Span{}
}

// isAdjective reports whether mention i only says of what people the noun behind
// it is: "Norlandic lawmakers".
func (a *account) isAdjective(i int) bool {
	m := a.reading.Mentions[i]
	if m.Form != parley.MentionName || m.Kind != parley.EntityGroup && m.Kind != parley.EntityCountry {
		return false
	}
	next := a.words(parley.Span{Start: m.End, End: min(len(a.text), m.End+reach)})
	return len(next) > 0 && isSpace(a.text[m.End:next[0].Start]) && !parting[next[0].text]
}

// subjectBefore is the entity of the last mention that ends before at, with at
// most three words between, in sentence and of one of kinds.
func (a *account) subjectBefore(at int, sentence parley.Span, kinds ...parley.EntityKind) string {
	from, to := mentionsIn(a.reading, parley.Span{Start: sentence.Start, End: at})
	for i := to - 1; i >= from; i-- {
		m, id := a.reading.Mentions[i], entity(a.cast, i)
		if m.End > at || id == "" {
			continue
		}
		if len(a.words(parley.Span{Start: m.End, End: at})) > 3 {
			break
		}
		if len(kinds) == 0 || slices.Contains(kinds, a.kind(id)) {
			return id
		}
	}
	return ""
}
