package ask

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"

	"parley/internal/table"
)

//go:embed outlets.tsv
var outletTable string

var outlets = readOutlets(outletTable)

type outletTables struct {
	names    map[string]string // by key: the name
	agencies map[string]bool   // by key
}

func readOutlets(file string) outletTables {
	t := outletTables{map[string]string{}, map[string]bool{}}
	for forms := range table.Rows("outlets.tsv", file, 0) {
		name, isAgency := strings.CutSuffix(forms[0], "*")
		forms[0] = name
		for _, form := range forms {
			t.names[bareOutlet(form)] = name
		}
		t.agencies[bareOutlet(name)] = isAgency
	}
	return t
}

// endings are words that may follow the name of an outlet.
var endings = strings.Fields(`news online web agency newspaper daily website editorial opinion com`)

// inBrackets is what archives add to the names of outlets: CNN (Web News).
var inBrackets = regexp.MustCompile(`\s*[(\[][^)\]]*[)\]]\s*$`)

func bareOutlet(name string) string {
	all := []string{}
	for _, w := range words(inBrackets.ReplaceAllString(name, "")) {
		all = append(all, w.folded)
	}
	if len(all) > 1 && all[0] == "the" {
		all = all[1:]
	}
	for len(all) > 1 && slices.Contains(endings, all[len(all)-1]) {
		all = all[:len(all)-1]
	}
	return strings.Join(all, " ")
}

// outlet is what all forms of an outlet's name share.
func outlet(name string) string {
	bare := bareOutlet(name)
	if known := outlets.names[bare]; known != "" {
		return bareOutlet(known)
	}
	return bare
}

// outletName is the name under which an outlet is printed.
func outletName(name string) string {
	if known := outlets.names[bareOutlet(name)]; known != "" {
		return known
	}
	return strings.TrimSpace(name)
}
