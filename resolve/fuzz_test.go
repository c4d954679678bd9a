package resolve_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/resolve"
)

// FuzzResolve makes readings of any mentions and attributions over a text, and
// holds the cast to its laws: each mention is of one entity or of none, each
// entity is somebody, and the same reading gives the same cast.
func FuzzResolve(f *testing.F) {
	text := "Oda Lind (UHL), the envoy, said: “I think he and US officials of the United Harbour League’s” left. Mr. Lind’s"
	f.Add(text, []byte{0, 8, 0, 0, 10, 13, 1, 0, 37, 38, 2, 1, 45, 47, 2, 2})
	f.Add(text, []byte{0, 30, 1, 0, 0, 8, 0, 0, 0, 8, 0, 0, 4, 14, 3, 1, 37, 38, 2, 3, 30, 80, 8, 0})
	f.Add("Russian President Ib Lind, a Kremlin adviser to Kai Berg (R-Ohio) of Kyiv, told a U.S. official", []byte{0, 7, 0, 3, 18, 25, 0, 0, 29, 36, 0, 1, 48, 56, 0, 0, 70, 74, 0, 5, 81, 95, 1, 0, 76, 80, 9, 0})
	f.Add("’’..( )", []byte{0, 3, 0, 0, 3, 6, 1, 0, 0, 6, 1, 1})
	f.Fuzz(func(t *testing.T, text string, marks []byte) {
		reading := anyReading(strings.ToValidUTF8(text, "?"), marks)
		cast := resolve.Resolve(reading)
		if len(cast.ByMention) != len(reading.Mentions) {
			t.Fatalf("%d of %d mentions are in the cast", len(cast.ByMention), len(reading.Mentions))
		}
		listed := 0
		for _, e := range cast.Entities {
			listed += len(e.Mentions)
			if e.Kind == "" || len(e.Mentions) == 0 && (e.Name == "" || len(e.Reasons) == 0) {
				t.Errorf("entity %s is nobody: %+v", e.ID, e)
			}
			checkProfile(t, reading.Report, cast, e)
			for _, m := range e.Mentions {
				if m.Kind == "" || m.Reason.Rule == "" {
					t.Errorf("mention %v of entity %s has no kind or no reason: %+v", m.Span, e.ID, m)
				}
			}
		}
		for i, m := range reading.Mentions {
			if cast.Entity(i) != nil {
				listed--
			} else if m.Form == parley.MentionName && isName(reading.Report, m.Span) {
				t.Errorf("name %v is nobody", m.Span)
			}
		}
		if listed != 0 {
			t.Errorf("entities list %d mentions more than are linked", listed)
		}
		if again := resolve.Resolve(reading); !reflect.DeepEqual(cast, again) {
			t.Errorf("the same reading gives %+v and %+v", cast, again)
		}
	})
}

// checkProfile holds what is said of e to its laws: whoever it refers to is in the
// cast, and whatever it rests on is in the report.
func checkProfile(t *testing.T, report *parley.Report, cast *parley.Cast, e parley.Entity) {
	refers := []string{e.Party, e.Represents}
	var spans []parley.Span
	for _, o := range e.Offices {
		refers = append(refers, o.Of)
		spans = append(spans, o.Words...)
	}
	for _, id := range refers {
		if id != "" && !slices.ContainsFunc(cast.Entities, func(e parley.Entity) bool { return e.ID == id }) {
			t.Errorf("entity %s refers to %s, which is none", e.ID, id)
		}
	}
	for _, why := range e.Reasons {
		spans = append(spans, why.Words...)
	}
	for _, m := range e.Mentions {
		spans = append(spans, m.Reason.Words...)
	}
	for _, span := range spans {
		if err := report.Verify(span); err != nil {
			t.Errorf("entity %s rests on %v: %v", e.ID, span, err)
		}
	}
}

// anyReading reads marks by four bytes: start, end, what it marks, antecedent.
func anyReading(text string, marks []byte) *parley.Reading {
	r := &parley.Reading{Report: &parley.Report{Text: text}}
	forms := []parley.MentionForm{parley.MentionName, parley.MentionDescription, parley.MentionPronoun}
	for ; len(marks) >= 4; marks = marks[4:] {
		span := parley.Span{Start: int(marks[0]), End: int(marks[1])}
		if r.Report.Verify(span) != nil || !utf8.ValidString(r.Report.Quote(span)) {
			continue
		}
		if what := int(marks[2]) % 12; what < 9 {
			m := parley.Mention{Span: span, Form: forms[what%3]}
			if m.Form == parley.MentionName {
				m.Kind = parley.EntityKinds[int(marks[3])%len(parley.EntityKinds)]
			}
			r.Mentions = append(r.Mentions, m)
			r.Antecedents = append(r.Antecedents, min(int(marks[3])/8, len(r.Mentions)-1)-1)
		} else {
			r.Attributions = append(r.Attributions, parley.Attribution{
				Source: []parley.Span{span}, Cue: []parley.Span{span}, Content: []parley.Span{{Start: 0, End: len(text)}}})
		}
	}
	return r
}

// isName reports whether a name has a capital or a digit, is more than an article and titles,
// and no second part of one.
func isName(report *parley.Report, m parley.Span) bool {
	form := report.Quote(m)
	if strings.HasSuffix(report.Text[:m.Start], "-") || !strings.ContainsFunc(form, func(r rune) bool { return unicode.IsUpper(r) || unicode.IsNumber(r) }) {
		return false
	}
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(form), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }), func(w string) bool {
		return w != "a" && w != "an" && w != "the" && !resolve.IsTitle(w)
	})
}
