package desk_test

import (
	"strings"
	"testing"

	"parley"
	"parley/internal/casetest"
)

func TestReport_has_the_lines_of_the_deal_beside_its_text(t *testing.T) {
	d, f := open(t)
	record := deal()
	record.Responses = []parley.Response{{ID: "r1", By: "e3", Kind: parley.ResponseDeny, To: parley.Answered{Statement: "s1"}, Evidence: record.Positions[0].Evidence}}
	casetest.File(t, f, record)
	_, page, _ := answer(t, d, asking("GET", "/reports/10", nil))
	for what, want := range map[string]string{
		"a_position":                   `<a href="/lines/10/o1"><b>Veldland</b></a> reject: Ceasefire`,
		"a_contact":                    `<a href="/lines/10/c1"><b>Bo Ek, Ada Lind</b></a> meeting, planned`,
		"a_proposal":                   `<a href="/lines/10/d1"><b>the plan</b></a> 10 points`,
		"a_response":                   `deny, to s1`,
		"its_words_marked":             `data-of="s1 o1 r1">rejects a </span>`,
		"words_of_no_statement_marked": `<span data-of="c1">The two will meet</span>`,
		"a_name_as_a_link":             `<a class="name" tabindex="-1" href="/who?name=Veldland">Veldland</a>`,
		"what_answers_a_statement":     `<b>Veldland</b> deny it`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("%s: the page lacks %s", what, want)
		}
	}
}
