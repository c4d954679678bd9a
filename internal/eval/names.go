package eval

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// titles are words that tell no two names apart.
var titles = strings.Fields(`the a an mr mrs ms dr president prime minister foreign
	secretary of state us u.s. former and gen general officials official unnamed government
	chancellor senator sen rep king sheikh leader spokesman spokeswoman spokesperson`)

// capitals are ways of naming one state, by its capital or seat as well.
var capitals = [][]string{
	{"us", "u.s", "united", "states", "america", "washington"},
	{"kremlin", "russia", "moscow"},
	{"uk", "britain", "kingdom"},
	{"palestinians", "palestinian", "palestine"},
	{"israel", "israeli", "israelis"},
	{"ukraine", "kiev", "kyiv"},
}

// sides are ways of naming one party, as labels of entities have them.
var sides = append([][]string{
	{"republicans", "republican", "gop"}, {"democrats", "democratic", "democrat"}, {"eu", "european"}, {"un", "u.n", "nations"},
}, capitals...)

// sameSide reports whether x and y name the same party of entities. The scripts
// do not compare those.
func (a aliases) sameSide(x, y string) bool {
	if a.same(x, y) {
		return true
	}
	xs, ys := nameWords(x), nameWords(y)
	return slices.ContainsFunc(sides, func(side []string) bool { return overlap(xs, side) && overlap(ys, side) })
}

// aliases are the other forms of a name, by name.
type aliases map[string][]string

// and returns both tables together.
func (a aliases) and(b aliases) aliases {
	both := aliases{}
	for _, table := range []aliases{a, b} {
		for name, forms := range table {
			both[name] = slices.Concat(both[name], forms)
		}
	}
	return both
}

// same reports whether a and b name the same party: the same last word, one
// name within the other, the same state, or one an alias of the other. Two
// unknowns are the same.
func (a aliases) same(x, y string) bool {
	if x == "" || y == "" {
		return x == y
	}
	xs, ys := nameWords(x), nameWords(y)
	if len(xs) == 0 || len(ys) == 0 {
		return false
	}
	if xs[len(xs)-1] == ys[len(ys)-1] || within(xs, ys) || within(ys, xs) {
		return true
	}
	for _, state := range capitals {
		if overlap(xs, state) && overlap(ys, state) && len(xs) < 3 && len(ys) < 3 {
			return true
		}
	}
	return slices.Contains(a[x], y) || slices.Contains(a[y], x)
}

// within reports whether every word of part is in whole.
func within(part, whole []string) bool {
	for _, w := range part {
		if !slices.Contains(whole, w) {
			return false
		}
	}
	return true
}

func overlap(xs, ys []string) bool {
	return slices.ContainsFunc(xs, func(x string) bool { return slices.Contains(ys, x) })
}

// nameWord is a word of letters and digits, with points and hyphens inside.
var nameWord = regexp.MustCompile(`[\pL\pN]+(?:[.\-][\pL\pN]+)*`)

// nameWords returns the words that tell a name from others, or all its words
// where each is a title.
func nameWords(name string) []string {
	all := nameWord.FindAllString(withoutAsides(lower(name)), -1)
	telling := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return slices.Contains(titles, w) })
	if len(telling) == 0 {
		return all
	}
	return telling
}

// withoutAsides replaces a bracket on one line and a possessive 's by a space.
// A regexp would not do: its \b knows ASCII letters only.
func withoutAsides(name string) string {
	var out strings.Builder
	for len(name) > 0 {
		if n := asideLen(name); n > 0 {
			out.WriteByte(' ')
			name = name[n:]
			continue
		}
		_, size := utf8.DecodeRuneInString(name)
		out.WriteString(name[:size])
		name = name[size:]
	}
	return out.String()
}

// asideLen is the length of the aside that name begins with, 0 for none.
func asideLen(name string) int {
	if strings.HasPrefix(name, "(") {
		inside, _, closed := strings.Cut(name, ")")
		if closed && !strings.Contains(inside, "\n") {
			return len(inside) + len(")")
		}
	}
	for _, possessive := range []string{"’s", "'s"} {
		if after, ok := strings.CutPrefix(name, possessive); ok {
			next, _ := utf8.DecodeRuneInString(after)
			if next != '_' && !unicode.IsLetter(next) && !unicode.IsNumber(next) {
				return len(possessive)
			}
		}
	}
	return 0
}

// lower is Python's str.lower, which makes İ two characters.
func lower(name string) string {
	return strings.ToLower(strings.ReplaceAll(name, "İ", "i̇"))
}
