package register_test

import (
	"strings"
	"testing"

	"parley"
	"parley/terms/register"
)

// Whatever a report holds, the words of a term are its own, and the same report
// has the same terms.
func FuzzTouch(f *testing.F) {
	f.Add("Russia wants control of Donetsk, Luhansk and Crimea. Its army of 600,000 will not withdraw from the Kherson region.", 0, 30)
	f.Add("ceasefire", 0, 9)
	f.Add("U.S.’s “no-fly zone” \xff over\n\nSyria; 1,000’s", 3, 12)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		text = strings.ToValidUTF8(text, "�") // as ingest gives it
		record := &parley.Record{Report: parley.Report{ID: "r", Text: text}}
		if s := (parley.Span{Start: start, End: end}); record.Report.Verify(s) == nil {
			record.Statements = []parley.Statement{{ID: "s1", Speaker: "e1", Content: []parley.Span{s}}}
			record.Entities = []parley.Entity{{ID: "e1", Name: record.Report.Quote(s), Kind: parley.EntityCountry,
				Mentions: []parley.Mention{{Span: s, Form: parley.MentionName}}}}
		}
		terms := register.General().Touch(record, nil)
		for i, term := range terms {
			for _, s := range term.Evidence {
				if err := record.Report.Verify(s); err != nil {
					t.Errorf("%s: %v", term.Key, err)
				}
			}
			if len(term.Evidence) == 0 || i > 0 && terms[i-1].Key >= term.Key {
				t.Errorf("term %d is %+v, behind %q", i, term, terms[max(0, i-1)].Key)
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("term: gas\npax: StBor\ntouch: gas ~ @, $ 's gas*, cut|cuts gas\noption: a\nname: a [to $]\ntouch: # gas")
	f.Fuzz(func(t *testing.T, text string) {
		term, err := register.Parse("x.term", []byte(text))
		if err == nil {
			register.New(term).Touch(&parley.Record{Report: parley.Report{Text: text}}, nil)
		}
	})
}
