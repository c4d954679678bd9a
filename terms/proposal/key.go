package proposal

import (
	"strings"

	"parley"
)

// Key is what the same treaty in two reports is known by, whatever the reports call
// it: the letters that acronyms.tsv has for one of its names. It is empty for a
// proposal of which the table does not know. Proposals of equal keys are one, of two
// keys two.
func Key(p *parley.Proposal) string {
	for _, form := range append([]string{p.Name}, p.Aliases...) {
		words := strings.Fields(form)
		for i := range words {
			if letters := inFull[plainName(strings.Join(words[i:], " "))]; letters != nil {
				return strings.ToUpper(letters[0])
			}
		}
		for i, w := range words {
			if i > 0 {
				if a, ok := acronyms[words[i-1]+" "+w]; ok {
					return strings.ToUpper(a.letters)
				}
			}
			if i > 0 && renewed[strings.ToLower(words[i-1])] {
				continue // the new Nafta deal is another
			}
			if a, ok := acronyms[strings.Trim(w, "()“”\"'’,")]; ok {
				return strings.ToUpper(a.letters)
			}
		}
	}
	return ""
}

var renewed = setOf(`new revised revamped renegotiated replacement`)
