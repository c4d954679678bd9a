package clerk

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/resolve"
)

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
