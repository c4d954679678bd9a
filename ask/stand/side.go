package stand

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"parley"
	"parley/internal/table"
)

// A Way is why a position of one counts for another.
type Way struct {
	From, To string // names
	Field    string // "represents" or "party"
	As       string // the words for what From is
	Rule     string // the entry of speaks.txt that decides
}

//go:embed speaks.txt
var speaksFile string

// speaks is the table: in which list each entry is.
var speaks = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for head, entry := range table.Entries("speaks.txt", speaksFile) {
		if !slices.Contains([]string{"for", "apart", "never"}, head) || all[entry] != "" {
			panic("stand: speaks.txt has " + head + ": " + entry)
		}
		all[entry] = head
	}
	return all
})

// counts reports whether a position counts for whom the step leads to, and by which
// entry of the table; empty where none was needed.
func counts(kind parley.EntityKind, field, as string) (does bool, entry string) {
	entry, list := lookUp(as)
	switch {
	case list == "never":
		return false, entry
	case field == "represents":
		return true, ""
	case entry == "":
		return kind != parley.EntityPerson, ""
	}
	return list == "for", entry
}

// lookUp finds the entry of the table that decides of words, and in which list it is.
func lookUp(as string) (entry, list string) {
	words := strings.FieldsFunc(strings.ToLower(as), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	words = words[:min(len(words), mostWords)]
	longest := 0
	for i := range words {
		for j := i + 1; j <= min(len(words), i+longestEntry); j++ {
			key := strings.Join(words[i:j], " ")
			switch in := speaks()[key]; {
			case in == "never":
				return key, in
			case in != "" && (j-i > longest || j-i == longest && list == "for" && in == "apart"):
				entry, list, longest = key, in, j-i
			}
		}
	}
	return entry, list
}

const (
	mostWords    = 24 // of an office that are looked at
	longestEntry = 4
)

// sideIn is whom a position of an entity of the record counts for, itself where it
// speaks for nobody else, and by which way.
func sideIn(r *parley.Record, id string) (side string, ways []Way) {
	side = id
	for _, step := range r.Behalves(id) {
		does, entry := counts(step.Kind, step.Field, step.As)
		if !does {
			break
		}
		way := Way{From: nameOf(r, step.Entity), To: nameOf(r, step.For), Field: step.Field, As: step.As, Rule: "speaks for his principal"}
		switch {
		case entry != "":
			way.Rule = "speaks.txt: " + entry
		case step.Field == "party":
			way.Rule = "a body, people or seat of the side"
		}
		side, ways = step.For, append(ways, way)
	}
	return side, ways
}

func nameOf(r *parley.Record, id string) string {
	i := slices.IndexFunc(r.Entities, func(e parley.Entity) bool { return e.ID == id })
	if i < 0 {
		return ""
	}
	return r.Entities[i].Name
}
