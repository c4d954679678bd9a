package parley

import (
	"errors"
	"strings"
	"testing"
)

func TestVerify_names_the_line_whose_span_does_not_hold(t *testing.T) {
	good, bad := []Span{{0, 3}}, []Span{{0, 3}, {4, 99}}
	for name, test := range map[string]struct {
		record Record
		want   string // empty where the record holds
	}{
		"a_record_that_holds": {Record{
			Entities:   []Entity{{ID: "e1", Mentions: []Mention{{Span: good[0]}}}},
			Statements: []Statement{{ID: "s1", Source: good, Cue: good, Content: good}},
		}, ""},
		"a_mention": {Record{Entities: []Entity{{ID: "e1", Mentions: []Mention{{Span: bad[1]}}}}}, "mention of entity e1: span [4,99)"},
		"a_source":  {Record{Statements: []Statement{{ID: "s1", Source: bad}}}, "source of statement s1: span [4,99)"},
		"a_cue":     {Record{Statements: []Statement{{ID: "s1", Cue: bad}}}, "cue of statement s1: span [4,99)"},
		"a_content": {Record{Statements: []Statement{{ID: "s1"}, {ID: "s2", Content: bad}}}, "content of statement s2: span [4,99)"},
	} {
		t.Run(name, func(t *testing.T) {
			test.record.Report.Text = "Ada said so."
			err := test.record.Verify()
			if test.want == "" && err != nil || test.want != "" && (!errors.Is(err, ErrInvalid) || !strings.HasPrefix(err.Error(), test.want)) {
				t.Errorf("Verify() = %v, want %q", err, test.want)
			}
		})
	}
}
