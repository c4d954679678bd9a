package clerk

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/resolve"
)

// A label is the opening of a turn: its words, in them who they name, the colon, and where
// what is said begins.
type label struct {
	parley.Span
	who   parley.Span
	colon parley.Span
	words int
	sort  labelSort
}

type labelSort int

const (
	stranger labelSort = iota // nobody knows whom it names: it only ends the turn before it
	nobody                    // it names nobody: QUESTION
	somebody
)

// labelLine is a line that opens with whose turn it is: "ODA: We do.", "President of Norland
// Ada Lind: Welcome.", "Q  Will you sign it?"
var labelLine = regexp.MustCompile(`(?m)^[ \t\x{A0}]*(?:(\p{Lu}[\p{L}\p{N}.’'-]*(?:[ \t\x{A0}]+(?:[\p{Lu}\p{N}][\p{L}\p{N}.’'-]*|of|the|for|and|to|de|al|el|von|van|der|den|bin|ibn|da|di|du|del|la|le|dos|ben|abu)){0,12}(?:[ \t\x{A0}]*\([^()\n]*\))?)[ \t\x{A0}]*:|(Q)(?:\.|[ \t\x{A0}])|(A)\.)[\s\x{A0}]*`)

// others are what labels call those whom they do not name, in small letters.
var others = strings.Fields(`q a question questions reporter remark response answer moderator operator interviewer host audience`)

// noLabels open lines with a colon that are nobody's turn, in small letters.
var noLabels = strings.Fields(`related more read watch opinion editorial story photo video correction note update contributing source subject
monday tuesday wednesday thursday friday saturday sunday`)

// labelsOf are the labels of a report that is a transcript: one with time codes, one in
// which somebody speaks again behind another, or one that tells the office of who speaks.
// Of other reports there are none.
func labelsOf(reading *parley.Reading) []label {
	report := reading.Report
	people := namesOf(reading)
	var all []label
	for _, at := range labelLine.FindAllStringSubmatchIndex(report.Text, -1) {
		l := label{words: at[1]}
		for k := 2; k < len(at); k += 2 {
			if at[k] >= 0 {
				l.Span = parley.Span{Start: at[k], End: at[k+1]}
			}
		}
		l.colon = l.Span // of "Q" alone
		if at[2] >= 0 {
			colon := l.End + strings.IndexByte(report.Text[l.End:], ':')
			l.colon = parley.Span{Start: colon, End: colon + 1}
		}
		words, _, _ := strings.Cut(report.Quote(l.Span), "(") // "LIND (via interpreter)"
		words = strings.TrimSpace(words)
		first, _, _ := strings.Cut(strings.ToLower(words), " ")
		if slices.Contains(noLabels, first) {
			continue
		}
		l.who = parley.Span{Start: l.Start, End: l.Start + len(words)}
		switch person, isNamed := named(reading, l.who); {
		case isNamed:
			l.who, l.sort = person, somebody
		case slices.Contains(others, strings.TrimSuffix(first, ".")):
			l.sort = nobody
		case len(report.Timed) > 0 || isTitled(words) || people.has(words):
			l.sort = somebody
		}
		all = append(all, l)
	}
	settle(report, all)
	if len(report.Timed) > 0 || alternates(report, all) {
		return all
	}
	isOffice := func(l label) bool { return l.sort == somebody && l.Start > 0 && tellsOffice(report.Quote(l.Span)) }
	if slices.ContainsFunc(all, isOffice) {
		return slices.DeleteFunc(all, func(l label) bool { return l.sort != somebody || l.Start == 0 })
	}
	return nil
}

// settle makes somebody of each stranger whose label is, word for word, also that of somebody.
func settle(report *parley.Report, all []label) {
	known := map[string]label{}
	for _, l := range all {
		if l.sort == somebody {
			known[report.Quote(l.Span)] = l
		}
	}
	for i, l := range all {
		if k, ok := known[report.Quote(l.Span)]; ok && l.sort == stranger {
			all[i].sort = somebody
			all[i].who = parley.Span{Start: l.Start + k.who.Start - k.Start, End: l.Start + k.who.End - k.Start}
		}
	}
}

// named is the last person that a label names, or else the body whose name it is.
func named(reading *parley.Reading, span parley.Span) (who parley.Span, isNamed bool) {
	first, _ := slices.BinarySearchFunc(reading.Mentions, span.Start, func(m parley.Mention, start int) int { return m.Start - start })
	for _, m := range reading.Mentions[first:] {
		if m.Start >= span.End {
			break
		}
		if m.Form == parley.MentionName && (m.Span == span || m.Kind == parley.EntityPerson && m.End <= span.End) {
			who, isNamed = m.Span, true
		}
	}
	return who, isNamed
}

// alternates reports whether somebody whom a label names has one again behind another's,
// strangers aside.
func alternates(report *parley.Report, all []label) bool {
	seen := map[string]int{} // where a label came last
	n := 0
	for _, l := range all {
		if l.sort == stranger {
			continue
		}
		words := report.Quote(l.who)
		if at, ok := seen[words]; ok && at < n-1 && l.sort == somebody {
			return true
		}
		seen[words] = n
		n++
	}
	return false
}

// calls are words of offices that are no titles before a name, in small letters.
var calls = strings.Fields(`official aide administrator head lady`)

// isCall reports whether a word is of an office or of address.
func isCall(word string) bool {
	word = strings.ToLower(strings.TrimSuffix(word, "."))
	return resolve.IsTitle(word) || slices.Contains(calls, word)
}

// isTitled reports whether a label in capitals tells an office or how somebody is called:
// "MS. LIND", "THE PRESIDENT", "SENIOR OFFICIAL".
func isTitled(words string) bool {
	return words == strings.ToUpper(words) && slices.ContainsFunc(strings.Fields(words), isCall)
}

// tellsOffice reports whether a label has an office and a name in it: "President of Norland
// Ada Lind".
func tellsOffice(words string) bool {
	before, behind, ok := strings.Cut(words, " of ")
	return ok && slices.ContainsFunc(strings.Fields(before), isCall) && strings.Count(behind, " ") >= 2
}

// knownNames are the last words of the names of people, and their initials, in capitals.
type knownNames map[string]bool

func namesOf(reading *parley.Reading) knownNames {
	all := knownNames{}
	for _, m := range reading.Mentions {
		words := strings.Fields(reading.Report.Quote(m.Span))
		if m.Kind != parley.EntityPerson || m.Form != parley.MentionName || len(words) == 0 {
			continue
		}
		initials := ""
		for _, w := range words {
			r, _ := utf8.DecodeRuneInString(w)
			initials += string(unicode.ToUpper(r))
		}
		all[strings.ToUpper(words[len(words)-1])] = true
		all[initials] = all[initials] || len(words) > 1
	}
	return all
}

// has reports whether a label in capitals is of one of the people.
func (k knownNames) has(words string) bool {
	all := strings.Fields(words)
	return len(all) > 0 && words == strings.ToUpper(words) && k[all[len(all)-1]]
}
