package position

import (
	"slices"
	"strconv"
	"strings"

	"parley"
)

// Features are what is known of a candidate, in words: "act=reject", "cue:demand".
// Those of its unit are the same for all its parties and are weighed once.

// A list collects features, each once.
type list struct {
	all  []string
	seen map[string]bool
}

func (l *list) add(parts ...string) {
	f := strings.Join(parts, "")
	if !l.seen[f] {
		l.seen[f] = true
		l.all = append(l.all, f)
	}
}

// ofUnit lists what is known of a unit whoever's position it words.
func (s *scene) ofUnit(u *unit) []string {
	l := &list{seen: map[string]bool{}}
	st := &s.record.Statements[u.statement]
	text := s.record.Report.Text
	l.add("act=", string(st.Act))
	l.add("certainty=", string(st.Certainty))
	l.add("kind=", string(st.Kind))
	l.add("class=", string(st.SourceClass))
	if st.Negated {
		l.add("negated")
	}
	if len(st.Hedges) > 0 {
		l.add("hedged")
	}
	if len(st.Addressees) > 0 {
		l.add("addressee")
	}
	var cue []word
	for _, c := range st.Cue {
		cue = append(cue, wordsIn(text, c)...)
	}
	words := wordsIn(text, u.span)
	for _, w := range cue {
		l.add("cue=", w.stem)
	}
	if len(words) > 0 && frame[words[0].stem] {
		l.add("first=", words[0].stem)
	}
	l.wording(cue, words, string(st.Act))
	l.add("length=", strconv.Itoa(min(6, len(words)/5)))
	if u.number > 0 {
		l.add("later sentence")
	}
	if u.of > 1 {
		l.add("several sentences")
	}
	if u.span.Start == 0 {
		l.add("headline")
	} else {
		l.add("fifth=", strconv.Itoa(5*u.span.Start/len(text)))
	}
	if strings.Contains(text[u.span.Start:min(len(text), u.span.End+1)], "?") {
		l.add("question")
	}
	s.nested(l, u, st)
	s.dealt(l, u)
	return l.all
}

// wording adds the classes of the words of a cue and of a unit. The words themselves
// are no features: so a word that an analyst adds to a class counts at once.
func (l *list) wording(cue, words []word, act string) {
	for _, h := range hits(cue) {
		l.add("cue:", h.class)
	}
	var said []string
	for _, h := range hits(words) {
		if slices.Contains(said, h.class) {
			l.add("twice:", h.class)
		} else {
			said = append(said, h.class)
		}
		l.add("says:", h.class)
		l.add("says:", h.class, ", act=", act)
		if h.at < 8 {
			l.add("early:", h.class)
		}
	}
	if !slices.Contains(said, "issue") {
		l.add("no issue")
	}
}

// nested adds what a unit's statement lies in and holds.
func (s *scene) nested(l *list, u *unit, st *parley.Statement) {
	depth := 0
	for o := s.outer(st); o != nil && depth < 3; o = s.outer(o) {
		depth++
	}
	l.add("depth=", strconv.Itoa(depth))
	if o := s.outer(st); o != nil {
		l.add("outer act=", string(o.Act))
		if o.Speaker == st.Speaker {
			l.add("outer speaker is the same")
		}
	}
	inner := s.inner(u)
	l.add("inner=", strconv.Itoa(min(2, len(inner))))
	for _, i := range inner {
		l.add("inner act=", string(i.Act))
		if i.Speaker == st.Speaker {
			l.add("inner speaker is the same")
		} else {
			l.add("inner speaker is another")
		}
	}
}

// dealt adds which terms and proposals a unit names.
func (s *scene) dealt(l *list, u *unit) {
	terms, proposals := 0, 0
	for _, t := range s.touched(u.span) {
		if t.term >= 0 {
			terms++
			l.add("term=", s.deal.Terms[t.term].Issue)
		} else {
			proposals++
		}
	}
	l.add("terms=", strconv.Itoa(min(2, terms)))
	l.add("proposals=", strconv.Itoa(min(1, proposals)))
}

// ofParty lists what is known of whose position a unit may word.
func (s *scene) ofParty(c candidate) []string {
	l := &list{seen: map[string]bool{}}
	st := &s.record.Statements[s.units[c.unit].statement]
	e := s.entity(c.party)
	r := "role=" + string(c.role)
	l.add(r)
	l.add("party=", string(e.Kind))
	l.add(r, ", party=", string(e.Kind))
	l.add(r, ", act=", string(st.Act))
	for _, cue := range st.Cue {
		for _, h := range hits(wordsIn(s.record.Report.Text, cue)) {
			l.add(r, ", cue:", h.class)
		}
	}
	if sp := s.entity(st.Speaker); sp != nil {
		l.add("speaker=", string(sp.Kind))
		if sp.Party != "" {
			l.add("speaker has a side")
		}
	}
	l.add("says=", strconv.Itoa(min(5, s.says[c.party]/2)))
	l.add("mentions=", strconv.Itoa(min(6, len(e.Mentions)/3)))
	switch rank := s.rank[c.party]; {
	case rank < 5:
		l.add("rank=", strconv.Itoa(rank))
	case rank < 10:
		l.add("rank=5-9")
	default:
		l.add("rank=10-")
	}
	return l.all
}
