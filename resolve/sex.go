package resolve

import (
	"cmp"
	"slices"
	"strings"

	"parley"
)

// Signs count what says man and what says woman.
type signs struct {
	man, woman int
}

func (s *signs) hear(sex string) {
	switch sex {
	case "man":
		s.man++
	case "woman":
		s.woman++
	}
}

func (s signs) sex() string {
	switch {
	case s.man > s.woman:
		return "man"
	case s.woman > s.man:
		return "woman"
	}
	return ""
}

// fit is 1 for a title that is the figure's, -1 for one that cannot be.
func (f *figure) fit(title string) int {
	sex := f.sex()
	switch said := titles[title]; {
	case slices.Contains(f.titles, title), said == sex:
		return 1
	case said == "office" || sex == "":
		return 0
	}
	return -1
}

// call counts what the titles of one of the figure's names say of its sex.
func (f *figure) call(all []string) {
	for _, title := range all {
		f.called.hear(titles[title])
	}
}

// sex is man or woman where the titles of a figure's names, or else its given
// names, or else the pronouns that lead straight back to its full ones, say one
// more often than the other.
func (f *figure) sex() string {
	return cmp.Or(f.called.sex(), f.given.sex(), f.meant.sex())
}

// pronounSexes tells, by mention, the pronouns that lead straight back to it.
func pronounSexes(r *parley.Reading) map[int][]string {
	sexes := map[int][]string{}
	for i, m := range r.Mentions {
		if a := r.Antecedents[i]; a >= 0 && m.Form == parley.MentionPronoun {
			switch strings.ToLower(r.Report.Quote(m.Span)) {
			case "he", "him", "his", "himself":
				sexes[a] = append(sexes[a], "man")
			case "she", "her", "hers", "herself":
				sexes[a] = append(sexes[a], "woman")
			}
		}
	}
	return sexes
}
