package resolve

import (
	"slices"
	"strings"
	"unicode"

	"parley"
)

// A name is a name mention, made ready for comparing.
type name struct {
	mention int // index into the reading's mentions
	kind    parley.EntityKind
	words   []string // without "the", titles and Jr.
	titles  []string // within it, or directly before it in the text
	before  []string // all words of them: French President
	acronym bool     // capitals only: UN, U.N.

	generation string // jr, iii

	isOwned bool // a body of whose name the report has one that is somebody's: Norland's Security Council

	ofNation string // the words without the nation before them, where the report has that body of one nation only
}

// joined is the key under which the same words meet.
func (n *name) joined() string { return strings.Join(n.words, " ") }

// last words that are no surname.
var generations = []string{"jr", "sr", "ii", "iii", "iv"}

// small words do not count in acronyms, and move when a name is turned round
// (Department of Justice, Justice Department).
var smallWords = []string{"a", "an", "and", "at", "de", "des", "du", "for", "in", "la", "of", "on", "the", "to"}

func newName(r *parley.Reading, mention int) name {
	m := r.Mentions[mention]
	n := nameOf(shown(r.Report.Quote(m.Span)), m.Kind)
	before := officeBefore(r.Report.Text[:m.Start])
	n.mention = mention
	n.before = slices.Concat(before, n.before)
	n.titles = slices.Concat(titlesIn(before), n.titles)
	return n
}

// nameOf is the name of a form alone.
func nameOf(form string, kind parley.EntityKind) name {
	n := name{mention: -1, kind: kind, words: words(form), acronym: isAcronym(form)}
	if len(n.words) > 1 && n.words[0] == "the" {
		n.words = n.words[1:]
	}
	if kind == parley.EntityPerson {
		n.splitPerson()
	}
	return n
}

// splitPerson leaves the words of a person's own name: what follows the last
// title, if anything does (Russian President Vladimir Putin), without Jr.
func (n *name) splitPerson() {
	if last := len(n.words) - 1; last > 0 && slices.Contains(generations, n.words[last]) {
		n.generation, n.words = n.words[last], n.words[:last]
	}
	for i := len(n.words) - 2; i >= 0; i-- {
		if titles[n.words[i]] != "" {
			n.before = append(n.before, n.words[:i+1]...)
			n.titles = append(n.titles, titlesIn(n.words[:i+1])...)
			n.words = n.words[i+1:]
			return
		}
	}
}

// middle are the initials of a person's middle names, small words left out.
func (n *name) middle() string {
	if n.kind != parley.EntityPerson || len(n.words) < 3 {
		return ""
	}
	var initials strings.Builder
	for _, w := range n.words[1 : len(n.words)-1] {
		if !slices.Contains(particles, w) {
			initials.WriteRune([]rune(w)[0])
		}
	}
	return initials.String()
}

// particles are small words within surnames.
var particles = strings.Fields(`al el bin bint ibn ben abu von van der den de di da del la le`)

// apart reports whether the middle initials or the generations of two of one
// first and last name show that they are two: George H. W., George W.; Jr., Sr.
func apart(middle, generation, otherMiddle, otherGeneration string) bool {
	return !strings.HasPrefix(middle, otherMiddle) && !strings.HasPrefix(otherMiddle, middle) ||
		generation != "" && otherGeneration != "" && generation != otherGeneration
}

func titlesIn(all []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(w string) bool { return titles[w] == "" })
}

// officeBefore finds the office that text ends in: the last words of its last
// line, as far as they may be an office's.
func officeBefore(text string) []string {
	const far = 60 // bytes; longer offices are rare
	if len(text) > far {
		text = text[len(text)-far:]
	}
	text = text[strings.LastIndexAny(text, "\n,;:()“”\"")+1:]
	all := strings.Fields(text)
	first := len(all)
	for first > 0 && mayBeOffice(all[first-1]) {
		first--
	}
	return words(strings.Join(all[first:], " "))
}

// mayBeOffice reports whether word may be one of an office's (Secretary of
// State): it begins with a capital, and ends no sentence.
func mayBeOffice(word string) bool {
	if !startsUpper(word) {
		return word == "of" || word == "the" || word == "for"
	}
	return !strings.HasSuffix(word, ".") || len(titlesIn(words(word))) > 0
}

func startsUpper(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r)
	}
	return false
}

// isAcronym reports whether form is of two to eight capitals, with points or
// without: UN, U.N., IAEA.
func isAcronym(form string) bool {
	capitals := 0
	for _, r := range form {
		switch {
		case unicode.IsUpper(r):
			capitals++
		case r != '.':
			return false
		}
	}
	return capitals >= 2 && capitals <= 8
}

// initials are the acronyms that could stand for n: with its small words, and
// without (Department of Justice: doj, dj).
func (n *name) initials() []string {
	if len(n.words) < 2 || n.kind == parley.EntityPerson {
		return nil
	}
	var with, without strings.Builder
	for _, w := range n.words {
		r := []rune(w)[0]
		with.WriteRune(r)
		if !slices.Contains(smallWords, w) {
			without.WriteRune(r)
		}
	}
	if without.Len() < 2 || with.String() == without.String() {
		return []string{with.String()}
	}
	return []string{with.String(), without.String()}
}

// turned is a key that does not change when the name is turned round; empty for
// names of one word.
func (n *name) turned() string {
	content := slices.DeleteFunc(slices.Clone(n.words), func(w string) bool { return slices.Contains(smallWords, w) })
	if len(content) < 2 || n.kind == parley.EntityPerson {
		return ""
	}
	slices.Sort(content)
	return strings.Join(content, " ")
}
