package attribute

import (
	"slices"
	"strings"

	"parley"
)

// A pointer finds whom the reader's network takes for the speaker of a statement, and to
// whom it is said, among those whom the report names or describes.
type pointer struct {
	reading *parley.Reading
	cast    *parley.Cast
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
// on, empty where the words name him or the network knows nobody else.
func (p pointer) speaker(i int, v voice, told string) (who pointed, margin float64, kind string) {
	a := p.reading.Attributions[i]
	pointers := p.pointers(a)
	if pointers == nil {
		return pointed{}, 0, ""
	}
	switch {
	case v.mention < 0 || told == "":
		kind = speakerNone
	case p.reading.Mentions[v.mention].Form == parley.MentionPronoun && !strings.EqualFold(p.reading.Report.Quote(p.reading.Mentions[v.mention].Span), "I"):
		kind = speakerPronoun
	default:
		return pointed{}, 0, ""
	}
	asked := ""
	if v.asked {
		asked = entity(p.cast, p.reading.SpeakerOf(a))
	}
	mayBeMeant := func(m int) bool { // what describes the source is not told by pointing to it, and who is asked does not ask
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
	who, _ := p.most(a, pointingReach, pointers.Hears, func(m int) bool { return entity(p.cast, m) != speaker }, "")
	return who
}
