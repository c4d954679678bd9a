package proposal

import (
	_ "embed"
	"fmt"
	"strings"

	"parley"
	"parley/internal/table"
)

var (
	//go:embed nouns.tsv
	nounsFile string
	//go:embed kinds.tsv
	kindsFile string
	//go:embed stages.tsv
	stagesFile string
	//go:embed never.txt
	neverFile string
	//go:embed verbs.tsv
	verbsFile string
	//go:embed wording.tsv
	wordingFile string
	//go:embed says.txt
	saysFile string
	//go:embed lineage.tsv
	lineageFile string
	//go:embed acronyms.tsv
	acronymsFile string

	nouns    = readNouns()
	many     = map[string]bool{} // by kind: a report is likely to speak of several
	kinds    = readKinds()
	stages   = readStages()
	never    = readNever()
	verbs    = readVerbs()
	wordings = readWordings()
	cues     = readCues()
	lineages = readLineages()
	acronyms = readAcronyms()
)

// A lexicon is phrases by the word that they begin with.
type lexicon[T any] map[string][]entry[T]

type entry[T any] struct {
	words []string
	text  string // as the table has it
	value T
}

func (l lexicon[T]) add(phrase string, value T) {
	words := strings.Fields(phrase)
	if len(words) == 0 {
		panic("proposal: a table has an empty phrase")
	}
	l[words[0]] = append(l[words[0]], entry[T]{words, phrase, value})
}

// at is the longest entry that stands in words from i on, and behind what word it
// ends.
func (l lexicon[T]) at(words []word, i int) (found entry[T], end int, ok bool) {
	for _, e := range l[words[i].text] {
		if len(e.words) > len(found.words) && standsAt(e.words, words, i) {
			found, end, ok = e, i+len(e.words), true
		}
	}
	return found, end, ok
}

func standsAt(phrase []string, words []word, i int) bool {
	if i+len(phrase) > len(words) {
		return false
	}
	for n, want := range phrase {
		if w := words[i+n]; w.text != want || n > 0 && !w.adjoins() {
			return false
		}
	}
	return true
}

// A noun is a line of nouns.tsv.
type noun struct {
	singular string
	plural   bool
	class    string
	begins   string
	refers   []string
}

func readNouns() lexicon[noun] {
	l := lexicon[noun]{}
	for row := range table.Rows("nouns.tsv", nounsFile, 5) {
		n := noun{singular: row[0], class: row[2], begins: row[3], refers: strings.Fields(row[4])}
		l.add(row[0], n)
		if row[1] != "-" {
			n.plural = true
			l.add(row[1], n)
		}
	}
	return l
}

func readKinds() lexicon[string] {
	l := lexicon[string]{}
	for row := range table.Rows("kinds.tsv", kindsFile, 3) {
		for phrase := range strings.SplitSeq(row[1], ",") {
			l.add(strings.TrimSpace(phrase), row[0])
		}
		many[row[0]] = row[2] == "many"
	}
	return l
}

// A stage is a line of stages.tsv.
type stage struct {
	name   string
	status parley.ProposalStatus
	apart  bool
	idle   bool
}

func readStages() map[string]stage {
	all := map[string]stage{}
	for row := range table.Rows("stages.tsv", stagesFile, 4) {
		all[row[0]] = stage{row[1], statusOf(row[2]), row[3] == "apart", row[3] == "idle"}
	}
	return all
}

func statusOf(field string) parley.ProposalStatus {
	if field == "-" {
		return ""
	}
	for _, s := range parley.ProposalStatuses {
		if string(s) == field {
			return s
		}
	}
	panic(fmt.Sprintf("proposal: a table has the status %q, which there is not", field))
}

func readNever() lexicon[string] {
	l := lexicon[string]{}
	for head, phrase := range table.Entries("never.txt", neverFile) {
		l.add(phrase, head)
	}
	return l
}

// A doing is a line of verbs.tsv.
type doing struct {
	status  parley.ProposalStatus
	authors bool
	known   string
	base    bool // the first form of the line, as it stands behind "to"
}

func readVerbs() lexicon[doing] {
	l := lexicon[doing]{}
	for row := range table.Rows("verbs.tsv", verbsFile, 4) {
		for i, form := range formsOf(row[0]) {
			l.add(form, doing{statusOf(row[1]), row[2] == "yes", strings.Trim(row[3], "-"), i == 0})
		}
	}
	return l
}

// formsOf are the forms of a field: phrases parted by |, and words of a phrase
// without | in it are forms of one word each.
func formsOf(field string) []string {
	if strings.Contains(field, "|") {
		return strings.Split(field, "|")
	}
	return strings.Fields(field)
}

func readWordings() lexicon[bool] {
	l := lexicon[bool]{}
	for row := range table.Rows("wording.tsv", wordingFile, 2) {
		for _, form := range formsOf(row[0]) {
			l.add(form, row[1] == "verb")
		}
	}
	return l
}

func readCues() map[string]string {
	all := map[string]string{}
	for head, w := range table.Entries("says.txt", saysFile) {
		all[w] = head
	}
	return all
}

// A descent is a line of lineage.tsv.
type descent struct {
	kind  parley.LineageKind
	where string
}

func readLineages() lexicon[descent] {
	l := lexicon[descent]{}
	for row := range table.Rows("lineage.tsv", lineageFile, 3) {
		l.add(row[0], descent{parley.LineageKind(row[1]), row[2]})
	}
	return l
}

// An acronym is a line of acronyms.tsv.
type acronym struct {
	letters, full, class, kind string
	proper                     []string
}

func readAcronyms() map[string]acronym {
	all := map[string]acronym{}
	for row := range table.Rows("acronyms.tsv", acronymsFile, 5) {
		a := acronym{letters: row[0], full: row[1], class: row[2], kind: strings.Trim(row[3], "-")}
		for name := range strings.SplitSeq(row[4], ",") {
			if name = strings.TrimSpace(name); name != "-" {
				a.proper = append(a.proper, properKey(name))
			}
		}
		all[row[0]] = a
	}
	return all
}
