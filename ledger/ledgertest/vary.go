package ledgertest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"parley"
)

// How much of a report a variant of it changes.
const (
	vocabulary = 50_000 // made-up words
	castSize   = 20_000 // made-up names
	zipf       = 1.1    // the exponent by which the n-th of either is rarer than the first
	replaced   = 4      // one in so many of the other words is another
	leastWord  = 4      // bytes of a word that may be another
	yearsBack  = 5      // over which the dates are spread
)

// Vary returns a function whose i-th record is a variant of one of base: it has
// other names, other dates, and a share of its other words are made up, drawn as
// words are in a language, a few of them often and most of them rarely. The spans
// are those of the same words in the new text, so that each variant verifies where
// its base does.
//
// Who has a code in a register keeps the name, as every report speaks of the same
// states. The same base, seed and i give the same record, from any goroutine.
func Vary(base []*parley.Record, seed int64) func(i int) *parley.Record {
	if len(base) == 0 {
		panic("ledgertest: no record to vary")
	}
	patterns := make([]*pattern, len(base))
	for i, r := range base {
		patterns[i] = newPattern(r)
	}
	return func(i int) *parley.Record {
		p := patterns[i%len(patterns)]
		rng := rand.New(rand.NewPCG(uint64(seed), uint64(i)))
		v := variant{
			pattern: p, rng: rng, words: rand.NewZipf(rng, zipf, 2, vocabulary-1), days: -rng.IntN(yearsBack * 365),
			names: make([]string, len(p.names)),
		}
		v.cast(rand.NewZipf(rng, zipf, 2, castSize-1))
		return v.record(i)
	}
}

// A pattern is a record with what in its text may be another word.
type pattern struct {
	*parley.Record
	tokens []token // in the order of the text; what lies between stays
	names  []nameWord
	byWord map[string]int // index in names
}

// A token is a word of the text that may be another.
type token struct {
	parley.Span
	name  int // index in names; -1 for other words
	upper bool
}

// A nameWord is a word of an entity's name.
type nameWord struct {
	entity, place int
	last          bool
}

func newPattern(r *parley.Record) *pattern {
	p := &pattern{Record: r, byWord: map[string]int{}}
	known := map[string]bool{}
	for i := range r.Entities {
		if e := &r.Entities[i]; e.Codes != (parley.Codes{}) {
			for _, form := range p.forms(e) {
				for _, word := range words(form) {
					known[form[word.Start:word.End]] = true
				}
			}
		}
	}
	for i := range r.Entities {
		p.name(i, known)
	}
	cuts, kept := p.cuts()
	for _, word := range words(r.Report.Text) {
		text := r.Report.Text[word.Start:word.End]
		name, isName := p.byWord[text]
		if !isName {
			name = -1
		}
		if len(text) < leastWord || known[text] || cuts.within(word) || !isName && kept[word.Start] {
			continue
		}
		first, _ := utf8.DecodeRuneInString(text)
		p.tokens = append(p.tokens, token{word, name, unicode.IsUpper(first)})
	}
	return p
}

// forms are the names by which the report speaks of e; none where it describes it.
func (p *pattern) forms(e *parley.Entity) []string {
	forms := []string{e.Name}
	for _, m := range e.Mentions {
		if m.Form == parley.MentionName {
			forms = append(forms, p.Report.Quote(m.Span))
		}
	}
	if len(forms) == 1 && len(e.Mentions) > 0 {
		return nil
	}
	return forms
}

// name claims the words of an entity's names that nobody before it has.
func (p *pattern) name(entity int, known map[string]bool) {
	place := 0
	for k, form := range p.forms(&p.Entities[entity]) {
		all := words(form)
		for i, word := range all {
			text := form[word.Start:word.End]
			first, _ := utf8.DecodeRuneInString(text)
			if _, claimed := p.byWord[text]; claimed || known[text] || len(text) < leastWord || !unicode.IsUpper(first) {
				continue
			}
			p.byWord[text] = len(p.names)
			p.names = append(p.names, nameWord{entity, place, k == 0 && i == len(all)-1})
			place++
		}
	}
}

// marks tells of each byte of a text whether something is there.
type marks []bool

// within reports whether something is inside span, its ends left out.
func (m marks) within(span parley.Span) bool { return slices.Contains(m[span.Start+1:span.End], true) }

// cuts are where spans begin and end, and the bytes whose words stay: those of cues,
// and those by which terms and proposals are known.
func (p *pattern) cuts() (cuts, kept marks) {
	cuts, kept = make(marks, len(p.Report.Text)+1), make(marks, len(p.Report.Text)+1)
	again(p.Record, func(s parley.Span) parley.Span {
		cuts[s.Start], cuts[s.End] = true, true
		return s
	}, nil)
	keep := func(spans []parley.Span) {
		for _, s := range spans {
			for at := s.Start; at < s.End; at++ {
				kept[at] = true
			}
		}
	}
	for i := range p.Statements {
		keep(p.Statements[i].Cue)
	}
	for i := range p.Terms {
		keep(p.Terms[i].Evidence)
	}
	for i := range p.Proposals {
		keep(p.Proposals[i].Evidence)
	}
	return cuts, kept
}

// words are the runs of letters in text.
func words(text string) []parley.Span {
	var all []parley.Span
	start := -1
	for i, r := range text + " " {
		switch is := unicode.IsLetter(r) || unicode.IsMark(r); {
		case is && start < 0:
			start = i
		case !is && start >= 0:
			all, start = append(all, parley.Span{Start: start, End: i}), -1
		}
	}
	return all
}

// A variant is one record in the making.
type variant struct {
	*pattern
	rng   *rand.Rand
	words *rand.Zipf
	days  int      // by which its dates are later
	names []string // of the pattern's names, what they are here
}

// cast gives each entity another name.
func (v *variant) cast(people *rand.Zipf) {
	who := map[int]uint64{}
	for i, n := range v.pattern.names {
		if _, is := who[n.entity]; !is {
			who[n.entity] = people.Uint64()
		}
		k := who[n.entity]
		if !n.last {
			k = (k*31 + uint64(n.place)*7 + 1) % 500 // given names are fewer
		}
		v.names[i] = title(madeUp(k) + string("nrlsk"[k%5]))
	}
}

func (v *variant) record(i int) *parley.Record {
	text, at := v.text()
	out := again(v.Record, func(s parley.Span) parley.Span { return parley.Span{Start: at[s.Start], End: at[s.End]} }, v.later)
	for k := range out.Entities {
		e := &out.Entities[k]
		e.Name = v.renamed(e.Name)
		for a := range e.Aliases {
			e.Aliases[a] = v.renamed(e.Aliases[a])
		}
	}
	for k := range out.Proposals {
		p := &out.Proposals[k]
		p.Name = v.renamed(p.Name)
		for a := range p.Aliases {
			p.Aliases[a] = v.renamed(p.Aliases[a])
		}
	}
	r := &out.Report
	r.Text, r.Title, r.Byline = text, v.renamed(r.Title), v.renamed(r.Byline)
	r.ID, r.Input = fmt.Sprintf("%s-%d", r.ID, i), fmt.Sprintf("%d-%s", i, r.Input)
	if r.URL != "" {
		r.URL = fmt.Sprintf("%s#%d", r.URL, i)
	}
	if r.Published = v.later(r.Published); r.Published == "" {
		r.Published = time.Date(2025, 11, 26+v.days, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	sum := sha256.Sum256([]byte(text))
	r.SHA256 = hex.EncodeToString(sum[:])
	return out
}

// text is the text of the variant, and for each byte of the base's where it is in
// it; inside another word that is where the word begins.
func (v *variant) text() (string, []int) {
	old := v.Report.Text
	at := make([]int, len(old)+1)
	var b strings.Builder
	b.Grow(len(old) + len(old)/8)
	done := 0
	copyTo := func(end int) {
		for i := done; i < end; i++ {
			at[i] = b.Len() + i - done
		}
		b.WriteString(old[done:end])
		done = end
	}
	for _, t := range v.tokens {
		if t.name < 0 && v.rng.IntN(replaced) > 0 {
			continue
		}
		copyTo(t.Start)
		for i := t.Start; i < t.End; i++ {
			at[i] = b.Len()
		}
		word := ""
		if t.name >= 0 {
			word = v.names[t.name]
		} else if word = madeUp(v.words.Uint64()); t.upper {
			word = title(word)
		}
		b.WriteString(word)
		done = t.End
	}
	copyTo(len(old))
	at[len(old)] = b.Len()
	return b.String(), at
}

// renamed is s with the words of names that the variant has.
func (v *variant) renamed(s string) string {
	var b strings.Builder
	done := 0
	for _, w := range words(s) {
		if name, is := v.byWord[s[w.Start:w.End]]; is {
			b.WriteString(s[done:w.Start])
			b.WriteString(v.names[name])
			done = w.End
		}
	}
	return b.String() + s[done:]
}

// madeUp is the k-th made-up word, no two alike: two syllables or, past those,
// three.
func madeUp(k uint64) string {
	const consonants, vowels, syllables = "bdfghjklmnprst", "aeiou", 70
	n := 2
	if k >= syllables*syllables {
		k, n = k-syllables*syllables, 3
	}
	var b []byte
	for range n {
		b = append(b, consonants[k%syllables/5], vowels[k%syllables%5])
		k /= syllables
	}
	return string(b)
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
