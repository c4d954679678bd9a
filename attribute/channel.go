package attribute

import (
	_ "embed"
	"slices"
	"strings"

	"parley"
	"parley/internal/table"
)

//go:embed channels.tsv
var channelsFile string

// channels are the heads of channels.tsv, and by its lines the prepositions that
// they follow.
var channels, channelPrepositions = func() (phrases, [][]string) {
	heads, prepositions := phrases{}, [][]string{}
	for fields := range table.Rows("channels.tsv", channelsFile, 2) {
		heads.add(fields[1], len(prepositions))
		prepositions = append(prepositions, strings.Split(fields[0], "|"))
	}
	return heads, prepositions
}()

// longestChannel is how many words a channel has at most, from its preposition to
// its head.
const longestChannel = 7

// channel is the words that tell by which way a statement was made. They stand in
// its sentence outside what is said, or in its cue ("tweeted"); what somebody else
// says within around has only what stands there. Of several the nearest to the cue
// is taken.
func channel(report *parley.Report, cues, contents, around []parley.Span) (parley.Span, parley.Reason) {
	best, reason := parley.Span{}, parley.Reason{}
	cue := parley.Hull(cues)
	whole := sentence(report.Text, cue)
	for _, piece := range around {
		if piece.Contains(cue) {
			whole = parley.Span{Start: max(whole.Start, piece.Start), End: min(whole.End, piece.End)}
		}
	}
	for _, piece := range outside(whole, contents) {
		words := wordsOf(report, piece)
		for i, p := range channels.in(words) {
			from := channelStart(words, i, channelPrepositions[p.line])
			span := parley.Span{Start: words[i].Start, End: words[i+len(p.words)-1].End}
			if from >= 0 {
				span.Start, span.End = words[from].Start, withWhom(words, i+len(p.words))
			} else if channelPrepositions[p.line][0] != "cue" || !parley.Covers(cues, span) {
				continue
			}
			if best.Len() == 0 || distance(span, cue) < distance(best, cue) || distance(span, cue) == distance(best, cue) && span.Len() > best.Len() {
				best = span
				reason = parley.Reason{Field: "channel", Rule: "channel beside the cue", Table: "channels.tsv: " + p.text, Words: []parley.Span{span}}
			}
		}
	}
	return best, reason
}

// channelStart is where the preposition stands before the head at i, -1 for none:
// the nearest, with no other and no stop between.
func channelStart(words []word, i int, prepositions []string) int {
	for at := i - 1; at >= 0 && i-at < longestChannel; at-- {
		switch {
		case slices.Contains(prepositions, words[at].form):
			if at+1 == i && words[at].form == "in" && !strings.HasSuffix(words[i].form, "s") && words[i].form != "testimony" {
				return -1 // "in motion", "in print"
			}
			return at
		case !isPlain(words[at]):
			return -1
		}
	}
	return -1
}

// isPlain reports whether w may stand inside a channel: it is no mark and no word
// that begins or joins phrases.
func isPlain(w word) bool {
	return isWord([]rune(w.form)[0]) && !slices.Contains(joining, w.form)
}

var joining = strings.Fields(`in on at by via through during over with from to for of and or but that said says told who which is was be have he she they it we i`)

// withWhom is where a channel ends whose head ends before words[i]: it goes on
// with "with" or "to" and up to five words that name somebody.
func withWhom(words []word, i int) int {
	end := words[i-1].End
	if i >= len(words) || !slices.Contains([]string{"with", "on", "to"}, words[i].form) {
		return end
	}
	for n := i + 1; n < len(words) && n < i+6; n++ {
		if !words[n].capital && !slices.Contains([]string{"the", "a", "an", "state"}, words[n].form) {
			break
		}
		if words[n].capital {
			end = words[n].End
		}
	}
	return end
}

// outside is what spans leave of whole.
func outside(whole parley.Span, spans []parley.Span) []parley.Span {
	var pieces []parley.Span
	at := whole.Start
	for _, s := range spans {
		if s.Start > at && s.Start <= whole.End {
			pieces = append(pieces, parley.Span{Start: at, End: s.Start})
		}
		at = max(at, s.End)
	}
	if at < whole.End {
		pieces = append(pieces, parley.Span{Start: at, End: whole.End})
	}
	return pieces
}

func distance(s, t parley.Span) int { return max(0, s.Start-t.End, t.Start-s.End) }
