package proposal

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/gazetteer"
)

// readModifiers takes what stands between the article and the noun.
func (f *finder) readModifiers(l line, p *phrase) {
	first := p.from
	if p.article == "'s" {
		for first < p.head && !l.words[first].genitive && articles[l.words[first].text] == "" {
			first++
		}
		first++
	} else if p.article != "" && p.date.Span.Len() == 0 {
		first++
	}
	for i := first; i < p.head; {
		i = f.modifier(l, p, i)
	}
	if p.head > first || p.letters != "" {
		f.nameOf(l, p, first)
	}
}

// modifier takes the i-th word, with those that belong to it, and is where the
// next begins.
func (f *finder) modifier(l line, p *phrase, i int) int {
	w := l.words[i]
	if e, end, ok := names.at(l.words, i); ok && end <= p.head && isWritten(f.text, l.spanOf(i, end)) {
		p.stand(e.value.letters)
		return end
	}
	if end := f.numberAt(l, p, i); end > i {
		return end
	}
	if s, ok := stages[w.text]; ok && !(w.capital && i > 0 && p.noun.begins == "named") {
		p.stages = append(p.stages, s.name)
		p.idle = p.idle || s.idle
		if s.apart {
			p.apart = s.name
		}
		if s.status != "" {
			p.status = s.status
		}
		return i + 1
	}
	if renewing[w.text] && !(w.capital && p.article != "") {
		p.another = true
		return i + 1
	}
	if w.text == "new" && !(w.capital && p.article != "") || w.text == "fresh" || w.text == "newer" {
		p.isNew = true
		return i + 1
	}
	if e, end, ok := kinds.at(l.words, i); ok && end <= p.head {
		p.kinds = appendNew(p.kinds, e.value)
		if w.capital && isUpper(f.text[w.Start:w.End]) {
			p.proper = appendNew(p.proper, w.text)
		}
		return end
	}
	return f.properAt(l, p, i)
}

// numberAt takes the number of points, a count of phases or a year at the i-th word,
// and is where the next begins; i for none.
func (f *finder) numberAt(l line, p *phrase, i int) int {
	w := l.words[i]
	if n := pointsOf(w.text); n > 0 {
		p.points = n
		return i + 1
	}
	if n := numeral(w.text); n > 0 && i+1 < p.head && isPointWord(l.words[i+1].text) {
		p.points = n
		return i + 2
	}
	if counted(w.text) {
		p.counted = true
		return i + 1
	}
	if isYear(w.text) {
		p.years = append(p.years, w.text)
		if p.date.Span.Len() == 0 {
			p.date, p.dated = f.yearAt(w.Span), true
		}
		return i + 1
	}
	return i
}

// renewing are words for another text than the one before.
var renewing = setOf(`another second third fourth separate rival alternative different competing next subsequent additional further`)

// properAt takes a name at the i-th word: whose a plan is, or which deal.
func (f *finder) properAt(l line, p *phrase, i int) int {
	w := l.words[i]
	m, ok := f.longestFrom(l, i, p.head)
	if !ok && i > 0 && i == p.from+1 && p.article == "a" {
		m, ok = f.longestFrom(l, i-1, p.head) // "an Obama administration" is one mention
		ok = ok && m.End > w.End
	}
	if ok && f.record.Entities[m.entity].Kind != parley.EntityDocument {
		return f.mentioned(l, p, i, m)
	}
	owns := p.ownable()
	if side := gazetteer.SideOf(w.text); side != "" && w.capital {
		if id := f.named(side); owns && id != "" {
			p.by, p.byWords = append(p.by, id), append(p.byWords, w.Span)
		} else {
			p.proper = appendNew(p.proper, properKey(side))
		}
		return i + 1
	}
	if isLetters(f.text[w.Start:w.End]) {
		p.letters = f.text[w.Start:w.End]
		return i + 1
	}
	if parts := strings.Split(f.text[w.Start:w.End], "-"); len(parts) > 1 && w.capital {
		for _, part := range parts { // "the Trump-Xi deal"
			if r, _ := utf8.DecodeRuneInString(part); unicode.IsUpper(r) {
				p.proper = appendNew(p.proper, properKey(part))
			}
		}
		return i + 1
	}
	if w.capital && (i > 0 && l.words[i-1].sentence == w.sentence || l.words[p.head].capital) {
		p.isPlaced = p.isPlaced || gazetteer.CountryNamed(w.text) == nil && gazetteer.CapitalOf(w.text) != nil || l.words[p.head].capital
		p.proper = appendNew(p.proper, properKey(f.text[w.Start:w.End]))
	}
	return i + 1
}

// ownable reports whether a people or country before the noun is whose it is; before
// another it is with whom.
func (p *phrase) ownable() bool {
	return p.noun.class == "plan" || p.noun.class == "resolution" || p.noun.class == "bill"
}

// mentioned takes the mention at the i-th word, and is where the next begins.
func (f *finder) mentioned(l line, p *phrase, i int, m mention) int {
	e, first := f.record.Entities[m.entity], l.words[i]
	end := i
	for end < p.head && l.words[end].Start < m.End {
		end++
	}
	isSide := gazetteer.SideOf(e.Name) != "" && e.Kind != parley.EntityCountry || gazetteer.SideOf(first.text) != "" || isLetters(f.text[first.Start:first.End])
	switch {
	case e.Kind == parley.EntityPlace || e.Kind == parley.EntityCountry && !isSide:
		p.isPlaced = p.isPlaced || e.Kind == parley.EntityPlace
		p.proper = appendNew(p.proper, properKey(e.Name))
	case (p.ownable() || e.Kind == parley.EntityPerson || strings.HasSuffix(l.words[end-1].text, "administration")) && f.mayOwn(m.entity):
		p.by, p.byWords = append(p.by, f.sideOf(e)), append(p.byWords, m.Span)
	default:
		p.proper = appendNew(p.proper, properKey(e.Name))
	}
	return end
}

// sideOf is the id of the country that a people is of: the Russian proposal is
// Russia's. Of others it is their own.
func (f *finder) sideOf(e parley.Entity) string {
	if e.Kind == parley.EntityGroup || e.Kind == parley.EntityOrganisation {
		if side := gazetteer.SideOf(e.Name); side != "" {
			return cmp.Or(f.named(side), e.ID)
		}
	}
	return e.ID
}

// nameOf settles whether the phrase is a name, and of which letters.
func (f *finder) nameOf(l line, p *phrase, first int) {
	if p.letters != "" {
		p.stand(p.letters)
	}
	capitals := 0
	for i, w := range l.words[first:p.head] {
		if _, _, ok := kinds.at(l.words, first+i); w.capital && !ok {
			capitals++
		}
	}
	if l.words[p.head].capital && capitals > 0 {
		p.isNamed = true
	}
	for i := first; i < p.head; i++ { // "the White House-led" is not in the table
		for _, letters := range inFull[plainName(f.text[l.words[i].Start:l.words[p.to-1].End])] {
			p.stand(letters)
		}
		if p.letters != "" {
			break
		}
	}
	if p.isNamed && p.letters == "" {
		if s := initials(l.words[first:p.to]); len(s) > 2 {
			p.letters = strings.ToUpper(s)
		}
	}
}

// stand makes p one that stands under letters, of which acronyms.tsv may tell more.
func (p *phrase) stand(letters string) {
	p.letters, p.isNamed = strings.ToUpper(letters), true
	a := acronyms[letters]
	if len(p.kinds) == 0 {
		p.kinds = appendNew(p.kinds, a.kind)
	}
	if len(p.proper) == 0 {
		p.proper = slices.Clone(a.proper)
	}
}

func properKey(name string) string {
	if c := gazetteer.CountryNamed(name); c != nil {
		name = c.Name
	} else if side := gazetteer.SideOf(name); side != "" {
		name = side
	} else if c := gazetteer.CapitalOf(name); c != nil {
		return gazetteer.Fold(name)
	}
	return gazetteer.Fold(name)
}

// initials are the first letters of a name's words, small words left out, as an
// acronym has them.
func initials(words []word) string {
	var b strings.Builder
	for _, w := range words {
		for part := range strings.SplitSeq(w.text, "-") {
			if r, _ := utf8.DecodeRuneInString(part); w.capital && r != utf8.RuneError {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// isLetters reports whether s is an acronym: two capitals or more, and nothing
// else but points and digits.
func isLetters(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			n++
		case r != '.' && !unicode.IsDigit(r):
			return false
		}
	}
	return n > 2
}

func isUpper(s string) bool { return s == strings.ToUpper(s) }

func isYear(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && len(s) == 4 && n >= 1800 && n < 2100
}

// pointsOf reads "28-point".
func pointsOf(s string) int {
	number, what, ok := strings.Cut(s, "-")
	if !ok || !isPointWord(what) {
		return 0
	}
	return numeral(number)
}

func isPointWord(s string) bool {
	return s == "point" || s == "points" || s == "article" || s == "articles" || s == "item" || s == "step" || s == "clause"
}

// counted reads "three-phase" and "20-page".
func counted(s string) bool {
	number, what, ok := strings.Cut(s, "-")
	return ok && numeral(number) > 0 && slices.Contains([]string{"phase", "phased", "stage", "page", "part", "pronged", "track"}, what)
}

// numeral reads a number below a thousand, in figures or as a word; 0 for none.
func numeral(s string) int {
	if n, err := strconv.Atoi(s); err == nil && n > 0 && n < 1000 {
		return n
	}
	return slices.Index(numerals, s) + 1
}

var numerals = strings.Fields(`one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
	eighteen nineteen twenty`)
