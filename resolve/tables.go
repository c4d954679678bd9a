package resolve

import (
	_ "embed"
	"fmt"
	"strings"

	"parley/internal/table"
)

// The tables are plain files, so that an analyst can read and mend them. Each
// line is
//
//	HEAD: entry, entry, …
//
// and says that each entry is of the head. A head may have several lines; an
// entry belongs to one head only. Lines that begin with # are comments.
var (
	//go:embed countries.txt
	countriesFile string
	//go:embed parts.txt
	partsFile string
	//go:embed titles.txt
	titlesFile string
	//go:embed given.txt
	givenFile string
	//go:embed nouns.txt
	nounsFile string
	//go:embed spellings.txt
	spellingsFile string
	//go:embed roles.txt
	rolesFile string
	//go:embed agencies.txt
	agenciesFile string
	//go:embed offices.txt
	officesFile string

	countries = headsOf("countries.txt", countriesFile) // short form or name -> name, all in lower case, without points
	titles    = headsOf("titles.txt", titlesFile)       // word -> office, man, woman
	given     = headsOf("given.txt", givenFile)         // given name -> man, woman
	nouns     = headsOf("nouns.txt", nounsFile)         // noun in the singular -> kind of entity
	offices   = headsOf("offices.txt", officesFile)     // office -> the one state that has it
	agencies  = headsOf("agencies.txt", agenciesFile)   // acronym -> news agency, in small letters
	spellings = headsOf("spellings.txt", spellingsFile) // given name -> one that stands for all its forms
)

// roleWords are the words of roles.txt by their sort. A word may be of several.
var roleWords = func() map[string]map[string]bool {
	sorts := map[string]map[string]bool{}
	for sort, word := range table.Entries("roles.txt", rolesFile) {
		if sorts[sort] == nil {
			sorts[sort] = map[string]bool{}
		}
		sorts[sort][word] = true
	}
	return sorts
}()

// headsOf is the head of each entry of a table, entries as [words] makes them.
func headsOf(name, file string) map[string]string {
	heads := map[string]string{}
	for head, entry := range table.Entries(name, file) {
		key := strings.Join(words(entry), " ")
		if other, taken := heads[key]; taken || key == "" {
			panic(fmt.Sprintf("%s: entry %q is empty or taken: %q, %q", name, entry, other, head))
		}
		heads[key] = head
	}
	return heads
}

// IsTitle reports whether a word, in small letters and without a point, stands before names
// as an office or an address does: minister, mrs.
func IsTitle(word string) bool { return titles[word] != "" }
