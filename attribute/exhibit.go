package attribute

import (
	_ "embed"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"parley"
	"parley/internal/table"
)

var (
	//go:embed exhibits.tsv
	exhibitsFile string

	exhibitNouns = readExhibitNouns()
)

// An exhibitNoun is a line of exhibits.tsv.
type exhibitNoun struct {
	kind parley.ExhibitKind
	when string
}

// anyKind is that of a noun which speaks of whatever exhibit was named last.
const anyKind parley.ExhibitKind = "any"

func readExhibitNouns() *lexicon[exhibitNoun] {
	var l lexicon[exhibitNoun]
	for row := range table.Rows("exhibits.tsv", exhibitsFile, 3) {
		l.add(row[0], exhibitNoun{parley.ExhibitKind(row[1]), row[2]})
	}
	return &l
}

// A naming is one place where the text speaks of an exhibit.
type naming struct {
	noun     parley.Span
	phrase   parley.Span // with its article and what stands between
	sentence parley.Span
	kind     parley.ExhibitKind
	singular string // the noun
	table    string

	article string // the word that opens the phrase; empty where none does
	leaked  bool   // as the phrase itself says
	holder  holder
	exhibit int // index into the exhibits
}

// findExhibits finds what the report rests on besides persons: recordings,
// papers, posts. A noun of exhibits.tsv begins one, or speaks again of one.
func (a *account) findExhibits() {
	for start := 0; start < len(a.text); {
		end := len(a.text)
		if n := strings.IndexByte(a.text[start:], '\n'); n >= 0 {
			end = start + n + 1
		}
		a.nameExhibits(a.words(parley.Span{Start: start, End: end}))
		start = end
	}
	a.describeExhibits()
}

// nameExhibits finds the namings among the words of a line.
func (a *account) nameExhibits(words []token) {
	for i := 0; i < len(words); i++ {
		noun, end, ok := exhibitNouns.at(words, i)
		if !ok {
			continue
		}
		if noun.value.when != "never" {
			n := a.naming(words, i, end)
			n.kind, n.table = noun.value.kind, "exhibits.tsv: "+noun.text
			n.singular = strings.TrimSuffix(noun.text, "s")
			a.place(n, noun.value.when)
		}
		i = end - 1
	}
}

// farArticle is how many words before a noun its article is looked for.
const farArticle = 6

// naming looks at the phrase whose noun is words[noun:end].
func (a *account) naming(words []token, noun, end int) naming {
	n := naming{noun: parley.Span{Start: words[noun].Start, End: words[end-1].End}}
	n.sentence = sentence(a.text, n.noun)
	first := noun
	for i := noun - 1; i >= 0 && noun-i <= farArticle && words[i].Start >= n.sentence.Start; i-- {
		w := words[i].text
		if !isSpace(strings.Trim(a.between(words[i].Span, words[i+1].Span), "“”‘’\"'")) || parting[w] {
			break
		}
		if leaks[w] {
			n.leaked = true
			first = i
		}
		if determiners[w] || a.isPossessive(words[i]) {
			first, n.article = i, w
			break
		}
	}
	n.phrase = parley.Span{Start: words[first].Start, End: n.noun.End}
	n.holder = a.holderOf(n)
	return n
}

var (
	determiners = set(`a an the this that these those his her its their our my your one another each second third new`)
	indefinite  = set(`a an one another each second third new`)
	// parting are words that part a noun from an article before them.
	parting = set(`of in on at to for with by from and or but as that which who whose was is are were be been has had have will would
		said says told saying not if when while after before than about into over under between`)
	leaks = set(`leaked hacked recorded taped secret intercepted bugged wiretapped stolen surreptitious`)
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// isPossessive reports whether w ends in 's or s'.
func (a *account) isPossessive(w token) bool {
	raw := strings.ReplaceAll(a.text[w.Start:min(len(a.text), w.End+len("’"))], "’", "'")
	return strings.HasSuffix(raw, "'s") || strings.HasSuffix(raw, "s'")
}

// place gives n to an exhibit, or drops it.
func (a *account) place(n naming, when string) {
	if a.isName(n.noun) {
		return
	}
	last := a.lastLike(n)
	known := last >= 0 && !indefinite[n.article] && n.article != ""
	attributed := when == "written" || when == "posted"
	begins := when == "always" && n.article != "" ||
		n.leaked && when != "posted" && n.kind != anyKind ||
		n.holder.entity != "" && (when == "shown" || when == "written") ||
		attributed && a.isAttributed(n)
	switch {
	case known:
		n.exhibit = last
	case begins:
		n.exhibit = len(a.exhibits)
		a.exhibits = append(a.exhibits, parley.Exhibit{
			ID:      fmt.Sprintf("x%d", len(a.exhibits)+1),
			Kind:    n.kind,
			Reasons: []parley.Reason{{Field: "kind", Rule: "the noun it is called by", Table: n.table, Words: []parley.Span{n.noun}}},
		})
	default:
		return
	}
	x := &a.exhibits[n.exhibit]
	a.lastNamed[likeness{x.Kind, n.singular}] = len(a.namings)
	a.namings = append(a.namings, n)
	x.Evidence = append(x.Evidence, n.phrase)
}

// isName reports whether at is part of the name of something else: the Morning
// Post.
func (a *account) isName(at parley.Span) bool {
	from, to := mentionsIn(a.reading, parley.Span{Start: at.Start - reach, End: at.End})
	return slices.ContainsFunc(a.reading.Mentions[from:to], func(m parley.Mention) bool {
		return m.Form == parley.MentionName && m.Kind != parley.EntityDocument && m.Contains(at)
	})
}

// lastLike is the exhibit named last that n may speak of again, -1 for none. A
// paper is spoken of by the same noun, or as a document.
func (a *account) lastLike(n naming) int {
	last := -1 // a naming
	for like, naming := range a.lastNamed {
		switch {
		case like.kind == n.kind && (n.kind != parley.ExhibitDocument || like.noun == n.singular || n.singular == "document"),
			n.kind == anyKind && like.kind != parley.ExhibitPost,
			isHeard(n.kind) && isHeard(like.kind):
			last = max(last, naming)
		}
	}
	if last < 0 {
		return -1
	}
	return a.namings[last].exhibit
}

// A likeness is what two namings of one exhibit share.
type likeness struct {
	kind parley.ExhibitKind // of the exhibit
	noun string             // in the singular
}

// isHeard reports whether what is said can be heard or read in full in a kind of
// exhibit: the same conversation is called its recording and its transcript.
func isHeard(kind parley.ExhibitKind) bool {
	return kind == parley.ExhibitRecording || kind == parley.ExhibitTranscript
}

// isAttributed reports whether words are attributed to what n names: it is the
// source of a statement, or stands behind "in" in the sentence of a cue and
// outside of what is said.
func (a *account) isAttributed(n naming) bool {
	before := a.words(parley.Span{Start: max(n.sentence.Start, n.phrase.Start-8), End: n.phrase.Start})
	in := len(before) > 0 && slices.Contains([]string{"in", "on", "via"}, before[len(before)-1].text)
	from, to := a.statementsIn(n.sentence)
	for _, s := range a.statements[from:to] {
		if parley.Covers(s.Source, n.noun) && s.Source[0].Start >= n.phrase.Start-len("the ") {
			return true
		}
		if in && !parley.Covers(s.Content, n.noun) {
			return true
		}
	}
	return false
}

// namingsIn are those whose nouns begin within span.
func (a *account) namingsIn(span parley.Span) []naming {
	at := func(offset int) int {
		return sort.Search(len(a.namings), func(i int) bool { return a.namings[i].noun.Start >= offset })
	}
	return a.namings[at(span.Start):at(span.End)]
}

// exhibit is the one with the id.
func (a *account) exhibit(id string) *parley.Exhibit {
	n, err := strconv.Atoi(strings.TrimPrefix(id, "x"))
	if err != nil {
		panic("attribute: exhibit id " + id + " is not one of ours")
	}
	return &a.exhibits[n-1]
}

// exhibitOf is the exhibit that speaks in statement i, nil for none: one that its
// source names, or that its speaker is.
func (a *account) exhibitOf(i int) *parley.Exhibit {
	s := &a.statements[i]
	if len(s.Source) > 0 {
		for _, n := range a.namingsIn(s.Source[0]) {
			if s.Source[0].Start >= n.phrase.Start-len("the ") {
				return &a.exhibits[n.exhibit]
			}
		}
	}
	if x, ok := a.byEntity[s.Speaker]; ok {
		return &a.exhibits[x]
	}
	return nil
}
