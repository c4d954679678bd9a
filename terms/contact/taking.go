package contact

import (
	_ "embed"
	"slices"
	"strings"

	"parley"
	"parley/internal/table"
)

//go:embed taking.tsv
var takingTable string

// A taking is a line of taking.tsv.
type taking struct {
	text           string
	form           string
	before, behind [][]string
	status         parley.ContactStatus
}

var takings = readTakings()

func readTakings() []taking {
	var all []taking
	for f := range table.Rows("taking.tsv", takingTable, 4) {
		all = append(all, taking{strings.Join(f, " "), f[0], cuePath(f[1]), cuePath(f[2]), parley.ContactStatus(f[3])})
	}
	return all
}

// cuePath is a list of cues, nil for any.
func cuePath(field string) [][]string {
	if field == "-" {
		return nil
	}
	var all [][]string
	for c := range strings.FieldsSeq(field) {
		all = append(all, strings.Split(c, "|"))
	}
	return all
}

// taken is the first line of taking.tsv that fits, nil for none.
func taken(form string, left, right []spot) *taking {
	for i, r := range takings {
		if (r.form == form || r.form == "verb" && form != "noun" && !strings.Contains(form, " ")) && leads(r.before, left) && leads(r.behind, right) {
			return &takings[i]
		}
	}
	return nil
}

// leads reports whether the cues begin as a path says.
func leads(path [][]string, cues []spot) bool {
	for i, want := range path {
		switch {
		case want[0] == "none":
			return len(cues) == 0
		case want[0] == "~":
			for skip := 0; skip <= len(cues); skip++ {
				if leads(path[i+1:], cues[skip:]) {
					return true
				}
			}
			return false
		case len(cues) == 0 || !slices.Contains(want, cues[0].name):
			return false
		}
		cues = cues[1:]
	}
	return true
}
