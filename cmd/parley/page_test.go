package main

import (
	"strings"
	"testing"

	"parley"
	"parley/clerk"
)

// held is a report in which one statement holds another.
func held() *parley.Record {
	text := "Oda Brandt said that Tam Okoye denied that it is sold."
	at := func(words string) []parley.Span {
		start := strings.Index(text, words)
		return []parley.Span{{Start: start, End: start + len(words)}}
	}
	return &parley.Record{
		Report:   parley.Report{ID: "r", Text: text},
		Entities: []parley.Entity{{ID: "e1", Name: "Oda Brandt"}, {ID: "e2", Name: "Tam Okoye"}},
		Statements: []parley.Statement{
			{ID: "s1", Kind: "indirect", Speaker: "e1", Source: at("Oda Brandt"), Cue: at("said"), Content: at("that Tam Okoye denied that it is sold")},
			{ID: "s2", Kind: "indirect", Speaker: "e2", Within: "s1", Source: at("Tam Okoye"), Cue: at("denied"), Content: at("that it is sold")},
		},
	}
}

func printed(t *testing.T, width int, coloured bool, record *parley.Record) string {
	t.Helper()
	var out strings.Builder
	page := &page{w: &out, width: width, coloured: coloured}
	if err := page.write(clerk.Outcome{Input: clerk.Input{Name: "ferry.txt"}, Record: record}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestPage_colours_the_innermost_role_and_underlines_what_is_held(t *testing.T) {
	want := "\x1b[1;36mOda Brandt\x1b[0m \x1b[33msaid\x1b[0m \x1b[32mthat \x1b[0m" +
		"\x1b[1;36mTam Okoye\x1b[0m\x1b[32m \x1b[0m\x1b[33mdenied\x1b[0m\x1b[32m \x1b[0m\x1b[32;4mthat it is sold\x1b[0m."
	if got := printed(t, 80, true, held()); !strings.Contains(got, want) {
		t.Errorf("page = %q, want %q in it", got, want)
	}
}

// answered is held with a chain, a response and an exhibit.
func answered() *parley.Record {
	record := held()
	s := record.Statements
	s[0].Act, s[1].Act = parley.ActAssert, parley.ActDeny
	s[1].Chain = []parley.Hop{{Kind: parley.HopIntermediary, Entity: "e1"}, {Kind: parley.HopExhibit, Exhibit: "x1"}}
	record.Responses = []parley.Response{{ID: "r1", By: "e2", Kind: parley.ResponseDeny,
		To: parley.Answered{Exhibit: "x1", Words: s[1].Content}, Evidence: s[1].Content}}
	record.Exhibits = []parley.Exhibit{{ID: "x1", Kind: parley.ExhibitRecording, Date: parley.Date{EDTF: "2031-04-14"},
		Duration: "PT5M", ObtainedBy: "e1", Participants: []string{"e2"}, Evidence: s[0].Cue}}
	return record
}

func TestPage_says_what_weakens_a_response(t *testing.T) {
	record := answered()
	s := &record.Statements[1]
	s.Certainty, s.Hedges, record.Responses[0].Statement = parley.Probable, s.Cue, s.ID
	if got := printed(t, 100, false, record); !strings.Contains(got, "deny (denied)") {
		t.Errorf("page = %s, want the hedge beside the response", got)
	}
}

func TestPage_says_on_whose_word_in_answer_to_what(t *testing.T) {
	got := printed(t, 100, false, answered())
	for _, want := range []string{
		"s2  Oda Brandt › x1  that it is sold\n",
		"r1  Tam Okoye  deny      x1 that it is sold\n",
		"x1  recording, 2031-04-14,     obtained by Oda Brandt;    said\n",
		"    PT5M                       with Tam Okoye\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in the page\n%s", want, got)
		}
	}
}

func TestPage_fits_its_width(t *testing.T) {
	record := dealt()
	record.Entities[0].Name = "Her Excellency the Plenipotentiary Oda Brandt of Veldland"
	record.Report.Title = strings.Repeat("A long title ", 20)
	record.Warnings = []string{strings.Repeat("beware ", 40)}
	for _, width := range []int{leastWidth, 60, 80, 140} {
		for _, line := range strings.Split(printed(t, width, false, record), "\n") {
			if columns(line) > width {
				t.Errorf("at %d columns the line %q takes %d", width, line, columns(line))
			}
		}
	}
}

func TestPage_breaks_no_word_of_the_table(t *testing.T) {
	record := held()
	record.Entities[0].Name = "Plenipotentiary Oda Brandt"
	for width := leastWidth; width <= 100; width++ {
		out := printed(t, width, false, record)
		_, table, _ := strings.Cut(out, "sold.\n")
		for _, word := range []string{"Plenipotentiary", "denied", "indirect", "Brandt"} {
			if !strings.Contains(table, word) {
				t.Errorf("at %d columns %q is broken in %s", width, word, table)
			}
		}
	}
}

func TestPage_names_whom_is_spoken_to(t *testing.T) {
	record := held()
	record.Statements[0].Addressees = []string{"e2"}
	record.Statements[1].Speaker = ""
	record.Statements[1].Addressees = []string{"e1", "e2"}
	out := strings.Join(strings.Fields(printed(t, 300, false, record)), " ")
	for _, want := range []string{"s1 Oda Brandt → Tam Okoye said", "s2 └ Tam Okoye (not identified) → Oda Brandt, Tam Okoye denied"} {
		if !strings.Contains(out, want) {
			t.Errorf("page = %s, want %q in it", out, want)
		}
	}
}

func TestTitleEnd(t *testing.T) {
	for _, test := range []struct{ text, title, want string }{
		{"Talks stall\n\nOn Monday", "Talks stall", "Talks stall"},
		{"“Talks” – stall\n\nOn Monday", "\"Talks\" - Stall", "“Talks” – stall"},
		{"\n# Talks stall\n\nOn Monday", "Talks stall", "\n# Talks stall"},
		{"Talks stalled on Monday.", "Talks stall", ""},
		{"Talks", "Talks stall", ""},
		{"Talks stall", "", ""},
		{"Talks stall", "…", ""},
	} {
		if got := test.text[:titleEnd(test.text, test.title)]; got != test.want {
			t.Errorf("titleEnd(%q, %q) leads to %q, want %q", test.text, test.title, got, test.want)
		}
	}
}

func TestPage_cuts_a_long_cell_short(t *testing.T) {
	record := held()
	record.Report.Text = strings.Repeat("word ", 1000)
	record.Statements = []parley.Statement{{ID: "s1", Cue: []parley.Span{{Start: 0, End: 4}}, Content: []parley.Span{{Start: 0, End: 4999}}}}
	_, table, _ := strings.Cut(printed(t, 80, false, record), "speaker")
	if got := strings.Count(table, "\n"); got > mostLines+3 || !strings.Contains(table, "…") {
		t.Errorf("table = %s, want one row of %d lines that ends in …", table, mostLines)
	}
}

func TestPage_prints_statements_that_name_each_other_as_holder(t *testing.T) {
	record := held()
	record.Statements[0].Within = "s2"
	printed(t, 80, true, record) // and comes to an end
}

func TestPrintable_shows_what_steers_a_terminal(t *testing.T) {
	for in, want := range map[string]string{
		"\x1b[2Jgone":      "␛[2Jgone",
		"a\x00b\x07c":      "a␀b␇c",
		"\u009b31m":        "\ufffd31m",
		"\u202edlos\u202c": "\ufffddlos\ufffd",
		"\u2066x\u2069":    "\ufffdx\ufffd",
		"a\tb\nc":          "a b\nc",
		"👩‍👧 سلام":         "👩‍👧 سلام",
	} {
		if got := printable(in); got != want {
			t.Errorf("printable(%q) = %q, want %q", in, got, want)
		}
	}
}
