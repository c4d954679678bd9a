package desk_test

import (
	"context"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/desk"
	"parley/internal/casetest"
	"parley/ledger"
)

// Pages lists every page of the examples' case.
var everyPage = []string{"/", "/reports", "/reports?text=ferry", "/reports?from=1", "/reports?from=99", "/reports/2", "/reports/6", "/statements", "/statements?by=Brandt&text=ferry", "/statements?by=nobody+at+all", "/lines/2/s1", "/lines/2/s2", "/lines/2/e1", "/chains/2/s1", "/chains/6/s2", "/lines/2/new", "/lines/2/new?noun=contact", "/review", "/review?noun=contact", "/positions", "/positions?held-at=2031-03", "/positions?known-at=2031-05-20T09:00:03Z", "/positions?held-at=soon", "/timeline", "/timeline?kind=statement&since=2031", "/proposals", "/map", "/map?proposal=", "/responses", "/responses?who=Brandt&kind=deny&to=exhibit", "/responses?kind=none", "/exhibits", "/exhibits/6/x1", "/lines/6/x1", "/lines/6/r1", "/terms", "/terms?draft=no+words", "/who", "/who?name=Brandt", "/log", "/briefing", "/statements?term=none", "/statements?text=ferry&cursor=5.0"}

func TestPages_are_all_there(t *testing.T) {
	d, f := open(t)
	casetest.File(t, f, deal())
	for _, path := range append(everyPage, "/lines/10/t1", "/terms/ceasefire") {
		if got, body, _ := answer(t, d, asking("GET", path, nil)); got != 200 || !strings.Contains(body, "</html>") {
			t.Errorf("GET %s = %d, %d bytes, want a whole page", path, got, len(body))
		}
	}
	for path, want := range map[string]int{"/reports/3": 404, "/reports/99": 404, "/reports/x": 404, "/reports?from=x": 422, "/lines/2/s99": 404, "/lines/2/e99": 404, "/chains/2/e1": 404, "/lines/2/new?noun=rumour": 422, "/nowhere": 404, "/contacts/c99": 404, "/proposals/p99": 404, "/positions/cell": 404, "/timeline?since=soon": 422, "/terms/none": 404, "/review?noun=rumour": 422, "/exhibits/99": 404, "/exhibits/6/x9": 404, "/exhibits/6/s1": 404, "/files/none.js": 404, "/files/..%2fdesk.css": 404, "/lines/2/..%2f..%2fs1": 404} {
		if got, _, _ := answer(t, d, asking("GET", path, nil)); got != want {
			t.Errorf("GET %s = %d, want %d", path, got, want)
		}
	}
}

// tags takes a page's markup away.
var tags = regexp.MustCompile(`(?s)<[^>]*>`)

func TestReport_shows_the_text_as_it_was_published(t *testing.T) {
	d, f := open(t)
	for _, report := range []int64{2, 4, 6, 8} {
		r, err := f.Case.Report(t.Context(), report)
		if err != nil {
			t.Fatal(err)
		}
		_, page, _ := answer(t, d, asking("GET", "/reports/"+ledger.Address{Report: report}.String(), nil))
		_, text, _ := strings.Cut(page, `<article class="text"`)
		_, text, _ = strings.Cut(text, ">")
		text, _, _ = strings.Cut(text, "</article>")
		got := strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(text, ""))), " ")
		if want := strings.Join(strings.Fields(r.Text), " "); got != want {
			t.Errorf("report %d shows %q, want %q", report, got, want)
		}
	}
}

// hostile is what no page may take for markup, wherever it stands.
const hostile = `"'><script>alert(1)</script><img src=x onerror=alert(2)> javascript:alert(3) {{.}} </textarea></title>`

func TestPages_take_nothing_that_was_said_for_markup(t *testing.T) {
	d, f := open(t)
	text := "Ada " + hostile + " said " + hostile + "."
	said := func(words string) []parley.Span {
		at := strings.Index(text, words)
		return []parley.Span{{Start: at, End: at + len(words)}}
	}
	casetest.File(t, f, &parley.Record{
		Report:     parley.Report{Text: text, Title: hostile, Publisher: hostile, Byline: hostile, Published: "2031-05-19", URL: "javascript:alert(1)", Input: hostile, Language: hostile},
		Entities:   []parley.Entity{{ID: "e1", Name: hostile, Aliases: []string{hostile}, Role: hostile, Kind: parley.EntityPerson, Mentions: []parley.Mention{{Span: said("Ada ")[0]}}}},
		Statements: []parley.Statement{{ID: "s1", Kind: parley.StatementDirect, Speaker: "e1", Addressees: []string{"e1"}, Source: said("Ada "), Cue: said("said "), Content: []parley.Span{{Start: len(text) - 40, End: len(text)}}}},
		Weights:    "sha256:w1",
	})
	casetest.Decide(t, f, ledger.KindReject, "10/s1", ledger.Decision{Reason: hostile})
	casetest.Decide(t, f, ledger.KindNote, "10/s1", ledger.Decision{Text: hostile})
	escaped := url.QueryEscape(hostile)
	for _, path := range append(everyPage, "/reports/10", "/lines/10/s1", "/lines/10/e1", "/chains/10/s1", "/lines/10/new?noun=position", "/reports?text="+escaped, "/who?name="+escaped, "/statements?text="+escaped+"&by="+escaped+"&about="+escaped+"&since="+escaped+"&known-at="+escaped, "/timeline?with="+escaped, "/positions?held-at="+escaped, "/map?proposal="+escaped, "/terms?draft="+escaped, "/terms/"+url.PathEscape(hostile), "/responses?who="+escaped+"&kind="+escaped, "/exhibits/10/"+escaped, "/nowhere/"+escaped) {
		got, page, _ := answer(t, d, asking("GET", path, nil))
		if got >= 500 || got != 200 && strings.HasPrefix(path, "/reports/10") {
			t.Errorf("GET %s = %d", path, got)
		}
		for _, bad := range []string{"<script>", "<img", "onerror=alert(2)>", `href="javascript`, `src="javascript`} {
			if strings.Contains(page, bad) {
				t.Errorf("GET %s has %q in it", path, bad)
			}
		}
	}
}

func TestDecide_files_by_the_name_of_who_asks_and_leads_back(t *testing.T) {
	d, f := open(t)
	for _, form := range []url.Values{
		{"decide": {"accept"}, "reason": {"heard it"}, "back": {"/review"}},
		{"decide": {"correct"}, "act": {"warn"}, "certainty": {"possible"}, "speaker-name": {"Bo Ek"}, "back": {"/review"}},
		{"decide": {"note"}, "reason": {"ask her again"}, "back": {"//evil.example"}},
	} {
		got, body, h := answer(t, d, asking("POST", "/lines/2/s1", form))
		want := map[bool]string{true: "/review", false: "/lines/2/s1"}[form.Get("back") == "/review"]
		if got != 303 || h.Get("Location") != want {
			t.Errorf("%v = %d to %q, want 303 to %q: %s", form, got, h.Get("Location"), want, body)
		}
	}
	state, err := f.Case.State(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, j := range state.Of(ledger.Address{Report: 2, Line: "s1"}) {
		kinds = append(kinds, string(j.Kind)+" by "+j.Author.Name)
	}
	if got, want := strings.Join(kinds, ", "), "accept by Ada Lind, correct by Ada Lind, note by Ada Lind"; got != want {
		t.Errorf("decisions on 2/s1 = %s, want %s", got, want)
	}
	filing, err := f.Case.Filing(t.Context(), 2, 0)
	if err != nil {
		t.Fatal(err)
	}
	if s := filing.Record.Statements[0]; s.Act != parley.ActWarn || s.Certainty != parley.Possible || s.Speaker != "p1" {
		t.Errorf("2/s1 is %s, %s, by %s, want warn, possible, p1", s.Act, s.Certainty, s.Speaker)
	}
	_, page, _ := answer(t, d, asking("GET", "/lines/2/s1", nil))
	for _, want := range []string{"As the machine read it", "Bo Ek", "heard it", "ask her again"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of 2/s1 lacks %q", want)
		}
	}
	if got, body, _ := answer(t, d, asking("POST", "/lines/2/s1", url.Values{"decide": {"burn"}})); got != 422 || !strings.Contains(body, "nothing that can be decided") {
		t.Errorf("deciding to burn = %d, want 422", got)
	}
}

func TestHome_of_an_empty_case_offers_the_demo(t *testing.T) {
	const elsewhere = "http://127.0.0.1:8081/enter?token=other"
	opened := 0
	d, err := desk.New(desk.Options{
		Case: casetest.New(t).Case, By: "Ada Lind", Token: token, Hosts: []string{host}, Now: time.Now,
		Demo: func(context.Context) (string, error) { opened++; return elsewhere, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, page, _ := answer(t, d, asking("GET", "/", nil)); !strings.Contains(page, `href="/demo"`) || opened != 0 {
		t.Errorf("the home page of an empty case has no link to the demo, or opened it %d times", opened)
	}
	if got, _, h := answer(t, d, asking("GET", "/demo", nil)); got != 303 || h.Get("Location") != elsewhere {
		t.Errorf("GET /demo = %d to %q, want 303 to %q", got, h.Get("Location"), elsewhere)
	}
	with, _ := open(t)
	if got, _, _ := answer(t, with, asking("GET", "/demo", nil)); got != 404 {
		t.Errorf("GET /demo of a desk without one = %d, want 404", got)
	}
}

func TestPositions_have_both_clocks(t *testing.T) {
	d, _ := open(t)
	_, page, _ := answer(t, d, asking("GET", "/positions", nil))
	for _, want := range []string{`data-entries="9"`, `data-marks="1 2031-05-20T09:00Z,2 `} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of positions lacks %s", want)
		}
	}
}

func TestTerms_are_attached_and_taken_out(t *testing.T) {
	d, f := open(t)
	const file = "term: ferries\nname: ferries\npart of: transport\ntouch: ferr*\n"
	got, body, h := answer(t, d, asking("POST", "/terms", url.Values{"name": {"ferries"}, "text": {strings.ReplaceAll(file, "\n", "\r\n")}, "reason": {"it is all about them"}}))
	if got != 303 || h.Get("Location") != "/terms#own" {
		t.Fatalf("attaching = %d to %q: %s", got, h.Get("Location"), body)
	}
	state, err := f.Case.State(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if all := state.TermFiles(); len(all) != 1 || all[0].Name != "ferries.term" || all[0].Text != file || all[0].Author.Name != "Ada Lind" {
		t.Errorf("the case has the terms %+v, want ferries.term by Ada Lind", all)
	}
	_, page, _ := answer(t, d, asking("GET", "/terms/ferries", nil))
	for _, want := range []string{"this case’s own", "entry 10 of the log", "ferries.term"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of terms lacks %q", want)
		}
	}
	if got, body, _ := answer(t, d, asking("POST", "/terms", url.Values{"name": {"bad"}, "text": {"touch: nothing"}})); got != 422 {
		t.Errorf("attaching what is no term = %d, want 422: %s", got, body)
	}
	if got, _, _ := answer(t, d, asking("POST", "/terms", url.Values{"remove": {"ferries.term"}})); got != 303 {
		t.Errorf("taking it out = %d, want 303", got)
	}
	if got, _, _ := answer(t, d, asking("GET", "/terms/ferries", nil)); got != 404 {
		t.Errorf("the term that was taken out = %d, want 404", got)
	}
}
