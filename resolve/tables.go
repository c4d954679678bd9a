package resolve

import (
	_ "embed"
	"fmt"
	"strings"
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

	countries = table(countriesFile) // short form or name -> name, all in lower case, without points
	titles    = table(titlesFile)    // word -> office, man, woman
	given     = table(givenFile)     // given name -> man, woman
	nouns     = table(nounsFile)     // noun in the singular -> kind of entity
	offices   = table(officesFile)   // office -> the one state that has it
	agencies  = table(agenciesFile)  // acronym -> news agency, in small letters
	spellings = table(spellingsFile) // given name -> one that stands for all its forms
)

// roleWords are the words of roles.txt by their sort. A word may be of several.
var roleWords = func() map[string]map[string]bool {
	sorts := map[string]map[string]bool{}
	for line := range strings.Lines(rolesFile) {
		sort, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		sorts[sort] = map[string]bool{}
		for word := range strings.SplitSeq(list, ",") {
			sorts[sort][strings.TrimSpace(word)] = true
		}
	}
	return sorts
}()

// table reads a file of the format above. Entries are kept as [words] makes them.
func table(file string) map[string]string {
	entries := map[string]string{}
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		head, list, ok := strings.Cut(line, ":")
		if !ok {
			panic(fmt.Sprintf("resolve: line %q of a table has no head", line))
		}
		for entry := range strings.SplitSeq(list, ",") {
			key := strings.Join(words(entry), " ")
			if other, taken := entries[key]; taken || key == "" {
				panic(fmt.Sprintf("resolve: entry %q of a table is empty or taken: %q, %q", entry, other, head))
			}
			entries[key] = head
		}
	}
	return entries
}
