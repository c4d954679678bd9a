package resolve

import (
	"slices"
	"sort"
	"strings"

	"parley"
	"parley/internal/gazetteer"
)

// wholeNames gives names that the reader cut the words that belong to them:
//
//   - of a name that the report has whole elsewhere, where it stands whole: Harbour Bay
//     Ferries, of which one time only "Harbour" was seen;
//   - of a person what follows al- or bin: Ib al-Lind;
//   - of a person what stands before al- and behind an initial: Ib al-Lind, Oda R. Lind;
//   - of two names joined by a hyphen both: Oda Lind-Berg;
//   - of two names joined by "&" both: Lind & Berg is a firm;
//   - of a country's name within a sea's all: the South Norland Sea;
//
// and takes small words from the front of others than persons: the liberal Lind Institute.
func wholeNames(r *parley.Reading) {
	known, most := longNames(r)
	alone := standAlone(r)
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if m.Form != parley.MentionName {
			continue
		}
		if m.Kind == parley.EntityPerson {
			m.Start, m.End = arabicHead(r, i), max(m.End, arabicTail(r, i), initialTail(r.Report.Text, *m))
		} else {
			m.Start = withoutSmall(r, i)
		}
		firm, water := firmTail(r.Report.Text, *m, alone), waterTail(r.Report.Text, *m)
		switch {
		case joinHyphened(r, i, alone):
		case m.Kind != parley.EntityCountry && firm > 0:
			m.End, m.Kind = firm, parley.EntityOrganisation
		case water > 0:
			m.End, m.Kind = water, parley.EntityPlace
			for _, w := range []string{"South ", "East ", "North ", "West "} {
				if strings.HasSuffix(r.Report.Text[:m.Start], w) && (i == 0 || r.Mentions[i-1].Start <= m.Start-len(w)) {
					m.Start -= len(w)
					break
				}
			}
		default:
			if whole, kind := wholeAt(r.Report.Text, *m, known, most); whole > m.End {
				m.End, m.Kind = whole, kind
			}
		}
	}
}

// longNames are the names of r of several words, with their kinds, and of how many words
// the longest is, of those not very long.
func longNames(r *parley.Reading) (known map[string]parley.EntityKind, most int) {
	const longest = 6
	known = map[string]parley.EntityKind{}
	for _, m := range r.Mentions {
		form := r.Report.Quote(m.Span)
		if n := strings.Count(form, " ") + 1; m.Form == parley.MentionName && n > 1 && n <= longest && known[form] == "" {
			known[form], most = m.Kind, max(most, n)
		}
	}
	return known, most
}

// wholeAt is where the longest known name ends that begins with name m where it stands.
func wholeAt(text string, m parley.Mention, known map[string]parley.EntityKind, most int) (end int, kind parley.EntityKind) {
	at := m.End
	for range most {
		_, size := nextWord(text, at)
		if size == 0 {
			break
		}
		at += size
		if k := known[text[m.Start:at]]; k != "" {
			end, kind = at, k
		}
	}
	return end, kind
}

// nextWord is the word behind one blank at that place, and how long both are; none where
// another mark stands.
func nextWord(text string, at int) (word string, size int) {
	const far = 40
	rest, ok := strings.CutPrefix(text[at:min(len(text), at+far)], " ")
	if !ok {
		return "", 0
	}
	form := tokenPattern.FindString(rest)
	if form == "" || !strings.HasPrefix(rest, form) {
		return "", 0
	}
	if n := strings.IndexAny(form, "'’"); n > 0 && possessive(form[n:]) > 0 {
		form = form[:n]
	}
	return form, 1 + len(form)
}

// arabicTail is where a person's name ends that goes on with al- or bin behind mention i,
// 0 where it does not, or where a body's name begins there.
func arabicTail(r *parley.Reading, i int) int {
	text, at := r.Report.Text, r.Mentions[i].End
	word, size := nextWord(text, at)
	word = strings.TrimRight(word, ".")
	particle, own, _ := strings.Cut(word, "-")
	if !slices.Contains(articlesOfNames, strings.ToLower(particle)) || !startsUpper(own) {
		return 0
	}
	if next, _ := nextWord(text, at+size); startsUpper(next) && at+size < len(text) && isPlaceWord(next) || gazetteer.Group(word) != "" {
		return 0 // Ib al-Lind Street
	}
	next := sort.Search(len(r.Mentions), func(k int) bool { return r.Mentions[k].Start > at })
	if next < len(r.Mentions) && r.Mentions[next].Start == at+1 && r.Mentions[next].Kind == parley.EntityMedium {
		return 0
	}
	return at + 1 + len(word)
}

// articlesOfNames begin the last part of Arabic names, a hyphen behind them.
var articlesOfNames = strings.Fields(`al el ad as ash ar az at an`)

func isPlaceWord(word string) bool {
	return slices.Contains(strings.Fields(`Street Square Mosque Hospital School Airport Bridge Camp University Brigade Brigades`), strings.TrimRight(word, "."))
}

// standAlone are the last words of names that no "&" or hyphen joins to another.
func standAlone(r *parley.Reading) map[string]bool {
	alone := map[string]bool{}
	for _, m := range r.Mentions {
		before, behind := r.Report.Text[:m.Start], r.Report.Text[m.End:]
		isJoined := strings.HasPrefix(behind, " &") || strings.HasPrefix(behind, "-") || strings.HasSuffix(before, "& ") || strings.HasSuffix(before, "-")
		if m.Form == parley.MentionName && !isJoined {
			form := r.Report.Quote(m.Span)
			alone[form[strings.LastIndexByte(form, ' ')+1:]] = true
		}
	}
	return alone
}

// firmTail is where name m ends that goes on with "& Berg", 0 where it does not, or where
// one of the two is named alone as well: "Lind & Berg meet" are two.
func firmTail(text string, m parley.Mention, alone map[string]bool) int {
	at := m.End
	rest, ok := strings.CutPrefix(text[at:], " & ")
	if !ok || !startsUpper(rest) {
		return 0
	}
	form := tokenPattern.FindString(rest[:min(len(rest), 40)])
	if n := strings.IndexAny(form, "'’"); n > 0 {
		form = form[:n]
	}
	form = strings.TrimRight(form, ".")
	if own := text[m.Start:m.End]; alone[form] || alone[own[strings.LastIndexByte(own, ' ')+1:]] {
		return 0
	}
	return at + len(" & ") + len(form)
}

// waters are words behind a country's or region's name with which that is a place.
var waters = strings.Fields(`Sea Ocean Gulf Strait Straits Channel Peninsula Basin Canal`)

// waterTail is where a place's name ends that begins with a country's, 0 for others.
func waterTail(text string, m parley.Mention) int {
	if m.Kind != parley.EntityCountry && m.Kind != parley.EntityPlace && m.Kind != parley.EntityGroup {
		return 0
	}
	word, _ := nextWord(text, m.End)
	if word = strings.TrimRight(word, "."); !slices.Contains(waters, word) {
		return 0
	}
	return m.End + 1 + len(word)
}
