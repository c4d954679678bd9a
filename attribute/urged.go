package attribute

import (
	"slices"
	"strings"

	"parley"
)

// urging are the words whose object is to do what the infinitive behind says.
var urging = set(`advise advises advised advising urge urges urged urging ask asks asked asking tell tells told telling order orders ordered ordering
	instruct instructs instructed instructing beg begs begged begging implore implored imploring press presses pressed pressing encourage encourages
	encouraged encouraging exhort exhorts exhorted exhorting persuade persuaded persuading direct directed directing`)

// farUrging is how many words before its infinitive such a word may stand.
const farUrging = 10

// urged is the verb of who urges others to do what cue says, and the words from
// "to" to the cue's end: "advised an aide to praise". What is done there is
// advice: nobody has praised.
func urged(text string, cue parley.Span) (verb, infinitive parley.Span, ok bool) {
	line := sentence(text, cue)
	words := tokensIn(text, parley.Span{Start: max(line.Start, cue.Start-2*reach), End: cue.End})
	at := slices.IndexFunc(words, func(w token) bool { return w.Start >= cue.Start })
	if at > 0 && words[at].text != "to" {
		at--
	}
	if at < 2 || words[at].text != "to" {
		return verb, infinitive, false
	}
	for i := at - 1; i >= max(0, at-farUrging); i-- {
		if strings.ContainsAny(text[words[i].End:words[i+1].Start], ",;:.“”\"()\n") {
			break
		}
		if urging[words[i].text] {
			return words[i].Span, parley.Span{Start: words[at].Start, End: cue.End}, i < at-1
		}
	}
	return verb, infinitive, false
}
