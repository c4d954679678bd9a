package terms_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"parley"
	"parley/ask"
	"parley/ask/terms"
)

func TestOf_has_a_term_of_several_reports_once(t *testing.T) {
	record := func(id, text string, all ...parley.Term) *parley.Record {
		return &parley.Record{Report: parley.Report{ID: id, Text: text}, Entities: []parley.Entity{{ID: "e1", Name: "Norland"}}, Terms: all}
	}
	span := []parley.Span{{Start: 2, End: 7}}
	d := ask.NewDossier([]*parley.Record{
		record("a", "A truce.", parley.Term{ID: "t1", Key: "ceasefire", Issue: "ceasefire", Name: "ceasefire", PAX: []string{"Ce"}, Statements: []string{"s1", "s2"}, Evidence: span}),
		{Report: parley.Report{ID: "c", Text: "Jorund goes to the Norlanders."}, Entities: []parley.Entity{{ID: "e1", Name: "the Norland"}},
			Terms: []parley.Term{{ID: "t1", Key: "territory@jorund", Issue: "territory", Name: "Jorund: territory", Evidence: span,
				Options: []parley.TermOption{{ID: "ceded", Name: "ceded to the Norland", To: "e1"}}}}},
		record("b", "A truce, and Jorund ceded to Norland.",
			parley.Term{ID: "t1", Key: "ceasefire", Issue: "ceasefire", Name: "ceasefire", PAX: []string{"CeProv", "Ce"}, Evidence: span},
			parley.Term{ID: "t2", Key: "territory@jorund", Issue: "territory", Name: "Jorund: territory", Evidence: span,
				Options: []parley.TermOption{{ID: "ceded", Name: "ceded to Norland", To: "e1"}, {ID: "ceded", Name: "ceded to Norland", To: "e1"}}}),
	})
	var got []string
	all := terms.Of(d)
	for _, term := range all {
		got = append(got, fmt.Sprintf("%s %v %s %d %d", term.Key, term.PAX, options(term.Options), len(term.Tellings), term.Statements))
	}
	if want := "ceasefire [Ce CeProv]  2 2; territory@jorund [] ceded to Norland (2) 2 0"; strings.Join(got, "; ") != want {
		t.Errorf("Of = %q, want %s", got, want)
	}
	text, err := all[0].Encode(d)
	if want := `{"key":"ceasefire","issue":"ceasefire","name":"ceasefire","pax":["Ce","CeProv"],"options":[],"reports":[{"report":"a","address":"t1","input":null,"publisher":null,"published":null,"recorded":null,"statements":["s1","s2"],"evidence":[{"start":2,"end":7,"text":"truce"}]}`; err != nil || !strings.HasPrefix(string(text), want) || !json.Valid(text) {
		t.Errorf("Encode = %s, %v, want %s…", text, err, want)
	}
}

func options(all []terms.Option) string {
	var names []string
	for _, o := range all {
		names = append(names, fmt.Sprintf("%s (%d)", o.Name, o.Reports))
	}
	return strings.Join(names, ", ")
}
