package contact

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/internal/table"
)

//go:embed triggers.tsv
var triggersTable string

//go:embed status.tsv
var statusTable string

//go:embed preps.txt
var prepsTable string

//go:embed numbers.txt
var numbersTable string

//go:embed conditions.txt
var conditionsTable string

//go:embed officials.txt
var officialsTable string

//go:embed function.txt
var functionTable string

//go:embed media.txt
var mediaTable string

//go:embed pairs.txt
var pairsTable string

//go:embed peoples.txt
var peoplesTable string

//go:embed past.txt
var pastTable string

// A trigger is a line of triggers.tsv: what kind of contact its words tell of.
type trigger struct {
	key    string
	kind   parley.ContactKind // "none" for something else
	isVerb bool
	wants  string
}

var (
	triggers    = readTriggers()
	cues        = readCues()
	classes     = readClasses(prepsTable, "preps.txt")
	conditions  = readClasses(conditionsTable, "conditions.txt")
	numbers     = readHeads(numbersTable, "numbers.txt")
	officials   = readSet(officialsTable, "officials.txt")
	auxiliaries = readHead(functionTable, "function.txt", "auxiliary")
	possessive  = readHead(functionTable, "function.txt", "possessive")
	determiners = readHead(functionTable, "function.txt", "determiner")
	pairs       = readClasses(pairsTable, "pairs.txt")
	peoples     = readHeads(peoplesTable, "peoples.txt")
	media       = readSet(mediaTable, "media.txt")
	pastForms   = readSet(pastTable, "past.txt")
)

// A lexicon finds phrases of words, by the first of them.
type lexicon[T any] map[string][]entry[T]

type entry[T any] struct {
	words [][]string // each is one of several
	value T
}

// add files each phrase of a list.
func (l lexicon[T]) add(list string, value T) {
	for text := range strings.SplitSeq(list, ",") {
		var words [][]string
		for w := range strings.FieldsSeq(text) {
			words = append(words, strings.Split(w, "|"))
		}
		if len(words) == 0 {
			panic(fmt.Sprintf("contact: list %q of a table has an empty phrase", list))
		}
		for _, first := range words[0] {
			l[first] = append(l[first], entry[T]{words, value})
		}
	}
}

// at is the longest phrase that begins with word i, and how many words it has;
// 0 for none.
func (l lexicon[T]) at(words []word, i int) (value T, n int) {
	for _, e := range l[words[i].text] {
		if len(e.words) > n && e.stands(words[i:]) {
			value, n = e.value, len(e.words)
		}
	}
	return value, n
}

// all are the phrases that begin with word i, the longest first.
func (l lexicon[T]) all(words []word, i int) []entry[T] {
	var found []entry[T]
	for _, e := range l[words[i].text] {
		if e.stands(words[i:]) {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b entry[T]) int { return len(b.words) - len(a.words) })
	return found
}

func (e entry[T]) stands(words []word) bool {
	if len(e.words) > len(words) {
		return false
	}
	for i, alternatives := range e.words {
		if !slices.Contains(alternatives, words[i].text) {
			return false
		}
	}
	return true
}

func readTriggers() lexicon[trigger] {
	all := lexicon[trigger]{}
	for f := range table.Rows("triggers.tsv", triggersTable, 5) {
		all.add(f[4], trigger{f[0], parley.ContactKind(f[1]), f[2] == "verb", f[3]})
	}
	return all
}

// readCues reads status.tsv: the cue of each phrase.
func readCues() lexicon[string] {
	all := lexicon[string]{}
	for f := range table.Rows("status.tsv", statusTable, 2) {
		all.add(f[1], f[0])
	}
	return all
}

// readClasses reads words by class: the class of each word.
func readClasses(file, name string) lexicon[string] {
	all := lexicon[string]{}
	for class, w := range table.Entries(name, file) {
		all.add(w, class)
	}
	return all
}

// readHeads reads words by head: the head of each word.
func readHeads(file, name string) map[string]string {
	all := map[string]string{}
	for head, w := range table.Entries(name, file) {
		all[w] = head
	}
	return all
}

// readHead reads the words of one head.
func readHead(file, name, head string) map[string]bool {
	all := map[string]bool{}
	for h, w := range table.Entries(name, file) {
		if h == head {
			all[w] = true
		}
	}
	return all
}

func readSet(file, name string) map[string]bool {
	all := map[string]bool{}
	for _, w := range table.Entries(name, file) {
		all[w] = true
	}
	return all
}
