package desk_test

import (
	"net/url"
	"strings"
	"testing"

	"parley"
	"parley/internal/casetest"
	"parley/ledger"
)

func TestResponses_are_listed_with_what_they_answer(t *testing.T) {
	d, f := open(t)
	for _, test := range []struct {
		query string
		want  []string
		none  []string
	}{
		{"", []string{`href="/lines/6/r1"`, `href="/exhibits/6/x1"`, "the exhibit", "any date had been fixed", `href="/lines/2/r3"`}, nil},
		{"?kind=not-dispute", []string{`href="/lines/2/r3"`, `href="/lines/6/r2"`}, []string{`href="/lines/2/r1"`}},
		{"?to=words&kind=deny", []string{`href="/lines/2/r1"`}, []string{`href="/lines/4/r1"`}},
		{"?who=nobody+at+all", []string{"None of 11 responses"}, []string{`href="/lines/`}},
		{"?kind=shout", []string{"none of [confirm"}, []string{`href="/lines/`}},
	} {
		_, page, _ := answer(t, d, asking("GET", "/responses"+test.query, nil))
		for _, want := range test.want {
			if !strings.Contains(page, want) {
				t.Errorf("/responses%s lacks %q", test.query, want)
			}
		}
		for _, no := range test.none {
			if strings.Contains(page, no) {
				t.Errorf("/responses%s has %q", test.query, no)
			}
		}
	}
	casetest.Decide(t, f, ledger.KindReject, "2/r1", ledger.Decision{})
	if _, page, _ := answer(t, d, asking("GET", "/responses", nil)); strings.Contains(page, "any date had been fixed") {
		t.Error("the responses have one that was rejected")
	}
}

// What leaves a sealed report tells nothing of its source, in responses and exhibits too.
func TestResponses_of_a_sealed_report_are_copied_masked(t *testing.T) {
	d, f := open(t)
	if _, err := f.Seal(t.Context(), 6, "a source of ours"); err != nil {
		t.Fatal(err)
	}
	e, _, err := f.Exhibit(t.Context(), ledger.Decision{
		SHA256: strings.Repeat("ab", 32), Name: "call.mp3", Exhibit: parley.ExhibitRecording, Participants: []string{"Edmund Lisle"}, ObtainedBy: "The Meridian",
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for path, least := range map[string]int{"/responses": 2, "/exhibits/6/x1": 4, "/exhibits/" + (ledger.Address{Report: e.Seq}).String(): 4} {
		_, page, _ := answer(t, d, asking("GET", path, nil))
		ofReport := 0
		if !strings.Contains(page, "data-sealed") {
			t.Errorf("%s does not say that it is sealed", path)
		}
		for rest := page; ; {
			_, after, more := strings.Cut(rest, `data-copy="`)
			if !more {
				break
			}
			copied, next, _ := strings.Cut(after, `"`)
			if strings.Contains(copied, "6/") {
				ofReport++
			}
			if strings.Contains(copied, "6/") && (strings.Contains(copied, "Meridian") || strings.Contains(copied, "“")) {
				t.Errorf("%s: what is copied is %q", path, copied)
			}
			rest = next
		}
		if ofReport < least {
			t.Errorf("%s has %d lines of report 6 to copy, want %d or more", path, ofReport, least)
		}
	}
}

func TestExhibit_has_its_checksum_reactions_and_what_rests_on_it(t *testing.T) {
	d, f := open(t)
	sum := strings.Repeat("ab", 32)
	e, _, err := f.Exhibit(t.Context(), ledger.Decision{SHA256: sum, Name: "call.mp3", Exhibit: parley.ExhibitRecording, Participants: []string{"Edmund Lisle"}, ObtainedBy: "The Meridian"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	filed := ledger.Address{Report: e.Seq}.String()
	for path, all := range map[string][]string{
		"/exhibits":          {"call.mp3", `href="/exhibits/` + filed, `href="/exhibits/6/x1"`},
		"/exhibits/" + filed: {sum, "Edmund Lisle", "The Meridian", "its bytes are not in the case"},
		"/exhibits/6/x1":     {"confirm", "not-dispute", "the recording", "the call had taken place"},
		"/lines/6/r1":        {"What it answers", `href="/lines/6/x1"`},
		"/lines/6/x1":        {"What answers it", "What rests on it"},
		"/reports/6":         {`href="/exhibits/6/x1"`, `href="/lines/6/r1"`},
	} {
		_, page, _ := answer(t, d, asking("GET", path, nil))
		for _, want := range all {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
	}
}

func TestTerm_has_who_stands_where_and_what_defines_it(t *testing.T) {
	d, f := open(t)
	record := deal()
	record.Terms[0].Statements = []string{"s1"}
	casetest.File(t, f, record)
	_, page, _ := answer(t, d, asking("GET", "/terms/ceasefire", nil))
	for _, want := range []string{"Veldland", "reject", "attributed", `data-of="10/s1"`, "general/ceasefire.term", "term: ceasefire", `href="/statements?term=ceasefire"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of the term lacks %q", want)
		}
	}
	if _, list, _ := answer(t, d, asking("GET", "/terms", nil)); !strings.Contains(list, `<a href="/terms/ceasefire">`) {
		t.Error("the page of terms does not lead to the term")
	}
	if got, _, h := answer(t, d, asking("GET", "/terms?term=ceasefire", nil)); got != 303 || h.Get("Location") != "/terms/ceasefire" {
		t.Errorf("the old address of a term = %d to %q", got, h.Get("Location"))
	}
	_, of, text := ask(t, d, "GET", "/api/terms/ceasefire", "")
	if stands, is := of["stands"].([]any); !is || len(stands) != 1 || of["positions"] != 1.0 {
		t.Errorf("GET /api/terms/ceasefire = %s, want one stand", text)
	}
}

// Words that several reports say become a term of the case's own by one button.
func TestTerms_that_are_suggested_are_accepted(t *testing.T) {
	d, f := open(t)
	for _, day := range []string{"2031-05-19", "2031-05-20"} {
		text := "Bo Ek told Ada Lind on " + day + " that the lantern festival must go on. He called the lantern festival a right."
		at := strings.Index(text, "that the")
		casetest.File(t, f, &parley.Record{
			Report:     parley.Report{Text: text, Published: day},
			Entities:   []parley.Entity{{ID: "e1", Name: "Bo Ek", Kind: parley.EntityPerson, Mentions: []parley.Mention{{Span: parley.Span{End: 5}, Form: parley.MentionName}}}},
			Statements: []parley.Statement{{ID: "s1", Kind: parley.StatementIndirect, Speaker: "e1", Source: []parley.Span{{End: 5}}, Cue: []parley.Span{{Start: 6, End: 10}}, Content: []parley.Span{{Start: at, End: len(text)}}}},
			Weights:    "sha256:w1",
		})
	}
	_, page, _ := answer(t, d, asking("GET", "/terms", nil))
	_, form, found := strings.Cut(page, `name="name" value="lantern-festival.term"><input type="hidden" name="text" value="`)
	if !found {
		t.Fatal("the page of terms does not suggest the lantern festival")
	}
	text, _, _ := strings.Cut(form, `"`)
	if got, body, _ := answer(t, d, asking("POST", "/terms", url.Values{"name": {"lantern-festival.term"}, "text": {text}})); got != 303 {
		t.Fatalf("accepting it = %d: %s", got, body)
	}
	if got, page, _ := answer(t, d, asking("GET", "/terms/lantern-festival", nil)); got != 200 || !strings.Contains(page, "this case’s own") {
		t.Errorf("the page of the accepted term = %d", got)
	}
}
