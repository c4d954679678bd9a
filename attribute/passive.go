package attribute

import (
	"regexp"
	"slices"
	"strings"

	"parley"
)

// behindCue is "by" or "from" right behind a cue or a day: "asked Thursday by".
var behindCue = regexp.MustCompile(`^(?: (?:on |last |late |early |later )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[a-z]+ly|twice|again)(?: (?:morning|afternoon|evening|night))?)? (?:by|from) `)

// by is who is named behind cue and "by", or behind "from" if it is no place.
func (l *listener) by(cue parley.Span) voice {
	text := l.reading.Report.Text
	way := behindCue.FindString(text[cue.End:])
	if way == "" {
		return l.byFurther(cue)
	}
	rest := text[cue.End+len(way):]
	if m := mentionFrom(l.reading, len(text)-len(rest)); m >= 0 && !(strings.HasSuffix(way, "from ") && l.reading.Mentions[m].Kind == parley.EntityPlace) {
		return l.voice(m, ruleBy)
	}
	return voice{mention: -1}
}

// byFurther is who is named behind "by" further on in the clause of a passive cue: "was informed of the
// call by Lind". Not what another participle has: "of a plan drafted by Lind".
func (l *listener) byFurther(cue parley.Span) voice {
	text := l.reading.Report.Text
	if !isPassive(text[cue.Start:cue.End]) {
		return voice{mention: -1}
	}
	clause := text[cue.End:sentence(text, cue).End]
	if n := strings.IndexAny(clause, ",;:“”\"()"); n >= 0 {
		clause = clause[:n]
	}
	n := strings.Index(clause, " by ")
	if n < 0 || standBy[lastWord(clause[:n])] || slices.ContainsFunc(strings.Fields(clause[:n]), hasOwnBy) {
		return voice{mention: -1}
	}
	m := mentionFrom(l.reading, cue.End+n+len(" by "))
	if m < 0 || l.reading.Mentions[m].Kind == parley.EntityPlace {
		return voice{mention: -1}
	}
	return l.voice(m, ruleBy)
}

// hasOwnBy reports whether w may be a participle, whose "by" is its own.
func hasOwnBy(w string) bool {
	return strings.HasSuffix(w, "ed") || slices.Contains(participles, w) || made[w]
}

// made are participles that do not end in -ed.
var made = set(`being made led run held taken written put brought sent shot hit built bought begun drawn set struck given done seen overseen
	chosen driven won paid sold lost met caught found left fought broken stolen shown undertaken overthrown cut kept laid dealt`)

// standBy are verbs that "by" belongs to: "urged to abide by the accord".
var standBy = set(`abide abides abiding stand stands stood standing sit sits sat stick sticks stuck go goes going pass passes drop live lives swear`)

// isPassive reports whether cue is of a passive, whose subject does not speak.
func isPassive(cue string) bool {
	all := strings.Fields(strings.ToLower(cue))
	if len(all) < 2 {
		return len(all) == 1 && (strings.HasSuffix(all[0], "edly") || all[0] == "asked")
	}
	for k, w := range all[:len(all)-1] {
		w = strings.TrimLeft(w, "'’")
		if slices.Contains(beings, w) && slices.ContainsFunc(all[k+1:], isPastParticiple) {
			return true
		}
	}
	return false
}

var (
	beings   = strings.Fields(`is are was were be been being re s`)
	feelings = strings.Fields(`opposed worried concerned committed prepared pleased disappointed interested surprised convinced determined satisfied frustrated alarmed outraged scared tired encouraged angered saddened appalled shocked horrified
		dismayed troubled disturbed heartened relieved delighted honoured honored puzzled`)
	participles = strings.Fields(`told said seen known thought held understood heard`)
)

func isPastParticiple(w string) bool {
	return strings.HasSuffix(w, "ed") && !slices.Contains(feelings, w) || slices.Contains(participles, w)
}
