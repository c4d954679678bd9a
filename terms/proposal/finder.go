package proposal

import (
	"cmp"
	"maps"
	"slices"
	"sort"
	"strings"

	"parley"
	"parley/internal/gazetteer"
	"parley/terms/points"
)

// A finder is one pass over a record.
type finder struct {
	record   *parley.Record
	text     string
	lines    []line
	mentions []mention // in the order of the text
	byEnd    map[int][]int
	dates    []parley.Date
	byID     map[string]int  // entities
	around   *parley.Nesting // of the statements
	named    func(side string) string

	phrases []phrase
	texts   []*text            // that named last at the end
	of      []*text            // by phrase
	written map[string]bool    // words with a capital within a sentence, headlines left out
	given   map[string]acronym // by small letters: what the report itself gives letters for
	own     *text              // whose own text the report is; nil where it is none's
	ownText *points.Text       // that text
	spoken  map[*text][]*parley.Statement
}

// A mention is a place where an entity of the record is spoken of.
type mention struct {
	parley.Mention
	entity int
}

func newFinder(record *parley.Record, dates []parley.Date) *finder {
	f := &finder{record: record, text: record.Report.Text, dates: dates, byEnd: map[int][]int{}, byID: map[string]int{}}
	f.lines = linesOf(f.text)
	contents := make([]parley.Attribution, len(record.Statements))
	for i, s := range record.Statements {
		contents[i].Content = s.Content
	}
	f.around = parley.NewNesting(contents)
	f.giveLetters()
	f.readCapitals()
	sides := map[string]string{}
	for i, e := range record.Entities {
		f.byID[e.ID] = i
		for _, m := range e.Mentions {
			f.mentions = append(f.mentions, mention{m, i})
		}
	}
	for _, kind := range []parley.EntityKind{parley.EntityCountry, parley.EntityOrganisation, parley.EntityGroup} {
		for _, e := range record.Entities {
			for _, name := range append([]string{e.Name}, e.Aliases...) {
				if side := sideNamed(name); side != "" && sides[side] == "" && e.Kind == kind {
					sides[side] = e.ID
				}
			}
		}
	}
	f.named = func(side string) string { return sides[sideNamed(side)] }
	slices.SortStableFunc(f.mentions, func(a, b mention) int { return cmp.Compare(a.Start, b.Start) })
	for i, m := range f.mentions {
		f.byEnd[m.End] = append(f.byEnd[m.End], i)
	}
	return f
}

// readCapitals finds which words the report writes with a capital where no sentence
// begins: in a headline nearly all have one.
func (f *finder) readCapitals() {
	f.written = map[string]bool{}
	for i := range f.lines {
		l := &f.lines[i]
		l.headline = isHeadline(l.words)
		for k, w := range l.words {
			if !l.headline && w.capital && k > 0 && l.words[k-1].sentence == w.sentence {
				f.written[w.text] = true
			}
		}
	}
}

// isHeadline reports whether all words have a capital but such as "of" and "the".
func isHeadline(words []word) bool {
	capitals := 0
	for _, w := range words {
		if w.capital {
			capitals++
		} else if !parting[w.text] && articles[w.text] == "" && !isYear(w.text) && pointsOf(w.text) == 0 {
			return false
		}
	}
	return capitals > 3 && len(words) > 0 && words[0].sentence == words[len(words)-1].sentence
}

// giveLetters finds letters in brackets behind a noun or before one: "Treaty (UMT)",
// "(UMT) Treaty".
func (f *finder) giveLetters() {
	f.given = map[string]acronym{}
	for _, l := range f.lines {
		for i := range l.words {
			e, end, ok := nouns.at(l.words, i)
			if !ok || e.value.begins == "again" {
				continue
			}
			for _, j := range []int{i - 1, end} {
				if j < 0 || j >= len(l.words) || l.words[j].sentence != l.words[i].sentence || !strings.HasSuffix(l.words[j].before, "(") {
					continue
				}
				if w := l.words[j]; isLetters(f.text[w.Start:w.End]) && (j > i || strings.HasPrefix(l.words[i].before, ")")) {
					f.given[w.text] = acronym{letters: strings.ToUpper(w.text), full: e.value.singular, class: e.value.class}
				}
			}
		}
	}
}

// sideNamed is the usual name of the country or group that name is of: the United
// States of "US" and "Washington".
func sideNamed(name string) string {
	if c := gazetteer.CountryNamed(name); c != nil {
		return c.Name
	}
	if side := gazetteer.SideOf(name); side != "" {
		return side
	}
	return gazetteer.Group(name)
}

// side is the id of the entity that a demonym, or a capital, is of; empty where the
// cast has none.
func (f *finder) side(word string) string {
	if c := gazetteer.CapitalOf(word); c != nil {
		return f.named(c.Name)
	}
	return f.named(word)
}

// endingAt is the longest mention that ends with w.
func (f *finder) endingAt(w word) (mention, bool) {
	best, found := mention{}, false
	for _, end := range []int{w.End, w.whole} {
		for _, i := range f.byEnd[end] {
			if m := f.mentions[i]; m.Start <= w.Start && (!found || m.Start < best.Start) {
				best, found = m, true
			}
		}
	}
	return best, found
}

// longestFrom is the longest mention that begins with the i-th word of l, and ends
// before the word to.
func (f *finder) longestFrom(l line, i, to int) (mention, bool) {
	start := l.words[i].Start
	limit := l.words[to-1].whole
	at := sort.Search(len(f.mentions), func(k int) bool { return f.mentions[k].Start >= start })
	best, found := mention{}, false
	for n := 0; at < len(f.mentions) && f.mentions[at].Start == start && n < reach; at, n = at+1, n+1 {
		if m := f.mentions[at]; m.End <= limit && (!found || m.End > best.End) && !joinsOn(f.text, m.End) {
			best, found = m, true
		}
	}
	return best, found
}

// joinsOn reports whether a word goes on at at behind a hyphen: "Egyptian-brokered".
func joinsOn(text string, at int) bool { return strings.HasPrefix(text[at:], "-") }

// mayOwn reports whether an entity can have a plan.
func (f *finder) mayOwn(entity int) bool {
	switch f.record.Entities[entity].Kind {
	case parley.EntityPerson, parley.EntityOrganisation, parley.EntityCountry, parley.EntityGroup:
		return true
	}
	return false
}

// dateIn is the date that overlaps s.
func (f *finder) dateIn(s parley.Span) (parley.Date, bool) {
	i := sort.Search(len(f.dates), func(i int) bool { return f.dates[i].Span.End > s.Start })
	if i < len(f.dates) && f.dates[i].Span.Start < s.End {
		return f.dates[i], true
	}
	return parley.Date{}, false
}

// yearAt is the date of a year in a phrase.
func (f *finder) yearAt(s parley.Span) parley.Date {
	if d, ok := f.dateIn(s); ok && d.Span == s {
		return d
	}
	return parley.Date{EDTF: f.text[s.Start:s.End], Span: s}
}

// dateBehind is the date that begins right behind the words before i.
func (f *finder) dateBehind(l line, i int) parley.Date {
	for j := i; j < len(l.words) && j < i+8 && l.words[j].sentence == l.words[i-1].sentence; j++ {
		if d, ok := f.dateIn(l.words[j].Span); ok {
			return d
		}
		if strings.ContainsAny(l.words[j].before, ",;:") {
			break
		}
	}
	return parley.Date{}
}

// fold is a form as names are compared: in small letters, without an article, and
// straight apostrophes.
func fold(form string) string { return strings.ReplaceAll(strings.ToLower(form), "’", "'") }

// plainName is a name as acronyms.tsv is compared with: without hyphens and letters
// in brackets.
func plainName(name string) string {
	if before, rest, ok := strings.Cut(name, "("); ok {
		_, after, _ := strings.Cut(rest, ")")
		name = before + after
	}
	words := strings.Fields(strings.ReplaceAll(strings.ToLower(name), "-", " "))
	for i, w := range words {
		if w == "us" || w == "u.s." {
			words[i] = "united states"
		}
	}
	return strings.Join(words, " ")
}

// names leads from the words of acronyms.tsv to their line, and inFull from the
// plain name of a text that has one of nouns.tsv at its end to its letters.
var names, inFull = readNames()

func readNames() (lexicon[acronym], map[string][]string) {
	byWords, byName := lexicon[acronym]{}, map[string][]string{}
	for _, letters := range slices.Sorted(maps.Keys(acronyms)) { // NAFTA and Nafta are the same words: one of them answers, always
		a := acronyms[letters]
		byWords.add(strings.ToLower(letters), a)
		full := strings.ToLower(a.full)
		byName[plainName(full)] = append(byName[plainName(full)], letters)
		last := full[strings.LastIndexByte(full, ' ')+1:]
		if _, isNoun := nouns[last]; !isNoun {
			byWords.add(full, a)
		}
	}
	for _, all := range byName {
		slices.Sort(all)
	}
	return byWords, byName
}
