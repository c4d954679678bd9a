package attribute_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/attribute"
	"parley/resolve"
)

// FuzzAttribute makes readings of any mentions and attributions over a text, and
// holds the account to its laws: a record of it verifies, nobody is told by
// himself what he says, and the same reading gives the same account.
func FuzzAttribute(f *testing.F) {
	text := "“We agree,” Oda Lind told the crew’s envoys, adding: no. Asked by reporters, he who left and promised to pay. "
	f.Add(text, []byte{1, 0, 2, 0, 14, 22, 0, 28, 42, 1, 7, 22, 23, 45, 51, 53, 55})
	f.Add(text, []byte{2, 23, 27, 3, 11, 62, 64, 57, 60, 1, 65, 74, 0, 76, 78, 2, 92, 100, 101, 108})
	f.Fuzz(func(t *testing.T, text string, marks []byte) {
		reading := anyReading(strings.ToValidUTF8(text, "?"), marks)
		cast := resolve.Resolve(reading)
		account := attribute.Attribute(reading, cast)
		record := &parley.Record{Report: *reading.Report, Entities: cast.Entities, Statements: account.Statements, Responses: account.Responses, Exhibits: account.Exhibits}
		if err := record.Verify(); err != nil {
			t.Fatal(err)
		}
		for _, s := range account.Statements {
			if s.Speaker != "" && slices.Contains(s.Addressees, s.Speaker) {
				t.Errorf("statement %s is said to its speaker: %+v", s.ID, s)
			}
		}
		if again := attribute.Attribute(reading, cast); !reflect.DeepEqual(account, again) {
			t.Errorf("the same reading gives %+v and %+v", account, again)
		}
	})
}

// anyReading reads marks: what it marks, then two offsets for a mention and four,
// of cue and content, for an attribution without a source.
func anyReading(text string, marks []byte) *parley.Reading {
	r := &parley.Reading{Report: &parley.Report{ID: "r-1", Text: text}}
	span := func(k int) (parley.Span, bool) {
		s := parley.Span{Start: int(marks[k]), End: int(marks[k+1])}
		return s, r.Report.Verify(s) == nil
	}
	forms := []parley.MentionForm{parley.MentionName, parley.MentionDescription, parley.MentionPronoun}
	for len(marks) >= 5 {
		first, ok := span(1)
		second, also := span(3)
		if what := int(marks[0]) % 4; what < 3 {
			if ok {
				m := parley.Mention{Span: first, Form: forms[what]}
				if m.Form == parley.MentionName {
					m.Kind = parley.EntityKinds[int(marks[0])/4%len(parley.EntityKinds)]
				}
				r.Mentions = append(r.Mentions, m)
			}
			marks = marks[3:]
			continue
		}
		if ok && also {
			r.Attributions = append(r.Attributions, parley.Attribution{Cue: []parley.Span{first}, Content: []parley.Span{second}})
		}
		marks = marks[5:]
	}
	slices.SortFunc(r.Mentions, func(a, b parley.Mention) int { return a.Compare(b.Span) })
	r.Antecedents = slices.Repeat([]int{-1}, len(r.Mentions))
	return r
}
