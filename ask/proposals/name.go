package proposals

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley/ask"
	"parley/internal/gazetteer"
	"parley/internal/table"
)

//go:embed generic.txt
var genericFile string

// generic are the stems of words that do not tell one plan from another, with what
// they are.
var generic = func() map[string]string {
	all := map[string]string{}
	for kind, word := range table.Entries("generic.txt", genericFile) {
		for _, s := range ask.Stems(word) {
			all[s] = kind
		}
	}
	return all
}()

// A name is what the name of a proposal tells of which one it is.
type name struct {
	which   []string // stems of all its words that tell
	proper  []string // of those the ones of a name of its own: that the report has in no small letters, and no countries, whose there are many plans
	class   string   // of generic.txt, where it is one that is never taken for another
	short   []string // what its own name may be shortened to: nafta
	years   []string // that stand in it
	version bool     // it is a version of another: "revised"
}

// nameOf is what a name of the proposal tells: without words such as "peace plan",
// numbers of points, and whose it is, which is compared on its own.
func (m *Mention) nameOf(form string) name {
	var owners []string
	for _, e := range m.Record.Entities {
		if slices.Contains(m.Proposal.By, e.ID) {
			for _, form := range append([]string{e.Name, e.Role}, e.Aliases...) {
				owners = append(owners, ask.Stems(form)...)
			}
		}
	}
	n := name{short: initials(form)}
	for word := range strings.FieldsFuncSeq(form, isBetween) {
		first, _ := utf8.DecodeRuneInString(word)
		side := gazetteer.SideOf(strings.TrimSuffix(strings.TrimSuffix(word, "’s"), "'s"))
		for _, s := range ask.Stems(word) {
			kind, isGeneric := generic[s]
			n.version = n.version || kind == "versions"
			if kind == "bills" || kind == "resolutions" {
				n.class = kind
			}
			switch {
			case isGeneric || slices.Contains(owners, s) || s == "point":
			case strings.Trim(s, "0123456789") == "":
				if len(s) == 4 {
					n.years = append(n.years, s)
				}
			case side != "" || gazetteer.CountryNamed(word) != nil:
				n.put(strings.ToLower(countryOf(word, side)), false)
			default:
				n.put(s, unicode.IsUpper(first) && !strings.Contains(m.Record.Report.Text, strings.ToLower(word)))
			}
		}
	}
	return n
}

func isBetween(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("-–()[]“”\"/", r)
}

// initials are the first letters of the words with a capital, as names are shortened
// by them: North American Free Trade Agreement, Trans-Pacific Partnership agreement,
// Intermediate-range Nuclear Forces Treaty.
func initials(name string) []string {
	var all []string
	for _, isParted := range []func(rune) bool{isBetween, unicode.IsSpace} {
		whole, own := "", ""
		for word := range strings.FieldsFuncSeq(name, isParted) {
			first, _ := utf8.DecodeRuneInString(word)
			if !unicode.IsUpper(first) {
				continue
			}
			whole += strings.ToLower(string(first))
			if stems := ask.Stems(word); len(stems) > 0 && generic[stems[0]] == "" {
				own += strings.ToLower(string(first))
			}
		}
		for _, short := range []string{whole, own} {
			if len(short) >= 3 && !slices.Contains(all, short) {
				all = append(all, short)
			}
		}
	}
	return all
}

func countryOf(word, side string) string {
	if c := gazetteer.CountryNamed(word); c != nil {
		return c.Name
	}
	return side
}

func (n *name) put(stem string, proper bool) {
	if !slices.Contains(n.which, stem) {
		n.which = append(n.which, stem)
	}
	if proper && !slices.Contains(n.proper, stem) {
		n.proper = append(n.proper, stem)
	}
}

func (n *name) add(o name) {
	for _, s := range o.which {
		n.put(s, slices.Contains(o.proper, s))
	}
	n.version = n.version || o.version
	n.class = cmp.Or(n.class, o.class)
	for _, short := range o.short {
		if !slices.Contains(n.short, short) {
			n.short = append(n.short, short)
		}
	}
	if len(n.years) == 0 {
		n.years = o.years
	}
}

// agrees counts the words that two names have in common; not ok where one has a word
// that the other should have: of its own name where both have one, else any.
func (n *name) agrees(o name) (both int, ok bool) {
	if n.class != o.class || n.version != o.version {
		return 0, len(n.which) == 0 || len(o.which) == 0
	}
	if len(n.years) > 0 && len(o.years) > 0 && !slices.Equal(n.years, o.years) {
		return 0, false
	}
	if shortens(n.short, o.proper) || shortens(o.short, n.proper) {
		return 2, true
	}
	a, b := n.which, o.which
	if len(n.proper) > 0 && len(o.proper) > 0 {
		a, b = n.proper, o.proper
	}
	for _, s := range a {
		if slices.Contains(b, s) {
			both++
		}
	}
	return both, both == min(len(a), len(b))
}

func shortens(short, proper []string) bool {
	return slices.ContainsFunc(short, func(s string) bool { return slices.Contains(proper, s) })
}
