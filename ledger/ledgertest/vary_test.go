package ledgertest

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"

	"parley"
	"parley/exchange"
)

// pact is a record with a name, a pronoun, a date, an exhibit and what cannot be
// replaced: a cue, a span that cuts a word, somebody with a code.
func pact() *parley.Record {
	text := "Norland’s envoy Ada Lind told the Herald on Monday that the ferries would sail by Lind’s ferry plan.\n“Prices rise,” she warned Zoë Quarn.\nLind left."
	at := func(words string) parley.Span {
		start := strings.Index(text, words)
		return parley.Span{Start: start, End: start + len(words)}
	}
	name := func(words string) parley.Mention {
		return parley.Mention{Span: at(words), Form: parley.MentionName, Reason: parley.Reason{Rule: "as written", Words: []parley.Span{at(words)}}}
	}
	return &parley.Record{
		Weights: "sha256:w1",
		Report:  parley.Report{ID: "r", URL: "https://herald.example/pact", Title: "Lind and the ferries", Published: "2025-11-26", Text: text},
		Entities: []parley.Entity{
			{ID: "e1", Name: "Ada Lind", Kind: parley.EntityPerson, Aliases: []string{"Lind"}, Mentions: []parley.Mention{name("Ada Lind"), {Span: at("she"), Form: parley.MentionPronoun}, name("Lind left")}},
			{ID: "e2", Name: "Norland", Kind: parley.EntityCountry, Codes: parley.Codes{Country: "NOR"}, Mentions: []parley.Mention{name("Norland")}},
			{ID: "e3", Name: "Zoë Quarn", Kind: parley.EntityPerson, Mentions: []parley.Mention{name("Zoë Quarn")}},
		},
		Statements: []parley.Statement{
			{ID: "s1", Kind: parley.StatementIndirect, Speaker: "e1", Act: parley.ActAnnounce, Source: []parley.Span{at("Ada Lind")}, Cue: []parley.Span{at("told")},
				Content: []parley.Span{at("the ferries would sail")}, Said: parley.Date{EDTF: "2025-11-24", Span: at("Monday")}},
			{ID: "s2", Kind: parley.StatementDirect, Speaker: "e1", Addressees: []string{"e3"}, Cue: []parley.Span{at("warned")},
				Content: []parley.Span{at("“Prices rise,”")}, Hedges: []parley.Span{at("rices")}},
		},
		Terms: []parley.Term{{ID: "t1", Key: "ferries", Issue: "ferries", Place: "e2", Options: []parley.TermOption{{ID: "sail", To: "e1"}}, Evidence: []parley.Span{at("ferries")}}},
		Positions: []parley.Position{{ID: "o1", Party: "e1", Term: "t1", Option: "sail", Stance: parley.StanceOffer, Basis: parley.BasisOwn, Statement: "s1",
			Held: parley.Date{EDTF: "2025-11-24"}, Evidence: []parley.Span{at("the ferries would sail")}}},
		Proposals: []parley.Proposal{{ID: "d1", Name: "Lind’s ferry plan", By: []string{"e1"}, Evidence: []parley.Span{at("Lind’s ferry plan")}}},
		Contacts: []parley.Contact{{ID: "c1", Kind: parley.ContactMeeting, Status: parley.ContactHeld, Participants: []string{"e1", "e3"},
			When: parley.Date{EDTF: "2025-11"}, Evidence: []parley.Span{at("warned Zoë Quarn")}}},
	}
}

func TestVary(t *testing.T) {
	base := pact()
	vary := Vary([]*parley.Record{base}, 7)
	texts, names, days := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i := range 500 {
		r := vary(i)
		if err := r.Verify(); err != nil {
			t.Fatalf("variant %d: %v\n%s", i, err, r.Report.Text)
		}
		quote := func(spans []parley.Span) string { return r.Report.Quote(spans[0]) }
		lind := r.Entities[0].Mentions
		if got := r.Report.Quote(lind[0].Span); got != r.Entities[0].Name || !strings.HasSuffix(got, r.Entities[0].Aliases[0]) {
			t.Errorf("variant %d: the mention %q is of %+v", i, got, r.Entities[0])
		}
		if got, want := r.Report.Quote(lind[2].Span), r.Entities[0].Aliases[0]+" "; !strings.HasPrefix(got, want) || got == "Lind left" {
			t.Errorf("variant %d: the third mention is %q, want %q first", i, got, want)
		}
		if got := quote(r.Statements[0].Cue) + ", " + quote(r.Statements[1].Cue) + ", " + quote(r.Statements[1].Hedges); got != "told, warned, rices" {
			t.Errorf("variant %d: what stays is %q", i, got)
		}
		if got := r.Report.Quote(r.Entities[1].Mentions[0].Span); got != "Norland" {
			t.Errorf("variant %d: who has a code is called %q", i, got)
		}
		plan := r.Proposals[0]
		if got := quote(plan.Evidence); got != plan.Name || !strings.HasPrefix(got, r.Entities[0].Aliases[0]) {
			t.Errorf("variant %d: the plan %q is called %q", i, got, plan.Name)
		}
		if got := quote(r.Terms[0].Evidence) + ", " + quote(r.Positions[0].Evidence); !strings.HasPrefix(got, "ferries, ") || !strings.Contains(got, " ferries ") {
			t.Errorf("variant %d: the words of the term and the position are %q", i, got)
		}
		if held := r.Positions[0].Held.EDTF; held != r.Statements[0].Said.EDTF || len(r.Contacts[0].When.EDTF) != len("2025-11") {
			t.Errorf("variant %d: held %s, met %s", i, held, r.Contacts[0].When.EDTF)
		}
		texts[r.Report.Text+r.Report.URL], names[r.Entities[2].Name], days[r.Report.Published] = true, true, true
	}
	if len(texts) != 500 || len(names) < 50 || len(days) < 300 {
		t.Errorf("500 variants have %d texts, %d names, %d days", len(texts), len(names), len(days))
	}
	if !reflect.DeepEqual(base, pact()) {
		t.Error("the base was changed")
	}
	if !reflect.DeepEqual(vary(12), Vary([]*parley.Record{pact()}, 7)(12)) {
		t.Error("the same base, seed and number give another record")
	}
	if reflect.DeepEqual(vary(12), Vary([]*parley.Record{pact()}, 8)(12)) {
		t.Error("another seed gives the same record")
	}
}

func TestVary_moves_dates_as_exact_as_they_are(t *testing.T) {
	v := &variant{days: -31}
	for from, to := range map[string]string{
		"": "", "2025-03-01": "2025-01-29", "2025-03": "2025-02", "2025": "2025", "2025-01-10/2025-01": "2024-12-10/2024-12",
		"2025-11-25T09:00": "2025-10-25T09:00", "[..2025-05-14]": "[..2025-04-13]", "2025-22": "2025-22",
	} {
		if got := v.later(from); got != to {
			t.Errorf("%q is moved to %q, want %q", from, got, to)
		}
	}
}

func TestVary_makes_no_word_twice(t *testing.T) {
	seen := map[string]bool{}
	for k := range uint64(vocabulary) {
		seen[madeUp(k)] = true
	}
	if len(seen) != vocabulary {
		t.Errorf("%d numbers make %d words", vocabulary, len(seen))
	}
}

func BenchmarkVary(b *testing.B) {
	vary := Vary([]*parley.Record{pact()}, 1)
	for i := 0; b.Loop(); i++ {
		vary(i)
	}
}

func TestVary_of_reports_that_were_read(t *testing.T) {
	lines, err := os.ReadFile("../../exchange/exchangetest/testdata/examples.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var base []*parley.Record
	for line := range bytes.Lines(lines) {
		r, err := exchange.Decode(line)
		if err != nil {
			t.Fatal(err)
		}
		base = append(base, r)
	}
	vary := Vary(base, 1)
	for i := range 200 {
		r := vary(i)
		if err := r.Verify(); err != nil {
			t.Errorf("variant %d: %v", i, err)
		}
		if r.Report.Text == base[i%len(base)].Report.Text || len(r.Statements) != len(base[i%len(base)].Statements) {
			t.Errorf("variant %d has %d statements, or its base's text", i, len(r.Statements))
		}
	}
}
