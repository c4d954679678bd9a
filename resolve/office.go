package resolve

import (
	"slices"
	"strings"

	"parley"
)

// Words that make an office another's: the vice president is not the president.
var lesser = strings.Fields(`vice deputy prime assistant former acting`)

// bearerOf is a name of the one person, of those named before description i,
// who stood under the office that it is: the senator, the French president. -1
// for other descriptions, and where nobody or several bear it.
func (l *linker) bearerOf(i int) int {
	office, ok := officeOf(l.reading.Report.Quote(l.reading.Mentions[i].Span))
	if !ok {
		return -1
	}
	bearer := -1
	for _, n := range l.names.names {
		if n.mention > i {
			break
		}
		if n.kind != parley.EntityPerson || !n.bears(office) {
			continue
		}
		if bearer >= 0 && l.names.of[bearer] != l.names.of[n.mention] {
			return -1
		}
		bearer = n.mention
	}
	return bearer
}

// officeOf are the words of "the" and an office alone, with a nation or none.
func officeOf(form string) (office []string, ok bool) {
	all := words(form)
	if len(all) < 2 || all[0] != "the" {
		return nil, false
	}
	all = all[1:]
	for k, w := range all {
		if titles[w] != "office" && !(k == 0 && len(all) > 1) {
			return nil, false
		}
	}
	return all, true
}

// bears reports whether n stood under office and no other of its kind.
func (n *name) bears(office []string) bool {
	for _, w := range office {
		if !slices.Contains(n.before, w) {
			return false
		}
	}
	return !slices.ContainsFunc(lesser, func(w string) bool {
		return slices.Contains(n.before, w) && !slices.Contains(office, w)
	})
}

// outlet is a name of the one medium named before description i, if i is of one:
// the newspaper.
func (l *linker) outlet(i int) int {
	form := l.reading.Report.Quote(l.reading.Mentions[i].Span)
	all := words(form)
	if len(all) != 2 || all[0] != "the" || nouns[all[1]] != string(parley.EntityMedium) {
		return -1
	}
	outlet := -1
	for _, n := range l.names.names {
		switch {
		case n.mention > i:
			return outlet
		case n.kind != parley.EntityMedium:
		case outlet >= 0 && l.names.of[outlet] != l.names.of[n.mention]:
			return -1
		default:
			outlet = n.mention
		}
	}
	return outlet
}
