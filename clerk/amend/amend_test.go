package amend_test

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"parley"
	"parley/clerk/amend"
	"parley/ledger"
)

const text = "Bo Ek, a spokesman, said “we will  not\nleave”, and that the ferry would sail. Ek said so to Ada Lind. Veldland rejects a ceasefire."

func at(words string) []parley.Span {
	i := strings.Index(text, words)
	return []parley.Span{{Start: i, End: i + len(words)}}
}

// filing is a report with a line of each sort.
func filing() *ledger.Filing {
	r := &parley.Record{
		Report: parley.Report{Text: text},
		Entities: []parley.Entity{
			{ID: "e1", Name: "Bo Ek", Kind: parley.EntityPerson, Aliases: []string{"Ek"}},
			{ID: "e2", Name: "Ada Lind", Kind: parley.EntityPerson},
			{ID: "e3", Name: "Veldland", Kind: parley.EntityCountry},
		},
		Statements: []parley.Statement{{ID: "s1", Kind: parley.StatementMixed, Speaker: "e1", Source: at("Bo Ek"), Cue: at("said"), Content: at("“we will  not\nleave”"), Act: parley.ActAssert, CAMEO: "010", Certainty: parley.Certain}},
		Terms:      []parley.Term{{ID: "t1", Key: "ceasefire", Issue: "ceasefire", Name: "Ceasefire"}},
		Positions:  []parley.Position{{ID: "o1", Party: "e3", Term: "t1", Stance: parley.StanceReject, Basis: parley.BasisAttributed, Evidence: at("rejects a ceasefire")}},
		Proposals:  []parley.Proposal{{ID: "d1", Name: "the plan", Evidence: at("sail")}},
		Contacts:   []parley.Contact{{ID: "c1", Kind: parley.ContactCall, Status: parley.ContactPlanned, Participants: []string{"e1"}, Evidence: at("so to")}},
	}
	return &ledger.Filing{Record: r, Machine: r, State: ledger.NewState()}
}

func TestCorrection(t *testing.T) {
	for name, test := range map[string]struct {
		line, form, want string // fields; or words of the error
	}{
		"what_stands_is_no_change":             {"s1", "speaker=e1&act=assert&content=“we will not leave”", "! nothing was changed"},
		"a_speaker_by_id":                      {"s1", "speaker=e2", "speaker"},
		"a_speaker_by_an_alias":                {"o1", "by-name=Ek", "by"},
		"somebody_whom_the_report_lacks":       {"s1", "speaker=e1&speaker-name=Una Berg", "speaker"},
		"addressees":                           {"s1", "addressees=&addressees=e2&addressees-name=Una Berg; Veldland", "addressees"},
		"words_as_they_stand":                  {"s1", "content=the ferry would  sail", "content"},
		"words_in_two_pieces":                  {"s1", "content=we will not … the ferry would sail", "content"},
		"words_that_the_report_has_not":        {"s1", "content=we shall leave", "! does not have the words"},
		"a_place_before_the_words":             {"s1", "content=anything&content-at=0-5", "content"},
		"a_place_beyond_the_text":              {"s1", "content-at=0-5000", "! is no place in a report"},
		"a_place_backwards":                    {"s1", "content-at=9-5", "! is no place in a report"},
		"pieces_that_overlap":                  {"s1", "content-at=0-5 3-9", "! overlap"},
		"an_act_takes_its_code_with_it":        {"s1", "act=deny", "act"},
		"a_term_of_the_register":               {"o1", "term=prisoners", "term"},
		"an_option_that_the_report_lacks":      {"o1", "term=ceasefire&option=full", "option"},
		"a_term_that_nobody_knows":             {"o1", "term=none such", "! no register knows it"},
		"an_option_of_another_term":            {"o1", "term=ceasefire&option=ceded", "! has no option"},
		"no_term":                              {"o1", "term=", "term"},
		"a_stance_and_a_condition":             {"o1", "stance=conditional&condition=the ferry would sail", "stance, condition"},
		"a_contact_held_on_a_day":              {"c1", "status=held&when=2031-05&participants=e1&participants=e2", "status, participants, when"},
		"a_day_that_is_none":                   {"c1", "when=soon", "! is no date"},
		"a_plan_of_ten_points":                 {"d1", "points=10&by=e3&status=leaked", "by, points, status"},
		"points_that_are_no_number":            {"d1", "points=many", "! is not how many points"},
		"an_entity":                            {"e1", "kind=organisation&role=minister", "kind, role"},
		"a_line_that_is_not_there":             {"s9", "speaker=e1", "! has no line"},
		"a_line_that_stays_as_the_machine_has": {"t1", "name=x", "! only those can be corrected"},
	} {
		t.Run(name, func(t *testing.T) {
			form, err := url.ParseQuery(strings.ReplaceAll(test.form, "; ", "%3B "))
			if err != nil {
				t.Fatal(err)
			}
			d, err := amend.Correction(filing(), test.line, form)
			got := strings.Join(d.Fields, ", ")
			if err != nil {
				got = err.Error()
			}
			wrong, isWrong := strings.CutPrefix(test.want, "! ")
			if isWrong != (err != nil) || !isWrong && got != test.want || isWrong && !strings.Contains(got, wrong) {
				t.Errorf("Correction(%s, %s) = %s, want %s", test.line, test.form, got, test.want)
			}
		})
	}
}

func TestCorrection_says_what_the_line_shall_be(t *testing.T) {
	d, err := amend.Correction(filing(), "s1", url.Values{
		"speaker-name": {"Una Berg"}, "addressees": {"", "e2"}, "addressees-name": {"una berg"}, "act": {"deny"},
		"content": {"we will not … the ferry would sail"}, "source-at": {"5-19"}, "negated": {"yes"},
	})
	if err != nil {
		t.Fatal(err)
	}
	s, r := d.Statement, &parley.Report{Text: text}
	if s.Speaker != "p1" || !slices.Equal(s.Addressees, []string{"e2", "p1"}) || len(d.Entities) != 1 || d.Entities[0].Name != "Una Berg" {
		t.Errorf("it is by %s to %v, with %v added, want p1 to e2 and p1, Una Berg", s.Speaker, s.Addressees, d.Entities)
	}
	if got, want := amend.Words(r, s.Content), "we will not … the ferry would sail"; got != want {
		t.Errorf("content %q, want %q", got, want)
	}
	if got, want := amend.Words(r, s.Source), ", a spokesman,"; got != want {
		t.Errorf("source %q, want %q", got, want)
	}
	if s.CAMEO != "" || !s.Negated || amend.Words(r, s.Cue) != "said" {
		t.Errorf("code %q, negated %v, cue %q, want none, true, said", s.CAMEO, s.Negated, amend.Words(r, s.Cue))
	}
}

func TestAddition_is_whole(t *testing.T) {
	d, err := amend.Addition(filing(), "position", url.Values{"party": {"e3"}, "by": {"e3"}, "term": {"ceasefire"}, "stance": {"reject"}, "evidence": {"rejects a ceasefire"}})
	if err != nil || d.Fields != nil || d.Position.Basis != "own" && d.Position.Basis != parley.BasisOwn {
		t.Errorf("Addition = %+v, %v, want a whole position of its own", d.Position, err)
	}
	if _, err := amend.Addition(filing(), "rumour", nil); !errors.Is(err, parley.ErrInvalid) || amend.NewFields(filing(), "rumour") != nil {
		t.Errorf("Addition of a rumour = %v, want ErrInvalid", err)
	}
}

func FuzzCorrection_has_words_of_the_report(f *testing.F) {
	f.Add("s1", "said … ferry", "0-5 7-9", "Una")
	f.Add("c1", "so", "", ";;e1")
	f.Add("o1", "\xff", "1-2-3", "")
	f.Fuzz(func(t *testing.T, line, words, at, name string) {
		form := url.Values{}
		for _, field := range amend.Fields(filing(), "s1") {
			form.Set(field.Name+"-name", name)
		}
		for _, field := range []string{"content", "evidence", "topics", "condition", "about"} {
			form.Set(field, words)
			form.Set(field+"-at", at)
		}
		d, err := amend.Correction(filing(), line, form)
		if err != nil {
			return
		}
		r := &parley.Report{Text: text}
		if d.Statement != nil && utf8.ValidString(name) {
			for _, s := range d.Statement.Content {
				if s.Start < 0 || s.End > len(text) || r.Quote(s) == "" {
					t.Errorf("content %v is no words of the report", s)
				}
			}
		}
	})
}
