package attribute

import (
	"slices"
	"strings"

	"parley"
)

// A sex is how much the words of a report tell of that of somebody: above 0 for a man, below 0
// for a woman. A title tells more than a pronoun, which may be led to another.
type sex int

const (
	bySexOfTitle sex = 4
	leastSex     sex = 2
)

// sexes are those of all entities of whom words tell it.
func sexes(reading *parley.Reading, cast *parley.Cast) map[string]sex {
	all := map[string]sex{}
	for m, mention := range reading.Mentions {
		id := entity(cast, m)
		if id == "" {
			continue
		}
		words := strings.ToLower(reading.Report.Quote(mention.Span))
		if mention.Form == parley.MentionPronoun {
			all[id] += sexOf(words)
			continue
		}
		first, _, _ := strings.Cut(words, " ")
		for _, title := range []string{first, lastWord(reading.Report.Text[max(0, mention.Start-longestTitle):mention.Start])} {
			if !pronouns[title] { // "told him Ada Lind had left"
				all[id] += bySexOfTitle * sexOf(title)
			}
		}
	}
	return all
}

// The pronouns and titles of men and women.
var (
	male   = strings.Fields(`he him himself mr mr. sir lord`)
	female = strings.Fields(`she herself mrs mrs. ms ms. miss dame lady madam`)
)

var pronouns = set(`he him himself she herself`)

func sexOf(word string) sex {
	switch {
	case slices.Contains(male, word):
		return 1
	case slices.Contains(female, word):
		return -1
	}
	return 0
}

// agrees reports whether pronoun, in small letters, may stand for one of sex s.
func (s sex) agrees(pronoun string) bool {
	switch pronoun {
	case "he", "him", "his":
		return s > -leastSex
	case "she", "her", "hers":
		return s < leastSex
	}
	return true
}
