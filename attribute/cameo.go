package attribute

import (
	_ "embed"

	"parley"
	"parley/internal/table"
)

//go:embed cameo.tsv
var cameoFile string

//go:embed plover.tsv
var ploverFile string

// A cameoLine gives an act's code where one of its phrases is spoken of.
type cameoLine struct {
	code  string
	about phrases // nil for any content
}

var cameoLines = func() map[parley.Act][]cameoLine {
	all := map[parley.Act][]cameoLine{}
	for fields := range table.Rows("cameo.tsv", cameoFile, 3) {
		line := cameoLine{code: fields[1]}
		if known(fields[2]) != "" {
			line.about = phrases{}
			line.about.add(fields[2], 0)
		}
		act := parley.Act(fields[0])
		all[act] = append(all[act], line)
	}
	return all
}()

// cameo is the code of an act in these words, cue and content. An act that CAMEO
// has no code for has none.
func cameo(act parley.Act, words []word) string {
	for _, line := range cameoLines[act] {
		if line.about == nil {
			return line.code
		}
		for range line.about.in(words) {
			return line.code
		}
	}
	return ""
}

// A ploverLine is what PLOVER calls the codes of CAMEO with one beginning.
type ploverLine struct{ category, mode string }

var ploverLines = func() map[string]ploverLine {
	lines := map[string]ploverLine{}
	for fields := range table.Rows("plover.tsv", ploverFile, 3) {
		lines[fields[0]] = ploverLine{fields[1], known(fields[2])}
	}
	return lines
}()

// PLOVER returns the category of PLOVER 2.0 that a code of CAMEO belongs to, by
// its longest beginning that has one, and the mode, empty where none says how;
// both are empty for statements and comments.
func PLOVER(code string) (category, mode string) {
	for n := len(code); n > 0; n-- {
		if line, ok := ploverLines[code[:n]]; ok {
			return line.category, line.mode
		}
	}
	return "", ""
}
