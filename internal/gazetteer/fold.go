package gazetteer

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold is a name as the tables compare it: small letters and digits without
// accents, points and apostrophes, words parted by one blank, no "the" before it.
func Fold(name string) string {
	var out strings.Builder
	blank := false
	for _, r := range norm.NFD.String(name) {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			if blank && out.Len() > 0 {
				out.WriteByte(' ')
			}
			blank = false
			out.WriteRune(unicode.ToLower(r))
		case r == '.' || r == '\'' || r == '’' || unicode.Is(unicode.Mn, r):
		default:
			blank = true
		}
	}
	return strings.TrimPrefix(out.String(), "the ")
}
