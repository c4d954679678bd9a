package desk_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"parley"
	"parley/internal/casetest"
	"parley/ledger"
)

// deal is a report with a line of each sort.
func deal() *parley.Record {
	text := "Bo Ek told Ada Lind that Veldland rejects a ceasefire.\nThe plan of the Ostrel envoy has ten points. The two will meet in June."
	said := func(words string) []parley.Span {
		at := strings.Index(text, words)
		return []parley.Span{{Start: at, End: at + len(words)}}
	}
	mention := func(words string) []parley.Mention {
		return []parley.Mention{{Span: said(words)[0], Form: parley.MentionName}}
	}
	return &parley.Record{
		Report: parley.Report{Text: text, Title: "Ek on the ceasefire", Published: "2031-05-19", Input: "ek.txt"},
		Entities: []parley.Entity{
			{ID: "e1", Name: "Bo Ek", Kind: parley.EntityPerson, Mentions: mention("Bo Ek")},
			{ID: "e2", Name: "Ada Lind", Kind: parley.EntityPerson, Mentions: mention("Ada Lind")},
			{ID: "e3", Name: "Veldland", Kind: parley.EntityCountry, Mentions: mention("Veldland")},
		},
		Statements: []parley.Statement{{ID: "s1", Kind: parley.StatementIndirect, Speaker: "e1", Addressees: []string{"e2"}, Source: said("Bo Ek"), Cue: said("told"), Content: said("that Veldland rejects a ceasefire"), Act: parley.ActAssert, Certainty: parley.Certain}},
		Terms:      []parley.Term{{ID: "t1", Key: "ceasefire", Issue: "ceasefire", Name: "Ceasefire", Evidence: said("ceasefire")}},
		Positions:  []parley.Position{{ID: "o1", Party: "e3", By: "e1", Term: "t1", Stance: parley.StanceReject, Basis: parley.BasisAttributed, Statement: "s1", Evidence: said("rejects a ceasefire")}},
		Proposals:  []parley.Proposal{{ID: "d1", Name: "the plan", Points: 10, Evidence: said("The plan")}},
		Contacts:   []parley.Contact{{ID: "c1", Kind: parley.ContactMeeting, Status: parley.ContactPlanned, Participants: []string{"e1", "e2"}, Evidence: said("The two will meet")}},
		Weights:    "sha256:w1",
	}
}

func TestLine_of_the_deal_is_decided_like_a_statement(t *testing.T) {
	d, f := open(t)
	casetest.File(t, f, deal())
	for _, test := range []struct {
		line, form string
		want       []string // on its page after that
	}{
		{"s1", "decide=correct&content=Veldland+rejects+a+ceasefire&addressees=e3", []string{"changed", "that Veldland rejects a ceasefire", "Veldland"}},
		{"o1", "decide=correct&stance=conditional&condition=in+June&party-name=Ostrel", []string{"conditional", "reject", "Ostrel", "in June"}},
		{"d1", "decide=correct&status=leaked&points=12", []string{"leaked", "12"}},
		{"c1", "decide=correct&status=held&when=2031-06&participants=e1&participants-name=Una+Berg", []string{"held", "2031-06", "Una Berg"}},
		{"e1", "decide=correct&role=spokesman", []string{"spokesman"}},
		{"o1", "decide=accept&reason=heard+it", []string{"heard it"}},
		{"c1", "decide=reject", []string{"rejected"}},
	} {
		form, err := url.ParseQuery(test.form)
		if err != nil {
			t.Fatal(err)
		}
		if got, body, _ := answer(t, d, asking("POST", "/lines/10/"+test.line, form)); got != 303 {
			t.Errorf("POST %s %s = %d, want 303: %s", test.line, test.form, got, body)
		}
		got, page, _ := answer(t, d, asking("GET", "/lines/10/"+test.line, nil))
		for _, want := range test.want {
			if got != 200 || !strings.Contains(page, want) {
				t.Errorf("after %s, the page of %s = %d, lacks %q", test.form, test.line, got, want)
			}
		}
	}
}

func TestDecide_shows_both_sides_of_a_conflict(t *testing.T) {
	d, f := open(t)
	casetest.File(t, f, deal())
	head, err := f.Case.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	filing, err := f.Case.Filing(t.Context(), 10, 0)
	if err != nil {
		t.Fatal(err)
	}
	theirs := filing.Record.Statements[0]
	theirs.Speaker = "e2"
	f.By = "Una Berg"
	casetest.Decide(t, f, ledger.KindCorrect, "10/s1", ledger.Decision{Statement: &theirs, Fields: []string{"speaker"}, Reason: "it was her"})
	// The form has every field as the page had it, the speaker of before too.
	form := url.Values{"decide": {"correct"}, "seen": {fmt.Sprint(head.Size)}, "speaker": {"e1"}, "act": {"deny"}, "certainty": {"certain"}}
	got, page, _ := answer(t, d, asking("POST", "/lines/10/s1", form))
	for _, want := range []string{"Una Berg", "it was her", "deny", `name="act" value="deny"`} {
		if got != 409 || !strings.Contains(page, want) {
			t.Errorf("POST = %d, lacks %q, want 409 with both sides", got, want)
		}
	}
	if strings.Contains(page, `name="speaker"`) {
		t.Error("the speaker, which was not changed, would be filed with the rest")
	}
	if after, _ := f.Case.Head(t.Context()); after.Size != head.Size+1 {
		t.Errorf("the log has %d entries, want %d: nothing of a conflict is filed", after.Size, head.Size+1)
	}
	form = url.Values{"decide": {"correct"}, "seen": {fmt.Sprint(head.Size + 1)}, "act": {"deny"}}
	if got, body, _ := answer(t, d, asking("POST", "/lines/10/s1", form)); got != 303 {
		t.Errorf("filing it all the same = %d, want 303: %s", got, body)
	}
	filing, err = f.Case.Filing(t.Context(), 10, 0)
	if err != nil {
		t.Fatal(err)
	}
	if s := filing.Record.Statements[0]; s.Speaker != "e2" || s.Act != parley.ActDeny {
		t.Errorf("10/s1 is by %s, %s, want both corrections, e2 and deny", s.Speaker, s.Act)
	}
}

func TestNewLine_files_what_the_reading_lacks(t *testing.T) {
	d, f := open(t)
	casetest.File(t, f, deal())
	for noun, form := range map[string]string{
		"statement": "speaker=e2&cue=has&content=ten+points&source=The+plan",
		"position":  "party=e1&term=ceasefire&stance=accept&evidence=ceasefire",
		"contact":   "kind=call&participants=e1&evidence=told+Ada+Lind",
		"proposal":  "name=ten+points&evidence=ten+points",
	} {
		if got, _, _ := answer(t, d, asking("GET", "/lines/10/new?noun="+noun, nil)); got != 200 {
			t.Errorf("the form for a %s = %d, want 200", noun, got)
		}
		values, err := url.ParseQuery(form)
		if err != nil {
			t.Fatal(err)
		}
		got, body, h := answer(t, d, asking("POST", "/lines/10/new?noun="+noun, values))
		if got != 303 {
			t.Errorf("adding a %s = %d, want 303: %s", noun, got, body)
			continue
		}
		if got, page, _ := answer(t, d, asking("GET", h.Get("Location"), nil)); got != 200 || !strings.Contains(page, "corrected") {
			t.Errorf("GET %s = %d, want the new %s", h.Get("Location"), got, noun)
		}
	}
	if got, _, _ := answer(t, d, asking("GET", "/lines/10/new?noun=rumour", nil)); got != 422 {
		t.Errorf("the form for a rumour = %d, want 422", got)
	}
}

// Lines of the deal wait among statements, and are decided in the queue like those.
func TestReview_has_lines_of_the_deal(t *testing.T) {
	d, f := open(t)
	casetest.File(t, f, deal())
	_, page, _ := answer(t, d, asking("GET", "/review", nil))
	for _, want := range []string{`data-of="10/o1"`, `data-of="10/c1"`, `data-of="10/d1"`, `href="/lines/10/o1?back=review#correct"`, "reject: Ceasefire", "meeting, planned"} {
		if !strings.Contains(page, want) {
			t.Errorf("the queue lacks %s", want)
		}
	}
	_, line, _ := answer(t, d, asking("GET", "/lines/10/o1?back=review", nil))
	if !strings.Contains(line, `name="back" value="/review"`) {
		t.Error("a line that was opened from the queue does not lead back to it")
	}
	form := url.Values{"decide": {"correct"}, "stance": {"conditional"}, "back": {"/review"}}
	if got, body, h := answer(t, d, asking("POST", "/lines/10/o1", form)); got != 303 || h.Get("Location") != "/review" {
		t.Errorf("correcting 10/o1 = %d to %q, want 303 to /review: %s", got, h.Get("Location"), body)
	}
	for line, body := range map[string]string{
		"c1": `{"decide":"correct","fields":{"status":["held"],"when":["2031-05"]}}`,
		"d1": `{"decide":"reject"}`,
	} {
		if status, _, text := ask(t, d, "POST", "/api/lines/10/"+line+"/decisions", body); status != 200 {
			t.Errorf("%s of %s = %d: %s", body, line, status, text)
		}
	}
	_, queue, _ := ask(t, d, "GET", "/api/review?n=200", "")
	for _, l := range queue["lines"].([]any) {
		if of := l.(map[string]any)["of"]; of == "10/o1" || of == "10/c1" || of == "10/d1" {
			t.Errorf("%v was decided of and waits still", of)
		}
	}
	_, line, _ = answer(t, d, asking("GET", "/lines/10/c1", nil))
	if !strings.Contains(line, "As the machine read it") || !strings.Contains(line, "2031-05") {
		t.Error("the corrected contact is not shown beside the machine's reading")
	}
}
