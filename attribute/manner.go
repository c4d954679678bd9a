package attribute

import "parley"

// A manner says how the statements of one reading were made: what is done by
// them, how surely, by which way and by what sort of source. What it answers rests on
// tables, and leaves a reason.
type manner struct {
	reading *parley.Reading
	cast    *parley.Cast
	unnamed map[string]unnamed // by entity: looked for once
}

// An unnamed source is why it has no name, with the reason for saying so.
type unnamed struct {
	why    []parley.Span
	reason parley.Reason
}

func newManner(reading *parley.Reading, cast *parley.Cast) *manner {
	return &manner{reading, cast, map[string]unnamed{}}
}

// fill fills the fields of s that say how it was made, where mention speaker
// makes it, -1 for nobody, around is what another says with s in it, and acts are what
// the reader's network makes of it, nil for nothing.
func (m *manner) fill(s *parley.Statement, speaker int, around []parley.Span, acts []float32) {
	cue, content := s.Cue, s.Content
	if verb, infinitive, ok := urged(m.reading.Report.Text, parley.Hull(cue)); ok {
		cue, content = []parley.Span{verb}, append([]parley.Span{infinitive}, content...)
	}
	v := judge(m.reading.Report, s.Source, cue, content, acts)
	s.Act, s.CAMEO, s.Negated = v.act, v.code, v.negated
	s.Certainty, s.Hedges = v.certainty, v.hedges
	s.Reasons = append(s.Reasons, v.reasons...)
	keep := func(reason parley.Reason) {
		if reason.Field != "" {
			s.Reasons = append(s.Reasons, reason)
		}
	}
	var reason parley.Reason
	s.Channel, reason = channel(m.reading.Report, s.Cue, s.Content, around)
	keep(reason)
	s.SourceClass, reason = sourceClass(m.reading, m.cast, speaker)
	keep(reason)
	if s.SourceClass == parley.SourceAnonymous {
		s.Anonymity, reason = m.anonymity(s, speaker)
		keep(reason)
	}
}

// anonymity is why the speaker of s has no name: of one that the cast knows the
// same for all its statements.
func (m *manner) anonymity(s *parley.Statement, speaker int) ([]parley.Span, parley.Reason) {
	found, ok := m.unnamed[s.Speaker]
	if !ok || s.Speaker == "" {
		found.why, found.reason = anonymity(m.reading, m.cast, speaker, s.Cue)
		m.unnamed[s.Speaker] = found
	}
	return found.why, found.reason
}
