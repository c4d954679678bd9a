package attribute

import (
	"slices"
	"sort"
	"strings"

	"parley"
	"parley/internal/quoted"
)

// A pointer finds whom the reader's network takes for the speaker of a statement, and to
// whom it is said, among those whom the report names or describes.
type pointer struct {
	reading *parley.Reading
	cast    *parley.Cast
	marked  []quoted.Quotation // in the report
	sexes   map[string]sex     // by entity
}

func newPointer(reading *parley.Reading, cast *parley.Cast) pointer {
	return pointer{reading, cast, quoted.Find(reading.Report.Text), sexes(reading, cast)}
}

// The kinds of speaker and addressee whom the network may name, as sense.tsv has them.
const (
	speakerNone    = "speaker, none"
	speakerPronoun = "speaker, a pronoun"
	addresseeNone  = "addressee, none"
)

// pointingReach is how many bytes around a cue mentions are looked at: the network read
// hardly more of the text at once.
const pointingReach = 1500

// pronounReach is how many bytes around the cue somebody whom a pronoun stands for is named.
const pronounReach = 400

// A pointed is somebody whom the network points to.
type pointed struct {
	Entity  string  // its id, empty for nobody
	Mention int     // of it, the one pointed to most
	Odds    float64 // log-odds over nobody, above 0
}

// pointers are those of the reading for attribution a, nil for none.
func (p pointer) pointers(a parley.Attribution) *parley.Pointers {
	if a.Points == nil || p.reading.Sense == nil {
		return nil
	}
	return p.reading.Sense.Pointers
}

// most is whom the mentions within reach of a that may be meant, pronouns left out, are of that is
// pointed to most, and the odds of the entity with id own, at least 0.
func (p pointer) most(a parley.Attribution, reach int, score func(parley.Attribution, int) float64, may func(m int) bool, own string) (who pointed, ofOwn float64) {
	cue := parley.Hull(a.Cue)
	all := p.reading.Mentions
	from, _ := slices.BinarySearchFunc(all, cue.Start-reach, func(m parley.Mention, at int) int { return m.Start - at })
	for m := from; m < len(all) && all[m].Start < cue.End+reach; m++ {
		e := p.cast.Entity(m)
		row := p.reading.Sense.Pointers.Mention(all[m].Span)
		if e == nil || row < 0 || all[m].Form == parley.MentionPronoun || !may(m) {
			continue
		}
		odds := score(a, row)
		if e.ID == own {
			ofOwn = max(ofOwn, odds)
		}
		if odds > who.Odds {
			who = pointed{e.ID, m, odds}
		}
	}
	return who, ofOwn
}

// speaker is whom the network takes for the speaker of attribution i, where the words
// name nobody: there is none, or a pronoun stands for him. The margin
// is how much it prefers him to the speaker told by other means; kind is what that rests
// on, empty where the words name him or the network knows nobody else. Around is who
// speaks in the attribution that this one lies within, nil for nobody: a pronoun that
// stands for him stays his, unless it is we.
func (p pointer) speaker(i int, v voice, told string, around *parley.Entity) (who pointed, margin float64, kind string) {
	a := p.reading.Attributions[i]
	pointers := p.pointers(a)
	if pointers == nil {
		return pointed{}, 0, ""
	}
	switch {
	case v.asked && v.mention < 0 && (isAsking(p.reading.Report.Quote(parley.Hull(a.Cue))) || isReceiving(p.reading.Report.Quote(parley.Hull(a.Cue)))), p.isReporters(a, around):
		return pointed{}, 0, ""
	case v.mention < 0 || told == "":
		kind = speakerNone
	case p.reading.Mentions[v.mention].Form == parley.MentionPronoun && !strings.EqualFold(p.reading.Report.Quote(p.reading.Mentions[v.mention].Span), "I"):
		kind = speakerPronoun
	default:
		return pointed{}, 0, ""
	}
	pronoun := ""
	if v.mention >= 0 && p.reading.Mentions[v.mention].Form == parley.MentionPronoun {
		pronoun = strings.ToLower(p.reading.Report.Quote(p.reading.Mentions[v.mention].Span))
		if told != "" && around != nil && around.ID == told && !slices.Contains(ofMany, pronoun) {
			return pointed{}, 0, ""
		}
	}
	asked := ""
	if v.asked {
		asked = entity(p.cast, p.reading.SpeakerOf(a))
	}
	named, end := p.namedIn(a), sentence(p.reading.Report.Text, parley.Hull(a.Cue)).End
	mayBeMeant := func(m int) bool { // what describes the source is not told by pointing to it, and who is asked does not ask
		if pronoun != "" && (named[entity(p.cast, m)] || !mayStandFor(pronoun, p.cast.Entity(m), around) || !p.sexes[entity(p.cast, m)].agrees(pronoun)) {
			return false
		}
		if e := p.cast.Entity(m); pronoun != "" && slices.Contains(ofOne, pronoun) && len(e.Mentions) > 0 && e.Mentions[0].Start >= end {
			return false // he is nobody of whom nothing was said so far
		}
		return (asked == "" || entity(p.cast, m) != asked) && (p.reading.Mentions[m].Form == parley.MentionName || !slices.ContainsFunc(a.Source, p.reading.Mentions[m].Overlaps))
	}
	reach := pointingReach
	if kind == speakerPronoun {
		reach = pronounReach
	}
	who, own := p.most(a, reach, pointers.Speaks, mayBeMeant, told)
	if who.Entity == "" || who.Entity == told {
		return pointed{}, 0, ""
	}
	return who, who.Odds - own, kind
}

// isAsking reports whether cue says that its subject was asked: by whom, only words tell.
func isAsking(cue string) bool { return addressing["by "+lastWord(cue)] }

// isReporters reports whether "I" or "we" of a's source is whoever wrote the report: it stands in no
// quotation marks, turn or words of others.
func (p pointer) isReporters(a parley.Attribution, around *parley.Entity) bool {
	if around != nil || a.IsTurn || len(a.Source) != 1 || !slices.Contains(ofFirst, strings.ToLower(p.reading.Report.Quote(a.Source[0]))) {
		return false
	}
	line, _, _ := strings.Cut(p.reading.Report.Text[a.Source[0].End:], "\n")
	return !p.inMarks(a.Source[0]) && !strings.Contains(line[:min(len(line), longestPost)], "(@")
}

// longestPost is how many bytes behind an "I" a post may end that its author signs: "I disagree. — Lind (@lind)".
const longestPost = 400

// inMarks reports whether span stands in quotation marks.
func (p pointer) inMarks(span parley.Span) bool {
	i := sort.Search(len(p.marked), func(i int) bool { return p.marked[i].End > span.Start })
	return i < len(p.marked) && p.marked[i].Start <= span.Start
}

var ofFirst = strings.Fields(`i we`)

// namedIn are those whom the content of a names around its cue: who speaks there of others
// by their names is none of them.
func (p pointer) namedIn(a parley.Attribution) map[string]bool {
	named, cue := map[string]bool{}, parley.Hull(a.Cue)
	from, to := mentionsIn(p.reading, parley.Span{Start: max(0, cue.Start-pronounReach), End: cue.End + pronounReach})
	for m := from; m < to; m++ {
		if p.reading.Mentions[m].Form == parley.MentionName && parley.Covers(a.Content, p.reading.Mentions[m].Span) {
			named[entity(p.cast, m)] = true
		}
	}
	return named
}

var ofOne = strings.Fields(`he she him her his hers`)

// mayStandFor reports whether pronoun, in small letters, can stand for e within words of
// around, nil where they are the report's own: he is a person, and we are no
// body or country that is not the speaker's.
func mayStandFor(pronoun string, e, around *parley.Entity) bool {
	if e == nil {
		return false
	}
	isPerson := e.Kind == parley.EntityPerson
	switch {
	case slices.Contains(ofOne, pronoun):
		return isPerson
	case !slices.Contains(ofMany, pronoun) || around == nil || around.Kind != parley.EntityPerson:
		return true
	case isPerson || e.Kind == parley.EntityCountry && around.Party == "":
		return true
	}
	return e.ID == around.Party || e.ID == around.Represents ||
		slices.ContainsFunc(around.Offices, func(o parley.Office) bool { return o.Of == e.ID })
}

// name makes whom the network points to the speaker of s.
func (p pointer) name(s *parley.Statement, who pointed) {
	s.Speaker = who.Entity
	s.Reasons = slices.DeleteFunc(s.Reasons, func(r parley.Reason) bool { return r.Field == "speaker" })
	s.Reasons = append(s.Reasons, p.because("speaker", who))
}

func (p pointer) because(field string, who pointed) parley.Reason {
	return parley.Reason{Field: field, Rule: byNetwork, Table: "sense.tsv", Words: []parley.Span{p.reading.Mentions[who.Mention].Span}}
}

// addressee is whom the network takes for the addressee of attribution i, which speaker
// makes.
func (p pointer) addressee(i int, speaker string) pointed {
	a := p.reading.Attributions[i]
	pointers := p.pointers(a)
	if pointers == nil {
		return pointed{}
	}
	end := sentence(p.reading.Report.Text, parley.Hull(a.Cue)).End
	mayHear := func(m int) bool {
		if e := p.cast.Entity(m); e.Kind == parley.EntityDocument || len(e.Mentions) > 0 && e.Mentions[0].Start >= end {
			return false
		}
		return entity(p.cast, m) != speaker && !isOccasion(p.reading.Report.Quote(p.reading.Mentions[m].Span)) &&
			!(p.reading.Mentions[m].Kind == parley.EntityMedium && p.isChannel(p.reading.Mentions[m].Span))
	}
	who, _ := p.most(a, pointingReach, pointers.Hears, mayHear, "")
	return who
}
