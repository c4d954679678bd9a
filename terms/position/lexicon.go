package position

import (
	_ "embed"
	"fmt"
	"strings"

	"parley"
	"parley/internal/table"
)

//go:embed wording.tsv
var wordingFile string

// An entry is a phrase of wording.tsv.
type entry struct {
	class string
	text  string // as the table has it
	stems []string
}

// wording is the entries of wording.tsv by the stems that they begin with.
var wording = func() map[string][]entry {
	all := map[string][]entry{}
	for fields := range table.Rows("wording.tsv", wordingFile, 2) {
		addPhrases(all, "wording.tsv", fields[0], fields[1])
	}
	return all
}()

// addPhrases adds the phrases of a class, parted by commas, by the stems that they
// begin with.
func addPhrases(all map[string][]entry, file, class, list string) {
	for phrase := range strings.SplitSeq(list, ",") {
		e := entry{class: class, text: strings.TrimSpace(phrase)}
		for _, w := range wordsIn(phrase, parley.Span{End: len(phrase)}) {
			e.stems = append(e.stems, w.stem)
		}
		if e.stems == nil {
			panic(fmt.Sprintf("position: %s has an empty phrase in %q", file, class))
		}
		all[e.stems[0]] = append(all[e.stems[0]], e)
	}
}

// A hit is a place where words are of a class.
type hit struct {
	class  string // "not reject" where a negation stands before
	at, to int    // its words
}

// near is how many words before a phrase a negation denies it.
const near = 3

// hits lists the classes of words, in order.
func hits(words []word) []hit {
	var all []hit
	last := -near - 1 // the last negation
	for i, w := range words {
		for _, e := range wording[w.stem] {
			if !e.at(words, i) {
				continue
			}
			h := hit{e.class, i, i + len(e.stems)}
			if i-last <= near && e.stems[0] != "not" {
				h.class = "not " + e.class
			}
			all = append(all, h)
		}
		if w.stem == "not" {
			last = i
		}
	}
	return all
}

func (e entry) at(words []word, i int) bool {
	if i+len(e.stems) > len(words) {
		return false
	}
	for n, s := range e.stems {
		if words[i+n].stem != s {
			return false
		}
	}
	return true
}
