package exchange

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"parley"
)

func release(t *testing.T, f *Filing) *Release {
	t.Helper()
	r, err := f.Release()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Record.Verify(); err != nil {
		t.Fatalf("what was released does not hold: %v", err)
	}
	return r
}

func rejecting(ids ...string) map[string]Review {
	reviews := map[string]Review{}
	for _, id := range ids {
		reviews[id] = Review{Status: ReviewRejected}
	}
	return reviews
}

func TestRelease_leaves_out_what_was_rejected_and_what_rests_on_it(t *testing.T) {
	for _, test := range []struct {
		rejected string
		want     func(*parley.Record) bool
	}{
		{"s1", func(r *parley.Record) bool { // s2 lay within it, r2 answered it
			return len(r.Statements) == 3 && r.Statements[0].ID == "s2" && r.Statements[0].Within == "" && r.Responses[1].To.Statement == ""
		}},
		{"s3", func(r *parley.Record) bool { // r1 is made by it, and listed with x1
			return len(r.Statements) == 3 && r.Responses[0].ID == "r2" && len(r.Exhibits[0].Responses) == 0
		}},
		{"s4", func(r *parley.Record) bool {
			return r.Statements[0].Chain[0].Statement == "" && len(r.Statements[0].Chain) == 2
		}},
		{"e2", func(r *parley.Record) bool { // the hop by way of e2 goes too
			return len(r.Entities) == 2 && len(r.Statements[0].Addressees) == 0 && len(r.Statements[0].Chain) == 1 &&
				r.Entities[1].Represents == "" && slices.Equal(r.Exhibits[0].Participants, []string{"e1"})
		}},
		{"x1", func(r *parley.Record) bool {
			return len(r.Exhibits) == 0 && r.Responses[0].To.Exhibit == "" && len(r.Statements[0].Chain) == 1
		}},
		{"s1", func(r *parley.Record) bool { // o1 and c1 rest on it
			return len(r.Positions) == 1 && r.Positions[0].ID == "o2" && len(r.Contacts) == 1 && r.Contacts[0].ID == "c2" &&
				slices.Equal(r.Terms[0].Statements, []string{"s2"})
		}},
		{"s3", func(r *parley.Record) bool { // a point of d1 is worded by it
			return len(r.Proposals[0].Seen) == 1 && r.Proposals[0].Points == 28
		}},
		{"t1", func(r *parley.Record) bool { // o1 keeps the words for what it is about
			o := r.Positions[0]
			return len(r.Terms) == 1 && o.Term == "" && o.Option == "" && len(o.About) == 1 && slices.Equal(r.Proposals[0].Terms, []string{"t2"}) &&
				len(r.Proposals[0].Seen[0].Terms) == 0
		}},
		{"o1", func(r *parley.Record) bool { return len(r.Positions) == 1 }},
		{"d2", func(r *parley.Record) bool {
			return len(r.Proposals) == 1 && len(r.Proposals[0].Lineage) == 2 && r.Proposals[0].Lineage[0].Proposal == ""
		}},
		{"d1", func(r *parley.Record) bool { return r.Positions[0].Proposal == "" && r.Responses[1].To.Proposal == "" }},
		{"c1", func(r *parley.Record) bool { return len(r.Contacts) == 1 && r.Responses[2].To.Event == "" }},
		{"e2", func(r *parley.Record) bool {
			return slices.Equal(r.Contacts[0].Participants, []string{"e1"}) && r.Terms[0].Options[0].To == "" && slices.Equal(r.Proposals[0].By, []string{"e1"})
		}},
		{"r1", func(r *parley.Record) bool { return len(r.Responses) == 3 && len(r.Exhibits[0].Responses) == 0 }},
		{"", func(r *parley.Record) bool { return len(r.Statements) == 4 && len(r.Responses) == 4 }},
	} {
		t.Run(test.rejected, func(t *testing.T) {
			before, whole := sample(t), sample(t)
			got := release(t, &Filing{Record: whole, Reviews: rejecting(test.rejected)}).Record
			if !test.want(got) {
				t.Errorf("without %s: %+v", test.rejected, got)
			}
			if !reflect.DeepEqual(before, whole) {
				t.Errorf("the filing's own record was changed")
			}
			asked := release(t, &Filing{Record: whole, Reviews: rejecting(test.rejected), KeepRejected: true}).Record
			if !reflect.DeepEqual(asked, whole) {
				t.Errorf("asked for, %s is not there: %+v", test.rejected, asked)
			}
		})
	}
}

func TestRelease_of_a_sealed_filing_has_no_word_of_the_report(t *testing.T) {
	whole := sample(t)
	line, err := Encode(release(t, &Filing{Record: whole, Address: "4", Sealed: true}).Record)
	if err != nil {
		t.Fatal(err)
	}
	var printed jsonRecord
	if err := json.Unmarshal(line, &printed); err != nil {
		t.Fatal(err)
	}
	if printed.Report.Text != Mask || *printed.Report.ID != "4" || printed.Report.SHA256 != nil || *printed.Report.Published != "2031-04" || *printed.Report.Input != Mask || *printed.Report.Title != Mask {
		t.Errorf("report = %s", line)
	}
	if len(printed.Statements) != 4 || *printed.Statements[0].Act != "warn" || printed.Statements[0].Content[0].Text != Mask {
		t.Errorf("statements = %s", line)
	}
	for _, word := range []string{"Zoë", "Quarn", "Ilmar", "Sefa", "sign", "waited", "added", "denied", "سلام", "ferry", "resume", "island", "KAI", "Q7", "0a0a", "acts.tsv", "PT5M",
		"28", "troops", "TerrOth", "access", "open to", "2031-04-14", "2031-03"} {
		if strings.Contains(string(line), word) {
			t.Errorf("%q is in what was released", word)
		}
	}
}

func TestRelease_names_the_same_report_alike_and_a_sealed_one_by_its_address(t *testing.T) {
	one, two := sample(t), sample(t)
	two.Report.Input, two.Weights = "elsewhere", "sha256:other"
	a, b := release(t, &Filing{Record: one, Address: "1"}), release(t, &Filing{Record: two, Address: "2"})
	if a.ReportIRI() != b.ReportIRI() || a.IRI("s1") == b.IRI("s1") {
		t.Errorf("IRIs = %s %s, %s %s; want one report and two readings", a.ReportIRI(), a.IRI("s1"), b.ReportIRI(), b.IRI("s1"))
	}
	two.Report.SHA256 = strings.Repeat("9", 64)
	sealedOne, sealedTwo := release(t, &Filing{Record: one, Address: "1", Sealed: true}), release(t, &Filing{Record: two, Address: "1", Sealed: true})
	if sealedOne.ReportIRI() != sealedTwo.ReportIRI() || sealedOne.ReportIRI() == a.ReportIRI() {
		t.Errorf("a sealed report's IRI tells of its bytes: %s, %s", sealedOne.ReportIRI(), sealedTwo.ReportIRI())
	}
}

func TestRelease_quotes_a_passage_with_what_stands_around_it(t *testing.T) {
	r := release(t, &Filing{Record: sample(t)})
	got := r.Passage(r.Record.Statements[0].Content[0])
	want := Passage{Prefix: "Zoë Quarn 🕊 told Ilmar ", Exact: "that Sefa “won’t sign”", Suffix: ".\n“We waited,\nthen we left,” she"}
	want.Start, want.End = len([]rune(want.Prefix)), len([]rune(want.Prefix+want.Exact))
	if got != want {
		t.Errorf("Passage(…) = %+v, want %+v", got, want)
	}
}

func TestRelease_gives_an_address_of_the_web_alone(t *testing.T) {
	for address, want := range map[string]string{
		"https://a:b@c.example/d?e=f": "https://c.example/d?e=f", "http://c.example": "http://c.example",
		"javascript:alert(1)": "", "file:///etc/passwd": "", "c.example/d": "", "https://": "", "http://[::1": "", "": "",
	} {
		record := sample(t)
		record.Report.URL = address
		if got := release(t, &Filing{Record: record}).URL(); got != want {
			t.Errorf("URL() of %q = %q, want %q", address, got, want)
		}
	}
}

func TestRelease_refuses_a_record_that_does_not_hold(t *testing.T) {
	record := sample(t)
	record.Statements[0].Speaker = "e99"
	if _, err := (&Filing{Record: record, Address: "7"}).Release(); !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), "report 7") {
		t.Errorf("Release() = %v, want an invalid report 7", err)
	}
}

func TestDates(t *testing.T) {
	for edtf, want := range map[string]string{
		"2031": "2031  ", "2031-05": "2031-05  ", "2031-05-14": "2031-05-14 2031-05-14 ", "2031-05-14T09:00:00Z": "2031-05-14T09:00:00Z 2031-05-14 ",
		"2031-05-14?": " 2031-05-14 ", "2031-05-12/2031-05-14": " 2031-05-12 2031-05-14", "../2031-05-14": "  ", "2031-05-12/..": " 2031-05-12 ",
		"2031-99-99": "  ", "199X": "  ", "2031-05~": "  ", "": "  ",
	} {
		first, last := ExactDays(edtf)
		if got := PlainDate(edtf) + " " + first + " " + last; got != want {
			t.Errorf("PlainDate and ExactDays of %q = %q, want %q", edtf, got, want)
		}
	}
	east := time.FixedZone("", 3600)
	for at, want := range map[time.Time]string{
		time.Date(2031, 5, 14, 1, 2, 3, 4, east): "2031-05-14T00:02:03Z", {}: "", time.Date(12031, 1, 1, 0, 0, 0, 0, time.UTC): "",
	} {
		if got := Timestamp(at); got != want {
			t.Errorf("Timestamp(%v) = %q, want %q", at, got, want)
		}
	}
}

func TestUUID_is_of_version_8(t *testing.T) {
	a, b := uuid("ab", "c"), uuid("a", "bc")
	if len(a) != 36 || a[14] != '8' || !strings.Contains("89ab", a[19:20]) || a == b {
		t.Errorf("uuid(…) = %s, %s", a, b)
	}
}

// FuzzRelease states two laws on reports of any text: what is released holds, and
// of a sealed report it does not depend on the text.
func FuzzRelease(f *testing.F) {
	f.Add("Zoë 🕊 said “سلام” to\nthem.", "Nothing of the kind.", "s1", uint16(2), uint16(9))
	f.Add("plain", "more", "e1", uint16(0), uint16(3))
	f.Fuzz(func(t *testing.T, text, other, rejected string, a, b uint16) {
		if !utf8.ValidString(text) || !utf8.ValidString(other) || text == "" || other == "" {
			t.Skip("a text is valid UTF-8")
		}
		filing := func(text string) *Filing {
			first, second := cut(text, a), cut(text, b)
			return &Filing{Address: "1", Reviews: rejecting(rejected), Record: &parley.Record{
				Report:   parley.Report{ID: text, Title: text, Text: text},
				Entities: []parley.Entity{{ID: "e1", Name: text, Kind: parley.EntityGroup, Party: "e1", Mentions: []parley.Mention{{Span: first[0]}}}},
				Statements: []parley.Statement{
					{ID: "s1", Speaker: "e1", Within: "s2", Cue: first, Content: second, Channel: second[0]},
					{ID: "s2", Addressees: []string{"e1"}, Within: "s1", Cue: second, Chain: []parley.Hop{{Kind: parley.HopMedium, Entity: "e1", Cue: first}}}},
			}}
		}
		one, two := filing(text), filing(other)
		for _, s := range release(t, one).Record.Statements {
			if s.ID == rejected {
				t.Errorf("%s was rejected and is released", s.ID)
			}
			if p := release(t, one).Passage(s.Cue[0]); !strings.Contains(text, p.Prefix+p.Exact+p.Suffix) || string([]rune(text)[p.Start:p.End]) != p.Exact {
				t.Errorf("passage %+v is not in %q", p, text)
			}
		}
		one.Sealed, two.Sealed = true, true
		if a, b := release(t, one), release(t, two); !reflect.DeepEqual(a.Record, b.Record) || a.IRI("s1") != b.IRI("s1") {
			t.Errorf("%+v of a sealed report is told from %+v", a.Record, b.Record)
		}
	})
}
