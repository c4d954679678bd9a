package resolve

import (
	"regexp"
	"strings"
)

// asides may stand between a name and its relative: a comma, "R-Ohio," and "45,".
var asides = regexp.MustCompile(`^,? ?(?:(?:[A-Z][\w.-]*|\d+), )?$`)

// far is how many mentions before a relative are looked at.
const far = 12

// relative is what relative i is about, -1 for other pronouns: of the mentions
// that end right before it, over a comma or an aside, the nearest and of those
// the longest that can be meant; else the nearest in its sentence.
func (l *linker) relative(i int) int {
	switch l.pronoun(i) {
	case "who", "whom", "which":
	default:
		return -1
	}
	mentions, text := l.reading.Mentions, l.reading.Report.Text
	best, inSentence := -1, -1
	for j := i - 1; j >= max(0, i-far); j-- {
		if mentions[j].End > mentions[i].Start || l.isPronoun(j) && l.isFirstPerson(j) || !l.canBe(i, j) {
			continue
		}
		gap := text[mentions[j].End:mentions[i].Start]
		if strings.ContainsAny(gap, "\n;:?!") || strings.Contains(gap, ". ") && !asides.MatchString(gap) {
			break
		}
		if inSentence < 0 {
			inSentence = j
		}
		if asides.MatchString(gap) && (best < 0 || mentions[j].End >= mentions[best].End) {
			best = j // it begins before the best so far, and ends no earlier
		}
	}
	if best < 0 {
		return inSentence
	}
	return best
}
