package position

import (
	"slices"
	"strings"
	"unicode/utf8"

	"parley"
)

// barred are the stances that a unit does not word, whatever its features say.
func (s *scene) barred(u *unit) map[parley.Stance]bool {
	st := &s.record.Statements[u.statement]
	cue, agrees := st.Cue, s.agrees(u)
	_, isKept := s.notRejected(u)
	barred := map[parley.Stance]bool{
		parley.StanceReject: agrees || isKept != "" || s.threatens(u) || s.isSaid(cue, "would agree") || s.isSaid(u.said, "would agree"),
		parley.StanceAccept: isKept != "" || s.isOfFew(st) || s.isSaid(cue, "unsure") || !agrees && s.isSaid(u.said, "unsure"),
	}
	if s.isOfNeither(st) {
		for _, stance := range parley.Stances {
			barred[stance] = barred[stance] || stance != parley.StanceReject // "neither wants it"
		}
	}
	for _, inner := range s.inner(u) {
		if stance, ok := doneBy[inner.Act]; ok && inner.Speaker != st.Speaker && s.isSupposed(inner) {
			barred[stance] = true // "would leave if Norland rejected it"
		}
	}
	told := s.tellsOfStance(u)
	if words, found := first(s.record.Report.Text, u.span, "never"); found != "" && insists(s.record.Report.Text[u.span.Start:words.Start]) {
		barred[parley.StanceReject] = true
	}
	barred[parley.StanceReject] = barred[parley.StanceReject] || told || s.isPutOff(u)
	barred[parley.StanceAccept] = barred[parley.StanceAccept] || told
	return barred
}

// doneBy are the stances that an act of rejecting or accepting is of.
var doneBy = map[parley.Act]parley.Stance{parley.ActReject: parley.StanceReject, parley.ActAccept: parley.StanceAccept}

// agrees reports whether the cue of a unit's statement says that somebody agrees,
// undenied: whatever failed before, "agreed to resume" is no rejection.
func (s *scene) agrees(u *unit) bool {
	st := &s.record.Statements[u.statement]
	if st.Act != parley.ActAccept || st.Negated {
		return false
	}
	for _, c := range st.Cue {
		if _, found := first(s.record.Report.Text, c, "agrees"); found != "" {
			return true
		}
	}
	return false
}

// notRejected finds what says, in the cue or in what is said, that somebody does not
// reject it.
func (s *scene) notRejected(u *unit) (parley.Span, string) {
	if words, found := s.inCue(u, "no rejection"); found != "" {
		return words, found
	}
	if cue := s.record.Statements[u.statement].Cue; len(cue) > 0 && cue[0].Start < u.span.Start && u.span.Start-cue[len(cue)-1].End <= 1 {
		// "declined" is the cue of what begins with "to rule out".
		return first(s.record.Report.Text, parley.Span{Start: cue[0].Start, End: u.span.End}, "no rejection")
	}
	return first(s.record.Report.Text, u.span, "no rejection")
}

// inCue finds words of a class of phrases.tsv in the cue of a unit's statement.
func (s *scene) inCue(u *unit, class string) (parley.Span, string) {
	for _, c := range s.record.Statements[u.statement].Cue {
		if words, found := first(s.record.Report.Text, c, class); found != "" {
			return words, found
		}
	}
	return parley.Span{}, ""
}

// threatens reports whether a unit says what its speaker may do, and none of its words
// turns against anything: who threatens to raise tariffs does not reject them, nor does
// who leaves a strike on the table reject the strike.
func (s *scene) threatens(u *unit) bool {
	if s.isSaid(u.said, "stays possible") {
		return true
	}
	st := &s.record.Statements[u.statement]
	if _, threat := s.inCue(u, "threat"); threat == "" || st.Act != parley.ActThreaten {
		return false
	}
	return !slices.ContainsFunc(hits(wordsIn(s.record.Report.Text, u.span)), func(h hit) bool {
		return strings.HasSuffix(h.class, "reject") || strings.HasSuffix(h.class, "against")
	})
}

// isOfFew reports whether the source of a statement says how few it is of: that fewer
// people are for a thing is no support of it.
func (s *scene) isOfFew(st *parley.Statement) bool {
	return s.opensWith(st, "few")
}

// isOfNeither reports whether a statement is what neither of two says, who reject what neither
// wants.
func (s *scene) isOfNeither(st *parley.Statement) bool {
	return len(st.Source) > 0 && strings.HasPrefix(strings.ToLower(s.record.Report.Quote(st.Source[0])), "neither ")
}

// opensWith reports whether the source of a statement begins with words of a class of
// phrases.tsv.
func (s *scene) opensWith(st *parley.Statement, class string) bool {
	if len(st.Source) == 0 {
		return false
	}
	words, found := first(s.record.Report.Text, st.Source[0], class)
	return found != "" && words.Start == st.Source[0].Start
}

// supposing is how many bytes before a source are looked at for what makes its
// statement a supposed one.
const supposing = 16

// isSupposed reports whether a statement is only supposed: "if Norland agreed", "so
// that Vestland would reject it".
func (s *scene) isSupposed(st *parley.Statement) bool {
	if len(st.Source) == 0 {
		return false
	}
	text, start := s.record.Report.Text, st.Source[0].Start
	from := max(0, start-supposing)
	for from < start && !utf8.RuneStart(text[from]) {
		from++
	}
	before := " " + strings.ToLower(text[from:start])
	return slices.ContainsFunc([]string{" if ", " unless ", " lest ", " so that ", " in case "}, func(w string) bool { return strings.HasSuffix(before, w) })
}

// isDoubted reports whether a statement is in another's who says that it is not so: "I
// can't imagine the Norlanders want a war".
func (s *scene) isDoubted(u *unit) bool {
	st := &s.record.Statements[u.statement]
	outer := s.outer(st)
	if outer == nil || outer.Speaker == st.Speaker {
		return false
	}
	for _, c := range outer.Cue {
		if _, found := first(s.record.Report.Text, c, "doubts"); found != "" {
			return true
		}
	}
	return false
}
