package anchor

import "parley"

// A Carried is a statement of the old text all of whose words stand in the new
// one, and where.
type Carried struct {
	ID                   string
	Source, Cue, Content []parley.Span // of the new text
}

// A Lost is a statement some of whose words do not.
type Lost struct {
	ID    string
	Spans []parley.Span // of the old text: the pieces of source, cue and content that were lost
	Words []string      // what they say
}

// Statements carries the statements of the old text's record over, in their order.
func (m *Map) Statements(statements []parley.Statement) (carried []Carried, lost []Lost) {
	for _, s := range statements {
		c, l := Carried{ID: s.ID}, Lost{ID: s.ID}
		c.Source = m.carry(s.Source, &l)
		c.Cue = m.carry(s.Cue, &l)
		c.Content = m.carry(s.Content, &l)
		if len(l.Spans) > 0 {
			lost = append(lost, l)
		} else {
			carried = append(carried, c)
		}
	}
	return carried, lost
}

func (m *Map) carry(spans []parley.Span, lost *Lost) (carried []parley.Span) {
	report := parley.Report{Text: m.old.string}
	for _, span := range spans {
		if to, ok := m.Span(span); ok {
			carried = append(carried, to)
			continue
		}
		lost.Spans = append(lost.Spans, span)
		lost.Words = append(lost.Words, report.Quote(span))
	}
	return carried
}
