package ask

import (
	_ "embed"
	"strings"

	"parley/internal/table"
)

// A wordKind says what a word does for a claim.
type wordKind string

const (
	wordEmpty    wordKind = "empty"
	wordNegative wordKind = "negative"
	wordPossible wordKind = "possible"
	wordDenial   wordKind = "denial"
)

//go:embed lexicon.tsv
var lexiconTable string

var lexicon = readLexicon(lexiconTable)

func readLexicon(file string) map[string]wordKind {
	kinds := map[string]wordKind{}
	for fields := range table.Rows("lexicon.tsv", file, 2) {
		for w := range strings.FieldsSeq(fields[1]) {
			kinds[w] = wordKind(fields[0])
		}
	}
	return kinds
}

// suffixes of inflection, the longer first, and what they become.
var suffixes = []struct{ from, to string }{
	{"iness", "y"}, {"ies", "y"}, {"ied", "y"}, {"sses", "ss"}, {"ches", "ch"}, {"shes", "sh"}, {"xes", "x"}, {"ing", ""}, {"ed", ""}, {"ly", ""}, {"es", "e"}, {"s", ""},
}

// shortestStem is how many letters a suffix leaves.
const shortestStem = 3

// stem is a word without its inflection: negotiated, negotiates, negotiating
// are negotiat. It is coarser than a dictionary, and only has to treat forms of
// one word alike.
func stem(w string) string {
	if strings.HasSuffix(w, "ss") || strings.HasSuffix(w, "us") || strings.HasSuffix(w, "is") {
		return w
	}
	for _, s := range suffixes {
		if rest, ok := strings.CutSuffix(w, s.from); ok && len(rest) >= shortestStem {
			w = rest + s.to
			break
		}
	}
	if n := len(w); n > shortestStem+1 && w[n-1] == w[n-2] && !strings.ContainsRune("lsz", rune(w[n-1])) {
		w = w[:n-1] // planned
	}
	if n := len(w); n > shortestStem && w[n-1] == 'e' {
		w = w[:n-1]
	}
	return w
}
